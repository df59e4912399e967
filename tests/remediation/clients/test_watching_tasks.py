"""What the client makes of a task at GitHub: its pull requests with all that a play waits for."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from pydantic import SecretStr

from remediation.clients import github_app
from remediation.clients.github import GitHub
from remediation.errors import Permanent
from remediation.pull_requests import Task, WatchedPullRequest
from remediation.settings import Settings
from sandbox.github import GitHubStandIn
from sandbox.serving import serving

REPOSITORY, BRANCH = "5dlabs/cto", "task-7-login"
REX, CLEO, TESS, PERSON = "5DLabs-Rex[bot]", "5DLabs-Cleo[bot]", "5DLabs-Tess[bot]", "ada"


@dataclass(frozen=True)
class World:
    github: GitHubStandIn
    client: GitHub
    heads: tuple[str, str]
    number: int

    def ours(self) -> WatchedPullRequest:
        found = self.client.task(7).pull_request
        assert found is not None
        return found

    def asked(self, number: int) -> Task:
        return self.client.task(7, ask_about=number)


@pytest.fixture
def world() -> Iterator[World]:
    """A pull request of task 7 with two commits."""
    with GitHubStandIn() as github, serving(github.app) as url:
        github.add_repository(REPOSITORY)
        for login in (REX, CLEO, TESS, PERSON):
            github.add_user(login, {REPOSITORY: "write"})
        heads = tuple(github.push(REPOSITORY, BRANCH, REX) or "" for _ in range(2))
        number = github.open_pull_request(REPOSITORY, BRANCH, REX)
        github.label(REPOSITORY, number, "task-7", PERSON)
        settings = Settings(github_url=url, github_token=SecretStr(github.token_for(REX)))
        client = github_app.connect(settings, repository=REPOSITORY)
        yield World(github=github, client=client, heads=(heads[0], heads[1]), number=number)
        client.close()


def test_an_open_pull_request_is_shown_whole(world: World) -> None:
    ours = world.ours()

    assert (ours.number, ours.branch, ours.head) == (world.number, BRANCH, world.heads[1])
    assert (ours.state, ours.draft, ours.ended, ours.readied, ours.reviews) == ("OPEN", False, None, None, ())
    assert ours.tasks == {7}


def test_who_labelled_is_named_as_webhooks_do(world: World) -> None:
    github = world.github
    github.label(REPOSITORY, world.number, "ready-for-qa", CLEO)
    by_cleo = world.ours().readied
    github.unlabel(REPOSITORY, world.number, "ready-for-qa", PERSON)
    taken_off = world.ours()
    github.label(REPOSITORY, world.number, "ready-for-qa", PERSON)
    github.label(REPOSITORY, world.number, "another", CLEO)
    by_person = world.ours().readied

    assert by_cleo is not None
    assert by_person is not None
    assert (by_cleo.by, by_person.by) == (CLEO, PERSON)
    assert by_cleo.id != by_person.id
    assert taken_off.readied == by_cleo, "the last one counts even if it is off again"
    assert "ready-for-qa" not in taken_off.labels


def test_opinions_are_shown_oldest_first_with_the_commit_that_they_are_about(world: World) -> None:
    github = world.github
    github.review(REPOSITORY, world.number, TESS, "approved", commit_id=world.heads[0])
    github.review(REPOSITORY, world.number, TESS, "commented")
    github.review(REPOSITORY, world.number, PERSON, "changes_requested")
    github.dismiss_review(REPOSITORY, world.number, TESS, PERSON)

    reviews = world.ours().reviews

    assert [(each.by, each.opinion, each.commit) for each in reviews] == [
        (TESS, "DISMISSED", world.heads[0]),
        (PERSON, "CHANGES_REQUESTED", world.heads[1]),
    ]
    assert len({each.id for each in reviews}) == 2


def test_one_that_is_asked_about_is_shown_whatever_its_state_and_labels(world: World) -> None:
    github = world.github
    github.unlabel(REPOSITORY, world.number, "task-7", PERSON)
    github.convert_to_draft(REPOSITORY, world.number, REX)
    github.close(REPOSITORY, world.number, PERSON)

    found = world.asked(world.number)

    assert found.pull_requests == ()
    assert found.asked is not None
    assert (found.asked.state, found.asked.draft, found.asked.tasks) == ("CLOSED", True, frozenset())
    assert found.asked.ended is not None


def test_one_of_a_fork_or_none_at_all_is_not_shown(world: World) -> None:
    github = world.github
    github.add_repository("stranger/cto", fork_of=REPOSITORY)
    github.add_user("stranger", {"stranger/cto": "write", REPOSITORY: "read"})
    github.push("stranger/cto", "task-7-evil", "stranger")
    fork = github.open_pull_request(REPOSITORY, "stranger:task-7-evil", "stranger")
    github.label(REPOSITORY, fork, "task-7", PERSON)

    assert world.asked(fork).asked is None
    assert world.asked(4711).asked is None
    assert world.ours().number == world.number


def test_a_branch_that_is_gone_leaves_the_head_that_the_pull_request_had(world: World) -> None:
    world.github.push(REPOSITORY, BRANCH, REX, delete=True)

    (ended,) = world.client.ended(7)

    assert (ended.state, ended.head) == ("CLOSED", world.heads[1])


def test_pull_requests_that_ended_are_shown_with_how_they_did(world: World) -> None:
    github = world.github
    github.merge(REPOSITORY, world.number, PERSON)
    github.push(REPOSITORY, "task-7-again", REX)
    second = github.open_pull_request(REPOSITORY, "task-7-again", REX)
    github.label(REPOSITORY, second, "task-7", PERSON)
    assert [each.number for each in world.client.ended(7)] == [world.number]

    github.close(REPOSITORY, second, PERSON)

    states = {each.number: each.state for each in world.client.ended(7)}
    assert states == {second: "CLOSED", world.number: "MERGED"}
    assert world.client.ended(8) == ()


def test_a_label_on_the_branch_of_another_task_claims_nothing(world: World) -> None:
    github = world.github
    for branch in ("feature", "task-70-login"):
        github.push(REPOSITORY, branch, REX)
        github.label(REPOSITORY, github.open_pull_request(REPOSITORY, branch, REX), "task-7", PERSON)

    assert [each.number for each in world.client.task(7).pull_requests] == [world.number]


def test_of_two_that_claim_a_task_none_is_the_one(world: World) -> None:
    github = world.github
    github.push(REPOSITORY, "task-7-other", REX)
    rival = github.open_pull_request(REPOSITORY, "task-7-other", REX)
    github.label(REPOSITORY, rival, "task-7", PERSON)

    found = world.client.task(7)

    assert {each.number for each in found.pull_requests} == {world.number, rival}
    with pytest.raises(Permanent, match=f"pull requests #{world.number} and #{rival} claim task 7"):
        _ = found.pull_request
