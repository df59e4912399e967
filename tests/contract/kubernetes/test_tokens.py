"""Tokens of service accounts: requested ones, and those in Secrets."""

import base64
from datetime import UTC, datetime

import pytest

from tests.contract.kubernetes.api import Api, eventually

TOKEN_TYPE = "kubernetes.io/service-account-token"


@pytest.fixture
def accounts(api: Api, namespace: str) -> str:
    """A path with the account `robot`."""
    path = f"/api/v1/namespaces/{namespace}/serviceaccounts"
    api.call("POST", path, {"metadata": {"name": "robot"}})
    return path


def user_of(api: Api, token: str) -> str:
    """Say who the server thinks it is: it names the user in a refusal."""
    message = api.call("GET", "/api/v1/nodes", token=token).failure[2]
    return message.split('User "')[1].split('"')[0]


def test_a_requested_token_speaks_for_its_account(api: Api, namespace: str, accounts: str) -> None:
    granted = api.call("POST", f"{accounts}/robot/token", {"spec": {"expirationSeconds": 600}})

    assert granted.status == 201
    assert granted.body["kind"] == "TokenRequest"
    assert granted.body["spec"]["expirationSeconds"] == 600
    left = datetime.fromisoformat(granted.body["status"]["expirationTimestamp"]) - datetime.now(UTC)
    assert 500 < left.total_seconds() < 700
    assert user_of(api, granted.body["status"]["token"]) == f"system:serviceaccount:{namespace}:robot"


def test_the_official_client_requests_a_token(api: Api, namespace: str, accounts: str) -> None:
    granted = api.core.create_namespaced_service_account_token(
        "robot", namespace, {"spec": {"audiences": [], "expirationSeconds": 3600}}
    )

    assert accounts
    assert user_of(api, granted.status.token) == f"system:serviceaccount:{namespace}:robot"


def test_a_token_for_somebody_else_is_not_taken(api: Api, accounts: str) -> None:
    granted = api.call("POST", f"{accounts}/robot/token", {"spec": {"audiences": ["elsewhere"]}})

    assert api.call("GET", "/api/v1/nodes", token=granted.body["status"]["token"]).status == 401


def test_a_token_ends_with_its_account(api: Api, accounts: str) -> None:
    token = api.call("POST", f"{accounts}/robot/token", {}).body["status"]["token"]
    assert api.call("GET", "/api/v1/nodes", token=token).status == 403

    api.call("DELETE", f"{accounts}/robot")

    eventually(lambda: api.call("GET", "/api/v1/nodes", token=token).status == 401)


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [("robot/token", {"spec": {"expirationSeconds": 5}}, 422), ("absent/token", {}, 404)],
)
def test_not_every_token_is_granted(api: Api, accounts: str, path: str, body: object, code: int) -> None:
    assert api.call("POST", f"{accounts}/{path}", body).failure[0] == code


def test_tokens_are_only_created(api: Api, accounts: str) -> None:
    assert api.call("GET", f"{accounts}/robot/token").failure[:2] == (405, "MethodNotAllowed")


def test_a_token_secret_is_filled_in(api: Api, namespace: str, accounts: str) -> None:
    secrets = f"/api/v1/namespaces/{namespace}/secrets"
    meta = {"name": "t", "annotations": {"kubernetes.io/service-account.name": "robot"}}
    api.call("POST", secrets, {"metadata": meta, "type": TOKEN_TYPE})

    eventually(lambda: "token" in api.call("GET", f"{secrets}/t").body.get("data", {}))

    stored = api.call("GET", f"{secrets}/t").body
    data = {key: base64.b64decode(value).decode() for key, value in stored["data"].items()}
    uid = api.call("GET", f"{accounts}/robot").body["metadata"]["uid"]
    assert set(data) == {"token", "ca.crt", "namespace"}
    assert data["namespace"] == namespace
    assert "BEGIN CERTIFICATE" in data["ca.crt"]
    assert stored["metadata"]["annotations"]["kubernetes.io/service-account.uid"] == uid
    assert user_of(api, data["token"]) == f"system:serviceaccount:{namespace}:robot"


def test_a_token_secret_goes_with_its_account(api: Api, namespace: str, accounts: str) -> None:
    secrets = f"/api/v1/namespaces/{namespace}/secrets"
    meta = {"name": "t", "annotations": {"kubernetes.io/service-account.name": "robot"}}
    api.call("POST", secrets, {"metadata": meta, "type": TOKEN_TYPE})
    eventually(lambda: "token" in api.call("GET", f"{secrets}/t").body.get("data", {}))

    api.call("DELETE", f"{accounts}/robot")

    eventually(lambda: api.call("GET", f"{secrets}/t").status == 404)


def test_a_token_secret_for_nobody_goes(api: Api, namespace: str) -> None:
    secrets = f"/api/v1/namespaces/{namespace}/secrets"
    meta = {"name": "t", "annotations": {"kubernetes.io/service-account.name": "absent"}}

    api.call("POST", secrets, {"metadata": meta, "type": TOKEN_TYPE})

    eventually(lambda: api.call("GET", f"{secrets}/t").status == 404)


def test_a_token_secret_names_its_account(api: Api, namespace: str) -> None:
    secrets = f"/api/v1/namespaces/{namespace}/secrets"

    refused = api.call("POST", secrets, {"metadata": {"name": "t"}, "type": TOKEN_TYPE})

    assert refused.causes == [
        ("metadata.annotations[kubernetes.io/service-account.name]", "FieldValueRequired")
    ]
