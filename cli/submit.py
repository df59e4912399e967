"""`remedy submit`: run a WorkflowTemplate on an Argo Server, from a terminal or a CI job."""

import json
import re
import secrets
from collections.abc import Mapping, Sequence
from typing import Annotated

import typer
from hera.exceptions import AlreadyExists, HeraException, NotFound
from hera.workflows import WorkflowsService
from hera.workflows.models import (
    Arguments,
    ObjectMeta,
    Parameter,
    Workflow,
    WorkflowCreateRequest,
    WorkflowSpec,
    WorkflowTemplateRef,
)
from rich.console import Console

from cli.argo_answers import refused
from cli.argo_server import argo_server
from cli.following import looks, patiently, seen
from cli.run_lines import why
from remediation.configuration import load_settings
from remediation.errors import Misuse, Permanent
from remediation.identifiers import TASK, whole
from remediation.model import JsonObject
from remediation.settings import Settings
from runner.snapshot import Run

_NAME = re.compile(r"[a-z0-9]([-a-z0-9.]{0,61}[a-z0-9])?")
_LETTERS = "bcdfghjklmnpqrstvwxz2456789"
"""Those of Kubernetes' generated names, which spell no words."""
_INTERRUPTED = 130
"""What a shell gives for a command that Ctrl-C ended."""


def submit(
    template: Annotated[str, typer.Argument(help="The WorkflowTemplate, such as play.")],
    parameter: Annotated[
        list[str] | None,
        typer.Option("--parameter", "-p", metavar="KEY=VALUE", help="A parameter of the run."),
    ] = None,
    *,
    wait: Annotated[
        bool, typer.Option("--wait", help="Follow the run, and exit 0 only if it succeeds.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Report as one JSON document on standard output, at the end.")
    ] = False,
) -> None:
    """Submit a run of a WorkflowTemplate, print its link, and follow it if asked to.

    Exit codes: 0 submitted, or succeeded with --wait; 1 refused or failed; 2 wrong usage or settings; 75 try
    again; 130 interrupted, which leaves the run alone.
    """
    settings, values = load_settings(), _values(parameter or [])
    console = Console(stderr=as_json, highlight=False, soft_wrap=True)
    with argo_server(settings) as service:
        _check(template, values, settings, service)
        run = _create(template, values, settings, service, console)
        link = ui_link(settings, run)
        console.print(link, markup=False)
        try:
            if wait:
                for latest in looks(run, service, console):
                    run = latest
        except KeyboardInterrupt:
            console.print(f"interrupted: {run.name} goes on, see {link}", markup=False)
            raise typer.Exit(_INTERRUPTED) from None
        finally:
            if as_json:
                typer.echo(json.dumps(_document(run, link), indent=2))
    if wait:
        _judge(run, console)


def ui_link(settings: Settings, run: Run) -> str:
    """Give the page of a run in the Argo UI; the UID finds it in the archive, too, when it is deleted."""
    base = settings.argo_server_url.rstrip("/")
    return f"{base}/workflows/{run.namespace}/{run.name}?uid={run.uid}"


def _values(options: Sequence[str]) -> dict[str, str]:
    values = dict[str, str]()
    for option in options:
        key, separator, value = option.partition("=")
        if not key or not separator:
            message = f"--parameter takes KEY=VALUE, not {option!r}"
            raise Misuse(message)
        if key in values:
            message = f"--parameter {key} is given twice"
            raise Misuse(message)
        if "{{" in value:
            message = f"--parameter {key} holds '{{{{', which Argo would expand; write it without"
            raise Misuse(message)
        values[key] = value
    return values


def _check(template: str, values: Mapping[str, str], settings: Settings, service: WorkflowsService) -> None:
    """Find out what the server would say late or unclearly: no such template, wrong or missing parameters."""
    try:
        if not _NAME.fullmatch(template):
            message = f"{template!r} is no name of a WorkflowTemplate"
            raise Misuse(message)
        declared = service.get_workflow_template(template).spec.arguments
    except NotFound as error:
        message = f"there is no WorkflowTemplate {template} in namespace {settings.namespace}"
        raise Misuse(message) from error
    known = {str(each.name): each for each in (declared.parameters if declared else None) or []}
    if unknown := sorted(set(values) - set(known)):
        takes = f"takes {', '.join(sorted(known))}" if known else "takes none"
        message = f"{template} has no parameter {', '.join(unknown)}; it {takes}"
        raise Misuse(message)
    needed = {name for name, each in known.items() if each.value is None and each.value_from is None}
    if missing := sorted(needed - set(values)):
        message = f"{template} needs {' '.join(f'-p {name}=...' for name in missing)}"
        raise Misuse(message)


def _create(
    template: str,
    values: Mapping[str, str],
    settings: Settings,
    service: WorkflowsService,
    console: Console,
) -> Run:
    """Create the run under a name of our own, so that it can be tried again when an answer is lost."""
    name = _run_name(template, values)
    request = WorkflowCreateRequest(workflow=_workflow(name, template, values))
    try:
        return seen(patiently(lambda: service.create_workflow(request, settings.namespace), console))
    except AlreadyExists:
        return seen(patiently(lambda: service.get_workflow(name, settings.namespace), console))
    except HeraException as error:
        raise refused(error, name) from error


def _run_name(template: str, values: Mapping[str, str]) -> str:
    """Name a run after its template, its task if it has one, and chance."""
    task = values.get("task-id", "")
    chance = "".join(secrets.choice(_LETTERS) for _ in range(5))
    return "-".join([template, *([task] if re.fullmatch(whole(TASK), task) else []), chance])


def _workflow(name: str, template: str, values: Mapping[str, str]) -> Workflow:
    return Workflow(
        api_version="argoproj.io/v1alpha1",
        kind="Workflow",
        metadata=ObjectMeta(name=name),
        spec=WorkflowSpec(
            workflow_template_ref=WorkflowTemplateRef(name=template),
            arguments=Arguments(
                parameters=[Parameter(name=key, value=value) for key, value in values.items()]
            ),
        ),
    )


def _judge(run: Run, console: Console) -> None:
    if run.phase != "Succeeded":
        message = f"{run.name} ended as {run.phase}: {why(run)}"
        raise Permanent(message)
    console.print(f"{run.name} succeeded", markup=False)


def _document(run: Run, link: str) -> JsonObject:
    return {
        "name": run.name,
        "link": link,
        "phase": run.phase,
        "nodes": [
            {
                "name": node.name,
                "phase": node.phase,
                "started": node.started.isoformat() if node.started else None,
                "finished": node.finished.isoformat() if node.finished else None,
            }
            for node in run.nodes
        ],
    }
