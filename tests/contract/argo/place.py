"""Where workflows run: this project's engine on the Kubernetes stand-in, or the real Argo."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass

import urllib3

from remediation.model import JsonObject
from sandbox.engine.kubernetes_api import NOT_FOUND, TEMPLATES, WORKFLOWS, KubernetesApi, path_of
from tests.contract.argo.manifests import IMAGE

ENDED = ("Succeeded", "Failed", "Error")
LONGEST_SECONDS = 100


@dataclass(frozen=True)
class Answer:
    """What the Argo Server answered."""

    status: int
    body: JsonObject


class Run:
    """A workflow as it is at a moment."""

    def __init__(self, workflow: JsonObject) -> None:
        self.workflow = workflow
        self.name: str = workflow["metadata"]["name"]
        self.labels: dict[str, str] = workflow["metadata"].get("labels", {})
        self.status: JsonObject = workflow.get("status", {})
        self.phase: str = self.status.get("phase", "")
        self.message: str = self.status.get("message", "")

    def node(self, path: str) -> JsonObject:
        """Find a node by its name without the workflow's: `[0].first`, or nothing for the first one."""
        nodes: dict[str, JsonObject] = self.status.get("nodes", {})
        return next((node for node in nodes.values() if node["name"] == self.name + path), {})

    def phases(self, *paths: str) -> list[str]:
        return [self.node(path).get("phase", "") for path in paths]

    def outputs(self, path: str) -> dict[str, str]:
        parameters = self.node(path).get("outputs", {}).get("parameters", [])
        return {each["name"]: each["value"] for each in parameters if "value" in each}

    def inputs(self, path: str) -> dict[str, str]:
        return {each["name"]: each["value"] for each in self.node(path)["inputs"]["parameters"]}


@dataclass(frozen=True, kw_only=True)
class Place:
    """One of the two places."""

    api: KubernetesApi
    server: str
    token: str
    """Of a service account that may do everything with workflows in the namespace."""
    namespace: str
    image: str
    recent_seconds: float
    """A pod that is lost within this time of its node's start is created again."""
    start_seconds: int
    """A pod's programs run after this time at the latest."""
    pool: urllib3.PoolManager

    def apply(self, manifest: JsonObject) -> str:
        """Create a Workflow or WorkflowTemplate; containers get the place's image."""
        plural = WORKFLOWS if manifest["kind"] == "Workflow" else TEMPLATES
        body = json.loads(json.dumps(manifest).replace(f'"{IMAGE}"', json.dumps(self.image)))
        body["spec"].setdefault("serviceAccountName", "runner")
        if "workflowTemplateRef" in body["spec"]:
            del body["spec"]["serviceAccountName"]
        created = self.api.request("POST", path_of(plural, self.namespace), body=body)
        name: str = created["metadata"]["name"]
        if plural == TEMPLATES:
            self._await_template(name)
        return name

    def _await_template(self, name: str) -> None:
        """Wait until the Argo Server has seen a template: it reads them from a copy that is a little late."""
        body = {"resourceKind": "WorkflowTemplate", "resourceName": name}
        tried = body | {"submitOptions": {"serverDryRun": True}}
        deadline = time.monotonic() + LONGEST_SECONDS
        while self.call("POST", f"workflows/{self.namespace}/submit", tried).status == NOT_FOUND:
            assert time.monotonic() < deadline, f"the Argo Server never saw the template {name}"
            time.sleep(0.05)

    def read(self, name: str) -> Run:
        return Run(self.api.request("GET", path_of(WORKFLOWS, self.namespace, name)))

    def run(self, manifest: JsonObject) -> Run:
        """Create a workflow and wait for its end."""
        return self.ended(self.apply(manifest))

    def ended(self, name: str) -> Run:
        return self.when(name, lambda run: run.phase in ENDED)

    def when(self, name: str, holds: Callable[[Run], bool]) -> Run:
        """Wait until something holds for a workflow."""
        deadline = time.monotonic() + LONGEST_SECONDS
        while not holds(run := self.read(name)):
            assert time.monotonic() < deadline, json.dumps(run.status, indent=1)
            time.sleep(0.05)
        return run

    def waiting(self, name: str, path: str) -> Run:
        """Wait until a node is Running."""
        return self.when(name, lambda run: run.phases(path) == ["Running"])

    def call(self, method: str, path: str, body: object = None, *, token: str | None = None) -> Answer:
        """Call the Argo Server, as the caller or with another token (empty: with none)."""
        token = self.token if token is None else token
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        content = None if body is None else json.dumps(body).encode()
        answer = self.pool.request(method, f"{self.server}/api/v1/{path}", body=content, headers=headers)
        return Answer(answer.status, json.loads(answer.data or b"{}"))

    def put(self, name: str, action: str, **body: object) -> Answer:
        """Call an action of a workflow: `set`, `stop`, ..."""
        return self.call("PUT", f"workflows/{self.namespace}/{name}/{action}", body)

    def set_verdict(self, name: str, selector: str, verdict: str, phase: str = "Succeeded") -> Answer:
        outputs = json.dumps({"verdict": verdict})
        return self.put(name, "set", nodeFieldSelector=selector, outputParameters=outputs, phase=phase)


def delete_pods(place: Place, workflow: str) -> None:
    """Delete the pods of a workflow, as a drained node does."""
    query = {"labelSelector": f"workflows.argoproj.io/workflow={workflow}"}
    for pod in place.api.request("GET", path_of("pods", place.namespace), query=query)["items"]:
        path = path_of("pods", place.namespace, pod["metadata"]["name"])
        place.api.request("DELETE", path, query={"gracePeriodSeconds": "3"})
