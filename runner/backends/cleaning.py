"""Empties the world of a cluster between two scenarios, and only what scenarios make."""

import time
from collections.abc import Iterator

from remediation.clients.kubernetes import CONFIG_MAPS, EVENTS, LEASES, PODS, WORKFLOWS, Resource
from remediation.errors import Temporary
from remediation.model import JsonObject
from remediation.settings import Settings
from runner.survey import FOREIGN_CONFIG_MAPS
from sandbox.agents.agent import FINALIZER, MERGE_PATCH
from sandbox.agents.api import Api

DEADLINE_SECONDS = 60.0
PAUSE_SECONDS = 0.2
NOT_FOUND = 404
AT_ONCE: JsonObject = {"gracePeriodSeconds": 0, "propagationPolicy": "Background"}


def clean(api: Api, settings: Settings) -> None:
    """Delete all runs, agents, state and events of earlier scenarios, and wait until they are gone.

    Workflows go first, so that no step writes anything anew. Finalizers of agents that are no more are
    taken off.

    Raises:
        Temporary: Something is still there after a minute.
    """
    agents, spaces = _agents(settings), _spaces(settings)
    _empty(api, [_path(WORKFLOWS, settings.namespace)])
    _empty(api, [_path(PODS, settings.namespace)], selector="workflows.argoproj.io/workflow")
    _empty(api, [_path(agents, space) for space in spaces])
    _empty(api, [_path(PODS, space) for space in spaces])
    _empty(api, [_path(resource, space) for space in spaces for resource in (LEASES, CONFIG_MAPS)])
    for namespace in (settings.namespace, *spaces):
        api.call("DELETE", _path(EVENTS, namespace), body=AT_ONCE)


def let_go(api: Api, settings: Settings) -> None:
    """Take the agents' finalizers off: nobody is left who would, and they keep a namespace from deletion."""
    for space in _spaces(settings):
        path = _path(_agents(settings), space)
        for each in api.call("GET", path)["items"]:
            kept = [name for name in each["metadata"].get("finalizers") or () if name != FINALIZER]
            patch = {"metadata": {"finalizers": kept}}
            name = each["metadata"]["name"]
            api.call("PATCH", f"{path}/{name}", body=patch, kind=MERGE_PATCH, allow={NOT_FOUND})


def _spaces(settings: Settings) -> list[str]:
    return sorted({repository.agents_namespace for repository in settings.repositories})


def _agents(settings: Settings) -> Resource:
    return Resource(settings.coderuns.api_version, settings.coderuns.plural)


def _empty(api: Api, collections: list[str], *, selector: str = "") -> None:
    query = {"labelSelector": selector} if selector else None
    deadline = time.monotonic() + DEADLINE_SECONDS
    for path in collections:
        while left := list(_left(api, path, query)):
            if time.monotonic() > deadline:
                names = ", ".join(each["metadata"]["name"] for each in left[:3])
                message = f"{path} cannot be emptied, there are still {names}"
                raise Temporary(message)
            for each in left:
                _remove(api, f"{path}/{each['metadata']['name']}", each)
            time.sleep(PAUSE_SECONDS)


def _left(api: Api, path: str, query: dict[str, str] | None) -> Iterator[JsonObject]:
    for each in api.call("GET", path, query=query)["items"]:
        if each["metadata"]["name"] not in FOREIGN_CONFIG_MAPS:
            yield each


def _remove(api: Api, path: str, body: JsonObject) -> None:
    metadata = body["metadata"]
    if "deletionTimestamp" not in metadata:
        api.call("DELETE", path, body=AT_ONCE, allow={NOT_FOUND})
    elif metadata.get("finalizers"):
        patch: JsonObject = {"metadata": {"finalizers": []}}
        api.call("PATCH", path, body=patch, kind=MERGE_PATCH, allow={NOT_FOUND})


def _path(resource: Resource, namespace: str) -> str:
    root = "/apis" if "/" in resource.api_version else "/api"
    return f"{root}/{resource.api_version}/namespaces/{namespace}/{resource.plural}"
