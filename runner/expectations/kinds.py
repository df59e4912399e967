"""Every kind of expectation that a scenario may have: `that` names it."""

from typing import Annotated

from pydantic import Field

from runner.expectations.agents import CodeRuns, Pods
from runner.expectations.objects import Deliveries, LeaseFree, Notices, State
from runner.expectations.plays import PlayStands
from runner.expectations.pull_requests import PullRequestShows
from runner.expectations.runs import Runs
from runner.expectations.unchanged import Unchanged

AnyExpectation = Annotated[
    Runs
    | CodeRuns
    | Pods
    | PlayStands
    | PullRequestShows
    | State
    | LeaseFree
    | Notices
    | Deliveries
    | Unchanged,
    Field(discriminator="that"),
]
