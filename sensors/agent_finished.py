"""Sensor `agent-finished`: a play's agent failed or is gone, or Rex says that he is done."""

from remediation.identifiers import DELIVERY, LOGIN, OBJECT_NAME, TASK, TIME
from remediation.settings import Repository, Settings
from sensors import agent_events
from sensors.filters import literal
from sensors.sensor import Accepted, Argument, Condition, Constant, Sensor
from workflows import play_signal

PHASE = "body.status.phase"
NONE = "none"
"""For an agent that was gone before it had a phase."""


def build(settings: Settings) -> tuple[Sensor, ...]:
    """Accept what may mean that nobody works for a gate any more: one sensor for each agents' namespace.

    Cleo's and Tess's success opens nothing, so nobody has to look. Rex may succeed without a commit.
    A sensor's pod gets its whole definition in one environment variable, which Linux limits to 128 KiB.
    """
    first, *others = settings.repositories
    return (
        _sensor("agent-finished", first),
        *(_sensor(f"agent-finished-{each.agents_namespace}", each) for each in others),
    )


def _sensor(name: str, repository: Repository) -> Sensor:
    return Sensor(name=name, template=play_signal.NAME, accepts=_of(repository))


def _of(repository: Repository) -> tuple[Accepted, ...]:
    namespace, changed = repository.agents_namespace, agent_events.changed(repository)
    rex = Condition(path="body.metadata.labels.agent-type", pattern="rex")
    return (
        _accepted(
            repository,
            f"failed-{namespace}",
            event_name=changed,
            kind="agent-ended",
            phase=Argument(name="phase", path=PHASE, pattern="Failed"),
        ),
        _accepted(
            repository,
            f"rex-ended-{namespace}",
            event_name=changed,
            kind="agent-ended",
            phase=Argument(name="phase", path=PHASE, pattern="Succeeded"),
            conditions=(rex,),
        ),
        _accepted(
            repository,
            f"gone-{namespace}",
            event_name=agent_events.gone(repository),
            kind="agent-gone",
            phase=Argument(
                name="phase", path=PHASE, pattern="Pending|Running|Succeeded|Failed|none", default=NONE
            ),
        ),
    )


def _accepted(
    repository: Repository,
    name: str,
    *,
    event_name: str,
    kind: str,
    phase: Argument,
    conditions: tuple[Condition, ...] = (),
) -> Accepted:
    """Name a run by the CodeRun and what became of it, so that the same news twice creates nothing."""
    became = "gone" if phase.default is not None else phase.pattern.lower()
    return Accepted(
        name=name,
        event_source=agent_events.NAME,
        event_name=event_name,
        conditions=conditions,
        arguments=(
            Argument(
                name="repository",
                path="body.metadata.annotations.remedy/repository",
                pattern=literal(repository.name),
            ),
            Argument(name="task-id", path="body.metadata.labels.task-id", pattern=TASK),
            Constant(name="signal", value=kind),
            Argument(name="subject", path="body.metadata.name", pattern=OBJECT_NAME),
            phase,
            Argument(name="sender", path="body.metadata.labels.github-app", pattern=LOGIN),
            Argument(name="at", path="body.metadata.creationTimestamp", pattern=TIME),
            Argument(name="delivery", path="body.metadata.uid", pattern=DELIVERY),
        ),
        run_name=f"agent-{{{{ .Input.body.metadata.uid }}}}-{became}",
        run_pattern=f"agent-{DELIVERY}-{became}",
    )
