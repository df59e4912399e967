from hypothesis import given
from hypothesis import strategies as st

from remediation.diagnosis.blocks import BLOCK_BYTES, MARGIN_BYTES, blocks


@given(st.lists(st.binary(max_size=200), max_size=20))
def test_the_blocks_of_a_small_log_are_the_log(chunks: list[bytes]) -> None:
    own = b"".join(block.data[block.start : block.end] for block in blocks(chunks))

    assert own == b"".join(chunks)


def test_the_blocks_of_a_large_log_are_the_log_and_hold_whole_lines() -> None:
    log = b"".join(b"line %d\n" % number for number in range(400_000))
    chunks = [log[start : start + 70_001] for start in range(0, len(log), 70_001)]

    found = list(blocks(chunks))

    assert b"".join(block.data[block.start : block.end] for block in found) == log
    assert all(block.data[block.end - 1 : block.end] == b"\n" for block in found)
    assert len(found) > 2


def test_each_block_has_the_lines_around_it() -> None:
    log = b"".join(b"line %d\n" % number for number in range(400_000))

    first, second, *_ = blocks([log])

    assert first.data[first.end :].startswith(second.data[second.start : second.start + 50])
    assert first.data[: first.end].endswith(second.data[: second.start])


def test_a_line_without_end_takes_no_more_memory_than_a_block() -> None:
    largest = max(len(block.data) for block in blocks(b"x" * 65_536 for _ in range(64)))

    assert largest <= BLOCK_BYTES + 3 * MARGIN_BYTES + 65_536
