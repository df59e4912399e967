"""`remedy graph`: the graph of an exported WorkflowTemplate, as Mermaid or as a picture."""

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from gitops.drawing.picture import picture
from gitops.graph.building import build
from gitops.graph.mermaid import mermaid
from gitops.graph.templates import find, read_folder
from gitops.manifests import manifests as exported
from gitops.yaml_text import render
from remediation.configuration import load_settings
from remediation.errors import Misuse


class Format(Enum):
    """How a graph is written."""

    MERMAID = "mermaid"
    SVG = "svg"


def graph(
    template: Annotated[str, typer.Argument(help="Name of the WorkflowTemplate, for instance play.")],
    *,
    form: Annotated[
        Format, typer.Option("--format", help="Text that GitHub draws in a page, or a picture in a file.")
    ] = Format.MERMAID,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")
    ] = None,
    manifests: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Other manifests than your settings export.")
    ] = None,
) -> None:
    """Draw what runs after what in a WorkflowTemplate, and on what condition.

    It is read from the YAML that a cluster gets: steps, gates with their deadlines and verdicts, decisions,
    the ways back, and what runs at the end in any case.
    """
    drawn = build(find(template, read_folder(manifests) if manifests else _export()))
    text = {Format.MERMAID: mermaid, Format.SVG: picture}[form](drawn)
    if output is None:
        typer.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        message = f"cannot write {output}: {error.strerror}"
        raise Misuse(message) from error


def _export() -> dict[str, str]:
    return {path: render(objects) for path, objects in exported(load_settings()).items()}
