"""Comments on issues, pull requests and commits."""

from sandbox.github.access.roles import demand
from sandbox.github.webhooks.payloads import issue_comment
from sandbox.github.world.accounts import Account, Role
from sandbox.github.world.refusal import refuse_invalid, refuse_missing
from sandbox.github.world.repositories import Comment, CommitComment, Issue, Repository
from sandbox.github.world.world import World, node_id

MAX_BODY = 65_536


def find(repo: Repository, identifier: int) -> Comment:
    """The comment of an id in a repository; Refused (404) when there is none."""
    all_comments = [comment for issue in repo.issues.values() for comment in issue.comments]
    found = next((comment for comment in all_comments if comment.id == identifier), None)
    return found or refuse_missing()


def create(world: World, issue: Issue, author: Account, body: str) -> Comment:
    """Comment on an issue or a pull request; whoever sees it may."""
    _check(body)
    identifier, at = world.new_id(), world.now()
    node = node_id("IC", issue.repository.id, identifier)
    comment = Comment(identifier, node, issue, author, body, at, at)
    issue.comments.append(comment)
    world.touch(issue)
    world.nodes[node] = comment
    world.publish("issue_comment", issue.repository, issue_comment(world, comment, author, "created"))
    return comment


def edit(world: World, comment: Comment, actor: Account, body: str) -> Comment:
    """Change a comment: one's own, or with write access anybody's."""
    _demand_hold(world, comment, actor)
    _check(body)
    before, comment.body = comment.body, body
    comment.updated_at = comment.edited_at = world.now()
    world.remember(comment.issue)
    payload = issue_comment(world, comment, actor, "edited", {"body": {"from": before}})
    world.publish("issue_comment", comment.issue.repository, payload)
    return comment


def delete(world: World, comment: Comment, actor: Account) -> None:
    """Remove a comment: one's own, or with write access anybody's."""
    _demand_hold(world, comment, actor)
    comment.issue.comments.remove(comment)
    del world.nodes[comment.node_id]
    world.remember(comment.issue)
    payload = issue_comment(world, comment, actor, "deleted")
    world.publish("issue_comment", comment.issue.repository, payload)


def create_on_commit(
    world: World,
    repo: Repository,
    author: Account,
    *,
    sha: str,
    body: str,
    path: str | None = None,
    position: int | None = None,
) -> CommitComment:
    """Comment on a commit; the subscribers of its author see it as a mail."""
    if not body.strip():
        refuse_invalid("CommitComment", "body", "missing_field")
    if len(body) > MAX_BODY:
        message = f"body is too long (maximum is {MAX_BODY} characters)"
        refuse_invalid("CommitComment", "body", "custom", message)
    identifier, at = world.new_id(), world.now()
    node = node_id("CC", repo.id, identifier)
    comment = CommitComment(identifier, node, author, sha, body, path, position, at, at)
    repo.commit_comments.append(comment)
    return comment


def _demand_hold(world: World, comment: Comment, actor: Account) -> None:
    if comment.author != actor:
        demand(world, actor, comment.issue.repository, Role.WRITE)


def _check(body: str) -> None:
    if not body.strip():
        refuse_invalid("IssueComment", "data", "unprocessable", "Body cannot be blank")
    if len(body) > MAX_BODY:
        message = f"Body is too long (maximum is {MAX_BODY} characters)"
        refuse_invalid("IssueComment", "data", "unprocessable", message)
