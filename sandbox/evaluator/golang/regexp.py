"""Go's regexp package through RE2 itself: the two accept the same syntax and find the same matches.

On generated patterns no match differs (tests/oracle); the few that only one of them compiles are refused.
"""

import re
from functools import cache
from typing import TYPE_CHECKING, Protocol, cast

import re2

from sandbox.evaluator.errors import Unsupported

if TYPE_CHECKING:
    from collections.abc import Iterator

_REFERENCE = re.compile(r"\$(?:(\$)|\{([0-9]+)\}|([0-9]+)(?![A-Za-z_]))")
_ONLY_IN_RE2 = re.compile(r"\\C|\(\?P?<[^>]*[^\x00-\x7f>]")


class _Match(Protocol):
    def start(self) -> int: ...
    def end(self) -> int: ...
    def group(self, index: int) -> str | None: ...
    def groups(self) -> tuple[str | None, ...]: ...


class _Pattern(Protocol):
    def search(self, text: str) -> _Match | None: ...
    def finditer(self, text: str) -> "Iterator[_Match]": ...


def check_pattern(pattern: str) -> None:
    """Accept a pattern that Go and RE2 read alike.

    Raises:
        Unsupported: It is no regular expression of RE2, or only one of the two compiles it.
    """
    _compiled(pattern)


def matches(pattern: str, text: str) -> bool:
    """Whether the pattern matches anywhere in the text, as `regexp.MatchString`."""
    return _compiled(pattern).search(text) is not None


def find(pattern: str, text: str) -> str:
    """Give the leftmost match, or an empty text, as `Regexp.FindString`."""
    found = _compiled(pattern).search(text)
    return (found.group(0) or "") if found else ""


def check_replacement(replacement: str) -> None:
    """Accept a replacement in which every `$` is `$$`, `$1` or `${1}`.

    Raises:
        Unsupported: It refers to a group by name, or a lone `$` stands in it.
    """
    if "$" in _REFERENCE.sub("", replacement):
        message = f"the replacement {replacement!r} may refer to groups only as $1 or ${{1}}"
        raise Unsupported(message)


def replace_all(pattern: str, text: str, replacement: str) -> str:
    """Replace every match and expand `$1`, as `Regexp.ReplaceAllString`."""
    pieces: list[str] = []
    copied = 0
    for found in _compiled(pattern).finditer(text):
        pieces.append(text[copied : found.start()])
        # RE2 also gives an empty match right after another match; Go does not replace that.
        if found.end() > copied or found.start() == 0:
            pieces.append(_expanded(replacement, found))
        copied = found.end()
    return "".join([*pieces, text[copied:]])


def _expanded(replacement: str, found: _Match) -> str:
    groups = (found.group(0), *found.groups())

    def group(reference: re.Match[str]) -> str:
        dollar, braced, plain = reference.groups()
        index = int(braced or plain or 0)
        return dollar or (groups[index] if index < len(groups) else "") or ""

    return _REFERENCE.sub(group, replacement)


@cache
def _compiled(pattern: str) -> _Pattern:
    options = re2.Options()
    options.log_errors = False
    if _ONLY_IN_RE2.search(pattern):
        message = f"{pattern!r} is a regular expression that Go does not know"
        raise Unsupported(message)
    try:
        return cast("_Pattern", re2.compile(pattern, options))
    except re2.error as error:
        reason = error.args[0].decode() if isinstance(error.args[0], bytes) else error
        message = f"{pattern!r} is no regular expression of RE2: {reason}"
        raise Unsupported(message) from error
