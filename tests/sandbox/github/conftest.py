from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from remediation.model import JsonObject
from sandbox.github import GitHubStandIn
from tests.sandbox.github.receiver import Receiver, receiving

REPOSITORY = "5dlabs/cto"
REX = "5DLabs-Rex[bot]"
BRANCH = "task-3-login"


@dataclass
class Clock:
    """A clock that stands still until told."""

    now: float = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as taker:
        yield taker


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def github(clock: Clock) -> Iterator[GitHubStandIn]:
    with GitHubStandIn(clock=clock) as standin:
        standin.add_repository(REPOSITORY, protected=["main"])
        standin.add_user("alice", {REPOSITORY: "write"})
        standin.add_user(REX, {REPOSITORY: "write"})
        yield standin


@pytest.fixture
def pull(github: GitHubStandIn) -> int:
    """Rex's pull request from the task branch."""
    github.push(REPOSITORY, BRANCH, REX, files={"login.py": "pass\n"})
    return github.open_pull_request(REPOSITORY, BRANCH, REX)


def last(github: GitHubStandIn, name: str) -> JsonObject:
    """The payload of the newest event of a kind."""
    return next(event.payload for event in reversed(github.events) if event.name == name)
