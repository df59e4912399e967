"""The syntax of the expressions that manifests use: a subset of expr-lang, which Argo evaluates.

Literals, lists, names, members (`a.b`, `a['b-c']`), calls, `!`/`not`, `-`, arithmetic, comparisons, `in`,
`not in`, `&&`/`and`, `||`/`or`, `??` and `? :`. See https://expr-lang.org/docs/language-definition.
"""

import re
from dataclasses import dataclass

from sandbox.engine.language.errors import ExpressionError, UnsupportedError
from sandbox.engine.language.expression_tree import (
    Binary,
    Call,
    Choice,
    Expression,
    ListOf,
    Literal,
    Member,
    Name,
    Unary,
    path_of,
)

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>\d+(?:\.\d+)?(?!\w))
    | (?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    | (?P<name>[A-Za-z_$][\w$]*)
    | (?P<operator>\?\?|\?\.|&&|\|\||==|!=|<=|>=|\*\*|\.\.|=>|[-+*/%<>!?:.,()\[\]{}|^\#;=])
    )""",
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}
_SPELLINGS = {"and": "&&", "or": "||", "not": "!"}
_BINARY = {
    "||": 10, "&&": 15, "==": 20, "!=": 20, "<": 20, ">": 20, "<=": 20, ">=": 20, "in": 20, "not in": 20,
    "+": 30, "-": 30, "*": 60, "/": 60, "%": 60, "??": 500,
}  # fmt: skip
_UNARY = {"!": 50, "-": 90}
_UNKNOWN_WORDS = frozenset({"matches", "contains", "startsWith", "endsWith", "let"})
_CONSTANTS = {"true": True, "false": False, "nil": None}


def parse(text: str) -> Expression:
    """Read an expression.

    Raises:
        ExpressionError: It is no expression.
        UnsupportedError: It uses an operator of expr-lang that is outside the subset.
    """
    parser = _Parser(_tokens(text), text)
    expression = parser.expression()
    parser.end()
    return expression


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def _tokens(text: str) -> list[_Token]:
    tokens, position = [], 0
    stripped = text.rstrip()
    while position < len(stripped):
        match = _TOKEN.match(stripped, position)
        if match is None:
            message = f"unexpected {stripped[position:].lstrip()[:1]!r} in the expression {text!r}"
            raise ExpressionError(message)
        kind = match.lastgroup or ""
        word = match.group(kind)
        if kind == "name" and word in _SPELLINGS:
            kind, word = "operator", _SPELLINGS[word]
        elif word == "in":
            kind = "operator"
        tokens.append(_Token(kind, word))
        position = match.end()
    return tokens


class _Parser:
    """Precedence climbing, with expr-lang's own precedences."""

    def __init__(self, tokens: list[_Token], text: str) -> None:
        self._tokens, self._text, self._at = tokens, text, 0

    def expression(self) -> Expression:
        condition = self._binary(0)
        if not self._accept("?"):
            return condition
        yes = self.expression()
        self._expect(":")
        return Choice(condition, yes, self.expression())

    def end(self) -> None:
        if self._at < len(self._tokens):
            word = self._tokens[self._at].text
            if word in _UNKNOWN_WORDS or word in {"**", "^", "..", "|", "?.", ";", "=>", "#", "{"}:
                message = f"the operator {word!r} in the expression {self._text!r}"
                raise UnsupportedError(message)
            self._fail()

    def _binary(self, lowest: int) -> Expression:
        left = self._unary()
        while (operator := self._operator()) and _BINARY[operator] >= lowest:
            self._at += 2 if operator == "not in" else 1
            left = Binary(operator, left, self._binary(_BINARY[operator] + 1))
        return left

    def _operator(self) -> str | None:
        word = self._peek()
        if word == "!" and self._peek(1) == "in":
            return "not in"
        return word if word in _BINARY else None

    def _unary(self) -> Expression:
        for operator, precedence in _UNARY.items():
            if self._accept(operator):
                return Unary(operator, self._binary(precedence))
        return self._members(self._primary())

    def _members(self, expression: Expression) -> Expression:
        while True:
            if self._accept("."):
                expression = Member(expression, self._take("name"))
                if self._accept("("):
                    expression = Call(path_of(expression) or expression.key, self._items(")"))
            elif self._accept("["):
                expression = Member(expression, self._index())
            else:
                return expression

    def _index(self) -> str:
        if self._kind() != "text":
            message = f"an index that is not a text in the expression {self._text!r}"
            raise UnsupportedError(message)
        key = _unescaped(self._take("text"))
        self._expect("]")
        return key

    def _primary(self) -> Expression:
        kind = self._kind()
        if kind == "number":
            digits = self._take("number")
            return Literal(float(digits) if "." in digits else int(digits))
        if kind == "text":
            return Literal(_unescaped(self._take("text")))
        if kind == "name":
            return self._named(self._take("name"))
        if self._accept("("):
            inner = self.expression()
            self._expect(")")
            return inner
        if self._accept("["):
            return ListOf(self._items("]"))
        if self._peek() in {"{", "#"}:
            message = f"{self._peek()!r} in the expression {self._text!r}"
            raise UnsupportedError(message)
        return self._fail()

    def _named(self, name: str) -> Expression:
        if name in _CONSTANTS:
            return Literal(_CONSTANTS[name])
        if name in _UNKNOWN_WORDS:
            message = f"the word {name!r} in the expression {self._text!r}"
            raise UnsupportedError(message)
        return Call(name, self._items(")")) if self._accept("(") else Name(name)

    def _items(self, closing: str) -> tuple[Expression, ...]:
        items: list[Expression] = []
        while not self._accept(closing):
            if items:
                self._expect(",")
            items.append(self.expression())
        return tuple(items)

    def _peek(self, ahead: int = 0) -> str:
        at = self._at + ahead
        return self._tokens[at].text if at < len(self._tokens) and self._tokens[at].kind == "operator" else ""

    def _kind(self) -> str:
        return self._tokens[self._at].kind if self._at < len(self._tokens) else ""

    def _accept(self, operator: str) -> bool:
        found = self._peek() == operator
        self._at += found
        return found

    def _expect(self, operator: str) -> None:
        if not self._accept(operator):
            self._fail()

    def _take(self, kind: str) -> str:
        if self._kind() != kind:
            self._fail()
        self._at += 1
        return self._tokens[self._at - 1].text

    def _fail(self) -> "Expression":
        found = repr(self._tokens[self._at].text) if self._at < len(self._tokens) else "the end"
        message = f"unexpected {found} in the expression {self._text!r}"
        raise ExpressionError(message)


def _unescaped(literal: str) -> str:
    return _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[1]), literal[1:-1])
