"""What to do when somebody else wrote first: read again and decide again, a few times."""

from collections.abc import Callable
from typing import TypeVar

from remediation.clients.http import Conflict
from remediation.errors import Temporary

ResultT = TypeVar("ResultT")

TRIES = 5


def despite_conflicts(attempt: Callable[[], ResultT], *, what: str) -> ResultT:
    """Read, decide and write, again if somebody else wrote in between.

    Args:
        attempt: Reads, decides and writes with the resourceVersion that it read.
        what: The object, for people.

    Raises:
        Temporary: Others keep changing it.
    """
    for _ in range(TRIES):
        try:
            return attempt()
        except Conflict:
            continue
    message = f"others keep changing {what}"
    raise Temporary(message)
