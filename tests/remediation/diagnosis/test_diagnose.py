from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remediation.diagnosis import scan as scanning
from remediation.diagnosis.category import Category
from remediation.diagnosis.diagnose import diagnose
from remediation.diagnosis.evidence import Evidence, GreenLines
from remediation.diagnosis.rulebook import Match, rule_book
from remediation.diagnosis.verdict import Rung, Verdict
from tests.remediation.diagnosis.logs import CLEANUP, RED_END, gh, github, raw

MARKS = st.sampled_from(
    [
        "##[group]Run make",
        "##[endgroup]",
        "##[error]no",
        RED_END,
        "error: no",
        "Post job cleanup.",
        "a\tb\t",
        "\r",
        "\x1b[31m",
    ]
)
PIECES = st.lists(st.one_of(st.binary(max_size=80), MARKS.map(str.encode), st.just(b"\n")), max_size=60)


def only(log: bytes, *, evidence: Evidence | None = None) -> Verdict:
    (verdict,) = diagnose([log], evidence=evidence or Evidence()).verdicts
    return verdict


@given(PIECES)
def test_any_bytes_have_an_answer(pieces: list[bytes]) -> None:
    for verdict in diagnose(pieces).verdicts:
        assert verdict.causes
        assert all(0 < each.number <= each.counted for each in verdict.causes)


@given(PIECES)
def test_how_a_log_arrives_does_not_matter(pieces: list[bytes]) -> None:
    assert diagnose(pieces) == diagnose([b"".join(pieces)])


@given(PIECES)
def test_the_number_of_a_cause_is_that_of_its_line(pieces: list[bytes]) -> None:
    log = b"".join(pieces)
    universal = log.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")

    for verdict in diagnose([log]).verdicts:
        for each in verdict.causes:
            assert each.number <= log.count(b"\n") + 1
            assert each.counted <= len(universal)


def test_the_line_that_a_rule_knows_comes_first_with_its_context() -> None:
    log = github(
        "one", "two", "error[E0308]: mismatched types", "  --> src/a.rs:9:5", "three", RED_END, *CLEANUP
    )

    verdict = only(log)

    first = verdict.causes[0]
    assert (first.number, first.text) == (11, "error[E0308]: mismatched types")
    assert first.before == ("make", "", "one", "two")
    assert first.after[:3] == ("  --> src/a.rs:9:5", "three", "Process completed with exit code 1.")
    assert verdict.step == "Run make"
    assert verdict.category is Category.BUILD


def test_a_line_that_nothing_knows_is_found_at_the_end_of_a_red_step() -> None:
    log = github("checking the moon", "the moon is made of cheese", RED_END, *CLEANUP)

    assert "the moon is made of cheese" in [each.text for each in only(log).causes[:3]]


def test_a_green_log_has_no_verdict() -> None:
    log = github("test errors::fails ... ok", "0 errors", "error: this was expected", *CLEANUP)

    assert diagnose([log]).verdicts == ()


def test_an_empty_log_has_no_verdict() -> None:
    assert diagnose([]).verdicts == ()
    assert diagnose([b""]).verdicts == ()


def test_the_step_that_failed_outweighs_an_error_of_one_that_passed() -> None:
    log = raw("##[group]Run a", "##[endgroup]", "error: first try failed") + github("error: no", RED_END)

    assert only(log).causes[0].text == "error: no"


def test_the_script_that_a_step_echoes_is_not_looked_at() -> None:
    log = raw("##[group]Run check", "echo 'error: it failed'", "##[endgroup]", "no luck", RED_END)

    assert all("it failed" not in each.text for each in only(log).causes)


def test_each_red_job_has_its_verdict() -> None:
    log = (
        gh("lint", "Run lint", "error: bad style", RED_END)
        + gh("build", "Run build", "all is well", *CLEANUP)
        + gh("test (3.11)", "Run tests", "error: same", RED_END)
        + gh("test (3.12)", "Run tests", "error: same", RED_END)
    )

    found = [(each.job, each.causes[0].text) for each in diagnose([log]).verdicts]

    assert found == [
        ("lint", "error: bad style"),
        ("test (3.11)", "error: same"),
        ("test (3.12)", "error: same"),
    ]


def test_the_same_failure_of_another_run_has_the_same_fingerprint() -> None:
    one = github("error: cannot open /tmp/a1b2/x after 3.2s", RED_END)
    other = github("more", "lines", "error: cannot open /tmp/zzzz/x after 11s", RED_END)

    assert only(one).fingerprint == only(other).fingerprint
    assert only(one).fingerprint != only(github("error: cannot close", RED_END)).fingerprint


def test_lines_of_the_green_log_are_not_the_cause() -> None:
    green = GreenLines([github("error: cannot find the optional cache", *CLEANUP)])
    log = github("error: cannot find the optional cache", "nothing to see", "moon missing", RED_END)

    assert only(log).causes[0].text == "error: cannot find the optional cache"
    assert only(log, evidence=Evidence(green=green)).causes[0].text == "moon missing"


def test_what_github_annotates_is_believed() -> None:
    log = github("error: one", *["well"] * 30, "error: two", RED_END)

    assert only(log, evidence=Evidence(annotations=("error: two",))).causes[0].text == "error: two"


def test_the_steps_that_github_says_have_failed_are_believed() -> None:
    log = gh("a", "Tolerated", "error: harmless", RED_END) + gh("a", "Real", "moon missing", RED_END)

    found = only(log, evidence=Evidence(failed_steps=frozenset({"Real"})))

    assert found.causes[0].text == "moon missing"


def test_no_secret_leaves() -> None:
    token = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"
    log = gh(
        f"job {token}", f"Run {token}", f"token {token}", f"error: bad {token}", f"with {token}", RED_END
    )

    assert token not in diagnose([log]).model_dump_json()


def test_a_fault_that_passes_is_run_again() -> None:
    verdict = only(github("error: fetching: Connection reset by peer", RED_END))

    assert verdict.flaky
    assert verdict.remedy.rung is Rung.RERUN


def test_overwritten_progress_is_counted_as_text_files_do() -> None:
    log = b"1%\r2%\r3%\r\n" + b"error: no\n" + b"##[error]Process completed with exit code 1.\n"

    first = only(log).causes[0]

    assert (first.number, first.counted) == (2, 4)


@pytest.mark.parametrize(
    "line", ["error: the same {n}", "error: commit {n:040x} is lost", "##[error]wrong {n}"]
)
def test_a_flood_of_errors_costs_one_look_and_no_memory(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    matches = rule_book().matches

    def watched(text: str) -> Sequence[Match]:
        looked.append(text)
        return matches(text)

    monkeypatch.setattr(rule_book(), "matches", watched)

    verdict = only(github(*[line.format(n=n) for n in range(20_000)], RED_END))

    assert len(looked) < 5 * scanning.TAIL
    assert verdict.causes


def test_lines_that_all_differ_are_kept_in_a_bounded_number() -> None:
    words = [f"error: {chr(103 + n % 20)}{chr(103 + n // 20 % 20)}{chr(103 + n // 400)}" for n in range(8000)]

    (job,) = scanning.scan([github(*words, RED_END)], book=rule_book())

    assert len(job.candidates) < 1000


def test_colours_within_a_word_hide_nothing() -> None:
    log = github("well", "\x1b[1merr\x1b[31mor\x1b[0m: the moon is gone", *["well"] * 50, RED_END)

    assert only(log).causes[0].text == "error: the moon is gone"


def test_a_line_matters_by_its_digits() -> None:
    log = github("TOTAL Failures: 0 skipped", "TOTAL Failures: 3 skipped", *["well"] * 50, RED_END)

    assert "TOTAL Failures: 3 skipped" in [each.text for each in only(log).causes]


def test_a_line_without_its_time_is_of_the_job_before_it() -> None:
    log = gh("build", "Run make", "well", "##[error]it is\n", RED_END).replace(
        b"it is\n", b"it is\nbuild\tRun make\terror: not well\n"
    )

    verdict = only(log)

    assert verdict.job == "build"
    assert "error: not well" in [each.text for each in verdict.causes]


def test_a_container_that_failed_in_silence_is_found() -> None:
    step = raw("##[group]Run some/action@v2", "##[endgroup]", "##[command]/usr/bin/docker run --name a b")
    log = step + raw("error[E0308]: mismatched types", *CLEANUP)

    assert only(log).causes[0].text == "error[E0308]: mismatched types"


@pytest.mark.parametrize("line", ["layer {n:x}g{n:o}h is there", "\x1b[1mlayer {n}\x1b[0m is there"])
def test_a_line_deep_in_a_long_log_is_found_at_its_number(line: str) -> None:
    lines = [line.format(n=n * n * n) for n in range(30_000)]
    lines[25_000] = "error[E0308]: mismatched types"

    first = only(raw("##[group]Run make", "##[endgroup]", *lines, RED_END)).causes[0]

    assert (first.number, first.text) == (25_003, "error[E0308]: mismatched types")
    assert len(first.before) == 4
