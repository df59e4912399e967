"""What may go wrong with one API call of a step."""

from collections.abc import Callable
from types import MappingProxyType

from sandbox.faults import Fault, FaultKind
from tests.steps.stand_ins import CALLS_OF_STEPS

TRIES_IN_PLACE = 3
Disturbance = Callable[[int], list[Fault]]


def outage(number: int) -> list[Fault]:
    """Nobody answers for so long that the client gives up."""
    return [
        Fault(kind=FaultKind.STATUS, status=503, path=CALLS_OF_STEPS, occurrence=number + again)
        for again in range(TRIES_IN_PLACE)
    ]


def lost_answer(number: int) -> list[Fault]:
    """The server acts, and the connection breaks before it answers."""
    return [Fault(kind=FaultKind.DROP_AFTER, path=CALLS_OF_STEPS, occurrence=number)]


def conflict(number: int) -> list[Fault]:
    """Somebody else was faster."""
    return [Fault(kind=FaultKind.STATUS, status=409, path=CALLS_OF_STEPS, occurrence=number)]


DISTURBANCES = MappingProxyType({"outage": outage, "lost-answer": lost_answer, "conflict": conflict})
