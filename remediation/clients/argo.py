"""The Argo Server: reading workflows whole, and setting a gate's verdict."""

import json
from urllib.parse import quote

from remediation.clients.http import Http
from remediation.clients.kubernetes import bearer
from remediation.model import JsonObject
from remediation.settings import Settings

_NOT_FOUND = 404
_INTERNAL = 500
_NO_GATE = b"no suspend nodes matching"
_ALREADY_SET = b"already set"


class Argo:
    """Workflows of one namespace, through the Argo Server because it also reads compressed ones."""

    def __init__(self, http: Http, *, namespace: str) -> None:
        """Use a server for the workflows of a namespace."""
        self._http = http
        self._path = f"/api/v1/workflows/{quote(namespace, safe='')}"

    def get(self, name: str) -> JsonObject | None:
        """Read a workflow with its nodes, or None if there is none."""
        answer = self._http.call("GET", f"{self._path}/{quote(name, safe='')}", allow={_NOT_FOUND})
        return None if answer.status == _NOT_FOUND else answer.json()

    def find(self, *, selector: str) -> list[JsonObject]:
        """Read the workflows that a label selector matches, with their nodes."""
        query = {"listOptions.labelSelector": selector}
        return self._http.call("GET", self._path, query=query).json().get("items") or []

    def set_verdict(self, workflow: str, *, gate: str, cycle: int, verdict: str) -> bool:
        """Give a waiting gate its verdict and let the workflow go on.

        Returns:
            False if no such gate waits: it is not there yet, has its verdict already, or the workflow is
            gone. Read the workflow to tell which (docs/decisions/0006-facts-of-the-controller.md: the first
            two are the same HTTP 500).
        """
        answer = self._http.call(
            "PUT",
            f"{self._path}/{quote(workflow, safe='')}/set",
            body={
                "nodeFieldSelector": f"displayName={gate},inputs.parameters.cycle.value={cycle}",
                "outputParameters": json.dumps({"verdict": verdict}),
                "phase": "Succeeded",
            },
            allow={_INTERNAL, _NOT_FOUND},
            repeatable=False,
        )
        if answer.status not in {_INTERNAL, _NOT_FOUND}:
            return True
        if answer.status == _NOT_FOUND or _NO_GATE in answer.body or _ALREADY_SET in answer.body:
            return False
        return self._http.refuse("PUT", workflow, answer)


def connect(settings: Settings) -> Argo:
    """Reach the Argo Server as the pod's service account (client authentication)."""
    http = Http(
        settings.argo_server_url,
        name="the Argo Server",
        headers=lambda: bearer(settings),
        ca_text=settings.argo_server_ca,
        verify=settings.argo_server_verify,
    )
    return Argo(http, namespace=settings.namespace)
