from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remediation.errors import Temporary
from remediation.lease import is_held, new_lease, released, take_over, token_of

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def test_a_new_lease_is_held_by_its_maker() -> None:
    lease = new_lease(7, namespace="agents", holder="a", seconds=60, now=NOW)

    assert lease["metadata"]["name"] == "task-7-remediation"
    assert is_held(lease, holder="a", token=1)
    assert not is_held(lease, holder="b", token=1)


def test_another_holder_waits_until_the_lease_expires() -> None:
    lease = new_lease(7, namespace="agents", holder="a", seconds=60, now=NOW)

    with pytest.raises(Temporary, match="a holds lease task-7-remediation for 30 s more"):
        take_over(lease, holder="b", seconds=60, now=NOW + timedelta(seconds=30))
    taken = take_over(lease, holder="b", seconds=60, now=NOW + timedelta(seconds=60))

    assert is_held(taken, holder="b", token=2)


def test_its_own_holder_takes_it_again_under_the_same_token() -> None:
    lease = new_lease(7, namespace="agents", holder="a", seconds=60, now=NOW)

    again = take_over(lease, holder="a", seconds=60, now=NOW + timedelta(seconds=1))

    assert is_held(again, holder="a", token=1)


def test_a_released_lease_is_anybodys_at_once() -> None:
    lease = released(new_lease(7, namespace="agents", holder="a", seconds=60, now=NOW))

    assert is_held(take_over(lease, holder="b", seconds=60, now=NOW), holder="b", token=2)


@given(
    moves=st.lists(
        st.tuples(st.sampled_from("abc"), st.integers(0, 90), st.booleans()), min_size=1, max_size=30
    )
)
def test_a_holder_that_lost_the_lease_never_holds_its_token_again(moves: list[tuple[str, int, bool]]) -> None:
    lease = new_lease(7, namespace="agents", holder="a", seconds=60, now=NOW)
    now, given_out = NOW, {("a", 1)}
    for holder, seconds, leaves in moves:
        now += timedelta(seconds=seconds)
        try:
            lease = take_over(lease, holder=holder, seconds=60, now=now)
        except Temporary:
            continue
        token = token_of(lease)
        assert token >= max(each for _, each in given_out)
        assert all(known == holder for known, each in given_out if each == token)
        given_out.add((holder, token))
        if leaves:
            lease = released(lease)
