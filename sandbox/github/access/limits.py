"""Rate limits: the primary one, which counts for real, and both on demand for a test."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from remediation.model import JsonObject
from sandbox.github.world.refusal import Refused

Resource: TypeAlias = Literal["core", "graphql"]
# GitHub's page "Rate limits for the REST API", and the GraphQL one, for apps and people.
LIMITS: dict[Resource, int] = {"core": 5_000, "graphql": 5_000}
ANONYMOUS_LIMIT = 60
WINDOW_SECONDS = 3_600.0
SECONDARY = (
    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."
    " If you reach out to GitHub Support for help, please include the request ID."
)


@dataclass
class Standing:
    """What is left to one caller of one resource until `reset`, in seconds since the epoch."""

    resource: Resource
    limit: int
    used: int
    reset: float

    @property
    def remaining(self) -> int:
        """Calls (or GraphQL points) left."""
        return max(0, self.limit - self.used)

    @property
    def headers(self) -> dict[str, str]:
        """The `X-RateLimit-*` headers."""
        return {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(self.remaining),
            "X-RateLimit-Used": str(self.used),
            "X-RateLimit-Reset": str(int(self.reset)),
            "X-RateLimit-Resource": self.resource,
        }

    @property
    def shape(self) -> JsonObject:
        """The standing in the answer of `GET /rate_limit`."""
        numbers = {"limit": self.limit, "used": self.used, "remaining": self.remaining}
        return {**numbers, "reset": int(self.reset)}


class RateLimits:
    """The standings of all callers."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Count against GitHub's own limits."""
        self._clock = clock
        self._standings: dict[tuple[str, Resource], Standing] = {}
        self._exhausted: dict[Resource, tuple[float, int]] = {}
        self._secondary: tuple[float, int] | None = None

    def exhaust(self, resource: Resource = "core", *, seconds: float = 60.0, status: int = 403) -> None:
        """Leave nobody a call of a resource for some seconds; GitHub answers 403 or 429."""
        self._exhausted[resource] = (self._clock() + seconds, status)

    def throttle(self, *, seconds: float = 60.0, status: int = 403) -> None:
        """Answer everything with the secondary limit and `Retry-After` for some seconds."""
        self._secondary = (self._clock() + seconds, status)

    def restore(self) -> None:
        """Give everybody their full limit back."""
        self._exhausted.clear()
        self._standings.clear()
        self._secondary = None

    def standing(self, subject: str, resource: Resource) -> Standing:
        """What a caller has left; asking costs nothing."""
        now = self._clock()
        limit = LIMITS[resource] if " ID " in subject else ANONYMOUS_LIMIT
        standing = self._standings.get((subject, resource))
        if standing is None or standing.reset <= now:
            standing = Standing(resource, limit, 0, now + WINDOW_SECONDS)
            self._standings[subject, resource] = standing
        until, _ = self._exhausted.get(resource, (0.0, 403))
        return Standing(resource, limit, limit, until) if until > now else standing

    def charge(self, subject: str, resource: Resource, cost: int = 1) -> None:
        """Count a call; Refused when nothing is left, or while the secondary limit holds."""
        now = self._clock()
        if self._secondary and self._secondary[0] > now:
            until, status = self._secondary
            wait = {"Retry-After": str(max(1, round(until - now)))}
            raise Refused(status, SECONDARY, kind="FORBIDDEN", headers=wait)
        standing = self.standing(subject, resource)
        if standing.remaining < cost:
            _, status = self._exhausted.get(resource, (0.0, 403))
            verb = "already exceeded" if resource == "graphql" else "exceeded"
            message = f"API rate limit {verb} for {subject}."
            raise Refused(status, message, kind="RATE_LIMIT")
        standing.used += cost

    def refund(self, subject: str, resource: Resource) -> None:
        """Take a call back: an answer 304 does not count."""
        standing = self.standing(subject, resource)
        standing.used = max(0, standing.used - 1)
