"""ConfigMaps, Secrets, Leases and Events: what their types demand."""

import base64

import pytest

from remediation.model import JsonObject
from tests.contract.kubernetes.api import Api, names

MIB = 1024 * 1024


def test_a_config_map_holds_up_to_one_mebibyte(api: Api, config_maps: str) -> None:
    fits = api.call("POST", config_maps, {"metadata": {"name": "fits"}, "data": {"x": "x" * MIB}})
    bursts = api.call("POST", config_maps, {"metadata": {"name": "bursts"}, "data": {"x": "x" * (MIB + 1)}})

    assert fits.status == 201
    assert bursts.failure == (
        422,
        "Invalid",
        'ConfigMap "bursts" is invalid: []: Too long: may not be more than 1048576 bytes',
    )


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ({"data": {"bad key": "x"}}, "data[bad key]"),
        ({"data": {"a": "x"}, "binaryData": {"a": "eA=="}}, "data[a]"),
    ],
)
def test_keys_are_checked(api: Api, config_maps: str, content: JsonObject, field: str) -> None:
    refused = api.call("POST", config_maps, {"metadata": {"name": "a"}, **content})

    assert refused.causes == [(field, "FieldValueInvalid")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            {"data": {"x": 1}},
            "json: cannot unmarshal number into Go struct field ConfigMap.data of type string",
        ),
        (
            {"data": {"x": True}},
            "json: cannot unmarshal bool into Go struct field ConfigMap.data of type string",
        ),
        ({"binaryData": {"x": "!!"}}, "illegal base64 data at input byte 0"),
    ],
)
def test_values_have_types(api: Api, config_maps: str, content: JsonObject, message: str) -> None:
    refused = api.call("POST", config_maps, {"metadata": {"name": "a"}, **content})

    prefix = 'ConfigMap in version "v1" cannot be handled as a ConfigMap: '
    assert refused.failure == (400, "BadRequest", prefix + message)


def test_immutable_data_stays(api: Api, config_maps: str) -> None:
    api.call("POST", config_maps, {"metadata": {"name": "a"}, "immutable": True, "data": {"x": "1"}})

    data = api.patch(f"{config_maps}/a", {"data": {"x": "2"}})
    flag = api.patch(f"{config_maps}/a", {"immutable": False})
    label = api.patch(f"{config_maps}/a", {"metadata": {"labels": {"l": "1"}}})

    assert data.causes == [("data", "FieldValueForbidden")]
    assert flag.causes == [("immutable", "FieldValueForbidden")]
    assert label.status == 200


def test_text_in_a_secret_is_encoded(api: Api, namespace: str) -> None:
    body = {"metadata": {"name": "s"}, "stringData": {"a": "new"}, "data": {"a": "b2xk", "b": "Yg=="}}

    created = api.core.create_namespaced_secret(namespace, body)

    assert created.type == "Opaque"
    assert {key: base64.b64decode(value) for key, value in created.data.items()} == {"a": b"new", "b": b"b"}
    assert created.string_data is None


def test_a_secret_keeps_its_type(api: Api, namespace: str) -> None:
    path = f"/api/v1/namespaces/{namespace}/secrets"
    api.call("POST", path, {"metadata": {"name": "s"}})

    assert api.patch(f"{path}/s", {"type": "other"}).causes == [("type", "FieldValueInvalid")]
    assert api.call("GET", f"{path}?fieldSelector=type%3DOpaque").body["items"]


@pytest.fixture
def leases(namespace: str) -> str:
    """The path of a namespace's leases."""
    return f"/apis/coordination.k8s.io/v1/namespaces/{namespace}/leases"


def test_a_lease_is_held_and_renewed(api: Api, namespace: str, leases: str) -> None:
    official = api.coordination
    spec = {
        "holderIdentity": "me",
        "leaseDurationSeconds": 30,
        "renewTime": "2026-01-01T00:00:00.000001Z",
        "leaseTransitions": 0,
    }
    official.create_namespaced_lease(namespace, {"metadata": {"name": "l"}, "spec": spec})

    api.patch(
        f"{leases}/l", {"spec": {"leaseTransitions": 1, "renewTime": "2026-01-01T02:00:00.000001+01:00"}}
    )

    stored = official.read_namespaced_lease("l", namespace)
    assert (stored.spec.holder_identity, stored.spec.lease_transitions) == ("me", 1)
    assert api.call("GET", f"{leases}/l").body["spec"]["renewTime"] == "2026-01-01T01:00:00.000001Z"


@pytest.mark.parametrize(
    ("spec", "code"),
    [
        ({"leaseDurationSeconds": 0}, 422),
        ({"leaseTransitions": -1}, 422),
        ({"leaseDurationSeconds": "30"}, 400),
        ({"renewTime": "2026-01-01T00:00:00Z"}, 400),
        ({"renewTime": "soon"}, 400),
    ],
)
def test_a_wrong_lease_is_refused(api: Api, leases: str, spec: JsonObject, code: int) -> None:
    assert api.call("POST", leases, {"metadata": {"name": "l"}, "spec": spec}).failure[0] == code


def test_an_unknown_field_of_a_lease_is_dropped(api: Api, leases: str) -> None:
    created = api.call("POST", leases, {"metadata": {"name": "l"}, "spec": {"unknown": 1}})

    assert created.body["spec"] == {}
    assert created.warnings == ('299 - "unknown field \\"spec.unknown\\""',)


@pytest.fixture
def events(api: Api, namespace: str) -> str:
    """Two events about two pods."""
    path = f"/api/v1/namespaces/{namespace}/events"
    for name, reason, severity in (("p", "Failed", "Warning"), ("q", "Started", "Normal")):
        about = {"kind": "Pod", "name": name, "namespace": namespace}
        body = {
            "metadata": {"name": f"e-{name}"},
            "involvedObject": about,
            "reason": reason,
            "type": severity,
        }
        assert api.call("POST", path, body).status == 201
    return path


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ("involvedObject.name%3Dp", ["e-p"]),
        ("involvedObject.kind%3DPod,reason%3DStarted", ["e-q"]),
        ("type%21%3DNormal", ["e-p"]),
        ("involvedObject.uid%3D", ["e-p", "e-q"]),
    ],
)
def test_events_are_found_by_what_they_are_about(
    api: Api, events: str, selector: str, expected: list[str]
) -> None:
    assert names(api.call("GET", f"{events}?fieldSelector={selector}")) == expected


def test_an_event_is_about_its_own_namespace(api: Api, events: str) -> None:
    about = {"kind": "Pod", "name": "p", "namespace": "default"}

    refused = api.call("POST", events, {"metadata": {"name": "e"}, "involvedObject": about})

    assert refused.causes == [("involvedObject.namespace", "FieldValueInvalid")]


def test_an_unknown_field_of_an_event_selects_nothing(api: Api, events: str) -> None:
    refused = api.call("GET", f"{events}?fieldSelector=nope%3Da")

    assert refused.failure == (400, "BadRequest", "field label not supported: nope")
