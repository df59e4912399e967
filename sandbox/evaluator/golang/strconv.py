"""Numbers as Go reads and prints them: strconv.ParseFloat, strconv.ParseBool, encoding/json and fmt."""

import re
from decimal import Decimal

_DIGITS = r"[0-9]+(?:_[0-9]+)*"
_HEX = r"[0-9a-f]+(?:_[0-9a-f]+)*"
_DECIMAL = re.compile(rf"[+-]?(?:{_DIGITS}\.?(?:{_DIGITS})?|\.{_DIGITS})(?:e[+-]?{_DIGITS})?", re.IGNORECASE)
_HEXADECIMAL = re.compile(rf"[+-]?0x_?(?:{_HEX}\.?(?:{_HEX})?|\.{_HEX})p[+-]?{_DIGITS}", re.IGNORECASE)
_SPECIAL = re.compile(r"[+-]?(?:inf|infinity)|nan", re.IGNORECASE)

_TRUE = frozenset({"1", "t", "T", "TRUE", "true", "True"})
_FALSE = frozenset({"0", "f", "F", "FALSE", "false", "False"})

_EXPONENT_BELOW = 1e-6
_EXPONENT_FROM = 1e21
_SMALLEST_PLAIN_EXPONENT = -4
_FIRST_SCIENTIFIC_EXPONENT = 6


def parse_float(text: str) -> float:
    """Give the number that `strconv.ParseFloat(text, 64)` reads: no spaces, hexadecimal allowed, also `inf`.

    Raises:
        ValueError: The text is no number.
        OverflowError: It is a number that does not fit; Go gives an infinity and an error.
    """
    if _SPECIAL.fullmatch(text):
        return float(text)
    digits = text.replace("_", "")
    if _HEXADECIMAL.fullmatch(text):
        return float.fromhex(digits)
    if not _DECIMAL.fullmatch(text):
        message = f"{text!r} is no number"
        raise ValueError(message)
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        message = f"{text!r} is out of range"
        raise OverflowError(message)
    return number


def lenient_float(text: str) -> float:
    """Give the number in a text as gjson does: 0 for no number, an infinity if it is too large."""
    try:
        return parse_float(text)
    except ValueError:
        return 0.0
    except OverflowError:
        return float("-inf") if text.startswith("-") else float("inf")


def parse_bool(text: str) -> bool:
    """Give the truth value that `strconv.ParseBool` reads.

    Raises:
        ValueError: The text is none of Go's spellings.
    """
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    message = f"{text!r} is no truth value"
    raise ValueError(message)


def format_fixed(number: float) -> str:
    """Give the shortest digits without an exponent: `strconv.FormatFloat(number, 'f', -1, 64)`."""
    text = format(Decimal(repr(number)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def format_json(number: float) -> str:
    """Give the number as `encoding/json` writes a float64: an exponent only below 1e-6 and from 1e21."""
    if number != 0 and not _EXPONENT_BELOW <= abs(number) < _EXPONENT_FROM:
        return repr(number).replace("e-0", "e-")
    return format_fixed(number)


def format_print(number: float) -> str:
    """Give the number as `fmt` and templates print a float64: `1e+06` from a million on."""
    sign, digits, power = Decimal(repr(number)).normalize().as_tuple()
    exponent = len(digits) - 1 + int(power)
    if number == 0 or _SMALLEST_PLAIN_EXPONENT <= exponent < _FIRST_SCIENTIFIC_EXPONENT:
        return format_fixed(number)
    fraction = "".join(map(str, digits[1:]))
    mantissa = f"{digits[0]}.{fraction}" if fraction else str(digits[0])
    return f"{'-' if sign else ''}{mantissa}e{'-' if exponent < 0 else '+'}{abs(exponent):02d}"
