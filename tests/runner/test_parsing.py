"""Objects of Kubernetes and Argo become values."""

from remediation.settings import Settings
from runner.parsing import code_run_of, lease_of, notice_of, run_of

SETTINGS = Settings()
METADATA = {
    "namespace": "remediation",
    "name": "rex-push-1",
    "uid": "u",
    "creationTimestamp": "2026-11-20T12:00:00Z",
}
SPEC = {
    "workflowTemplateRef": {"name": "rex-remediation"},
    "arguments": {
        "parameters": [{"name": "task-id", "value": "7"}, {"name": "repository", "value": "5dlabs/cto"}]
    },
}


def test_a_run_that_the_controller_has_not_seen_is_known_by_its_arguments() -> None:
    run = run_of({"metadata": METADATA, "spec": SPEC})

    assert (run.template, run.task, run.repository, run.phase) == (
        "rex-remediation",
        7,
        "5dlabs/cto",
        "Pending",
    )
    assert not run.is_play
    assert not run.ended


def test_outcome_and_reason_come_from_what_the_exit_handler_recorded_else_from_the_nodes() -> None:
    outputs = {"parameters": [{"name": "outcome", "value": "restarted"}, {"name": "reason", "value": "so"}]}
    nodes = {"a": {"id": "a", "displayName": "remediate", "type": "Pod", "outputs": outputs}}
    status = {"phase": "Running", "nodes": nodes}
    recorded = {
        **METADATA,
        "labels": {"remediation-outcome": "failed"},
        "annotations": {"remedy/reason": "it hangs"},
    }

    from_nodes = run_of({"metadata": METADATA, "spec": SPEC, "status": status})
    from_labels = run_of({"metadata": recorded, "spec": SPEC, "status": status})

    assert (from_nodes.outcome, from_nodes.reason) == ("restarted", "so")
    assert (from_labels.outcome, from_labels.reason) == ("failed", "it hangs")


def test_the_container_that_must_be_called_main_is_shown_as_what_it_runs() -> None:
    command = ["python3", "-m", "steps", "restart", "--baton", "/run/remedy"]
    template = {"name": "remediate", "containerSet": {"containers": [{"name": "main", "command": command}]}}
    node = {"id": "a", "displayName": "main", "type": "Container", "templateName": "remediate"}
    status = {"nodes": {"a": node}, "storedWorkflowTemplateSpec": {"templates": [template]}}

    run = run_of({"metadata": METADATA, "spec": SPEC, "status": status})

    assert (run.nodes[0].name, run.nodes[0].title) == ("main", "restart")


def test_a_play_waits_at_its_running_gate() -> None:
    node = {
        "id": "a",
        "displayName": "await-ready-for-qa",
        "type": "Suspend",
        "phase": "Running",
        "inputs": {"parameters": [{"name": "cycle", "value": "2"}]},
    }
    labels = {"workflow-type": "play-orchestration", "current-stage": "waiting-ready-for-qa"}

    run = run_of({"metadata": {**METADATA, "labels": labels}, "spec": SPEC, "status": {"nodes": {"a": node}}})

    assert run.is_play
    assert run.gate is not None
    assert (run.gate.name, run.gate.cycle) == ("await-ready-for-qa", 2)


def test_an_agents_role_is_its_app_or_else_its_type() -> None:
    def role(**labels: str) -> str:
        metadata = {**METADATA, "labels": {name.replace("_", "-"): value for name, value in labels.items()}}
        return code_run_of({"metadata": metadata}, SETTINGS).role

    assert role(github_app="5DLabs-Cleo") == "cleo"
    assert role(github_app="5dlabs-tess[bot]") == "tess"
    assert role(agent_type="rex") == "rex"
    assert role(github_app="somebody") == ""


def test_a_lease_without_holder_is_nobodys() -> None:
    lease = {"metadata": METADATA, "spec": {"holderIdentity": "", "leaseTransitions": 3}}

    assert (lease_of(lease).holder, lease_of(lease).transitions) == ("", 3)


def test_events_of_both_apis_are_read() -> None:
    core = {"metadata": METADATA, "involvedObject": {"kind": "Workflow", "name": "w"}, "message": "m"}
    new = {"metadata": METADATA, "regarding": {"kind": "Workflow", "name": "w"}, "note": "m"}

    assert notice_of(core) == notice_of(new)
