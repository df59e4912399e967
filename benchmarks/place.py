"""The cluster as the benchmarks find it and leave it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from gitops import admission
from remediation.errors import Temporary
from remediation.settings import Settings
from runner.backends.claim import NOT_FOUND, claim
from runner.backends.cluster import Cluster
from sandbox.agents.api import Api
from sandbox.applying import Applier

GONE_SECONDS = 120.0
PAUSE_SECONDS = 0.5
NAMESPACES = "/api/v1/namespaces"
OWN_NAMESPACE = "remedy-benchmark-agents"


@contextmanager
def cluster(*, apart: bool = False) -> Iterator[Cluster]:
    """Give the cluster of `$KUBECONFIG`, and delete afterwards the namespaces that were not there before.

    Args:
        apart: Whether the agents' namespace is one of the benchmarks' own, where no scenario comes by.

    Raises:
        Misuse: There is no cluster, or one of the settings' namespaces was not made for scenarios.
        Temporary: The cluster does not answer, or a namespace does not go.
    """
    found = Cluster.from_environment()
    if apart:
        found = replace(found, settings=_apart(found.settings))
    new = [name for name in _namespaces(found.settings) if not _exists(found.api, name)]
    try:
        claim(found.api, found.settings)
        yield found
    finally:
        _delete(found.api, new)
        if found.settings.namespace in new:
            _delete_policies(found.api, found.settings)


def _apart(settings: Settings) -> Settings:
    repository = settings.repositories[0].model_copy(update={"agents_namespace": OWN_NAMESPACE})
    return settings.model_copy(update={"repositories": (repository,)})


def _namespaces(settings: Settings) -> list[str]:
    return [settings.namespace, *sorted({each.agents_namespace for each in settings.repositories})]


def _exists(api: Api, name: str) -> bool:
    return api.call("GET", f"{NAMESPACES}/{name}", allow={NOT_FOUND}).get("code") != NOT_FOUND


def _delete(api: Api, names: list[str]) -> None:
    for name in names:
        api.call("DELETE", f"{NAMESPACES}/{name}", allow={NOT_FOUND})
    deadline = time.monotonic() + GONE_SECONDS
    while left := [name for name in names if _exists(api, name)]:
        if time.monotonic() > deadline:
            message = f"namespace {left[0]} does not go; something in it has a finalizer"
            raise Temporary(message)
        time.sleep(PAUSE_SECONDS)


def _delete_policies(api: Api, settings: Settings) -> None:
    """Delete what belongs to the namespace and is not in it."""
    applier = Applier(api)
    for body in admission.policies(settings):
        api.call("DELETE", f"{applier.collection(body)}/{body['metadata']['name']}", allow={NOT_FOUND})
