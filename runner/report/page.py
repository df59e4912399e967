"""The page itself: verdict, picture, story, runs, changes, expectations."""

from importlib import resources

from gitops.drawing.markup import Markup, tag, together
from gitops.drawing.palette import variables
from remediation.runs import FAILED
from runner.record import Record
from runner.report.changes import changes
from runner.report.graph import graph
from runner.report.lanes import NAMES, lanes
from runner.snapshot import Run


def page(record: Record) -> str:
    """Write the report: one HTML file that needs nothing else, in light and dark, on screen and on paper."""
    style = resources.files("runner.report").joinpath("style.css").read_text("utf-8")
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"{record.title} · remedy"),
        tag("style", Markup(variables() + style)),
    )
    body = tag(
        "body",
        _header(record),
        tag(
            "main",
            _section(
                "What happened when",
                "Time runs to the right. Numbers are those of the story below.",
                tag("div", lanes(record), class_="scroll"),
            ),
            _section("The story", "", _story(record)),
            _section("What changed where", "Before and after, side by side.", changes(record)),
            _section(
                "The workflow runs",
                "Each run of Argo with its steps, their results and durations.",
                _runs(record),
            ),
            _section("What was expected", "", _findings(record)),
        ),
        tag(
            "footer",
            f"remedy run · {record.scenario} · {record.backend} · {record.zero:%Y-%m-%d %H:%M:%S} UTC",
        ),
    )
    return f"<!doctype html>\n{tag('html', head, body, lang='en')}\n"


def _header(record: Record) -> Markup:
    held = len(record.findings) - len(record.failed)
    verdict = "As expected" if record.ok else "Not as expected"
    facts = (
        (f"{record.seconds:.1f} s", "until all was quiet"),
        _counted(sum(moment.event for moment in record.timeline), "event played", "events played"),
        _counted(len(record.after.loops), "workflow run", "workflow runs"),
        _counted(
            sum(span.doomed is not None for span in record.agents), "agent cancelled", "agents cancelled"
        ),
        (f"{held} of {len(record.findings)}", "expectations hold"),
    )
    return tag(
        "header",
        tag(
            "p",
            tag("span", verdict, class_=f"verdict {'ok' if record.ok else 'bad'}"),
            f" on the {record.backend}",
        ),
        tag("h1", record.title),
        tag("p", record.description, class_="lead"),
        tag("dl", (tag("div", tag("dt", name), tag("dd", figure)) for figure, name in facts)),
    )


def _counted(number: int, one: str, several: str) -> tuple[str, str]:
    return str(number), one if number == 1 else several


def _section(title: str, lead: str, *content: Markup) -> Markup:
    return tag("section", tag("h2", title), tag("p", lead, class_="lead") if lead else None, *content)


def _story(record: Record) -> Markup:
    told = (
        tag(
            "li",
            tag("span", number, class_="number"),
            tag("time", f"{moment.at:.2f} s"),
            tag("span", NAMES[moment.lane], class_=f"lane-tag {moment.lane}"),
            tag("span", moment.text, class_="sentence"),
            class_="did" if moment.event else None,
        )
        for number, moment in enumerate(record.timeline, start=1)
    )
    return tag("ol", told, class_="story")


def _runs(record: Record) -> Markup:
    shown = [run for run in record.after.runs if run.nodes]
    return (
        together(*(_run(run) for run in shown)) if shown else tag("p", "No run was started.", class_="quiet")
    )


def _run(run: Run) -> Markup:
    title = f"The play of task {run.task}" if run.is_play else run.name
    said = run.stage if run.is_play else run.outcome.replace(FAILED, "")
    result = " · ".join(filter(None, [run.phase, said]))
    return tag(
        "article",
        tag("h3", title, " ", tag("span", result, class_=f"chip phase {run.phase.lower()}")),
        tag("p", run.reason or run.message, class_="quiet") if run.reason or run.message else None,
        tag("div", graph(run), class_="scroll"),
        class_="run",
    )


def _findings(record: Record) -> Markup:
    return tag(
        "ul",
        (
            tag(
                "li",
                tag("span", "✓" if finding.ok else "✗", class_="mark-sign"),
                tag(
                    "div",
                    tag("p", finding.expected),
                    tag("p", f"found: {finding.found}", class_="found") if finding.found else None,
                    tag("p", finding.because, class_="quiet") if finding.because else None,
                ),
                class_="ok" if finding.ok else "bad",
            )
            for finding in record.findings
        ),
        class_="findings",
    )
