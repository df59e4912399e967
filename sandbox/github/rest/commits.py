"""Commits, comparisons, and comments on commits."""

import re

from sandbox.github.acts import comments
from sandbox.github.rest.call import Answer, Call
from sandbox.github.shapes.commits import commit as commit_shape
from sandbox.github.shapes.commits import commit_comment, comparison, full_commit
from sandbox.github.world.commits import Commit
from sandbox.github.world.refusal import refuse_missing, refuse_unprocessable
from sandbox.github.world.repositories import HEADS, TAGS, Repository

SHORT_SHA = re.compile("[0-9a-f]{7,40}")


def list_commits(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/commits`, newest first, from `sha` (a commit or a branch)."""
    start = call.query.get("sha", call.repository.default_branch)
    tip = _resolve(call, call.repository, start) or refuse_missing()
    made = call.world.history.log(tip.sha)[::-1]
    return call.paged(made, lambda commit: commit_shape(call.world, call.repository, commit))


def get_commit(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/commits/{ref}`: by SHA (seven digits are enough), branch or tag."""
    ref = call.path["ref"]
    found = _resolve(call, call.repository, ref) or refuse_unprocessable(f"No commit found for SHA: {ref}")
    return Answer(200, full_commit(call.world, call.repository, found))


def compare(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/compare/{base}...{head}`."""
    base, dots, head = call.path["basehead"].partition("...")
    before, after = _resolve(call, call.repository, base), _resolve(call, call.repository, head)
    if not dots or before is None or after is None:
        refuse_missing()
    return Answer(200, comparison(call.world, call.repository, before, after))


def list_commit_comments(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/commits/{sha}/comments`, oldest first."""
    found = [each for each in call.repository.commit_comments if each.sha == call.path["sha"]]
    return call.paged(found, lambda comment: commit_comment(call.world, call.repository, comment))


def create_commit_comment(call: Call) -> Answer:
    """`POST /repos/{owner}/{repo}/commits/{sha}/comments`."""
    sha = call.path["sha"]
    found = call.world.history.get(sha) or refuse_unprocessable(f"No commit found for SHA: {sha}")
    position = call.body.fields.get("position")
    comment = comments.create_on_commit(
        call.world,
        call.repository,
        call.account,
        sha=found.sha,
        body=call.body.text("body"),
        path=call.body.optional("path"),
        position=position if isinstance(position, int) else None,
    )
    return Answer(201, commit_comment(call.world, call.repository, comment))


def _resolve(call: Call, repo: Repository, text: str) -> Commit | None:
    history = call.world.history
    for name in (text, f"refs/{text}", HEADS + text, TAGS + text):
        moving = repo.refs.get(name)
        sha = call.world.seen(moving) if moving else None
        if sha:
            return history.get(sha)
    if not SHORT_SHA.fullmatch(text):
        return None
    alike = [commit for sha, commit in history.commits.items() if sha.startswith(text)]
    return alike[0] if len(alike) == 1 else None
