"""Issues and their comments; a pull request is an issue here."""

from datetime import datetime

from sandbox.github.access.objects import Level
from sandbox.github.acts import comments, issues
from sandbox.github.rest.call import Answer, Call
from sandbox.github.shapes.issues import comment as comment_shape
from sandbox.github.shapes.issues import issue as issue_shape
from sandbox.github.world.refusal import refuse_missing
from sandbox.github.world.repositories import Comment, Issue


def get_issue(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/issues/{number}`."""
    return Answer(200, issue_shape(call.world, find(call, "read")))


def update_issue(call: Call) -> Answer:
    """`PATCH /repos/{owner}/{repo}/issues/{number}`: its state."""
    issue = find(call, "write")
    match call.body.optional("state"):
        case "closed":
            issues.close(call.world, issue, call.account)
        case "open":
            issues.reopen(call.world, issue, call.account)
    return Answer(200, issue_shape(call.world, issue))


def list_comments(call: Call) -> Answer:
    """`GET …/issues/{number}/comments`, oldest first, those updated `since` a time."""
    found = find(call, "read").comments
    if since := call.query.get("since"):
        start = datetime.fromisoformat(since).timestamp()
        found = [each for each in found if each.updated_at >= start]
    return call.paged(found, lambda comment: comment_shape(call.world, comment))


def create_comment(call: Call) -> Answer:
    """`POST …/issues/{number}/comments`; 422 beyond 65,536 characters."""
    issue = find(call, "write")
    comment = comments.create(call.world, issue, call.account, call.body.text("body"))
    shape = comment_shape(call.world, comment)
    return Answer(201, shape, {"Location": str(shape["url"])})


def get_comment(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/issues/comments/{id}`."""
    shown = call.world.shown_part(_comment(call, "read"))
    return Answer(200, comment_shape(call.world, shown)) if isinstance(shown, Comment) else refuse_missing()


def update_comment(call: Call) -> Answer:
    """`PATCH /repos/{owner}/{repo}/issues/comments/{id}`."""
    comment = _comment(call, "write")
    comments.edit(call.world, comment, call.account, call.body.text("body"))
    return Answer(200, comment_shape(call.world, comment))


def delete_comment(call: Call) -> Answer:
    """`DELETE /repos/{owner}/{repo}/issues/comments/{id}`."""
    comments.delete(call.world, _comment(call, "write"), call.account)
    return Answer(204)


def find(call: Call, level: Level) -> Issue:
    """The issue or pull request of the path's number, if an app may read or change its kind.

    Who reads may see it late.
    """
    issue = issues.find(call.repository, call.number("number"))
    call.require(issue, level)
    return call.shown(issue) if level == "read" else issue


def _comment(call: Call, level: Level) -> Comment:
    comment = comments.find(call.repository, call.number("id"))
    call.require(comment, level)
    return comment
