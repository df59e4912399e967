"""Field selectors, `metadata.name=a,status.phase!=Running`: equality on the few fields a resource offers.

https://kubernetes.io/docs/concepts/overview/working-with-objects/field-selectors/.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from remediation.model import JsonObject
from sandbox.kube.status import bad_request

COMMON = ("metadata.name", "metadata.namespace")

_TERM_END = re.compile(r"(?<!\\),")
_TERM = re.compile(r"(.*?)(!=|==|=)(.*)", re.DOTALL)
_ESCAPED = re.compile(r"\\([\\,=])")
_UNESCAPED = re.compile(r"(?<!\\)[,=]")


@dataclass(frozen=True, slots=True)
class Term:
    """One field that must equal, or must not equal, a value."""

    path: str
    equal: bool
    value: str

    def matches(self, obj: JsonObject) -> bool:
        """Tell whether an object fulfils the term; a missing field counts as empty."""
        return (_read(obj, self.path) == self.value) is self.equal


@dataclass(frozen=True, slots=True)
class FieldSelector:
    """Terms that must all hold; none matches everything."""

    terms: tuple[Term, ...] = ()

    def matches(self, obj: JsonObject) -> bool:
        """Tell whether an object is selected."""
        return all(term.matches(obj) for term in self.terms)

    def exact_name(self) -> str:
        """Give the one name that can match, empty if several can. RBAC's resourceNames look at it."""
        return next((term.value for term in self.terms if term.path == "metadata.name" and term.equal), "")


@lru_cache(maxsize=1024)
def parse_field_selector(text: str) -> FieldSelector:
    """Read a selector, without asking which fields a resource offers.

    Raises:
        ApiError: 400 if the text is no selector.
    """
    return FieldSelector(tuple(_term(part, text) for part in _TERM_END.split(text) if part))


def check_fields(selector: FieldSelector, offered: tuple[str, ...] | None) -> None:
    """Refuse a field that the resource does not offer.

    Args:
        selector: What the client wants.
        offered: The fields that the resource offers beyond its name and namespace; None for a type that
            has no list of its own, which the API server words differently.

    Raises:
        ApiError: 400 that names the field.
    """
    for term in selector.terms:
        if term.path in COMMON or term.path in (offered or ()):
            continue
        if offered is not None:
            message = f"field label not supported: {term.path}"
        else:
            message = (
                f'"{term.path}" is not a known field selector: only "metadata.name", "metadata.namespace"'
            )
        raise bad_request(message)


def _term(part: str, whole: str) -> Term:
    found = _TERM.fullmatch(part)
    if not found:
        message = f"invalid selector: '{whole}'; can't understand '{part}'"
        raise bad_request(message)
    path, operator, value = found.groups()
    stray = _UNESCAPED.search(value)
    if stray:
        message = f"invalid field selector: unescaped character in value: {ord(stray.group())}"
        raise bad_request(message)
    return Term(path, operator != "!=", _ESCAPED.sub(r"\1", value))


def _read(obj: JsonObject, path: str) -> str:
    value: object = obj
    for step in path.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)
