"""What lines look like apart from their digits: a shape is judged once, however often it stands in a log."""

import re
from collections.abc import Iterable, Iterator, Sequence
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
MANY = 0.1
"""Part of the lines of a block that are many."""
SEARCHED_BLOCKS = 32
"""After so many it is tried whether lines have become worth remembering."""
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
        self._searched_blocks = SEARCHED_BLOCKS
        """How many blocks in a row were searched."""
        self._near: dict[int, Shape] = {}
        """Those of lines that the sieve did not find, or not without their digits."""

    def hits(self, own: bytes, raw: Sequence[bytes], offset: int) -> Sequence[Hit]:
        """Give the lines that may matter, in their order.

        Args:
            own: Some lines.
            raw: The same one by one, and others before them.
            offset: How many others.
        """
        if self._searched_blocks < SEARCHED_BLOCKS and b"\x1b" not in own:
            self._searched_blocks += 1
            return list(self._search(own, raw, offset))
        folded = own.translate(FOLD).split(b"\n")
        hashes = list(map(hash, folded))
        shapes = list(map(self._known.get, hashes))
        new = [folded[index] for index, shape in enumerate(shapes) if shape is None] if None in shapes else []
        if new:
            self._learn(new)
            shapes = list(map(self._known.get, hashes))
        hits = [(at, shape) for at in compress(range(len(shapes)), shapes) if (shape := shapes[at])]
        if len(new) > MANY * len(folded) and len(hits) < MANY * len(folded):
            self._searched_blocks = 0
        if _DOUBTFUL not in shapes:
            return hits
        settled = self._settle([(index, raw[offset + index]) for index, each in hits if each is _DOUBTFUL])
        return [
            (index, settled[index] if each is _DOUBTFUL else each)
            for index, each in hits
            if each is not _DOUBTFUL or index in settled
        ]

    def _search(self, own: bytes, raw: Sequence[bytes], offset: int) -> Iterator[Hit]:
        """Search lines that are new, of which few matter: that costs less than to remember them."""
        index = at = 0
        for start in self._sieve.search(own):
            index += own.count(b"\n", at, start)
            at = start
            line = raw[offset + index]
            if self._known.get(hash(line.translate(FOLD))) is not _ORDINARY:
                yield index, self.of(line)

    def _learn(self, lines: Sequence[bytes]) -> None:
        """Judge lines that are not known, with zeros for their digits."""
        if len(self._known) + len(lines) > MOST_SHAPES:
            self._known.clear()
        self._known.update(dict.fromkeys(map(hash, lines), _ORDINARY))
        coloured = {line: plain for line in lines if (plain := _plain(line)) is not line}
        certain, doubtful = self._sieve.find((*lines, *coloured.values()))
        for line in doubtful:
            self._known[hash(line)] = _DOUBTFUL
        for line in certain:
            self._known[hash(line)] = _shape(line)
        for line, plain in coloured.items():
            self._known[hash(line)] = self._known.get(hash(plain), _ORDINARY)

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
