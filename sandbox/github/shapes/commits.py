"""Commits as the REST API gives them and as a push tells them."""

from typing import Any

from remediation.model import JsonObject
from sandbox.github.shapes.accounts import account, association
from sandbox.github.shapes.templates import timestamp
from sandbox.github.world.commits import Commit, FileChange, changes
from sandbox.github.world.repositories import CommitComment, Repository
from sandbox.github.world.world import World, node_id


def commit(world: World, repo: Repository, made: Commit) -> JsonObject:
    """A commit in a list."""
    api = f"{world.base_url}/repos/{repo.full_name}"
    html = f"{world.html_url}/{repo.full_name}/commit"
    signature = {"name": made.author.name, "email": made.author.email, "date": timestamp(made.created_at)}
    return {
        "sha": made.sha,
        "node_id": node_id("C", repo.id, made.sha),
        "commit": {
            "author": signature,
            "committer": signature,
            "message": made.message,
            "tree": {"sha": made.tree_sha, "url": f"{api}/git/trees/{made.tree_sha}"},
            "url": f"{api}/git/commits/{made.sha}",
            "comment_count": sum(comment.sha == made.sha for comment in repo.commit_comments),
            "verification": {"verified": False, "reason": "unsigned", "signature": None, "payload": None},
        },
        "url": f"{api}/commits/{made.sha}",
        "html_url": f"{html}/{made.sha}",
        "comments_url": f"{api}/commits/{made.sha}/comments",
        "author": account(world, made.author),
        "committer": account(world, made.author),
        "parents": [
            {"sha": parent, "url": f"{api}/commits/{parent}", "html_url": f"{html}/{parent}"}
            for parent in made.parents
        ],
    }


def full_commit(world: World, repo: Repository, made: Commit) -> JsonObject:
    """A commit by itself, with what it changed against its first parent."""
    parent = made.parents[0] if made.parents else None
    changed = changes(world.history.files_at(parent), made.files)
    additions, deletions = sum(file.additions for file in changed), sum(file.deletions for file in changed)
    return {
        **commit(world, repo, made),
        "stats": {"total": additions + deletions, "additions": additions, "deletions": deletions},
        "files": [file(world, repo, made.sha, change) for change in changed],
    }


def file(world: World, repo: Repository, sha: str, change: FileChange) -> JsonObject:
    """A changed file of a commit or a pull request."""
    html = f"{world.html_url}/{repo.full_name}"
    return {
        "sha": change.sha,
        "filename": change.path,
        "status": change.status,
        "additions": change.additions,
        "deletions": change.deletions,
        "changes": change.additions + change.deletions,
        "blob_url": f"{html}/blob/{sha}/{change.path}",
        "raw_url": f"{html}/raw/{sha}/{change.path}",
        "contents_url": f"{world.base_url}/repos/{repo.full_name}/contents/{change.path}?ref={sha}",
        "patch": change.patch,
    }


def comparison(world: World, repo: Repository, base: Commit, head: Commit) -> JsonObject:
    """What `head` has that `base` has not, as `GET /compare/{base}...{head}` gives it."""
    history = world.history
    ahead, behind = history.log(head.sha, without=[base.sha]), history.log(base.sha, without=[head.sha])
    origin = history.merge_base(base.sha, head.sha) or base
    statuses = {(False, False): "identical", (True, False): "ahead", (False, True): "behind"}
    return {
        "url": f"{world.base_url}/repos/{repo.full_name}/compare/{base.sha}...{head.sha}",
        "html_url": f"{world.html_url}/{repo.full_name}/compare/{base.sha}...{head.sha}",
        "base_commit": commit(world, repo, base),
        "merge_base_commit": commit(world, repo, origin),
        "status": statuses.get((bool(ahead), bool(behind)), "diverged"),
        "ahead_by": len(ahead),
        "behind_by": len(behind),
        "total_commits": len(ahead),
        "commits": [commit(world, repo, made) for made in ahead],
        "files": [file(world, repo, head.sha, change) for change in history.difference(base.sha, head.sha)],
    }


def pushed_commit(world: World, repo: Repository, made: Commit, *, distinct: bool) -> JsonObject:
    """A commit in the payload of a push."""
    parent = made.parents[0] if made.parents else None
    changed = changes(world.history.files_at(parent), made.files)
    paths: dict[str, list[str]] = {"added": [], "removed": [], "modified": []}
    for change in changed:
        paths[change.status].append(change.path)
    author: dict[str, Any] = {
        "name": made.author.name,
        "email": made.author.email,
        "username": made.author.login,
    }
    return {
        "id": made.sha,
        "tree_id": made.tree_sha,
        "distinct": distinct,
        "message": made.message,
        "timestamp": timestamp(made.created_at),
        "url": f"{world.html_url}/{repo.full_name}/commit/{made.sha}",
        "author": author,
        "committer": author,
        **paths,
    }


def commit_comment(world: World, repo: Repository, comment: CommitComment) -> JsonObject:
    """A comment on a commit."""
    return {
        "url": f"{world.base_url}/repos/{repo.full_name}/comments/{comment.id}",
        "html_url": f"{world.html_url}/{repo.full_name}/commit/{comment.sha}#commitcomment-{comment.id}",
        "id": comment.id,
        "node_id": comment.node_id,
        "user": account(world, comment.author),
        "position": comment.position,
        "line": None,
        "path": comment.path,
        "commit_id": comment.sha,
        "created_at": timestamp(comment.created_at),
        "updated_at": timestamp(comment.updated_at),
        "author_association": association(comment.author, repo),
        "body": comment.body,
    }
