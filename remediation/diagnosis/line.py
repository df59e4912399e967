"""A line of a log without what the CI system put around it: job, step, time, colours, marks."""

import re
from dataclasses import dataclass
from enum import StrEnum

LONGEST_LINE = 4096
"""Bytes of a line that are looked at; a minified bundle on one line says nothing behind them."""

_GH = re.compile(
    rb"([^\t\n]{1,300})\t([^\t\n]{1,300})\t(?:[\x80-\xff]{0,12}(?=\d{4}-\d\d-\d\dT)|(?<=\tUNKNOWN STEP\t))"
)
"""`gh run view --log`: job TAB step TAB the raw line. Before a step's first line stands the mark of its
encoding, of which some terminals have made other letters."""
_NAMES = re.compile(rb"[^\t\n]{1,300}\t[^\t\n]{1,300}\t")
_TIME = re.compile(
    r"(?:\ufeff|\u2229\u2557\u2510|\u00b4\u2557\u2510)?"
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)"  # GitHub, Azure, GitLab
    r"(?: \d\d[OE][ +]?)? ?"  # GitLab's stream
    r"|\[\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z\] ?"  # Jenkins' timestamper
    r"|\[?\d\d:\d\d:\d\d(?:[.,]\d{1,9})?\]? +(?=\S)"
)
_ANSI = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # colours, cursor
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?"  # titles, links
    r"|\x1b[()][0-9A-B]|\x1b[=>78cDEHM]"
    r"|\^\[\[[0-9;]*m"  # a colour that a tool has made visible
)
_SECTION = re.compile(r"(?:travis_(?:fold|time):\S+|section_(?:start|end):\d+:\S*)[\r ]*")
_MARK = re.compile(r"##\[([a-z-]+)([^\]\n]*)\]|::([a-z-]+)( [^:\n]*(?::[^:\n]+)*)?::")
_PROPERTY = re.compile(r"(?<!\w)(\w++)=([^,;]*)")
_WRAPPED = re.compile(
    r"#\d+ \d+\.\d+ "  # BuildKit: the step and its seconds
    r"|[a-z0-9][\w.-]{0,60}[-_]\d+ {1,40}\| "  # Docker Compose: the service
    r"|(?:@[\w.-]{1,60}/)?[\w.-]{1,60}:"  # Turborepo: the package and its task
    r"(?:build|test|lint|e2e|format|check(?:-types)?|type-?check): "
)
"""What runs a program puts before each line that it writes."""
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Mark(StrEnum):
    """What the CI system itself says that a line is."""

    NONE = ""
    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"
    DEBUG = "debug"
    GROUP = "group"
    END_GROUP = "endgroup"
    COMMAND = "command"
    SECTION = "section"
    START_ACTION = "start-action"
    END_ACTION = "end-action"


_MARKS = {mark.value: mark for mark in Mark if mark}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a line says.

    Attributes:
        text: What a person reads, without the end of the line.
        mark: As the runner or a workflow command marked it.
        job: Its job, where the log tells; else empty.
        step: Its step, where the log tells; else empty.
        file: The file that a workflow command names; else empty.
        segment: How many carriage returns stand before `text` in the raw line: progress that was overwritten.
    """

    text: str
    mark: Mark = Mark.NONE
    job: str = ""
    step: str = ""
    file: str = ""
    segment: int = 0


def read_line(raw: bytes) -> Line:
    """Clean one line; any bytes will do.

    Args:
        raw: The bytes between two line feeds. Only the first `LONGEST_LINE` are looked at.
    """
    raw = raw[:LONGEST_LINE]
    job = step = ""
    if b"\t" in raw and (prefix := _GH.match(raw)):
        job, step = (_decode(each) for each in prefix.groups())
        raw = raw[prefix.end() :]
    text = _decode(raw).lstrip("\ufeff")
    time = _TIME.match(text)
    text, segment = _shown(text[time.end() :] if time else text)
    if time is None and (time := _TIME.match(text)):
        text = text[time.end() :]
    mark, file, text = _marked(text)
    if wrapped := _WRAPPED.match(text):
        text = text[wrapped.end() :]
    return Line(text=text.rstrip(), mark=mark, job=job, step=step, file=file, segment=segment)


def prefix(raw: bytes, *, job: bytes = b"") -> bytes:
    """Give what `gh run view --log` puts before a raw line; empty in other logs.

    Args:
        raw: The line.
        job: What it has put before the line above, up to the first tab: before a line that is only a part of
            what was written at once, job and step stand without a time behind them.
    """
    if b"\t" not in raw:
        return b""
    if found := _GH.match(raw):
        return raw[: found.end(2) + 1]
    continued = _NAMES.match(raw) if job and raw.startswith(job) else None
    return continued[0] if continued else b""


def plain(text: str) -> str:
    """Drop what steers a terminal."""
    if "\x1b" in text or "^[" in text:
        text = _ANSI.sub("", text)
    return _UNPRINTABLE.sub("", text)


def _decode(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _shown(text: str) -> tuple[str, int]:
    """Give what a terminal shows of a line that overwrote itself, and how many returns precede it."""
    text = text.rstrip("\r")
    if "\r" not in text:
        return _SECTION.sub("", plain(text), count=1) if "_" in text else plain(text), 0
    shown, segment = "", 0
    for index, each in enumerate(text.split("\r")):
        if (cleaned := _SECTION.sub("", plain(each), count=1)).strip():
            shown, segment = cleaned, index
    return shown, segment


def _marked(text: str) -> tuple[Mark, str, str]:
    """Split off `##[error]` or `::error file=…::`, and give the file that it names."""
    found = _MARK.match(text.lstrip()) if "##[" in text or "::" in text else None
    if found is None:
        return Mark.NONE, "", text
    mark = _MARKS.get(found[1] or found[3])
    if mark is None:
        return Mark.NONE, "", text
    properties = dict(_PROPERTY.findall(found[2] or found[4] or ""))
    rest = text.lstrip()[found.end() :]
    if mark is Mark.END_ACTION:
        rest = found[2]
    return mark, properties.get("file", ""), rest
