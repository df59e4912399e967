"""`remedy run`: play a scenario in the sandbox or on a cluster, and say whether it ended as expected."""

import json as encoding
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from remediation.errors import Misuse
from runner.backends.backend import Backend
from runner.reading import read_scenario
from runner.record import Record, document
from runner.report.page import page
from runner.run import play
from runner.schema import schema_text
from runner.screens.lines import Lines
from runner.screens.live import Moving
from runner.screens.screen import Screen

LOG_WIDTH = 120
"""Columns of output that goes to a file or a pipe."""


class Where(StrEnum):
    """Where a scenario is played."""

    SANDBOX = "sandbox"
    CLUSTER = "cluster"


def run(
    file: Annotated[
        Path | None, typer.Argument(help="The scenario, a YAML file.", show_default=False)
    ] = None,
    *,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document on standard output.")] = False,
    backend: Annotated[
        Where, typer.Option(help="One machine without a cluster, or the cluster of $KUBECONFIG.")
    ] = Where.SANDBOX,
    report: Annotated[
        Path | None, typer.Option(help="Write a page to show to a colleague.", show_default=False)
    ] = None,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of a scenario.")] = False,
) -> None:
    """Play a scenario and check how it ends.

    Exit codes: 0 as expected, 1 an expectation does not hold, 2 the file is wrong, 75 try again.
    """
    if schema:
        sys.stdout.write(schema_text())
        return
    if file is None:
        message = "name a scenario, such as scenarios/demo.yaml"
        raise Misuse(message)
    scenario = read_scenario(file)
    _refuse_unwritable(report)
    with _screen(quiet_output=json) as screen:
        record = play(scenario, _backend(backend), screen=screen)
    if report is not None:
        _write(report, record)
    if json:
        sys.stdout.write(encoding.dumps(document(record), indent=2) + "\n")
    if not record.ok:
        raise typer.Exit(1)


@contextmanager
def _screen(*, quiet_output: bool) -> Iterator[Screen]:
    console = Console(stderr=quiet_output, highlight=False)
    if console.is_terminal and not quiet_output:
        with Moving(console) as moving:
            yield moving
    else:
        width = None if console.is_terminal else LOG_WIDTH
        yield Lines(Console(stderr=quiet_output, highlight=False, soft_wrap=True, width=width))


def _backend(where: Where) -> Backend:
    if where is Where.SANDBOX:
        from runner.backends.sandbox import Sandbox  # noqa: PLC0415  # each backend has heavy imports of its own

        return Sandbox()
    from runner.backends.cluster import Cluster  # noqa: PLC0415  # each backend has heavy imports of its own

    return Cluster.from_environment()


def _refuse_unwritable(report: Path | None) -> None:
    """Find out before the scenario is played, not after."""
    if report is not None and (report.is_dir() or not report.absolute().parent.is_dir()):
        message = f"--report {report}: name a file in a folder that exists"
        raise Misuse(message)


def _write(report: Path, record: Record) -> None:
    try:
        report.write_text(page(record), encoding="utf-8")
    except OSError as error:
        message = f"--report {report}: cannot be written: {error.strerror}"
        raise Misuse(message) from error
