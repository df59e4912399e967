"""Data filters that mean what they say.

Argo Events takes a filter's text as an unanchored regular expression (RE2): `opened` passes `reopened`, and
`Rex[bot]` is a set of characters. So every pattern is anchored here, and literal text is escaped.
"""

import re
from collections.abc import Iterable

from remediation.identifiers import BOT_SUFFIX, whole
from remediation.model import JsonObject
from sensors.sensor import Accepted, Condition


def filters(accepted: Accepted) -> JsonObject:
    """Give a dependency's filters: all of them must pass, and a missing field fails."""
    return {"data": [text(each) for each in accepted.all_conditions]}


def text(condition: Condition) -> JsonObject:
    """Give the filter of a condition; a number or a boolean is compared as JSON writes it."""
    return {"path": condition.path, "type": "string", "value": [whole(condition.pattern)]}


def literal(exact: str) -> str:
    """Give the pattern of exactly this text."""
    return re.escape(exact).replace(r"\-", "-")


def any_repository(names: Iterable[str]) -> str:
    """Give the pattern of any of these repositories, in GitHub's own spelling, which labels carry on."""
    return "|".join(literal(name) for name in names)


def any_login(logins: Iterable[str]) -> str:
    """Give the pattern of any of these logins, each with or without `[bot]`; GitHub ignores their case."""
    bare = "|".join(literal(login.removesuffix(BOT_SUFFIX)) for login in logins)
    return f"(?i:{bare})({literal(BOT_SUFFIX)})?"
