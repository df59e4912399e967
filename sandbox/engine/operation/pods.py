"""The pods of a workflow, one for each container or containerSet node.

After workflow/controller/workflowpod.go.
"""

import json

from remediation.model import JsonObject
from sandbox.engine.language import tags
from sandbox.engine.language.go_text import go_json
from sandbox.engine.operation import names
from sandbox.engine.operation.context import Operation, TemplateError
from sandbox.engine.operation.templates import containers_of

_EXECUTOR_IMAGE = "argoexec"
"""Every container of a pod names an image; nothing is pulled here."""


def execute(operation: Operation, node: JsonObject, template: JsonObject, *, on_exit: bool) -> None:
    """Ask for the pod of a node, unless it is there, and add the nodes of its containers.

    Raises:
        TemplateError: The API server refused the pod.
    """
    if pod_of(operation, node) is None:
        _create(operation, node, template, on_exit=on_exit)
    for container in template.get("containerSet", {}).get("containers", []):
        name = f"{node['name']}.{container['name']}"
        if operation.nodes.named(name) is None:
            operation.nodes.add(
                name,
                kind="Container",
                phase="Pending",
                template=node["templateName"],
                boundary=node["id"],
                flag=node.get("nodeFlag"),
            )
        operation.nodes.connect(node["name"], name)


def pod_of(operation: Operation, node: JsonObject) -> JsonObject | None:
    """Find the pod of a node."""
    return next((pod for pod in operation.inputs.pods if node_id_of(pod) == node["id"]), None)


def node_id_of(pod: JsonObject) -> str:
    """Give the id of the node that a pod belongs to."""
    node_id: str = pod["metadata"].get("annotations", {}).get(names.ANNOTATION_NODE_ID, "")
    return node_id


def is_on_exit(pod: JsonObject) -> bool:
    """Tell whether a pod is part of the exit handler."""
    return names.LABEL_ON_EXIT in pod["metadata"].get("labels", {})


def _create(operation: Operation, node: JsonObject, template: JsonObject, *, on_exit: bool) -> None:
    if not operation.may_run(on_exit=on_exit):
        message = f"workflow shutdown with strategy: {operation.shutdown}"
        operation.nodes.mark(node["name"], "Failed", message)
        return
    deadline = _seconds_left(operation, template, on_exit=on_exit)
    if deadline is not None and deadline <= 0:
        return
    pod = _manifest(operation, node, template)
    if deadline is not None:
        pod["spec"]["activeDeadlineSeconds"] = deadline
    if on_exit:
        pod["metadata"]["labels"][names.LABEL_ON_EXIT] = "true"
    pod = _with_variables(operation, pod, template)
    if refusal := operation.inputs.refused_pods.get(pod["metadata"]["name"]):
        raise TemplateError(refusal)
    operation.effects.pods.append(pod)


def _seconds_left(operation: Operation, template: JsonObject, *, on_exit: bool) -> int | None:
    """Give the pod's own deadline: the template's, or the workflow's if that is sooner."""
    wanted = template.get("activeDeadlineSeconds")
    own = int(wanted) if wanted is not None else None
    ends = operation.deadline()
    if ends is None or on_exit:
        return own
    left = int((ends - operation.now).total_seconds())
    return left if own is None else min(own, left)


def _manifest(operation: Operation, node: JsonObject, template: JsonObject) -> JsonObject:
    metadata, pod_metadata = operation.workflow["metadata"], operation.spec.get("podMetadata", {})
    own = template.get("metadata", {})
    account = template.get("serviceAccountName") or operation.spec.get("serviceAccountName")
    spec: JsonObject = {
        "restartPolicy": "Never",
        "nodeName": names.NODE,
        "containers": [_wait_container(operation, node, template), *containers_of(template)],
        "volumes": [*operation.spec.get("volumes", []), *template.get("volumes", [])],
    }
    if account:
        spec["serviceAccountName"] = account
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {
            "name": names.pod_name(operation.name, node["name"], template["name"]),
            "namespace": operation.namespace,
            "labels": {
                names.LABEL_WORKFLOW: operation.name,
                names.LABEL_COMPLETED: "false",
                **pod_metadata.get("labels", {}),
                **own.get("labels", {}),
            },
            "annotations": {
                names.ANNOTATION_NODE_NAME: node["name"],
                names.ANNOTATION_NODE_ID: node["id"],
                **pod_metadata.get("annotations", {}),
                **own.get("annotations", {}),
            },
            "ownerReferences": [
                {
                    "apiVersion": "argoproj.io/v1alpha1",
                    "kind": "Workflow",
                    "name": operation.name,
                    "uid": metadata["uid"],
                    "controller": True,
                    "blockOwnerDeletion": True,
                }
            ],
        },
        "spec": spec,
    }


def _wait_container(operation: Operation, node: JsonObject, template: JsonObject) -> JsonObject:
    """Give Argo's own container, which waits for the others and reports their outputs."""
    outputs = {"name": template["name"], "outputs": template.get("outputs", {})}
    environment = {
        "ARGO_WORKFLOW_NAME": operation.name,
        "ARGO_NODE_ID": node["id"],
        names.TEMPLATE_VARIABLE: go_json(outputs),
    }
    return {
        "name": names.WAIT,
        "image": _EXECUTOR_IMAGE,
        "command": ["argoexec", "wait"],
        "env": [{"name": name, "value": value} for name, value in environment.items()],
    }


def _with_variables(operation: Operation, pod: JsonObject, template: JsonObject) -> JsonObject:
    values: dict[str, str | None] = {**operation.variables, "pod.name": pod["metadata"]["name"]}
    for parameter in template.get("inputs", {}).get("parameters", []):
        values[f"inputs.parameters.{parameter['name']}"] = parameter["value"]
    replaced: JsonObject = json.loads(tags.replace(go_json(pod), values))
    return replaced
