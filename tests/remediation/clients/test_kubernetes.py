from pathlib import Path

import pytest

from remediation.clients.http import Conflict
from remediation.clients.kubernetes import CONFIG_MAPS, Kubernetes, bearer, connect
from remediation.errors import Misuse, Permanent
from remediation.model import JsonObject
from remediation.settings import Settings
from sandbox.faults import Fault, FaultKind
from tests.steps.conftest import AGENTS, Cluster

LOST = Fault(kind=FaultKind.DROP_AFTER, method="POST")


def body(name: str, **labels: str) -> JsonObject:
    return {"metadata": {"name": name, "labels": labels}, "data": {"key": "value"}}


def names(client: Kubernetes, selector: str) -> list[str]:
    return list(client.names(CONFIG_MAPS, AGENTS, selector=selector))


def test_what_is_not_there_is_none(cluster: Cluster) -> None:
    assert cluster.client.get(CONFIG_MAPS, AGENTS, "nothing") is None


def test_names_come_page_by_page(cluster: Cluster) -> None:
    for number in range(501):
        cluster.client.create(CONFIG_MAPS, AGENTS, body(f"many-{number}", many="yes"))
    before = cluster.calls()

    assert len(set(names(cluster.client, "many=yes"))) == 501
    assert cluster.calls() - before == 2


def test_nothing_that_matches_has_no_names(cluster: Cluster) -> None:
    assert names(cluster.client, "many=yes") == []
    assert cluster.client.some(CONFIG_MAPS, AGENTS, selector="many=yes", limit=3) == []


def test_some_gives_metadata_of_no_more_than_was_asked_for(cluster: Cluster) -> None:
    for number in range(4):
        cluster.client.create(CONFIG_MAPS, AGENTS, body(f"many-{number}", many="yes"))

    found = cluster.client.some(CONFIG_MAPS, AGENTS, selector="many=yes", limit=3)

    assert [each["labels"] for each in found] == [{"many": "yes"}] * 3


def test_creating_what_exists_is_a_conflict(cluster: Cluster) -> None:
    cluster.client.create(CONFIG_MAPS, AGENTS, body("one"))

    with pytest.raises(Conflict):
        cluster.client.create(CONFIG_MAPS, AGENTS, body("one"))


def test_create_or_get_gives_the_one_that_exists(cluster: Cluster) -> None:
    first = cluster.client.create_or_get(CONFIG_MAPS, AGENTS, body("one"))

    again = cluster.client.create_or_get(CONFIG_MAPS, AGENTS, body("one", other="yes"))

    assert again["metadata"]["uid"] == first["metadata"]["uid"]
    assert names(cluster.client, "other=yes") == []


def test_create_or_get_creates_once_although_the_answer_is_lost(cluster: Cluster) -> None:
    cluster.stand_in.faults.arm(LOST)

    made = cluster.client.create_or_get(CONFIG_MAPS, AGENTS, body("one", mine="yes"))

    assert made["metadata"]["name"] == "one"
    assert names(cluster.client, "mine=yes") == ["one"]


def test_a_write_on_top_of_another_one_is_a_conflict(cluster: Cluster) -> None:
    read = cluster.client.create(CONFIG_MAPS, AGENTS, body("one"))
    cluster.client.merge(CONFIG_MAPS, AGENTS, "one", {"data": {"key": "theirs"}})

    with pytest.raises(Conflict):
        cluster.client.replace(CONFIG_MAPS, AGENTS, {**read, "data": {"key": "ours"}})

    kept = cluster.client.get(CONFIG_MAPS, AGENTS, "one") or {}
    assert kept["data"] == {"key": "theirs"}


def test_only_the_very_object_is_deleted(cluster: Cluster) -> None:
    made = cluster.client.create(CONFIG_MAPS, AGENTS, body("one"))

    with pytest.raises(Conflict):
        cluster.client.delete(CONFIG_MAPS, AGENTS, "one", uid="another")
    assert cluster.client.get(CONFIG_MAPS, AGENTS, "one") is not None

    cluster.client.delete(CONFIG_MAPS, AGENTS, "one", uid=made["metadata"]["uid"])
    cluster.client.delete(CONFIG_MAPS, AGENTS, "one", uid=made["metadata"]["uid"])
    assert cluster.client.get(CONFIG_MAPS, AGENTS, "one") is None


def test_a_collection_is_deleted_by_label(cluster: Cluster) -> None:
    for name, value in (("one", "yes"), ("two", "yes"), ("three", "no")):
        cluster.client.create(CONFIG_MAPS, AGENTS, body(name, stale=value))

    cluster.client.delete_collection(CONFIG_MAPS, AGENTS, selector="stale=yes")

    assert names(cluster.client, "stale") == ["three"]


def test_a_wrong_object_is_permanent_and_says_why(cluster: Cluster) -> None:
    with pytest.raises(Permanent, match=r"answered 422 to POST .*metadata\.name"):
        cluster.client.create(CONFIG_MAPS, AGENTS, body("Not_A_Name"))


def test_the_token_is_read_anew_because_it_rotates(tmp_path: Path) -> None:
    settings = Settings(service_account_directory=tmp_path)
    for token in ("first", "second"):
        (tmp_path / "token").write_text(f"{token}\n")
        assert bearer(settings) == {"Authorization": f"Bearer {token}"}


def test_a_missing_token_is_named(tmp_path: Path) -> None:
    settings = Settings(service_account_directory=tmp_path, kubernetes_url="http://127.0.0.1:9")

    with pytest.raises(Misuse, match=f"there is no service account's token at {tmp_path}/token"):
        connect(settings).get(CONFIG_MAPS, AGENTS, "one")


def test_a_missing_certificate_authority_is_named(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("t")
    settings = Settings(service_account_directory=tmp_path, kubernetes_url="https://127.0.0.1:9")

    with pytest.raises(Misuse, match="certificate authority of the Kubernetes API cannot be read"):
        connect(settings).get(CONFIG_MAPS, AGENTS, "one")


def test_a_token_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "token").write_bytes(b"\xff")

    with pytest.raises(Misuse, match=f"the service account's token at {tmp_path}/token is no text"):
        bearer(Settings(service_account_directory=tmp_path))
