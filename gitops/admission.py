"""Admission policies for workflows, where RBAC is too coarse.

Who may create or change a Workflow may run any image as any account of its namespace. So the sensors' token
creates only the runs of our sensors, and the steps change nothing of what a workflow runs. The expressions
are CEL, whose regular expressions are RE2 as in the sensors' filters.
"""

from collections.abc import Iterable

from gitops.duties import DUTIES, WORKFLOWS
from gitops.sensor_runs import sensor_runs
from remediation.model import JsonObject
from remediation.settings import Settings
from sensors import api_trigger

_API = "admissionregistration.k8s.io"
_WHAT_RUNS = ("spec", "status.storedWorkflowTemplateSpec", "status.storedTemplates")
"""The controller keeps a copy of the WorkflowTemplate in the status and runs that."""


def policies(settings: Settings) -> list[JsonObject]:
    """Give the policies with their bindings.

    They hold for these accounts in every namespace. Their names carry our namespace, because they are objects
    of the whole cluster.
    """
    changing = [each.account for each in DUTIES if {"patch", "update"} & {*each.here.get(WORKFLOWS, ())}]
    return [
        *_policy(
            settings,
            "remedy-sensor-workflows",
            accounts=[api_trigger.SERVICE_ACCOUNT],
            operations=["CREATE", "UPDATE"],
            rules=sensor_runs(settings),
        ),
        *_policy(
            settings,
            "remedy-step-workflows",
            accounts=changing,
            operations=["UPDATE"],
            rules={"validations": [_unchanged(field) for field in _WHAT_RUNS]},
        ),
    ]


def _unchanged(field: str) -> JsonObject:
    first, *rest = field.split(".")
    path = ".".join([f"?{first}", *rest])
    return {
        "expression": f"object.{path} == oldObject.{path}",
        "message": f"a step may change labels, annotations and nodes of a workflow, not its {field}",
    }


def _policy(
    settings: Settings, name: str, *, accounts: Iterable[str], operations: list[str], rules: JsonObject
) -> list[JsonObject]:
    users = [f"system:serviceaccount:{settings.namespace}:{account}" for account in accounts]
    metadata = {"name": f"{name}.{settings.namespace}"}
    matched = {
        "apiGroups": ["argoproj.io"],
        "apiVersions": ["*"],
        "operations": operations,
        "resources": ["workflows"],
    }
    return [
        {
            "apiVersion": f"{_API}/v1",
            "kind": "ValidatingAdmissionPolicy",
            "metadata": metadata,
            "spec": {
                "failurePolicy": "Fail",
                "matchConstraints": {"resourceRules": [matched]},
                "matchConditions": [
                    {"name": "accounts", "expression": f"request.userInfo.username in {users}"}
                ],
                **rules,
            },
        },
        {
            "apiVersion": f"{_API}/v1",
            "kind": "ValidatingAdmissionPolicyBinding",
            "metadata": metadata,
            "spec": {"policyName": metadata["name"], "validationActions": ["Deny"]},
        },
    ]
