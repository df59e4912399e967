"""Our app does what the loops ask of GitHub with the permissions that are documented, and not with less."""

from collections.abc import Callable, Iterator, Mapping

import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from remediation.clients import github_app
from remediation.clients.github import GitHub
from remediation.clients.github_app import PERMISSIONS
from remediation.errors import Permanent, Temporary
from remediation.pull_requests import IN_PROGRESS, READY_FOR_QA
from remediation.settings import Repository, Settings
from sandbox.github import GitHubStandIn
from sandbox.serving import serving
from tests.contract.github.test_apps import mint

REPOSITORY, BRANCH = "5dlabs/cto", "task-7-login"
REX, PERSON = "5DLabs-Rex[bot]", "rex-5dlabs"
LOWER = {"write": "read", "read": None}
# GitHub gives `metadata: read` to every app that has another permission.
TAKEN_AWAY = [
    (name, level)
    for name, needed in PERMISSIONS.items()
    if name != "metadata"
    for level in dict.fromkeys((LOWER[needed], None))
]


@pytest.fixture
def github() -> Iterator[GitHubStandIn]:
    """Rex's pull request, ready for QA, in a repository without our labels."""
    with GitHubStandIn() as standin:
        standin.add_repository(REPOSITORY)
        for login in (REX, PERSON):
            standin.add_user(login, {REPOSITORY: "write"})
        standin.push(REPOSITORY, BRANCH, REX)
        standin.open_pull_request(REPOSITORY, BRANCH, REX)
        for label in ("task-7", READY_FOR_QA):
            standin.label(REPOSITORY, 1, label, REX)
        yield standin


@pytest.fixture
def settings(github: GitHubStandIn) -> Iterator[Callable[[Mapping[str, str]], Settings]]:
    """Register and install an app with some permissions; the settings that it is given."""
    with serving(github.app) as url:
        github.base_url = url

        def registered(permissions: Mapping[str, str]) -> Settings:
            app = github.register_app("remedy", permissions=permissions)
            github.install(app.app, [REPOSITORY], identifier=4711)
            return Settings(
                github_url=url,
                github_app_id=str(app.app.id),
                github_app_private_key=SecretStr(app.private_key),
            )

        yield registered


def without(name: str, level: str | None) -> dict[str, str]:
    left = {other: needed for other, needed in PERMISSIONS.items() if other != name}
    return left | ({name: level} if level else {})


def everything_that_the_loops_ask(client: GitHub) -> None:
    seen = client.branch(BRANCH, ask_about=PERSON)
    assert seen.sender_may_write
    client.change_labels(seen.pull_requests[0], seen.ours, add=[IN_PROGRESS], remove=[READY_FOR_QA])
    client.comment_once(seen.pull_requests[0], "Look at it.", marker="run-1")
    assert client.task(7).ours.ids


def test_the_documented_permissions_are_enough_and_the_app_is_seen_as_the_actor(
    github: GitHubStandIn, settings: Callable[[Mapping[str, str]], Settings]
) -> None:
    client = github_app.connect(settings(PERMISSIONS), repository=REPOSITORY)
    before = len(github.events)

    everything_that_the_loops_ask(client)

    client.close()
    told = github.events[before:]
    assert [event.action for event in told] == ["unlabeled", "labeled", "created"]
    assert {event.payload["sender"]["login"] for event in told} == {"remedy[bot]"}
    assert github.snapshot()["pull_requests"][0]["labels"] == ["task-7", IN_PROGRESS]
    assert github.snapshot()["pull_requests"][0]["comments"][0]["author"] == "remedy[bot]"


@pytest.mark.parametrize(("name", "level"), TAKEN_AWAY)
def test_an_app_that_lacks_one_is_told_which_before_anything_is_done(
    github: GitHubStandIn,
    settings: Callable[[Mapping[str, str]], Settings],
    name: str,
    level: str | None,
) -> None:
    before = len(github.events)

    with pytest.raises(Permanent) as caught:
        github_app.connect(settings(without(name, level)), repository=REPOSITORY)

    needed = f"{name}: {PERMISSIONS[name]}"
    assert (
        str(caught.value) == f"the GitHub App lacks the permission {needed} on {REPOSITORY}: grant it there"
    )
    assert len(github.events) == before


@pytest.mark.parametrize(("name", "level"), TAKEN_AWAY)
def test_each_is_needed_by_a_call(
    github: GitHubStandIn,
    settings: Callable[[Mapping[str, str]], Settings],
    name: str,
    level: str | None,
) -> None:
    app = github.register_app("other", permissions=PERMISSIONS)
    github.install(app.app, [REPOSITORY])
    token = mint(app, github.base_url, permissions=without(name, level))
    as_token = settings(PERMISSIONS).model_copy(update={"github_token": SecretStr(token)})
    client = github_app.connect(as_token, repository=REPOSITORY)

    with pytest.raises(Permanent) as caught:
        everything_that_the_loops_ask(client)

    client.close()
    assert "not accessible by integration; grant the GitHub App the permissions" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_token_may_do_no_more_than_that_if_the_app_may(
    github: GitHubStandIn, settings: Callable[[Mapping[str, str]], Settings]
) -> None:
    github_app.connect(
        settings({**PERMISSIONS, "contents": "write", "administration": "write"}), repository=REPOSITORY
    ).close()

    assert [token.permissions for token in github.world.tokens.values()] == [PERMISSIONS]


def test_a_known_installation_is_used(
    github: GitHubStandIn, settings: Callable[[Mapping[str, str]], Settings]
) -> None:
    known = Repository(name=REPOSITORY, agents_namespace="agents", installation_id=4711)
    given = settings(PERMISSIONS).model_copy(update={"repositories": (known,)})

    client = github_app.connect(given, repository=REPOSITORY)

    assert client.branch(BRANCH).head == github.snapshot()["branches"][REPOSITORY][BRANCH]
    client.close()


def test_a_wrong_installation_says_which_setting_is_wrong(
    settings: Callable[[Mapping[str, str]], Settings],
) -> None:
    wrong = Repository(name=REPOSITORY, agents_namespace="agents", installation_id=1)
    given = settings(PERMISSIONS).model_copy(update={"repositories": (wrong,)})

    with pytest.raises(Permanent, match="no installation 1: correct installation_id of 5dlabs/cto"):
        github_app.connect(given, repository=REPOSITORY)


def test_an_answer_without_an_installation_is_temporary(
    settings: Callable[[Mapping[str, str]], Settings],
) -> None:
    async def nothing(_: Request) -> JSONResponse:
        return JSONResponse({})

    with serving(Starlette(routes=[Route("/{path:path}", nothing)])) as url:
        given = settings(PERMISSIONS).model_copy(update={"github_url": url})
        with pytest.raises(Temporary, match="GitHub gave no installation"):
            github_app.connect(given, repository=REPOSITORY)


@pytest.mark.parametrize("installation", [None, 4711])
def test_a_repository_without_the_app_says_so(
    github: GitHubStandIn, settings: Callable[[Mapping[str, str]], Settings], installation: int | None
) -> None:
    github.add_repository("5dlabs/other")
    other = Repository(name="5dlabs/other", agents_namespace="agents", installation_id=installation)
    given = settings(PERMISSIONS).model_copy(update={"repositories": (other,)})

    with pytest.raises(Permanent, match=r"GitHub App (is not installed|may not act) on 5dlabs/other"):
        github_app.connect(given, repository="5dlabs/other")
