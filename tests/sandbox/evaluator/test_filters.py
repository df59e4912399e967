import pytest

from remediation.model import JsonObject
from sandbox.evaluator import evaluate
from tests.sandbox.evaluator.sensors import data_filter, dependency, sensor, webhook


def reasons(given: JsonObject, **body: object) -> list[str]:
    """The sentences of the filters that refuse; none if the event passes."""
    (answer,) = evaluate(sensor(given), webhook(**body)).dependencies
    return [refusal.sentence() for refusal in answer.refusals]


def passes(*filters: JsonObject, **body: object) -> bool:
    return reasons(dependency(*filters), **body) == []


def test_a_text_filter_is_an_unanchored_pattern() -> None:
    assert passes(data_filter("body.action", "opened"), action="reopened")
    assert not passes(data_filter("body.action", "^opened$"), action="reopened")
    assert not passes(data_filter("body.action", "^opened$"), action="opened\n")


def test_a_login_with_brackets_must_be_escaped() -> None:
    assert not passes(data_filter("body.login", "5DLabs-Rex[bot]"), login="5DLabs-Rex[bot]")
    assert passes(data_filter("body.login", "5DLabs-Rex[bot]"), login="5DLabs-Rexo-evil")
    assert passes(data_filter("body.login", r"(?i)^5DLabs-Rex\[bot\]$"), login="5dlabs-rex[BOT]")


def test_a_filter_wants_one_of_its_values_and_all_filters_must_pass() -> None:
    either = data_filter("body.a", "^1$", "^2$")

    assert passes(either, data_filter("body.b", "^x$"), a="2", b="x")
    assert not passes(either, data_filter("body.b", "^x$"), a="2", b="y")


def test_with_or_one_filter_is_enough() -> None:
    filters = [data_filter("body.a", "^1$"), data_filter("body.b", "^x$")]
    given = dependency(filters={"data": filters, "dataLogicalOperator": "or"})

    assert reasons(given, b="x") == []
    assert reasons(given, b="y") == [
        "body.a: wanted ^1$, got nothing, the path does not exist",
        'body.b: wanted ^x$, got "y"',
    ]


def test_a_missing_path_refuses_also_what_must_not_be_there() -> None:
    assert not passes(data_filter("body.deep.er", "x", comparator="!="), deep=None)
    assert passes(data_filter("body.deep", "x", comparator="!="), deep=None)


@pytest.mark.parametrize(
    ("comparator", "passing"),
    [("", [5]), ("=", [5]), ("!=", [4, 6]), (">", [6]), (">=", [5, 6]), ("<", [4]), ("<=", [4, 5])],
)
def test_numbers_are_compared(comparator: str, passing: list[int]) -> None:
    number = data_filter("body.n", "5.0", type="number", comparator=comparator)

    assert [n for n in (4, 5, 6) if passes(number, n=n)] == passing


def test_text_is_read_as_a_number_and_what_is_none_is_zero() -> None:
    assert passes(data_filter("body.n", "16", type="number"), n="0x1p4")
    assert passes(data_filter("body.n", "0", type="number"), n="five")
    assert passes(data_filter("body.n", "0", type="number"), n=[5])
    assert passes(data_filter("body.n", "9007199254740992", type="number"), n=9007199254740993)


def test_a_truth_value_is_read_from_text_and_numbers_whatever_the_comparator() -> None:
    merged = data_filter("body.merged", "true", type="bool", comparator="!=")
    values: tuple[object, ...] = (True, "TRUE", "t", 7, False, None, "yes", {})

    assert [value for value in values if passes(merged, merged=value)] == [True, "TRUE", "t", 7]


def test_a_value_that_cannot_be_read_refuses_everything() -> None:
    given = dependency(data_filter("body.n", "five", type="number"))

    assert reasons(given, n=5) == ["body.n: wanted five, got 'five' is no number"]


def test_a_template_changes_the_value_before_it_is_compared() -> None:
    lowered = data_filter("body.action", "^opened$", template="{{ .Input | lower }}")

    assert passes(lowered, action="OPENED")
    assert not passes(lowered, action="")


def test_a_template_loses_what_follows_a_control_character() -> None:
    assert passes(data_filter("body.a", "^x$", template="{{ .Input }}"), a="x\u0007y")
    assert passes(data_filter("body.a", "^x\ny$", template="{{ .Input }}"), a="x\ny")


@pytest.mark.parametrize(
    ("path", "passing"),
    [
        (r"body.a\.b", True),
        ("body.a.b", False),
        ("body.list.1.name", True),
        ("body.list.01.name", True),
        ("body.list.2.name", False),
        ("body.list.name", False),
        (r"body.star\*", True),
        ("body.é 🚀", True),
    ],
)
def test_paths_name_keys_and_indexes(path: str, *, passing: bool) -> None:
    body = {"a.b": "x", "list": [{"name": "y"}, {"name": "x"}], "star*": "x", "é 🚀": "x"}

    assert passes(data_filter(path, "^x$"), **body) == passing


def test_no_filters_pass_everything_but_none_of_none_is_nothing() -> None:
    assert reasons(dependency(filters=None)) == []
    assert reasons(dependency(filters={})) == []
    assert reasons(dependency(filters={"data": []}, filtersLogicalOperator="or")) == []
    assert reasons(dependency(filters={}, filtersLogicalOperator="or")) != []


def test_a_long_value_is_cut_in_a_short_sentence() -> None:
    (answer,) = evaluate(sensor(dependency(data_filter("body.a", "^x$"))), webhook(a="y" * 1000)).dependencies

    assert answer.refusals[0].sentence(longest=10) == 'body.a: wanted ^x$, got "yyyyyyyy…'
