"""The event source accepts and refuses what the real one does (Argo Events 1.9.10)."""

from urllib.parse import urlencode

import pytest

from tests.sandbox.gateway.conftest import ApiServer, Endpoint, push


def test_a_signed_push_by_rex_becomes_one_run(endpoint: Endpoint, api_server: ApiServer) -> None:
    assert endpoint.post(push()) == (200, "success")

    (run,) = api_server.received(1)
    assert run["kind"] == "Workflow"
    assert run["metadata"]["name"] == "rex-push-7e0b1c1e-0000-11ee-8000-000000000001"
    assert run["spec"]["workflowTemplateRef"] == {"name": "rex-remediation"}
    assert api_server.authorizations == ["Bearer of-the-sensors"]


@pytest.mark.parametrize(
    ("secret", "headers", "reason"),
    [
        (None, {}, "missing signature"),
        ("wrong", {}, "payload signature check failed"),
        (None, {"X_Hub_Signature_256": "sha256=zz"}, "error decoding signature"),
        (None, {"X_Hub_Signature_256": "sha256"}, "error parsing signature"),
        (None, {"X_Hub_Signature_256": "md5=00"}, "unknown hash type prefix"),
    ],
)
def test_without_the_right_signature_it_is_refused(
    endpoint: Endpoint, api_server: ApiServer, secret: str | None, headers: dict[str, str], reason: str
) -> None:
    status, text = endpoint.post(push(), secret=secret, **headers)

    assert (status, text.startswith(reason)) == (400, True)
    assert api_server.received(0) == []


@pytest.mark.parametrize("body", [b"", b"[1]", b"{", b"3"])
def test_a_signed_body_that_is_no_json_object_is_refused(
    endpoint: Endpoint, api_server: ApiServer, body: bytes
) -> None:
    assert endpoint.post(body)[0] == 400
    assert api_server.received(0) == []


def test_another_content_type_is_refused(endpoint: Endpoint) -> None:
    assert endpoint.post(push(), Content_Type="text/plain")[0] == 400


def test_a_charset_and_a_form_are_accepted(endpoint: Endpoint) -> None:
    form = urlencode({"payload": push().decode()}).encode()

    assert endpoint.post(push(), Content_Type="application/json; charset=utf-8")[0] == 200
    assert endpoint.post(form, Content_Type="application/x-www-form-urlencoded")[0] == 200


def test_a_body_above_the_limit_is_refused_before_it_is_checked(endpoint: Endpoint) -> None:
    status, text = endpoint.post(push(padding="x" * 6 * 2**20), secret=None)

    assert (status, text) == (400, "http: request body too large")


@pytest.mark.parametrize("path", ["/", "/github/", "/other"])
def test_another_path_is_not_found(endpoint: Endpoint, path: str) -> None:
    assert endpoint.post(push(), path=path)[0] == 404


@pytest.mark.parametrize("event", ["ping", "star", "pull_request"])
def test_any_other_event_is_accepted_and_fires_nothing(
    endpoint: Endpoint, api_server: ApiServer, event: str
) -> None:
    assert endpoint.post(push(), X_GitHub_Event=event) == (200, "success")
    assert api_server.received(0) == []
