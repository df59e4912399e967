import json
from importlib import resources

import pytest

from remediation.model import JsonObject
from sandbox.github import GitHubStandIn
from sandbox.github.world.refusal import Refused
from tests.sandbox.github.conftest import BRANCH, REPOSITORY, REX, Clock, last

ZERO = "0" * 40


def test_a_new_branch_is_created_with_the_commits_that_no_other_has(github: GitHubStandIn) -> None:
    sha = github.push(REPOSITORY, BRANCH, REX, files={"a.py": "1\n", "b.py": "2\n"}, message="Två filer ✓")

    push = last(github, "push")
    assert (push["ref"], push["before"], push["after"]) == (f"refs/heads/{BRANCH}", ZERO, sha)
    assert (push["created"], push["deleted"], push["forced"]) == (True, False, False)
    (commit,) = push["commits"]
    assert commit == push["head_commit"]
    assert (commit["id"], commit["message"], commit["added"]) == (sha, "Två filer ✓", ["a.py", "b.py"])
    assert commit["author"]["username"] == REX
    assert commit["distinct"]


def test_sender_and_pusher_are_told_apart(github: GitHubStandIn) -> None:
    github.push(REPOSITORY, BRANCH, REX)

    push = last(github, "push")
    assert (push["sender"]["login"], push["sender"]["type"]) == (REX, "Bot")
    assert push["pusher"] == {"name": REX, "email": push["head_commit"]["author"]["email"]}
    assert push["organization"]["login"] == "5dlabs"


def test_a_push_tells_times_as_unix_integers(github: GitHubStandIn, clock: Clock) -> None:
    clock.now += 60

    github.push(REPOSITORY, BRANCH, REX)

    repository = last(github, "push")["repository"]
    assert repository["pushed_at"] == int(clock.now)
    assert repository["created_at"] == int(clock.now) - 60
    assert repository["owner"]["name"] == "5dlabs"


def test_the_next_push_goes_from_before_to_after(github: GitHubStandIn) -> None:
    first = github.push(REPOSITORY, BRANCH, REX, files={"a.py": "1\n"})
    second = github.push(REPOSITORY, BRANCH, REX, files={"a.py": "2\n"})

    push = last(github, "push")
    assert (push["before"], push["after"], push["created"], push["forced"]) == (first, second, False, False)
    assert [commit["modified"] for commit in push["commits"]] == [["a.py"]]
    assert push["compare"].endswith(
        f"/compare/{first[:12] if first else ''}...{second[:12] if second else ''}"
    )


def test_a_force_push_back_is_forced_and_has_no_commits(github: GitHubStandIn) -> None:
    first = github.push(REPOSITORY, BRANCH, REX)
    second = github.push(REPOSITORY, BRANCH, REX)

    github.push(REPOSITORY, BRANCH, REX, force_to=first)

    push = last(github, "push")
    assert (push["before"], push["after"], push["forced"], push["commits"]) == (second, first, True, [])
    assert push["head_commit"]["id"] == first


def test_a_deleted_branch_ends_at_zero(github: GitHubStandIn) -> None:
    sha = github.push(REPOSITORY, BRANCH, REX)

    github.push(REPOSITORY, BRANCH, REX, delete=True)

    push = last(github, "push")
    assert (push["before"], push["after"], push["deleted"]) == (sha, ZERO, True)
    assert (push["head_commit"], push["commits"]) == (None, [])


def test_a_tag_is_a_push_to_refs_tags(github: GitHubStandIn) -> None:
    sha = github.push(REPOSITORY, BRANCH, REX)

    github.push(REPOSITORY, BRANCH, REX, tag="v1.0")

    push = last(github, "push")
    assert (push["ref"], push["after"], push["created"]) == ("refs/tags/v1.0", sha, True)
    assert (push["base_ref"], push["commits"]) == (f"refs/heads/{BRANCH}", [])


def test_a_deleted_tag_leaves_its_branch(github: GitHubStandIn) -> None:
    sha = github.push(REPOSITORY, BRANCH, REX)
    github.push(REPOSITORY, BRANCH, REX, tag="v1.0")

    github.push(REPOSITORY, BRANCH, REX, tag="v1.0", delete=True)

    assert (last(github, "push")["ref"], last(github, "push")["deleted"]) == ("refs/tags/v1.0", True)
    assert github.snapshot()["branches"][REPOSITORY][BRANCH] == sha


def test_an_empty_commit_changes_no_file(github: GitHubStandIn) -> None:
    first = github.push(REPOSITORY, BRANCH, REX)

    second = github.push(REPOSITORY, BRANCH, REX, files={}, message="Nothing")

    commit = last(github, "push")["head_commit"]
    assert first != second
    assert (commit["added"], commit["modified"], commit["removed"]) == ([], [], [])


def test_who_may_not_write_does_not_push(github: GitHubStandIn) -> None:
    github.add_user("bob", {REPOSITORY: "read"})

    with pytest.raises(Refused, match="Must have admin rights"):
        github.push(REPOSITORY, BRANCH, "bob")

    assert BRANCH not in github.snapshot()["branches"][REPOSITORY]


def test_a_story_has_the_same_hashes_whenever_it_is_played() -> None:
    hashes = set()
    for start in (1_000_000_000.0, 1_790_000_000.0):
        github = GitHubStandIn(clock=Clock(start))
        github.add_repository(REPOSITORY)
        github.add_user("alice", {REPOSITORY: "write"})
        hashes.add(github.push(REPOSITORY, BRANCH, "alice"))

    assert len(hashes) == 1


def test_every_key_of_the_real_payload_is_there(github: GitHubStandIn) -> None:
    github.push(REPOSITORY, BRANCH, REX)
    real = json.loads(resources.files("sandbox.github").joinpath("payloads", "push.json").read_text("utf-8"))

    ours = last(github, "push")

    assert keys(real) - keys(ours) == {"installation", "installation.id", "installation.node_id"}


def keys(value: JsonObject, prefix: str = "") -> set[str]:
    found = set()
    for key, item in value.items():
        found.add(prefix + key)
        if isinstance(item, dict):
            found |= keys(item, f"{prefix}{key}.")
    return found
