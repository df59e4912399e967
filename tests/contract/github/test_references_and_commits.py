from collections.abc import Callable

import pytest
from github import GithubException
from github.Repository import Repository

from sandbox.github import GitHubStandIn
from tests.contract.github.conftest import BRANCH, REPOSITORY, REX, Raw


def test_a_reference_is_created_read_moved_and_deleted(repository: Repository) -> None:
    main = repository.get_branch("main").commit.sha
    task = repository.get_branch(BRANCH).commit.sha

    reference = repository.create_git_ref("refs/heads/copy", main)
    reference.edit(task)

    assert repository.get_git_ref("heads/copy").object.sha == task
    assert [each.ref for each in repository.get_git_matching_refs("heads/co")] == ["refs/heads/copy"]
    reference.delete()
    with pytest.raises(GithubException) as gone:
        repository.get_git_ref("heads/copy")
    assert gone.value.status == 404


def test_moving_back_needs_force(repository: Repository) -> None:
    main = repository.get_branch("main").commit.sha
    reference = repository.get_git_ref(f"heads/{BRANCH}")

    with pytest.raises(GithubException) as refused:
        reference.edit(main)
    assert refused.value.data["message"] == "Update is not a fast forward"

    reference.edit(main, force=True)
    assert repository.get_branch(BRANCH).commit.sha == main


@pytest.mark.parametrize(
    ("ref", "sha", "message"),
    [
        ("refs/heads/main", None, "Reference already exists"),
        ("refs/heads/new", "f" * 40, "Object does not exist"),
        ("main", None, "Reference name must start with 'refs/' and have at least two slashes"),
    ],
)
def test_a_reference_that_cannot_be_is_refused(
    repository: Repository, ref: str, sha: str | None, message: str
) -> None:
    with pytest.raises(GithubException) as refused:
        repository.create_git_ref(ref, sha or repository.get_branch("main").commit.sha)

    assert (refused.value.status, refused.value.data["message"]) == (422, message)


def test_a_protected_branch_is_neither_pushed_to_nor_deleted(repository: Repository) -> None:
    reference = repository.get_git_ref("heads/main")

    with pytest.raises(GithubException) as pushed:
        reference.edit(repository.get_branch(BRANCH).commit.sha)
    with pytest.raises(GithubException) as deleted:
        reference.delete()

    assert "Changes must be made through a pull request." in pushed.value.data["message"]
    assert "Cannot delete this branch" in deleted.value.data["message"]
    assert repository.get_branch("main").protected


def test_branches_with_slashes_are_found(github: GitHubStandIn, repository: Repository) -> None:
    sha = github.push(REPOSITORY, "feature/deep/one", "alice")

    assert repository.get_branch("feature/deep/one").commit.sha == sha
    assert [branch.name for branch in repository.get_branches()] == ["feature/deep/one", "main", BRANCH]


def test_a_commit_tells_what_it_changed(repository: Repository) -> None:
    commit = repository.get_commit(BRANCH)

    assert (commit.commit.message, commit.author.login, commit.stats.total) == ("Add login", REX, 1)
    assert [(file.filename, file.status, file.patch) for file in commit.files] == [
        ("login.py", "added", "@@ -0,0 +1 @@\n+pass")
    ]
    assert repository.get_commit(commit.sha[:7]).sha == commit.sha


def test_a_commit_that_is_not_there_is_422(raw: Callable[[str], Raw]) -> None:
    status, answer, _ = raw("alice")("GET", f"/repos/{REPOSITORY}/commits/{'e' * 40}")

    assert (status, answer["message"]) == (422, f"No commit found for SHA: {'e' * 40}")


def test_commits_are_listed_newest_first(github: GitHubStandIn, repository: Repository) -> None:
    github.push(REPOSITORY, BRANCH, REX, message="Second")

    messages = [commit.commit.message for commit in repository.get_commits(sha=BRANCH)]

    assert messages == ["Second", "Add login", "Initial commit"]


def test_a_comparison_tells_who_is_ahead(github: GitHubStandIn, repository: Repository) -> None:
    github.push(REPOSITORY, "other", "alice", files={"b.txt": "b\n"})

    ahead = repository.compare("main", BRANCH)
    diverged = repository.compare("other", BRANCH)

    assert (ahead.status, ahead.ahead_by, ahead.behind_by) == ("ahead", 1, 0)
    assert [file.filename for file in ahead.files] == ["login.py"]
    assert (diverged.status, diverged.ahead_by, diverged.behind_by) == ("diverged", 1, 1)
    assert repository.compare("main", "main").status == "identical"


def test_a_commit_is_commented(repository: Repository) -> None:
    commit = repository.get_commit(BRANCH)

    created = commit.create_comment("Remediation failed.")

    assert [(each.id, each.body) for each in commit.get_comments()] == [(created.id, "Remediation failed.")]
