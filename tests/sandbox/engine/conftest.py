"""An engine on a Kubernetes stand-in of its own."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from remediation.model import JsonObject
from sandbox.engine import Engine, EngineOptions
from sandbox.engine.kubernetes_api import RESULTS, WORKFLOWS, KubernetesApi, path_of
from sandbox.kube import KubernetesStandIn, Options

NAMESPACE = "engine"
RBAC = f"/apis/rbac.authorization.k8s.io/v1/namespaces/{NAMESPACE}"
ENDED = ("Succeeded", "Failed", "Error")


@dataclass(frozen=True, kw_only=True)
class World:
    """A stand-in, and what engines may be started on it."""

    stand_in: KubernetesStandIn
    url: str
    api: KubernetesApi
    options: EngineOptions = field(default_factory=lambda: EngineOptions(signal_seconds=0.2, grace_seconds=3))

    @property
    def token(self) -> str:
        return self.stand_in.options.admin_token

    def engine(self, options: EngineOptions | None = None) -> Engine:
        return Engine(
            api_url=self.url, token=self.token, namespace=NAMESPACE, options=options or self.options
        )

    def create(self, name: str, *templates: JsonObject, **spec: object) -> str:
        body = {
            "apiVersion": "argoproj.io/v1alpha1",
            "kind": "Workflow",
            "metadata": {"name": name},
            "spec": {
                "entrypoint": templates[0]["name"],
                "serviceAccountName": "runner",
                "templates": list(templates),
                **spec,
            },
        }
        self.api.request("POST", path_of(WORKFLOWS, NAMESPACE), body=body)
        return name

    def read(self, name: str) -> JsonObject:
        return self.api.request("GET", path_of(WORKFLOWS, NAMESPACE, name))

    def when(self, name: str, holds: Callable[[JsonObject], bool], *, seconds: float = 30) -> JsonObject:
        """Wait until something holds for the status of a workflow."""
        deadline = time.monotonic() + seconds
        while True:
            status: JsonObject = self.read(name).get("status", {})
            if holds(status):
                return status
            assert time.monotonic() < deadline, status
            time.sleep(0.02)

    def ended(self, name: str, *, seconds: float = 30) -> JsonObject:
        return self.when(name, lambda status: status.get("phase") in ENDED, seconds=seconds)


@pytest.fixture
def world() -> Iterator[World]:
    stand_in = KubernetesStandIn(Options(namespaces=(NAMESPACE,)))
    with stand_in.serving() as url:
        api = KubernetesApi(url, token=stand_in.options.admin_token)
        metadata = {"metadata": {"name": "runner"}}
        rule = {"apiGroups": ["argoproj.io"], "resources": [RESULTS], "verbs": ["create", "patch"]}
        role = {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "runner"}
        subject = {"kind": "ServiceAccount", "name": "runner", "namespace": NAMESPACE}
        api.request("POST", path_of("serviceaccounts", NAMESPACE), body=metadata)
        api.request("POST", f"{RBAC}/roles", body=metadata | {"rules": [rule]})
        api.request("POST", f"{RBAC}/rolebindings", body=metadata | {"roleRef": role, "subjects": [subject]})
        yield World(stand_in=stand_in, url=url, api=api)
        api.close()


def python(code: str, *args: str) -> JsonObject:
    return {"image": "none", "command": ["python3", "-c", code], "args": list(args)}
