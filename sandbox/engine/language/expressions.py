"""The values of expressions: retry conditions, labels from parameters, and `{{=...}}` tags."""

import operator
from collections.abc import Callable, Mapping

from sandbox.engine.language import expression_tree as tree
from sandbox.engine.language.errors import ExpressionError, UnsupportedError
from sandbox.engine.language.expression_functions import FUNCTIONS, OTHER_FUNCTIONS, Value
from sandbox.engine.language.go_text import go_json

_ORDERS: Mapping[str, Callable[[Value, Value], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_ARITHMETIC: Mapping[str, Callable[[Value, Value], Value]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul,
}  # fmt: skip


def evaluate(  # noqa: PLR0911  # one case for each kind of expression
    expression: tree.Expression, environment: Mapping[str, Value]
) -> Value:
    """Give the value of an expression.

    Args:
        expression: What `expression_syntax.parse` gave.
        environment: Variables as nested mappings, as `expanded` gives them.

    Raises:
        ExpressionError: A name is unknown, or a type does not fit.
        UnsupportedError: It calls a function that Argo knows and this engine does not.
    """
    match expression:
        case tree.Literal(value):
            return value
        case tree.ListOf(items):
            return [evaluate(item, environment) for item in items]
        case tree.Name(name):
            return _variable(name, environment)
        case tree.Member(of, key):
            return _member(evaluate(of, environment), key)
        case tree.Call(function, arguments):
            return _call(function, [evaluate(each, environment) for each in arguments])
        case tree.Choice(condition, yes, no):
            return evaluate(yes if _truth(evaluate(condition, environment)) else no, environment)
        case tree.Unary(sign, operand):
            value = evaluate(operand, environment)
            return not _truth(value) if sign == "!" else -_number(value)
        case tree.Binary():
            return _binary(expression, environment)


def names_in(expression: tree.Expression) -> set[str]:
    """Give the dotted names that an expression refers to: `lastRetry.exitCode`, and `lastRetry` too."""
    paths = (tree.path_of(part) for part in tree.walk(expression))
    return {path for path in paths if path} | unknown_functions_in(expression)


def is_argos(function: str) -> bool:
    """Tell whether a function, `upper` or `sprig.upper` say, is one that only the real Argo knows."""
    return function.split(".", 1)[0] in OTHER_FUNCTIONS


def unknown_functions_in(expression: tree.Expression) -> set[str]:
    """Give the names of the functions that an expression calls and this engine does not know."""
    called = {part.function for part in tree.walk(expression) if isinstance(part, tree.Call)}
    return called - FUNCTIONS.keys()


def expanded(variables: Mapping[str, str | None]) -> dict[str, Value]:
    """Turn `{"a.b": 1}` into `{"a": {"b": 1}}`; of `a` and `a.b`, `a` is dropped, as Argo does."""
    nested: dict[str, Value] = {}
    for dotted in sorted(variables, key=lambda name: name.split(".")):
        *parents, last = dotted.split(".")
        place = nested
        for parent in parents:
            below = place.get(parent)
            if not isinstance(below, dict):
                below = place[parent] = {}
            place = below
        place[last] = variables[dotted]
    return nested


def _variable(name: str, environment: Mapping[str, Value]) -> Value:
    if name in environment:
        return environment[name]
    if is_argos(name):
        message = f"the function {name} in an expression"
        raise UnsupportedError(message)
    message = f"unknown name {name}"
    raise ExpressionError(message)


def _member(of: Value, key: str) -> Value:
    if isinstance(of, Mapping):
        return of.get(key)
    message = f"cannot fetch {key} from {'nil' if of is None else type(of).__name__}"
    raise ExpressionError(message)


def _call(function: str, arguments: list[Value]) -> Value:
    if function in FUNCTIONS:
        try:
            return FUNCTIONS[function](*arguments)
        except TypeError as error:
            message = f"wrong arguments for {function}"
            raise ExpressionError(message) from error
    return _variable(function, {})


def _binary(expression: tree.Binary, environment: Mapping[str, Value]) -> Value:
    left = evaluate(expression.left, environment)
    match expression.operator:
        case "||":
            return _truth(left) or _truth(evaluate(expression.right, environment))
        case "&&":
            return _truth(left) and _truth(evaluate(expression.right, environment))
        case "??":
            return evaluate(expression.right, environment) if left is None else left
    return _applied(expression.operator, left, evaluate(expression.right, environment))


def _applied(sign: str, left: Value, right: Value) -> Value:
    if sign in {"==", "!="}:
        same = isinstance(left, bool) == isinstance(right, bool) and left == right
        return same if sign == "==" else not same
    if sign in {"in", "not in"}:
        if not isinstance(right, list | Mapping):
            message = f"'in' needs a list, not {go_json(right)}"
            raise ExpressionError(message)
        return (left in right) == (sign == "in")
    if isinstance(left, str) and isinstance(right, str) and sign in {"+", *_ORDERS}:
        return left + right if sign == "+" else _ORDERS[sign](left, right)
    one, other = _number(left), _number(right)
    if sign in _ORDERS:
        return _ORDERS[sign](one, other)
    if sign == "%":
        return _remainder(one, other)
    return _divided(one, other) if sign == "/" else _ARITHMETIC[sign](one, other)


def _divided(one: float, other: float) -> float:
    if other == 0:
        message = "a division by zero"
        raise ExpressionError(message)
    return one / other


def _remainder(one: float, other: float) -> int:
    if not isinstance(one, int) or not isinstance(other, int) or other == 0:
        message = "'%' needs two integers, the second not zero"
        raise ExpressionError(message)
    return abs(one) % abs(other) * (-1 if one < 0 else 1)


def _truth(value: Value) -> bool:
    if isinstance(value, bool):
        return value
    message = f"{go_json(value)} is neither true nor false"
    raise ExpressionError(message)


def _number(value: Value) -> Value:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    message = f"{go_json(value)} is not a number"
    raise ExpressionError(message)
