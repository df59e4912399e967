"""Ten thousand agents must not slow a test down: figures are far below the limits asserted here."""

import json
import threading
import time

import urllib3

from remediation.model import JsonObject
from sandbox.kube.builtin import BUILT_IN, CONFIG_MAPS, NAMESPACES
from sandbox.kube.catalog import Catalog, CoreLookup
from sandbox.kube.deletion import Deleter
from sandbox.kube.listing import list_page, read_selection
from sandbox.kube.store import Store
from sandbox.kube.writing import Writer
from tests.sandbox.kube.conftest import WORKFLOWS, Served

MANY = 10_000


def workflow(number: int) -> JsonObject:
    meta = {"name": f"run-{number:05}", "labels": {"task": str(number % 10)}}
    return {"apiVersion": "argoproj.io/v1alpha1", "kind": "Workflow", "metadata": meta, "spec": {"a": number}}


def test_many_objects_are_written_listed_and_deleted_in_seconds() -> None:
    store = Store(history_limit=3 * MANY)
    writer, deleter = Writer(store, CoreLookup(Catalog(BUILT_IN), store)), Deleter(store)
    writer.create(NAMESPACES, "", {"metadata": {"name": "default"}})
    started = time.monotonic()

    for number in range(MANY):
        writer.create(CONFIG_MAPS, "default", {"metadata": {"name": f"c-{number}"}})
    selection = read_selection(CONFIG_MAPS, "default", {})
    page = list_page(store, CONFIG_MAPS, selection, {"limit": "500"})
    for stored in store.collection(CONFIG_MAPS).all("default"):
        deleter.delete(CONFIG_MAPS, stored.key)
    rest = list_page(store, CONFIG_MAPS, selection, {"continue": page.resume})

    assert len(page.items) + len(rest.items) == MANY
    assert store.collection(CONFIG_MAPS).is_empty()
    assert time.monotonic() - started < 20


def test_a_watch_keeps_up_with_a_collection_that_is_deleted(served: Served) -> None:
    count = 1000
    seen: list[str] = []
    headers = {"Authorization": f"Bearer {served.stand_in.options.admin_token}"}

    def follow() -> None:
        with urllib3.PoolManager() as pool:
            url = f"{served.url}{WORKFLOWS}?watch=true&timeoutSeconds=30"
            answer = pool.request("GET", url, headers=headers, preload_content=False)
            buffer = b""
            for chunk in answer.stream(65536):
                *lines, buffer = (buffer + chunk).split(b"\n")
                seen.extend(json.loads(line)["type"] for line in lines)
                if seen.count("DELETED") == count:
                    return

    follower = threading.Thread(target=follow)
    follower.start()
    for number in range(count):
        served.call("POST", WORKFLOWS, workflow(number))
    _, deleted = served.call("DELETE", f"{WORKFLOWS}?labelSelector=task")
    follower.join(timeout=30)

    assert len(deleted["items"]) == count
    assert (seen.count("ADDED"), seen.count("DELETED")) == (count, count)
