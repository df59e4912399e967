"""Pull requests and their reviews."""

from remediation.model import JsonObject
from sandbox.github.shapes.accounts import account, association
from sandbox.github.shapes.issues import label
from sandbox.github.shapes.repositories import pulled_repository
from sandbox.github.shapes.templates import (
    EXAMPLE_REPOSITORY,
    bases,
    renamed,
    template,
    timestamp,
    timestamp_or_none,
)
from sandbox.github.world.repositories import HEADS, PullRequest, Review
from sandbox.github.world.world import World

# Computed for a pull request by itself, absent from lists and from review payloads.
ONLY_IN_FULL = (
    "merged",
    "mergeable",
    "rebaseable",
    "mergeable_state",
    "merged_by",
    "comments",
    "review_comments",
    "maintainer_can_modify",
    "commits",
    "additions",
    "deletions",
    "changed_files",
)


def pull(world: World, shown: PullRequest, *, head: str) -> JsonObject:
    """A pull request with everything, `head` being the SHA that this reader is told."""
    history = world.history
    base = shown.last_base or shown.repository.tip(HEADS + shown.base_ref)
    changed = history.difference(base, head)
    shape = _filled(world, shown, head=head, base=base or "")
    shape.update(
        merged=shown.merged_at is not None,
        merged_by=account(world, shown.merged_by) if shown.merged_by else None,
        comments=len(shown.comments),
        commits=len(history.log(head, without=[base])),
        additions=sum(file.additions for file in changed),
        deletions=sum(file.deletions for file in changed),
        changed_files=len(changed),
    )
    if shown.state == "open" and base:
        clean = not history.conflicts(base, head)
        shape.update(mergeable=clean, rebaseable=clean, mergeable_state="clean" if clean else "dirty")
    if shown.draft and shape["mergeable"]:
        shape["mergeable_state"] = "draft"
    return shape


def listed_pull(world: World, shown: PullRequest, *, head: str) -> JsonObject:
    """A pull request in a list, and in the payload of a review."""
    shape = pull(world, shown, head=head)
    return {key: value for key, value in shape.items() if key not in ONLY_IN_FULL}


def review(world: World, shown: Review, *, lower: bool = False) -> JsonObject:
    """A review; payloads write its state in lower case and an empty body as null, the REST API neither."""
    repo, number = shown.pull.repository, shown.pull.number
    shape = template("pull_request_review.submitted", "review")
    names = {
        **bases(world),
        EXAMPLE_REPOSITORY: repo.full_name,
        f"pullrequestreview-{shape['id']}": f"pullrequestreview-{shown.id}",
        "/pull/2": f"/pull/{number}",
        "/pulls/2": f"/pulls/{number}",
    }
    shape = renamed(shape, names)
    shape.update(
        id=shown.id,
        node_id=shown.node_id,
        user=account(world, shown.author),
        body=shown.body or (None if lower else ""),
        commit_id=shown.commit_id,
        submitted_at=timestamp_or_none(shown.submitted_at),
        state=shown.state.lower() if lower else shown.state,
        author_association=association(shown.author, repo),
    )
    return shape


def _filled(world: World, shown: PullRequest, *, head: str, base: str) -> JsonObject:
    repo = shown.repository
    shape = template("pull_request.labeled", "pull_request")
    example_head = str(shape["head"]["sha"])
    for nested in ("user", "head", "base"):
        del shape[nested]
    names = {
        **bases(world),
        f"{EXAMPLE_REPOSITORY}/pulls/2": f"{repo.full_name}/pulls/{shown.number}",
        f"{EXAMPLE_REPOSITORY}/pull/2": f"{repo.full_name}/pull/{shown.number}",
        f"{EXAMPLE_REPOSITORY}/issues/2": f"{repo.full_name}/issues/{shown.number}",
        EXAMPLE_REPOSITORY: repo.full_name,
        example_head: head,
    }
    shape = renamed(shape, names)
    source = shown.head_repository
    shape.update(
        id=shown.pull_id,
        node_id=shown.node_id,
        number=shown.number,
        state=shown.state,
        title=shown.title,
        user=account(world, shown.author),
        body=shown.body,
        created_at=timestamp(shown.created_at),
        updated_at=timestamp(shown.updated_at),
        closed_at=timestamp_or_none(shown.closed_at),
        merged_at=timestamp_or_none(shown.merged_at),
        merge_commit_sha=shown.merge_commit_sha,
        assignee=None,
        assignees=[],
        requested_reviewers=[],
        requested_teams=[],
        labels=[label(world, each) for each in shown.labels],
        milestone=None,
        head={
            "label": shown.head_label,
            "ref": shown.head_ref,
            "sha": head,
            "user": account(world, source.owner) if source else None,
            "repo": pulled_repository(world, source) if source else None,
        },
        base={
            "label": f"{repo.owner.login}:{shown.base_ref}",
            "ref": shown.base_ref,
            "sha": base,
            "user": account(world, repo.owner),
            "repo": pulled_repository(world, repo),
        },
        author_association=association(shown.author, repo),
        draft=shown.draft,
        auto_merge=None,
        active_lock_reason=None,
        mergeable=None,
        rebaseable=None,
        mergeable_state="unknown",
    )
    return shape
