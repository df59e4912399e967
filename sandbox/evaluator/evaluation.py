"""What a sensor does with an event: which dependencies pass, which triggers fire, and what each submits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from remediation.errors import Permanent
from sandbox.evaluator.condition import AllOf, Condition, holds, names, needs_several, parse_condition
from sandbox.evaluator.errors import TriggerFailed, Unsupported
from sandbox.evaluator.event import Event
from sandbox.evaluator.filters import Refusal, refusals
from sandbox.evaluator.parameters import Context
from sandbox.evaluator.sensor_model import Dependency, Sensor
from sandbox.evaluator.submission import Submission, submission
from sandbox.evaluator.templates.execution import Env, placeholder
from sandbox.evaluator.trigger_model import Trigger


@dataclass(frozen=True)
class DependencyAnswer:
    """Whether an event passes a dependency.

    Attributes:
        name: The dependency.
        received: Whether the event comes from its event source at all.
        refusals: The filters that refused the event.
    """

    name: str
    received: bool
    refusals: tuple[Refusal, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the dependency got the event and every filter let it pass."""
        return self.received and not self.refusals


@dataclass(frozen=True)
class Firing:
    """A trigger that fires.

    Attributes:
        trigger: The trigger, with its retries, policy and dead-letter trigger.
        dependencies: Those whose events it got; the last one made the condition true.
        submission: What it submits; None if it fails.
        error: Why it submits nothing.
    """

    trigger: Trigger
    dependencies: tuple[str, ...]
    submission: Submission | None
    error: str | None = None


@dataclass(frozen=True)
class Evaluation:
    """The answer of a sensor to an event."""

    sensor: Sensor
    dependencies: tuple[DependencyAnswer, ...]
    firings: tuple[Firing, ...]

    @property
    def fires(self) -> bool:
        """Whether at least one trigger fires."""
        return bool(self.firings)


def evaluate(sensor: Sensor, event: Event, *, env: Env = placeholder) -> Evaluation:
    """Say what a sensor that has received nothing yet does with an event.

    Args:
        sensor: The sensor.
        event: The event.
        env: Looks up variables of the sensor's container for templates; by default `$NAME` stands for
            the value, so that no secret shows.

    Raises:
        Permanent: Evaluating this event needs a feature that the evaluator does not have.
    """
    try:
        answers = tuple(_answer(dependency, event, env) for dependency in sensor.spec.dependencies)
        passed = {answer.name for answer in answers if answer.passed}
        firings = tuple(
            _firing(sensor, trigger, dependencies, event, env)
            for trigger in sensor.spec.triggers
            for dependencies in _fired_by(_condition(sensor, trigger), passed)
        )
    except Unsupported as error:
        message = f"sensor {sensor.name}: {error}"
        raise Permanent(message) from error
    return Evaluation(sensor, answers, firings)


def dead_letter(sensor: Sensor, firing: Firing, event: Event, *, env: Env = placeholder) -> Firing | None:
    """Say what the dead-letter trigger of a firing that has failed submits; None if it has none.

    Raises:
        Permanent: It needs a feature that the evaluator does not have.
    """
    trigger = firing.trigger.dlq_trigger
    if trigger is None:
        return None
    try:
        return _firing(sensor, trigger, firing.dependencies, event, env)
    except Unsupported as error:
        message = f"sensor {sensor.name}: {error}"
        raise Permanent(message) from error


def _answer(dependency: Dependency, event: Event, env: Env) -> DependencyAnswer:
    if not event.concerns(dependency.origin):
        return DependencyAnswer(dependency.name, received=False)
    return DependencyAnswer(dependency.name, received=True, refusals=refusals(dependency, event, env))


def _condition(sensor: Sensor, trigger: Trigger) -> Condition:
    if trigger.template.conditions:
        return parse_condition(trigger.template.conditions)
    dependencies = tuple(dependency.name for dependency in sensor.spec.dependencies)
    return dependencies[0] if len(dependencies) == 1 else AllOf(dependencies)


def _fired_by(condition: Condition, passed: set[str]) -> Iterator[tuple[str, ...]]:
    """Give the dependencies of each firing: the sensor hands the event to one dependency after the other."""
    waiting: list[str] = []
    for name in names(condition):
        if name not in passed:
            continue
        if not needs_several(condition):
            yield (name,)
        elif holds(condition, {*waiting, name}):
            yield (*waiting, name)
            waiting = []
        else:
            waiting.append(name)


def _firing(
    sensor: Sensor, trigger: Trigger, dependencies: tuple[str, ...], event: Event, env: Env
) -> Firing:
    events: Mapping[str, Event] = dict.fromkeys(dependencies, event)
    try:
        submitted = submission(sensor, trigger, Context(events, env))
    except TriggerFailed as error:
        return Firing(trigger, dependencies, None, str(error))
    except Unsupported as error:
        message = f"trigger {trigger.template.name}: {error}"
        raise Unsupported(message) from error
    return Firing(trigger, dependencies, submitted)
