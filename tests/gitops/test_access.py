"""Least privilege, held against a table of its own: a wider right is a decision, not an accident."""

import pytest

from gitops.duties import DUTIES
from remediation.model import JsonObject
from remediation.settings import CodeRuns, Settings
from tests.golden.exported import THREE_REPOSITORIES, named, objects

TABLE = {
    ("remedy-agent-events", "agents"): {"coderuns": "list watch"},
    ("remedy-sensor", "here"): {"workflows": "create", "events": "create"},
    ("rex-remediation", "here"): {
        "workflows": "get list patch update",
        "workflowtaskresults": "create patch",
    },
    ("rex-remediation", "agents"): {
        "coderuns": "deletecollection list",
        "pods": "list",
        "leases": "create get update",
        "configmaps": "create get update",
    },
    ("remedy-conclude", "here"): {
        "workflows": "get patch",
        "events": "create get",
        "workflowtaskresults": "create patch",
    },
    ("remedy-conclude", "agents"): {
        "leases": "create get update",
        "configmaps": "create get update",
    },
    ("play-signal", "here"): {
        "workflows": "get list update",
        "workflowtaskresults": "create patch",
    },
    ("play-signal", "agents"): {
        "coderuns": "get",
        "leases": "create get update",
        "configmaps": "create get update",
    },
    ("play", "here"): {
        "workflows": "get list patch",
        "events": "create get",
        "workflowtaskresults": "create patch",
    },
    ("play", "agents"): {
        "coderuns": "create delete deletecollection get list",
        "pods": "list",
        "leases": "create get update",
        "configmaps": "create get update",
    },
}
GROUPS = {
    "workflows": "argoproj.io",
    "workflowtaskresults": "argoproj.io",
    "coderuns": "agents.platform",
    "leases": "coordination.k8s.io",
    "configmaps": "",
    "events": "",
    "pods": "",
}
HERE = THREE_REPOSITORIES.namespace


def rights(role: JsonObject) -> dict[str, str]:
    found = {}
    for rule in role["rules"]:
        (group,), (resource,) = rule["apiGroups"], rule["resources"]
        assert GROUPS[resource] == group
        found[resource] = " ".join(sorted(rule["verbs"]))
    return found


def holders() -> dict[tuple[str, str], JsonObject]:
    """Give the roles by the account and the namespace that their bindings give them to."""
    roles = {
        (each["metadata"]["namespace"], each["metadata"]["name"]): each
        for each in objects(THREE_REPOSITORIES, "Role")
    }
    found = {}
    for binding in objects(THREE_REPOSITORIES, "RoleBinding"):
        (subject,) = binding["subjects"]
        namespace = binding["metadata"]["namespace"]
        assert subject["namespace"] == HERE
        found[subject["name"], namespace] = roles.pop((namespace, binding["roleRef"]["name"]))
    assert not roles, "a role that nobody holds"
    return found


def test_each_account_has_exactly_the_rights_of_the_table_in_each_namespace() -> None:
    expected = {
        (account, namespace): rights
        for (account, place), rights in TABLE.items()
        for namespace in ([HERE] if place == "here" else ["agents-a", "agents-b", "agents-c"])
    }

    assert {key: rights(role) for key, role in holders().items()} == expected


def test_nothing_is_granted_to_the_whole_cluster() -> None:
    assert not objects(THREE_REPOSITORIES, "ClusterRole")
    assert not objects(THREE_REPOSITORIES, "ClusterRoleBinding")


def test_nobody_may_read_secrets_or_make_pods() -> None:
    for role in holders().values():
        for rule in role["rules"]:
            assert "*" not in {*rule["verbs"], *rule["resources"], *rule["apiGroups"]}
            assert "secrets" not in rule["resources"]
            assert rule["resources"] != ["pods"] or rule["verbs"] == ["list"]


def test_every_account_that_a_pod_runs_as_is_exported() -> None:
    used = {
        each["spec"]["template"]["serviceAccountName"]
        for kind in ("EventSource", "Sensor")
        for each in objects(THREE_REPOSITORIES, kind)
    }
    for workflow in objects(THREE_REPOSITORIES, "WorkflowTemplate"):
        used.add(workflow["spec"]["serviceAccountName"])
        used |= {
            each["serviceAccountName"]
            for each in workflow["spec"]["templates"]
            if "serviceAccountName" in each
        }

    exported = {each["metadata"]["name"] for each in objects(THREE_REPOSITORIES, "ServiceAccount")}

    assert used == exported == {each.account for each in DUTIES}


def test_the_pod_that_the_internet_reaches_holds_no_token() -> None:
    source = named(THREE_REPOSITORIES, "ServiceAccount", "remedy-event-source")

    assert source["automountServiceAccountToken"] is False
    assert "remedy-event-source" not in {account for account, _ in holders()}


def test_the_sensors_token_is_filled_by_kubernetes() -> None:
    token = named(THREE_REPOSITORIES, "Secret", "remedy-sensor-token")

    assert token["type"] == "kubernetes.io/service-account-token"
    assert token["metadata"]["annotations"] == {"kubernetes.io/service-account.name": "remedy-sensor"}
    assert not {"data", "stringData"} & set(token)
    assert objects(THREE_REPOSITORIES, "Secret") == [token]


@pytest.mark.parametrize("account", ["remedy-agent-events", "rex-remediation", "play-signal", "play"])
def test_another_custom_resource_of_the_agents_is_a_setting(account: str) -> None:
    settings = Settings(coderuns=CodeRuns(api_version="platform.example/v2", plural="agentruns"))

    rules = named(settings, "Role", f"{account}-agents")["rules"]

    assert [each["apiGroups"] for each in rules if each["resources"] == ["agentruns"]] == [
        ["platform.example"]
    ]
