"""Reviews of pull requests: written, and dismissed."""

from typing import Literal, TypeAlias

from sandbox.github.webhooks.payloads import pull_request_review
from sandbox.github.world.accounts import Account
from sandbox.github.world.refusal import refuse_missing, refuse_unprocessable
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
OPINIONS: frozenset[ReviewState] = frozenset({"APPROVED", "CHANGES_REQUESTED"})


def find(pull: PullRequest, identifier: int) -> Review:
    """The review of an id; Refused (404) when the pull request has none."""
    found = next((review for review in pull.reviews if review.id == identifier), None)
    return found or refuse_missing()


def newest_opinion(pull: PullRequest, reviewer: Account) -> Review:
    """The newest approval or request for changes of a reviewer; Refused (404) when there is none."""
    own = [each for each in pull.reviews if each.author == reviewer and each.state in OPINIONS]
    return own[-1] if own else refuse_missing()


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
    identifier, at = world.new_id(), world.now()
    node = node_id("PRR", pull.repository.id, identifier)
    state = STATES[verdict] if verdict else "PENDING"
    review = Review(identifier, node, pull, author, state, body, sha, at, at, at if verdict else None)
    pull.reviews.append(review)
    world.nodes[node] = review
    if verdict:
        _tell(world, review, author, "submitted")
    else:
        world.remember(pull)
    return review


def dismiss(world: World, review: Review, actor: Account) -> None:
    """Take the opinion out of a review; who wrote it, when and on which commit stays.

    Refused (422) for what is no opinion: a comment, a pending review, one that was dismissed already.
    """
    if review.state not in OPINIONS:
        sentence = f"Can not dismiss a {review.state.lower()} pull request review"
        refuse_unprocessable("Validation Failed", sentence)
    review.state, review.updated_at = "DISMISSED", world.now()
    _tell(world, review, actor, "dismissed")


def _tell(world: World, review: Review, actor: Account, action: str) -> None:
    world.touch(review.pull)
    payload = pull_request_review(world, review, actor, action)
    world.publish("pull_request_review", review.pull.repository, payload)
