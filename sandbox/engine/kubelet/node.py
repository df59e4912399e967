"""What the node gives its pods: a place to run, credentials, and access to the API server."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path
from typing import ParamSpec, TypeVar

from remediation.model import JsonObject
from sandbox.engine.kubernetes_api import MERGE_PATCH, NOT_FOUND, ApiError, KubernetesApi, path_of
from sandbox.engine.options import EngineOptions

P = ParamSpec("P")
T = TypeVar("T")

TOKEN_SECONDS = 3607
"""What a real kubelet asks for."""
_AGAIN_SECONDS = 1.0


class Node:
    """One machine of one namespace's pods."""

    def __init__(
        self,
        *,
        url: str,
        api: KubernetesApi,
        namespace: str,
        options: EngineOptions,
        executor: Executor,
        ca_file: Path | None,
    ) -> None:
        """Describe the node.

        Args:
            url: The API server, for the pods.
            api: The API server, as the node itself.
            namespace: Whose pods run here.
            options: Times and limits.
            executor: Threads for calls that wait.
            ca_file: Certificate authority of the API server.
        """
        self._url, self._api, self._executor, self._ca_file = url, api, executor, ca_file
        self.namespace = namespace
        self.options = options
        self.slots = asyncio.Semaphore(options.parallel_pods)
        self.ca_certificate = ca_file.read_text() if ca_file else ""

    async def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call a function that waits, in a thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, lambda: function(*args, **kwargs))

    async def token(self, account: str) -> str:
        """Get a token of a service account, as soon as there is one."""
        path = path_of("serviceaccounts", self.namespace, account, "token")
        body = {
            "apiVersion": "authentication.k8s.io/v1",
            "kind": "TokenRequest",
            "spec": {"expirationSeconds": TOKEN_SECONDS},
        }
        while True:
            try:
                answer = await self.call(self._api.request, "POST", path, body=body)
            except ApiError:
                await asyncio.sleep(_AGAIN_SECONDS)
            else:
                token: str = answer["status"]["token"]
                return token

    def as_service_account(self, token: str) -> KubernetesApi:
        """Give the API server, as the pod's service account."""
        return KubernetesApi(self._url, token=token, ca_file=self._ca_file, pool=1)

    def find(self, plural: str, name: str) -> JsonObject | None:
        """Read an object of the core group, or None if there is none."""
        try:
            return self._api.request("GET", path_of(plural, self.namespace, name))
        except ApiError as error:
            if error.status == NOT_FOUND:
                return None
            raise

    async def publish(self, pod: JsonObject, status: JsonObject) -> None:
        """Write the status of a pod, but not that of another one with its name.

        Raises:
            ApiError: The pod is gone, or the server is away.
        """
        path = path_of("pods", self.namespace, pod["metadata"]["name"], "status")
        body = {"metadata": {"uid": pod["metadata"]["uid"]}, "status": status}
        await self.call(self._api.request, "PATCH", path, body=body, content_type=MERGE_PATCH)
