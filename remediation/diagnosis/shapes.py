"""What lines look like apart from their digits: a shape is judged once, however often it stands in a log."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Final, Literal

from remediation.diagnosis.line import LONGEST_LINE, Mark, prefix, read_line
from remediation.diagnosis.sieve import FOLD, Sieve

MOST_SHAPES = 87_000
"""Shapes that are remembered, as a number each; after so many the memory starts anew. A dictionary of more
than 87,381 takes twice the room."""
MOST_NEAR = 10_000
"""The same of those that were looked at for where they stood."""
HEADERS = ("Run ", "Run\t")
"""How the group begins in which the runner shows what a step runs."""
_GROUP = re.compile(rb"##\[(?:end)?group\]")
_COLOUR = re.compile(rb"\x1b\[[0-9;:]*[mK]")
"""Half of a word that a rule knows may have one."""
_HEXADECIMAL = b"0123456789abcdef"


@dataclass(slots=True, eq=False)
class Shape:
    """What is known of lines that may matter and differ only in digits.

    Attributes:
        key: The same for shapes that count as one: they differ only in hexadecimal digits.
        prefixed: Whether `gh run view --log` has put job and step before the line.
        group: Whether it begins or ends a group of lines.
        header: Whether it begins the group that shows what a step runs.
        kind: The weightiest rule that each such line follows, or empty; None where each must be looked at.
        names: Whether a rule reads the name of a test from such a line.
        mute: Whether no rule knows such a line, and no word in it tells of trouble.
    """

    key: int
    prefixed: bool = False
    group: bool = False
    header: bool = False
    kind: str | None = None
    names: bool = False
    mute: bool = False


Hit = tuple[int, Shape]
"""A line that may matter: its index and its shape."""
_ORDINARY: Final = False
"""What is remembered of a shape whose lines cannot matter."""
_DOUBTFUL = Shape(0)
"""What is remembered of a shape whose lines matter by their digits, if they do."""


class Shapes:
    """The shapes of a log's lines."""

    def __init__(self, sieve: Sieve) -> None:
        """Begin with none."""
        self._sieve = sieve
        self._known: dict[int, Shape | Literal[False]] = {}
        """By the hash of a line with zeros for its digits."""
        self._near: dict[int, Shape] = {}
        """Those of lines that the sieve did not find, or not without their digits."""

    def hits(self, folded: Sequence[bytes], raw: Sequence[bytes], offset: int) -> Sequence[Hit]:
        """Give the lines that may matter, in their order.

        Args:
            folded: Lines with zeros for their digits.
            raw: The lines themselves, and others before them.
            offset: How many others.
        """
        hashes = list(map(hash, folded))
        shapes = list(map(self._known.get, hashes))
        if None in shapes:
            self._learn({hashes[index]: folded[index] for index, each in enumerate(shapes) if each is None})
            shapes = list(map(self._known.get, hashes))
        hits = [(at, shape) for at in compress(range(len(shapes)), shapes) if (shape := shapes[at])]
        if _DOUBTFUL not in shapes:
            return hits
        settled = self._settle([(index, raw[offset + index]) for index, each in hits if each is _DOUBTFUL])
        return [
            (index, settled[index] if each is _DOUBTFUL else each)
            for index, each in hits
            if each is not _DOUBTFUL or index in settled
        ]

    def _learn(self, lines: Mapping[int, bytes]) -> None:
        """Judge lines that are not known, by their hashes."""
        if len(self._known) + len(lines) > MOST_SHAPES:
            self._known.clear()
        self._known.update(dict.fromkeys(lines, _ORDINARY))
        plain = {number: _plain(line) for number, line in lines.items()}
        certain, doubtful = self._sieve.find(plain.values())
        for number, line in plain.items():
            if line in certain:
                self._known[number] = _shape(line)
            elif line in doubtful:
                self._known[number] = _DOUBTFUL

    def _settle(self, doubtful: Iterable[tuple[int, bytes]]) -> dict[int, Shape]:
        """Give the shapes of those lines that matter by their digits, by their index."""
        plain = {index: (_plain(line), line) for index, line in doubtful}
        held = self._sieve.holding(line for line, _ in plain.values())
        return {index: self.of(raw) for index, (line, raw) in plain.items() if line in held}

    def alarms(self, raw: bytes) -> bool:
        """Tell whether a line tells of trouble by itself."""
        return self._sieve.alarms(_plain(raw[:LONGEST_LINE]))

    def forget(self, raw: bytes) -> None:
        """Give lines of this shape no more: they tell nothing."""
        self._known[hash(raw.translate(FOLD))] = _ORDINARY

    def of(self, raw: bytes) -> Shape:
        """Give the shape of a line that is looked at whatever it says."""
        line = raw.translate(FOLD)
        number = hash(line)
        known = self._known.get(number)
        if known and known is not _DOUBTFUL:
            return known
        if (near := self._near.get(number)) is not None:
            return near
        if len(self._near) > MOST_NEAR:
            self._near.clear()
        shape = self._near[number] = _shape(_plain(line))
        return shape


def _shape(line: bytes) -> Shape:
    line = line[:LONGEST_LINE]
    named = prefix(line)
    shape = Shape(hash((named, line.translate(None, _HEXADECIMAL))), prefixed=bool(named))
    if _GROUP.search(line):
        read = read_line(line)
        shape.group = True
        shape.header = read.mark is Mark.GROUP and read.text.startswith(HEADERS)
    return shape


def _plain(line: bytes) -> bytes:
    return _COLOUR.sub(b"", line) if b"\x1b" in line else line
