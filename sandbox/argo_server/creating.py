"""Creating workflows, as they are or from a template."""

from collections.abc import Iterator

from remediation.model import JsonObject
from sandbox.argo_server.calls import Call, shown
from sandbox.argo_server.errors import INTERNAL, INVALID_ARGUMENT, ServerError
from sandbox.engine.kubernetes_api import TEMPLATES, path_of
from sandbox.engine.operation.names import GROUP
from sandbox.engine.operation.specification import merged
from sandbox.engine.operation.validation import InvalidError, validate

_TEMPLATE_KINDS = frozenset({"WorkflowTemplate", "workflowtemplate", "workflowtemplates", "wftmpl"})


def create_workflow(call: Call) -> JsonObject:
    """Answer `POST workflows/NS`."""
    workflow = call.body.get("workflow")
    if not workflow:
        message = "workflow body not specified"
        raise ServerError(INVALID_ARGUMENT, message)
    return _create(call, workflow, dry_run=bool(call.body.get("serverDryRun")))


def submit_workflow(call: Call) -> JsonObject:
    """Answer `POST workflows/NS/submit`."""
    kind, template = call.body.get("resourceKind"), call.body.get("resourceName", "")
    if kind not in _TEMPLATE_KINDS:
        message = f"Resource kind '{kind}' is not supported for submitting"
        raise ServerError(INVALID_ARGUMENT, message)
    options: JsonObject = call.body.get("submitOptions") or {}
    metadata: JsonObject = {
        "generateName": options.get("generateName") or f"{template}-",
        "labels": {
            f"{GROUP}/workflow-template": template,
            **dict(_pairs(options.get("labels", ""), "labels")),
        },
    }
    if options.get("name"):
        metadata["name"] = options["name"]
    if annotations := dict(_pairs(options.get("annotations", ""), "Annotations")):
        metadata["annotations"] = annotations
    spec: JsonObject = {"workflowTemplateRef": {"name": template}}
    if parameters := [_parameter(each) for each in options.get("parameters") or []]:
        spec["arguments"] = {"parameters": parameters}
    names = {"entryPoint": "entrypoint", "serviceAccount": "serviceAccountName", "priority": "priority"}
    spec |= {field: options[option] for option, field in names.items() if options.get(option)}
    return _create(call, {"metadata": metadata, "spec": spec}, dry_run=bool(options.get("serverDryRun")))


def _create(call: Call, workflow: JsonObject, *, dry_run: bool) -> JsonObject:
    metadata: JsonObject = workflow.setdefault("metadata", {})
    metadata["labels"] = {**metadata.get("labels", {}), **call.caller.created()}
    _validate(call, workflow)
    body = {"apiVersion": "argoproj.io/v1alpha1", "kind": "Workflow", **workflow}
    query = {"dryRun": "All"} if dry_run else None
    return shown(call.caller.api.request("POST", call.path, query=query, body=body))


def _validate(call: Call, workflow: JsonObject) -> None:
    spec = workflow.get("spec", {})
    if reference := spec.get("workflowTemplateRef"):
        path = path_of(TEMPLATES, call.namespace, reference["name"])
        spec = merged(spec, call.caller.api.request("GET", path)["spec"])
    try:
        validate(workflow, spec)
    except InvalidError as error:
        raise ServerError(INVALID_ARGUMENT, str(error)) from error


def _pairs(text: str, what: str) -> Iterator[tuple[str, str]]:
    for each in filter(None, text.split(",")):
        name, equals, value = each.partition("=")
        if not equals:
            message = f"expected {what} of the form: NAME1=VALUE2,NAME2=VALUE2. Received: {text}"
            raise ServerError(INTERNAL, message)
        yield name, value


def _parameter(text: str) -> JsonObject:
    name, equals, value = text.partition("=")
    if not equals:
        message = f"expected parameter of the form: NAME=VALUE. Received: {text}"
        raise ServerError(INTERNAL, message)
    return {"name": name, "value": value}
