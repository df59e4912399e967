"""Reading workflows and templates."""

from remediation.model import JsonObject
from sandbox.argo_server.calls import Call, shown
from sandbox.argo_server.errors import ServerError
from sandbox.argo_server.fields import cleaned
from sandbox.engine.kubernetes_api import TEMPLATES, ApiError, path_of

_FORBIDDEN, _PERMISSION_DENIED = 403, 7


def get_workflow(call: Call) -> JsonObject:
    """Answer `GET workflows/NS/NAME`."""
    return cleaned(shown(call.workflow()), call.query.get("fields", ""))


def list_workflows(call: Call) -> JsonObject:
    """Answer `GET workflows/NS`: the unfinished ones first, then the others, the newest of both first."""
    selector = call.query.get("listOptions.labelSelector", "")
    try:
        listing = call.caller.api.request(
            "GET", call.path, query={"labelSelector": selector} if selector else None
        )
    except ApiError as error:
        if error.status != _FORBIDDEN:
            raise
        namespace = call.namespace
        message = (
            f'Permission denied, you are not allowed to list workflows in namespace "{namespace}". '
            f"Maybe you want to specify a namespace with query parameter `.namespace={namespace}`?"
        )
        raise ServerError(_PERMISSION_DENIED, message) from error
    items = sorted((shown(each) for each in listing.get("items") or []), key=_age)
    limit = int(call.query.get("listOptions.limit") or 0)
    answer = {
        "metadata": {"resourceVersion": listing["metadata"]["resourceVersion"]},
        "items": (items[:limit] if limit else items) or None,
    }
    return cleaned(answer, call.query.get("fields", ""))


def delete_workflow(call: Call) -> JsonObject:
    """Answer `DELETE workflows/NS/NAME`."""
    call.caller.api.request("DELETE", call.path)
    return {}


def get_template(call: Call) -> JsonObject:
    """Answer `GET workflow-templates/NS/NAME`."""
    template = call.caller.api.request("GET", path_of(TEMPLATES, call.namespace, call.name))
    return {key: value for key, value in template.items() if key not in {"apiVersion", "kind"}}


def list_templates(call: Call) -> JsonObject:
    """Answer `GET workflow-templates/NS`."""
    listing = call.caller.api.request("GET", path_of(TEMPLATES, call.namespace))
    return {"metadata": listing["metadata"], "items": listing.get("items") or None}


def version(_: Call) -> JsonObject:
    """Answer `GET version`."""
    return {
        "version": "v4.0.7+sandbox",
        "buildDate": "1970-01-01T00:00:00Z",
        "gitCommit": "",
        "gitTag": "",
        "gitTreeState": "",
        "goVersion": "",
        "compiler": "",
        "platform": "",
    }


def info(_: Call) -> JsonObject:
    """Answer `GET info`."""
    return {"modals": {"feedback": False, "firstTimeUser": False, "newVersion": False}}


def _age(workflow: JsonObject) -> tuple[bool, tuple[int, ...]]:
    finished: str = workflow["status"]["finishedAt"] or ""
    newest_first = finished or workflow["metadata"]["creationTimestamp"]
    return bool(finished), tuple(-ord(character) for character in newest_first)
