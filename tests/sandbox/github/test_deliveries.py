import hashlib
import hmac
import threading
import uuid

import pytest

from sandbox.github import GitHubStandIn
from sandbox.github.webhooks.signing import signed_request
from sandbox.github.world.refusal import Refused
from tests.sandbox.github.conftest import BRANCH, REPOSITORY, REX
from tests.sandbox.github.receiver import SECRET, Receiver


@pytest.fixture
def hooked(github: GitHubStandIn, receiver: Receiver) -> GitHubStandIn:
    """The stand-in with a hook that has been pinged."""
    github.add_hook(REPOSITORY, receiver.url, secret=SECRET)
    github.settle()
    receiver.received.clear()
    return github


def heads(receiver: Receiver) -> list[str]:
    return [each.payload["after"] for each in receiver.received]


def test_a_new_hook_is_pinged(github: GitHubStandIn, receiver: Receiver) -> None:
    hook = github.add_hook(REPOSITORY, receiver.url, secret=SECRET)

    assert github.settle()
    (ping,) = receiver.received
    assert (ping.event, ping.payload["hook_id"], ping.payload["hook"]["id"]) == ("ping", hook.id, hook.id)
    assert ping.payload["zen"]


def test_a_delivery_has_githubs_headers_and_a_valid_signature(
    hooked: GitHubStandIn, receiver: Receiver
) -> None:
    hooked.push(REPOSITORY, BRANCH, REX, message="Ünïcode ✓ {{workflow.name}}")

    hooked.settle()
    (delivery,) = receiver.received
    digest = hmac.new(SECRET.encode(), delivery.body, hashlib.sha256).hexdigest()
    assert delivery.headers["x-hub-signature-256"] == f"sha256={digest}"
    assert delivery.headers["x-hub-signature"].startswith("sha1=")
    assert delivery.headers["content-type"] == "application/json"
    assert delivery.headers["user-agent"].startswith("GitHub-Hookshot/")
    assert delivery.headers["x-github-hook-id"].isdigit()
    assert delivery.headers["x-github-hook-installation-target-type"] == "repository"
    assert uuid.UUID(delivery.guid).version == 1
    assert delivery.payload["head_commit"]["message"] == "Ünïcode ✓ {{workflow.name}}"


def test_all_hooks_that_see_an_event_share_its_guid(hooked: GitHubStandIn, receiver: Receiver) -> None:
    hooked.add_hook(REPOSITORY, f"{receiver.url}/second", secret="other", events=["push"])
    hooked.settle()
    receiver.received.clear()

    hooked.push(REPOSITORY, BRANCH, REX)
    hooked.push(REPOSITORY, BRANCH, REX)

    hooked.settle()
    guids = [each.guid for each in receiver.received]
    assert (len(guids), len(set(guids))) == (4, 2)
    assert len({each.headers["x-hub-signature-256"] for each in receiver.received}) == 4


def test_a_hook_hears_only_what_it_subscribed_to(
    github: GitHubStandIn, receiver: Receiver, pull: int
) -> None:
    github.add_hook(REPOSITORY, receiver.url, secret=SECRET, events=["issue_comment"])

    github.push(REPOSITORY, BRANCH, REX)
    github.comment(REPOSITORY, pull, "alice", "hi")

    github.settle()
    assert [each.event for each in receiver.received] == ["ping", "issue_comment"]


def test_a_fork_tells_its_own_hooks_only(hooked: GitHubStandIn, receiver: Receiver) -> None:
    hooked.add_repository("mallory/cto", fork_of=REPOSITORY)

    hooked.push("mallory/cto", BRANCH, "mallory")

    hooked.settle()
    assert receiver.received == []


def test_deliveries_come_in_order(hooked: GitHubStandIn, receiver: Receiver) -> None:
    pushed = [hooked.push(REPOSITORY, BRANCH, REX) for _ in range(10)]

    hooked.settle()
    assert heads(receiver) == pushed


def test_held_deliveries_are_released_in_any_order(hooked: GitHubStandIn, receiver: Receiver) -> None:
    hooked.hold()
    pushed = [hooked.push(REPOSITORY, BRANCH, REX) for _ in range(3)]
    assert hooked.settle()
    assert receiver.received == []

    hooked.release([2, 0])
    assert len(hooked.held) == 1
    hooked.release()
    pushed.append(hooked.push(REPOSITORY, BRANCH, REX))

    hooked.settle()
    assert heads(receiver) == [pushed[2], pushed[0], pushed[1], pushed[3]]


def test_a_dropped_delivery_is_recorded_as_failed_and_can_be_redelivered(
    hooked: GitHubStandIn, receiver: Receiver
) -> None:
    hooked.drop_next()
    lost = hooked.push(REPOSITORY, BRANCH, REX)
    kept = hooked.push(REPOSITORY, BRANCH, REX)
    hooked.settle()
    failed = hooked.snapshot()["deliveries"][-2]
    assert (failed["status"], failed["status_code"]) == ("failed to connect to host", 502)

    hooked.redeliver(failed["guid"])

    hooked.settle()
    assert heads(receiver) == [kept, lost]
    again = hooked.snapshot()["deliveries"][-1]
    assert (again["guid"], again["redelivery"], again["status"]) == (failed["guid"], True, "OK")


def test_a_redelivery_is_the_same_request(hooked: GitHubStandIn, receiver: Receiver) -> None:
    hooked.push(REPOSITORY, BRANCH, REX)
    hooked.settle()

    hooked.redeliver(receiver.received[0].guid)

    hooked.settle()
    first, second = receiver.received
    assert (first.guid, first.body) == (second.guid, second.body)


def test_a_guid_that_nobody_saw_is_not_redelivered(hooked: GitHubStandIn) -> None:
    with pytest.raises(Refused):
        hooked.redeliver("72d3162e-cc78-11e3-81ab-4c9367dc0958")


def test_a_duplicate_has_the_same_guid(hooked: GitHubStandIn, receiver: Receiver) -> None:
    hooked.duplicate_next()

    hooked.push(REPOSITORY, BRANCH, REX)
    hooked.push(REPOSITORY, BRANCH, REX)

    hooked.settle()
    guids = [each.guid for each in receiver.received]
    assert guids[0] == guids[1] != guids[2]


def test_an_error_is_recorded_and_not_tried_again(hooked: GitHubStandIn, receiver: Receiver) -> None:
    receiver.status = 503

    hooked.push(REPOSITORY, BRANCH, REX)

    hooked.settle()
    assert len(receiver.received) == 1
    delivery = hooked.snapshot()["deliveries"][-1]
    assert (delivery["status"], delivery["status_code"]) == ("Invalid HTTP Response: 503", 503)


def test_a_receiver_that_is_away_is_recorded(github: GitHubStandIn) -> None:
    github.add_hook(REPOSITORY, "http://127.0.0.1:9/away", secret=SECRET)

    assert github.settle()
    assert github.snapshot()["deliveries"][0]["status"] == "failed to connect to host"


def test_a_request_can_be_built_without_sending(github: GitHubStandIn) -> None:
    github.push(REPOSITORY, BRANCH, REX)

    built = signed_request(github.events[-1], secret=SECRET)

    digest = hmac.new(SECRET.encode(), built.body, hashlib.sha256).hexdigest()
    assert built.headers["X-Hub-Signature-256"] == f"sha256={digest}"
    assert (built.headers["X-GitHub-Event"], github.snapshot()["deliveries"]) == ("push", [])


def test_people_act_from_many_threads(hooked: GitHubStandIn, receiver: Receiver) -> None:
    def work(branch: str) -> None:
        for _ in range(5):
            hooked.push(REPOSITORY, branch, REX)

    threads = [threading.Thread(target=work, args=(f"task-{number}-x",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    hooked.settle()
    assert len({each.guid for each in receiver.received}) == 20
    tips = {each.payload["ref"].rpartition("/")[2]: each.payload["after"] for each in receiver.received}
    branches = hooked.snapshot()["branches"][REPOSITORY]
    assert {name: branches[name] for name in tips} == tips
