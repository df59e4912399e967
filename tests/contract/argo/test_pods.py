"""Pods: exit codes, outputs, environments, container sets, deletion."""

import time

from sandbox.engine.kubernetes_api import ApiError, path_of
from tests.contract.argo.manifests import ECHO, FILE, output, python, step, steps, workflow
from tests.contract.argo.place import Place, delete_pods

SLEEP = python("import time; time.sleep(90)")
BATON = [{"name": "baton", "emptyDir": {}}]
LOST = {("Error", "pod deleted"), ("Failed", "main: Error (exit code 143)")}
"""A deleted pod is gone, or its end is seen just before."""
MOUNT = [{"name": "baton", "mountPath": "/run/baton"}]
WAIT_FOR_ONE = "import os, time\nwhile not os.path.exists('/run/baton/one'): time.sleep(.05)\n"


def test_the_exit_code_is_the_containers(place: Place) -> None:
    run = place.run(workflow({"name": "main", "container": python("raise SystemExit(75)")}))
    assert (run.phase, run.message) == ("Failed", "main: Error (exit code 75)")
    assert run.node("")["outputs"] == {"exitCode": "75"}


def test_the_end_of_the_log_is_the_message_if_so_wished(place: Place) -> None:
    tells = python(
        "print('reason: rain'); raise SystemExit(1)", terminationMessagePolicy="FallbackToLogsOnError"
    )
    run = place.run(workflow({"name": "main", "container": tells}))
    assert run.message.startswith("main: Error (exit code 1): ")
    assert "reason: rain" in run.message


def test_a_program_that_is_not_there_ends_with_64(place: Place) -> None:
    run = place.run(workflow({"name": "main", "container": python("") | {"command": ["nowhere"]}}))
    reason = 'failed to find name in PATH: exec: "nowhere": executable file not found in $PATH'
    assert (run.phase, run.message) == ("Failed", f"main: Error (exit code 64): {reason}")


def test_an_output_without_file_has_its_default_and_loses_one_newline(place: Place) -> None:
    outputs = {
        "parameters": [
            {"name": "none", "valueFrom": {"path": f"{FILE}-not", "default": "nothing"}},
            {"name": "some", "valueFrom": {"path": FILE}},
        ]
    }
    run = place.run(
        workflow(
            {
                "name": "main",
                "outputs": outputs,
                "container": python("open(FILE, 'w').write('a\\n\\n')"),
            }
        )
    )
    assert run.outputs("") == {"none": "nothing", "some": "a\n"}


def test_an_output_without_file_and_default_is_an_error(place: Place) -> None:
    run = place.run(workflow({"name": "main", "outputs": output("x"), "container": python("pass")}))
    missing = f"open /var/run/argo/outputs/parameters{FILE}: no such file or directory"
    assert (run.phase, run.message) == ("Error", f"wait: Error (exit code 64): {missing}")
    assert run.node("")["outputs"]["exitCode"] == "0"


def test_outputs_are_saved_although_the_program_failed(place: Place) -> None:
    code = "open(FILE, 'w').write('why'); raise SystemExit(1)"
    run = place.run(workflow({"name": "main", "outputs": output("x"), "container": python(code)}))
    assert run.phase == "Failed"
    assert run.outputs("") == {"x": "why"}


def test_the_environment_comes_from_values_config_maps_and_secrets(place: Place) -> None:
    metadata = {"name": "settings"}
    for plural, body in (
        ("configmaps", {"metadata": metadata, "data": {"FROM_MAP": "map", "OTHER": "all"}}),
        ("secrets", {"metadata": metadata, "stringData": {"password": "hush"}}),
    ):
        place.api.request("POST", path_of(plural, place.namespace), body=body)
    key = {"name": "settings", "key": "password"}
    container = python(
        "import os; names = 'PLAIN OTHER SECRET NONE'.split()\n"
        "open(FILE, 'w').write(str([os.environ.get(name) for name in names]))",
        envFrom=[{"configMapRef": {"name": "settings"}}, {"secretRef": {"name": "none", "optional": True}}],
        env=[
            {"name": "PLAIN", "value": "{{workflow.name}}"},
            {"name": "SECRET", "valueFrom": {"secretKeyRef": key}},
            {"name": "NONE", "valueFrom": {"secretKeyRef": {**key, "key": "none", "optional": True}}},
        ],
    )
    run = place.run(workflow({"name": "main", "outputs": output("x"), "container": container}))
    assert run.outputs("") == {"x": str([run.name, "all", "hush", None])}


def test_a_missing_secret_keeps_the_pod_pending(place: Place) -> None:
    reference = {"name": "not-there", "key": "k"}
    container = python("pass", env=[{"name": "X", "valueFrom": {"secretKeyRef": reference}}])
    name = place.apply(workflow({"name": "main", "container": container}))
    run = place.when(name, lambda run: "message" in run.node(""))
    reason = 'CreateContainerConfigError: secret "not-there" not found'
    run = place.when(name, lambda run: run.node("").get("message") == reason)
    assert run.phases("") == ["Pending"]
    place.put(name, "terminate")
    assert place.ended(name).phase == "Failed"


def test_an_unknown_service_account_is_an_error(place: Place) -> None:
    run = place.run(workflow({"name": "main", "serviceAccountName": "stranger", "container": python("pass")}))
    forbidden = f'pods "{run.name}" is forbidden: error looking up service account {place.namespace}/stranger'
    message = f'error in entry template execution: {forbidden}: serviceaccount "stranger" not found'
    assert (run.phase, run.message) == ("Error", message)


def test_an_account_that_may_not_report_is_an_error(place: Place) -> None:
    template = {"name": "main", "serviceAccountName": "nobody", "outputs": output("x", default="")}
    run = place.run(workflow(template | {"container": python("pass")}))
    assert run.phase == "Error"
    assert run.message.startswith("wait: Error (exit code 64): workflowtaskresults.argoproj.io is forbidden")


def test_containers_of_a_set_share_a_volume_and_start_together(place: Place) -> None:
    write = WAIT_FOR_ONE + "open('/run/baton/outcome', 'w').write('done')"
    template = {
        "name": "main",
        "volumes": BATON,
        "outputs": output("outcome", "/run/baton/outcome"),
        "containerSet": {
            "volumeMounts": MOUNT,
            "containers": [
                {"name": "main", **python(write)},
                {"name": "one", **python("open('/run/baton/one', 'w').write('1')")},
            ],
        },
    }
    run = place.run(workflow(steps("outer", [step("set", "main")]), template, entrypoint="outer"))
    assert run.phase == "Succeeded"
    assert run.outputs("[0].set") == {"outcome": "done"}
    assert run.phases("[0].set", "[0].set.main", "[0].set.one") == ["Succeeded"] * 3
    container = run.node("[0].set.one")
    assert (container["type"], container["boundaryID"]) == ("Container", run.node("[0].set")["id"])
    assert sorted(run.node("")["outboundNodes"]) == sorted(run.node("[0].set")["children"])


def test_when_one_of_a_set_fails_the_others_are_ended(place: Place) -> None:
    patient = "import signal, time\nsignal.signal(signal.SIGTERM, lambda *_: exit(9))\ntime.sleep(90)"
    template = {
        "name": "main",
        "containerSet": {
            "containers": [
                {"name": "one", **python("raise SystemExit(3)")},
                {"name": "two", **SLEEP},
                {"name": "main", **python(patient)},
            ]
        },
    }
    run = place.run(workflow(template))
    assert (run.phase, run.message) == ("Failed", "main: Error (exit code 9)")
    assert run.node("")["outputs"]["exitCode"] == "9"
    messages = [run.node(f".{name}")["message"] for name in ("one", "two", "main")]
    assert messages == [
        f"{name}: Error (exit code {code}): " for name, code in (("one", 3), ("two", 143), ("main", 9))
    ]


def test_a_set_of_which_another_than_main_fails_is_failed_with_exit_code_zero(place: Place) -> None:
    containers = [{"name": "main", **python("pass")}, {"name": "one", **python("raise SystemExit(1)")}]
    run = place.run(workflow({"name": "main", "containerSet": {"containers": containers}}))
    assert (run.phase, run.message) == ("Failed", "one: Error (exit code 1)")
    assert run.node("")["outputs"] == {"exitCode": "0"}


def test_a_pod_is_an_object_of_its_workflow(place: Place) -> None:
    name = place.apply(workflow(steps("main", [step("it", "sleep")]), {"name": "sleep", "container": SLEEP}))
    place.waiting(name, "[0].it")
    query = {"labelSelector": f"workflows.argoproj.io/workflow={name}"}
    (pod,) = place.api.request("GET", path_of("pods", place.namespace), query=query)["items"]
    assert pod["metadata"]["name"].startswith(f"{name}-sleep-")
    assert pod["metadata"]["annotations"]["workflows.argoproj.io/node-name"] == f"{name}[0].it"
    assert pod["spec"]["serviceAccountName"] == "runner"
    place.put(name, "terminate")


def test_a_pod_that_is_deleted_soon_after_its_start_is_created_again(place: Place) -> None:
    name = place.apply(workflow({"name": "main", "container": python("import time; time.sleep(3)")}))
    place.waiting(name, "")
    delete_pods(place, name)
    run = place.ended(name)
    assert list(run.status["nodes"]) == [name]
    if run.phase == "Succeeded":
        return  # as a rule
    assert run.message == "main: Error (exit code 143)", "its end was seen before it was gone"


def test_a_pod_that_is_deleted_later_fails_its_node(place: Place) -> None:
    containers = [{"name": "main", **SLEEP}, {"name": "one", **SLEEP}]
    name = place.apply(workflow({"name": "main", "containerSet": {"containers": containers}}))
    place.waiting(name, ".one")
    time.sleep(place.recent_seconds + 1)
    delete_pods(place, name)
    run = place.ended(name)
    assert (run.phase, run.message) in LOST
    container = run.node(".one")
    assert (container["phase"], container["message"]) in {
        ("Error", "container deleted"),
        ("Failed", "one: Error (exit code 143): "),
    }


def test_pods_that_succeeded_are_deleted_if_so_wished(place: Place) -> None:
    run = place.run(
        workflow(
            {"name": "main", "outputs": output("said"), "container": python(ECHO)},
            podGC={"strategy": "OnPodSuccess", "deleteDelayDuration": "1s"},
        )
    )
    assert run.phase == "Succeeded"

    def is_gone(_: object) -> bool:
        try:
            place.api.request("GET", path_of("pods", place.namespace, run.name))
        except ApiError as error:
            return error.status == 404
        return False

    assert place.when(run.name, is_gone).phase == "Succeeded"
