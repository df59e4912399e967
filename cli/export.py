"""`remedy export`: write the manifests, or say how the committed ones differ."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from gitops.folder import Difference, differences, write
from gitops.manifests import manifests
from gitops.yaml_text import render
from remediation.configuration import load_settings

FOLDER = Path("manifests")


def export(
    *,
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder of the manifests.")] = FOLDER,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit 1 and show what differs, if anything does.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Report as one JSON document on standard output.")
    ] = False,
) -> None:
    """Write everything that GitOps applies, made from the Python definitions and the settings.

    Event bus, event source, sensors, WorkflowTemplates, access, admission and network policies, settings and
    a kustomization. The same settings give the same bytes.
    """
    files = {path: render(objects) for path, objects in manifests(load_settings()).items()}
    if check:
        drift = differences(output, files)
        _show(output, drift, as_json=as_json)
        raise typer.Exit(1 if drift else 0)
    written = write(output, files)
    if as_json:
        typer.echo(json.dumps({"folder": str(output), "files": sorted(files), "written": written}, indent=2))
    else:
        typer.echo(f"{output}: {len(files)} files, {len(written)} of them written")


def _show(folder: Path, drift: list[Difference], *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"folder": str(folder), "drift": [asdict(each) for each in drift]}, indent=2))
        return
    for each in drift:
        typer.echo(f"{each.kind}: {each.path}\n{each.diff}", nl=False)
    if drift:
        advice = "run `remedy export` to write them, or take your change back"
        typer.echo(f"{folder}: {len(drift)} files are not as exported; {advice}", err=True)
