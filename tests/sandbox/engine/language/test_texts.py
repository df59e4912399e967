from datetime import UTC, datetime

import pytest

from sandbox.engine.language.durations import seconds_of
from sandbox.engine.language.go_text import go_json, human_duration, parameters_json, quoted, timestamp


@pytest.mark.parametrize(
    ("text", "seconds"), [("10", 10), ("10s", 10), ("2m", 120), ("1h30m", 5400), ("250ms", 0.25), ("-1s", -1)]
)
def test_a_duration_is_seconds(text: str, seconds: float) -> None:
    assert seconds_of(text) == pytest.approx(seconds)


@pytest.mark.parametrize("text", ["", "s", "10 s", "1d", "1h30", "x"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="unable to parse"):
        seconds_of(text)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (1, "1 second"),
        (59.9, "59 seconds"),
        (60, "1 minute 0 seconds"),
        (150, "2 minutes 30 seconds"),
        (3700, "1 hour 1 minutes"),
        (90000, "1 day 1 hours"),
    ],
)
def test_a_duration_is_told_as_argo_tells_it(seconds: float, text: str) -> None:
    assert human_duration(seconds) == text


def test_json_is_gos() -> None:
    assert go_json({"a": "<b> & é\u2028"}) == '{"a":"\\u003cb\\u003e \\u0026 é\\u2028"}'


def test_quoting_is_gos() -> None:
    assert quoted('"\\\n\x01\u00a0é\u200b') == '\\"\\\\\\n\\x01\\u00a0é\\u200b'


def test_parameters_are_listed_in_argos_order_and_as_texts() -> None:
    parameter = {"value": 2, "description": "d", "name": "n", "default": True}
    assert parameters_json([parameter]) == '[{"name":"n","default":"true","value":"2","description":"d"}]'


def test_times_have_whole_seconds() -> None:
    assert timestamp(datetime(2026, 11, 21, 2, 3, 4, 999_999, tzinfo=UTC)) == "2026-11-21T02:03:04Z"
