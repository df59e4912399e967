"""Issues and their comments; a pull request is an issue here."""

from datetime import datetime

from sandbox.github.acts import comments, issues
from sandbox.github.rest.call import Answer, Call
from sandbox.github.shapes.issues import comment as comment_shape
from sandbox.github.shapes.issues import issue as issue_shape


def get_issue(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/issues/{number}`."""
    return Answer(200, issue_shape(call.world, issues.find(call.repository, call.number("number"))))


def update_issue(call: Call) -> Answer:
    """`PATCH /repos/{owner}/{repo}/issues/{number}`: its state."""
    issue = issues.find(call.repository, call.number("number"))
    match call.body.optional("state"):
        case "closed":
            issues.close(call.world, issue, call.account)
        case "open":
            issues.reopen(call.world, issue, call.account)
    return Answer(200, issue_shape(call.world, issue))


def list_comments(call: Call) -> Answer:
    """`GET …/issues/{number}/comments`, oldest first, those updated `since` a time."""
    found = issues.find(call.repository, call.number("number")).comments
    if since := call.query.get("since"):
        start = datetime.fromisoformat(since).timestamp()
        found = [each for each in found if each.updated_at >= start]
    return call.paged(found, lambda comment: comment_shape(call.world, comment))


def create_comment(call: Call) -> Answer:
    """`POST …/issues/{number}/comments`; 422 beyond 65,536 characters."""
    issue = issues.find(call.repository, call.number("number"))
    comment = comments.create(call.world, issue, call.account, call.body.text("body"))
    shape = comment_shape(call.world, comment)
    return Answer(201, shape, {"Location": str(shape["url"])})


def get_comment(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/issues/comments/{id}`."""
    return Answer(200, comment_shape(call.world, comments.find(call.repository, call.number("id"))))


def update_comment(call: Call) -> Answer:
    """`PATCH /repos/{owner}/{repo}/issues/comments/{id}`."""
    comment = comments.find(call.repository, call.number("id"))
    comments.edit(call.world, comment, call.account, call.body.text("body"))
    return Answer(200, comment_shape(call.world, comment))


def delete_comment(call: Call) -> Answer:
    """`DELETE /repos/{owner}/{repo}/issues/comments/{id}`."""
    comments.delete(call.world, comments.find(call.repository, call.number("id")), call.account)
    return Answer(204)
