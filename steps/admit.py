"""Admit or refuse a push by the truth: pull request, labels, the branch's head, the state, the play."""

from contextlib import ExitStack
from datetime import datetime

from remediation.clients.argo import Argo
from remediation.clients.github import GitHub
from remediation.clients.kubernetes import Kubernetes
from remediation.errors import Temporary
from remediation.play import Next, next_for_restart, plays_selector, present_play
from remediation.push import Push, decide_branch, decide_state, may_be_late, must_ask_about, refuse_sender
from remediation.settings import Repository, Settings
from remediation.state import PushRecord, TaskState, announce, done_push, shown_push
from steps import locking, remembering
from steps.admission import Admission
from steps.pod import Clock, Pod


def admit(
    push: Push, *, settings: Settings, github: GitHub, cluster: Kubernetes, argo: Argo, clock: Clock
) -> Admission:
    """Judge a push; if it is admitted, the task's Lease is held and the state says `started`.

    GitHub is read under the Lease: a run that looked and then had to wait would bring an old head to a task
    that a newer push has taken care of meanwhile.

    Raises:
        Temporary: GitHub lags behind the push, or another run holds the Lease.
        Permanent: The state is unreadable.
    """
    if refusal := refuse_sender(push, settings):
        return Admission(decision=refusal)
    repository = settings.served(push.repository)
    namespace = repository.agents_namespace
    with ExitStack() as otherwise:
        lease = locking.acquire(
            cluster,
            namespace=namespace,
            task=push.task,
            holder=push.run,
            seconds=settings.deadlines.lease,
            clock=clock,
            patience=settings.deadlines.gate_active,
        )
        otherwise.callback(locking.release, cluster, namespace=namespace, task=push.task, holder=push.run)
        admission = _judge(
            push, repository, lease, settings=settings, github=github, cluster=cluster, argo=argo, clock=clock
        )
        if admission.decision.proceeds:
            otherwise.pop_all()
        return admission


def run(pod: Pod) -> None:
    """Admit the push of this run."""
    push = pod.read(Push)
    admission = admit(
        push,
        settings=pod.settings,
        github=pod.github(push.repository),
        cluster=pod.kubernetes,
        argo=pod.argo,
        clock=pod.clock,
    )
    decision = admission.decision
    pod.leave(
        admission,
        "push admitted" if decision.proceeds else f"push not admitted: {decision.reason}",
        task=push.task,
        delivery=push.delivery,
        head=decision.head,
    )


def _judge(
    push: Push,
    repository: Repository,
    lease: int,
    *,
    settings: Settings,
    github: GitHub,
    cluster: Kubernetes,
    argo: Argo,
    clock: Clock,
) -> Admission:
    branch = github.branch(push.branch, ask_about=must_ask_about(push))
    now, namespace = clock.now(), repository.agents_namespace
    try:
        decision = decide_branch(push, branch, now=now.timestamp(), lag=settings.deadlines.github_lag)
    except Temporary:
        _record_announcement(push, push.before, repository, cluster=cluster, now=now)
        raise
    if not decision.proceeds:
        return Admission(decision=decision, agents_namespace=namespace)
    state = remembering.load(cluster, namespace=namespace, task=push.task)
    play = present_play(argo.find(selector=plays_selector(push.repository, push.task)))
    superseded = decide_state(decision.head, state=state, play=play)
    if not superseded.proceeds:
        if may_be_late(
            push, decision.head, state=state, now=now.timestamp(), lag=settings.deadlines.github_lag
        ):
            _record_announcement(push, decision.head, repository, cluster=cluster, now=now)
            message = f"GitHub still shows {decision.head[:7]} as the head of {push.branch}"
            raise Temporary(message)
        _record_end(push, decision.head, state, repository, cluster=cluster)
        return Admission(decision=superseded, agents_namespace=namespace)
    state = _record_start(push, decision.head, repository, cluster=cluster, now=now)
    needed = next_for_restart(play, decision.head, ends=state.qa)
    return Admission(
        decision=decision,
        agents_namespace=namespace,
        pull_request=next(each for each in branch.pull_requests if each.number == decision.pull_request),
        ours=branch.ours,
        lease=lease,
        qa=state.qa,
        qa_begun=needed is Next.SET_RESTART or (needed is Next.BETWEEN_GATES and state.qa is not None),
        heals=state.push is not None and state.push.heals,
    )


def _record_announcement(
    push: Push, shown: str, repository: Repository, *, cluster: Kubernetes, now: datetime
) -> None:
    """Write down that a push is coming: an approval must not complete the play with the head before it."""

    def tell(state: TaskState) -> TaskState:
        return announce(state, head=push.after, before=shown, at=now)

    remembering.update(
        cluster,
        namespace=repository.agents_namespace,
        task=push.task,
        repository=repository.name,
        change=tell,
    )


def _record_start(
    push: Push, head: str, repository: Repository, *, cluster: Kubernetes, now: datetime
) -> TaskState:
    """Write down what is about to happen; a run that is tried again keeps the record of its first try."""

    def start(known: TaskState) -> TaskState:
        state = shown_push(known, head=head, after=push.after)
        present, wanted = state.push, (push.delivery, head, "started", state.qa)
        if present and (present.delivery, present.head, present.phase, present.ends) == wanted:
            return state
        record = PushRecord(
            delivery=push.delivery,
            head=head,
            before=push.before,
            at=now,
            phase="started",
            ends=state.qa,
            heals=present is not None and present.asked_a_person,
        )
        return state.model_copy(update={"push": record, "start_time": now.isoformat(timespec="seconds")})

    return remembering.update(
        cluster,
        namespace=repository.agents_namespace,
        task=push.task,
        repository=repository.name,
        change=start,
    )


def _record_end(
    push: Push, head: str, known: TaskState | None, repository: Repository, *, cluster: Kubernetes
) -> None:
    """Forget that the push was announced, and mark it as done if an earlier try took it on and died."""

    def finish(before: TaskState) -> TaskState:
        state, mine = shown_push(before, head=head, after=push.after), before.push
        if mine is None or (mine.delivery, mine.phase) != (push.delivery, "started"):
            return state
        return done_push(state, delivery=push.delivery, ends=mine.ends)

    if known is None or finish(known) == known:
        return
    remembering.update(
        cluster,
        namespace=repository.agents_namespace,
        task=push.task,
        repository=repository.name,
        change=finish,
    )
