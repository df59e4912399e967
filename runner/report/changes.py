"""What changed where: labels, agents, plays and state, before and after."""

import re
from collections.abc import Iterator

from gitops.drawing.markup import Markup, tag, together
from runner.expectations.objects import flattened
from runner.record import Record
from runner.snapshot import Comment, Play, PullRequest

SHORT = 7
_HIDDEN = re.compile("<!--.*?-->", re.DOTALL)
"""What GitHub does not show of a comment."""


def changes(record: Record) -> Markup:
    """Write one card for each thing that the scenario changed."""
    cards = [*_pull_requests(record), *_plays(record), *_agents(record), *_state(record), *_notices(record)]
    return tag("div", cards or tag("p", "Nothing has changed.", class_="quiet"), class_="cards")


def _card(where: str, title: str, *content: Markup) -> Markup:
    return tag("article", tag("p", where, class_="where"), tag("h3", title), *content, class_="card")


def _pull_requests(record: Record) -> Iterator[Markup]:
    before = {(each.repository, each.number): each for each in record.before.pull_requests}
    for now in record.after.pull_requests:
        was = before.get((now.repository, now.number))
        if was is None or (was.labels, was.comments, was.state, was.head) != (
            now.labels,
            now.comments,
            now.state,
            now.head,
        ):
            yield _card(
                f"GitHub · {now.repository}",
                f"Pull request #{now.number}",
                tag("p", _labels(was, now)),
                _moved("head", _commit(record, was.head) if was else "", _commit(record, now.head)),
                _moved("state", was.state if was else "", now.state),
                *(
                    tag("blockquote", tag("b", each.author), " ", _HIDDEN.sub("", each.body).strip())
                    for each in _new_comments(was, now)
                ),
            )


def _labels(was: PullRequest | None, now: PullRequest) -> Markup:
    old = was.labels if was else ()
    chips = [tag("span", label, class_="chip gone") for label in old if label not in now.labels]
    chips += [tag("span", label, class_="chip" if label in old else "chip new") for label in now.labels]
    return together(*chips)


def _new_comments(was: PullRequest | None, now: PullRequest) -> Iterator[Comment]:
    yield from now.comments[len(was.comments) if was else 0 :]


def _plays(record: Record) -> Iterator[Markup]:
    before = {each.name: each for each in record.before.plays}
    for now in record.after.plays:
        was = before.get(now.name)
        if was == now:
            continue
        yield _card(
            "Argo · play",
            f"Task {now.task}",
            *(
                _moved(name, _field(was, name), _field(now, name))
                for name in ("stage", "cycle", "waiting", "phase")
            ),
        )
    for was in (
        each for name, each in before.items() if name not in {now.name for now in record.after.plays}
    ):
        yield _card("Argo · play", f"Task {was.task}", tag("p", "deleted"))


def _field(play: Play | None, name: str) -> str:
    return str(getattr(play, name)) if play is not None else ""


def _agents(record: Record) -> Iterator[Markup]:
    before = {each.uid: each for each in record.before.code_runs}
    after = {each.uid: each for each in record.after.code_runs}
    seen = {**before, **after}
    for task in sorted({each.task or 0 for each in seen.values()}):
        mine = [each for each in seen.values() if (each.task or 0) == task]
        gone = [each for each in mine if each.uid not in after]
        new = [each for each in mine if each.uid not in before]
        if gone or new:
            rows = [(each, "gone", "cancelled") for each in gone] + [(each, "new", "started") for each in new]
            yield _card(
                "Kubernetes · agents",
                f"Task {task}",
                *(
                    tag(
                        "p",
                        tag("span", f"{each.role.capitalize()} {word}", class_=f"chip {kind}"),
                        f" on {_commit(record, each.head)}",
                    )
                    for each, kind, word in rows
                ),
            )


def _state(record: Record) -> Iterator[Markup]:
    before = {(each.namespace, each.name): flattened(each.data) for each in record.before.config_maps}
    for now in record.after.config_maps:
        was, data = before.get((now.namespace, now.name), {}), flattened(now.data)
        moved = [
            _moved(key, _commit(record, was.get(key, "")), _commit(record, value))
            for key, value in sorted(data.items())
            if was.get(key) != value and not value.startswith("{")
        ]
        if moved:
            yield _card("Kubernetes · state", now.name, *moved)


def _notices(record: Record) -> Iterator[Markup]:
    for each in record.after.notices[len(record.before.notices) :]:
        yield _card("Kubernetes · event", each.reason, tag("p", each.message))


def _commit(record: Record, text: str) -> str:
    name = next((name for name, sha in record.commits.items() if sha == text), None)
    return f"{name} ({text[:SHORT]})" if name else text


def _moved(name: str, was: str, now: str) -> Markup:
    if was == now:
        return Markup()
    old = tag("del", was) if was else tag("span", "nothing", class_="quiet")
    change = tag("span", old, tag("span", " → ", class_="to"), tag("ins", now or "nothing"))
    return tag("p", tag("span", name, class_="key"), change, class_="moved")
