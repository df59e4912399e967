import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pytest
import urllib3
from github import Auth, Github
from github.Repository import Repository

from remediation.model import JsonObject
from sandbox.github import GitHubStandIn
from sandbox.serving import serving

REPOSITORY = "5dlabs/cto"
REX = "5DLabs-Rex[bot]"
BRANCH = "task-3-login"


@dataclass
class Raw:
    """A client that shows what was answered, status and headers included."""

    url: str
    token: str = ""

    def __call__(
        self, method: str, path: str, body: object = None, **headers: str
    ) -> tuple[int, Any, dict[str, str]]:
        sent = {"User-Agent": "test", **{name.replace("_", "-"): value for name, value in headers.items()}}
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        content = None if body is None else json.dumps(body).encode()
        with urllib3.PoolManager(retries=False) as pool:
            answer = pool.request(
                method, self.url + quote(path, safe="/?=&:%"), body=content, headers=sent, redirect=False
            )
        told = {name.lower(): value for name, value in answer.headers.items()}
        return answer.status, json.loads(answer.data) if answer.data else None, told

    def graphql(self, query: str, **variables: object) -> JsonObject:
        status, answer, _ = self("POST", "/graphql", {"query": query, "variables": variables})
        assert status == 200
        told: JsonObject = answer
        return told


@pytest.fixture
def github() -> Iterator[GitHubStandIn]:
    """A private repository with people of every role, and Rex's pull request 1 on a task branch."""
    with GitHubStandIn() as standin:
        standin.add_repository(REPOSITORY, protected=["main"])
        for login, role in {"alice": "write", "bob": "read", "carol": "triage", REX: "write"}.items():
            standin.add_user(login, {REPOSITORY: role})
        standin.add_user("mallory")
        standin.push(REPOSITORY, BRANCH, REX, files={"login.py": "pass\n"}, message="Add login")
        standin.open_pull_request(REPOSITORY, BRANCH, REX, title="Log in", body="Closes nothing.")
        yield standin


@pytest.fixture
def url(github: GitHubStandIn) -> Iterator[str]:
    with serving(github.app) as served:
        github.base_url = served
        yield served


@pytest.fixture
def raw(github: GitHubStandIn, url: str) -> Callable[[str], Raw]:
    """Raw HTTP as somebody; an empty login is anonymous."""
    return lambda login: Raw(url, github.token_for(login) if login else "")


@pytest.fixture
def pygithub(github: GitHubStandIn, url: str) -> Callable[[str], Github]:
    """GitHub's independent client as somebody."""

    def connect(login: str) -> Github:
        return client(url, Auth.Token(github.token_for(login)))

    return connect


@pytest.fixture
def repository(pygithub: Callable[[str], Github]) -> Repository:
    """The repository as Alice, who may write, sees it."""
    return pygithub("alice").get_repo(REPOSITORY)


def client(url: str, auth: Auth.Auth) -> Github:
    return Github(
        base_url=url, auth=auth, retry=None, seconds_between_requests=None, seconds_between_writes=None
    )
