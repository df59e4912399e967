"""Label and field selectors on lists."""

from urllib.parse import quote

import pytest

from tests.contract.kubernetes.api import Api, labelled, names
from tests.contract.kubernetes.conftest import Kind


@pytest.fixture
def objects(api: Api, config_maps: str) -> str:
    """Three ConfigMaps with labels, one of them without the key `b`; the cluster's own has none at all."""
    for body in (labelled("one", a="1", b="x"), labelled("three", a="3"), labelled("two", a="2", b="y")):
        api.call("POST", config_maps, body)
    return config_maps


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ("a=1", ["one"]),
        ("a==1", ["one"]),
        ("a = 1", ["one"]),
        ("a!=1", ["kube-root-ca.crt", "three", "two"]),
        ("a in (1,3)", ["one", "three"]),
        ("a in (1, )", ["one"]),
        ("b notin (x)", ["kube-root-ca.crt", "three", "two"]),
        ("b", ["one", "two"]),
        ("!b", ["kube-root-ca.crt", "three"]),
        ("a,!b", ["three"]),
        ("a,b!=x", ["three", "two"]),
        ("a in (1,2),b=y", ["two"]),
        ("a=", []),
        ("b=", []),
        ("a>1", ["three", "two"]),
        ("a<3", ["one", "two"]),
        ("b>1", []),
        ("", ["kube-root-ca.crt", "one", "three", "two"]),
    ],
)
def test_labels_select(api: Api, objects: str, selector: str, expected: list[str]) -> None:
    assert names(api.call("GET", f"{objects}?labelSelector={quote(selector)}")) == expected


@pytest.mark.parametrize(
    ("selector", "message"),
    [
        ("a b", "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"),
        ("a in 1", "unable to parse requirement: found '1' expected: '('"),
        ("a in (x y)", "unable to parse requirement: found 'y', expected: ',' or ')'"),
        ("=1", "found '=', expected: !, identifier, or 'end of string'"),
        ("(a)", "found '(', expected: !, identifier, or 'end of string'"),
        ("!a=1", "found '=', expected: ',' or 'end of string'"),
        ("a=1 b", "found 'b', expected: ',' or 'end of string'"),
        (
            "a<x",
            (
                'unable to parse requirement: values[0]: Invalid value: "x": '
                "for 'Gt', 'Lt' operators, the value must be an integer"
            ),
        ),
    ],
)
def test_what_is_no_selector_is_refused(api: Api, objects: str, selector: str, message: str) -> None:
    refused = api.call("GET", f"{objects}?labelSelector={quote(selector)}")

    assert refused.failure == (400, "BadRequest", message)


@pytest.mark.parametrize("selector", ["a/b/c=1", "a=-bad-"])
def test_a_selector_obeys_the_syntax_of_labels(api: Api, objects: str, selector: str) -> None:
    refused = api.call("GET", f"{objects}?labelSelector={quote(selector)}")

    assert refused.failure[:2] == (400, "BadRequest")
    assert refused.failure[2].startswith("unable to parse requirement: ")


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ("metadata.name=one", ["one"]),
        ("metadata.name==one", ["one"]),
        ("metadata.name!=one", ["kube-root-ca.crt", "three", "two"]),
        ("metadata.name=one,metadata.namespace=other", []),
        ("metadata.name=absent", []),
        ("", ["kube-root-ca.crt", "one", "three", "two"]),
    ],
)
def test_fields_select(api: Api, objects: str, selector: str, expected: list[str]) -> None:
    assert names(api.call("GET", f"{objects}?fieldSelector={quote(selector)}")) == expected


@pytest.mark.parametrize(
    ("selector", "message"),
    [
        (
            "spec.x=1",
            '"spec.x" is not a known field selector: only "metadata.name", "metadata.namespace"',
        ),
        ("metadata.name", "invalid selector: 'metadata.name'; can't understand 'metadata.name'"),
        ("metadata.name=a=b", "invalid field selector: unescaped character in value: 61"),
    ],
)
def test_what_is_no_field_selector_is_refused(api: Api, objects: str, selector: str, message: str) -> None:
    refused = api.call("GET", f"{objects}?fieldSelector={quote(selector)}")

    assert refused.failure == (400, "BadRequest", message)


def test_custom_resources_offer_name_and_namespace_only(api: Api, widgets: Kind) -> None:
    api.call("POST", widgets.path, widgets.body("w"))

    assert names(api.call("GET", f"{widgets.path}?fieldSelector=metadata.name%3Dw")) == ["w"]
    refused = api.call("GET", f"{widgets.path}?fieldSelector=spec.size%3D3")
    assert refused.failure == (400, "BadRequest", "field label not supported: spec.size")


def test_both_selectors_must_match(api: Api, objects: str) -> None:
    query = "labelSelector=b&fieldSelector=metadata.name%21%3Done"

    assert names(api.call("GET", f"{objects}?{query}")) == ["two"]


def test_a_list_over_all_namespaces_selects_too(api: Api, namespace: str, objects: str) -> None:
    found = api.core.list_config_map_for_all_namespaces(
        label_selector="a in (1,2)", field_selector=f"metadata.namespace={namespace}"
    )

    assert [item.metadata.name for item in found.items] == ["one", "two"]
    assert objects
