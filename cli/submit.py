"""`remedy submit`: run a WorkflowTemplate on an Argo Server, from a terminal or a CI job."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated

import requests
import typer
from hera.exceptions import (
    Forbidden,
    HeraException,
    NotFound,
    Unauthorized,
)
from hera.workflows import WorkflowsService
from hera.workflows.models import (
    Arguments,
    NodeStatus,
    ObjectMeta,
    Parameter,
    Workflow,
    WorkflowCreateRequest,
    WorkflowSpec,
    WorkflowTemplateRef,
)
from rich.console import Console

from remediation.configuration import load_settings
from remediation.errors import Misuse, Permanent, Temporary
from remediation.settings import Settings

POLL_SECONDS = 1.0
QUIET_TYPES = frozenset({"StepGroup", "Retry"})


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
) -> None:
    """Submit a run of a WorkflowTemplate, print its link, and follow it if asked to."""
    settings = load_settings()
    console = Console(highlight=False, soft_wrap=True)
    with _service(settings) as service, _explained(template, settings):
        values = _checked(template, _values(parameter or []), service)
        created = service.create_workflow(
            WorkflowCreateRequest(workflow=_workflow(template, values)), settings.namespace
        )
        name = str(created.metadata.name)
        console.print(
            f"{settings.argo_server_url.rstrip('/')}/workflows/{settings.namespace}/{name}", markup=False
        )
        if wait:
            _follow(name, service, settings, console)


def _workflow(template: str, values: dict[str, str]) -> Workflow:
    return Workflow(
        api_version="argoproj.io/v1alpha1",
        kind="Workflow",
        metadata=ObjectMeta(generate_name=f"{template}-"),
        spec=WorkflowSpec(
            workflow_template_ref=WorkflowTemplateRef(name=template),
            arguments=Arguments(
                parameters=[Parameter(name=key, value=value) for key, value in values.items()]
            ),
        ),
    )


def _values(options: Sequence[str]) -> dict[str, str]:
    values = dict[str, str]()
    for option in options:
        key, separator, value = option.partition("=")
        if not key or not separator:
            message = f"--parameter takes KEY=VALUE, not {option!r}"
            raise Misuse(message)
        values[key] = value
    return values


def _checked(template: str, values: dict[str, str], service: WorkflowsService) -> dict[str, str]:
    declared = service.get_workflow_template(template).spec.arguments
    known = {each.name: each.value for each in (declared.parameters if declared else None) or []}
    if unknown := sorted(set(values) - set(known)):
        message = f"{template} has no parameter {', '.join(unknown)}; it takes {', '.join(sorted(known))}"
        raise Misuse(message)
    if missing := sorted(name for name, default in known.items() if default is None and name not in values):
        message = f"{template} needs {', '.join(f'-p {name}=...' for name in missing)}"
        raise Misuse(message)
    return values


def _follow(name: str, service: WorkflowsService, settings: Settings, console: Console) -> None:
    told = dict[str, str]()
    while True:
        run = service.get_workflow(name, settings.namespace)
        status = run.status
        nodes = (status.nodes if status else None) or {}
        for node in sorted(nodes.values(), key=lambda node: str(node.started_at or "")):
            if node.type not in QUIET_TYPES and told.get(node.id) != node.phase:
                told[node.id] = str(node.phase)
                console.print(_line(node), markup=False)
        if status and status.finished_at:
            console.print(f"{name}: {status.phase}", markup=False)
            if status.phase != "Succeeded":
                message = f"{name} ended as {status.phase}: {status.message or 'see the link above'}"
                raise Permanent(message)
            return
        time.sleep(POLL_SECONDS)


def _line(node: NodeStatus) -> str:
    return f"  {node.phase or 'Pending':<10} {node.display_name or node.name}" + (
        f"  ({node.message})" if node.message else ""
    )


@contextmanager
def _service(settings: Settings) -> Iterator[WorkflowsService]:
    token = settings.argo_token
    with requests.Session() as session:
        yield WorkflowsService(
            host=settings.argo_server_url,
            verify_ssl=settings.argo_server_verify,
            token=f"Bearer {token.get_secret_value()}" if token else None,
            namespace=settings.namespace,
            session=session,
        )


@contextmanager
def _explained(template: str, settings: Settings) -> Iterator[None]:
    """Turn what the Argo Server or the network says into one clear line."""
    server = settings.argo_server_url
    try:
        yield
    except NotFound as error:
        message = f"there is no WorkflowTemplate {template} in namespace {settings.namespace} at {server}"
        raise Permanent(message) from error
    except (Unauthorized, Forbidden) as error:
        message = f"{server} refuses the token; set REMEDY_ARGO_TOKEN to one that may create workflows"
        raise Misuse(message) from error
    except HeraException as error:
        message = f"{server} refused: {' '.join(str(error).split())}"
        raise Permanent(message) from error
    except requests.RequestException as error:
        message = f"the Argo Server does not answer at {server}: {type(error).__name__}"
        raise Temporary(message) from error
