import time
from collections.abc import Callable

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from github import Auth, GithubIntegration

from sandbox.github import GitHubStandIn
from sandbox.github.founding import RegisteredApp
from tests.contract.github.conftest import REPOSITORY, Raw, client

PERMISSIONS = {"issues": "write", "pull_requests": "write", "contents": "read"}


@pytest.fixture
def remedy(github: GitHubStandIn) -> RegisteredApp:
    registered = github.register_app("remedy", permissions=PERMISSIONS)
    github.install(registered.app, [REPOSITORY])
    return registered


@pytest.fixture
def integration(remedy: RegisteredApp, url: str) -> GithubIntegration:
    auth = Auth.AppAuth(remedy.app.id, remedy.private_key)
    return GithubIntegration(
        auth=auth, base_url=url, retry=None, seconds_between_requests=None, seconds_between_writes=None
    )


def assertion(remedy: RegisteredApp, **changes: object) -> str:
    now = int(time.time())
    claims = {"iat": now - 60, "exp": now + 540, "iss": str(remedy.app.id), **changes}
    return jwt.encode(claims, remedy.private_key, algorithm="RS256")


def test_an_app_finds_its_installation_and_acts_as_its_bot(
    github: GitHubStandIn, integration: GithubIntegration, url: str
) -> None:
    installation = integration.get_repo_installation(*REPOSITORY.split("/"))
    token = integration.get_access_token(installation.id)

    issue = client(url, Auth.Token(token.token)).get_repo(REPOSITORY).get_issue(1)
    issue.create_comment("Restarted QA.")

    assert integration.get_app().slug == "remedy"
    assert [repo.full_name for repo in installation.get_repos()] == [REPOSITORY]
    assert github.snapshot()["pull_requests"][0]["comments"][0]["author"] == "remedy[bot]"


def test_a_token_is_narrowed_to_repositories_and_permissions(
    github: GitHubStandIn, remedy: RegisteredApp, url: str
) -> None:
    github.add_repository("5dlabs/other")
    installation = github.install(remedy.app, ["5dlabs/other"])
    body = {"repositories": ["other"], "permissions": {"issues": "read"}}

    status, minted, _ = Raw(url, assertion(remedy))(
        "POST", f"/app/installations/{installation.id}/access_tokens", body
    )

    token = Raw(url, minted["token"])
    assert status == 201
    assert minted["permissions"] == {"metadata": "read", "issues": "read"}
    assert [repo["full_name"] for repo in minted["repositories"]] == ["5dlabs/other"]
    assert token("GET", f"/repos/{REPOSITORY}")[0] == 404
    assert token("GET", "/repos/5dlabs/other/labels")[0] == 200
    assert token("GET", "/installation/repositories")[1]["total_count"] == 1


def test_a_missing_permission_is_403_and_says_which(remedy: RegisteredApp, url: str) -> None:
    token = Raw(url, mint(remedy, url))

    status, answer, headers = token(
        "POST", f"/repos/{REPOSITORY}/git/refs", {"ref": "refs/heads/x", "sha": "0" * 40}
    )

    assert (status, answer["message"]) == (403, "Resource not accessible by integration")
    assert headers["x-accepted-github-permissions"] == "contents=write"


def test_a_public_repository_is_not_written_without_permission(
    github: GitHubStandIn, remedy: RegisteredApp, url: str
) -> None:
    github.add_repository("5dlabs/open", private=False)
    token = Raw(url, mint(remedy, url))

    assert token("GET", "/repos/5dlabs/open/labels")[0] == 200
    assert token("POST", "/repos/5dlabs/open/labels", {"name": "x"})[0] == 403


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            {"permissions": {"contents": "write"}},
            "The permissions requested are not granted to this installation.",
        ),
        ({"repositories": ["unknown"]}, "There is at least one repository that does not exist"),
    ],
)
def test_a_token_for_more_than_was_granted_is_refused(
    remedy: RegisteredApp, url: str, body: dict[str, object], message: str
) -> None:
    app = Raw(url, assertion(remedy))
    installation = app("GET", f"/repos/{REPOSITORY}/installation")[1]["id"]

    status, answer, _ = app("POST", f"/app/installations/{installation}/access_tokens", body)

    assert status == 422
    assert answer["message"].startswith(message)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"exp": 4_000_000_000}, "'Expiration time' claim ('exp') is too far in the future"),
        ({"exp": 1}, "'Expiration time' claim ('exp') must be a numeric value"),
        ({"iat": 4_000_000_000}, "'Issued at' claim ('iat') must be an Integer"),
        ({"iss": "nobody"}, "'Issuer' claim ('iss') must be an Integer"),
    ],
)
def test_a_jwt_with_wrong_claims_is_401(
    remedy: RegisteredApp, url: str, changes: dict[str, object], message: str
) -> None:
    status, answer, _ = Raw(url, assertion(remedy, **changes))("GET", "/app")

    assert status == 401
    assert answer["message"].startswith(message)


def test_a_jwt_of_another_key_is_401(remedy: RegisteredApp, url: str) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()

    status, answer, _ = Raw(url, assertion(RegisteredApp(remedy.app, pem)))("GET", "/app")

    assert (status, answer["message"]) == (401, "A JSON web token could not be decoded")


def test_a_client_id_is_as_good_as_an_app_id(remedy: RegisteredApp, url: str) -> None:
    app = Raw(url, assertion(remedy, iss=remedy.app.client_id))

    assert app("GET", "/app")[1]["id"] == remedy.app.id


def test_an_app_endpoint_wants_a_jwt(raw: Callable[[str], Raw]) -> None:
    status, answer, _ = raw("alice")("GET", "/app")

    assert (status, answer["message"]) == (401, "A JSON web token could not be decoded")


def test_an_app_that_is_not_installed_finds_nothing(github: GitHubStandIn, url: str) -> None:
    stranger = github.register_app("stranger", permissions=PERMISSIONS)

    assert Raw(url, assertion(stranger))("GET", f"/repos/{REPOSITORY}/installation")[0] == 404


def test_a_token_ends_after_an_hour(remedy: RegisteredApp, github: GitHubStandIn, url: str) -> None:
    token = Raw(url, mint(remedy, url))

    later = time.time() + 3_601
    github.world.clock = lambda: later

    assert token("GET", f"/repos/{REPOSITORY}")[0] == 401


def mint(remedy: RegisteredApp, url: str, *, permissions: dict[str, str] | None = None) -> str:
    app = Raw(url, assertion(remedy))
    installation = app("GET", f"/repos/{REPOSITORY}/installation")[1]["id"]
    body = {"permissions": permissions} if permissions else None
    token = app("POST", f"/app/installations/{installation}/access_tokens", body)[1]["token"]
    return str(token)
