"""Two kinds of error, and the exit code that tells Argo whether another try can help."""

from typing import ClassVar

SHORT_PAUSE_SECONDS = 0.2


class RemedyError(Exception):
    """What went wrong and what to do about it, in one line for a person."""

    exit_code: ClassVar[int] = 1


class Permanent(RemedyError):  # noqa: N818  # named for what it tells the runtime, as in kopf
    """Trying again cannot help: wrong input, forbidden, contradictory state. Exit code 1."""


class Misuse(Permanent):
    """Wrong usage or settings, found before anything was changed. Exit code 2."""

    exit_code: ClassVar[int] = 2


class Temporary(RemedyError):  # noqa: N818  # named for what it tells the runtime, as in kopf
    """Trying again later can help: 5xx, 429, timeouts, quota, a lock held by somebody else. Exit code 75.

    Attributes:
        retry_after: Seconds to wait before another try.
    """

    exit_code: ClassVar[int] = 75

    def __init__(self, message: str, *, retry_after: float = SHORT_PAUSE_SECONDS) -> None:
        """Say what went wrong, and how many seconds to leave it alone."""
        super().__init__(message)
        self.retry_after = retry_after
