"""Who may do what: tokens, roles and refusals."""

import uuid
from dataclasses import dataclass

import pytest

from remediation.model import JsonObject
from tests.contract.kubernetes.api import Api, eventually
from tests.contract.kubernetes.conftest import Kind

RBAC = "/apis/rbac.authorization.k8s.io/v1"
RBAC_GROUP = "rbac.authorization.k8s.io"


@dataclass(frozen=True)
class Account:
    """A service account without any rights."""

    api: Api
    namespace: str
    token: str

    @property
    def name(self) -> str:
        return f"system:serviceaccount:{self.namespace}:robot"

    def status(self, method: str, path: str, body: object = None) -> int:
        return self.api.call(method, path, body, token=self.token).status

    def allow(self, *rules: JsonObject) -> None:
        """Grant rules in the account's namespace."""
        place, name = f"{RBAC}/namespaces/{self.namespace}", f"r-{uuid.uuid4().hex[:6]}"
        self.api.call("POST", f"{place}/roles", {"metadata": {"name": name}, "rules": list(rules)})
        self.api.call("POST", f"{place}/rolebindings", self.binding(name, "Role"))

    def binding(self, role: str, kind: str) -> JsonObject:
        subject = {"kind": "ServiceAccount", "name": "robot", "namespace": self.namespace}
        ref = {"apiGroup": RBAC_GROUP, "kind": kind, "name": role}
        return {"metadata": {"name": role}, "roleRef": ref, "subjects": [subject]}


@pytest.fixture
def account(api: Api, namespace: str) -> Account:
    path = f"/api/v1/namespaces/{namespace}/serviceaccounts"
    api.call("POST", path, {"metadata": {"name": "robot"}})
    token = api.call("POST", f"{path}/robot/token", {"spec": {"expirationSeconds": 600}}).body
    return Account(api, namespace, token["status"]["token"])


def rule(resources: str, verbs: str, group: str = "", **extra: object) -> JsonObject:
    return {"apiGroups": [group], "resources": resources.split(), "verbs": verbs.split(), **extra}


def test_without_rights_everything_is_forbidden(api: Api, account: Account, config_maps: str) -> None:
    refused = api.call("GET", config_maps, token=account.token)

    assert refused.failure == (
        403,
        "Forbidden",
        (
            f'configmaps is forbidden: User "{account.name}" cannot list resource "configmaps" '
            f'in API group "" in the namespace "{account.namespace}"'
        ),
    )
    assert refused.body["details"] == {"kind": "configmaps"}


@pytest.mark.parametrize(
    ("method", "path", "verb"),
    [
        ("GET", "", "list"),
        ("GET", "?watch=true", "watch"),
        ("POST", "", "create"),
        ("DELETE", "", "deletecollection"),
        ("GET", "/w", "get"),
        ("PUT", "/w", "update"),
        ("PATCH", "/w", "patch"),
        ("DELETE", "/w", "delete"),
    ],
)
def test_each_request_has_its_verb(
    api: Api, account: Account, widgets: Kind, method: str, path: str, verb: str
) -> None:
    refused = api.call(method, widgets.path + path, token=account.token)

    named = f'{widgets.id} "w"' if path == "/w" else widgets.id
    assert refused.failure[2] == (
        f'{named} is forbidden: User "{account.name}" cannot {verb} resource "widgets" '
        f'in API group "{widgets.group}" in the namespace "{account.namespace}"'
    )


def test_a_role_allows_what_it_names(account: Account, config_maps: str, widgets: Kind) -> None:
    account.allow(rule("configmaps", "get list create"), rule("widgets", "create", widgets.group))

    eventually(lambda: account.status("GET", config_maps) == 200)
    assert account.status("POST", config_maps, {"metadata": {"name": "a"}}) == 201
    assert account.status("GET", f"{config_maps}/a") == 200
    assert account.status("DELETE", f"{config_maps}/a") == 403
    eventually(lambda: account.status("POST", widgets.path, widgets.body("w")) in {201, 409})
    assert account.status("GET", f"{widgets.path}/w") == 403
    assert account.status("GET", "/api/v1/configmaps") == 403
    assert account.status("GET", "/api/v1/namespaces/default/configmaps") == 403


def test_a_role_ends_with_its_binding(api: Api, account: Account, config_maps: str) -> None:
    account.allow(rule("configmaps", "list"))
    eventually(lambda: account.status("GET", config_maps) == 200)

    api.call("DELETE", f"{RBAC}/namespaces/{account.namespace}/rolebindings")

    eventually(lambda: account.status("GET", config_maps) == 403)


def test_names_narrow_a_rule(account: Account, config_maps: str) -> None:
    account.allow(rule("configmaps", "get list create patch", resourceNames=["mine"]))

    eventually(lambda: account.status("GET", f"{config_maps}/mine") == 404)
    assert account.status("GET", f"{config_maps}/theirs") == 403
    assert account.status("GET", config_maps) == 403
    assert account.status("GET", f"{config_maps}?fieldSelector=metadata.name%3Dmine") == 200
    assert account.status("POST", config_maps, {"metadata": {"name": "mine"}}) == 403


def test_a_subresource_is_a_right_of_its_own(account: Account, widgets: Kind) -> None:
    account.allow(rule("widgets/status", "get", widgets.group))

    eventually(lambda: account.status("GET", f"{widgets.path}/w/status") == 404)
    assert account.status("GET", f"{widgets.path}/w") == 403


def test_wildcards_cover_everything(account: Account, widgets: Kind) -> None:
    account.allow({"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]})

    eventually(lambda: account.status("GET", f"{widgets.path}/w/status") == 404)
    assert account.status("DELETE", widgets.path) == 200


def test_a_cluster_role_can_be_granted_in_one_namespace(api: Api, account: Account, config_maps: str) -> None:
    name = f"contract-{uuid.uuid4().hex[:8]}"
    api.call(
        "POST", f"{RBAC}/clusterroles", {"metadata": {"name": name}, "rules": [rule("configmaps", "list")]}
    )
    place = f"{RBAC}/namespaces/{account.namespace}/rolebindings"
    api.call("POST", place, account.binding(name, "ClusterRole"))

    eventually(lambda: account.status("GET", config_maps) == 200)
    assert account.status("GET", "/api/v1/configmaps") == 403
    api.call("DELETE", f"{RBAC}/clusterroles/{name}")


def test_a_cluster_binding_grants_everywhere(api: Api, account: Account) -> None:
    name = f"contract-{uuid.uuid4().hex[:8]}"
    api.call(
        "POST", f"{RBAC}/clusterroles", {"metadata": {"name": name}, "rules": [rule("configmaps", "list")]}
    )
    api.call("POST", f"{RBAC}/clusterrolebindings", account.binding(name, "ClusterRole"))

    eventually(lambda: account.status("GET", "/api/v1/configmaps") == 200)
    api.call("DELETE", f"{RBAC}/clusterrolebindings/{name}")
    api.call("DELETE", f"{RBAC}/clusterroles/{name}")


def test_the_right_is_asked_before_the_resource_is_looked_for(api: Api, account: Account) -> None:
    unknown = f"/api/v1/namespaces/{account.namespace}/unknown"

    assert account.status("GET", unknown) == 403
    assert api.call("GET", unknown).status == 404
    assert api.call("GET", "/unknown", token=account.token).failure == (
        403,
        "Forbidden",
        f'forbidden: User "{account.name}" cannot get path "/unknown"',
    )


def test_a_token_that_nobody_issued_is_unauthorized(api: Api, config_maps: str) -> None:
    assert api.call("GET", config_maps, token="made-up").failure == (401, "Unauthorized", "Unauthorized")


def test_without_a_token_a_client_is_anonymous(api: Api, config_maps: str) -> None:
    refused = api.call("GET", config_maps, token="")

    assert refused.failure[0] == 403
    assert 'User "system:anonymous" cannot list' in refused.failure[2]
    assert api.call("GET", "/version", token="").status == 200
    assert api.call("GET", "/readyz", token="").body == "ok"
    assert api.call("GET", "/apis", token="").status == 403


def test_discovery_is_for_everybody_with_a_token(account: Account) -> None:
    assert [account.status("GET", path) for path in ("/api", "/apis", "/api/v1", "/version")] == [200] * 4


@pytest.mark.parametrize(
    ("resource", "body", "field"),
    [
        ("roles", {"rules": [{"apiGroups": [""], "resources": ["pods"]}]}, "rules[0].verbs"),
        ("roles", {"rules": [{"resources": ["pods"], "verbs": ["get"]}]}, "rules[0].apiGroups"),
        ("roles", {"rules": [{"apiGroups": [""], "verbs": ["get"]}]}, "rules[0].resources"),
        ("rolebindings", {"roleRef": {"kind": "Nope", "name": "r"}}, "roleRef.kind"),
        ("rolebindings", {"roleRef": {"kind": "Role"}}, "roleRef.name"),
        (
            "rolebindings",
            {"roleRef": {"kind": "Role", "name": "r"}, "subjects": [{"kind": "Robot", "name": "r"}]},
            "subjects[0].kind",
        ),
    ],
)
def test_wrong_roles_and_bindings_are_refused(
    api: Api, namespace: str, resource: str, body: JsonObject, field: str
) -> None:
    refused = api.call(
        "POST", f"{RBAC}/namespaces/{namespace}/{resource}", {"metadata": {"name": "r"}, **body}
    )

    assert refused.failure[:2] == (422, "Invalid")
    assert field in [named for named, _ in refused.causes]


def test_a_binding_keeps_its_role(api: Api, account: Account) -> None:
    place = f"{RBAC}/namespaces/{account.namespace}/rolebindings"
    api.call("POST", place, account.binding("r", "Role"))

    refused = api.patch(f"{place}/r", {"roleRef": {"name": "other"}})

    assert refused.causes == [("roleRef", "FieldValueInvalid")]


def test_a_role_may_have_colons_in_its_name(api: Api, namespace: str) -> None:
    created = api.call(
        "POST", f"{RBAC}/namespaces/{namespace}/roles", {"metadata": {"name": "a:b:C"}, "rules": []}
    )

    assert created.status == 201
