from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from remediation.clients import github_app
from remediation.clients.github import GitHub
from remediation.errors import Misuse, Permanent, Temporary
from remediation.pull_requests import IN_PROGRESS, LABELS, NEEDS_HUMAN, READY_FOR_QA
from remediation.settings import Settings
from sandbox.github import GitHubStandIn
from sandbox.serving import serving

REPOSITORY, BRANCH = "5dlabs/cto", "task-7-login"
REX, STRANGER = "5DLabs-Rex[bot]", "stranger"
PERMISSIONS = {"contents": "read", "issues": "write", "pull_requests": "write", "metadata": "read"}


@dataclass(frozen=True)
class World:
    github: GitHubStandIn
    client: GitHub
    settings: Settings
    head: str
    number: int


@pytest.fixture
def world() -> Iterator[World]:
    with GitHubStandIn() as github, serving(github.app) as url:
        github.base_url = url
        github.add_repository(REPOSITORY)
        github.add_user(REX, {REPOSITORY: "write"})
        github.add_user("rex-5dlabs", {REPOSITORY: "write"})
        github.add_user(STRANGER, {REPOSITORY: "read"})
        github.push(REPOSITORY, BRANCH, REX)
        head = github.push(REPOSITORY, BRANCH, REX) or ""
        number = github.open_pull_request(REPOSITORY, BRANCH, REX)
        github.label(REPOSITORY, number, "task-7", REX)
        settings = Settings(github_url=url, github_token=SecretStr(github.token_for(REX)))
        client = github_app.connect(settings, repository=REPOSITORY)
        yield World(github=github, client=client, settings=settings, head=head, number=number)
        client.close()


def test_a_branch_is_seen_with_its_pull_request_in_one_query(world: World) -> None:
    seen = world.client.branch(BRANCH)

    assert seen.head == world.head
    assert [(pull.number, pull.head, pull.labels) for pull in seen.pull_requests] == [
        (world.number, world.head, ("task-7",))
    ]
    assert seen.ours.ids == {}


def test_a_branch_that_is_not_there_has_no_head(world: World) -> None:
    seen = world.client.branch("task-8-nothing")

    assert seen.head is None
    assert seen.pull_requests == ()


def test_a_forks_pull_request_of_the_same_branch_name_is_not_ours(world: World) -> None:
    fork = "stranger/cto"
    world.github.add_repository(fork, fork_of=REPOSITORY)
    world.github.push(fork, BRANCH, STRANGER)
    world.github.open_pull_request(REPOSITORY, f"{STRANGER}:{BRANCH}", STRANGER)

    assert [pull.number for pull in world.client.branch(BRANCH).pull_requests] == [world.number]
    assert [pull.number for pull in world.client.task(7).pull_requests] == [world.number]


@pytest.mark.parametrize(
    ("login", "may_write"), [("rex-5dlabs", True), ("REX-5dlabs", True), (STRANGER, False), ("nobody", False)]
)
def test_the_write_permission_of_a_login_is_asked_for(world: World, login: str, *, may_write: bool) -> None:
    assert world.client.branch(BRANCH, ask_about=login).sender_may_write is may_write


def test_a_task_is_found_by_its_label_and_branch(world: World) -> None:
    found = world.client.task(7).pull_request

    assert found is not None
    assert (found.number, found.head) == (world.number, world.head)
    assert world.client.task(8).pull_request is None


def test_labels_change_in_one_mutation_and_new_ones_get_colour_and_description(world: World) -> None:
    world.github.label(REPOSITORY, world.number, READY_FOR_QA, REX)
    seen = world.client.branch(BRANCH)

    now = world.client.change_labels(
        seen.pull_requests[0], seen.ours, add=[IN_PROGRESS], remove=[READY_FOR_QA]
    )

    assert set(now) == {"task-7", IN_PROGRESS}
    created = next(
        each for each in world.github.snapshot()["labels"][REPOSITORY] if each["name"] == IN_PROGRESS
    )
    wanted = next(label for label in LABELS if label.name == IN_PROGRESS)
    assert (created["color"], created["description"]) == (wanted.color, wanted.description)


def test_a_label_that_somebody_created_in_between_is_used(world: World) -> None:
    seen = world.client.branch(BRANCH)
    world.github.add_label(REPOSITORY, IN_PROGRESS)

    now = world.client.change_labels(seen.pull_requests[0], seen.ours, add=[IN_PROGRESS], remove=[])

    assert set(now) == {"task-7", IN_PROGRESS}


def test_changing_labels_twice_is_changing_them_once(world: World) -> None:
    for _ in range(2):
        seen = world.client.branch(BRANCH)
        now = world.client.change_labels(
            seen.pull_requests[0], seen.ours, add=[NEEDS_HUMAN], remove=[IN_PROGRESS]
        )
        assert set(now) == {"task-7", NEEDS_HUMAN}


@pytest.mark.parametrize(
    ("add", "remove", "left"),
    [
        ([], [READY_FOR_QA], {"task-7"}),
        ([NEEDS_HUMAN], [], {"task-7", READY_FOR_QA, NEEDS_HUMAN}),
        ([], [IN_PROGRESS], {"task-7", READY_FOR_QA}),
        ([], [], {"task-7", READY_FOR_QA}),
    ],
)
def test_labels_are_only_added_or_only_removed(
    world: World, add: list[str], remove: list[str], left: set[str]
) -> None:
    world.github.label(REPOSITORY, world.number, READY_FOR_QA, REX)
    seen = world.client.branch(BRANCH)

    now = world.client.change_labels(seen.pull_requests[0], seen.ours, add=add, remove=remove)

    assert set(now) == left
    assert set(world.github.snapshot()["pull_requests"][0]["labels"]) == left


def test_a_comment_with_the_same_marker_is_made_once(world: World) -> None:
    pull = world.client.branch(BRANCH).pull_requests[0]

    for _ in range(2):
        world.client.comment_once(pull, "A person should look.", marker="run-1")
    world.client.comment_once(pull, "Another one.", marker="run-2")

    comments = world.github.snapshot()["pull_requests"][0]["comments"]
    assert len(comments) == 2


def test_a_repository_that_the_token_does_not_see_is_permanent(world: World) -> None:
    hidden = github_app.connect(world.settings, repository="5dlabs/other")

    with pytest.raises(Permanent, match="5dlabs/other"):
        hidden.branch(BRANCH)
    hidden.close()


@pytest.mark.parametrize("status", [200, 403, 429])
def test_a_rate_limit_is_temporary(world: World, status: int) -> None:
    if status == 200:
        world.github.limits.exhaust("graphql")
    else:
        world.github.limits.throttle(status=status)

    with pytest.raises(Temporary):
        world.client.branch(BRANCH)


def test_without_credentials_it_says_what_to_do() -> None:
    with pytest.raises(Misuse, match="Secret remedy-github"):
        github_app.connect(Settings(), repository=REPOSITORY)


def test_our_app_asks_for_one_token_and_its_pods_containers_share_it(world: World, tmp_path: Path) -> None:
    registered = world.github.register_app("remedy", permissions=PERMISSIONS)
    world.github.install(registered.app, [REPOSITORY])
    settings = Settings(
        github_url=world.settings.github_url,
        github_app_id=str(registered.app.id),
        github_app_private_key=SecretStr(registered.private_key),
    )

    for _ in range(2):
        client = github_app.connect(settings, repository=REPOSITORY, shared=tmp_path)
        assert client.branch(BRANCH).head == world.head
        client.close()

    assert [path.name for path in tmp_path.iterdir()] == ["github-token"]
    assert (tmp_path / "github-token").stat().st_mode & 0o077 == 0


def test_a_private_key_that_is_none_says_what_to_do() -> None:
    settings = Settings(github_app_id="1", github_app_private_key=SecretStr("hunter2"))

    with pytest.raises(Misuse, match="private-key") as caught:
        github_app.connect(settings, repository=REPOSITORY)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ({"errors": [{"message": "Something went wrong while executing your query."}]}, Temporary),
        ({"errors": [{"type": "SERVICE_UNAVAILABLE", "message": "later"}]}, Temporary),
        ({"message": "Server Error"}, Temporary),
        ({"data": None}, Temporary),
        ({"data": "truncated"}, Temporary),
        ({"data": {"repository": {}}}, Temporary),
        ({"data": {"repository": {"id": "R_1", "pullRequests": {"nodes": [{}]}}}}, Temporary),
        ({"errors": "boom"}, Temporary),
        ({"errors": ["boom"]}, Temporary),
        ({"errors": [{"type": "FORBIDDEN", "message": "Resource not accessible by integration"}]}, Permanent),
        ({"errors": [{"message": "no field", "extensions": {"code": "undefinedField"}}]}, Permanent),
    ],
)
def test_an_error_of_no_known_kind_is_a_hiccup(answer: dict[str, object], kind: type[Exception]) -> None:
    async def graphql(_: Request) -> JSONResponse:
        return JSONResponse(answer)

    with serving(Starlette(routes=[Route("/graphql", graphql, methods=["POST"])])) as url:
        settings = Settings(github_url=url, github_token=SecretStr("t"))
        client = github_app.connect(settings, repository=REPOSITORY)
        with pytest.raises(kind) as caught:
            client.branch(BRANCH)
        client.close()
    assert "\n" not in str(caught.value)
