"""Patterns that do not tell digits apart: what they do not find in a line is in no line of its shape."""

import re

_TOKEN = re.compile(
    r"\\x\{[0-9A-Fa-f]+\}|\\x[0-9A-Fa-f]{2}|\\."  # an escape
    r"|\{\d+(?:,\d*)?\}"  # how often
    r"|\(\?[^:)]*[:)]"  # flags
    r"|\[(?P<negated>\^?)(?P<members>\]?(?:\\.|\[:\w+:\]|[^\]\\])*)\]"
    r"|(?P<digit>\d)"
)
_MEMBER = re.compile(r"\\x\{[0-9A-Fa-f]+\}|\\x[0-9A-Fa-f]{2}|\\.|0-9|(?P<digits>\d-\d|\d)")


def blind(pattern: str) -> str:
    """Give a pattern that matches wherever this one would if the line had other digits.

    It is the same pattern if that tells no digits apart.

    Args:
        pattern: In RE2's syntax.
    """
    return _TOKEN.sub(_any_digit, pattern)


def _any_digit(token: re.Match[str]) -> str:
    if token["digit"]:
        return r"\d"
    members = token["members"]
    if members is None or not any(each["digits"] for each in _MEMBER.finditer(members)):
        return token[0]
    others = _MEMBER.sub(lambda each: "" if each["digits"] else each[0], members)
    if token["negated"]:
        return f"[^{others}]" if others else r"(?s:.)"
    return f"[0-9{others}]"
