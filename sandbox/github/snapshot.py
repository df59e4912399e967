"""The state of the world as one JSON document, for expectations and reports."""

from remediation.model import JsonObject
from sandbox.github.graphql.pull_filter import state_of
from sandbox.github.webhooks.hooks import Delivery, delivery_shape
from sandbox.github.world.repositories import PullRequest, Repository
from sandbox.github.world.world import World


def snapshot(world: World, deliveries: list[Delivery]) -> JsonObject:
    """Pull requests, labels, branches and deliveries, in the truth that no lag hides."""
    repositories = list(world.repositories.values())
    return {
        "pull_requests": [_pull(pull) for repo in repositories for pull in repo.pulls],
        "labels": {repo.full_name: _labels(repo) for repo in repositories},
        "branches": {repo.full_name: repo.branches for repo in repositories},
        "deliveries": [{**delivery_shape(each), "hook_id": each.hook.id} for each in deliveries],
    }


def _pull(pull: PullRequest) -> JsonObject:
    return {
        "repository": pull.repository.full_name,
        "number": pull.number,
        "title": pull.title,
        "author": pull.author.login,
        "state": state_of(pull).lower(),
        "draft": pull.draft,
        "labels": [label.name for label in pull.labels],
        "comments": [
            {"id": each.id, "author": each.author.login, "body": each.body} for each in pull.comments
        ],
        "reviews": [
            {"author": each.author.login, "state": each.state.lower(), "commit_id": each.commit_id}
            for each in pull.reviews
        ],
        "head": {"label": pull.head_label, "ref": pull.head_ref, "sha": pull.head_sha},
        "base": pull.base_ref,
    }


def _labels(repo: Repository) -> list[JsonObject]:
    return [
        {"name": label.name, "color": label.color, "description": label.description}
        for _, label in sorted(repo.labels.items())
    ]
