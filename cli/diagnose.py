"""`remedy diagnose`: why a CI run is red, from its log."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Annotated

import typer
from rich.console import Console

from cli.diagnosis_page import show
from remediation.diagnosis.archive import MAGIC, Archive
from remediation.diagnosis.blocks import BLOCK_BYTES
from remediation.diagnosis.diagnose import diagnose as diagnose_log
from remediation.diagnosis.evidence import NOTHING, Evidence, GreenLines
from remediation.diagnosis.verdict import Diagnosis
from remediation.errors import Misuse, Permanent
from remediation.model import JsonObject

STANDARD_INPUT = "-"


def diagnose(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="Logs: as GitHub gives them, as `gh run view --log` prints them, the zip of a run, or those "
            "of another CI system. - is standard input.",
        ),
    ],
    *,
    green: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The log of the last run that passed; its lines count for little."),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show which rule and which signals put a line where it is.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Answer as one line of JSON for each file.")
    ] = False,
) -> None:
    """Say why a CI run is red: its root cause in its context, the category, and the cheapest remedy.

    Secrets are redacted. A log in which nothing failed is a result, too.
    """
    evidence = Evidence(green=_read_green(green)) if green else NOTHING
    console = Console(highlight=False, soft_wrap=True)
    for file in files:
        diagnosis = _diagnose(file, evidence)
        if as_json:
            typer.echo(json.dumps(_row(file, diagnosis)))
        else:
            show(console, file, diagnosis, explain=explain)


def _diagnose(file: str, evidence: Evidence) -> Diagnosis:
    if file == STANDARD_INPUT:
        return diagnose_log(_pieces(sys.stdin.buffer, file), evidence=evidence)
    with _open(file) as log:
        if log.read(len(MAGIC)) != MAGIC:
            log.seek(0)
            return diagnose_log(_pieces(log, file), evidence=evidence)
        try:
            archive = Archive(log)
            found = [
                diagnose_log(archive.read(job), evidence=evidence, name=job.name) for job in archive.jobs
            ]
        except Permanent as error:
            message = f"{file}: {error}"
            raise Misuse(message) from error
    return Diagnosis(verdicts=tuple(verdict for each in found for verdict in each.verdicts))


def _read_green(file: Path) -> GreenLines:
    with _open(str(file)) as log:
        return GreenLines(_pieces(log, str(file)))


def _open(file: str) -> IO[bytes]:
    try:
        return Path(file).open("rb")
    except OSError as error:
        message = f"cannot read the log {file}: {error.strerror}"
        raise Misuse(message) from error


def _pieces(log: IO[bytes], file: str) -> Iterator[bytes]:
    try:
        while piece := log.read(BLOCK_BYTES):
            yield piece
    except OSError as error:
        message = f"cannot read the log {file}: {error.strerror}"
        raise Misuse(message) from error


def _row(file: str, diagnosis: Diagnosis) -> JsonObject:
    """Give the answer for a program.

    `category` and `lines` are those of the surest verdict. `lines` counts as Python's text files do, where a
    lone carriage return ends a line, too; `number` in `causes` counts as editors do.
    """
    surest = diagnosis.surest
    return {
        "file": Path(file).name,
        "category": surest.category if surest else None,
        "lines": [each.counted for each in surest.causes] if surest else [],
        **diagnosis.model_dump(mode="json"),
    }
