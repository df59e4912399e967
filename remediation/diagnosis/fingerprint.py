"""What a line says without what differs from run to run."""

import hashlib
import re
from functools import lru_cache

LENGTH = 16
"""Hexadecimal digits of a fingerprint."""
_VARYING = (
    (re.compile(r"https?://[^\s\"'<>)]++"), "<url>"),
    (re.compile(r"(?<![0-9A-Za-z])[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"), "<uuid>"),
    (
        re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?"),
        "<time>",
    ),
    (re.compile(r"\b\d++(?:\.\d++)?\s?(?:ms|µs|us|ns|s|sec(?:ond)?s?|min(?:ute)?s?|m|h)\b"), "<time>"),
    (re.compile(r"0x[0-9a-fA-F]++"), "<hex>"),
    (re.compile(r"(?<![0-9A-Za-z_])(?=[0-9a-f]*[0-9])[0-9a-f]{7,64}(?![0-9A-Za-z_])"), "<hex>"),
    (
        re.compile(r"(?:[A-Za-z]:)?[\\/](?:tmp|temp|var[\\/]folders|private[\\/]tmp)[\\/][^\s:'\",)]++"),
        "<tmp>",
    ),
    (
        re.compile(
            r"(?:[A-Za-z]:)?[\\/](?:home[\\/]runner[\\/]work|__w|github[\\/]workspace|builds|a|D:[\\/]a"
            r"|Users[\\/][^\\/\s]++|home[\\/][^\\/\s]++|root|workspace)[\\/](?:[^\s:'\",)\\/]++[\\/])*+"
        ),
        "<dir>/",
    ),
    (re.compile(r"\d++(?:[.,]\d++)*+"), "#"),
    (re.compile(r"\s++"), " "),
)


@lru_cache(maxsize=1024)
def normalise(text: str) -> str:
    """Give the text with numbers, times, SHAs, addresses and directories replaced by their kind."""
    for pattern, kind in _VARYING:
        text = pattern.sub(kind, text)
    return text.strip()


def fingerprint(*parts: str) -> str:
    """Give what identifies a failure: the same in each run that fails in the same way."""
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:LENGTH]
