"""Git references and branches."""

from remediation.model import JsonObject
from sandbox.github.acts import references
from sandbox.github.rest.call import Answer, Call
from sandbox.github.shapes.commits import full_commit
from sandbox.github.shapes.repositories import reference as shape
from sandbox.github.world.refusal import refuse_missing
from sandbox.github.world.repositories import HEADS, Repository


def get_reference(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/git/ref/{ref}`, `heads/main` for example."""
    name = f"refs/{call.path['ref']}"
    sha = _seen(call).get(name) or refuse_missing()
    return Answer(200, shape(call.world, call.repository, name, sha))


def matching_references(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/git/matching-refs/{ref}`: all that start like this."""
    wanted = f"refs/{call.path['ref']}"
    found = [(name, sha) for name, sha in _seen(call).items() if name.startswith(wanted)]
    return call.paged(found, lambda pair: shape(call.world, call.repository, *pair))


def create_reference(call: Call) -> Answer:
    """`POST /repos/{owner}/{repo}/git/refs`; 422 when it exists or the commit does not."""
    name, sha = call.body.text("ref"), call.body.text("sha")
    references.create(call.world, call.repository, call.account, name, sha)
    answer = shape(call.world, call.repository, name, sha)
    return Answer(201, answer, {"Location": str(answer["url"])})


def update_reference(call: Call) -> Answer:
    """`PATCH /repos/{owner}/{repo}/git/refs/{ref}`; 422 when it is no fast forward and not `force`."""
    name, sha = f"refs/{call.path['ref']}", call.body.text("sha")
    references.move(call.world, call.repository, call.account, name, sha, force=call.body.flag("force"))
    return Answer(200, shape(call.world, call.repository, name, sha))


def delete_reference(call: Call) -> Answer:
    """`DELETE /repos/{owner}/{repo}/git/refs/{ref}`; 422 when it does not exist."""
    references.delete(call.world, call.repository, call.account, f"refs/{call.path['ref']}")
    return Answer(204)


def list_branches(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/branches`, by name."""
    branches = [(name, sha) for name, sha in _seen(call).items() if name.startswith(HEADS)]
    return call.paged(branches, lambda pair: _branch(call, pair[0].removeprefix(HEADS), pair[1]))


def get_branch(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/branches/{branch}`."""
    repo, name = call.repository, call.path["branch"]
    sha = _seen(call).get(HEADS + name) or refuse_missing("Branch not found")
    found = _branch(call, name, sha)
    url = f"{call.world.base_url}/repos/{repo.full_name}/branches/{name}"
    return Answer(
        200,
        {
            **found,
            "commit": full_commit(call.world, repo, call.world.history.commits[sha]),
            "_links": {"self": url, "html": f"{call.world.html_url}/{repo.full_name}/tree/{name}"},
        },
    )


def _seen(call: Call) -> dict[str, str]:
    repo: Repository = call.repository
    told = {name: call.world.seen(moving) for name, moving in sorted(repo.refs.items())}
    return {name: sha for name, sha in told.items() if sha}


def _branch(call: Call, name: str, sha: str) -> JsonObject:
    url = f"{call.world.base_url}/repos/{call.repository.full_name}"
    protected = name in call.repository.protected
    checks = {"enforcement_level": "off", "contexts": [], "checks": []}
    return {
        "name": name,
        "commit": {"sha": sha, "url": f"{url}/commits/{sha}"},
        "protected": protected,
        "protection": {"enabled": protected, "required_status_checks": checks},
        "protection_url": f"{url}/branches/{name}/protection",
    }
