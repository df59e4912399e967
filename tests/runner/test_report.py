"""The report is one file that needs nothing else, and no text breaks out of it."""

import re
from html.parser import HTMLParser

import pytest

from gitops.drawing.markup import VOID, Markup, tag, together
from runner.expectations.finding import Finding
from runner.record import Moment
from runner.report.page import page
from tests.runner.records import HOSTILE, record


class Reader(HTMLParser):
    """Collects elements and texts, and fails on elements that are not closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    assert reader.open == []
    return reader


def test_the_page_tells_verdict_story_changes_runs_and_expectations() -> None:
    text = read(page(record())).text

    for part in (
        "As expected",
        "5DLabs-Rex[bot] pushes fix (2222222) to task-7-login",
        "remediation-in-progress",
        "waiting-pr-approved → waiting-ready-for-qa",
        "QA cycle 2",
        "conclude",
        "there is 1 run of rex-remediation",
    ):
        assert part in text


def test_a_failed_expectation_shows_what_was_found() -> None:
    failed = Finding(ok=False, expected="there is no run", found="1 run: rex-push-1")

    text = read(page(record(findings=(failed,)))).text

    assert "Not as expected" in text
    assert "found: 1 run: rex-push-1" in text


def test_nothing_is_loaded_from_elsewhere_and_nothing_is_executed() -> None:
    html = page(record())
    elements = read(html).elements

    assert not {"script", "link", "img", "iframe"} & {name for name, _ in elements}
    assert not [attributes for _, attributes in elements if {"src", "href"} & set(attributes)]
    assert "url(" not in html
    assert "@import" not in html


def test_hostile_text_stays_text_wherever_it_stands() -> None:
    hostile = record(title=HOSTILE)
    moment = Moment(at=0.1, lane="github", text=f"ada pushes to {HOSTILE}", event=True)
    finding = Finding(ok=False, expected=HOSTILE, found=HOSTILE, because=HOSTILE)
    spans = tuple(span.model_copy(update={"commit": HOSTILE, "role": HOSTILE}) for span in hostile.agents)
    played = hostile.model_copy(
        update={"timeline": (moment,), "findings": (finding,), "agents": spans, "description": HOSTILE}
    )

    reader = read(page(played))

    assert "script" not in {name for name, _ in reader.elements}
    assert reader.text.count(HOSTILE) >= 7


def test_marks_and_bars_of_a_lane_do_not_overlap() -> None:
    crowd = tuple(Moment(at=0.001 * number, lane="github", text="a push", event=True) for number in range(30))

    html = page(record().model_copy(update={"timeline": crowd}))

    circles = re.findall(r'<circle cx="([0-9.]+)" cy="([0-9.]+)" r="9"', html)
    places = [(float(x), float(y)) for x, y in circles]
    assert len(places) == 30
    assert all(
        abs(x - other_x) >= 18 or abs(y - other_y) >= 18
        for index, (x, y) in enumerate(places)
        for other_x, other_y in places[:index]
    )


def test_a_scenario_without_runs_agents_and_changes_has_a_page_too() -> None:
    played = record()
    silent = played.model_copy(
        update={
            "after": played.before.model_copy(update={"runs": ()}),
            "agents": (),
            "timeline": (),
            "seconds": 0.0,
        }
    )
    still = silent.model_copy(update={"before": silent.after})

    text = read(page(still)).text

    assert "Nothing has changed." in text
    assert "No run was started." in text


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (tag("p", "a < b & c"), "<p>a &lt; b &amp; c</p>"),
        (tag("p", Markup("<b>x</b>"), None, [1, "<"]), "<p><b>x</b>1&lt;</p>"),
        (tag("rect", x=1.23456, class_='a"b', rx=None), '<rect x="1.23" class="a&quot;b"></rect>'),
        (tag("meta", charset="utf-8"), '<meta charset="utf-8">'),
        (together("a", tag("i", "b")), "a<i>b</i>"),
    ],
)
def test_markup_escapes_everything_that_is_not_markup(written: Markup, expected: str) -> None:
    assert written == expected
