"""What GitHub may show of a pull request, a signal about it, and a gate that waits."""

from datetime import UTC, datetime
from typing import Any

from remediation.play import AWAIT_PR_APPROVED, AWAIT_PR_CREATED, AWAIT_READY_FOR_QA, Gate, Play
from remediation.pull_requests import Labelling, Review, WatchedPullRequest
from remediation.signal import Kind, Seen, Signal

HEAD, OTHER = "a" * 40, "b" * 40
AT = datetime(2026, 1, 1, tzinfo=UTC)
CLEO, TESS, PERSON = "5DLabs-Cleo[bot]", "5DLabs-Tess[bot]", "ada"
STAGES = {
    AWAIT_PR_CREATED: "waiting-pr-created",
    AWAIT_READY_FOR_QA: "waiting-ready-for-qa",
    AWAIT_PR_APPROVED: "waiting-pr-approved",
}
OF_GITHUB: tuple[Kind, ...] = ("pull-request", "task-label", "ready-for-qa", "approval", "closed")
PULL = WatchedPullRequest(
    number=3,
    node_id="PR_3",
    branch="task-7-login",
    head=HEAD,
    labels=("task-7",),
    state="OPEN",
    draft=False,
    updated=AT,
    ended=None,
    readied=None,
    reviews=(),
)


def pull(**changes: Any) -> WatchedPullRequest:  # noqa: ANN401  # any field
    return PULL.model_copy(update=changes)


def readied(by: str = CLEO, *, mark: str = "new", on: bool = True, head: str = HEAD) -> WatchedPullRequest:
    labels = ("task-7", "ready-for-qa") if on else ("task-7",)
    return pull(labels=labels, readied=Labelling(id=mark, by=by), head=head)


def reviewed(*reviews: tuple[str, str, str], head: str = HEAD) -> WatchedPullRequest:
    """Give a pull request with reviews: id, whose, and `OPINION@COMMIT`."""
    made = []
    for identifier, by, said in reviews:
        opinion, commit = said.split("@")
        made.append(Review.model_validate({"id": identifier, "by": by, "opinion": opinion, "commit": commit}))
    return pull(reviews=tuple(made), head=head)


def signal(kind: Kind, *, phase: str = "none") -> Signal:
    is_agent = kind.startswith("agent")
    return Signal.model_validate(
        {
            "repository": "5dlabs/cto",
            "task-id": "7",
            "signal": kind,
            "subject": "play-x-1-cleo" if is_agent else "3",
            "phase": phase,
            "sender": CLEO,
            "at": AT,
            "delivery": "00000001-0000-4000-8000-000000000000",
            "run": "a-run",
        }
    )


def seen(
    name: str,
    shown: WatchedPullRequest | None,
    *,
    head: str = HEAD,
    before: str = "old",
    stage: str | None = None,
    restarting: bool = False,
) -> Seen:
    gate = Gate(name=name, cycle=1, head=head, seen=before, waiting=True, verdict="")
    play = Play(
        name="play-x",
        uid="u",
        created=AT.isoformat(),
        stage=stage or STAGES[name],
        finished=False,
        gates=(gate,),
    )
    return Seen(play=play, gate=gate, pull_request=shown, cleo={CLEO}, tess={TESS}, restarting=restarting)
