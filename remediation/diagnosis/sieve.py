"""Finds the few lines of a log that can matter, at the speed of one automaton over large blocks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import re2

from remediation.diagnosis.blocks import Block

AUTOMATON_BYTES = 16 << 20
"""The most memory that the automaton may use; it forgets and goes on when that is full."""
STRUCTURE = (b"##[", b"Post job cleanup.")
"""How the GitHub runner and Azure mark steps, groups, errors and the end."""
ALARMS = (
    "error", "fail", "fatal", "panic", "exception", "traceback", "assert", "abort", "segfault",
    "segmentation", "denied", "forbidden", "unauthorized", "refus", "reject", "invalid",
    "illegal", "insufficient",
    "cannot", "can't", "could not", "couldn't", "unable to", "not found", "no such", "not allowed",
    "undefined", "unresolved", "unknown", "unexpected", "unsupported", "unmatched", "missing", "mismatch",
    "conflict", "timed out", "timeout", "killed", "out of memory", "no space left", "exceed",
    "violation", "vulnerab", "broken", "corrupt", "crash", "exit code", "exit status", "exited with",
    "✗", "✘", "✖", "❌", "not ok", "incorrect", "not installed", "out of date", "not up-to-date", "expired",
)  # fmt: skip
"""Words that tell of trouble in the output of tools that no rule knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A line of a block that holds an anchor.

    Attributes:
        start: Where the line begins in the block's data.
        end: Where it ends; the line feed is not part of it.
        anchor: Where the anchor begins.
    """

    start: int
    end: int
    anchor: int


class Sieve:
    """An automaton that finds any of many literal texts."""

    def __init__(self, anchors: Iterable[str]) -> None:
        """Build the automaton of these anchors, the words of alarm and the marks of structure."""
        alarms = {form for word in ALARMS for form in (word, word.capitalize(), word.upper())}
        texts = sorted({each.encode() for each in (*anchors, *alarms)} | set(STRUCTURE))
        options = re2.Options()
        options.encoding = re2.Options.Encoding.LATIN1  # bytes are bytes, whatever they encode
        options.max_mem = AUTOMATON_BYTES
        options.never_capture = True
        self._automaton = re2.compile(b"|".join(re2.escape(each) for each in texts), options)

    def hits(self, block: Block) -> Iterator[Hit]:
        """Give the lines of a block that hold an anchor, in their order, each once."""
        data, position, end = block.data, block.start, block.end
        search, feed, back = self._automaton.search, data.find, data.rfind
        while position < end and (found := search(data, position, end)) is not None:
            anchor = found.start()
            start = back(b"\n", block.start, anchor) + 1 or block.start
            stop = feed(b"\n", anchor, end)
            stop = end if stop < 0 else stop
            yield Hit(start=start, end=stop, anchor=anchor)
            position = stop + 1
