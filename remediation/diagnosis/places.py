"""The files and lines to look at: those that rules found, then those that stand in the lines around."""

import re
from collections.abc import Iterable, Iterator, Sequence

from remediation.diagnosis.line import read_line
from remediation.diagnosis.ranking import Ranked
from remediation.diagnosis.redaction import redact
from remediation.diagnosis.verdict import Place

MOST = 20
LOOKED_AROUND = 3
"""Lines whose surroundings are searched."""
_CHECKOUT = re.compile(
    r"^(?:[A-Za-z]:)?[\\/](?:home[\\/]runner[\\/]work|Users[\\/]runner[\\/]work|__w|a|home[\\/]travis[\\/]build)"
    r"[\\/][^\\/]+[\\/][^\\/]+[\\/]|^.*[\\/]execroot[\\/][^\\/]+[\\/]"
)
"""Where the CI systems put a repository, and Bazel a copy of it; what follows is its own path."""
_LONGEST = 400
"""Characters of a line that are searched."""
_PLACE = re.compile(
    r"File \"(?P<python>[^\"\n]+)\", line (?P<python_line>\d+)"
    r"|(?P<file>(?:[A-Za-z]:)?[\w@+./\\-]*[\w-]\.[A-Za-z]\w{0,8})(?::(?P<line>\d+)|\((?P<in_brackets>\d+)(?:,\d+)?\))"
)
_NOT_OURS = re.compile(
    r"node_modules|site-packages|dist-packages|hostedtoolcache|[\\/]\.cargo[\\/]|rustc[\\/]|node:|[\\/]usr[\\/]"
    r"|[\\/]nix[\\/]store|[\\/]go[\\/]pkg[\\/]mod|\.(?:com|org|net|io|dev|internal)$|^<"
)


def places(ranked: Sequence[Ranked]) -> tuple[Place, ...]:
    """Give the files that the lines name, in the lines' order, each once.

    Args:
        ranked: The job's lines, best first.
    """
    found = dict.fromkeys((*_of_rules(ranked), *_around(ranked[:LOOKED_AROUND])))
    located = {file for file, line in found if line is not None}
    kept = [(file, line) for file, line in found if line is not None or file not in located]
    return tuple(Place(file=redact(_CHECKOUT.sub("", file)), line=line) for file, line in kept[:MOST])


def _of_rules(ranked: Iterable[Ranked]) -> Iterator[tuple[str, int | None]]:
    for each in ranked:
        for match in each.candidate.matches:
            file = match.groups.get("file")
            if file and _NOT_OURS.search(file) is None:
                line = match.groups.get("line", "")
                yield file, int(line) if line.isdecimal() else None


def _around(ranked: Iterable[Ranked]) -> Iterator[tuple[str, int | None]]:
    """Give the place that a line, the lines below or those above it name; not one in others' code."""
    for each in ranked:
        candidate = each.candidate
        above = (read_line(raw).text for raw in reversed(candidate.before))
        below = (read_line(raw).text for raw in candidate.after)
        for text in (candidate.text, *below, *above):
            if place := _first(text):
                yield place
                break


def _first(text: str) -> tuple[str, int] | None:
    for found in _PLACE.finditer(text[:_LONGEST]):
        file = found["python"] or found["file"]
        if _NOT_OURS.search(file) is None:
            return file, int(found["python_line"] or found["line"] or found["in_brackets"])
    return None
