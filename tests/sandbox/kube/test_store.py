import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.kube.builtin import CONFIG_MAPS
from sandbox.kube.store import Change, Store, Stored

KEYS = st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"))


def put(store: Store, namespace: str, name: str, value: int) -> Stored:
    obj = {"metadata": {"namespace": namespace, "name": name, "uid": name}, "data": {"v": str(value)}}
    return store.put(CONFIG_MAPS, obj)


def shown(items: list[Stored]) -> list[tuple[str, str, str]]:
    return [(*item.key, item.obj["data"]["v"]) for item in items]


@given(st.lists(st.tuples(KEYS, st.booleans()), max_size=30))
def test_every_past_moment_can_be_shown_again(steps: list[tuple[tuple[str, str], bool]]) -> None:
    store = Store(history_limit=100)
    collection = store.collection(CONFIG_MAPS)
    moments = [(store.revision, shown(collection.all()), shown(collection.all("a")))]

    for value, ((namespace, name), keep) in enumerate(steps):
        stored = collection.get((namespace, name))
        if keep:
            put(store, namespace, name, value)
        elif stored:
            store.remove(stored)
        moments.append((store.revision, shown(collection.all()), shown(collection.all("a"))))

    for revision, everywhere, in_a in moments:
        assert shown(collection.at(revision)) == everywhere
        assert shown(collection.at(revision, "a")) == in_a


@given(st.lists(KEYS, min_size=1, max_size=20), st.integers(min_value=0, max_value=20))
def test_changes_since_a_moment_are_all_and_only_those_after_it(
    keys: list[tuple[str, str]], split: int
) -> None:
    store = Store(history_limit=100)
    changes: list[Change] = []
    store.observers.append(changes.append)
    for value, (namespace, name) in enumerate(keys):
        put(store, namespace, name, value)
    since = store.collection(CONFIG_MAPS).compacted + split

    assert store.collection(CONFIG_MAPS).since(since) == [each for each in changes if each.revision > since]


def test_what_was_before_the_history_is_unknown() -> None:
    store = Store(history_limit=2)
    first = put(store, "a", "x", 0)
    for value in range(1, 4):
        put(store, "a", "x", value)
    collection = store.collection(CONFIG_MAPS)

    with pytest.raises(KeyError):
        collection.at(first.revision)
    with pytest.raises(KeyError):
        collection.since(first.revision)
    assert shown(collection.at(first.revision + 1)) == [("a", "x", "1")]


def test_revisions_grow_over_all_resources_and_only_with_changes() -> None:
    store = Store(history_limit=10)
    draft = store.draft(CONFIG_MAPS, {"metadata": {"namespace": "a", "name": "x", "uid": "x"}, "data": {}})

    assert draft.revision == store.revision + 1
    assert store.collection(CONFIG_MAPS).is_empty()
    assert store.commit(draft).obj["metadata"]["resourceVersion"] == str(store.revision)
