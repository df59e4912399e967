"""The engine as a whole: what it runs, what it survives, and the hooks for tests."""

import time
from pathlib import Path

import pytest

from remediation.model import JsonObject
from sandbox.engine import Engine, EngineOptions
from sandbox.engine.kubernetes_api import WORKFLOWS, path_of
from sandbox.faults import Fault, FaultKind
from tests.sandbox.engine.conftest import NAMESPACE, World, python

SLEEP: JsonObject = {"name": "main", "container": python("import time; time.sleep(60)")}
GATE: JsonObject = {"name": "main", "suspend": {}}
TRIES = {"retryStrategy": {"limit": "2", "expression": "asInt(lastRetry.exitCode) in [75, 137, 143]"}}
SLEEPS_FIRST = python("import sys, time; time.sleep(60 if sys.argv[1] == '0' else 0)", "{{retries}}")


def phases(status: JsonObject) -> dict[str, str]:
    return {node["displayName"]: node["phase"] for node in status.get("nodes", {}).values()}


def is_running(status: JsonObject) -> bool:
    return status.get("nodes", {}) != {} and all(
        node["phase"] == "Running" for node in status["nodes"].values()
    )


def until_ready(engine: Engine, pod: str) -> None:
    """Wait until the program of a pod has said that it is ready for signals."""
    deadline = time.monotonic() + 10
    while "ready" not in engine.logs(pod).get("main", ""):
        assert time.monotonic() < deadline


def test_an_unknown_feature_ends_the_workflow_with_its_name(world: World) -> None:
    with world.engine():
        world.create("run", {"name": "main", "dag": {"tasks": []}})
        status = world.ended("run")
    assert status["phase"] == "Error"
    assert "templates.main.dag is not supported" in status["message"]


def test_a_killed_container_has_code_137_and_is_tried_again(world: World) -> None:
    with world.engine() as engine:
        world.create("run", {"name": "main", **TRIES, "container": SLEEPS_FIRST})
        status = world.when("run", lambda status: phases(status).get("run(0)") == "Running")
        (pod,) = world.api.request("GET", path_of("pods", NAMESPACE))["items"]
        assert engine.kill(pod["metadata"]["name"])
        status = world.ended("run")
        assert not engine.kill(pod["metadata"]["name"]), "it runs no more"
    assert phases(status) == {"run": "Succeeded", "run(0)": "Failed", "run(1)": "Succeeded"}
    failed = next(node for node in status["nodes"].values() if node["displayName"] == "run(0)")
    assert failed["message"] == "main: Error (exit code 137)"


def test_logs_are_kept(world: World) -> None:
    code = "import sys; print('out'); print('err', file=sys.stderr); raise SystemExit(1)"
    with world.engine() as engine:
        world.create("run", {"name": "main", "container": python(code)})
        world.ended("run")
        log = engine.logs("run")["main"]
        assert engine.logs("other") == {}
    assert sorted(log.split()) == ["err", "out"]


def test_only_so_many_pods_run_at_once_and_the_others_wait(world: World) -> None:
    options = EngineOptions(parallel_pods=1)
    with world.engine(options):
        world.create("one", SLEEP)
        world.when("one", is_running)
        world.create("two", SLEEP)
        waits = world.when("two", lambda status: "nodes" in status)
        assert phases(waits) == {"two": "Pending"}
        world.api.request("DELETE", path_of(WORKFLOWS, NAMESPACE, "one"))
        world.when("two", is_running)


def test_a_terminated_workflow_does_not_wait_for_its_turn(world: World) -> None:
    options = EngineOptions(parallel_pods=1)
    with world.engine(options):
        world.create("one", SLEEP)
        world.when("one", is_running)
        world.create("two", SLEEP)
        world.when("two", lambda status: "nodes" in status)
        patch = {"spec": {"shutdown": "Terminate"}}
        path = path_of(WORKFLOWS, NAMESPACE, "two")
        world.api.request("PATCH", path, body=patch, content_type="application/merge-patch+json")
        assert world.ended("two")["phase"] == "Failed"
        assert phases(world.read("one")["status"]) == {"one": "Running"}


def test_deleting_a_workflow_ends_its_pods_and_frees_its_mutex(world: World) -> None:
    mutex = {"synchronization": {"mutexes": [{"name": "m"}]}}
    with world.engine() as engine:
        world.create("one", SLEEP, **mutex)
        world.when("one", is_running)
        world.create("two", GATE, **mutex)
        world.when("two", lambda status: status.get("phase") == "Pending")
        world.api.request("DELETE", path_of(WORKFLOWS, NAMESPACE, "one"))
        world.when("two", is_running)
        deadline = time.monotonic() + 10
        while world.api.request("GET", path_of("pods", NAMESPACE))["items"]:
            assert time.monotonic() < deadline
        while engine.kill("one"):
            assert time.monotonic() < deadline


def test_a_deleted_pod_has_its_grace_period_to_clean_up(world: World, tmp_path: Path) -> None:
    cleaned = tmp_path / "cleaned"
    patient = python(
        "import pathlib, signal, sys, time\n"
        "def clean(*_): time.sleep(1); pathlib.Path(sys.argv[1]).touch(); sys.exit(7)\n"
        "signal.signal(signal.SIGTERM, clean); print('ready', flush=True); time.sleep(60)",
        str(cleaned),
    )
    with world.engine() as engine:
        world.create("run", {"name": "main", "container": patient})
        until_ready(engine, "run")
        world.api.request("DELETE", path_of("pods", NAMESPACE, "run"), query={"gracePeriodSeconds": "30"})
        status = world.ended("run")
        assert cleaned.exists()
        assert status["message"] == "main: Error (exit code 7)"


def test_a_deleted_pod_that_does_not_listen_is_killed_after_its_grace_period(world: World) -> None:
    deaf = python(
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True)\n"
        "time.sleep(60)"
    )
    with world.engine(EngineOptions(grace_seconds=60, recent_seconds=0)) as engine:
        world.create("run", {"name": "main", "container": deaf})
        until_ready(engine, "run")
        began = time.monotonic()
        world.api.request("DELETE", path_of("pods", NAMESPACE, "run"), query={"gracePeriodSeconds": "1"})
        world.ended("run")
    assert 1 <= time.monotonic() - began < 10


def test_another_engine_takes_over_and_lost_pods_are_tried_again(world: World) -> None:
    lost = {"limit": "1", "expression": "lastRetry.status == 'Error'"}
    template = {"name": "main", "retryStrategy": lost, "container": SLEEPS_FIRST}
    with world.engine():
        world.create("run", template, synchronization={"mutexes": [{"name": "m"}]})
        world.create("waits", GATE, synchronization={"mutexes": [{"name": "m"}]})
        world.when("run", lambda status: phases(status).get("run(0)") == "Running")
    with world.engine(EngineOptions(recent_seconds=0)):
        status = world.ended("run")
        world.when("waits", is_running)
    assert status["phase"] == "Succeeded"
    assert phases(status) == {"run": "Succeeded", "run(0)": "Error", "run(1)": "Succeeded"}


def test_a_pod_that_is_lost_soon_after_its_start_is_created_again(world: World) -> None:
    with world.engine():
        world.create("run", {"name": "main", "container": python("import time; time.sleep(1)")})
        world.when("run", is_running)
        path = path_of("pods", NAMESPACE, "run")
        world.api.request("DELETE", path, query={"gracePeriodSeconds": "0"})
        status = world.ended("run")
    assert phases(status) == {"run": "Succeeded"}


def test_what_was_created_while_no_engine_ran_is_run(world: World) -> None:
    world.create("run", {"name": "main", "container": python("pass")})
    with world.engine():
        assert world.ended("run")["phase"] == "Succeeded"


@pytest.mark.parametrize("kind", [FaultKind.STATUS, FaultKind.DROP_BEFORE, FaultKind.DROP_AFTER])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", r".*/workflows/run"),
        ("POST", r".*/pods"),
        ("POST", r".*/token"),
        ("PATCH", r".*/pods/.*/status"),
        ("POST", r".*/workflowtaskresults"),
        ("PATCH", r".*/workflowtaskresults/.*"),
        ("GET", r".*/workflows"),
    ],
)
def test_a_fault_of_the_api_server_changes_nothing(
    world: World, kind: FaultKind, method: str, path: str
) -> None:
    first = {"name": "first", "container": python("pass")}
    main = {
        "name": "main",
        "steps": [[{"name": "a", "template": "first"}], [{"name": "b", "template": "first"}]],
    }
    with world.engine():
        world.stand_in.faults.arm(Fault(kind=kind, method=method, path=path, status=503))
        world.create("run", main, first)
        status = world.ended("run")
    assert status["phase"] == "Succeeded"
    assert sum(node["type"] == "Pod" for node in status["nodes"].values()) == 2


def test_fifty_workflows_at_once(world: World) -> None:
    with world.engine():
        gates = [world.create(f"gate-{number}", GATE) for number in range(44)]
        pods = [
            world.create(f"pod-{number}", {"name": "main", "container": python("pass")})
            for number in range(6)
        ]
        for name in gates:
            world.when(name, is_running)
        for name in pods:
            assert world.ended(name)["phase"] == "Succeeded"


def test_an_event_waits_for_the_requeue_time(world: World) -> None:
    with world.engine(EngineOptions(requeue_seconds=0.5)):
        begin = time.monotonic()
        world.create("run", {"name": "main", "suspend": {"duration": "0"}})
        world.ended("run")
    assert time.monotonic() - begin >= 0.5


def test_an_engine_that_may_not_list_says_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sandbox.engine.engine._READY_SECONDS", 1.0)
    engine = Engine(api_url=world.url, token="nobody", namespace=NAMESPACE)
    with pytest.raises(RuntimeError, match=r"the workflow engine did not start: .*Unauthorized"):
        engine.start()
