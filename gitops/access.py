"""Service accounts, Roles and RoleBindings of the duties, and the sensors' token."""

from collections.abc import Mapping

from gitops.duties import CODERUNS, Duty
from remediation.model import JsonObject
from remediation.settings import Settings
from sensors import api_trigger

_RBAC = "rbac.authorization.k8s.io"


def access(settings: Settings, duty: Duty) -> list[JsonObject]:
    """Give a duty's ServiceAccount, and a Role with its RoleBinding in each namespace that it acts in.

    No ClusterRole: a namespace of agents that is no longer configured leaves no right behind.
    """
    account = {
        "apiVersion": "v1",
        "kind": "ServiceAccount",
        "metadata": {"name": duty.account, "namespace": settings.namespace},
        "automountServiceAccountToken": duty.token_in_pods,
    }
    found = [account]
    if duty.here:
        found += _role(settings, duty, duty.here, name=duty.account, namespace=settings.namespace)
    if duty.agents:
        name = f"{duty.account}-agents"
        for namespace in sorted({each.agents_namespace for each in settings.repositories}):
            found += _role(settings, duty, duty.agents, name=name, namespace=namespace)
    return found


def sensors_token(settings: Settings) -> JsonObject:
    """Give the Secret that Kubernetes fills with the sensors' token."""
    return {
        "apiVersion": "v1",
        "kind": "Secret",
        "type": "kubernetes.io/service-account-token",
        "metadata": {
            "name": api_trigger.TOKEN_SECRET,
            "namespace": settings.namespace,
            "annotations": {"kubernetes.io/service-account.name": api_trigger.SERVICE_ACCOUNT},
        },
    }


def _role(
    settings: Settings, duty: Duty, verbs: Mapping[str, tuple[str, ...]], *, name: str, namespace: str
) -> list[JsonObject]:
    subject = {"kind": "ServiceAccount", "name": duty.account, "namespace": settings.namespace}
    metadata = {"name": name, "namespace": namespace}
    return [
        {
            "apiVersion": f"{_RBAC}/v1",
            "kind": "Role",
            "metadata": metadata,
            "rules": [_rule(settings, resource, verbs[resource]) for resource in verbs],
        },
        {
            "apiVersion": f"{_RBAC}/v1",
            "kind": "RoleBinding",
            "metadata": metadata,
            "roleRef": {"apiGroup": _RBAC, "kind": "Role", "name": name},
            "subjects": [subject],
        },
    ]


def _rule(settings: Settings, resource: str, verbs: tuple[str, ...]) -> JsonObject:
    plural, _, group = resource.partition(".")
    if resource == CODERUNS:
        plural, group = settings.coderuns.plural, settings.coderuns.api_version.rpartition("/")[0]
    return {"apiGroups": [group], "resources": [plural], "verbs": list(verbs)}
