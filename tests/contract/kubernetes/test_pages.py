"""Lists in pages, and lists of the past."""

import base64
import json

import pytest

from tests.contract.kubernetes.api import Api, names
from tests.contract.kubernetes.conftest import Kind


@pytest.fixture
def seven(api: Api, widgets: Kind) -> Kind:
    """Seven objects."""
    for name in "abcdefg":
        body = widgets.body(name)
        body["metadata"]["labels"] = {"all": "yes"}
        api.call("POST", widgets.path, body)
    return widgets


@pytest.fixture
def forgotten(api: Api, request: pytest.FixtureRequest) -> int:
    """A revision that the server has forgotten.

    Every five minutes an API server has etcd forget what is older than the five minutes before: for ten
    minutes a new cluster remembers everything, and nothing that a client may ask for changes that.
    """
    path = "/api/v1/namespaces?resourceVersion=1&resourceVersionMatch=Exact"
    if request.node.get_closest_marker("cluster") and api.call("GET", path).status == 200:
        pytest.skip("this cluster is less than ten minutes old: it still remembers revision 1")
    return 1


def old_token(revision: int) -> str:
    body = json.dumps({"v": "meta.k8s.io/v1", "rv": revision, "start": "/a\0"}).encode()
    return base64.urlsafe_b64encode(body).decode().rstrip("=")


def test_pages_make_up_the_whole(api: Api, seven: Kind) -> None:
    found: list[str] = []
    remaining: list[int | None] = []
    token = ""
    for _ in range(3):
        page = api.call("GET", f"{seven.path}?limit=3&continue={token}")
        found += names(page)
        remaining.append(page.body["metadata"].get("remainingItemCount"))
        token = page.body["metadata"].get("continue", "")

    assert found == list("abcdefg")
    assert remaining == [4, 1, None]
    assert token == ""


def test_pages_show_one_moment(api: Api, seven: Kind) -> None:
    first = api.call("GET", f"{seven.path}?limit=3")
    token = first.body["metadata"]["continue"]
    api.call("DELETE", f"{seven.path}/d")
    api.call("POST", seven.path, seven.body("dd"))
    api.patch(f"{seven.path}/e", {"spec": {"size": 9}})

    rest = api.call("GET", f"{seven.path}?limit=10&continue={token}")

    assert names(rest) == list("defg")
    assert rest.body["items"][1]["spec"]["size"] == 3
    assert rest.body["metadata"]["resourceVersion"] == first.body["metadata"]["resourceVersion"]


def test_under_a_selector_nobody_counts_the_rest(api: Api, seven: Kind) -> None:
    page = api.call("GET", f"{seven.path}?limit=3&labelSelector=all%3Dyes")

    assert names(page) == ["a", "b", "c"]
    assert page.body["metadata"]["continue"]
    assert "remainingItemCount" not in page.body["metadata"]


def test_a_page_that_is_exactly_full_is_the_last(api: Api, seven: Kind) -> None:
    page = api.call("GET", f"{seven.path}?limit=7")

    assert len(names(page)) == 7
    assert not page.body["metadata"].get("continue")


def test_the_official_client_pages(api: Api, namespace: str, config_maps: str) -> None:
    for name in "abc":
        api.call("POST", config_maps, {"metadata": {"name": name}})

    first = api.core.list_namespaced_config_map(namespace, limit=2)
    rest = api.core.list_namespaced_config_map(namespace, limit=2, _continue=first.metadata._continue)  # noqa: SLF001  # its name for `continue`

    found = [item.metadata.name for item in first.items + rest.items]
    assert found == ["a", "b", "c", "kube-root-ca.crt"]
    assert first.metadata.remaining_item_count == 2


def test_an_expired_token_offers_to_go_on_inconsistently(api: Api, seven: Kind, forgotten: int) -> None:
    expired = api.call("GET", f"{seven.path}?limit=2&continue={old_token(forgotten)}")

    assert expired.failure[:2] == (410, "Expired")
    assert expired.failure[2].startswith("The provided continue parameter is too old")
    again = api.call("GET", f"{seven.path}?limit=2&continue={expired.body['metadata']['continue']}")
    assert names(again) == ["b", "c"]


def test_a_token_that_nobody_issued_is_refused(api: Api, seven: Kind) -> None:
    refused = api.call("GET", f"{seven.path}?continue=nonsense")

    assert refused.failure[:2] == (400, "BadRequest")
    assert refused.failure[2].startswith("invalid continue token: ")


def test_a_token_excludes_a_revision(api: Api, seven: Kind) -> None:
    token = api.call("GET", f"{seven.path}?limit=3").body["metadata"]["continue"]

    refused = api.call("GET", f"{seven.path}?continue={token}&resourceVersion=5")

    assert refused.failure[0] == 400


def test_a_past_revision_can_be_listed(api: Api, seven: Kind) -> None:
    revision = api.call("GET", seven.path).body["metadata"]["resourceVersion"]
    api.call("DELETE", f"{seven.path}/a")

    exact = api.call("GET", f"{seven.path}?resourceVersion={revision}&resourceVersionMatch=Exact")
    at_least = api.call("GET", f"{seven.path}?resourceVersion={revision}&resourceVersionMatch=NotOlderThan")

    assert names(exact) == list("abcdefg")
    assert names(at_least) == list("bcdefg")


def test_a_forgotten_revision_is_gone(api: Api, seven: Kind, forgotten: int) -> None:
    gone = api.call("GET", f"{seven.path}?resourceVersion={forgotten}&resourceVersionMatch=Exact")

    assert gone.failure == (410, "Expired", "The resourceVersion for the provided list is too old.")


def test_a_future_revision_is_a_timeout(api: Api, seven: Kind) -> None:
    early = api.call("GET", f"{seven.path}?resourceVersion=99999999999")

    assert early.failure[:2] == (504, "Timeout")
    assert early.body["details"]["retryAfterSeconds"] == 1


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("limit=x", 400),
        ("resourceVersion=abc", 400),
        ("resourceVersionMatch=Exact", 422),
        ("resourceVersion=1&resourceVersionMatch=Nope", 422),
        ("sendInitialEvents=true", 422),
    ],
)
def test_parameters_that_mean_nothing_are_refused(api: Api, seven: Kind, query: str, code: int) -> None:
    assert api.call("GET", f"{seven.path}?{query}").failure[0] == code


def test_a_list_of_an_absent_namespace_is_empty(api: Api) -> None:
    answer = api.call("GET", "/api/v1/namespaces/absent/configmaps")

    assert (answer.status, answer.body["items"]) == (200, [])


def test_built_in_items_leave_out_their_type_and_custom_ones_do_not(api: Api, seven: Kind) -> None:
    config_maps = api.call("GET", f"/api/v1/namespaces/{seven.namespace}/configmaps").body
    widgets = api.call("GET", seven.path).body

    assert (config_maps["kind"], config_maps["apiVersion"]) == ("ConfigMapList", "v1")
    assert "kind" not in config_maps["items"][0]
    assert widgets["items"][0]["kind"] == seven.kind
