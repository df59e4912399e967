"""A log as blocks of whole lines with a margin on each side, in constant memory."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

BLOCK_BYTES = 1 << 18
MARGIN_BYTES = 16 << 10
"""Of the lines before and after a block that are kept for context."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Some lines of a log, and those around them.

    Attributes:
        data: The lines with their margins.
        start: Where the block's own lines begin in `data`.
        end: Where they end: just behind a line feed, or inside a line that is longer than a block.
    """

    data: bytes
    start: int
    end: int


def blocks(chunks: Iterable[bytes]) -> Iterator[Block]:
    """Cut a stream into blocks; together their own parts are the whole stream, once.

    Args:
        chunks: The bytes of a log, in pieces of any size.
    """
    before, held = b"", b""
    pending: list[bytes] = []
    size = 0
    for chunk in chunks:
        for offset in range(0, len(chunk), BLOCK_BYTES):
            piece = chunk[offset : offset + BLOCK_BYTES]
            pending.append(piece)
            size += len(piece)
            if size < BLOCK_BYTES:
                continue
            data = b"".join((before, held, *pending))
            start = len(before)
            end = _end(data, start)
            yield Block(data=data, start=start, end=end)
            before, held = data[_margin(data, end) : end], data[end:]
            pending, size = [], 0
    data = b"".join((before, held, *pending))
    if len(data) > len(before):
        yield Block(data=data, start=len(before), end=len(data))


def _end(data: bytes, start: int) -> int:
    """Give where a block's own lines end, so that about a margin of lines follows them."""
    limit = max(start, len(data) - MARGIN_BYTES)
    feed = data.rfind(b"\n", start, limit)
    return feed + 1 if feed >= 0 else limit


def _margin(data: bytes, end: int) -> int:
    """Give where the lines begin that the next block needs before its own."""
    limit = max(end - MARGIN_BYTES, 0)
    if limit == 0:
        return 0
    feed = data.find(b"\n", limit, end)
    return feed + 1 if 0 <= feed < end - 1 else limit
