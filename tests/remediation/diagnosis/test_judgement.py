"""The category: by a rule, by what a line is part of, or by the work of its step."""

import pytest

from remediation.diagnosis.category import Category
from remediation.diagnosis.diagnose import diagnose
from tests.remediation.diagnosis.logs import RED_END, github, raw


def category(*lines: str, command: str = "./run") -> Category:
    (verdict,) = diagnose([github(*lines, RED_END, command=command)]).verdicts
    return verdict.category


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("pytest -q", Category.TEST),
        ("make build", Category.BUILD),
        ("ruff check .", Category.LINT),
        ("node scripts/merge-changesets.mjs", Category.OTHER),
    ],
)
def test_an_exception_is_a_failure_of_what_its_step_does(command: str, expected: Category) -> None:
    assert category("TypeError: 'NoneType' object is not callable", command=command) is expected


def test_an_exception_that_tells_what_ran_out_is_believed() -> None:
    assert category("RuntimeError: CUDA out of memory.", command="make build") is Category.RESOURCE


@pytest.mark.parametrize(
    ("command", "expected"),
    [("npm test", Category.TEST), ("npm run build", Category.BUILD), ("npm start", Category.DEPENDENCY)],
)
def test_a_module_that_is_missing_is_a_dependency_but_not_in_a_test_or_a_build(
    command: str, expected: Category
) -> None:
    assert category("Error: Cannot find module 'ledger-lib'", command=command) is expected


def test_what_fails_in_a_test_is_a_failed_test() -> None:
    lines = ("Error: Failed to install provider", "net/http: TLS handshake timeout", "--- FAIL: TestInit")

    assert category(*lines) is Category.TEST


def test_a_test_that_failed_before_the_runner_was_lost_is_not_why_the_job_is_red() -> None:
    lost = "##[error]The hosted runner lost communication with the server."

    assert category("--- FAIL: TestInit (0.1s)", lost) is Category.INFRA


def test_what_fails_in_an_images_build_is_an_image_that_was_not_built() -> None:
    lines = (
        "#15 3.850 error[E0308]: mismatched types",
        'ERROR: failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 101',
    )

    assert category(*lines) is Category.DOCKER


def test_what_a_hook_finds_is_lint() -> None:
    lines = (
        "mypy...................Failed",
        'cart/books.py:12: error: Name "total" is not defined  [name-defined]',
    )

    assert category(*lines, command="pre-commit run --all-files") is Category.LINT


@pytest.mark.parametrize(
    ("task", "expected"),
    [
        ("npm ERR! cart@1.0.0 lint: `ledger-check .`", Category.LINT),
        ("make: *** [Makefile:7: unit-test] Error 2", Category.TEST),
    ],
)
def test_the_task_that_failed_tells_where_no_line_does(task: str, expected: Category) -> None:
    assert category("something is wrong", task) is expected


def test_the_sum_of_a_harness_tells_where_no_line_does() -> None:
    assert category("  1 failing", "upsert is broken") is Category.TEST


def test_the_confidence_grows_with_the_score() -> None:
    (sure,) = diagnose([github("error[E0308]: mismatched types", RED_END)]).verdicts
    (vague,) = diagnose([github("it is over", RED_END)]).verdicts

    assert vague.confidence < 0.6
    assert sure.confidence > 0.85


def test_the_script_of_a_step_tells_what_it_does_if_its_name_does_not() -> None:
    log = raw("##[group]Run # all of it", "# all of it", "pytest", "shell: bash", "##[endgroup]")

    (verdict,) = diagnose([log + raw("TypeError: 'NoneType' object is not callable", RED_END)]).verdicts

    assert verdict.category is Category.TEST
