"""From the objects that Kubernetes and Argo show to the values of a snapshot, without any I/O."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

from remediation.model import JsonObject
from remediation.play import STAGE_LABEL
from remediation.runs import OUTCOME_LABEL, REASON_ANNOTATION
from remediation.settings import Settings
from runner.snapshot import CodeRun, ConfigMap, Lease, Node, Notice, Pod, Run

REPOSITORY = "remedy/repository"
"""Annotation with `owner/repo`."""


def run_of(workflow: JsonObject) -> Run:
    """Read a workflow with its nodes.

    Labels and annotations come from the WorkflowTemplate when the controller first looks at the run; until
    then the arguments tell the same.
    """
    metadata, spec, status = workflow["metadata"], workflow["spec"], workflow.get("status") or {}
    labels, annotations = metadata.get("labels") or {}, metadata.get("annotations") or {}
    arguments = {**_parameters(spec.get("arguments")), **labels}
    nodes = _nodes(status)
    result = next((node.outputs for node in reversed(nodes) if node.outputs.get("outcome")), {})
    return Run(
        namespace=metadata["namespace"],
        name=metadata["name"],
        uid=metadata["uid"],
        template=(spec.get("workflowTemplateRef") or {}).get("name", ""),
        kind=labels.get("workflow-type", ""),
        task=_task(arguments),
        repository=annotations.get(REPOSITORY) or arguments.get("repository", ""),
        stage=labels.get(STAGE_LABEL, ""),
        phase=status.get("phase") or "Pending",
        message=status.get("message") or "",
        created=_time(metadata["creationTimestamp"]),
        started=_time_or_none(status.get("startedAt")),
        finished=_time_or_none(status.get("finishedAt")),
        outcome=labels.get(OUTCOME_LABEL) or result.get("outcome", ""),
        reason=annotations.get(REASON_ANNOTATION) or result.get("reason", ""),
        nodes=nodes,
    )


def node_of(status: JsonObject, verbs: Mapping[tuple[str, str], str] = MappingProxyType({})) -> Node:
    """Read one entry of a workflow's `status.nodes`.

    Args:
        status: The entry.
        verbs: The step that each container runs, by the names of its template and of itself, in order.
    """
    cycle = _parameters(status.get("inputs")).get("cycle", "")
    name = status.get("displayName") or status.get("name") or status["id"]
    template = status.get("templateName") or ""
    return Node(
        id=status["id"],
        name=name,
        kind=status.get("type") or "",
        template=template,
        phase=status.get("phase") or "Pending",
        started=_time_or_none(status.get("startedAt")),
        finished=_time_or_none(status.get("finishedAt")),
        message=status.get("message") or "",
        cycle=int(cycle) if cycle.isdigit() else None,
        parent=status.get("boundaryID") or "",
        children=tuple(status.get("children") or ()),
        outputs=_parameters(status.get("outputs")),
        verb=verbs.get((template, name), ""),
        position=list(verbs).index((template, name)) if (template, name) in verbs else 0,
    )


def _nodes(status: JsonObject) -> tuple[Node, ...]:
    verbs = _verbs((status.get("storedWorkflowTemplateSpec") or {}).get("templates") or ())
    nodes = [node_of(entry, verbs) for entry in (status.get("nodes") or {}).values()]
    return tuple(sorted(nodes, key=lambda node: (str(node.started), node.id)))


def _verbs(templates: Iterable[JsonObject]) -> dict[tuple[str, str], str]:
    containers = {
        (template["name"], container["name"]): container.get("command") or []
        for template in templates
        for container in (template.get("containerSet") or {}).get("containers") or ()
    }
    return {
        key: command[command.index("steps") + 1] if "steps" in command else ""
        for key, command in containers.items()
    }


def code_run_of(body: JsonObject, settings: Settings) -> CodeRun:
    """Read an agent's run."""
    metadata = body["metadata"]
    labels = metadata.get("labels") or {}
    return CodeRun(
        namespace=metadata["namespace"],
        name=metadata["name"],
        uid=metadata["uid"],
        task=_task(labels),
        role=_role(labels, settings),
        head=labels.get("head-sha", ""),
        phase=(body.get("status") or {}).get("phase", ""),
        deleting="deletionTimestamp" in metadata,
        created=_time(metadata["creationTimestamp"]),
        labels=labels,
    )


def pod_of(body: JsonObject, settings: Settings) -> Pod:
    """Read an agent's pod."""
    metadata = body["metadata"]
    labels = metadata.get("labels") or {}
    return Pod(
        namespace=metadata["namespace"],
        name=metadata["name"],
        task=_task(labels),
        role=_role(labels, settings),
        head=labels.get("head-sha", ""),
        deleting="deletionTimestamp" in metadata,
    )


def config_map_of(body: JsonObject) -> ConfigMap:
    """Read a ConfigMap."""
    metadata = body["metadata"]
    return ConfigMap(namespace=metadata["namespace"], name=metadata["name"], data=body.get("data") or {})


def lease_of(body: JsonObject) -> Lease:
    """Read a Lease; nobody's is one without a holder."""
    metadata, spec = body["metadata"], body.get("spec") or {}
    return Lease(
        namespace=metadata["namespace"],
        name=metadata["name"],
        holder=spec.get("holderIdentity") or "",
        transitions=spec.get("leaseTransitions") or 0,
    )


def notice_of(body: JsonObject) -> Notice:
    """Read a Kubernetes Event."""
    regarding = body.get("involvedObject") or body.get("regarding") or {}
    return Notice(
        namespace=body["metadata"]["namespace"],
        regarding=f"{regarding.get('kind', '')}/{regarding.get('name', '')}",
        reason=body.get("reason") or "",
        message=body.get("message") or body.get("note") or "",
        kind=body.get("type") or "Normal",
    )


def _parameters(values: JsonObject | None) -> dict[str, str]:
    parameters = (values or {}).get("parameters") or []
    return {entry["name"]: str(entry["value"]) for entry in parameters if entry.get("value") is not None}


def _task(labels: JsonObject) -> int | None:
    task = labels.get("task-id", "")
    return int(task) if task.isdigit() else None


def _role(labels: JsonObject, settings: Settings) -> str:
    """Tell the role as the cancellation does: by `github-app`, else by `agent-type`."""
    role = settings.identities.role_of(labels.get("github-app", ""))
    return role or {"rex": "rex", "cleo": "cleo", "tess": "tess"}.get(labels.get("agent-type", ""), "")


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _time_or_none(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
