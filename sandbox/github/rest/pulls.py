"""Pull requests: lists, changes, merging, and what they consist of."""

from sandbox.github.acts import merging, pulls
from sandbox.github.rest.call import Answer, Call
from sandbox.github.shapes.commits import commit as commit_shape
from sandbox.github.shapes.commits import file as file_shape
from sandbox.github.shapes.pulls import listed_pull, pull
from sandbox.github.world.refusal import refuse_missing, refuse_unprocessable
from sandbox.github.world.repositories import HEADS, PullRequest
from sandbox.github.world.world import World

METHODS: dict[str, merging.Method] = {"merge": "merge", "squash": "squash", "rebase": "rebase"}


def list_pulls(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/pulls` by `state`, `head` (`owner:branch`), `base`, `sort`, `direction`."""
    state, head, base = (call.query.get(name) for name in ("state", "head", "base"))
    found = [
        each
        for each in call.world.shown_pulls(call.repository)
        if state == "all" or each.state == (state or "open")
        if head is None or ":" not in head or each.head_label.lower() == head.lower()
        if base is None or each.base_ref == base
    ]
    sort = call.query.get("sort", "created")
    default = "desc" if sort == "created" else "asc"
    found.sort(
        key=lambda each: (each.updated_at if sort == "updated" else each.created_at, each.number),
        reverse=call.query.get("direction", default) == "desc",
    )
    return call.paged(found, lambda each: listed_pull(call.world, each, head=call.world.seen_head(each)))


def get_pull(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/pulls/{number}`."""
    return Answer(200, _shape(call.world, _shown(call)))


def create_pull(call: Call) -> Answer:
    """`POST /repos/{owner}/{repo}/pulls`."""
    body = call.body
    created = pulls.create(
        call.world,
        call.repository,
        call.account,
        head=body.text("head"),
        base=body.text("base"),
        title=body.text("title"),
        body=body.optional("body"),
        draft=body.flag("draft"),
    )
    shape = _shape(call.world, created)
    return Answer(201, shape, {"Location": str(shape["url"])})


def update_pull(call: Call) -> Answer:
    """`PATCH /repos/{owner}/{repo}/pulls/{number}`: title, body, state."""
    found = _pull(call)
    match call.body.optional("state"):
        case "closed":
            pulls.close(call.world, found, call.account)
        case "open":
            pulls.reopen(call.world, found, call.account)
    title, body = call.body.optional("title"), call.body.optional("body")
    if title is not None or body is not None:
        pulls.edit(call.world, found, call.account, title=title, body=body)
    return Answer(200, _shape(call.world, found))


def merge_pull(call: Call) -> Answer:
    """`PUT …/pulls/{number}/merge`; 405 when it cannot be merged, 409 when `sha` is not its head."""
    wanted = call.body.optional("merge_method") or "merge"
    method = METHODS.get(wanted) or refuse_unprocessable(f"{wanted} is not a merge method")
    made = merging.merge(
        call.world,
        _pull(call),
        call.account,
        method=method,
        sha=call.body.optional("sha"),
        message=call.body.optional("commit_title"),
    )
    return Answer(200, {"sha": made.sha, "merged": True, "message": "Pull Request successfully merged"})


def is_merged(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/pulls/{number}/merge`: 204 when it is, 404 when not."""
    return Answer(204) if _shown(call).merged_at else refuse_missing()


def list_commits(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/pulls/{number}/commits`, oldest first."""
    found = _shown(call)
    base = found.last_base or found.repository.tip(HEADS + found.base_ref)
    made = call.world.history.log(call.world.seen_head(found), without=[base])
    return call.paged(made, lambda commit: commit_shape(call.world, found.repository, commit))


def list_files(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/pulls/{number}/files`."""
    found, world = _shown(call), call.world
    base, head = found.last_base or found.repository.tip(HEADS + found.base_ref), world.seen_head(found)
    changed = world.history.difference(base, head)
    return call.paged(changed, lambda change: file_shape(world, found.repository, head, change))


def _pull(call: Call) -> PullRequest:
    return pulls.find(call.repository, call.number("number"))


def _shown(call: Call) -> PullRequest:
    return call.shown(_pull(call))


def _shape(world: World, found: PullRequest) -> dict[str, object]:
    return pull(world, found, head=world.seen_head(found))
