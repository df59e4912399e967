"""`remedy replay`: what every exported sensor would do with an event, without a cluster."""

import json
import re
import uuid
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
import yaml
from rich.console import Console
from rich.text import Text

from remediation.errors import Misuse
from remediation.model import JsonObject
from sandbox.evaluator import (
    DependencyAnswer,
    Evaluation,
    Firing,
    Happened,
    HttpRequest,
    Origin,
    Refusal,
    Sensor,
    Submission,
    changed_object,
    evaluate,
    load_github_origins,
    load_resource_sources,
    load_sensors,
    posted_webhook,
)
from sensors import agent_events
from sensors.github_event import EVENT_PATH

MANIFESTS = Path("manifests")
LONGEST_VALUE = 72
"""Characters of a refused value that a person sees; `--json` has all of them."""
_ANCHORED = re.compile(r"\^\(\?:(.*?)\)\$")
"""As our own sensors write each pattern."""


def replay(
    event: Annotated[
        str, typer.Argument(help=f"GitHub's name of the event, for instance push, or {agent_events.NAME}.")
    ],
    *,
    payload: Annotated[
        Path,
        typer.Option(
            "--payload",
            metavar="FILE",
            help="The body of the webhook, as GitHub posts it; or the agent's CodeRun as JSON, with "
            '{"type": "DELETE", "body": …} around it if it is gone.',
        ),
    ],
    header: Annotated[
        list[str] | None,
        typer.Option(
            "--header",
            metavar="K=V",
            help="A header of the webhook; event, delivery and content type are supplied.",
        ),
    ] = None,
    manifests: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Other manifests than the project's own.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Answer as one JSON document on standard output.")
    ] = False,
) -> None:
    """Answer which sensors fire on an event, which filter refused it, and what the triggers would submit.

    The sensors are read from the YAML that a cluster gets. Signatures are not checked, nothing is sent, and
    `$NAME` stands for each value that a sensor takes from its environment.
    """
    folder = manifests or _committed_manifests()
    sensors = load_sensors(folder)
    if not sensors:
        message = f"there are no sensors in {folder}; run `remedy export`, or name another --manifests"
        raise Misuse(message)
    answer = Replay(_happened(event, _read(payload), header or [], folder, sensors), sensors)
    if as_json:
        typer.echo(json.dumps(answer.document(), indent=2))
    else:
        answer.show(Console(highlight=False, soft_wrap=True))


class Replay:
    """The answers of sensors to one event."""

    def __init__(self, happened: Happened, sensors: Sequence[Sensor]) -> None:
        """Evaluate the event.

        Raises:
            Permanent: A sensor uses a feature that the evaluator does not know.
        """
        self.happened = happened
        self.evaluations = [evaluate(sensor, happened.event) for sensor in sensors]

    @property
    def fires(self) -> list[str]:
        """The names of the sensors that fire."""
        return [evaluation.sensor.name for evaluation in self.evaluations if evaluation.fires]

    def document(self) -> JsonObject:
        """Give the answer for a program: an entry for each dependency of each sensor."""
        return {
            "event": self.happened.name,
            "delivery": self.happened.delivery,
            "fires": self.fires,
            "sensors": [
                {
                    "sensor": evaluation.sensor.name,
                    "dependency": dependency.name,
                    "passed": dependency.passed,
                    "reason": self._reason(evaluation, dependency),
                    "triggers": [_trigger(firing) for firing in _firings(evaluation, dependency)],
                }
                for evaluation in self.evaluations
                for dependency in evaluation.dependencies
            ],
        }

    def show(self, console: Console) -> None:
        """Print the answer for a person."""
        total = f"{len(self.fires)} of {len(self.evaluations)} sensors"
        about = _visible(self.happened.about)
        console.print(Text(f"{_visible(self.happened.name)} {about}: {total} would fire", style="bold"))
        for evaluation in self.evaluations:
            for dependency in evaluation.dependencies:
                name = evaluation.sensor.name
                if len(evaluation.dependencies) > 1:
                    name = f"{name}, {dependency.name}"
                reason = self._reason(evaluation, dependency, for_people=True)
                style = "" if _is_near_miss(dependency) else "dim"
                _show(console, name, reason, _firings(evaluation, dependency), style=style)

    def _reason(
        self, evaluation: Evaluation, dependency: DependencyAnswer, *, for_people: bool = False
    ) -> str | None:
        if not dependency.received:
            listens = next(
                each for each in evaluation.sensor.spec.dependencies if each.name == dependency.name
            )
            return f"its event source: {self.happened.why_not(listens.origin)}"
        tell = _for_people if for_people else Refusal.sentence
        return "; ".join(tell(refusal) for refusal in dependency.refusals) or None


def _is_near_miss(dependency: DependencyAnswer) -> bool:
    """Tell whether a refused event is at least of the kind that the dependency is about."""
    return dependency.received and all(refusal.path != EVENT_PATH for refusal in dependency.refusals)


def _for_people(refusal: Refusal) -> str:
    """Give a refusal without the anchors that all patterns have, and without the end of a long value."""
    return replace(refusal, wanted=_ANCHORED.sub(r"\1", refusal.wanted)).sentence(longest=LONGEST_VALUE)


def _show(console: Console, name: str, reason: str | None, firings: Sequence[Firing], *, style: str) -> None:
    if reason is not None:
        console.print(Text(f"{name}  refused by {_visible(reason)}", style=style))
    elif not firings:
        console.print(Text.assemble((name, "yellow"), "  passes, and waits for another dependency"))
    for firing in firings:
        trigger = firing.trigger.template.name
        if firing.submission is None:
            failure = f"  fires {trigger}, which fails: {_visible(firing.error or '')}"
            console.print(Text.assemble((name, "bold red"), failure))
            continue
        console.print(
            Text.assemble((name, "bold green"), f"  fires {trigger}: {_submitted(firing.submission)}")
        )
        if firing.submission.resource is not None:
            text = yaml.safe_dump(firing.submission.resource, sort_keys=False)
            console.print(Text("".join(f"    {line}\n" for line in text.splitlines())), end="")


def _submitted(submission: Submission) -> str:
    url = f" {submission.url}" if isinstance(submission, HttpRequest) else ""
    return f"{submission.operation}{url}"


def _trigger(firing: Firing) -> JsonObject:
    submission = firing.submission
    submitted = {
        "name": firing.trigger.template.name,
        "operation": submission.operation if submission else None,
        "resource": submission.resource if submission else None,
    }
    return {**submitted, "error": firing.error} if firing.error else submitted


def _firings(evaluation: Evaluation, dependency: DependencyAnswer) -> list[Firing]:
    """Give the firings that this dependency brought about."""
    return [firing for firing in evaluation.firings if firing.dependencies[-1] == dependency.name]


def _happened(
    name: str, payload: bytes, header: Sequence[str], folder: Path, sensors: Sequence[Sensor]
) -> Happened:
    """Give the event: of an event source of this name that watches objects, or else of GitHub."""
    sources = [each for each in load_resource_sources(folder) if each.origin.event_source == name]
    if not sources and name != agent_events.NAME:
        return posted_webhook(_headers(name, header), payload, _heard_from_github(folder, sensors))
    if header:
        message = f"--header belongs to webhooks, and no webhook tells of {name}"
        raise Misuse(message)
    if not sources:
        message = f"{folder} has no event source {name}; run `remedy export`, or name another --manifests"
        raise Misuse(message)
    return changed_object(payload, sources)


def _heard_from_github(folder: Path, sensors: Sequence[Sensor]) -> frozenset[Origin]:
    """Give where GitHub's events come from; without event sources it is all that sensors name but our own."""
    named = (each.origin for sensor in sensors for each in sensor.spec.dependencies)
    return load_github_origins(folder) or frozenset(
        each for each in named if each.event_source != agent_events.NAME
    )


def _headers(event: str, given: Sequence[str]) -> list[tuple[str, str]]:
    """Give the headers of the webhook: those given, in any case, and those that GitHub always sends."""
    headers = []
    for header in given:
        name, separator, value = header.partition("=")
        if not separator or not name.strip():
            message = f"--header {header!r} is not of the form K=V"
            raise Misuse(message)
        headers.append((name.strip(), value))
    supplied = {
        "X-GitHub-Event": event,
        "X-GitHub-Delivery": str(uuid.uuid4()),
        "Content-Type": "application/json",
    }
    known = {name.lower() for name, _ in headers}
    return [*headers, *((name, value) for name, value in supplied.items() if name.lower() not in known)]


def _read(payload: Path) -> bytes:
    try:
        return payload.read_bytes()
    except OSError as error:
        message = f"cannot read the payload {payload}: {error.strerror}"
        raise Misuse(message) from error


def _committed_manifests() -> Path:
    """Give the manifests of the current directory, or else those of the checkout that this is run from."""
    checkout = Path(__file__).parents[1] / MANIFESTS
    found = next((folder for folder in (MANIFESTS, checkout) if folder.is_dir()), None)
    if found is None:
        message = f"there is no folder {MANIFESTS} here; run `remedy export`, or name one with --manifests"
        raise Misuse(message)
    return found


def _visible(text: str) -> str:
    """Escape what would steer a terminal: a webhook may hold anything."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in text
    )
