"""One call: who calls, what about, and with what."""

from collections.abc import Mapping
from dataclasses import dataclass

from remediation.model import JsonObject
from sandbox.argo_server.caller import Caller
from sandbox.engine.kubernetes_api import WORKFLOWS, path_of


@dataclass(frozen=True, kw_only=True)
class Call:
    """What a handler gets."""

    caller: Caller
    namespace: str
    name: str
    """The object's name; empty for collections."""
    query: Mapping[str, str]
    body: JsonObject

    @property
    def path(self) -> str:
        """Path of the workflow, or of all, in the Kubernetes API."""
        return path_of(WORKFLOWS, self.namespace, self.name)

    def workflow(self) -> JsonObject:
        """Read the workflow.

        Raises:
            ApiError: It is not there, or the caller may not read it.
        """
        return self.caller.api.request("GET", self.path)


def shown(workflow: JsonObject) -> JsonObject:
    """Give a workflow as the server shows it: without kind, its times null as long as there are none."""
    status = {"startedAt": None, "finishedAt": None, **workflow.get("status", {})}
    rest = {key: value for key, value in workflow.items() if key not in {"apiVersion", "kind"}}
    return rest | {"status": status}
