import pytest
from hypothesis import given
from hypothesis import strategies as st

from remediation.diagnosis.line import Mark, read_line


@pytest.mark.parametrize(
    "raw",
    [
        b"2026-07-30T13:21:28.4756105Z no such file",
        b"\xef\xbb\xbf2026-07-30T13:21:28.4756105Z no such file\r",
        b"build\tRun make\t\xef\xbb\xbf2026-07-30T13:21:28.4756105Z no such file",
        b"build\tUNKNOWN STEP\tno such file",
        b"2024-05-01T10:00:00.123456Z 01O no such file",
        b"2024-05-01T10:00:00.123456Z 00E+no such file",
        b"[2024-05-01T10:00:00.123Z] no such file",
        b"10:00:00 no such file",
        b"\x1b[31;1mno such\x1b[0m file",
        b"\x1b]0;title\x07no such file",
        b"progress 10%\rprogress 90%\rno such file",
        b"section_end:1560896353:build\r\x1b[0Kno such file",
        b"travis_fold:end:install\rno such file",
        b"2026-07-30T13:21:28.4756105Z ##[error]no such file",
        b"::error file=a.py,line=3::no such file",
    ],
)
def test_what_the_ci_system_adds_is_dropped(raw: bytes) -> None:
    assert read_line(raw).text == "no such file"


def test_the_prefix_tells_job_and_step() -> None:
    line = read_line(b"build (3.11)\tRun make\t2026-07-30T13:21:28.4756105Z make: *** [all] Error 2")

    assert (line.job, line.step) == ("build (3.11)", "Run make")


def test_tabs_in_a_line_are_no_prefix() -> None:
    assert read_line(b"ok\texample.com/a\t0.02s").text == "ok\texample.com/a\t0.02s"


def test_a_workflow_command_names_its_file() -> None:
    line = read_line(b"::error file=src/a.py,line=3,title=E501::too long")

    assert (line.mark, line.file, line.text) == (Mark.ERROR, "src/a.py", "too long")


def test_what_was_overwritten_is_counted() -> None:
    assert read_line(b"10%\r50%\rfailed").segment == 2
    assert read_line(b"failed\r").segment == 0


@given(st.binary(max_size=300))
def test_any_bytes_are_a_line(raw: bytes) -> None:
    text = read_line(raw).text

    assert "\x1b" not in text
    assert "\r" not in text


@pytest.mark.parametrize(
    "before",
    ["#12 3.456 ", "api-1  | ", "web_1 | ", "@acme/web:build: ", "web:typecheck: "],
)
def test_what_a_runner_of_programs_puts_before_a_line_is_dropped(before: str) -> None:
    assert read_line(f"{before}error: no".encode()).text == "error: no"
