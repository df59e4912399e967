"""Take values from events and put them where a trigger's parameters say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from sandbox.evaluator.errors import TriggerFailed
from sandbox.evaluator.event import Event
from sandbox.evaluator.golang.encoding import encode
from sandbox.evaluator.paths.gjson import find, parse_path
from sandbox.evaluator.paths.sjson import ABSENT, Absent, parse_destination, put
from sandbox.evaluator.templates.execution import Env, render
from sandbox.evaluator.templates.functions import TemplateFailed
from sandbox.evaluator.trigger_model import Parameter, ParameterSource


@dataclass(frozen=True)
class Context:
    """What parameters read.

    Attributes:
        events: The event of each dependency that the trigger has received.
        env: Looks up a variable for templates.
    """

    events: Mapping[str, Event]
    env: Env


@dataclass(frozen=True)
class Resolved:
    """A parameter's value: as text, and as JSON for `useRawData`."""

    text: str
    raw: JsonValue


def resolve(source: ParameterSource, context: Context) -> Resolved | None:
    """Give a parameter's value: the template's result, else the value at the key, else the constant.

    None means that the dependency has no event and there is no constant, which a condition with `||` allows.

    Raises:
        TriggerFailed: Neither template nor key gave a value, and there is no constant.
    """
    event = context.events.get(source.dependency_name)
    if event is None:
        return None if source.value is None else Resolved(source.value, source.value)
    resolved = _from_template(source, event, context.env) or _from_key(source, event)
    if resolved is not None:
        return resolved
    if source.value is not None:
        return Resolved(source.value, source.value)
    wanted = source.data_template or source.data_key
    message = f"unable to resolve {wanted!r} of dependency {source.dependency_name!r}, and there is no value"
    raise TriggerFailed(message)


def resolve_text(source: ParameterSource, context: Context) -> Resolved:
    """Give a parameter's value where Argo Events cannot do without one.

    Raises:
        TriggerFailed: There is none; Argo's sensor crashes if that is for want of an event.
    """
    resolved = resolve(source, context)
    if resolved is None:
        message = f"dependency {source.dependency_name!r} has no event, which crashes the sensor here"
        raise TriggerFailed(message)
    return resolved


def apply(target: JsonValue, parameters: Sequence[Parameter], context: Context) -> JsonValue:
    """Give the target with the values of all parameters in it, one after the other.

    Raises:
        TriggerFailed: A value is missing, or a destination does not exist.
        Unsupported: A destination goes through text.
    """
    for parameter in parameters:
        resolved = resolve(parameter.src, context)
        if resolved is None:
            continue
        destination = parse_destination(parameter.dest)
        current = find(target, destination) if parameter.operation in {"append", "prepend"} else None
        if current is None:
            value = resolved.raw if parameter.src.use_raw_data else resolved.text
        elif parameter.operation == "append":
            value = current.text + resolved.text
        else:
            value = resolved.text + current.text
        target = put(target, destination, value)
    return target


def payload(parameters: Sequence[Parameter], context: Context) -> str:
    """Give the body of an HTTP request; without parameters it is empty.

    A parameter's operation is ignored, as in Argo Events. One without destination is the whole body.

    Raises:
        TriggerFailed: A value is missing, or a destination does not exist.
        Unsupported: A destination goes through text.
    """
    body: JsonValue | Absent = ABSENT
    for parameter in parameters:
        if not parameter.dest:
            whole = resolve(parameter.src, context)
            if whole is not None:
                return whole.text
            continue
        resolved = resolve_text(parameter.src, context)
        value = resolved.raw if parameter.src.use_raw_data else resolved.text
        body = put(body, parse_destination(parameter.dest), value)
    return "" if isinstance(body, Absent) else encode(body)


def _from_template(source: ParameterSource, event: Event, env: Env) -> Resolved | None:
    if not source.data_template:
        return None
    try:
        text = render(source.data_template, event.data, env)
    except TemplateFailed:
        return None
    return Resolved(text, text)


def _from_key(source: ParameterSource, event: Event) -> Resolved | None:
    if not source.data_key:
        return None
    found = find(event.data, parse_path(source.data_key))
    if found is None:
        return None
    return Resolved("null" if found.value is None else found.text, found.value)
