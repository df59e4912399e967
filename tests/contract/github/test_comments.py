from collections.abc import Callable

import pytest
from github import UnknownObjectException
from github.Repository import Repository

from tests.contract.github.conftest import REPOSITORY, Raw


def test_a_comment_is_created_read_edited_and_deleted(repository: Repository) -> None:
    issue = repository.get_issue(1)
    comment = issue.create_comment("Please look.")

    comment.edit("Please look again.")

    assert issue.get_comment(comment.id).body == "Please look again."
    assert issue.get_comment(comment.id).user.login == "alice"
    assert [each.id for each in repository.get_pull(1).get_issue_comments()] == [comment.id]
    comment.delete()
    with pytest.raises(UnknownObjectException):
        issue.get_comment(comment.id)


def test_identifiers_are_beyond_32_bits(repository: Repository) -> None:
    assert repository.get_issue(1).create_comment("hi").id > 2**31


@pytest.mark.parametrize(("length", "status"), [(65_536, 201), (65_537, 422)])
def test_a_body_has_at_most_65536_characters(raw: Callable[[str], Raw], length: int, status: int) -> None:
    told, answer, _ = raw("alice")("POST", f"/repos/{REPOSITORY}/issues/1/comments", {"body": "é" * length})

    assert told == status
    if status == 422:
        assert answer["errors"] == [
            {
                "resource": "IssueComment",
                "code": "unprocessable",
                "field": "data",
                "message": "Body is too long (maximum is 65536 characters)",
            }
        ]


def test_strangers_cannot_change_a_comment(raw: Callable[[str], Raw]) -> None:
    _, comment, _ = raw("alice")("POST", f"/repos/{REPOSITORY}/issues/1/comments", {"body": "mine"})
    path = f"/repos/{REPOSITORY}/issues/comments/{comment['id']}"

    assert raw("bob")("PATCH", path, {"body": "yours"})[0] == 403
    assert raw("alice")("GET", path)[1]["body"] == "mine"


def test_a_pull_request_is_an_issue_with_a_pull_request_key(raw: Callable[[str], Raw]) -> None:
    issue = raw("bob")("GET", f"/repos/{REPOSITORY}/issues/1")[1]

    assert issue["pull_request"]["url"].endswith(f"/repos/{REPOSITORY}/pulls/1")
    assert issue["user"]["type"] == "Bot"


def test_closing_the_issue_closes_the_pull_request(repository: Repository) -> None:
    repository.get_issue(1).edit(state="closed")

    assert repository.get_pull(1).state == "closed"


def test_an_issue_that_is_not_there_is_404(raw: Callable[[str], Raw]) -> None:
    status, answer, _ = raw("alice")("GET", f"/repos/{REPOSITORY}/issues/99")

    assert (status, answer["message"], answer["status"]) == (404, "Not Found", "404")
