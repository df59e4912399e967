"""Text as Go prints it: `fmt.Sprint`, `strconv.Quote`, `strings.ToLower` and `strings.ToUpper`."""

import unicodedata

from pydantic import JsonValue

from sandbox.evaluator.golang.strconv import format_print

_ESCAPES = {
    '"': '\\"',
    "\\": "\\\\",
    "\a": "\\a",
    "\b": "\\b",
    "\f": "\\f",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\v": "\\v",
}
_DELETE = 0x7F
_BEYOND_BASIC_PLANE = 0x10000


def printed(value: JsonValue) -> str:
    """Print a decoded JSON value as `fmt.Sprint` does: `map[a:1 b:[x y]]`, `<nil>` for null."""
    match value:
        case None:
            return "<nil>"
        case bool():
            return "true" if value else "false"
        case float():
            return format_print(value)
        case dict():
            return "map[" + " ".join(f"{key}:{printed(value[key])}" for key in sorted(value)) + "]"
        case list():
            return "[" + " ".join(map(printed, value)) + "]"
        case _:
            return str(value)


def quoted(text: str) -> str:
    """Quote a text as a Go string literal, as `strconv.Quote`."""
    return '"' + "".join(map(_escaped, text)) + '"'


def lower(text: str) -> str:
    """Map each character to its simple lower case, as `strings.ToLower`."""
    return "".join(character.lower()[0] for character in text)


def upper(text: str) -> str:
    """Map each character to its simple upper case, as `strings.ToUpper`; `ß` stays."""
    return "".join(map(_upper, text))


def is_printable(character: str) -> bool:
    """Whether Go prints the character as it is, as `strconv.IsPrint`."""
    return character == " " or unicodedata.category(character)[0] in "LMNPS"


def _upper(character: str) -> str:
    # Python maps some characters to several; their simple mapping, if they have one, is the title case.
    for candidate in (character.upper(), character.title()):
        if len(candidate) == 1:
            return candidate
    return character


def _escaped(character: str) -> str:
    code = ord(character)
    if character in _ESCAPES:
        return _ESCAPES[character]
    if is_printable(character):
        return character
    if character < " " or code == _DELETE:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < _BEYOND_BASIC_PLANE else f"\\U{code:08x}"
