"""Who may do what, from the stored roles and bindings.

https://kubernetes.io/docs/reference/access-authn-authz/rbac/. Members of `system:masters` may do everything.
Not enforced: that nobody grants more than they hold (`escalate` and `bind`).
"""

from collections.abc import Iterator

from remediation.model import JsonObject
from sandbox.kube.builtin import CLUSTER_ROLE_BINDINGS, CLUSTER_ROLES, ROLE_BINDINGS, ROLES
from sandbox.kube.requests import Target
from sandbox.kube.resources import Resource
from sandbox.kube.status import ApiError, forbidden, forbidden_path
from sandbox.kube.store import Change, Store
from sandbox.kube.tokens import User

MASTERS = "system:masters"
_ALL = "*"
_REMEMBERED = 20_000
_RBAC = {resource.id for resource in (ROLES, ROLE_BINDINGS, CLUSTER_ROLES, CLUSTER_ROLE_BINDINGS)}


class Authorizer:
    """Answers from the stored roles; remembers the answers until a role or binding changes."""

    def __init__(self, store: Store) -> None:
        """Look into this state."""
        self._store = store
        self._answers: dict[tuple[User, Target], bool] = {}
        store.observers.append(self._observe)

    def check(self, user: User, target: Target) -> None:
        """Let a request through.

        Raises:
            ApiError: 403 with the user, the verb and what it was for.
        """
        if MASTERS in user.groups:
            return
        question = (user, target)
        if question not in self._answers:
            if len(self._answers) >= _REMEMBERED:
                self._answers.clear()
            self._answers[question] = any(_allows(rule, target) for rule in self._rules(user, target))
        if not self._answers[question]:
            raise _refusal(user, target)

    def _observe(self, change: Change) -> None:
        if change.after.resource.id in _RBAC:
            self._answers.clear()

    def _rules(self, user: User, target: Target) -> Iterator[JsonObject]:
        for binding in self._store.collection(CLUSTER_ROLE_BINDINGS).all():
            if _binds(binding.obj, user, namespace=""):
                yield from self._role(CLUSTER_ROLES, "", binding.obj["roleRef"]["name"])
        if not target.namespace:
            return
        for binding in self._store.collection(ROLE_BINDINGS).all(target.namespace):
            if _binds(binding.obj, user, namespace=target.namespace):
                ref = binding.obj["roleRef"]
                if ref["kind"] == "Role":
                    yield from self._role(ROLES, target.namespace, ref["name"])
                else:
                    yield from self._role(CLUSTER_ROLES, "", ref["name"])

    def _role(self, resource: Resource, namespace: str, name: str) -> list[JsonObject]:
        found = self._store.collection(resource).get((namespace, name))
        return (found.obj["rules"] or []) if found else []


def _binds(binding: JsonObject, user: User, *, namespace: str) -> bool:
    return any(_is_subject(subject, user, namespace) for subject in binding.get("subjects", []))


def _is_subject(subject: JsonObject, user: User, namespace: str) -> bool:
    name = subject["name"]
    match subject["kind"]:
        case "User":
            return bool(name == user.name)
        case "Group":
            return name in user.groups
    home = subject.get("namespace") or namespace
    return user.name == f"system:serviceaccount:{home}:{name}"


def _allows(rule: JsonObject, target: Target) -> bool:
    if not _covers(rule.get("verbs", []), target.verb):
        return False
    if not target.resource:
        return any(_covers_path(pattern, target.path) for pattern in rule.get("nonResourceURLs", []))
    return (
        _covers(rule.get("apiGroups", []), target.group)
        and _covers_resource(rule.get("resources", []), target)
        and (not rule.get("resourceNames") or target.name in rule["resourceNames"])
    )


def _covers(allowed: list[str], wanted: str) -> bool:
    return _ALL in allowed or wanted in allowed


def _covers_resource(allowed: list[str], target: Target) -> bool:
    if not target.subresource:
        return _covers(allowed, target.resource)
    wanted = f"{target.resource}/{target.subresource}"
    return _covers(allowed, wanted) or f"{_ALL}/{target.subresource}" in allowed


def _covers_path(pattern: str, path: str) -> bool:
    if pattern.endswith(_ALL):
        return path.startswith(pattern.removesuffix(_ALL))
    return path == pattern


def _refusal(user: User, target: Target) -> ApiError:
    if not target.resource:
        return forbidden_path(f'User "{user.name}" cannot {target.verb} path "{target.path}"')
    what = f"{target.resource}/{target.subresource}" if target.subresource else target.resource
    where = f'in the namespace "{target.namespace}"' if target.namespace else "at the cluster scope"
    why = f'User "{user.name}" cannot {target.verb} resource "{what}" in API group "{target.group}" {where}'
    return forbidden(_Asked(target), target.name, why)


class _Asked:
    """The resource of a request, which need not exist."""

    def __init__(self, target: Target) -> None:
        self.group = target.group
        self.plural = target.resource
        self.kind = ""
