"""Each test runs on this project's engine and, marked `cluster`, on the real Argo of $KUBECONFIG.

The cluster needs an image with python3, named by $REMEDY_TEST_IMAGE.
"""

import base64
import os
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import urllib3
import yaml

from sandbox.argo_server import app
from sandbox.engine import Engine, EngineOptions
from sandbox.engine.kubernetes_api import ApiError, KubernetesApi, path_of
from sandbox.kube import KubernetesStandIn, Options
from sandbox.serving import serving
from tests.contract.argo.place import Place

REAL = (pytest.mark.cluster, pytest.mark.timeout(300))
"""A real cluster may be busy with other things."""
RBAC = "/apis/rbac.authorization.k8s.io/v1/namespaces"
REPORTER = {"apiGroups": ["argoproj.io"], "resources": ["workflowtaskresults"], "verbs": ["create", "patch"]}
OPERATOR = {"apiGroups": ["argoproj.io"], "resources": ["*"], "verbs": ["*"]}
LOG_READER = {"apiGroups": [""], "resources": ["pods", "pods/log"], "verbs": ["get", "list", "watch"]}


@pytest.fixture(scope="session", params=["engine", pytest.param("real", marks=REAL)])
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    with _engine() if request.param == "engine" else _real() as found:
        yield found


@contextmanager
def _engine() -> Iterator[Place]:
    namespace = "argo-contract"
    stand_in = KubernetesStandIn(Options(namespaces=(namespace,)))
    token = stand_in.options.admin_token
    with stand_in.serving() as url, urllib3.PoolManager() as pool:
        api = KubernetesApi(url, token=token)
        _set_up(api, namespace)
        recent = 2.0
        options = EngineOptions(signal_seconds=0.5, grace_seconds=5, parallel_pods=16, recent_seconds=recent)
        with (
            Engine(api_url=url, token=token, namespace=namespace, options=options) as engine,
            serving(app(url, logs=engine.logs)) as server,
        ):
            yield Place(
                api=api,
                server=server,
                token=token_of(api, namespace, "caller"),
                namespace=namespace,
                image="none",
                recent_seconds=recent,
                start_seconds=1,
                pool=pool,
            )
        api.close()


@contextmanager
def _real() -> Iterator[Place]:
    kubeconfig, image = os.environ.get("KUBECONFIG"), os.environ.get("REMEDY_TEST_IMAGE")
    if not kubeconfig or not image:
        pytest.skip("$KUBECONFIG and $REMEDY_TEST_IMAGE name no cluster and image")
    config = yaml.safe_load(Path(kubeconfig).read_text())
    cluster = config["clusters"][0]["cluster"]
    namespace = f"argo-contract-{uuid.uuid4().hex[:8]}"
    with tempfile.NamedTemporaryFile(suffix=".crt") as authority, urllib3.PoolManager() as pool:
        authority.write(base64.b64decode(cluster["certificate-authority-data"]))
        authority.flush()
        token = config["users"][0]["user"]["token"]
        api = KubernetesApi(cluster["server"], token=token, ca_file=Path(authority.name))
        service = api.request("GET", "/api/v1/namespaces/argo/services/argo-server")
        api.request("POST", "/api/v1/namespaces", body={"metadata": {"name": namespace}})
        try:
            _set_up(api, namespace)
            yield Place(
                api=api,
                server=f"http://{service['spec']['clusterIP']}:2746",
                token=token_of(api, namespace, "caller"),
                namespace=namespace,
                image=image,
                recent_seconds=10.0,
                start_seconds=8,
                pool=pool,
            )
        finally:
            api.request("DELETE", f"/api/v1/namespaces/{namespace}")
            api.close()


def _set_up(api: KubernetesApi, namespace: str) -> None:
    """Make accounts: `runner` runs pods, `caller` may do everything with workflows, `nobody` nothing."""
    for account in ("runner", "caller", "nobody"):
        api.request("POST", path_of("serviceaccounts", namespace), body={"metadata": {"name": account}})
    for account, rules in (("runner", [REPORTER]), ("caller", [OPERATOR, LOG_READER])):
        metadata = {"name": account}
        api.request("POST", f"{RBAC}/{namespace}/roles", body={"metadata": metadata, "rules": rules})
        binding = {
            "metadata": metadata,
            "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": account},
            "subjects": [{"kind": "ServiceAccount", "name": account, "namespace": namespace}],
        }
        api.request("POST", f"{RBAC}/{namespace}/rolebindings", body=binding)
    deadline = time.monotonic() + 30
    while True:
        try:
            api.request("GET", path_of("serviceaccounts", namespace, "default"))
        except ApiError:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        else:
            return


def token_of(api: KubernetesApi, namespace: str, account: str) -> str:
    path = path_of("serviceaccounts", namespace, account, "token")
    token: str = api.request("POST", path, body={"spec": {"expirationSeconds": 3600}})["status"]["token"]
    return token
