"""Finds the few lines of a log that can matter, at the speed of one automaton over large blocks."""

import re
from collections.abc import Iterable, Iterator

import re2

from remediation.diagnosis.blocks import Block
from remediation.diagnosis.ordinary import ORDINARY

AUTOMATON_BYTES = 16 << 20
"""The most memory that the automaton may use; it forgets and goes on when that is full."""
LONGEST_NEEDLE = 12
"""Bytes of an anchor that are searched for."""
STRUCTURE = ("##[", "Post job cleanup.")
"""How the GitHub runner and Azure mark steps, groups, errors and the end."""
WORDS = (
    "errors?", "errored", "fail(?:ed|s|ure|ures|ing)?", "fatal", "panic(?:ked)?", "exceptions?",
    "traceback", "assert(?:ion)?", "abort(?:ed|ing)?", "denied", "forbidden", "unauthori[sz]ed",
    "refus(?:ed|ing)", "reject(?:ed)?", "invalid", "illegal", "insufficient", "cannot", "can't",
    "could not", "couldn't", "unable to", "not found", "no such", "not allowed", "undefined",
    "unresolved", "unknown", "unexpected", "unsupported", "unmatched", "missing", "mismatch(?:ed)?",
    "conflicts?", "timed out", "timeout", "killed", "out of memory", "no space left", "exceed(?:ed|s)?",
    "expired", "violations?", "vulnerabilit(?:y|ies)", "broken", "corrupt(?:ed)?", "crash(?:ed)?",
    "incorrect", "not ok", "not installed", "out of date", "not up-to-date",
)  # fmt: skip
"""Words that tell of trouble in the output of tools that no rule knows, as RE2 writes them."""
PIECES = (
    "exit code", "exit status", "exited with", "Segmentation fault", "✗", "✘", "✖", "❌", "Error: ",
    "Exception: ", "Exception\n", "Error\n", "Error (", "FAIL", "(os error ",
)  # fmt: skip
"""The same, wherever they stand in a word."""
PLACES = (
    rb"\.[A-Za-z]{1,5}:\d+:(?:\d+:)?\s", rb"\.[A-Za-z]{1,5}\(\d+,\d+\): ", rb"\.java:\[\d+",
    rb"[^:]:\d+:\d+\n", rb" line \d+:\n", rb"(?:Failures|Errors|Failed): [1-9]",
)  # fmt: skip
"""A file with a line, and sums that are not zero: findings whose tools have no words of their own."""
IN_PREFIX = "UNKNOWN"
"""`gh run view --log` writes `UNKNOWN STEP` before each line whose step it does not know."""
_BEFORE, _AFTER = r"[\s\[(<'\"=|*>{]", r"(?:[\s\]),;!'\"({=\[]|[.:](?:\s|[^:\w]))"
"""What surrounds a word of a message; names of files, tests, packages and options have other neighbours."""


class Sieve:
    """An automaton that finds the lines in which any of many short texts stands."""

    def __init__(self, anchors: Iterable[str]) -> None:
        """Build the automaton of these anchors, the words of alarm and the marks of structure."""
        forms = (form for word in WORDS for form in (word, word.capitalize(), word.upper()))
        words = "|".join(form for form in forms if form != IN_PREFIX)
        alarm = f"{_BEFORE}(?:{words}){_AFTER}"
        known = re.compile(alarm)
        rare = (each for each in anchors if not any(each in line for line in ORDINARY))
        texts = sorted(
            {each[:LONGEST_NEEDLE] for each in (*STRUCTURE, *PIECES, *rare) if not known.search(each)}
        )
        options = re2.Options()
        options.max_mem = AUTOMATON_BYTES
        options.encoding = re2.Options.Encoding.LATIN1  # bytes are bytes, whatever they encode
        options.never_capture = True
        options.dot_nl = True
        alternatives = b"|".join((alarm.encode(), *PLACES, *(re2.escape(each.encode()) for each in texts)))
        # Searching would need a second automaton for where a match begins; where it ends is enough.
        self._automaton = re2.compile(b".*?(?:" + alternatives + b")", options)

    def hits(self, block: Block) -> Iterator[tuple[int, int]]:
        """Give the lines of a block that may matter, in their order, each once.

        Returns:
            Where each begins in the block's data, and where it ends; the line feed is not part of it.
        """
        data, end = block.data, block.end
        match, feed, back = self._automaton.match, data.find, data.rfind
        # A word at the beginning of a line is known by the line feed before it.
        position = max(block.start - 1, 0)
        while position < end and (found := match(data, position, end)) is not None:
            anchor = found.end() - 1
            start = back(b"\n", position, anchor) + 1
            position = feed(b"\n", anchor, end)
            if position < 0:
                position = end
            yield start or block.start, position
