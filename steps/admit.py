"""Admit or refuse a push by the truth: pull request, labels, the branch's head, the state, the play."""

from datetime import UTC, datetime

from remediation.clients.argo import Argo
from remediation.clients.github import GitHub
from remediation.clients.kubernetes import Kubernetes
from remediation.errors import Permanent
from remediation.model import Model
from remediation.play import Next, next_for_restart, only_play, plays_selector
from remediation.pull_requests import Branch, OurLabels, PullRequest
from remediation.push import Push, Verdict, decide_branch, decide_state, must_ask_about, refuse_sender
from remediation.settings import Settings
from remediation.state import CycleRecord, PushRecord, TaskState
from steps import locking, remembering
from steps.pod import Clock, Pod


class Admission(Model):
    """What the steps after admission act on."""

    verdict: Verdict
    agents_namespace: str = ""
    pull_request: PullRequest | None = None
    ours: OurLabels | None = None
    lease: int = 0
    """Fencing token of the task's Lease."""
    qa: CycleRecord | None = None
    """The QA cycle that was running; one that begins later may be of a newer head."""
    qa_begun: bool = False
    """Whether a play has QA to start again."""


def admit(
    push: Push, *, settings: Settings, github: GitHub, cluster: Kubernetes, argo: Argo, clock: Clock
) -> Admission:
    """Judge a push; if it is admitted, the task's Lease is held and the state says `started`.

    Raises:
        Temporary: GitHub lags behind the push, or another run holds the Lease.
        Permanent: The state is unreadable, or several plays of the task are unfinished.
    """
    if refusal := refuse_sender(push, settings):
        return Admission(verdict=refusal)
    branch = github.branch(push.branch, ask_about=must_ask_about(push))
    now = clock.now()
    verdict = decide_branch(push, branch, now=now.timestamp(), lag=settings.deadlines.github_lag)
    namespace = _agents_namespace(push, settings)
    if not verdict.proceeds:
        return Admission(verdict=verdict, agents_namespace=namespace)
    lease = locking.acquire(
        cluster,
        namespace=namespace,
        task=push.task,
        holder=push.run,
        seconds=settings.deadlines.lease,
        clock=clock,
    )
    state = remembering.load(cluster, namespace=namespace, task=push.task)
    play = only_play(argo.find(selector=plays_selector(push.repository, push.task)))
    decided = decide_state(verdict.head, state=state, play=play)
    if not decided.proceeds:
        locking.release(cluster, namespace=namespace, task=push.task, holder=push.run)
        return Admission(verdict=decided, agents_namespace=namespace)
    _record_start(push, verdict.head, cluster=cluster, namespace=namespace, now=now)
    return Admission(
        verdict=verdict,
        agents_namespace=namespace,
        pull_request=_numbered(branch, verdict.pull_request),
        ours=branch.ours,
        lease=lease,
        qa=state.qa if state else None,
        qa_begun=next_for_restart(play, verdict.head) in {Next.SET_RESTART, Next.BETWEEN_GATES},
    )


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
    verdict = admission.verdict
    pod.leave(
        admission,
        "push admitted" if verdict.proceeds else f"push not admitted: {verdict.reason}",
        task=push.task,
        delivery=push.delivery,
        head=verdict.head,
    )


def _agents_namespace(push: Push, settings: Settings) -> str:
    repository = settings.repository(push.repository)
    if repository is None:
        raise AssertionError
    return repository.agents_namespace


def _numbered(branch: Branch, number: int) -> PullRequest:
    for pull_request in branch.pull_requests:
        if pull_request.number == number:
            return pull_request
    message = f"pull request {number} is not among those of its branch"
    raise Permanent(message)


def _record_start(push: Push, head: str, *, cluster: Kubernetes, namespace: str, now: datetime) -> None:
    record = PushRecord(delivery=push.delivery, head=head, phase="started")
    stamp = now.astimezone(UTC).isoformat(timespec="seconds")

    def start(state: TaskState) -> TaskState:
        return (
            state if state.push == record else state.model_copy(update={"push": record, "start_time": stamp})
        )

    remembering.update(cluster, namespace=namespace, task=push.task, repository=push.repository, change=start)
