import pytest

from remediation.diagnosis.fingerprint import fingerprint, normalise


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("took 1.52s", "took 812ms"),
        ("at 2026-07-30T13:21:28Z", "at 2025-01-01 00:00:01.5"),
        ("commit 050ce9e1226b95d6b5938bdd5e245491f7219fd8", "commit f2c1404"),
        ("container 5a270145-a3bc-4da9-be88-04d9485cf1f3", "container cf7153fe-6e25-b664-e869-3c24944bf2b0"),
        ("open /tmp/spinlint_pc3k4g9x.json", "open /tmp/spinlint_aaa.json"),
        ("dial 127.0.0.1:45123", "dial 127.0.0.1:33999"),
        ("GET https://example.com/a?run=1", "GET https://example.com/a?run=2"),
        ("/home/runner/work/a/a/src/x.c:3: error", "/Users/runner/work/a/a/src/x.c:3: error"),
        ("pointer 0xdeadbeef", "pointer 0x7ffc12"),
        ("thread 'main' (27956) panicked", "thread 'main' (1) panicked"),
    ],
)
def test_what_differs_from_run_to_run_does_not_count(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("cannot find a", "cannot find b"),
        ("src/a.rs:1: error", "src/b.rs:1: error"),
        ("deadline", "feedback"),
    ],
)
def test_what_is_another_failure_counts(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


def test_a_fingerprint_is_short_and_told_apart_by_each_part() -> None:
    assert fingerprint("test", "pytest", "a") != fingerprint("test", "pytes", "ta")
    assert len(fingerprint("test")) == 16
