"""The raw lines around a line of a block."""

from collections.abc import Sequence

BEFORE, AFTER = 4, 6
"""Lines of context that a person gets."""
LONGEST = 400
"""Bytes of a line of context."""


def around(lines: Sequence[bytes], index: int, prefix: bytes) -> tuple[Sequence[bytes], Sequence[bytes]]:
    """Give the lines before the one at `index` and those after it, in their order, without their prefix."""
    first = max(index - BEFORE, 0)
    return _cut(lines[first:index], prefix), _cut(lines[index + 1 : index + 1 + AFTER], prefix)


def _cut(lines: Sequence[bytes], prefix: bytes) -> Sequence[bytes]:
    if prefix:
        return [line.removeprefix(prefix)[:LONGEST] for line in lines]
    if lines and max(map(len, lines)) > LONGEST:
        return [line[:LONGEST] for line in lines]
    return lines
