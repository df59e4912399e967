"""Reviews of pull requests."""

from typing import Literal, TypeAlias

from sandbox.github.webhooks.payloads import pull_request_review
from sandbox.github.world.accounts import Account
from sandbox.github.world.refusal import refuse_unprocessable
from sandbox.github.world.repositories import PullRequest, Review, ReviewState
from sandbox.github.world.world import World, node_id

Verdict: TypeAlias = Literal["APPROVE", "REQUEST_CHANGES", "COMMENT"]
STATES: dict[Verdict, ReviewState] = {
    "APPROVE": "APPROVED",
    "REQUEST_CHANGES": "CHANGES_REQUESTED",
    "COMMENT": "COMMENTED",
}
# What GitHub calls each verdict when it refuses it to the pull request's own author.
ON_OWN_PULL = {"APPROVE": "approve", "REQUEST_CHANGES": "request changes on"}


def create(
    world: World,
    pull: PullRequest,
    author: Account,
    *,
    verdict: Verdict | None,
    body: str = "",
    commit_id: str | None = None,
) -> Review:
    """Review a pull request; without a verdict the review is pending and tells nobody.

    GitHub takes the newest commit when `commit_id` is left out, and refuses (422) that authors
    approve their own pull request.
    """
    if verdict in ON_OWN_PULL and author == pull.author:
        sentence = f"Review Can not {ON_OWN_PULL[verdict]} your own pull request"
        refuse_unprocessable("Unprocessable Entity", sentence)
    if verdict in {"REQUEST_CHANGES", "COMMENT"} and not body.strip():
        refuse_unprocessable("Unprocessable Entity", "Review Body can't be blank")
    sha = commit_id or pull.head_sha
    if sha not in {step for _, step in pull.head.steps} | world.history.reachable(pull.head_sha):
        refuse_unprocessable("Unprocessable Entity", "Review Commit is not part of the pull request")
    identifier = world.new_id()
    node = node_id("PRR", pull.repository.id, identifier)
    state = STATES[verdict] if verdict else "PENDING"
    submitted = world.now() if verdict else None
    review = Review(identifier, node, pull, author, state, body, sha, submitted)
    pull.reviews.append(review)
    world.nodes[node] = review
    if verdict:
        pull.updated_at = world.now()
        payload = pull_request_review(world, review, author, "submitted")
        world.publish("pull_request_review", pull.repository, payload)
    return review
