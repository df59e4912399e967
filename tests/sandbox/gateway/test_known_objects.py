"""What an informer tells, as client-go's does."""

from remediation.model import JsonObject
from sandbox.evaluator import ObjectChange
from sandbox.gateway.known_objects import KnownObjects


def version(number: int, name: str = "a", uid: str = "1") -> JsonObject:
    metadata = {"namespace": "agents", "name": name, "uid": uid, "resourceVersion": str(number)}
    return {"metadata": metadata}


def test_what_is_listed_first_is_added() -> None:
    assert KnownObjects().listed([version(1), version(2, "b")]) == [
        ObjectChange("ADD", version(1)),
        ObjectChange("ADD", version(2, "b")),
    ]


def test_a_watch_tells_additions_updates_and_deletions() -> None:
    known = KnownObjects()

    assert known.watched("ADDED", version(1)) == ObjectChange("ADD", version(1))
    assert known.watched("MODIFIED", version(2)) == ObjectChange("UPDATE", version(2), version(1))
    assert known.watched("DELETED", version(3)) == ObjectChange("DELETE", version(3))
    assert known.watched("ADDED", version(4)) == ObjectChange("ADD", version(4))


def test_the_same_version_again_is_nothing_new() -> None:
    known = KnownObjects()
    known.listed([version(1)])

    assert known.watched("ADDED", version(1)) is None
    assert known.listed([version(1)]) == []


def test_a_deletion_of_something_unknown_is_nothing_new() -> None:
    assert KnownObjects().watched("DELETED", version(1)) is None


def test_a_later_listing_tells_what_has_changed_and_forgets_what_is_gone_in_silence() -> None:
    known = KnownObjects()
    known.listed([version(1), version(2, "b")])

    assert known.listed([version(3), version(4, "c")]) == [
        ObjectChange("UPDATE", version(3), version(1)),
        ObjectChange("ADD", version(4, "c")),
    ]
    assert known.listed([version(3), version(5, "b")]) == [ObjectChange("ADD", version(5, "b"))]


def test_another_object_of_the_same_name_that_nobody_saw_begin_is_an_update() -> None:
    known = KnownObjects()
    known.listed([version(1, uid="1")])

    assert known.listed([version(9, uid="2")]) == [
        ObjectChange("UPDATE", version(9, uid="2"), version(1, uid="1"))
    ]
