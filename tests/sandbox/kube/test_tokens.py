import time

import pytest
from pytest_mock import MockerFixture

from remediation.model import JsonObject
from sandbox.kube.tokens import ISSUER, Tokens

ACCOUNT: JsonObject = {"metadata": {"name": "robot", "namespace": "default", "uid": "u1"}}
POD: JsonObject = {"metadata": {"name": "p", "namespace": "default", "uid": "u2"}}


class Cluster:
    """What exists, as far as tokens care."""

    def __init__(self) -> None:
        self.objects = {("serviceaccounts", "robot"): ACCOUNT, ("pods", "p"): POD}

    def find(self, plural: str, namespace: str, name: str) -> JsonObject | None:
        return self.objects.get((plural, name)) if namespace == "default" else None


@pytest.fixture
def cluster() -> Cluster:
    return Cluster()


def test_a_token_expires(cluster: Cluster, mocker: MockerFixture) -> None:
    tokens = Tokens(cluster)
    token = tokens.issue(ACCOUNT, seconds=600, audiences=[ISSUER])
    user = tokens.user(token)
    now = time.time()

    mocker.patch("sandbox.kube.tokens.time.time", return_value=now + 599)
    assert tokens.user(token) == user is not None
    mocker.patch("sandbox.kube.tokens.time.time", return_value=now + 601)
    assert tokens.user(token) is None


def test_a_token_does_not_outlive_a_later_account_of_the_same_name(cluster: Cluster) -> None:
    tokens = Tokens(cluster)
    token = tokens.issue(ACCOUNT, seconds=600, audiences=[ISSUER])
    assert tokens.user(token)

    cluster.objects["serviceaccounts", "robot"] = {"metadata": {**ACCOUNT["metadata"], "uid": "u9"}}

    assert tokens.user(token) is None


def test_a_bound_token_ends_with_its_pod(cluster: Cluster) -> None:
    tokens = Tokens(cluster)
    bound = {"kind": "Pod", "name": "p", "uid": "u2"}
    token = tokens.issue(ACCOUNT, seconds=600, audiences=[ISSUER], bound=bound)
    assert tokens.user(token)

    del cluster.objects["pods", "p"]

    assert tokens.user(token) is None


def test_another_stand_in_does_not_take_it(cluster: Cluster) -> None:
    token = Tokens(cluster).issue(ACCOUNT, seconds=600, audiences=[ISSUER])

    assert Tokens(cluster).user(token) is None
