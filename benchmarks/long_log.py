"""Logs of any length, as long jobs write them: progress, harmless lines of alarm, one failure at the end.

An ordinary one says little of trouble. A dense one is like the logs of red jobs that people have published:
there one line in ten has a word of alarm, and each step begins with a group.
"""

from collections.abc import Iterator
from itertools import count

from remediation.diagnosis.rules import RULES

LINES = (
    "   Compiling serde_derive v1.0.{n}",
    "   Compiling thiserror-impl v1.0.{n}",
    "  Downloaded hashbrown v0.{n}.3",
    "[{n}/4096] Building CXX object src/CMakeFiles/core.dir/storage/segment_{n}.cpp.o",
    "[{n}/4096] Linking CXX executable bin/segment_{n}_tests",
    "test storage::segment::tests::reads_{n}_pages ... ok",
    "test storage::errors::tests::fails_on_page_{n} ... ok",
    "tests/unit/test_pages.py::test_reads_page[{n}] PASSED                           [ {p}%]",
    "ok  \tgithub.com/example/store/internal/pages{n}\t0.0{p}s",
    "#12 {p}.{p} Get:{n} http://archive.ubuntu.com/ubuntu noble/main amd64 libpages{n} amd64 1.{p} [54 kB]",
    "#12 {p}.{p} Unpacking libpages{n}:amd64 (1.{p}-2) ...",
    "npm http fetch GET 200 https://registry.npmjs.org/pages-{n} {p}ms (cache hit)",
    "added {n} packages in {p}s",
    "INFO  server listening worker={n} request={h} elapsed={p}ms",
    "DEBUG pool checked out connection {h} for worker {n}",
    "INFO  pages.compaction merged segments {h} and {n} into one of {p} MiB",
    "{h}: Pull complete",
    "Receiving objects: {p}% ({n}/99999)",
    "copying build/lib/pages/segment_{n}.py -> build/bdist.linux-x86_64/wheel/pages",
    "WARN  pages.retry request {h} failed, attempt {p}, trying again",
)
FAILURE = (
    "thread 'storage::segment::tests::splits_pages' panicked at src/storage/segment.rs:214:9:",
    "assertion `left == right` failed",
    "  left: 4096",
    " right: 4095",
    "test result: FAILED. 4095 passed; 1 failed; 0 ignored",
    "##[error]Process completed with exit code 101.",
)
EXAMPLES = tuple(rule.example for rule in RULES[::50])
"""Of a few rules: no job fails in two thousand ways."""
HEAD = ("##[group]Run make all", "make all", "##[endgroup]")
STEP_LINES, ALARM_LINES = 300, 10
"""Lines of a dense log of which one begins a step, and of which one has a word of alarm."""
CHUNK_BYTES = 1 << 20


def long_log(size: int) -> Iterator[bytes]:
    """Give an ordinary log in pieces.

    Args:
        size: How many bytes it has, at least; it ends with `FAILURE`.
    """
    return _log(size, (LINES[number % len(LINES)] for number in count()))


def dense_log(size: int) -> Iterator[bytes]:
    """Give a dense log in pieces; each line of alarm is the example of a rule.

    Args:
        size: How many bytes it has, at least; it ends with `FAILURE`.
    """
    return _log(size, (_dense(number) for number in count()))


def _dense(number: int) -> str:
    if number % STEP_LINES < len(HEAD):
        return HEAD[number % STEP_LINES]
    if number % ALARM_LINES:
        return LINES[number % len(LINES)]
    example = EXAMPLES[number // ALARM_LINES % len(EXAMPLES)]
    return example.replace("{", "{{").replace("}", "}}")


def _log(size: int, texts: Iterator[str]) -> Iterator[bytes]:
    pending = [_line(0, text) for text in HEAD]
    written = held = sum(map(len, pending))
    for number, text in enumerate(texts):
        line = _line(number, text)
        pending.append(line)
        held += len(line)
        if held >= CHUNK_BYTES:
            yield b"".join(pending)
            written += held
            pending, held = [], 0
            if written >= size:
                break
    yield b"".join(_line(number, text) for text in FAILURE)


def _line(number: int, text: str) -> bytes:
    filled = text.format(n=number, p=number % 97, h=f"{number * 2654435761 % (1 << 48):012x}")
    seconds, part = divmod(number, 3000)
    time = f"2026-07-30T{seconds // 3600 % 24:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{part:07}Z"
    return f"{time} {filled}\n".encode()
