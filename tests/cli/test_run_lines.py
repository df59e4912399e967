"""What is told of a run: steps and gates that begin, wait, are tried again or end, each once."""

from datetime import UTC, datetime, timedelta

import pytest

from cli.run_lines import Lines, why
from runner.snapshot import Node, Run

ZERO = datetime(2026, 11, 21, 5, 51, tzinfo=UTC)
EMISSARY = 'time=2026-11-21T05:51:18.698Z level=INFO msg="waiting for signals" argo=true'
MESSAGE = f'main: Error (exit code 75): {EMISSARY}\n{{"level": "error", "message": "GitHub does not answer"}}'


def node(name: str, kind: str = "Pod", phase: str = "Running", *, at: int = 0, **fields: object) -> Node:
    ended = phase in {"Succeeded", "Failed", "Error"}
    times = {
        "started": ZERO + timedelta(seconds=at),
        "finished": ZERO + timedelta(seconds=at + 8) if ended else None,
    }
    return Node.model_validate({"id": name, "name": name, "kind": kind, "phase": phase, **times, **fields})


def run(*nodes: Node, phase: str = "Running", message: str = "") -> Run:
    return Run(
        namespace="remediation",
        name="play-7-x",
        uid="u",
        template="play",
        kind="",
        task=7,
        repository="acme/shop",
        phase=phase,
        message=message,
        created=ZERO,
        nodes=nodes,
    )


def told(lines: Lines, *nodes: Node) -> list[str]:
    return [line.plain[10:] for line in lines.news(run(*nodes))]


def test_a_step_is_told_when_it_starts_and_when_it_ends_and_not_in_between() -> None:
    lines = Lines()
    ended = node("start-rex", phase="Succeeded", outputs={"reason": "Rex is at work"})

    assert told(lines, node("start-rex")) == ["● start-rex  started"]
    assert told(lines, node("start-rex")) == []
    assert told(lines, ended) == ["✓ start-rex  8 s, Rex is at work"]
    assert told(lines, ended) == []


def test_groups_and_steps_that_never_ran_are_not_told() -> None:
    hidden = [node(kind, kind) for kind in ("Steps", "StepGroup", "DAG", "TaskGroup", "Skipped")]

    assert told(Lines(), *hidden, node("late", phase="Omitted"), node("soon", phase="Pending")) == []


def test_what_happened_is_told_in_its_order() -> None:
    first, second = node("first", phase="Succeeded"), node("second", at=9)

    assert told(Lines(), second, first) == ["✓ first  8 s", "● second  started"]


def test_a_cycles_steps_are_told_apart() -> None:
    nodes = (node("a", cycle=1, at=1), node("b", cycle=2, at=2), node("c", cycle=0, at=3))

    assert told(Lines(), *nodes) == ["● a, cycle 1  started", "● b, cycle 2  started", "● c  started"]


def test_a_gate_waits_and_then_has_its_verdict() -> None:
    lines = Lines()
    opened = node("await", "Suspend", "Succeeded", outputs={"verdict": "restart"})

    assert told(lines, node("await", "Suspend")) == ["◇ await  waits for a verdict"]
    assert told(lines, opened) == ["✓ await  restart"]
    assert told(Lines(), node("pause", "Suspend", "Succeeded")) == ["✓ pause  goes on"]


def test_a_retry_is_one_step_that_tells_why_it_is_tried_again() -> None:
    lines = Lines()
    first = node("it(0)", phase="Failed", message=MESSAGE)
    second, third = node("it(1)", at=20), node("it(2)", at=40, phase="Failed", message="pod deleted")
    failed = second.model_copy(update={"phase": "Failed", "message": MESSAGE, "finished": ZERO})
    retry = node("it", "Retry", children=("it(0)",))

    assert told(lines, retry, first) == []
    waits = retry.model_copy(update={"message": "Backoff for 5 seconds"})
    assert told(lines, waits, first) == [
        "· it  try 1 failed, tried again: exit code 75, GitHub does not answer"
    ]
    assert told(lines, retry.model_copy(update={"children": ("it(0)", "it(1)")}), first, second) == [
        "● it  started"
    ]
    ended = node(
        "it", "Retry", "Failed", at=40, children=("it(0)", "it(1)", "it(2)"), message="No more retries left"
    )
    assert told(lines, ended, first, failed, third)[-1] == "✗ it  failed after 3 tries: pod deleted"


def test_the_containers_of_a_pod_are_told_by_what_they_do() -> None:
    pod = node("remediate", children=("admit", "main"))
    admit = node("admit", "Container", "Succeeded", at=1)
    main = node("main", "Container", at=1, position=4, verb="restart")

    assert told(Lines(), pod, main, admit) == [
        "● remediate  started",
        "● restart  started",
        "✓ admit  8 s",
    ]


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (MESSAGE, "exit code 75, GitHub does not answer"),
        (
            "main: Error (exit code 1): Traceback:\n  File x\nImportError: no steps\n",
            "exit code 1, ImportError: no steps",
        ),
        (f"main: Error (exit code 3): {EMISSARY}\nno shelf\nError: exit status 3", "exit code 3, no shelf"),
        (f"main: Error (exit code 3): {EMISSARY}\nError: exit status 3\n", "exit code 3"),
        ("main: Error (exit code 143)", "exit code 143"),
        ("admit: Error (exit code 137): OOMKilled", "exit code 137, OOMKilled"),
        ("pod deleted", "pod deleted"),
        ("", "Failed"),
        ("main: Error (exit code 2): \x1b[2Jgone", "exit code 2, [2Jgone"),
    ],
)
def test_a_failed_step_is_told_with_its_exit_code_and_its_last_words(message: str, words: str) -> None:
    failed = node("cancel", phase="Failed", message=message)

    assert told(Lines(), failed) == [f"✗ cancel  failed: {words}"]
    assert why(run(failed, phase="Failed")) == f"cancel: {words}"


def test_what_holds_a_step_up_is_told() -> None:
    lines = Lines()

    assert told(lines, node("it", phase="Pending", message="PodInitializing")) == []
    assert told(lines, node("it", phase="Pending", message="ImagePullBackOff: no such image")) == [
        "◇ it  waits: ImagePullBackOff: no such image"
    ]


def test_what_holds_a_whole_run_up_is_told() -> None:
    waiting = run(phase="Pending", message="Waiting for remediation/Mutex/task-7 lock")

    lines = Lines()

    assert [line.plain.strip() for line in lines.news(waiting)] == [
        "waits: Waiting for remediation/Mutex/task-7 lock"
    ]
    assert list(lines.news(waiting)) == []


def test_a_run_that_failed_without_a_step_says_why_itself() -> None:
    assert why(run(phase="Error", message="invalid spec:\n templates.x")) == "invalid spec: templates.x"
    assert why(run(phase="Error")) == "Error"
