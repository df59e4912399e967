"""WorkflowTemplate `play`: a task from Rex's first commit to approval, with QA as a recursive cycle.

    play        start-rex → await-pr-created → qa, once-more, or ask-person
    qa-cycle    start-cleo → await-ready-for-qa → start-tess → await-pr-approved → again, once-more, or ...

Argo only moves forward, so going back is a template that calls itself: `again` after a restart, `once-more`
if an agent failed for the first time. Waiting is a suspend node (a gate): an event sets its output `verdict`,
and at its deadline the default `timeout` applies. Nothing polls.
"""

from hera.workflows import Container, Parameter, Step, Steps, Suspend, WorkflowTemplate
from hera.workflows.models import SuppliedValueFrom, ValueFrom

from remediation.play import (
    AWAIT_PR_APPROVED,
    AWAIT_PR_CREATED,
    AWAIT_READY_FOR_QA,
    FAILED,
    PROCEED,
    RESTART,
)
from remediation.settings import Role, Settings
from workflows.house_style import Loop, workflow_template
from workflows.step import output, step

NAME = "play"
SERVICE_ACCOUNT = "play"
TASK = ("task-id", "repository")
LOOP = Loop(
    name=NAME,
    about="A task from Rex's first commit through QA by Cleo and Tess to approval.",
    workflow_type="play-orchestration",
    title="Task {{workflow.parameters.task-id}} of {{workflow.parameters.repository}}",
    description="Rex writes, Cleo checks quality, Tess tests; each push by Rex starts QA again at Cleo.",
    parameters=TASK,
    service_account=SERVICE_ACCOUNT,
    finally_runs="end-play",
)
UNREPORTED = "unreported"
"""The outcome of a step that reported none."""
CYCLE = "{{inputs.parameters.cycle}}"
FAILURES = "{{inputs.parameters.failures}}"


def build(settings: Settings) -> WorkflowTemplate:
    """Build the template that a task's play is started from."""
    return workflow_template(
        settings,
        LOOP,
        [
            _play(settings),
            _qa_cycle(settings),
            _start_agent(settings),
            _gate(),
            _ask_person(settings),
            _end_play(settings),
        ],
        seconds=settings.deadlines.play,
    )


def _play(settings: Settings) -> Steps:
    failed, silent = f"{_verdict(AWAIT_PR_CREATED)} == '{FAILED}'", _silent("start-rex")
    with Steps(name=NAME, inputs=[Parameter(name="cycle", default="0")]) as play:
        _start("start-rex", role="rex", cycle=CYCLE)
        _await(AWAIT_PR_CREATED, after="start-rex", cycle=CYCLE, seconds=settings.deadlines.pr_created)
        with play.parallel():
            Step(
                name="qa",
                template="qa-cycle",
                arguments={"cycle": "1", "failures": "0"},
                when=f"{_verdict(AWAIT_PR_CREATED)} == '{PROCEED}'",
            )
            Step(name="once-more", template=NAME, arguments={"cycle": "1"}, when=f"{failed} && {CYCLE} < 1")
            _ask("ask-person", because="failures", when=f"({failed} && {CYCLE} >= 1) || {silent}")
    return play


def _qa_cycle(settings: Settings) -> Steps:
    deadlines, cap = settings.deadlines, settings.cycle_cap
    ready, approved = _verdict(AWAIT_READY_FOR_QA), _verdict(AWAIT_PR_APPROVED)
    asked_to_restart = (_outcome("start-cleo"), ready, _outcome("start-tess"), approved)
    restart = "(" + " || ".join(f"{each} == '{RESTART}'" for each in asked_to_restart) + ")"
    failures = (
        f"{ready} == '{FAILED}'",
        f"{approved} == '{FAILED}'",
        *map(_silent, ("start-cleo", "start-tess")),
    )
    failed = "(" + " || ".join(failures) + ")"
    next_cycle = "{{=asInt(inputs.parameters.cycle) + 1}}"
    inputs = [Parameter(name="cycle"), Parameter(name="failures")]
    with Steps(name="qa-cycle", inputs=inputs) as cycle:
        _start("start-cleo", role="cleo", cycle=CYCLE)
        _await(AWAIT_READY_FOR_QA, after="start-cleo", cycle=CYCLE, seconds=deadlines.ready_for_qa)
        _start(
            "start-tess",
            role="tess",
            cycle=CYCLE,
            head="{{steps.start-cleo.outputs.parameters.head}}",
            when=f"{ready} == '{PROCEED}'",
        )
        _await(AWAIT_PR_APPROVED, after="start-tess", cycle=CYCLE, seconds=deadlines.pr_approved)
        with cycle.parallel():
            Step(
                name="again",
                template="qa-cycle",
                arguments={"cycle": next_cycle, "failures": "0"},
                when=f"{restart} && {CYCLE} < {cap}",
            )
            Step(
                name="once-more",
                template="qa-cycle",
                arguments={"cycle": next_cycle, "failures": "1"},
                when=f"{failed} && {FAILURES} < 1 && {CYCLE} < {cap}",
            )
            _ask("ask-after-restarts", because="restarts", when=f"{restart} && {CYCLE} >= {cap}")
            _ask(
                "ask-after-failures",
                because="failures",
                when=f"{failed} && ({FAILURES} >= 1 || {CYCLE} >= {cap})",
            )
    return cycle


def _ask(name: str, *, because: str, when: str) -> None:
    Step(name=name, template="ask-person", arguments={"cycle": CYCLE, "because": because}, when=when)


def _start(name: str, *, role: Role, cycle: str, head: str = "", when: str | None = None) -> None:
    arguments = {"role": role, "cycle": cycle, "head": head}
    Step(name=name, template="start-agent", arguments=arguments, when=when)


def _await(name: str, *, after: str, cycle: str, seconds: int) -> None:
    known = {each: f"{{{{steps.{after}.outputs.parameters.{each}}}}}" for each in ("head", "seen")}
    arguments = {"cycle": cycle, **known, "deadline": str(seconds)}
    Step(name=name, template="gate", arguments=arguments, when=f"{_outcome(after)} == 'started'")


def _start_agent(settings: Settings) -> Container:
    return step(
        settings,
        name="start-agent",
        verb="start_agent",
        inputs=[
            *_task(),
            Parameter(name="play-uid", value="{{workflow.uid}}"),
            Parameter(name="role"),
            Parameter(name="cycle"),
            Parameter(name="head"),
        ],
        outputs=[
            output("outcome", default=UNREPORTED),
            output("reason", default=""),
            output("head", default=""),
            output("seen", default=""),
            output("code-run", default=""),
        ],
        github=True,
    )


def _gate() -> Suspend:
    """Wait for a verdict; events find the gate by its display name and the cycle among its inputs."""
    return Suspend(
        name="gate",
        inputs=[Parameter(name=each) for each in ("cycle", "head", "seen", "deadline")],
        outputs=[
            Parameter(name="verdict", value_from=ValueFrom(supplied=SuppliedValueFrom(), default="timeout"))
        ],
        duration="{{inputs.parameters.deadline}}",
    )


def _ask_person(settings: Settings) -> Container:
    inputs = [*_task(), Parameter(name="cycle"), Parameter(name="because")]
    return step(settings, name="ask-person", verb="ask_person", inputs=inputs, github=True)


def _end_play(settings: Settings) -> Container:
    inputs = [*_task(), Parameter(name="status", value="{{workflow.status}}")]
    return step(settings, name="end-play", verb="end_play", inputs=inputs, github=True)


def _task() -> list[Parameter]:
    """Give what every step of a play is told; steps refuse parameters that they do not know."""
    task = [Parameter(name=each, value=f"{{{{workflow.parameters.{each}}}}}") for each in TASK]
    return [*task, Parameter(name=NAME, value="{{workflow.name}}")]


def _silent(step_name: str) -> str:
    """Tell whether a step succeeded and Argo lost its outputs, as it may on a busy node.

    A new QA cycle cancels whom it has started. Nobody cancels Rex, so a second one would work beside him.
    """
    return f"('{{{{steps.{step_name}.status}}}}' == 'Succeeded' && {_outcome(step_name)} == '{UNREPORTED}')"


def _outcome(step_name: str) -> str:
    return f"'{{{{steps.{step_name}.outputs.parameters.outcome}}}}'"


def _verdict(step_name: str) -> str:
    return f"'{{{{steps.{step_name}.outputs.parameters.verdict}}}}'"
