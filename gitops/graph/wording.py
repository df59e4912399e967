"""Conditions, deadlines and arguments in words that people read."""

import re
from collections.abc import Iterable, Mapping, Sequence

from gitops.graph.conditions import Claim
from gitops.graph.templates import Parameter, Parameters

ANSWERS = frozenset({"verdict", "outcome", "result", "status"})
"""Outputs that go without saying: `restart` instead of `verdict is restart`."""
_SIGNS = {
    "==": "{value}",
    "!=": "not {value}",
    "<": "under {value}",
    "<=": "at most {value}",
    ">": "over {value}",
    ">=": "at least {value}",
}
_TAG = re.compile(r"\{\{=?(?P<inside>.*?)\}\}")
_PATH = re.compile(r"\b(?:inputs|workflow|steps)\.(?:[\w-]+\.)*?(?:parameters\.)?(?P<name>[\w-]+)(?![\w.-])")
_CONVERSION = re.compile(r"\b(?:asInt|asFloat|string|int|float)\((?P<inside>[^()]*)\)")
_PART = re.compile(r"(\d+)([hms])")
_SECONDS = {"h": 3600, "m": 60, "s": 1}
_UNITS = (
    (86400, "day", "days"),
    (3600, "hour", "hours"),
    (60, "minute", "minutes"),
    (1, "second", "seconds"),
)


def claim_in_words(claim: Claim, *, seen_from: str = "") -> str:
    """Say what must hold.

    Args:
        claim: A comparison, or a condition in the manifest's own words.
        seen_from: The step from which the way leads on; its own answers need no name.
    """
    what = expression_in_words(claim.what)
    if not claim.sign or (" " in what and (claim.sign, claim.value) == ("==", "true")):
        return what
    compared = comparison_in_words(claim)
    if claim.step and claim.what in ANSWERS:
        return compared if claim.step == seen_from else f"{claim.step} {compared}"
    verb = "is " if claim.sign in {"==", "!="} else ""
    owner = f"{claim.step} " if claim.step not in {"", seen_from} else ""
    return f"{owner}{what} {verb}{compared}"


def comparison_in_words(claim: Claim) -> str:
    """Say with what something is compared, without saying what: `under 10`."""
    if not claim.sign:
        return "yes"
    return _SIGNS[claim.sign].format(value=claim.value or "empty")


def conditions_in_words(claims: Iterable[Claim], *, seen_from: str = "") -> str:
    """Say what must hold together."""
    ordered = sorted(claims, key=lambda claim: (claim.sign != "==", claim))
    return ", ".join(claim_in_words(claim, seen_from=seen_from) for claim in ordered)


def either_in_words(words: Sequence[str]) -> str:
    """Say that it is one of several."""
    return " or ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def expression_in_words(text: str) -> str:
    """Take from an expression what only Argo needs: `asInt(inputs.parameters.cycle) + 1` is `cycle + 1`."""
    bare = _TAG.sub(lambda tag: tag["inside"].strip(), text)
    named = _PATH.sub(lambda path: path["name"], bare)
    return " ".join(_CONVERSION.sub(lambda call: call["inside"], named).split())


def duration_in_words(text: str) -> str:
    """Say how long a wait may last; Argo reads `10` as seconds, and `1h30m` as it stands."""
    parts = _PART.findall(text)
    if text.isdigit():
        seconds = int(text)
    elif parts and "".join(number + unit for number, unit in parts) == text:
        seconds = sum(int(number) * _SECONDS[unit] for number, unit in parts)
    else:
        return expression_in_words(text)
    size, one, several = next((unit for unit in _UNITS if seconds % unit[0] == 0), _UNITS[-1])
    number = seconds // size
    return f"{number} {one if number == 1 else several}"


def arguments_in_words(arguments: Parameters) -> str:
    """Say what a call passes on of its own: `role rex, cycle 0`; what it only hands through is left out."""
    return ", ".join(
        f"{each.name} {each.value}" for each in arguments.parameters if each.value and "{{" not in each.value
    )


def changes_in_words(arguments: Parameters) -> str:
    """Say with what a template is called again: `cycle + 1`."""
    return ", ".join(
        _change(each.name, expression_in_words(each.value or ""))
        for each in arguments.parameters
        if each.value != f"{{{{inputs.parameters.{each.name}}}}}"
    )


def _change(name: str, words: str) -> str:
    return words if re.match(rf"{re.escape(name)}\b", words) else f"{name} {words or 'empty'}"


def resolved(text: str, values: Mapping[str, str]) -> str:
    """Put the values of a call's arguments into a text of the template that it calls."""

    def value(tag: re.Match[str]) -> str:
        return values.get(tag["inside"].strip().removeprefix("inputs.parameters."), tag[0])

    return _TAG.sub(value, text)


def values_of(inputs: Iterable[Parameter], arguments: Parameters) -> dict[str, str]:
    """Give the values that a call gives to a template's inputs."""
    given = {each.name: each.value for each in (*inputs, *arguments.parameters)}
    return {name: value for name, value in given.items() if value is not None}
