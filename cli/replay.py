"""`remedy replay`: what every exported sensor would do with a GitHub event, without a cluster."""

import json
import uuid
from collections.abc import Sequence
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
    HttpRequest,
    Submission,
    evaluate,
    event_from_webhook,
    load_github_origins,
    load_sensors,
)

MANIFESTS = Path("manifests")
LONGEST_VALUE = 72
"""Characters of a refused value that a person sees; `--json` has all of them."""


def replay(
    event: Annotated[str, typer.Argument(help="GitHub's name of the event, for instance push.")],
    *,
    payload: Annotated[
        Path, typer.Option("--payload", metavar="FILE", help="The body of the webhook, as GitHub posts it.")
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
    answer = Replay(_headers(event, header or []), _read(payload), manifests or _committed_manifests())
    if as_json:
        typer.echo(json.dumps(answer.document(), indent=2))
    else:
        answer.show(Console(highlight=False, soft_wrap=True))


class Replay:
    """The answers of all sensors of a folder to one webhook."""

    def __init__(self, headers: Sequence[tuple[str, str]], body: bytes, folder: Path) -> None:
        """Evaluate the webhook.

        Raises:
            Misuse: The folder has no sensors, or GitHub's event source would refuse the webhook.
            Permanent: A sensor uses a feature that the evaluator does not know.
        """
        sensors = load_sensors(folder)
        if not sensors:
            message = f"there are no sensors in {folder}; run `remedy export`, or name another --manifests"
            raise Misuse(message)
        event = event_from_webhook(headers, body, origins=load_github_origins(folder) or None)
        self.event = event.text("body", "X-GitHub-Event")
        self.delivery = event.text("body", "X-GitHub-Delivery")
        self.evaluations = [evaluate(sensor, event) for sensor in sensors]

    @property
    def fires(self) -> list[str]:
        """The names of the sensors that fire."""
        return [evaluation.sensor.name for evaluation in self.evaluations if evaluation.fires]

    def document(self) -> JsonObject:
        """Give the answer for a program: an entry for each dependency of each sensor."""
        return {
            "event": self.event,
            "delivery": self.delivery,
            "fires": self.fires,
            "sensors": [
                {
                    "sensor": evaluation.sensor.name,
                    "dependency": dependency.name,
                    "passed": dependency.passed,
                    "reason": _reason(dependency),
                    "triggers": [_trigger(firing) for firing in _firings(evaluation, dependency)],
                }
                for evaluation in self.evaluations
                for dependency in evaluation.dependencies
            ],
        }

    def show(self, console: Console) -> None:
        """Print the answer for a person."""
        total = f"{len(self.fires)} of {len(self.evaluations)} sensors"
        console.print(
            Text(f"{_visible(self.event)} {_visible(self.delivery)}: {total} would fire", style="bold")
        )
        for evaluation in self.evaluations:
            for dependency in evaluation.dependencies:
                name = evaluation.sensor.name
                if len(evaluation.dependencies) > 1:
                    name = f"{name}, {dependency.name}"
                _show(console, name, dependency, _firings(evaluation, dependency))


def _show(console: Console, name: str, dependency: DependencyAnswer, firings: Sequence[Firing]) -> None:
    if not dependency.passed:
        reason = _visible(_reason(dependency, longest=LONGEST_VALUE) or "")
        console.print(Text.assemble((name, "dim"), ("  refused by ", "dim"), (reason, "dim")))
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


def _reason(dependency: DependencyAnswer, *, longest: int | None = None) -> str | None:
    if not dependency.received:
        return "its event source: no webhook of GitHub comes from there"
    sentences = [refusal.sentence(longest=longest) for refusal in dependency.refusals]
    return "; ".join(sentences) or None


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
