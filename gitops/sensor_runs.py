"""What a run by a sensor looks like, as rules of an admission policy."""

from remediation.identifiers import whole
from remediation.model import JsonObject
from remediation.settings import Settings
from sensors import build_all
from sensors.sensor import Accepted, Constant, Given, Sensor

_FIELDS = {
    "object": ("apiVersion", "kind", "metadata", "spec"),
    "object.metadata": ("name", "namespace", "uid", "creationTimestamp", "generation", "managedFields"),
    "object.spec": ("workflowTemplateRef", "arguments"),
    "object.spec.workflowTemplateRef": ("name",),
    "object.spec.arguments": ("parameters",),
}
"""The fields that a run may have: a `status` could bring its own templates, `metadata` somebody's labels."""
_PARAMETERS = "object.spec.arguments.parameters"


def sensor_runs(settings: Settings) -> JsonObject:
    """Give the rules: no other fields, and name, template and arguments as one of our sensors sets them."""
    kinds = [(sensor, each) for sensor in build_all(settings) for each in sensor.accepts]
    one_of_them = {
        "expression": " || ".join(f"variables.{_variable(*each)}" for each in kinds),
        "message": "a sensor's token may create only our sensors' runs: their names, templates, arguments",
    }
    return {
        "variables": [{"name": _variable(*each), "expression": _is_run_of(*each)} for each in kinds],
        "validations": [*(_only(path, fields) for path, fields in _FIELDS.items()), one_of_them],
    }


def _only(path: str, fields: tuple[str, ...]) -> JsonObject:
    return {
        "expression": f"dyn({path}).all(field, field in {list(fields)})",
        "message": f"a sensor's token may set no other field of {path} than {', '.join(fields)}",
    }


def _variable(sensor: Sensor, accepted: Accepted) -> str:
    return f"{sensor.name}_{accepted.name}".replace("-", "_")


def _is_run_of(sensor: Sensor, accepted: Accepted) -> str:
    arguments = accepted.arguments
    known = "\n  || ".join(f"(given.name == '{each.name}' && {_is_given(each)})" for each in arguments)
    return "\n&& ".join(
        (
            _matches("object.metadata.name", accepted.run_pattern),
            f"object.spec.workflowTemplateRef.name == '{sensor.template}'",
            f"{_PARAMETERS}.size() == {len(arguments)}",
            f"{_PARAMETERS}.all(given, {_PARAMETERS}.exists_one(other, other.name == given.name))",
            f"{_PARAMETERS}.all(given, dyn(given).all(field, field in ['name', 'value']))",
            f"{_PARAMETERS}.all(given,\n  {known})",
        )
    )


def _is_given(given: Given) -> str:
    if isinstance(given, Constant):
        return f"given.value == '{given.value}'"
    return _matches("given.value", given.pattern)


def _matches(value: str, pattern: str) -> str:
    return f"{value}.matches(r'{whole(pattern)}')"
