"""What a scenario's people do with pull requests happens at GitHub and is told in a sentence."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from remediation.model import JsonObject
from remediation.settings import Settings
from runner.events.event import Event
from runner.events.kinds import AnyEvent
from runner.history import History
from runner.installation import Installation
from runner.scene import Scene
from sandbox.agents.api import Api
from sandbox.agents.controller import Agents
from sandbox.agents.people import AgentsAtGitHub
from sandbox.github import GitHubStandIn
from sandbox.github.world.refusal import Refused

REPOSITORY = "5dlabs/cto"
REX, TESS = "5DLabs-Rex[bot]", "5DLabs-Tess[bot]"
BRANCH = "task-7-login"
EVENTS: TypeAdapter[Event] = TypeAdapter(AnyEvent)


@pytest.fixture
def github() -> Iterator[GitHubStandIn]:
    """A repository with Rex's task branch, and people who may write."""
    with GitHubStandIn() as standin:
        standin.add_repository(REPOSITORY)
        for login in (REX, TESS, "ada"):
            standin.add_user(login, {REPOSITORY: "write"})
        standin.push(REPOSITORY, BRANCH, REX)
        yield standin


@pytest.fixture
def happens(github: GitHubStandIn) -> Callable[..., str]:
    """Let an event of a scenario happen; nothing of it touches the cluster."""
    settings, nowhere = Settings(), Api(url="http://127.0.0.1:9", name="nothing")
    installation = Installation(
        settings=settings,
        kubernetes=nowhere,
        argo=nowhere,
        github=github,
        agents=Agents(nowhere, settings, acts=AgentsAtGitHub(github, settings)),
        webhook_url="",
        webhook_secret="",
    )
    scene = Scene(
        installation=installation, history=History(clock=time.monotonic), looks=lambda: None, patience=1
    )

    def happen(do: str, **fields: Any) -> str:  # noqa: ANN401  # YAML values
        return EVENTS.validate_python({"do": do, **fields}).perform(scene)

    return happen


def pull_request(github: GitHubStandIn) -> JsonObject:
    """Pull request 1 as it is."""
    found: JsonObject = github.snapshot()["pull_requests"][0]
    return found


def actions(github: GitHubStandIn) -> list[str | None]:
    return [event.action for event in github.events if event.action]


def test_a_draft_is_opened_marked_as_ready_and_made_a_draft_again(
    github: GitHubStandIn, happens: Callable[..., str]
) -> None:
    told = [happens("open_pull_request", by=REX, branch=BRANCH, labels=["task-7"], draft=True)]
    drafts = [pull_request(github)["draft"]]
    for do in ("ready_for_review", "convert_to_draft"):
        told.append(happens(do, by=REX, number=1))
        drafts.append(pull_request(github)["draft"])

    assert drafts == [True, False, True]
    assert actions(github) == ["opened", "labeled", "ready_for_review", "converted_to_draft"]
    assert told == [
        f"{REX} opens draft #1 from {BRANCH} with task-7",
        f"{REX} marks pull request #1 as ready for review",
        f"{REX} converts pull request #1 to a draft",
    ]


def test_a_pull_request_is_no_draft_unless_told(github: GitHubStandIn, happens: Callable[..., str]) -> None:
    told = happens("open_pull_request", by=REX, branch=BRANCH)

    assert (told, pull_request(github)["draft"]) == (f"{REX} opens pull request #1 from {BRANCH}", False)


def test_a_closed_pull_request_is_reopened(github: GitHubStandIn, happens: Callable[..., str]) -> None:
    happens("open_pull_request", by=REX, branch=BRANCH)
    happens("close_pull_request", by="ada", number=1)

    told = happens("reopen_pull_request", by=REX, number=1)

    assert (told, pull_request(github)["state"]) == (f"{REX} reopens pull request #1", "open")
    assert actions(github) == ["opened", "closed", "reopened"]


def test_a_deleted_branch_takes_its_pull_request_with_it(
    github: GitHubStandIn, happens: Callable[..., str]
) -> None:
    happens("open_pull_request", by=REX, branch=BRANCH)

    told = happens("delete_branch", by="ada", branch=BRANCH)

    assert (told, pull_request(github)["state"]) == (f"ada deletes {BRANCH}", "closed")
    with pytest.raises(Refused, match="422"):
        happens("reopen_pull_request", by=REX, number=1)


def test_the_newest_opinion_of_a_reviewer_is_dismissed(
    github: GitHubStandIn, happens: Callable[..., str]
) -> None:
    happens("open_pull_request", by=REX, branch=BRANCH)
    for reviewer, opinion in ((TESS, "changes_requested"), (TESS, "approved"), ("ada", "approved")):
        happens("review", by=reviewer, number=1, opinion=opinion)
    happens("review", by=TESS, number=1, opinion="commented")

    told = happens("dismiss_review", by="ada", number=1, of=TESS)

    assert told == f"ada dismisses the review of pull request #1 by {TESS}"
    assert [(each["author"], each["state"]) for each in pull_request(github)["reviews"]] == [
        (TESS, "changes_requested"),
        (TESS, "dismissed"),
        ("ada", "approved"),
        (TESS, "commented"),
    ]


def test_whose_review_is_dismissed_must_be_said() -> None:
    with pytest.raises(ValidationError, match=r"dismiss_review\.of"):
        EVENTS.validate_python({"do": "dismiss_review", "by": "ada", "number": 1})
