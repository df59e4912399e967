from collections.abc import Callable

import pytest
from github import GithubException, UnknownObjectException
from github.Repository import Repository

from sandbox.github import GitHubStandIn
from tests.contract.github.conftest import REPOSITORY, Raw


def test_a_label_is_created_read_changed_and_deleted(repository: Repository) -> None:
    created = repository.create_label("ready-for-qa", "0E8A16", "Cleo and Tess may look")

    assert (created.name, created.color, created.description) == (
        "ready-for-qa",
        "0e8a16",
        "Cleo and Tess may look",
    )
    repository.get_label("ready-for-qa").edit("ready", "ffffff", "Ready")
    assert [label.name for label in repository.get_labels()] == ["ready"]
    repository.get_label("ready").delete()
    with pytest.raises(UnknownObjectException):
        repository.get_label("ready")


def test_a_name_that_differs_only_in_case_is_taken(repository: Repository, raw: Callable[[str], Raw]) -> None:
    repository.create_label("needs-human", "ff0000")

    status, answer, _ = raw("alice")(
        "POST", f"/repos/{REPOSITORY}/labels", {"name": "Needs-Human", "color": "ff0000"}
    )

    assert status == 422
    assert answer["message"] == "Validation Failed"
    assert answer["errors"] == [{"resource": "Label", "code": "already_exists", "field": "name"}]
    assert answer["documentation_url"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"name": "x", "color": "#fff"}, {"resource": "Label", "code": "invalid", "field": "color"}),
        ({"name": " ", "color": "ffffff"}, {"resource": "Label", "code": "missing_field", "field": "name"}),
        (
            {"name": "x", "color": "ffffff", "description": "d" * 101},
            {
                "resource": "Label",
                "code": "custom",
                "field": "description",
                "message": "description is too long (maximum is 100 characters)",
            },
        ),
    ],
)
def test_a_label_that_github_would_not_take_is_refused(
    raw: Callable[[str], Raw], body: dict[str, str], expected: dict[str, str]
) -> None:
    status, answer, _ = raw("alice")("POST", f"/repos/{REPOSITORY}/labels", body)

    assert (status, answer["errors"]) == (422, [expected])


def test_a_label_without_a_name_is_refused(raw: Callable[[str], Raw]) -> None:
    status, answer, _ = raw("alice")("POST", f"/repos/{REPOSITORY}/labels", {"color": "ffffff"})

    assert (status, answer["message"]) == (422, 'Invalid request.\n\n"name" wasn\'t supplied.')


def test_adding_a_label_that_does_not_exist_creates_it_grey(repository: Repository) -> None:
    repository.get_issue(1).add_to_labels("brand new")

    label = repository.get_label("BRAND NEW")
    assert label.raw_data["description"] is None
    assert (label.name, label.color) == ("brand new", "ededed")
    assert [each.name for each in repository.get_pull(1).labels] == ["brand new"]


def test_labels_are_set_and_cleared(repository: Repository) -> None:
    issue = repository.get_issue(1)
    issue.add_to_labels("a", "b")

    issue.set_labels("b", "c")
    assert [label.name for label in issue.get_labels()] == ["b", "c"]
    issue.delete_labels()
    assert list(issue.get_labels()) == []


def test_removing_a_label_that_is_not_there_is_404(repository: Repository) -> None:
    repository.create_label("task-3", "ffffff")

    with pytest.raises(GithubException) as refused:
        repository.get_issue(1).remove_from_labels("task-3")

    assert (refused.value.status, refused.value.data["message"]) == (404, "Label does not exist")


def test_labels_with_odd_names_survive_the_url(repository: Repository) -> None:
    name = "area/ux & ünïcode 🐛"
    repository.get_issue(1).add_to_labels(name)

    repository.get_issue(1).remove_from_labels(name)

    assert repository.get_label(name).name == name
    assert list(repository.get_issue(1).get_labels()) == []


def test_deleting_a_label_takes_it_off_everything(github: GitHubStandIn, repository: Repository) -> None:
    repository.get_issue(1).add_to_labels("blocked")

    repository.get_label("blocked").delete()

    assert github.snapshot()["pull_requests"][0]["labels"] == []


def test_who_may_only_read_cannot_label(raw: Callable[[str], Raw]) -> None:
    status, answer, _ = raw("bob")("POST", f"/repos/{REPOSITORY}/issues/1/labels", {"labels": ["x"]})

    assert (status, answer["message"]) == (403, "Must have admin rights to Repository.")


def test_who_may_triage_labels_but_defines_none(raw: Callable[[str], Raw]) -> None:
    carol = raw("carol")

    assert carol("POST", f"/repos/{REPOSITORY}/issues/1/labels", ["x"])[0] == 200
    assert carol("POST", f"/repos/{REPOSITORY}/labels", {"name": "y"})[0] == 403


def test_a_label_of_the_wrong_type_is_refused(repository: Repository) -> None:
    with pytest.raises(GithubException) as refused:
        repository.requester.requestJsonAndCheck(
            "POST", f"/repos/{REPOSITORY}/issues/1/labels", input={"labels": [{"id": 7}]}
        )

    assert refused.value.status == 422
