"""Finds the few lines of a log that can matter, at the speed of automata."""

import re
from collections.abc import Iterable, Iterator

import re2

from remediation.diagnosis.ordinary import ORDINARY

AUTOMATON_BYTES = 10 << 20
"""The most memory that an automaton may use: a third of it for states, which RE2 forgets when it is full."""
LONGEST_NEEDLE = 14
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
    rb"[^:]:\d+:\d+\n", rb" line \d+:\n",
)  # fmt: skip
"""A file with a line: findings whose tools have no words of their own."""
SUMS = rb"(?:Failures|Errors|Failed): "
"""What stands before a sum, which tells of trouble if it is not zero."""
FOLD = bytes.maketrans(b"123456789", b"000000000")
"""Gives a line its shape: lines that differ only in digits have the same."""
IN_PREFIX = "UNKNOWN"
"""`gh run view --log` writes `UNKNOWN STEP` before each line whose step it does not know."""
_BEFORE, _AFTER = r"[\s\[(<'\"=|*>{]", r"(?:[\s\]),;!'\"({=\[]|[.:](?:\s|[^:\w]))"
"""What surrounds a word of a message; names of files, tests, packages and options have other neighbours."""


class Sieve:
    """Automata that find the lines in which any of many short texts stands.

    Most texts have no digits: they stand in a line if they stand in its shape, the line with zeros for its
    digits. Of the others a shape only tells that each of its lines must be looked at.
    """

    def __init__(self, anchors: Iterable[str]) -> None:
        """Build the automata of these anchors, the words of alarm and the marks of structure."""
        forms = (form for word in WORDS for form in (word, word.capitalize(), word.upper()))
        words = "|".join(form for form in forms if form != IN_PREFIX)
        alarm = f"{_BEFORE}(?:{words}){_AFTER}"
        known = re.compile(alarm)
        rare = (each for each in anchors if not any(each in line for line in ORDINARY))
        texts = {
            each[:LONGEST_NEEDLE].encode() for each in (*STRUCTURE, *PIECES, *rare) if not known.search(each)
        }
        numbered = {each for each in texts if each != each.translate(FOLD) or b"0" in each}
        self._words = _automaton((alarm.encode(), *PLACES, SUMS + b"[1-9]", *_literal(texts)))
        self._shapes = _automaton((SUMS + b"0", *_literal({each.translate(FOLD) for each in numbered})))
        self._numbers = _automaton((SUMS + b"[1-9]", *_literal(numbered)))
        pieces = _literal(each.encode() for each in PIECES)
        self._alarms = _automaton((alarm.encode(), *PLACES, SUMS + rb"\d", *pieces))

    def find(self, shapes: Iterable[bytes]) -> tuple[set[bytes], set[bytes]]:
        """Give the shapes whose lines may matter, and those of which `holding` must tell.

        Args:
            shapes: Lines with zeros for their digits, without line feeds.
        """
        text = b"\n".join((b"", *shapes, b""))
        certain = set(_lines(self._words, text))
        return certain, set(_lines(self._shapes, text)) - certain

    def search(self, lines: bytes) -> Iterator[int]:
        """Give where those of some lines begin that may matter.

        Args:
            lines: As they stand in a log, without colours.
        """
        for start, _ in _spans(self._words, b"\n%b\n" % lines):
            yield start - 1

    def holding(self, lines: Iterable[bytes]) -> set[bytes]:
        """Give the lines that may matter by their digits."""
        return set(_lines(self._numbers, b"\n".join((b"", *lines, b""))))

    def alarms(self, line: bytes) -> bool:
        """Tell whether a line, or one that differs in digits only, tells of trouble by itself."""
        return self._alarms.match(b"\n%b\n" % line) is not None


def _lines(automaton: "re2._Regexp", text: bytes) -> Iterator[bytes]:
    return (text[start:end] for start, end in _spans(automaton, text))


def _spans(automaton: "re2._Regexp", text: bytes) -> Iterator[tuple[int, int]]:
    """Give where each line begins and ends in which the automaton finds something.

    Args:
        automaton: What to search with.
        text: Lines; a line feed stands before the first and behind the last, for by these the automaton knows
            a word at a line's beginning or end.
    """
    match, feed, back = automaton.match, text.find, text.rfind
    position, end = 0, len(text)
    while (found := match(text, position, end)) is not None:
        anchor = found.end() - 1
        start = back(b"\n", position, anchor) + 1
        position = feed(b"\n", anchor, end)
        yield start, position


def _literal(texts: Iterable[bytes]) -> Iterator[bytes]:
    return (re2.escape(each) for each in sorted(texts))


def _automaton(alternatives: Iterable[bytes]) -> "re2._Regexp":
    options = re2.Options()
    options.max_mem = AUTOMATON_BYTES
    options.encoding = re2.Options.Encoding.LATIN1  # bytes are bytes, whatever they encode
    options.never_capture = True
    options.dot_nl = True
    # Searching would need a second automaton for where a match begins; where it ends is enough.
    return re2.compile(b".*?(?:" + b"|".join(alternatives) + b")", options)
