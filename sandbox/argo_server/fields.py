"""The `fields` parameter: only some fields of an answer, or all but some."""

from remediation.model import JsonObject


def cleaned(answer: JsonObject, fields: str) -> JsonObject:
    """Reduce an answer to the wanted fields.

    Args:
        answer: The answer.
        fields: Dotted paths with commas between them; a leading `-` means all but these. Empty means all.
    """
    if not fields:
        return answer
    leave_out = fields.startswith("-")
    paths = [path.split(".") for path in fields.removeprefix("-").split(",")]
    reduced = _without(answer, paths, []) if leave_out else _only(answer, paths, [])
    return reduced if isinstance(reduced, dict) else {}


def _only(value: object, paths: list[list[str]], at: list[str]) -> object:
    if isinstance(value, list):
        return [_only(each, paths, at) for each in value]
    if not isinstance(value, dict) or at in paths:
        return value
    kept = {}
    for key, below in value.items():
        here = [*at, key]
        if any(path[: len(here)] == here or here[: len(path)] == path for path in paths):
            kept[key] = _only(below, paths, here)
    return kept


def _without(value: object, paths: list[list[str]], at: list[str]) -> object:
    if isinstance(value, list):
        return [_without(each, paths, at) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _without(below, paths, [*at, key]) for key, below in value.items() if [*at, key] not in paths
    }
