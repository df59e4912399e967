"""CustomResourceDefinitions: their own rules, and the resource that each one serves.

Refused although the API server takes it: more than one served version. Stored but not evaluated:
`x-kubernetes-validations` (CEL), `scale` and conversion webhooks.
"""

from collections.abc import Callable

from remediation.model import JsonObject
from sandbox.kube.kinds.typed import decoder
from sandbox.kube.metadata import read_metadata
from sandbox.kube.objects import timestamp, with_metadata
from sandbox.kube.resources import STATUS_VERBS, Decoded, Resource, Rules, Validate, unchanged
from sandbox.kube.schema import INT_OR_STRING, checker
from sandbox.kube.shapes import ANYTHING, BOOLEAN, STRING, STRINGS, ListOf, Struct
from sandbox.kube.status import Cause, invalid_value, required, unsupported
from sandbox.kube.structural import PRESERVE, fill_defaults, prune

CLEANUP = "customresourcecleanup.apiextensions.k8s.io"

_NAMES = Struct(
    name="CustomResourceDefinitionNames",
    fields=dict.fromkeys(("plural", "singular", "kind", "listKind"), STRING)
    | {"shortNames": STRINGS, "categories": STRINGS},
)
_VERSION = Struct(
    name="CustomResourceDefinitionVersion",
    partial=True,
    fields={
        "name": STRING,
        "served": BOOLEAN,
        "storage": BOOLEAN,
        "schema": Struct(name="CustomResourceValidation", fields={"openAPIV3Schema": ANYTHING}),
    },
)
_SPEC = Struct(
    name="CustomResourceDefinitionSpec",
    fields={
        "group": STRING,
        "scope": STRING,
        "names": _NAMES,
        "versions": ListOf(_VERSION),
        "conversion": ANYTHING,
        "preserveUnknownFields": BOOLEAN,
    },
)


def resource_of(definition: JsonObject) -> Resource:
    """Build the resource that a stored definition serves."""
    spec = definition["spec"]
    names = spec["names"]
    version = _served(spec)[0]
    with_status = "status" in version.get("subresources", {})
    return Resource(
        group=spec["group"],
        version=version["name"],
        plural=names["plural"],
        singular=names["singular"],
        kind=names["kind"],
        list_kind=names["listKind"],
        namespaced=spec["scope"] == "Namespaced",
        short_names=tuple(names.get("shortNames", ())),
        categories=tuple(names.get("categories", ())),
        subresources={"status": STATUS_VERBS} if with_status else {},
        selectable=tuple(field["jsonPath"][1:] for field in version.get("selectableFields", ())),
        custom=True,
        rules=_custom_rules(version["schema"]["openAPIV3Schema"], with_status=with_status),
    )


def _served(spec: JsonObject) -> list[JsonObject]:
    return [version for version in spec["versions"] if version.get("served")]


def _custom_rules(schema: JsonObject, *, with_status: bool) -> Rules:
    return Rules(
        decode=_custom_decoder(schema),
        prepare=_separate_status if with_status else unchanged,
        validate=_custom_validator(schema),
        any_finalizer=True,
        counts_generation=True,
        unconditional_update=False,
    )


def _custom_decoder(schema: JsonObject) -> Callable[[JsonObject], Decoded]:
    def decode(body: JsonObject) -> Decoded:
        unknown: list[str] = []
        meta = read_metadata(body.get("metadata"), unknown)
        unknown += prune(body, schema, resource=True)
        fill_defaults(body, schema)
        return Decoded(obj={**body, "metadata": meta}, unknown=tuple(unknown))

    return decode


def _custom_validator(schema: JsonObject) -> Validate:
    check = checker(schema)

    def validate(obj: JsonObject, old: JsonObject | None) -> list[Cause]:  # noqa: ARG001  # a Validate
        return check(obj)

    return validate


def _separate_status(obj: JsonObject, old: JsonObject | None) -> JsonObject:
    kept = {name: value for name, value in obj.items() if name != "status"}
    return kept if old is None or "status" not in old else kept | {"status": old["status"]}


def _prepare(obj: JsonObject, old: JsonObject | None) -> JsonObject:
    spec = {"conversion": {"strategy": "None"}} | obj.get("spec", {})
    names = spec.get("names", {})
    kind = names.get("kind", "")
    spec["names"] = {"singular": kind.lower(), "listKind": f"{kind}List"} | names
    if old is not None:
        return obj | {"spec": spec, "status": old["status"]}
    return obj | {"spec": spec, "status": _status(spec)}


def _hold_until_empty(obj: JsonObject) -> JsonObject:
    finalizers = obj["metadata"].get("finalizers", [])
    return obj if CLEANUP in finalizers else with_metadata(obj, finalizers=[*finalizers, CLEANUP])


def _status(spec: JsonObject) -> JsonObject:
    condition = {"status": "True", "lastTransitionTime": timestamp()}
    return {
        "conditions": [
            condition | {"type": "NamesAccepted", "reason": "NoConflicts", "message": "no conflicts found"},
            condition
            | {
                "type": "Established",
                "reason": "InitialNamesAccepted",
                "message": "the initial names have been accepted",
            },
        ],
        "acceptedNames": spec["names"],
        "storedVersions": [item["name"] for item in spec.get("versions", []) if item.get("storage")],
    }


def _check(obj: JsonObject, old: JsonObject | None) -> list[Cause]:
    spec = obj["spec"]
    plural, group = spec["names"].get("plural", ""), spec.get("group", "")
    causes = _check_names(obj["metadata"].get("name", ""), plural, group, spec["names"])
    if not spec.get("scope"):
        causes.append(required("spec.scope"))
    elif spec["scope"] not in {"Cluster", "Namespaced"}:
        causes.append(unsupported("spec.scope", spec["scope"], ["Cluster", "Namespaced"]))
    elif old is not None and spec["scope"] != old["spec"]["scope"]:
        causes.append(invalid_value("spec.scope", spec["scope"], "field is immutable"))
    versions = spec.get("versions", [])
    if sum(bool(version.get("storage")) for version in versions) != 1:
        detail = "must have exactly one version marked as storage version"
        causes.append(invalid_value("spec.versions", [version.get("name") for version in versions], detail))
    elif len(_served(spec)) != 1:
        detail = "this stand-in serves exactly one version"
        causes.append(invalid_value("spec.versions", [version.get("name") for version in versions], detail))
    for index, version in enumerate(versions):
        field = f"spec.versions[{index}].schema.openAPIV3Schema"
        schema = version.get("schema", {}).get("openAPIV3Schema")
        causes += [required(field)] if schema is None else _check_schema(schema, field, root=True)
    return causes


def _check_names(name: str, plural: str, group: str, names: JsonObject) -> list[Cause]:
    causes = [
        required(field)
        for field, value in (
            ("spec.group", group),
            ("spec.names.plural", plural),
            ("spec.names.kind", names.get("kind")),
        )
        if not value
    ]
    if plural and group and name != f"{plural}.{group}":
        causes.append(invalid_value("metadata.name", name, 'must be spec.names.plural+"."+spec.group'))
    return causes


def _check_schema(schema: JsonObject, field: str, *, root: bool = False) -> list[Cause]:
    causes: list[Cause] = []
    if not schema.get("type") and not schema.get(INT_OR_STRING) and not (schema.get(PRESERVE) and not root):
        which = "at the root" if root else "for specified object fields"
        causes.append(required(f"{field}.type", f"must not be empty {which}"))
    for name, item in schema.get("properties", {}).items():
        causes += _check_schema(item, f"{field}.properties[{name}]")
    for name in ("items", "additionalProperties"):
        if isinstance(schema.get(name), dict):
            causes += _check_schema(schema[name], f"{field}.{name}")
    return causes


DEFINITION = Rules(
    decode=decoder("CustomResourceDefinition", {"spec": _SPEC, "status": ANYTHING}),
    prepare=_prepare,
    validate=_check,
    begin_deletion=_hold_until_empty,
    any_finalizer=True,
    counts_generation=True,
    unconditional_update=False,
)
