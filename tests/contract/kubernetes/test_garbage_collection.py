"""Owners and dependents."""

import uuid

from remediation.model import JsonObject
from tests.contract.kubernetes.api import Api, eventually, first, names, owned


def create(api: Api, path: str, body: JsonObject) -> JsonObject:
    created = api.call("POST", path, body)
    assert created.status == 201, created.body
    stored: JsonObject = created.body
    return stored


def exists(api: Api, path: str) -> bool:
    return api.call("GET", path).status == 200


def until_collected(api: Api, config_maps: str) -> None:
    """Wait until the collector knows what was created before: it takes notice in order, a little late."""
    ghost = {"metadata": {"name": "ghost", "uid": str(uuid.uuid4())}}
    create(api, config_maps, owned("straggler", ghost))
    eventually(lambda: not exists(api, f"{config_maps}/straggler"))


def test_a_dependent_goes_with_its_owner(api: Api, config_maps: str) -> None:
    owner = create(api, config_maps, {"metadata": {"name": "owner"}})
    child = create(api, config_maps, owned("child", owner))
    create(api, config_maps, owned("grandchild", child))

    api.call("DELETE", f"{config_maps}/owner")

    eventually(lambda: names(api.call("GET", config_maps)) == ["kube-root-ca.crt"])


def test_a_dependent_whose_owner_never_was_goes(api: Api, config_maps: str) -> None:
    ghost = {"metadata": {"name": "ghost", "uid": "00000000-0000-0000-0000-000000000000"}}

    create(api, config_maps, owned("orphan", ghost))

    eventually(lambda: not exists(api, f"{config_maps}/orphan"))


def test_a_dependent_stays_while_another_owner_exists(api: Api, config_maps: str) -> None:
    one = create(api, config_maps, {"metadata": {"name": "one"}})
    two = create(api, config_maps, {"metadata": {"name": "two"}})
    references = [owned("", owner)["metadata"]["ownerReferences"][0] for owner in (one, two)]
    create(api, config_maps, {"metadata": {"name": "shared", "ownerReferences": references}})

    api.call("DELETE", f"{config_maps}/one")

    def owners() -> list[str]:
        meta = api.call("GET", f"{config_maps}/shared").body["metadata"]
        return [owner["name"] for owner in meta["ownerReferences"]]

    eventually(lambda: owners() == ["two"])


def test_in_the_foreground_the_owner_goes_last(api: Api, config_maps: str) -> None:
    owner = create(api, config_maps, {"metadata": {"name": "owner"}})
    create(api, config_maps, owned("child", owner, blockOwnerDeletion=True))
    until_collected(api, config_maps)
    revision = api.call("GET", config_maps).body["metadata"]["resourceVersion"]
    with api.watching(config_maps, f"resourceVersion={revision}") as events:
        answer = api.call("DELETE", f"{config_maps}/owner", {"propagationPolicy": "Foreground"})

        assert answer.body["metadata"]["finalizers"] == ["foregroundDeletion"]
        assert first(events, 3) == [("MODIFIED", "owner"), ("DELETED", "child"), ("DELETED", "owner")]


def test_in_the_foreground_a_held_dependent_holds_its_owner(api: Api, config_maps: str) -> None:
    owner = create(api, config_maps, {"metadata": {"name": "owner"}})
    child = owned("child", owner, blockOwnerDeletion=True)
    child["metadata"]["finalizers"] = ["contract.test/hold"]
    create(api, config_maps, child)
    until_collected(api, config_maps)

    api.call("DELETE", f"{config_maps}/owner", {"propagationPolicy": "Foreground"})

    def child_is_deleting() -> bool:
        return "deletionTimestamp" in api.call("GET", f"{config_maps}/child").body["metadata"]

    eventually(child_is_deleting)
    assert exists(api, f"{config_maps}/owner")
    api.patch(f"{config_maps}/child", {"metadata": {"finalizers": None}})
    eventually(lambda: not exists(api, f"{config_maps}/owner"))


def test_in_the_background_a_held_dependent_holds_nobody(api: Api, config_maps: str) -> None:
    owner = create(api, config_maps, {"metadata": {"name": "owner"}})
    child = owned("child", owner, blockOwnerDeletion=True)
    child["metadata"]["finalizers"] = ["contract.test/hold"]
    create(api, config_maps, child)

    api.call("DELETE", f"{config_maps}/owner", {"propagationPolicy": "Background"})

    assert not exists(api, f"{config_maps}/owner")
    eventually(lambda: "deletionTimestamp" in api.call("GET", f"{config_maps}/child").body["metadata"])
    api.patch(f"{config_maps}/child", {"metadata": {"finalizers": None}})


def test_an_orphan_forgets_its_owner(api: Api, config_maps: str) -> None:
    owner = create(api, config_maps, {"metadata": {"name": "owner"}})
    create(api, config_maps, owned("child", owner))
    until_collected(api, config_maps)

    answer = api.call("DELETE", f"{config_maps}/owner", {"propagationPolicy": "Orphan"})

    assert answer.body["metadata"]["finalizers"] == ["orphan"]
    eventually(lambda: not exists(api, f"{config_maps}/owner"))
    assert "ownerReferences" not in api.call("GET", f"{config_maps}/child").body["metadata"]
