"""Custom resources: schema, defaults, pruning, status and generation."""

import pytest

from tests.contract.kubernetes.api import Api
from tests.contract.kubernetes.conftest import Kind


def test_the_official_clients_work_on_them(api: Api, widgets: Kind) -> None:
    custom = api.custom
    place = {
        "group": widgets.group,
        "version": "v1",
        "namespace": widgets.namespace,
        "plural": widgets.plural,
    }

    custom.create_namespaced_custom_object(**place, body=widgets.body("w"))
    custom.patch_namespaced_custom_object(**place, name="w", body={"spec": {"size": 7}})
    found = custom.list_namespaced_custom_object(**place)
    custom.delete_namespaced_custom_object(**place, name="w")

    assert [item["spec"]["size"] for item in found["items"]] == [7]
    assert custom.list_namespaced_custom_object(**place)["items"] == []


def test_defaults_are_filled_in(api: Api, widgets: Kind) -> None:
    created = api.call("POST", widgets.path, widgets.body("w"))

    assert created.body["spec"] == {"size": 3, "color": "red", "nested": {"depth": 1}}


def test_null_means_the_default_unless_null_is_allowed(api: Api, widgets: Kind) -> None:
    spec = {"size": 3, "color": None, "name": None, "note": None}

    created = api.call("POST", widgets.path, widgets.body("w", spec=spec))

    assert created.body["spec"] == {"size": 3, "color": "red", "note": None, "nested": {"depth": 1}}


def test_unknown_fields_are_pruned_where_the_schema_does_not_keep_them(api: Api, widgets: Kind) -> None:
    spec = {"size": 3, "unknown": 1, "free": {"any": {"thing": [1]}}}

    created = api.call("POST", widgets.path, widgets.body("w", spec=spec, top=1))

    assert "unknown" not in created.body["spec"]
    assert "top" not in created.body
    assert created.body["spec"]["free"] == {"any": {"thing": [1]}}
    assert set(created.warnings) == {
        '299 - "unknown field \\"spec.unknown\\""',
        '299 - "unknown field \\"top\\""',
    }


def test_strictly_unknown_fields_are_refused(api: Api, widgets: Kind) -> None:
    body = widgets.body("w", spec={"size": 3, "unknown": 1}, top=1)

    refused = api.call("POST", f"{widgets.path}?fieldValidation=Strict", body)

    assert refused.failure[:2] == (400, "BadRequest")
    assert 'strict decoding error: unknown field "spec.unknown", unknown field "top"' in refused.failure[2]


@pytest.mark.parametrize(
    ("spec", "field", "reason", "message"),
    [
        (
            {"size": "3"},
            "spec.size",
            "FieldValueTypeInvalid",
            'Invalid value: "string": spec.size in body must be of type integer: "string"',
        ),
        (
            {"size": 1.5},
            "spec.size",
            "FieldValueTypeInvalid",
            'Invalid value: "number": spec.size in body must be of type integer: "number"',
        ),
        (
            {"size": 11},
            "spec.size",
            "FieldValueInvalid",
            "Invalid value: 11: spec.size in body should be less than or equal to 10",
        ),
        (
            {"size": 0},
            "spec.size",
            "FieldValueInvalid",
            "Invalid value: 0: spec.size in body should be greater than or equal to 1",
        ),
        ({}, "spec.size", "FieldValueRequired", "Required value"),
        (
            {"size": 3, "color": "blue"},
            "spec.color",
            "FieldValueNotSupported",
            'Unsupported value: "blue": supported values: "red", "green"',
        ),
        (
            {"size": 3, "name": "A1"},
            "spec.name",
            "FieldValueInvalid",
            "Invalid value: \"A1\": spec.name in body should match '^[a-z]+$'",
        ),
        (
            {"size": 3, "name": "a"},
            "spec.name",
            "FieldValueInvalid",
            'Invalid value: "a": spec.name in body should be at least 2 chars long',
        ),
        (
            {"size": 3, "env": {"A": 1}},
            "spec.env.A",
            "FieldValueTypeInvalid",
            'Invalid value: "integer": spec.env.A in body must be of type string: "integer"',
        ),
        (
            {"size": 3, "env": []},
            "spec.env",
            "FieldValueTypeInvalid",
            'Invalid value: "array": spec.env in body must be of type object: "array"',
        ),
        (
            {"size": 3, "tags": ["a", 2]},
            "spec.tags[1]",
            "FieldValueTypeInvalid",
            'Invalid value: "integer": spec.tags[1] in body must be of type string: "integer"',
        ),
        (
            {"size": 3, "tags": ["a", "b", "c"]},
            "spec.tags",
            "FieldValueTooMany",
            "Too many: 3: must have at most 2 items",
        ),
        (
            {"size": 3, "port": True},
            "spec.port",
            "FieldValueTypeInvalid",
            'Invalid value: "boolean": spec.port in body must be of type integer,string: "boolean"',
        ),
        (
            {"size": 3, "when": "yesterday"},
            "spec.when",
            "FieldValueTypeInvalid",
            'Invalid value: "yesterday": spec.when in body must be of type date-time: "yesterday"',
        ),
    ],
)
def test_the_schema_is_enforced(
    api: Api, widgets: Kind, spec: dict[str, object], field: str, reason: str, message: str
) -> None:
    refused = api.call("POST", widgets.path, widgets.body("w", spec=spec))

    text = f'{widgets.kind}.{widgets.group} "w" is invalid: {field}: {message}'
    assert refused.failure == (422, "Invalid", text)
    assert refused.body["details"] == {
        "name": "w",
        "group": widgets.group,
        "kind": widgets.kind,
        "causes": [{"reason": reason, "message": message, "field": field}],
    }


@pytest.mark.parametrize("spec", [{"size": 3, "port": 80}, {"size": 3, "port": "http"}])
def test_either_a_number_or_a_string(api: Api, widgets: Kind, spec: dict[str, object]) -> None:
    assert api.call("POST", widgets.path, widgets.body("w", spec=spec)).status == 201


def test_several_wrong_fields_are_all_named(api: Api, widgets: Kind) -> None:
    refused = api.call("POST", widgets.path, widgets.body("w", spec={"size": 0, "color": "blue"}))

    assert sorted(refused.causes) == [
        ("spec.color", "FieldValueNotSupported"),
        ("spec.size", "FieldValueInvalid"),
    ]


def test_a_patch_obeys_the_schema_too(api: Api, widgets: Kind) -> None:
    api.call("POST", widgets.path, widgets.body("w"))

    refused = api.patch(f"{widgets.path}/w", {"spec": {"size": "x"}})

    assert refused.causes == [("spec.size", "FieldValueTypeInvalid")]


def test_the_generation_counts_changes_of_the_spec(api: Api, widgets: Kind) -> None:
    created = api.call("POST", widgets.path, widgets.body("w"))
    labelled = api.patch(f"{widgets.path}/w", {"metadata": {"labels": {"a": "b"}}})
    changed = api.patch(f"{widgets.path}/w", {"spec": {"size": 4}})
    reported = api.patch(f"{widgets.path}/w/status", {"status": {"phase": "Running"}})

    generations = [each.body["metadata"]["generation"] for each in (created, labelled, changed, reported)]
    assert generations == [1, 1, 2, 2]


def test_status_is_written_only_through_its_subresource(api: Api, widgets: Kind) -> None:
    body = widgets.body("w", status={"phase": "Early"})
    created = api.call("POST", widgets.path, body)
    ignored = api.patch(f"{widgets.path}/w", {"status": {"phase": "Main"}})
    status = {"status": {"phase": "Right"}, "spec": {"size": 9}, "metadata": {"labels": {"l": "1"}}}
    written = api.patch(f"{widgets.path}/w/status", status)
    kept = api.patch(f"{widgets.path}/w", {"spec": {"size": 5}, "status": None})

    assert "status" not in created.body
    assert "status" not in ignored.body
    assert written.body["status"] == {"phase": "Right"}
    assert written.body["spec"]["size"] == 3
    assert "labels" not in written.body["metadata"]
    assert (kept.body["status"], kept.body["spec"]["size"]) == ({"phase": "Right"}, 5)
    assert api.call("GET", f"{widgets.path}/w/status").body == kept.body


def test_status_is_replaced_with_a_version(api: Api, widgets: Kind) -> None:
    stored = api.call("POST", widgets.path, widgets.body("w")).body

    replaced = api.call("PUT", f"{widgets.path}/w/status", stored | {"status": {"phase": "Done"}})
    stale = api.call("PUT", f"{widgets.path}/w/status", stored | {"status": {"phase": "Late"}})

    assert replaced.body["status"] == {"phase": "Done"}
    assert stale.failure[:2] == (409, "Conflict")


def test_the_type_must_be_said(api: Api, widgets: Kind) -> None:
    untyped = api.call("POST", widgets.path, {"metadata": {"name": "w"}, "spec": {"size": 3}})
    other_kind = api.call("POST", widgets.path, widgets.body("w") | {"kind": "Other"})
    other_version = api.call("POST", widgets.path, widgets.body("w") | {"apiVersion": f"{widgets.group}/v2"})

    assert untyped.failure[:2] == (400, "BadRequest")
    assert (other_kind.failure[0], other_kind.causes) == (422, [("kind", "FieldValueInvalid")])
    assert other_version.failure == (
        400,
        "BadRequest",
        (
            f"the API version in the data ({widgets.group}/v2) does not match the expected API version "
            f"({widgets.group}/v1)"
        ),
    )


def test_wrong_metadata_is_refused_before_the_schema(api: Api, widgets: Kind) -> None:
    body = widgets.body("w")
    body["metadata"]["labels"] = {"a": 1}

    refused = api.call("POST", widgets.path, body)

    assert refused.failure[:2] == (400, "BadRequest")
    assert "cannot unmarshal number into Go struct field" in refused.failure[2]
