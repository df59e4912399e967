"""Labels of a repository and of an issue."""

from sandbox.github.acts import labels
from sandbox.github.rest.call import Answer, Call
from sandbox.github.rest.issues import find
from sandbox.github.shapes.issues import label as shape
from sandbox.github.world.repositories import Issue


def list_labels(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/labels`, by name."""
    ordered = [label for _, label in sorted(call.repository.labels.items())]
    return call.paged(ordered, lambda label: shape(call.world, label))


def get_label(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/labels/{name}`."""
    return Answer(200, shape(call.world, labels.find(call.repository, call.path["name"])))


def create_label(call: Call) -> Answer:
    """`POST /repos/{owner}/{repo}/labels`; 422 `already_exists` whatever the case of the name."""
    body = call.body
    color = body.optional("color") or labels.IMPLICIT_COLOR
    created = labels.create(
        call.world, call.repository, body.text("name"), color=color, description=body.optional("description")
    )
    return Answer(201, shape(call.world, created))


def update_label(call: Call) -> Answer:
    """`PATCH /repos/{owner}/{repo}/labels/{name}`."""
    label = labels.find(call.repository, call.path["name"])
    labels.update(
        call.world,
        label,
        name=call.body.optional("new_name"),
        color=call.body.optional("color"),
        description=call.body.optional("description"),
    )
    return Answer(200, shape(call.world, label))


def delete_label(call: Call) -> Answer:
    """`DELETE /repos/{owner}/{repo}/labels/{name}`."""
    labels.delete(call.world, labels.find(call.repository, call.path["name"]), call.account)
    return Answer(204)


def list_issue_labels(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/issues/{number}/labels`."""
    return call.paged(find(call, "read").labels, lambda label: shape(call.world, label))


def add_issue_labels(call: Call) -> Answer:
    """`POST …/issues/{number}/labels`: a label that does not exist is created, grey and without a word."""
    issue = find(call, "write")
    new = labels.named(call.world, call.repository, call.body.texts("labels"))
    labels.add(call.world, issue, new, call.account)
    return _all_of(call, issue)


def set_issue_labels(call: Call) -> Answer:
    """`PUT …/issues/{number}/labels`: exactly these."""
    issue = find(call, "write")
    wanted = labels.named(call.world, call.repository, call.body.texts("labels"))
    labels.remove(call.world, issue, [each for each in issue.labels if each not in wanted], call.account)
    labels.add(call.world, issue, wanted, call.account)
    return _all_of(call, issue)


def remove_issue_label(call: Call) -> Answer:
    """`DELETE …/issues/{number}/labels/{name}`; 404 when the issue does not carry it."""
    issue = find(call, "write")
    labels.remove_named(call.world, issue, call.path["name"], call.account)
    return _all_of(call, issue)


def clear_issue_labels(call: Call) -> Answer:
    """`DELETE …/issues/{number}/labels`."""
    issue = find(call, "write")
    labels.remove(call.world, issue, list(issue.labels), call.account)
    return Answer(204)


def _all_of(call: Call, issue: Issue) -> Answer:
    return Answer(200, [shape(call.world, label) for label in issue.labels])
