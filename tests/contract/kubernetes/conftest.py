"""Each test runs on the stand-in and, marked `cluster`, on the real API server of $KUBECONFIG."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
import urllib3
from kubernetes import client, config

from remediation.model import JsonObject
from sandbox.kube import KubernetesStandIn, Options
from tests.contract.kubernetes.api import Api, Official, eventually

REAL = (pytest.mark.cluster, pytest.mark.timeout(300))
"""A real cluster may be busy with other things."""
BEARER = "BearerToken"  # the official client's name for the token
CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
SPEC: JsonObject = {
    "type": "object",
    "required": ["size"],
    "properties": {
        "size": {"type": "integer", "minimum": 1, "maximum": 10},
        "color": {"type": "string", "enum": ["red", "green"], "default": "red"},
        "name": {"type": "string", "minLength": 2, "pattern": "^[a-z]+$"},
        "env": {"type": "object", "additionalProperties": {"type": "string"}},
        "tags": {"type": "array", "maxItems": 2, "items": {"type": "string"}},
        "port": {"x-kubernetes-int-or-string": True},
        "when": {"type": "string", "format": "date-time"},
        "note": {"type": "string", "nullable": True},
        "free": {"type": "object", "x-kubernetes-preserve-unknown-fields": True},
        "nested": {
            "type": "object",
            "default": {},
            "properties": {"depth": {"type": "integer", "default": 1}},
        },
    },
}
SCHEMA: JsonObject = {
    "type": "object",
    "required": ["spec"],
    "properties": {
        "spec": SPEC,
        "status": {"type": "object", "properties": {"phase": {"type": "string"}}},
    },
}


@dataclass(frozen=True)
class Kind:
    """A custom resource of this test run, with a namespace of its own."""

    group: str
    plural: str
    kind: str
    namespace: str

    @property
    def path(self) -> str:
        return f"/apis/{self.group}/v1/namespaces/{self.namespace}/{self.plural}"

    @property
    def id(self) -> str:
        return f"{self.plural}.{self.group}"

    def body(self, name: str, **fields: object) -> JsonObject:
        meta: JsonObject = {"name": name}
        typed = {"apiVersion": f"{self.group}/v1", "kind": self.kind}
        return {**typed, "metadata": meta, "spec": {"size": 3}, **fields}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give a new cluster time to forget: what needs its forgotten past comes after everything else."""
    items.sort(key=lambda item: _needs_the_past(item) and item.get_closest_marker("cluster") is not None)


def _needs_the_past(item: pytest.Item) -> bool:
    return isinstance(item, pytest.Function) and "forgotten" in item.fixturenames


@pytest.fixture(scope="session", params=["stand-in", pytest.param("real", marks=REAL)])
def api(request: pytest.FixtureRequest) -> Iterator[Api]:
    with _stand_in() if request.param == "stand-in" else _real() as found:
        yield found


@contextmanager
def _stand_in() -> Iterator[Api]:
    stand_in = KubernetesStandIn(Options(pod_start_seconds=0.2, pod_stop_seconds=0.3))
    with stand_in.serving() as url, urllib3.PoolManager(maxsize=20) as pool:
        token = stand_in.options.admin_token
        configuration = client.Configuration()
        configuration.host = url
        configuration.api_key = {BEARER: f"Bearer {token}"}
        yield Api(url=url, token=token, configuration=configuration, pool=pool)


@contextmanager
def _real() -> Iterator[Api]:
    if not os.environ.get("KUBECONFIG"):
        pytest.skip("$KUBECONFIG names no cluster")
    configuration = client.Configuration()
    untyped: Official = config
    untyped.load_kube_config(client_configuration=configuration)
    token = configuration.api_key[BEARER].removeprefix("Bearer ")
    with urllib3.PoolManager(maxsize=20, ca_certs=configuration.ssl_ca_cert) as pool:
        yield Api(url=configuration.host, token=token, configuration=configuration, pool=pool)


@pytest.fixture
def namespace(api: Api) -> Iterator[str]:
    name = f"contract-{uuid.uuid4().hex[:10]}"
    api.call("POST", "/api/v1/namespaces", {"metadata": {"name": name}})
    # The cluster's controllers fill a new namespace; wait, so that their objects surprise no test.
    eventually(lambda: api.call("GET", f"/api/v1/namespaces/{name}/serviceaccounts/default").status == 200)
    eventually(
        lambda: api.call("GET", f"/api/v1/namespaces/{name}/configmaps/kube-root-ca.crt").status == 200
    )
    yield name
    for plural in ("configmaps", "pods"):
        release(api, f"/api/v1/namespaces/{name}/{plural}")
    api.call("DELETE", f"/api/v1/namespaces/{name}")


@pytest.fixture
def config_maps(namespace: str) -> str:
    return f"/api/v1/namespaces/{namespace}/configmaps"


@pytest.fixture(scope="session")
def widget_group(api: Api) -> Iterator[str]:
    with defined(api, "widgets", "Widget", SCHEMA, status=True) as group:
        yield group


@pytest.fixture
def widgets(api: Api, widget_group: str, namespace: str) -> Iterator[Kind]:
    """A resource with a schema and a status subresource."""
    kind = Kind(widget_group, "widgets", "Widget", namespace)
    yield kind
    release(api, kind.path)


def release(api: Api, path: str) -> None:
    """Take off the finalizers that a test has left, so that its namespace can end."""
    for item in api.call("GET", path).body["items"]:
        if "finalizers" in item["metadata"]:
            api.patch(f"{path}/{item['metadata']['name']}", {"metadata": {"finalizers": None}})


@contextmanager
def defined(
    api: Api, plural: str, kind: str, schema: JsonObject, *, status: bool = False, scope: str = "Namespaced"
) -> Iterator[str]:
    """Define a custom resource while the context lasts, in a group that nobody else uses."""
    group = f"g{uuid.uuid4().hex[:10]}.contract.test"
    version: JsonObject = {
        "name": "v1",
        "served": True,
        "storage": True,
        "schema": {"openAPIV3Schema": schema},
    }
    if status:
        version["subresources"] = {"status": {}}
    body = {
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {"name": f"{plural}.{group}"},
        "spec": {
            "group": group,
            "scope": scope,
            "names": {"plural": plural, "kind": kind},
            "versions": [version],
        },
    }
    created = api.call("POST", CRDS, body)
    assert created.status == 201, created.body
    eventually(lambda: api.call("GET", f"/apis/{group}/v1/{plural}").status == 200)
    try:
        yield group
    finally:
        api.call("DELETE", f"{CRDS}/{plural}.{group}")
