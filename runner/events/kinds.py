"""Every kind of event that a scenario may have: `do` names it."""

from typing import Annotated

from pydantic import Field

from runner.events.deliveries import HoldDeliveries, Redeliver, RedeliverAll, ReleaseDeliveries, Webhook
from runner.events.plays import DeleteCodeRun, SetVerdict, StartPlay, StopPlay
from runner.events.pull_requests import (
    ClosePullRequest,
    Comment,
    ConvertToDraft,
    DismissReview,
    Label,
    OpenPullRequest,
    ReadyForReview,
    ReopenPullRequest,
    Review,
)
from runner.events.pushes import DeleteBranch, ForcePush, Push, PushTag

AnyEvent = Annotated[
    Push
    | ForcePush
    | DeleteBranch
    | PushTag
    | OpenPullRequest
    | ReadyForReview
    | ConvertToDraft
    | ClosePullRequest
    | ReopenPullRequest
    | Label
    | Comment
    | Review
    | DismissReview
    | HoldDeliveries
    | ReleaseDeliveries
    | Redeliver
    | RedeliverAll
    | Webhook
    | StartPlay
    | SetVerdict
    | StopPlay
    | DeleteCodeRun,
    Field(discriminator="do"),
]
