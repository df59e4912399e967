import re
from collections.abc import Iterator

import pytest

from sandbox.github import GitHubStandIn
from sandbox.github.founding import RegisteredApp
from tests.contract.github.conftest import BRANCH, REPOSITORY, REX, Raw
from tests.contract.github.test_apps import assertion
from tests.sandbox.github.receiver import SECRET, Receiver, receiving


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as taker:
        yield taker


@pytest.fixture
def remedy(github: GitHubStandIn, receiver: Receiver) -> RegisteredApp:
    """An app whose webhook has been pinged and that is installed on the repository."""
    registered = github.register_app("remedy", permissions={"contents": "read"})
    github.install(registered.app, [REPOSITORY])
    github.set_app_webhook(registered.app, receiver.url, secret=SECRET)
    github.settle()
    receiver.received.clear()
    return registered


def test_an_apps_hook_names_the_installation(
    github: GitHubStandIn, remedy: RegisteredApp, receiver: Receiver
) -> None:
    github.push(REPOSITORY, BRANCH, REX)

    github.settle()
    push = receiver.received[0]
    assert push.headers["x-github-hook-installation-target-id"] == str(remedy.app.id)
    assert push.headers["x-github-hook-installation-target-type"] == "integration"
    (installation,) = github.world.installations
    assert push.payload["installation"]["id"] == installation


def test_deliveries_are_listed_newest_first_by_cursor(
    github: GitHubStandIn, remedy: RegisteredApp, url: str
) -> None:
    for _ in range(3):
        github.push(REPOSITORY, BRANCH, REX)
    github.settle()
    app, seen, path = Raw(url, assertion(remedy)), [], "/app/hook/deliveries?per_page=2"

    while path:
        _, page, headers = app("GET", path)
        seen += page
        found = re.search(r'<[^>]*(/app/[^>]*)>; rel="next"', headers.get("link", ""))
        path = found.group(1) if found else ""

    names = [delivery["event"] for delivery in seen]
    assert names == ["pull_request", "push"] * 3 + ["ping"]
    assert sorted((delivery["id"] for delivery in seen), reverse=True) == [one["id"] for one in seen]
    assert (seen[0]["status"], seen[0]["status_code"], seen[0]["action"]) == ("OK", 200, "synchronize")


def test_a_delivery_tells_request_and_response(
    github: GitHubStandIn, remedy: RegisteredApp, url: str
) -> None:
    sha = github.push(REPOSITORY, BRANCH, REX)
    github.settle()
    app = Raw(url, assertion(remedy))
    listed = next(one for one in app("GET", "/app/hook/deliveries")[1] if one["event"] == "push")

    delivery = app("GET", f"/app/hook/deliveries/{listed['id']}")[1]

    assert delivery["guid"] == delivery["request"]["headers"]["X-GitHub-Delivery"]
    assert delivery["request"]["payload"]["after"] == sha
    assert delivery["response"]["payload"] == "taken"
    assert delivery["repository_id"] == github.world.repository(REPOSITORY).id


def test_a_failed_delivery_is_asked_for_again(
    github: GitHubStandIn, remedy: RegisteredApp, receiver: Receiver, url: str
) -> None:
    github.drop_next()
    github.push(REPOSITORY, BRANCH, REX)
    github.settle()
    app = Raw(url, assertion(remedy))
    failed = next(one for one in app("GET", "/app/hook/deliveries")[1] if one["status"] != "OK")

    status, answer, _ = app("POST", f"/app/hook/deliveries/{failed['id']}/attempts")

    github.settle()
    assert (status, answer) == (202, {})
    assert [each.guid for each in receiver.received if each.event == "push"] == [failed["guid"]]
    newest = app("GET", "/app/hook/deliveries")[1][0]
    assert (newest["guid"], newest["redelivery"], newest["status"]) == (failed["guid"], True, "OK")


def test_deliveries_are_forgotten_after_three_days(
    github: GitHubStandIn, remedy: RegisteredApp, url: str
) -> None:
    now = github.world.clock()
    github.world.clock = lambda: now + 3 * 24 * 3600 + 60
    app = Raw(url, assertion(remedy, iat=int(now), exp=int(now) + 3 * 24 * 3600 + 600))

    assert app("GET", "/app/hook/deliveries")[1] == []


def test_an_app_sees_its_own_deliveries_only(github: GitHubStandIn, remedy: RegisteredApp, url: str) -> None:
    other = github.register_app("other", permissions={"contents": "read"})
    github.push(REPOSITORY, BRANCH, REX)
    github.settle()
    wanted = Raw(url, assertion(remedy))("GET", "/app/hook/deliveries")[1][0]["id"]

    stranger = Raw(url, assertion(other))

    assert stranger("GET", "/app/hook/deliveries")[1] == []
    assert stranger("GET", f"/app/hook/deliveries/{wanted}")[0] == 404
