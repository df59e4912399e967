"""Answer a signal: look at the task as it is now, and give the waiting gate its verdict."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from remediation.agreement import disagreement, in_one
from remediation.clients.argo import Argo
from remediation.clients.github import GitHub
from remediation.clients.kubernetes import Kubernetes
from remediation.coderuns import coderun_name, coderuns
from remediation.errors import Temporary
from remediation.identifiers import BOT_SUFFIX, task_of_branch
from remediation.play import (
    AGENT_OF,
    AWAIT_READY_FOR_QA,
    PROCEED,
    Gate,
    Play,
    plays_selector,
    present_play,
)
from remediation.pull_requests import IN_PROGRESS, NEEDS_HUMAN, Task, WatchedPullRequest
from remediation.settings import Repository, Role, Settings
from remediation.signal import Answer, Doubt, Outcome, Seen, Signal, answer, answer_closing, shows
from remediation.state import SignalRecord, TaskState
from steps import locking, remembering
from steps.pod import Clock, Pod

FIRST_PAUSE_SECONDS = 0.25
LONGEST_PAUSE_SECONDS = 2.0


@dataclass(frozen=True, kw_only=True)
class _Desk:
    """What a signal is answered with."""

    signal: Signal
    repository: Repository
    settings: Settings
    github: GitHub
    cluster: Kubernetes
    argo: Argo
    clock: Clock


def answer_signal(
    signal: Signal,
    *,
    settings: Settings,
    github: GitHub,
    cluster: Kubernetes,
    argo: Argo,
    clock: Clock,
) -> Answer:
    """Answer a signal; while the answer may be another one in a moment, look again.

    The Lease is left in between: a push must not wait for a signal.

    Raises:
        Temporary: The play reached no gate in time, or another run holds the Lease.
    """
    repository = settings.repository(signal.repository)
    if repository is None:
        return _stop(Outcome.REFUSED, f"{signal.repository} is not a configured repository")
    desk = _Desk(
        signal=signal,
        repository=repository,
        settings=settings,
        github=github,
        cluster=cluster,
        argo=argo,
        clock=clock,
    )
    deadlines, began, pause = settings.deadlines, clock.monotonic(), FIRST_PAUSE_SECONDS
    while True:
        waited = clock.monotonic() - began
        with locking.held(
            cluster,
            namespace=repository.agents_namespace,
            task=signal.task,
            holder=signal.run,
            seconds=deadlines.lease,
            clock=clock,
            patience=deadlines.gate_active,
        ) as token:
            answered = _answer_now(desk, token, sure=waited >= deadlines.github_lag)
        if answered.doubt is None:
            return answered
        if answered.doubt is Doubt.BETWEEN_GATES and waited >= deadlines.gate_active:
            raise Temporary(answered.reason)
        clock.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE_SECONDS)


def run(pod: Pod) -> None:
    """Answer the signal of this run."""
    signal = pod.read(Signal)
    answered = answer_signal(
        signal,
        settings=pod.settings,
        github=pod.github(signal.repository),
        cluster=pod.kubernetes,
        argo=pod.argo,
        clock=pod.clock,
    )
    pod.baton.output("outcome", answered.outcome.value)
    pod.baton.output("reason", answered.reason)
    pod.log.info(answered.reason, task=signal.task, delivery=signal.delivery, outcome=answered.outcome.value)


def _answer_now(desk: _Desk, token: int, *, sure: bool) -> Answer:
    """Look once, and act; an answer in doubt is only acted on when it is `sure` by now."""
    signal = desk.signal
    shown = in_one(desk.github.task(signal.task, ask_about=signal.pull_request))
    if refusal := _refuse(signal, shown, sure=sure):
        return refusal
    selector = plays_selector(desk.repository.name, signal.task)
    play = present_play(desk.argo.find(selector=selector))
    if play is None or play.over:
        return _stop(Outcome.NOTHING, f"no unfinished play of task {signal.task}")
    gate = play.waiting
    if gate is None:
        return _late(signal, play) or _between(play)
    state = remembering.load(desk.cluster, namespace=desk.repository.agents_namespace, task=signal.task)
    answered = _outdated(desk, shown.pull_request, state) or _decide(desk, shown, play, gate, state)
    if answered.doubt is Doubt.PUSH_IS_COMING or (answered.doubt and not sure):
        return answered
    if answered.verdict and not _act(desk, token, answered, play, gate, shown, state):
        return _between(play)
    return replace(answered, doubt=None)


def _refuse(signal: Signal, shown: Task, *, sure: bool) -> Answer | None:
    """Refuse what is not the task's pull request, or not what the signal is about."""
    asked = shown.asked
    if signal.pull_request is not None and (asked is None or not shows(asked, signal)):
        if not sure:
            reason = f"GitHub does not show yet what happened to pull request #{signal.subject}"
            return Answer(outcome=Outcome.NOTHING, reason=reason, doubt=Doubt.GITHUB_LAGS)
        if asked is None:
            reason = f"there is no pull request #{signal.subject} between branches of this repository"
            return _stop(Outcome.REFUSED, reason)
    answered = disagreement(shown)
    if answered is None:
        if asked is not None and asked.tasks != {signal.task}:
            return _stop(Outcome.REFUSED, f"pull request #{asked.number} is not of task {signal.task}")
    elif asked is not None and asked.state != "OPEN":
        # Its label may be off by now: the gate's commit tells whether it was the task's.
        is_unlabelled = not asked.tasks and task_of_branch(asked.branch) == signal.task
        return None if is_unlabelled else replace(answered, outcome=Outcome.NOTHING)
    return answered


def _outdated(desk: _Desk, pull: WatchedPullRequest | None, state: TaskState | None) -> Answer | None:
    """Wait while GitHub shows a head from before a push that we know of: it is worth no verdict."""
    lag = desk.settings.deadlines.github_lag
    if pull is None or state is None or not state.is_outdated(pull.head, now=desk.clock.now(), lag=lag):
        return None
    reason = f"GitHub still shows {pull.head[:7]} as the head of {pull.branch}"
    return Answer(outcome=Outcome.NOTHING, reason=reason, doubt=Doubt.PUSH_IS_COMING)


def _decide(desk: _Desk, shown: Task, play: Play, gate: Gate, state: TaskState | None) -> Answer:
    signal, pull = desk.signal, shown.pull_request
    if shown.asked is not None and shown.asked.state != "OPEN" and pull is None:
        if not shown.asked.tasks and shown.asked.head != gate.head:
            reason = f"pull request #{shown.asked.number} has no label task-{signal.task}"
            return _stop(Outcome.NOTHING, reason)
        return answer_closing(shown.asked, play)
    if signal.is_about_agent and not _is_waited_for(desk, play, gate):
        reason = f"{signal.subject} is not the agent that {gate.name} of cycle {gate.cycle} waits for"
        return _stop(Outcome.NOTHING, reason)
    broken = state.broken if state is not None else None
    seen = Seen(
        play=play,
        gate=gate,
        pull_request=pull,
        cleo=_counted(desk, pull, "cleo"),
        tess=_counted(desk, pull, "tess"),
        restarting=broken is not None and (broken.play, broken.cycle) == (play.name, gate.cycle),
    )
    return answer(signal, seen)


def _is_waited_for(desk: _Desk, play: Play, gate: Gate) -> bool:
    """Tell whether the signal's agent is the one that the gate waits for, and no other took its place."""
    name = _agent_of(play, gate)
    if desk.signal.subject != name:
        return False
    present = desk.cluster.get(coderuns(desk.settings), desk.repository.agents_namespace, name)
    return present is None or present["metadata"]["uid"] == desk.signal.delivery


def _counted(desk: _Desk, pull: WatchedPullRequest | None, role: Role) -> frozenset[str]:
    """Give the logins on a pull request that count as an agent.

    One that ends in `[bot]` is GitHub's own promise; anybody may register one without it.
    """
    logins = {login for login in _marks(pull) if desk.settings.identities.role_of(login) == role}
    return frozenset(login for login in logins if login.endswith(BOT_SUFFIX) or desk.github.may_write(login))


def _marks(pull: WatchedPullRequest | None) -> Iterable[str]:
    if pull is None:
        return ()
    return (*(each.by for each in pull.reviews), *((pull.readied.by,) if pull.readied else ()))


def _act(
    desk: _Desk,
    token: int,
    answered: Answer,
    play: Play,
    gate: Gate,
    shown: Task,
    state: TaskState | None,
) -> bool:
    """Change the labels, write the answer down, and last of all give the verdict; False if nothing waits."""
    signal = desk.signal
    failed = state is not None and state.signal is not None and state.signal.phase == "failed"
    gone = {NEEDS_HUMAN} if failed else set()
    if gate.name == AWAIT_READY_FOR_QA and answered.verdict == PROCEED:
        gone |= {IN_PROGRESS}
    pull = shown.pull_request
    if pull is not None and gone & set(pull.labels):
        _demand_lease(desk, token)
        desk.github.change_labels(pull, shown.ours, add=[], remove=sorted(gone))
    record = SignalRecord(
        delivery=signal.delivery,
        kind=signal.kind,
        at=desk.clock.now(),
        phase="answered",
        play=play.name,
        gate=gate.name,
        cycle=gate.cycle,
        verdict=answered.verdict,
    )
    remembering.update(
        desk.cluster,
        namespace=desk.repository.agents_namespace,
        task=signal.task,
        repository=desk.repository.name,
        change=lambda state: state.model_copy(update={"signal": record}),
    )
    _demand_lease(desk, token)
    return desk.argo.set_verdict(play.name, gate=gate.name, cycle=gate.cycle, verdict=answered.verdict)


def _demand_lease(desk: _Desk, token: int) -> None:
    locking.demand(
        desk.cluster,
        namespace=desk.repository.agents_namespace,
        task=desk.signal.task,
        holder=desk.signal.run,
        token=token,
        clock=desk.clock,
    )


def _late(signal: Signal, play: Play) -> Answer | None:
    """Say so if no gate to come waits for the signal's agent: then nobody has to wait for the next one."""
    if not signal.is_about_agent:
        return None
    if not signal.subject.startswith(f"{play.name}-"):
        return _stop(Outcome.NOTHING, f"{signal.subject} is not an agent of {play.name}")
    answered = (gate for gate in play.gates if signal.subject == _agent_of(play, gate))
    return next(
        (_stop(Outcome.NOTHING, f"{gate.name} has its verdict already: {gate.verdict}") for gate in answered),
        None,
    )


def _agent_of(play: Play, gate: Gate) -> str:
    return coderun_name(play.name, gate.cycle, AGENT_OF[gate.name])


def _between(play: Play) -> Answer:
    return Answer(
        outcome=Outcome.NOTHING,
        reason=f"{play.name} is between two gates",
        doubt=Doubt.BETWEEN_GATES,
    )


def _stop(outcome: Outcome, reason: str) -> Answer:
    return Answer(outcome=outcome, reason=reason)
