"""Labels, issues and their comments."""

from urllib.parse import quote

from remediation.model import JsonObject
from sandbox.github.shapes.accounts import account, association
from sandbox.github.shapes.templates import (
    EXAMPLE_REPOSITORY,
    bases,
    renamed,
    template,
    timestamp,
    timestamp_or_none,
)
from sandbox.github.world.repositories import Comment, Issue, Label, PullRequest
from sandbox.github.world.world import World


def label(world: World, shown: Label) -> JsonObject:
    """A label."""
    return {
        "id": shown.id,
        "node_id": shown.node_id,
        "url": f"{world.base_url}/repos/{shown.repository.full_name}/labels/{quote(shown.name)}",
        "name": shown.name,
        "color": shown.color,
        "default": False,
        "description": shown.description,
    }


def issue(world: World, shown: Issue) -> JsonObject:
    """An issue; a pull request's has the key `pull_request`, which tells the two apart."""
    repo = shown.repository
    shape = template("issue_comment.created", "issue")
    example = f"{EXAMPLE_REPOSITORY}/issues/{shape['number']}"
    there = f"{repo.full_name}/issues/{shown.number}"
    shape = renamed(shape, {**bases(world), example: there, EXAMPLE_REPOSITORY: repo.full_name})
    shape.update(
        id=shown.id,
        node_id=shown.node_id,
        number=shown.number,
        title=shown.title,
        user=account(world, shown.author),
        labels=[label(world, each) for each in shown.labels],
        state=shown.state,
        assignee=None,
        assignees=[],
        milestone=None,
        comments=len(shown.comments),
        created_at=timestamp(shown.created_at),
        updated_at=timestamp(shown.updated_at),
        closed_at=timestamp_or_none(shown.closed_at),
        author_association=association(shown.author, repo),
        active_lock_reason=None,
        body=shown.body,
        reactions=_no_reactions(str(shape["url"])),
    )
    if isinstance(shown, PullRequest):
        html = f"{world.html_url}/{repo.full_name}/pull/{shown.number}"
        shape["html_url"] = html
        shape["draft"] = shown.draft
        shape["pull_request"] = {
            "url": f"{world.base_url}/repos/{repo.full_name}/pulls/{shown.number}",
            "html_url": html,
            "diff_url": f"{html}.diff",
            "patch_url": f"{html}.patch",
            "merged_at": timestamp_or_none(shown.merged_at),
        }
    return shape


def comment(world: World, shown: Comment) -> JsonObject:
    """A comment on an issue or a pull request."""
    repo, number = shown.issue.repository, shown.issue.number
    api = f"{world.base_url}/repos/{repo.full_name}/issues"
    url = f"{api}/comments/{shown.id}"
    page = "pull" if isinstance(shown.issue, PullRequest) else "issues"
    return {
        **template("issue_comment.created", "comment"),
        "url": url,
        "html_url": f"{world.html_url}/{repo.full_name}/{page}/{number}#issuecomment-{shown.id}",
        "issue_url": f"{api}/{number}",
        "id": shown.id,
        "node_id": shown.node_id,
        "user": account(world, shown.author),
        "created_at": timestamp(shown.created_at),
        "updated_at": timestamp(shown.updated_at),
        "author_association": association(shown.author, repo),
        "body": shown.body,
        "reactions": _no_reactions(url),
        "performed_via_github_app": None,
    }


def _no_reactions(url: str) -> JsonObject:
    kinds = ("+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes")
    return {"url": f"{url}/reactions", "total_count": 0, **dict.fromkeys(kinds, 0)}
