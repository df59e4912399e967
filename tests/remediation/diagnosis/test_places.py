from remediation.diagnosis.diagnose import diagnose
from tests.remediation.diagnosis.logs import RED_END, github


def looked_at(*lines: str) -> list[tuple[str, int | None]]:
    (verdict,) = diagnose([github(*lines, RED_END)]).verdicts
    return [(each.file, each.line) for each in verdict.places]


def test_the_place_below_an_error_is_named() -> None:
    assert looked_at("error: too many arguments", "  --> src/oven.rs:57:9") == [("src/oven.rs", 57)]


def test_of_a_traceback_the_nearest_frame_of_the_repository_is_named() -> None:
    lines = (
        '  File "/src/cart/books.py", line 12, in total',
        '  File "/opt/venv/lib/python3.12/site-packages/ledger/core.py", line 3, in add',
        "ValueError: no such book",
    )

    assert looked_at(*lines) == [("/src/cart/books.py", 12)]


def test_a_place_is_relative_to_the_repository() -> None:
    line = "/home/runner/work/shop/shop/src/cart.c:7:3: error: expected ';'"

    assert looked_at(line) == [("src/cart.c", 7)]
