"""Service accounts, roles and their bindings."""

from typing import Literal

from remediation.model import JsonObject
from sandbox.kube import names
from sandbox.kube.kinds.typed import decoder
from sandbox.kube.resources import Rules, Validate
from sandbox.kube.shapes import ANYTHING, BOOLEAN, INT64, STRING, STRINGS, ListOf, Struct
from sandbox.kube.status import Cause, invalid_value, required, unsupported

RBAC_GROUP = "rbac.authorization.k8s.io"

_RULE = Struct(
    name="PolicyRule",
    fields=dict.fromkeys(("apiGroups", "resources", "resourceNames", "verbs", "nonResourceURLs"), STRINGS),
)
_SUBJECT = Struct(
    name="Subject", fields={"kind": STRING, "apiGroup": STRING, "name": STRING, "namespace": STRING}
)
_ROLE_REF = Struct(name="RoleRef", fields={"apiGroup": STRING, "kind": STRING, "name": STRING})


def _prepare_role(obj: JsonObject, old: JsonObject | None) -> JsonObject:  # noqa: ARG001  # a Prepare
    return {"rules": None} | obj


def _check_role(scope: Literal["Role", "ClusterRole"]) -> Validate:
    def check(obj: JsonObject, old: JsonObject | None) -> list[Cause]:  # noqa: ARG001  # a Validate
        causes: list[Cause] = []
        for index, rule in enumerate(obj["rules"] or []):
            field = f"rules[{index}]"
            if not rule.get("verbs"):
                causes.append(required(f"{field}.verbs", "verbs must contain at least one value"))
            if rule.get("nonResourceURLs"):
                if scope == "Role":
                    detail = "namespaced rules cannot apply to non-resource URLs"
                    causes.append(invalid_value(f"{field}.nonResourceURLs", rule["nonResourceURLs"], detail))
                continue
            if not rule.get("apiGroups"):
                causes.append(
                    required(f"{field}.apiGroups", "resource rules must supply at least one api group")
                )
            if not rule.get("resources"):
                causes.append(
                    required(f"{field}.resources", "resource rules must supply at least one resource")
                )
        return causes

    return check


def _prepare_binding(obj: JsonObject, old: JsonObject | None) -> JsonObject:  # noqa: ARG001  # a Prepare
    ref = obj.get("roleRef", {})
    subjects = [_default_subject(subject) for subject in obj.get("subjects", [])]
    filled = obj | {"roleRef": {"apiGroup": RBAC_GROUP} | ref}
    return filled | ({"subjects": subjects} if subjects else {})


def _default_subject(subject: JsonObject) -> JsonObject:
    if subject.get("kind") in {"User", "Group"}:
        return {"apiGroup": RBAC_GROUP} | subject
    return subject


def _check_binding(roles: tuple[str, ...]) -> Validate:
    def check(obj: JsonObject, old: JsonObject | None) -> list[Cause]:
        ref = obj["roleRef"]
        causes: list[Cause] = []
        if ref["apiGroup"] != RBAC_GROUP:
            causes.append(unsupported("roleRef.apiGroup", ref["apiGroup"], [RBAC_GROUP]))
        if ref.get("kind") not in roles:
            causes.append(unsupported("roleRef.kind", ref.get("kind", ""), roles))
        if not ref.get("name"):
            causes.append(required("roleRef.name"))
        for index, subject in enumerate(obj.get("subjects", [])):
            causes += _check_subject(f"subjects[{index}]", subject, cluster="Role" not in roles)
        if old is not None and ref != old["roleRef"]:
            shown = {"APIGroup": ref["apiGroup"], "Kind": ref.get("kind", ""), "Name": ref.get("name", "")}
            causes.append(invalid_value("roleRef", shown, "cannot change roleRef"))
        return causes

    return check


def _check_subject(field: str, subject: JsonObject, *, cluster: bool) -> list[Cause]:
    causes = [] if subject.get("name") else [required(f"{field}.name")]
    kind = subject.get("kind", "")
    if kind not in {"ServiceAccount", "User", "Group"}:
        causes.append(unsupported(f"{field}.kind", kind, ["ServiceAccount", "User", "Group"]))
    if kind == "ServiceAccount" and cluster and not subject.get("namespace"):
        causes.append(required(f"{field}.namespace"))
    return causes


def _role(kind: Literal["Role", "ClusterRole"]) -> Rules:
    return Rules(
        decode=decoder(kind, {"rules": ListOf(_RULE), "aggregationRule": ANYTHING}),
        prepare=_prepare_role,
        validate=_check_role(kind),
        name=names.path_segment,
        create_on_update=True,
    )


def _binding(kind: str, roles: tuple[str, ...]) -> Rules:
    return Rules(
        decode=decoder(kind, {"subjects": ListOf(_SUBJECT), "roleRef": _ROLE_REF}),
        prepare=_prepare_binding,
        validate=_check_binding(roles),
        name=names.path_segment,
        create_on_update=True,
    )


SERVICE_ACCOUNT = Rules(
    decode=decoder(
        "ServiceAccount",
        {"secrets": ANYTHING, "imagePullSecrets": ANYTHING, "automountServiceAccountToken": BOOLEAN},
    ),
    returns_deleted=True,
)
TOKEN_REQUEST = Rules(
    decode=decoder(
        "TokenRequest",
        {
            "spec": Struct(
                name="TokenRequestSpec",
                fields={
                    "audiences": STRINGS,
                    "expirationSeconds": INT64,
                    "boundObjectRef": Struct(
                        name="BoundObjectReference",
                        fields=dict.fromkeys(("kind", "apiVersion", "name", "uid"), STRING),
                    ),
                },
            ),
            "status": ANYTHING,
        },
    )
)
ROLE = _role("Role")
CLUSTER_ROLE = _role("ClusterRole")
ROLE_BINDING = _binding("RoleBinding", ("Role", "ClusterRole"))
CLUSTER_ROLE_BINDING = _binding("ClusterRoleBinding", ("ClusterRole",))
