from collections.abc import Callable

import pytest
from github import GithubException
from github.Repository import Repository

from sandbox.github import GitHubStandIn
from tests.contract.github.conftest import BRANCH, REPOSITORY, REX, Raw

EXISTS = f"A pull request already exists for 5dlabs:{BRANCH}."


def test_a_pull_request_tells_head_base_author_and_size(
    github: GitHubStandIn, repository: Repository
) -> None:
    pull = repository.get_pull(1)

    assert pull.head.ref == BRANCH
    assert pull.head.sha == github.snapshot()["branches"][REPOSITORY][BRANCH]
    assert (pull.base.ref, pull.user.login, pull.user.type) == ("main", REX, "Bot")
    assert (pull.commits, pull.changed_files, pull.additions, pull.mergeable) == (1, 1, 1, True)
    assert [file.filename for file in pull.get_files()] == ["login.py"]
    assert [commit.commit.message for commit in pull.get_commits()] == ["Add login"]


def test_a_pull_request_is_opened_edited_closed_and_reopened(
    github: GitHubStandIn, repository: Repository
) -> None:
    github.push(REPOSITORY, "feature", "alice")

    pull = repository.create_pull(base="main", head="feature", title="Feature", body="Text", draft=True)
    pull.edit(title="Better", state="closed")

    assert (pull.number, pull.draft, pull.title, pull.state) == (2, True, "Better", "closed")
    pull.edit(state="open")
    assert repository.get_pull(2).state == "open"


@pytest.mark.parametrize(
    ("head", "base", "expected"),
    [
        (
            BRANCH,
            "main",
            {"code": "custom", "message": EXISTS},
        ),
        ("nowhere", "main", {"code": "invalid", "field": "head"}),
        (BRANCH, "nowhere", {"code": "invalid", "field": "base"}),
        ("even", "main", {"code": "custom", "message": "No commits between main and even"}),
    ],
)
def test_a_pull_request_that_cannot_be_is_refused(
    github: GitHubStandIn, repository: Repository, head: str, base: str, expected: dict[str, str]
) -> None:
    github.create_branch(REPOSITORY, "even", "alice")

    with pytest.raises(GithubException) as refused:
        repository.create_pull(base=base, head=head, title="x")

    assert refused.value.status == 422
    assert refused.value.data["errors"] == [{"resource": "PullRequest", **expected}]


def test_the_list_filters_by_state_head_and_base(github: GitHubStandIn, repository: Repository) -> None:
    github.push(REPOSITORY, "feature", "alice")
    github.open_pull_request(REPOSITORY, "feature", "alice")
    github.close(REPOSITORY, 1, "alice")

    assert [pull.number for pull in repository.get_pulls()] == [2]
    assert [pull.number for pull in repository.get_pulls(state="all")] == [2, 1]
    assert [pull.number for pull in repository.get_pulls(state="all", direction="asc")] == [1, 2]
    assert [pull.number for pull in repository.get_pulls(state="all", head=f"5dlabs:{BRANCH}")] == [1]
    assert list(repository.get_pulls(head="other:feature")) == []
    assert list(repository.get_pulls(base="develop")) == []


def test_a_pull_request_out_of_a_fork(github: GitHubStandIn, repository: Repository) -> None:
    github.add_repository("mallory/cto", fork_of=REPOSITORY)
    github.add_user("mallory", {REPOSITORY: "read"})
    github.push("mallory/cto", BRANCH, "mallory", files={"evil.py": "1\n"})

    number = github.open_pull_request(REPOSITORY, f"mallory:{BRANCH}", "mallory")

    pull = repository.get_pull(number)
    assert (pull.head.label, pull.head.repo.full_name, pull.head.repo.fork) == (
        f"mallory:{BRANCH}",
        "mallory/cto",
        True,
    )


@pytest.mark.parametrize("method", ["merge", "squash", "rebase"])
def test_merging_moves_the_protected_base(github: GitHubStandIn, repository: Repository, method: str) -> None:
    pull = repository.get_pull(1)

    made = pull.merge(merge_method=method)

    assert made.merged
    assert github.snapshot()["branches"][REPOSITORY]["main"] == made.sha
    merged = repository.get_pull(1)
    assert (merged.state, merged.merged, merged.merged_by.login) == ("closed", True, "alice")
    assert (merged.merge_commit_sha, merged.commits) == (made.sha, 1)


def test_a_head_that_moved_is_not_merged(repository: Repository, raw: Callable[[str], Raw]) -> None:
    status, answer, _ = raw("alice")(
        "PUT", f"/repos/{REPOSITORY}/pulls/1/merge", {"sha": repository.get_branch("main").commit.sha}
    )

    assert (status, answer["message"]) == (
        409,
        "Head branch was modified. Review and try the merge again.",
    )


def test_a_conflict_and_a_draft_are_not_merged(github: GitHubStandIn, raw: Callable[[str], Raw]) -> None:
    for branch in ("one", "two"):
        github.push(REPOSITORY, branch, "alice", files={"README.md": f"{branch}\n"})
        github.open_pull_request(REPOSITORY, branch, "alice", draft=branch == "two")
    github.push(REPOSITORY, "three", "alice", files={"README.md": "three\n"})
    third = github.open_pull_request(REPOSITORY, "three", "alice")
    github.merge(REPOSITORY, third, "alice")

    conflict = raw("alice")("PUT", f"/repos/{REPOSITORY}/pulls/2/merge", {})
    draft = raw("alice")("PUT", f"/repos/{REPOSITORY}/pulls/3/merge", {})

    assert (conflict[0], conflict[1]["message"]) == (405, "Pull Request is not mergeable")
    assert (draft[0], draft[1]["message"]) == (405, "Pull Request is still a draft")
    assert raw("alice")("GET", f"/repos/{REPOSITORY}/pulls/2")[1]["mergeable_state"] == "dirty"


def test_reopening_fails_when_the_branch_is_gone_or_rewritten(
    github: GitHubStandIn, repository: Repository
) -> None:
    pull = repository.get_pull(1)
    pull.edit(state="closed")
    github.push(REPOSITORY, BRANCH, REX, force_to=repository.get_branch("main").commit.sha)

    with pytest.raises(GithubException) as rewritten:
        pull.edit(state="open")
    github.push(REPOSITORY, BRANCH, REX, delete=True)
    with pytest.raises(GithubException) as gone:
        pull.edit(state="open")

    reasons = [each.value.data["errors"][0]["message"] for each in (rewritten, gone)]
    assert reasons == [
        f"state cannot be changed. The {BRANCH} branch was force-pushed or recreated.",
        f"state cannot be changed. The {BRANCH} branch has been deleted.",
    ]
