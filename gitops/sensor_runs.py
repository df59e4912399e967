"""What a run by a sensor looks like, as rules of an admission policy."""

from remediation.identifiers import whole
from remediation.model import JsonObject
from remediation.settings import Settings
from sensors import SENSORS
from sensors.sensor import Sensor

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
    sensors = [build(settings) for build in SENSORS]
    one_of_them = {
        "expression": " || ".join(f"variables.{_variable(each)}" for each in sensors),
        "message": "a sensor's token may create only our sensors' runs: their names, templates, arguments",
    }
    return {
        "variables": [{"name": _variable(each), "expression": _is_run_of(each)} for each in sensors],
        "validations": [*(_only(path, fields) for path, fields in _FIELDS.items()), one_of_them],
    }


def _only(path: str, fields: tuple[str, ...]) -> JsonObject:
    return {
        "expression": f"dyn({path}).all(field, field in {list(fields)})",
        "message": f"a sensor's token may set no other field of {path} than {', '.join(fields)}",
    }


def _variable(sensor: Sensor) -> str:
    return sensor.name.replace("-", "_")


def _is_run_of(sensor: Sensor) -> str:
    known = "\n  || ".join(
        f"(given.name == '{each.name}' && {_matches('given.value', each.pattern)})"
        for each in sensor.arguments
    )
    return "\n&& ".join(
        (
            _matches("object.metadata.name", sensor.run_name),
            f"object.spec.workflowTemplateRef.name == '{sensor.template}'",
            f"{_PARAMETERS}.size() == {len(sensor.arguments)}",
            f"{_PARAMETERS}.all(given, {_PARAMETERS}.exists_one(other, other.name == given.name))",
            f"{_PARAMETERS}.all(given, dyn(given).all(field, field in ['name', 'value']))",
            f"{_PARAMETERS}.all(given,\n  {known})",
        )
    )


def _matches(value: str, pattern: str) -> str:
    return f"{value}.matches(r'{whole(pattern)}')"
