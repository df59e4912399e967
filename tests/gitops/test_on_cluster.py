"""The exported access and admission objects, on the real API server of `$KUBECONFIG`."""

import copy
import json
import os
import subprocess
import time
import uuid
from collections.abc import Callable, Iterator

import pytest

from gitops.folder import write
from remediation.model import JsonObject
from remediation.settings import Repository, Settings
from tests.gitops.test_access import GROUPS, TABLE
from tests.golden.exported import texts

pytestmark = [
    pytest.mark.cluster,
    pytest.mark.timeout(300),  # a real cluster may be busy with other things
    pytest.mark.skipif(not os.environ.get("KUBECONFIG"), reason="needs a cluster in $KUBECONFIG"),
]
GUID = "72d3162e-cc78-11e3-81ab-4c9367dc0958"
ABOUT_A_TASK = {"repository": "acme/app.web", "task-id": "7", "delivery": GUID}
PUSH = {
    **ABOUT_A_TASK,
    "ref": "refs/heads/task-7-add-search",
    "before": "b" * 40,
    "after": "a" * 40,
    "sender": "5DLabs-Rex[bot]",
    "pushed-at": "1557933657",
}
OF_A_PULL_REQUEST = {**ABOUT_A_TASK, "subject": "42", "phase": "none", "at": "2019-05-15T15:20:33Z"}
OF_CLEO = {
    **ABOUT_A_TASK,
    "subject": "play-7-1-cleo",
    "sender": "5DLabs-Cleo",
    "at": "2026-11-20T10:00:00Z",
}


def run_of(name: str, template: str, arguments: dict[str, str]) -> JsonObject:
    parameters = [{"name": each, "value": value} for each, value in arguments.items()]
    return {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Workflow",
        "metadata": {"name": name},
        "spec": {"workflowTemplateRef": {"name": template}, "arguments": {"parameters": parameters}},
    }


def signal(name: str, kind: str, arguments: dict[str, str], **more: str) -> JsonObject:
    return run_of(name, "play-signal", {**arguments, "signal": kind, **more})


RUN = run_of(f"rex-push-{GUID}", "rex-remediation", PUSH)
RUNS = {
    "a push": RUN,
    "a pull request": signal(f"pr-opened-{GUID}", "pull-request", OF_A_PULL_REQUEST, sender="ada_acme"),
    "a label": signal(f"pr-ready-{GUID}", "ready-for-qa", OF_A_PULL_REQUEST, sender="5DLabs-Cleo[bot]"),
    "an approval": signal(f"pr-approved-{GUID}", "approval", OF_A_PULL_REQUEST, sender="5DLabs-Tess"),
    "a closing": signal(f"pr-closed-{GUID}", "closed", OF_A_PULL_REQUEST, sender="ada"),
    "a failure": signal(f"agent-{GUID}-failed", "agent-ended", OF_CLEO, phase="Failed"),
    "an end": signal(f"agent-{GUID}-succeeded", "agent-ended", OF_CLEO, phase="Succeeded"),
    "a disappearance": signal(f"agent-{GUID}-gone", "agent-gone", OF_CLEO, phase="none"),
}
NO_RUNS = {
    "a signal under a push's name": signal(f"rex-push-{GUID}", "closed", OF_A_PULL_REQUEST, sender="ada"),
    "a push under a signal's name": run_of(f"pr-closed-{GUID}", "rex-remediation", PUSH),
    "one signal under another's name": signal(
        f"pr-closed-{GUID}", "approval", OF_A_PULL_REQUEST, sender="5DLabs-Tess[bot]"
    ),
    "a label by a person": signal(f"pr-ready-{GUID}", "ready-for-qa", OF_A_PULL_REQUEST, sender="ada"),
    "an approval by Cleo": signal(
        f"pr-approved-{GUID}", "approval", OF_A_PULL_REQUEST, sender="5DLabs-Cleo[bot]"
    ),
    "no number": signal(
        f"pr-closed-{GUID}", "closed", OF_A_PULL_REQUEST, sender="ada", subject="play-7-1-cleo"
    ),
    "a phase that no agent has": signal(f"agent-{GUID}-gone", "agent-gone", OF_CLEO, phase="Cancelled"),
    "an end under a failure's name": signal(
        f"agent-{GUID}-failed", "agent-ended", OF_CLEO, phase="Succeeded"
    ),
}


def kubectl(*arguments: str, given: JsonObject | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  # a fixed command
        ["kubectl", *arguments],  # noqa: S607  # the one on the PATH
        input=json.dumps(given) if given else None,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Apply what is exported, except what would listen to events, into namespaces of our own."""
    name = f"remedy-{uuid.uuid4().hex[:8]}"
    chosen = Settings(
        namespace=name, repositories=(Repository(name="acme/app.web", agents_namespace=f"{name}-agents"),)
    )
    folder = tmp_path_factory.mktemp("manifests")
    write(folder, texts(chosen))
    quiet = [str(folder / each) for each in ("namespace.yaml", "settings.yaml", "network.yaml")]
    quiet += [str(folder / each) for each in ("admission.yaml", "access", "workflows")]
    try:
        kubectl("create", "namespace", f"{name}-agents")
        applied = kubectl("apply", *(f"--filename={path}" for path in quiet))
        assert applied.returncode == 0, applied.stderr
        everything = kubectl("apply", "--dry-run=server", "--kustomize", str(folder))
        assert everything.returncode == 0, everything.stderr
        _until_policies_hold(chosen)
        yield chosen
    finally:
        kubectl("delete", "--filename", str(folder / "admission.yaml"), "--ignore-not-found")
        kubectl("delete", "namespace", name, f"{name}-agents", "--wait=false", "--ignore-not-found")


def _until_policies_hold(settings: Settings) -> None:
    """A new policy takes effect a moment after it was created."""
    hostile = changed(lambda run: run["metadata"].update(name="evil"))
    deadline = time.monotonic() + 30
    while "ValidatingAdmissionPolicy" not in create(settings, hostile).stderr:
        assert time.monotonic() < deadline, "the policy never took effect"
        time.sleep(0.5)


def create(
    settings: Settings, run: JsonObject, *, account: str = "remedy-sensor"
) -> subprocess.CompletedProcess[str]:
    user = f"--as=system:serviceaccount:{settings.namespace}:{account}"
    return kubectl(
        "create", "--dry-run=server", "--namespace", settings.namespace, user, "--filename=-", given=run
    )


def changed(change: Callable[[JsonObject], object]) -> JsonObject:
    run = copy.deepcopy(RUN)
    change(run)
    return run


def argument(name: str, value: str) -> Callable[[JsonObject], object]:
    def change(run: JsonObject) -> None:
        for each in run["spec"]["arguments"]["parameters"]:
            if each["name"] == name:
                each["value"] = value

    return change


def parameters(change: Callable[[list[JsonObject]], object]) -> Callable[[JsonObject], object]:
    return lambda run: change(run["spec"]["arguments"]["parameters"])


def spec(**fields: object) -> Callable[[JsonObject], object]:
    return lambda run: run["spec"].update(fields)


def metadata(**fields: object) -> Callable[[JsonObject], object]:
    return lambda run: run["metadata"].update(fields)


HOSTILE: dict[str, Callable[[JsonObject], object]] = {
    "templates of its own": spec(templates=[{"name": "x", "container": {"image": "x"}}], entrypoint="x"),
    "another entrypoint": spec(entrypoint="conclude"),
    "another template": spec(workflowTemplateRef={"name": "play"}),
    "a template of the cluster": spec(workflowTemplateRef={"name": "rex-remediation", "clusterScope": True}),
    "another account": spec(serviceAccountName="play"),
    "a patch of its pods": spec(podSpecPatch="{}"),
    "a hook": spec(hooks={"exit": {"template": "conclude"}}),
    "a volume": spec(volumes=[{"name": "x", "hostPath": {"path": "/"}}]),
    "an artifact": lambda run: run["spec"]["arguments"].update(
        artifacts=[{"name": "x", "raw": {"data": "x"}}]
    ),
    "a label": metadata(labels={"workflow-type": "play-orchestration"}),
    "an annotation": metadata(annotations={"remedy/repository": "evil/repo"}),
    "a finalizer": metadata(finalizers=["example.com/x"]),
    "another name": metadata(name="play-7"),
    "a generated name": lambda run: run.update(metadata={"generateName": "rex-push-"}),
    "a status": lambda run: run.update(status={"storedWorkflowTemplateSpec": {"entrypoint": "x"}}),
    "a template expression": argument("ref", "refs/heads/task-7-{{workflow.name}}"),
    "another sender": argument("sender", "alice"),
    "another repository": argument("repository", "evil/repo"),
    "one argument more": parameters(lambda given: given.append({"name": "x", "value": "y"})),
    "one argument less": parameters(lambda given: given.pop()),
    "an argument twice": parameters(lambda given: given.__setitem__(0, given[1])),
    "an argument from a ConfigMap": parameters(
        lambda given: given[0].update(valueFrom={"configMapKeyRef": {"name": "x", "key": "y"}})
    ),
    "no arguments": lambda run: run["spec"].pop("arguments"),
}


@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
def test_the_sensors_account_may_create_its_runs(settings: Settings, run: JsonObject) -> None:
    created = create(settings, run)

    assert created.returncode == 0, created.stderr


@pytest.mark.parametrize(
    "run",
    [*(changed(change) for change in HOSTILE.values()), *NO_RUNS.values()],
    ids=[*HOSTILE, *NO_RUNS],
)
def test_the_sensors_account_may_create_nothing_else(settings: Settings, run: JsonObject) -> None:
    refused = create(settings, run)

    assert refused.returncode != 0
    assert f"ValidatingAdmissionPolicy 'remedy-sensor-workflows.{settings.namespace}'" in refused.stderr


def test_nobody_else_among_our_accounts_may_create_a_run(settings: Settings) -> None:
    for account in {account for account, _ in TABLE} - {"remedy-sensor"}:
        assert "cannot create resource" in create(settings, RUN, account=account).stderr


@pytest.mark.parametrize(
    ("account", "how"),
    [
        ("rex-remediation", "patch"),
        ("remedy-conclude", "patch"),
        ("play", "patch"),
        ("rex-remediation", "replace"),
        ("play-signal", "replace"),
    ],
)
def test_a_step_may_label_a_run_but_not_change_what_it_runs(
    settings: Settings, account: str, how: str
) -> None:
    namespace, name = settings.namespace, f"{how}d-by-{account}"
    body = changed(metadata(name=name))
    assert kubectl("create", "--namespace", namespace, "--filename=-", given=body).returncode == 0
    user = f"--as=system:serviceaccount:{namespace}:{account}"

    def write(field: str, fields: JsonObject) -> str:
        if how == "patch":
            change = ("--type=merge", "--patch", json.dumps({field: fields}))
            return kubectl("patch", "workflow", name, "--namespace", namespace, user, *change).stderr
        while True:
            found = kubectl("get", "workflow", name, "--namespace", namespace, "--output=json")
            workflow = json.loads(found.stdout)
            workflow[field] = {**workflow.get(field, {}), **fields}
            answer = kubectl("replace", "--namespace", namespace, user, "--filename=-", given=workflow).stderr
            if "the object has been modified" not in answer:  # the controller writes, too
                return answer

    assert write("metadata", {"labels": {"current-stage": "waiting-pr-created"}}) == ""
    assert "not its spec" in write("spec", {"serviceAccountName": "play"})
    assert "not its status.stored" in write("status", {"storedWorkflowTemplateSpec": {"entrypoint": "x"}})


@pytest.mark.parametrize("account", sorted({account for account, _ in TABLE} | {"remedy-event-source"}))
def test_each_account_can_do_what_the_table_says_and_nothing_else(settings: Settings, account: str) -> None:
    user = f"--as=system:serviceaccount:{settings.namespace}:{account}"
    places = {"here": settings.namespace, "agents": f"{settings.namespace}-agents", "elsewhere": "default"}
    for place, namespace in places.items():
        expected = {
            f"{resource}.{GROUPS[resource]}".rstrip("."): verbs
            for resource, verbs in TABLE.get((account, place), {}).items()
        }

        listed = kubectl("auth", "can-i", "--list", "--namespace", namespace, user).stdout.splitlines()[1:]
        allowed = {
            line.split()[0]: " ".join(sorted(line.rpartition("[")[2].rstrip("]").split()))
            for line in listed
            if line.split()[0] != "[]" and not line.startswith((" ", "self"))
        }

        assert allowed == expected, place


def test_the_sensors_token_is_there(settings: Settings) -> None:
    deadline = time.monotonic() + 10
    keys = ""
    while "token" not in keys and time.monotonic() < deadline:
        keys = kubectl(
            "get",
            "secret",
            "remedy-sensor-token",
            "--namespace",
            settings.namespace,
            "--output=jsonpath={.data}",
        ).stdout

    assert {"token", "ca.crt"} <= set(json.loads(keys))
