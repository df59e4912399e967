"""Creating objects: names, labels, generated names, and what is refused."""

import re

import pytest
from kubernetes.client import ApiException

from tests.contract.kubernetes.api import Api


def test_a_new_object_gets_what_the_server_decides(api: Api, namespace: str) -> None:
    created = api.core.create_namespaced_config_map(
        namespace, {"metadata": {"name": "a"}, "data": {"x": "1"}}
    )

    meta = created.metadata
    assert (meta.name, meta.namespace, created.data) == ("a", namespace, {"x": "1"})
    assert meta.uid
    assert meta.creation_timestamp
    assert (
        meta.resource_version == api.core.read_namespaced_config_map("a", namespace).metadata.resource_version
    )


def test_a_client_cannot_decide_what_the_server_decides(api: Api, config_maps: str) -> None:
    meta = {"name": "a", "uid": "mine", "creationTimestamp": "2020-01-01T00:00:00Z"}

    created = api.call(
        "POST", config_maps, {"metadata": {**meta, "deletionTimestamp": "2020-01-01T00:00:00Z"}}
    )

    assert created.status == 201
    assert created.body["metadata"]["uid"] != "mine"
    assert created.body["metadata"]["creationTimestamp"] > "2026"
    assert "deletionTimestamp" not in created.body["metadata"]


def test_a_name_is_taken_once(api: Api, namespace: str) -> None:
    api.core.create_namespaced_config_map(namespace, {"metadata": {"name": "a"}})

    with pytest.raises(ApiException) as refused:
        api.core.create_namespaced_config_map(namespace, {"metadata": {"name": "a"}})

    assert refused.value.status == 409
    assert refused.value.reason == "Conflict"
    assert '"reason":"AlreadyExists"' in str(refused.value.body)


def test_a_generated_name_ends_in_five_random_characters(api: Api, namespace: str) -> None:
    made = {
        api.core.create_namespaced_config_map(namespace, {"metadata": {"generateName": "run-"}}).metadata.name
        for _ in range(5)
    }

    assert len(made) == 5
    assert all(re.fullmatch(r"run-[b-df-hj-np-tv-xz2456789]{5}", name) for name in made)


def test_a_generated_name_is_cut_to_63_characters(api: Api, namespace: str) -> None:
    body = {"metadata": {"generateName": "x" * 80}}

    assert len(api.core.create_namespaced_config_map(namespace, body).metadata.name) == 63


@pytest.mark.parametrize(
    ("meta", "field", "reason"),
    [
        ({"name": "Upper_case"}, "metadata.name", "FieldValueInvalid"),
        ({"name": "x" * 254}, "metadata.name", "FieldValueInvalid"),
        ({"name": "-a"}, "metadata.name", "FieldValueInvalid"),
        ({}, "metadata.name", "FieldValueRequired"),
        ({"name": "a", "labels": {"k": "v v"}}, "metadata.labels", "FieldValueInvalid"),
        ({"name": "a", "labels": {"k": "x" * 64}}, "metadata.labels", "FieldValueInvalid"),
        ({"name": "a", "labels": {"a/b/c": "x"}}, "metadata.labels", "FieldValueInvalid"),
        ({"name": "a", "labels": {"bad key!": "x"}}, "metadata.labels", "FieldValueInvalid"),
        ({"name": "a", "labels": {"Bad.Prefix/k": "x"}}, "metadata.labels", "FieldValueInvalid"),
        ({"name": "a", "annotations": {"bad key!": "x"}}, "metadata.annotations", "FieldValueInvalid"),
        (
            {"name": "a", "annotations": {"k": "x" * (257 * 1024)}},
            "metadata.annotations",
            "FieldValueTooLong",
        ),
        ({"name": "a", "finalizers": ["unqualified"]}, "metadata.finalizers[0]", "FieldValueInvalid"),
        (
            {"name": "a", "ownerReferences": [{"apiVersion": "v1", "kind": "ConfigMap", "name": "o"}]},
            "metadata.ownerReferences.uid",
            "FieldValueInvalid",
        ),
    ],
)
def test_wrong_metadata_is_named(
    api: Api, config_maps: str, meta: dict[str, object], field: str, reason: str
) -> None:
    refused = api.call("POST", config_maps, {"metadata": meta})

    assert refused.failure[:2] == (422, "Invalid")
    assert refused.causes == [(field, reason)]


def test_the_message_for_a_wrong_name_quotes_the_rule(api: Api, config_maps: str) -> None:
    refused = api.call("POST", config_maps, {"metadata": {"name": "A_b"}})

    assert refused.failure[2] == (
        'ConfigMap "A_b" is invalid: metadata.name: Invalid value: "A_b": a lowercase RFC 1123 subdomain '
        "must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an "
        "alphanumeric character (e.g. 'example.com', regex used for validation is "
        "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
    )


@pytest.mark.parametrize("labels", [{"a.b/c_D-1": "v"}, {"k": ""}, {"k" * 63: "v" * 63}])
def test_labels_at_the_edge_are_fine(api: Api, config_maps: str, labels: dict[str, str]) -> None:
    assert api.call("POST", config_maps, {"metadata": {"name": "a", "labels": labels}}).status == 201


def test_a_missing_namespace_is_not_found(api: Api) -> None:
    refused = api.call("POST", "/api/v1/namespaces/absent/configmaps", {"metadata": {"name": "a"}})

    assert refused.failure == (404, "NotFound", 'namespaces "absent" not found')


def test_the_body_must_belong_to_the_path(api: Api, config_maps: str) -> None:
    elsewhere = api.call("POST", config_maps, {"metadata": {"name": "a", "namespace": "other"}})
    another_kind = api.call(
        "POST", config_maps, {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "a"}}
    )
    another_version = api.call(
        "POST", config_maps, {"apiVersion": "v2", "kind": "ConfigMap", "metadata": {"name": "a"}}
    )

    assert elsewhere.failure == (
        400,
        "BadRequest",
        "the namespace of the provided object does not match the namespace sent on the request",
    )
    assert another_kind.failure[:2] == another_version.failure[:2] == (400, "BadRequest")


@pytest.mark.parametrize("body", [b"{nope", b"[]", b""])
def test_a_body_that_is_no_object_is_a_bad_request(api: Api, config_maps: str, body: bytes) -> None:
    refused = api.call("POST", config_maps, body)

    assert refused.failure[:2] == (400, "BadRequest")
    assert "the object provided is unrecognized (must be of type ConfigMap)" in refused.failure[2]


def test_a_new_object_has_no_resource_version_yet(api: Api, config_maps: str) -> None:
    refused = api.call("POST", config_maps, {"metadata": {"name": "a", "resourceVersion": "7"}})

    assert refused.failure == (500, "", "resourceVersion should not be set on objects to be created")


def test_a_dry_run_checks_everything_and_stores_nothing(api: Api, config_maps: str) -> None:
    tried = api.call("POST", f"{config_maps}?dryRun=All", {"metadata": {"name": "a"}})
    wrong = api.call("POST", f"{config_maps}?dryRun=All", {"metadata": {"name": "A"}})
    unknown = api.call("POST", f"{config_maps}?dryRun=Some", {"metadata": {"name": "a"}})

    assert tried.status == 201
    assert tried.body["metadata"]["uid"]
    assert "resourceVersion" not in tried.body["metadata"]
    assert wrong.status == 422
    assert unknown.causes == [("dryRun", "FieldValueNotSupported")]
    assert api.call("GET", f"{config_maps}/a").status == 404


def test_unknown_fields_are_dropped_with_a_warning_or_refused(api: Api, config_maps: str) -> None:
    body = {"metadata": {"name": "a"}, "dataa": {"x": "1"}}

    strict = api.call("POST", f"{config_maps}?fieldValidation=Strict", body)
    ignored = api.call("POST", f"{config_maps}?fieldValidation=Ignore", body)
    warned = api.call("POST", config_maps, {"metadata": {"name": "b"}, "dataa": {"x": "1"}})

    assert strict.failure[:2] == (400, "BadRequest")
    assert 'strict decoding error: unknown field "dataa"' in strict.failure[2]
    assert (ignored.status, ignored.warnings) == (201, ())
    assert (warned.status, warned.warnings) == (201, ('299 - "unknown field \\"dataa\\""',))
    assert "dataa" not in warned.body
