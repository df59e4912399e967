import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remediation.model import JsonObject
from sandbox.kube.jsonpatch import PatchError, apply_json_patch
from sandbox.kube.labels import parse_label_selector
from sandbox.kube.objects import same
from sandbox.kube.patching import merge
from sandbox.kube.structural import fill_defaults, prune

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=12,
)
OBJECTS = st.dictionaries(st.text(max_size=3), JSON, max_size=4)
LABELS = st.dictionaries(st.sampled_from("abc"), st.sampled_from("xyz"))


def without_null(value: object) -> object:
    if isinstance(value, dict):
        return {name: without_null(item) for name, item in value.items() if item is not None}
    return value


@given(OBJECTS, OBJECTS)
def test_merging_twice_is_merging_once_and_leaves_the_target(target: JsonObject, patch: JsonObject) -> None:
    before = copy.deepcopy(target)

    once = merge(target, patch)

    assert same(merge(once, patch), once)
    assert same(target, before)


@given(OBJECTS)
def test_merging_into_nothing_drops_null(patch: JsonObject) -> None:
    assert merge({}, patch) == without_null(patch)


@given(OBJECTS, JSON, st.sampled_from(["/k", "/a~1b", "/~0"]))
def test_what_is_added_can_be_tested_and_removed(obj: JsonObject, value: object, path: str) -> None:
    name = path[1:].replace("~1", "/").replace("~0", "~")
    rest = {key: item for key, item in obj.items() if key != name}
    operations: list[JsonObject] = [
        {"op": "add", "path": path, "value": value},
        {"op": "test", "path": path, "value": value},
        {"op": "remove", "path": path},
    ]

    assert apply_json_patch(copy.deepcopy(obj), operations) == rest


@pytest.mark.parametrize("path", ["/list/9", "/list/x", "/list/-9", "/text/deep", "no-slash"])
def test_a_path_that_leads_nowhere_is_an_error(path: str) -> None:
    with pytest.raises(PatchError):
        apply_json_patch({"list": [1], "text": "t"}, [{"op": "add", "path": path, "value": 1}])


def test_one_and_true_are_different() -> None:
    with pytest.raises(PatchError):
        apply_json_patch({"a": 1}, [{"op": "test", "path": "/a", "value": True}])


@given(LABELS, st.sampled_from("abc"), st.sampled_from("xyz"))
def test_a_negative_selector_is_the_contrary_of_the_positive(
    labels: dict[str, str], key: str, value: str
) -> None:
    for positive, negative in (
        (f"{key}={value}", f"{key}!={value}"),
        (f"{key} in ({value},w)", f"{key} notin ({value},w)"),
        (key, f"!{key}"),
    ):
        selected = parse_label_selector(positive).matches(labels)
        assert parse_label_selector(negative).matches(labels) is not selected


SCHEMA: JsonObject = {
    "type": "object",
    "properties": {
        "list": {"type": "array", "items": {"type": "object", "properties": {"known": {"default": 1}}}},
        "map": {"type": "object", "additionalProperties": {"type": "object", "properties": {"known": {}}}},
        "template": {"x-kubernetes-embedded-resource": True, "properties": {}},
    },
}


def test_unknown_fields_are_found_at_every_depth() -> None:
    obj = {
        "list": [{"known": 1, "odd": 1}],
        "map": {"k": {"known": 1, "odd": 2}},
        "template": {"kind": "Pod", "metadata": {"any": 1}, "odd": 3},
        "odd": 4,
    }

    dropped = prune(obj, SCHEMA)

    assert dropped == ["list[0].odd", "map.k.odd", "template.odd", "odd"]
    assert obj == {
        "list": [{"known": 1}],
        "map": {"k": {"known": 1}},
        "template": {"kind": "Pod", "metadata": {"any": 1}},
    }


def test_defaults_are_filled_in_inside_of_lists() -> None:
    obj: JsonObject = {"list": [{}, {"known": 2}]}

    fill_defaults(obj, SCHEMA)

    assert obj == {"list": [{"known": 1}, {"known": 2}]}
