from collections.abc import Callable

import pytest
import urllib3
from github import Auth, BadCredentialsException, Github

from sandbox.github import GitHubStandIn
from tests.contract.github.conftest import REPOSITORY, REX, Raw, client


def test_bad_credentials_are_401(url: str) -> None:
    status, answer, _ = Raw(url, "ghp_wrong")("GET", f"/repos/{REPOSITORY}")

    assert (status, answer["message"], answer["status"]) == (401, "Bad credentials", "401")
    with pytest.raises(BadCredentialsException):
        client(url, Auth.Token("ghp_wrong")).get_repo(REPOSITORY)


@pytest.mark.parametrize("login", ["mallory", ""])
def test_a_private_repository_does_not_exist_for_strangers(raw: Callable[[str], Raw], login: str) -> None:
    stranger = raw(login)

    assert stranger("GET", f"/repos/{REPOSITORY}")[0] == 404
    assert stranger("POST", f"/repos/{REPOSITORY}/issues/1/labels", ["x"])[0] == 404


def test_a_public_repository_is_read_by_all_and_written_by_none(
    github: GitHubStandIn, raw: Callable[[str], Raw]
) -> None:
    github.add_repository("5dlabs/open", private=False)

    anonymous = raw("")

    assert anonymous("GET", "/repos/5dlabs/open/labels")[:2] == (200, [])
    assert anonymous("POST", "/repos/5dlabs/open/labels", {"name": "x"})[0] == 401
    assert raw("mallory")("POST", "/repos/5dlabs/open/labels", {"name": "x"})[0] == 403


def test_names_are_found_whatever_their_case(raw: Callable[[str], Raw]) -> None:
    assert raw("alice")("GET", "/repos/5DLabs/CTO")[1]["full_name"] == REPOSITORY


def test_who_sends_no_user_agent_is_turned_away(raw: Callable[[str], Raw]) -> None:
    status, answer, _ = raw("alice")("GET", f"/repos/{REPOSITORY}", **{"User-Agent": ""})

    assert status == 403
    assert "User-Agent" in answer["message"]


@pytest.mark.parametrize(("method", "path"), [("GET", "/nowhere"), ("PUT", f"/repos/{REPOSITORY}/labels")])
def test_what_is_no_endpoint_is_404(raw: Callable[[str], Raw], method: str, path: str) -> None:
    status, answer, _ = raw("alice")(method, path)

    assert (status, answer["message"]) == (404, "Not Found")


def test_a_broken_body_is_400(raw: Callable[[str], Raw], url: str) -> None:
    answer = urllib3.request(
        "POST",
        f"{url}/repos/{REPOSITORY}/labels",
        body=b"{nope",
        headers={"Authorization": f"Bearer {raw('alice').token}", "User-Agent": "test"},
    )

    assert (answer.status, answer.json()["message"]) == (400, "Problems parsing JSON")


@pytest.mark.parametrize(
    ("login", "permission", "role"),
    [
        ("alice", "write", "write"),
        ("bob", "read", "read"),
        ("carol", "read", "triage"),
        ("mallory", "none", "none"),
        (REX, "none", "none"),
    ],
)
def test_a_permission_is_told_in_the_legacy_and_the_new_words(
    raw: Callable[[str], Raw], login: str, permission: str, role: str
) -> None:
    answer = raw("alice")("GET", f"/repos/{REPOSITORY}/collaborators/{login}/permission")[1]

    assert (answer["permission"], answer["role_name"]) == (permission, role)


def test_permissions_are_for_those_who_may_push(raw: Callable[[str], Raw]) -> None:
    status, answer, _ = raw("bob")("GET", f"/repos/{REPOSITORY}/collaborators/alice/permission")

    assert (status, answer["message"]) == (403, "Must have push access to view collaborator permission.")


def test_a_login_that_nobody_has_is_not_a_user(raw: Callable[[str], Raw]) -> None:
    status, answer, _ = raw("alice")("GET", f"/repos/{REPOSITORY}/collaborators/ghost/permission")

    assert (status, answer["message"]) == (404, "ghost is not a user")


def test_users_and_bots_are_told_apart(pygithub: Callable[[str], Github]) -> None:
    github = pygithub("alice")

    assert (github.get_user("bob").type, github.get_user(REX).type) == ("User", "Bot")
    assert github.get_user("5dlabs").type == "Organization"
    assert github.get_user().login == "alice"
