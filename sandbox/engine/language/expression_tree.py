"""What an expression is made of."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Literal:
    """A constant."""

    value: str | float | bool | None


@dataclass(frozen=True, slots=True)
class ListOf:
    """`[a, b]`."""

    items: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class Name:
    """A variable at the top of the environment."""

    name: str


@dataclass(frozen=True, slots=True)
class Member:
    """`of.key` or `of['key']`."""

    of: "Expression"
    key: str


@dataclass(frozen=True, slots=True)
class Call:
    """`function(arguments)`."""

    function: str
    arguments: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class Unary:
    """`!a` or `-a`."""

    operator: str
    operand: "Expression"


@dataclass(frozen=True, slots=True)
class Binary:
    """`a == b` and the like."""

    operator: str
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Choice:
    """`condition ? yes : no`."""

    condition: "Expression"
    yes: "Expression"
    no: "Expression"


Expression: TypeAlias = Literal | ListOf | Name | Member | Call | Unary | Binary | Choice


def path_of(expression: Expression) -> str | None:
    """Give `a.b.c` for a chain of members, None for anything else."""
    match expression:
        case Name(name):
            return name
        case Member(of, key):
            before = path_of(of)
            return f"{before}.{key}" if before else None
        case _:
            return None


def walk(expression: Expression) -> Iterator[Expression]:
    """Give an expression and all that it is made of."""
    yield expression
    for part in _parts(expression):
        yield from walk(part)


def _parts(expression: Expression) -> tuple[Expression, ...]:
    match expression:
        case ListOf(parts) | Call(_, parts):
            return parts
        case Member(operand, _) | Unary(_, operand):
            return (operand,)
        case Binary(_, left, right):
            return left, right
        case Choice(condition, yes, no):
            return condition, yes, no
        case Literal() | Name():
            return ()
