"""Merging a pull request, in GitHub's three ways."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from sandbox.github.access.roles import demand
from sandbox.github.acts import pulls, references
from sandbox.github.world.accounts import Account, Role
from sandbox.github.world.commits import Commit, changes
from sandbox.github.world.refusal import Refused
from sandbox.github.world.repositories import HEADS, PullRequest
from sandbox.github.world.world import World

Method: TypeAlias = Literal["merge", "squash", "rebase"]
DRAFT = "Pull Request is still a draft"
NOT_MERGEABLE = "Pull Request is not mergeable"
MODIFIED = "Head branch was modified. Review and try the merge again."


def merge(
    world: World,
    pull: PullRequest,
    actor: Account,
    *,
    method: Method = "merge",
    sha: str | None = None,
    message: str | None = None,
) -> Commit:
    """Merge and return the commit that the base branch now ends with.

    Refused: 405 when it is a draft, closed or in conflict; 409 when `sha` is not its head any more.
    """
    repo, history = pull.repository, world.history
    demand(world, actor, repo, Role.WRITE)
    base = repo.tip(HEADS + pull.base_ref)
    if pull.draft and pull.state == "open":
        raise Refused(405, DRAFT)
    if pull.state != "open" or base is None or history.conflicts(base, pull.head_sha):
        raise Refused(405, NOT_MERGEABLE)
    if sha not in {None, pull.head_sha}:
        raise Refused(409, MODIFIED)
    made = _commit(world, pull, actor, base=base, method=method, message=message)
    pull.last_base = base
    pull.merged_at, pull.merged_by, pull.merge_commit_sha = world.now(), actor, made.sha
    pull.state = "closed"
    references.land(world, repo, actor, pull.base_ref, made.sha)
    pulls.settle(world, pull, actor)
    return made


def _commit(
    world: World, pull: PullRequest, actor: Account, *, base: str, method: Method, message: str | None
) -> Commit:
    history, head = world.history, pull.head_sha
    start = history.merge_base(base, head)
    origin = start.files if start else {}
    files = _applied(history.files_at(base), origin, history.files_at(head))
    if method == "merge":
        words = message or f"Merge pull request #{pull.number} from {pull.head_label.replace(':', '/')}"
        text = f"{words}\n\n{pull.title}"
        return history.add(files=files, parents=(base, head), message=text, author=actor, at=world.now())
    if method == "squash":
        text = message or f"{pull.title} (#{pull.number})"
        return history.add(files=files, parents=(base,), message=text, author=actor, at=world.now())
    tip = history.commits[base]
    for each in history.log(head, without=[base]):
        before = history.files_at(each.parents[0] if each.parents else None)
        tip = history.add(
            files=_applied(tip.files, before, each.files),
            parents=(tip.sha,),
            message=each.message,
            author=each.author,
            at=world.now(),
        )
    return tip


def _applied(base: Mapping[str, str], before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    files = dict(base)
    for change in changes(before, after):
        if change.path in after:
            files[change.path] = after[change.path]
        else:
            files.pop(change.path, None)
    return files
