import pytest

from sandbox.engine.language.conditions import should_run
from sandbox.engine.language.errors import ConditionError, UnsupportedError


@pytest.mark.parametrize(
    ("when", "runs"),
    [
        ("", True),
        ("true", True),
        ("'a' == 'a'", True),
        ("a == 'a'", True),
        ("'a' == \"b\"", False),
        ("'1' == 1", False),
        ("1 == 1.0", True),
        ("2 < 10 && 'x' != 'y'", True),
        ("'2' < '10'", False),
        ("false || (true && !(1 > 2))", True),
        ("'it\\'s' == 'it\\'s'", True),
        ("'a && b' == 'a && b'", True),
    ],
)
def test_a_condition_holds_or_not(when: str, runs: bool) -> None:  # noqa: FBT001  # a table's column
    assert should_run(when) is runs


@pytest.mark.parametrize(
    ("when", "message"),
    [
        ("'open", "Unclosed string literal"),
        ("(1 == 1", "Unbalanced parenthesis"),
        ("a b", "Cannot transition token types from VARIABLE [a] to VARIABLE [b]"),
        ("1 == ", "Unexpected end of expression"),
        ("1 === 1", "Invalid token: '==='"),
        ("1.2.3 == 1", "Unable to parse numeric value"),
        ("'a' < 1", "cannot be used with the comparator '<', it is not a number"),
        ("'a' && true", "cannot be used with the logical operator '&&', it is not a bool"),
        ("'a'", "Expected boolean evaluation for ''a''. Got a"),
    ],
)
def test_what_is_wrong_is_said_as_argo_says_it(when: str, message: str) -> None:
    with pytest.raises(ConditionError) as error:
        should_run(when)
    assert message in str(error.value)


@pytest.mark.parametrize("when", ["a =~ 'b'", "1 + 1 == 2", "a in ('b')", "a.b == 1", "a ? b : c"])
def test_what_is_outside_of_the_subset_is_named(when: str) -> None:
    with pytest.raises(UnsupportedError):
        should_run(when)
