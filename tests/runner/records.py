"""A record of a scenario as if it had been played, for tests of what is made of it."""

from datetime import UTC, datetime, timedelta

from runner.expectations.finding import Finding
from runner.record import Moment, Record, Span
from runner.snapshot import CodeRun, Comment, ConfigMap, Node, PullRequest, Run, Snapshot

ZERO = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
FIRST, FIX = "1" * 40, "2" * 40
HOSTILE = '</script><script>alert("x")</script>'


def at(seconds: float) -> datetime:
    """Give a moment of the scenario."""
    return ZERO + timedelta(seconds=seconds)


def node(  # noqa: PLR0913  # a node has many fields
    name: str,
    begin: float | None = None,
    end: float | None = None,
    *,
    kind: str = "Pod",
    phase: str = "Succeeded",
    parent: str = "",
    children: tuple[str, ...] = (),
    outputs: dict[str, str] | None = None,
    cycle: int | None = None,
    verb: str = "",
    position: int = 0,
    ident: str = "",
) -> Node:
    """Give a node whose id is its name."""
    return Node(
        id=ident or name,
        name=name,
        kind=kind,
        phase=phase,
        started=None if begin is None else at(begin),
        finished=None if end is None else at(end),
        parent=parent,
        children=children,
        outputs=outputs or {},
        cycle=cycle,
        verb=verb,
        position=position,
    )


def loop_run() -> Run:
    """Give a run of the push loop that restarted QA: five containers in one pod, then the exit handler."""
    names = ("admit", "cancel", "relabel", "reset", "main")
    ends = (0.40, 0.75, 0.82, 0.86, 0.98)
    containers = [
        node(
            name,
            0.05,
            end,
            kind="Container",
            parent="pod",
            verb="restart" if name == "main" else name,
            position=position,
        )
        for position, (name, end) in enumerate(zip(names, ends, strict=True))
    ]
    outputs = {"outcome": "restarted", "reason": "play-7-abcde starts QA again with 2222222"}
    return Run(
        namespace="remediation",
        name="rex-push-7e0b1c1e-0000-11ee-8000-000000000001",
        uid="u-loop",
        template="rex-remediation",
        kind="rex-remediation",
        task=7,
        repository="5dlabs/cto",
        phase="Succeeded",
        created=at(0.03),
        started=at(0.03),
        finished=at(1.6),
        outcome="restarted",
        reason=outputs["reason"],
        nodes=(
            node("run", 0.03, 1.0, kind="Steps", children=("[0]",)),
            node("[0]", 0.03, 1.0, kind="StepGroup", parent="run", children=("remediate",)),
            node("remediate", 0.03, 1.0, kind="Retry", parent="run", children=("pod",), outputs=outputs),
            node("pod", 0.03, 1.0, parent="run", children=names, outputs=outputs),
            *containers,
            node("rex-push.onExit", 1.05, 1.6, kind="Steps", children=("x[0]",)),
            node("x[0]", 1.05, 1.6, kind="StepGroup", parent="rex-push.onExit", children=("conclude",)),
            node("conclude", 1.05, 1.6, parent="rex-push.onExit"),
        ),
    )


def play_run() -> Run:
    """Give a play in its second QA cycle, which waits for Cleo."""

    def cycle(
        number: int, begin: float, steps: tuple[tuple[str, float, float | None, str], ...]
    ) -> list[Node]:
        group = f"qa{number}"
        nodes = [node(group, begin, kind="Steps", phase="Running", parent="play", cycle=number, ident=group)]
        for position, (name, start, end, verdict) in enumerate(steps):
            ident = f"{group}{name}"
            suspended = name.startswith("await")
            step_group = f"[{position}]"
            nodes += [
                node(
                    step_group,
                    start,
                    end,
                    kind="StepGroup",
                    parent=group,
                    children=(ident,),
                    ident=f"{group}{step_group}",
                ),
                node(
                    name,
                    start,
                    end,
                    kind="Suspend" if suspended else "Pod",
                    phase="Succeeded" if end is not None else "Running",
                    parent=group,
                    cycle=number,
                    outputs={"verdict": verdict} if verdict else {},
                    ident=ident,
                ),
            ]
        return nodes

    first = (
        ("start-cleo", -2.0, -1.6, ""),
        ("await-ready-for-qa", -1.6, -1.0, "proceed"),
        ("start-tess", -1.0, -0.6, ""),
        ("await-pr-approved", -0.6, 0.97, "restart"),
    )
    second = (("start-cleo", 1.0, 1.5, ""), ("await-ready-for-qa", 1.5, None, ""))
    return Run(
        namespace="remediation",
        name="play-7-abcde",
        uid="u-play",
        template="play",
        kind="play-orchestration",
        task=7,
        repository="5dlabs/cto",
        stage="waiting-ready-for-qa",
        phase="Running",
        created=at(-4),
        started=at(-4),
        nodes=(
            node("play", -4, kind="Steps", phase="Running", children=("p[0]",)),
            node("p[0]", -4, -3.5, kind="StepGroup", parent="play", children=("start-rex",)),
            node("start-rex", -4, -3.5, parent="play"),
            node("p[1]", -3.5, -2, kind="StepGroup", parent="play", children=("await-pr-created",)),
            node(
                "await-pr-created",
                -3.5,
                -2,
                kind="Suspend",
                parent="play",
                outputs={"verdict": "proceed"},
                cycle=0,
            ),
            *cycle(1, -2, first),
            *cycle(2, 1, second),
        ),
    )


def code_run(role: str, head: str, *, uid: str, begin: float) -> CodeRun:
    """Give an agent's run on a commit."""
    return CodeRun(
        namespace="agent-platform",
        name=f"play-7-abcde-1-{role}",
        uid=uid,
        task=7,
        role=role,
        head=head,
        phase="Running",
        created=at(begin),
    )


def record(
    *, findings: tuple[Finding, ...] | None = None, title: str = "Rex pushes a fix, and QA starts again"
) -> Record:
    """Give the record of a push that restarted QA."""
    pull = PullRequest(
        repository="5dlabs/cto",
        number=1,
        title="Let people log in",
        branch="task-7-login",
        head=FIRST,
        author="5DLabs-Rex[bot]",
        state="open",
        labels=("task-7", "ready-for-qa"),
    )
    cleo = code_run("cleo", FIRST, uid="c1", begin=-1.8)
    tess = code_run("tess", FIRST, uid="t1", begin=-0.8)
    again = code_run("cleo", FIX, uid="c2", begin=1.3).model_copy(update={"name": "play-7-abcde-2-cleo"})
    before_play = play_run().model_copy(
        update={
            "stage": "waiting-pr-approved",
            "nodes": tuple(
                each.model_copy(update={"phase": "Running", "finished": None, "outputs": {}})
                if each.name == "await-pr-approved"
                else each
                for each in play_run().nodes
                if each.cycle != 2 and not each.id.startswith("qa2")
            ),
        }
    )
    state = ConfigMap(
        namespace="agent-platform",
        name="task-7-remediation-state",
        data={"push": f'{{"head": "{FIX}", "phase": "done"}}', "status": "active"},
    )
    before = Snapshot(runs=(before_play,), code_runs=(cleo, tess), pull_requests=(pull,))
    comment = Comment(author="remedy[bot]", body=f"Look at {HOSTILE}")
    after = Snapshot(
        runs=(play_run(), loop_run()),
        code_runs=(again,),
        pull_requests=(
            pull.model_copy(
                update={"labels": ("task-7", "remediation-in-progress"), "head": FIX, "comments": (comment,)}
            ),
        ),
        config_maps=(state,),
    )
    sentences = (
        (0.0, "github", "5DLabs-Rex[bot] pushes fix (2222222) to task-7-login", True),
        (0.03, "sensor", "a sensor creates run rex-push-7e0b1c1e of rex-remediation", False),
        (0.46, "agents", "Cleo's run play-7-abcde-1-cleo on first is cancelled", False),
        (0.46, "agents", "Tess's run play-7-abcde-1-tess on first is cancelled", False),
        (0.66, "agents", "Tess's run play-7-abcde-1-tess on first is gone", False),
        (0.74, "agents", "Cleo's run play-7-abcde-1-cleo on first is gone", False),
        (0.78, "github", "remedy[bot] takes ready-for-qa off pull request #1", False),
        (0.78, "github", "remedy[bot] adds remediation-in-progress to pull request #1", False),
        (0.84, "argo", "the play of task 7 is set to waiting-pr-created", False),
        (1.0, "argo", "the play of task 7 enters QA cycle 2", False),
        (1.3, "agents", "Cleo's run play-7-abcde-2-cleo starts on fix", False),
        (1.5, "argo", "the play of task 7 waits at await-ready-for-qa", False),
        (1.6, "argo", "run rex-push-7e0b1c1e of rex-remediation succeeds: restarted", False),
    )
    return Record(
        scenario="demo",
        title=title,
        description="Cleo and Tess are at work. Rex pushes: they are cancelled, and Cleo starts again.",
        backend="sandbox",
        zero=ZERO,
        seconds=1.62,
        before=before,
        after=after,
        commits={"first": FIRST, "fix": FIX},
        timeline=tuple(
            Moment.model_validate({"at": when, "lane": lane, "text": text, "event": did})
            for when, lane, text, did in sentences
        ),
        agents=(
            Span(
                uid="c1",
                name=cleo.name,
                role="cleo",
                task=7,
                commit="first",
                begin=-1.8,
                doomed=0.46,
                end=0.74,
            ),
            Span(
                uid="t1",
                name=tess.name,
                role="tess",
                task=7,
                commit="first",
                begin=-0.8,
                doomed=0.46,
                end=0.66,
            ),
            Span(uid="c2", name=again.name, role="cleo", task=7, commit="fix", begin=1.3),
        ),
        findings=findings
        or (
            Finding(ok=True, expected="there is 1 run of rex-remediation: Succeeded with outcome restarted"),
            Finding(
                ok=True, expected="the play of task 7 is in QA cycle 2", because="a restart is a new cycle"
            ),
        ),
    )
