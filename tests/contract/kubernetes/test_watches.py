"""Watches: where they start, what they show and how they end."""

import threading

import pytest
from kubernetes import watch

from remediation.model import JsonObject
from tests.contract.kubernetes.api import Api, Official, eventually, first, labelled
from tests.contract.kubernetes.conftest import Kind


def revision(api: Api, path: str) -> str:
    found: str = api.call("GET", path).body["metadata"]["resourceVersion"]
    return found


def test_changes_come_in_order(api: Api, config_maps: str) -> None:
    with api.watching(config_maps, f"resourceVersion={revision(api, config_maps)}") as events:
        created = api.call("POST", config_maps, labelled("a"))
        changed = api.patch(f"{config_maps}/a", {"data": {"x": "1"}})
        api.call("DELETE", f"{config_maps}/a")

        added, modified, deleted = next(events), next(events), next(events)

    assert (added["type"], added["object"]) == ("ADDED", created.body)
    assert (modified["type"], modified["object"]) == ("MODIFIED", changed.body)
    assert deleted["type"] == "DELETED"
    assert deleted["object"]["data"] == {"x": "1"}
    last, before = (event["object"]["metadata"]["resourceVersion"] for event in (deleted, modified))
    assert int(last) > int(before)


@pytest.mark.parametrize("query", ["", "resourceVersion=0"])
def test_without_a_revision_what_exists_comes_first(api: Api, config_maps: str, query: str) -> None:
    api.call("POST", config_maps, labelled("a"))

    with api.watching(config_maps, query) as events:
        existing = first(events, 2)
        api.call("POST", config_maps, labelled("b"))

        assert sorted(existing) == [("ADDED", "a"), ("ADDED", "kube-root-ca.crt")]
        assert first(events, 1) == [("ADDED", "b")]


def test_a_watch_makes_up_for_what_it_missed(api: Api, config_maps: str) -> None:
    start = revision(api, config_maps)
    for name in "abc":
        api.call("POST", config_maps, labelled(name))
    api.call("DELETE", f"{config_maps}/b")

    with api.watching(config_maps, f"resourceVersion={start}") as events:
        assert first(events, 4) == [("ADDED", "a"), ("ADDED", "b"), ("ADDED", "c"), ("DELETED", "b")]


def test_labels_that_come_and_go_add_and_delete(api: Api, config_maps: str) -> None:
    with api.watching(
        config_maps, f"resourceVersion={revision(api, config_maps)}&labelSelector=on%3Dyes"
    ) as events:
        api.call("POST", config_maps, labelled("a"))
        api.patch(f"{config_maps}/a", {"metadata": {"labels": {"on": "yes"}}})
        api.patch(f"{config_maps}/a", {"data": {"x": "1"}})
        left = api.patch(f"{config_maps}/a", {"metadata": {"labels": {"on": "no"}}}).body
        api.call("DELETE", f"{config_maps}/a")

        added, modified, deleted = next(events), next(events), next(events)

    assert [added["type"], modified["type"], deleted["type"]] == ["ADDED", "MODIFIED", "DELETED"]
    # The last state that matched, under the revision at which it ceased to.
    assert deleted["object"]["metadata"]["labels"] == {"on": "yes"}
    assert deleted["object"]["metadata"]["resourceVersion"] == left["metadata"]["resourceVersion"]


def test_one_object_can_be_watched(api: Api, config_maps: str) -> None:
    with api.watching(config_maps, "fieldSelector=metadata.name%3Db") as events:
        for name in "ab":
            api.call("POST", config_maps, labelled(name))

        assert first(events, 1) == [("ADDED", "b")]


def test_all_namespaces_can_be_watched(api: Api, config_maps: str) -> None:
    start = revision(api, "/api/v1/configmaps")
    api.call("POST", config_maps, labelled("everywhere"))

    with api.watching("/api/v1/configmaps", f"resourceVersion={start}") as events:
        # Other namespaces come and go meanwhile.
        assert any(event["object"]["metadata"]["name"] == "everywhere" for event in events)


def test_the_official_client_watches_custom_resources(api: Api, widgets: Kind) -> None:
    resource = api.dynamic.resources.get(api_version=f"{widgets.group}/v1", kind=widgets.kind)
    seen: list[tuple[str, str]] = []

    def follow() -> None:
        for event in resource.watch(namespace=widgets.namespace, timeout=20):
            seen.append((event["type"], event["object"].metadata.name))
            if event["type"] == "DELETED":
                return

    resource.create(body=widgets.body("w"), namespace=widgets.namespace)
    follower = threading.Thread(target=follow)
    follower.start()
    eventually(lambda: seen)
    resource.delete(name="w", namespace=widgets.namespace)
    follower.join(timeout=30)

    assert seen == [("ADDED", "w"), ("DELETED", "w")]


def test_a_watch_ends_when_its_time_is_up(api: Api, namespace: str) -> None:
    official: Official = watch.Watch
    stream = official().stream(api.core.list_namespaced_config_map, namespace, timeout_seconds=1)

    assert [event["object"].metadata.name for event in stream] == ["kube-root-ca.crt"]


def test_a_revision_that_is_too_old_expires(api: Api, widgets: Kind) -> None:
    with api.watching(widgets.path, "resourceVersion=1") as events:
        (event,) = events

    assert event["type"] == "ERROR"
    assert (event["object"]["code"], event["object"]["reason"]) == (410, "Expired")
    assert event["object"]["message"].startswith("too old resource version: 1 (")


def bookmarks(api: Api, widgets: Kind) -> list[JsonObject]:
    """Follow a quiet watch to its end; a bookmark is due two seconds before."""
    query = f"resourceVersion={revision(api, widgets.path)}&allowWatchBookmarks=true"
    with api.watching(widgets.path, query, seconds=4) as events:
        return [event["object"] for event in events if event["type"] == "BOOKMARK"]


def test_bookmarks_come_to_those_who_want_them(api: Api, widgets: Kind) -> None:
    # A busy server may leave one out: it promises none.
    bookmark = next(found[0] for _ in range(5) if (found := bookmarks(api, widgets)))

    assert bookmark["kind"] == widgets.kind
    assert int(bookmark["metadata"]["resourceVersion"]) > 0


def test_initial_events_end_with_a_bookmark(api: Api, config_maps: str) -> None:
    query = "sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true"
    with api.watching(config_maps, query) as events:
        existing, end = next(events), next(events)

    assert existing["type"] == "ADDED"
    assert end["type"] == "BOOKMARK"
    assert end["object"]["metadata"]["annotations"] == {"k8s.io/initial-events-end": "true"}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("labelSelector=a%20b", 400),
        ("fieldSelector=spec.x%3D1", 400),
        ("resourceVersion=abc", 500),
        ("timeoutSeconds=x", 400),
        ("sendInitialEvents=true", 422),
        ("resourceVersion=5&resourceVersionMatch=NotOlderThan", 422),
    ],
)
def test_parameters_that_mean_nothing_are_refused(api: Api, config_maps: str, query: str, code: int) -> None:
    assert api.call("GET", f"{config_maps}?watch=1&{query}").failure[0] == code


def test_a_watch_of_metadata_shows_nothing_else(api: Api, config_maps: str) -> None:
    api.call("POST", config_maps, {"metadata": {"name": "a"}, "data": {"x": "1"}})
    accept = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1"

    answer = api.call(
        "GET", f"{config_maps}?watch=1&timeoutSeconds=1&fieldSelector=metadata.name%3Da", accept=accept
    )

    assert answer.body["object"]["kind"] == "PartialObjectMetadata"
    assert "data" not in answer.body["object"]


def test_a_watch_keeps_up_with_many_changes(api: Api, config_maps: str) -> None:
    api.call("POST", config_maps, labelled("a"))
    start = revision(api, config_maps)
    with api.watching(config_maps, f"resourceVersion={start}") as events:
        for number in range(200):
            api.patch(f"{config_maps}/a", {"data": {"n": str(number)}})

        numbers = [int(next(events)["object"]["data"]["n"]) for _ in range(200)]

    assert numbers == list(range(200))
