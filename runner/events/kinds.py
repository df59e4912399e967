"""Every kind of event that a scenario may have: `do` names it."""

from typing import Annotated

from pydantic import Field

from runner.events.deliveries import HoldDeliveries, Redeliver, ReleaseDeliveries, Webhook
from runner.events.plays import DeleteCodeRun, SetVerdict, StartPlay, StopPlay
from runner.events.pull_requests import ClosePullRequest, Comment, Label, OpenPullRequest, Review
from runner.events.pushes import DeleteBranch, ForcePush, Push, PushTag

AnyEvent = Annotated[
    Push
    | ForcePush
    | DeleteBranch
    | PushTag
    | OpenPullRequest
    | ClosePullRequest
    | Label
    | Comment
    | Review
    | HoldDeliveries
    | ReleaseDeliveries
    | Redeliver
    | Webhook
    | StartPlay
    | SetVerdict
    | StopPlay
    | DeleteCodeRun,
    Field(discriminator="do"),
]
