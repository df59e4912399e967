"""Reviews of a pull request."""

from sandbox.github.acts import pulls, reviews
from sandbox.github.rest.call import Answer, Call
from sandbox.github.shapes.pulls import review as shape
from sandbox.github.world.refusal import refuse_unprocessable

VERDICTS: dict[str, reviews.Verdict] = {
    "APPROVE": "APPROVE",
    "REQUEST_CHANGES": "REQUEST_CHANGES",
    "COMMENT": "COMMENT",
}


def list_reviews(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/pulls/{number}/reviews`, oldest first; a pending one shows to its author."""
    found = call.shown(pulls.find(call.repository, call.number("number"))).reviews
    shown = [each for each in found if each.state != "PENDING" or each.author == call.viewer.account]
    return call.paged(shown, lambda review: shape(call.world, review))


def create_review(call: Call) -> Answer:
    """`POST /repos/{owner}/{repo}/pulls/{number}/reviews`; 422 on approving one's own pull request."""
    event = call.body.optional("event")
    if event and event not in VERDICTS:
        refuse_unprocessable(
            "Unprocessable Entity", f"Variable $event of type PullRequestReviewEvent: {event}"
        )
    review = reviews.create(
        call.world,
        pulls.find(call.repository, call.number("number")),
        call.account,
        verdict=VERDICTS[event] if event else None,
        body=call.body.optional("body") or "",
        commit_id=call.body.optional("commit_id"),
    )
    return Answer(200, shape(call.world, review))


def dismiss_review(call: Call) -> Answer:
    """`PUT …/reviews/{id}/dismissals`, with a `message`; 422 on what is neither approval nor refusal."""
    review = reviews.find(pulls.find(call.repository, call.number("number")), call.number("id"))
    call.body.text("message")
    reviews.dismiss(call.world, review, call.account)
    return Answer(200, shape(call.world, review))
