"""The raw lines around a line of a block."""

BEFORE, AFTER = 4, 6
"""Lines of context that a person gets."""
LONGEST = 400
"""Bytes of a line of context."""


def before(data: bytes, start: int, *, count: int = BEFORE) -> tuple[bytes, ...]:
    """Give the lines that end where the line at `start` begins, in their order.

    Args:
        data: The lines of a block, with its margins.
        start: Where a line begins.
        count: How many lines to give, at most.
    """
    found: list[bytes] = []
    end = start - 1
    while end >= 0 and len(found) < count:
        begin = data.rfind(b"\n", 0, end) + 1
        found.append(data[begin : min(end, begin + LONGEST)])
        end = begin - 1
    return tuple(reversed(found))


def after(data: bytes, end: int, *, count: int = AFTER) -> tuple[bytes, ...]:
    """Give the lines that follow the line which ends at `end`."""
    found: list[bytes] = []
    begin = end + 1
    while begin < len(data) and len(found) < count:
        stop = data.find(b"\n", begin)
        stop = len(data) if stop < 0 else stop
        found.append(data[begin : min(stop, begin + LONGEST)])
        begin = stop + 1
    return tuple(found)


def starts(data: bytes, start: int, *, count: int) -> tuple[int, ...]:
    """Give where the lines before the one at `start` begin, the nearest first."""
    found: list[int] = []
    end = start - 1
    while end > 0 and len(found) < count:
        found.append(data.rfind(b"\n", 0, end) + 1)
        end = found[-1] - 1
    return tuple(found)
