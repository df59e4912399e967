import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import urllib3

from remediation.model import JsonObject
from sandbox.kube import KubernetesStandIn, Options

CONFIG_MAPS = "/api/v1/namespaces/default/configmaps"
WORKFLOWS = "/apis/argoproj.io/v1alpha1/namespaces/default/workflows"


@dataclass(frozen=True)
class Served:
    """A stand-in that is being served, and a client that never retries."""

    stand_in: KubernetesStandIn
    url: str
    pool: urllib3.PoolManager

    def call(
        self, method: str, path: str, body: object = None, media_type: str = "application/json"
    ) -> tuple[int, JsonObject]:
        answer = self.open(method, path, body, media_type)
        return answer.status, json.loads(answer.data)

    def open(
        self, method: str, path: str, body: object = None, media_type: str = "application/json"
    ) -> urllib3.BaseHTTPResponse:
        headers = {
            "Authorization": f"Bearer {self.stand_in.options.admin_token}",
            "Content-Type": media_type,
        }
        content = None if body is None else json.dumps(body)
        return self.pool.request(method, self.url + path, body=content, headers=headers, retries=False)

    def add(self, name: str) -> JsonObject:
        _, created = self.call("POST", CONFIG_MAPS, {"metadata": {"name": name}})
        return created

    def exists(self, name: str) -> bool:
        return self.call("GET", f"{CONFIG_MAPS}/{name}")[0] == 200


@pytest.fixture
def served() -> Iterator[Served]:
    stand_in = KubernetesStandIn(Options(pod_start_seconds=0.05, pod_stop_seconds=0.05))
    with stand_in.serving() as url, urllib3.PoolManager() as pool:
        yield Served(stand_in, url, pool)
