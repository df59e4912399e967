import pytest

from sandbox.engine.language.errors import ExpressionError, UnsupportedError
from sandbox.engine.language.expression_functions import Value
from sandbox.engine.language.expression_syntax import parse
from sandbox.engine.language.expressions import evaluate, expanded, names_in

ENVIRONMENT = expanded(
    {"lastRetry.status": "Failed", "lastRetry.exitCode": "75", "word": "a/b", "none": None}
)


def value_of(text: str) -> Value:
    return evaluate(parse(text), ENVIRONMENT)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("lastRetry.status == 'Error' || asInt(lastRetry.exitCode) in [75, 137, 143]", True),
        ("asInt(lastRetry.exitCode) not in [75]", False),
        ("not (1 == 2) and true", True),
        ("!false", True),
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("7 / 2", 3.5),
        ("-7 % 4", -3),
        ("2 - -1", 3),
        ("'a' + \"b\"", "ab"),
        ("'a' < 'b'", True),
        ("'1' == 1", False),
        ("1 == 1.0", True),
        ("true == 1", False),
        ("replace(word, '/', '.')", "a.b"),
        ("upper('a') + lower('B') + trim(' c ')", "Abc"),
        ("string(2.0) + string(3) + string(true)", "23true"),
        ("none ?? 'default'", "default"),
        ("word == 'a/b' ? 1 : 2", 1),
        ("toJson([1, 'x'])", '[1,"x"]'),
        ("asFloat('1.5') + int('2')", 3.5),
        ("'it\\'s'", "it's"),
        ("lastRetry['status']", "Failed"),
        ("lastRetry.other", None),
        ("'a' == 'b' || asInt('x') == 1 ? 1 : 2", ExpressionError),
        ("true || asInt('x') == 1", True),
    ],
)
def test_an_expression_has_a_value(text: str, value: Value) -> None:
    if value is ExpressionError:
        with pytest.raises(ExpressionError):
            value_of(text)
    else:
        assert value_of(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1 +",
        "(1",
        "a b",
        "[1",
        "f(",
        "'open",
        "1 < 'a'",
        "1 && true",
        "missing",
        "word.x",
        "1 / 0",
        "1 in 2",
    ],
)
def test_what_is_wrong_is_an_error(text: str) -> None:
    with pytest.raises(ExpressionError):
        value_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "sprig.upper('a')",
        "len(word)",
        "word matches 'a'",
        "1..3",
        "2 ** 3",
        "word[0]",
        "{a: 1}",
        "let x = 1; x",
    ],
)
def test_what_is_outside_of_the_subset_is_named(text: str) -> None:
    with pytest.raises(UnsupportedError):
        value_of(text)


def test_names_are_found_where_they_are_used() -> None:
    assert names_in(parse("asInt(a.b) + c ?? f(d['e-f'])")) == {"a", "a.b", "c", "d", "d.e-f", "f"}


def test_of_a_name_and_a_longer_one_the_longer_counts() -> None:
    assert expanded({"a": "1", "a.b": "2"}) == {"a": {"b": "2"}}
