"""The stand-in: one world, its ASGI application, its webhooks, and the people in it."""

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Self

from starlette.applications import Starlette
from starlette.routing import Route as HttpRoute

from remediation.model import JsonObject
from sandbox.github import founding
from sandbox.github.access.limits import RateLimits
from sandbox.github.acts import labels
from sandbox.github.founding import RegisteredApp
from sandbox.github.graphql.endpoint import graphql_endpoint
from sandbox.github.people import People
from sandbox.github.rest.endpoint import Service, endpoint, missing
from sandbox.github.rest.routes import ROUTES
from sandbox.github.snapshot import snapshot
from sandbox.github.webhooks.hooks import Delivery, Hook
from sandbox.github.webhooks.post_office import PostOffice
from sandbox.github.world.accounts import App, Installation
from sandbox.github.world.world import Event, World

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
# What a hook of this project subscribes to (the event source's five, less the CI's).
HOOK_EVENTS = ("push", "pull_request", "pull_request_review", "issue_comment")


class GitHubStandIn(People):
    """A GitHub on this machine.

    Serve `app` with `sandbox.serving.serving`; set the world up and act in it with the methods, from any
    thread. As a context manager it ends its threads when the context ends.

    Attributes:
        app: The ASGI application: the REST API at `/`, GraphQL at `/graphql`.
        world: The state.
        limits: The rate limits: `exhaust()`, `throttle()`, `restore()`.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.time,
        base_url: str = "https://api.github.com",
        latency: float = 0.0,
        ref_lag: float = 0.0,
        pull_request_lag: float = 0.0,
    ) -> None:
        """Start with an empty world.

        Args:
            clock: Seconds since the epoch.
            base_url: The API's address in payloads and answers.
            latency: Seconds that every API call takes.
            ref_lag: Seconds for which reads of a branch still give the old SHA.
            pull_request_lag: Seconds for which reads of a pull request see it as it was before a change, and
                its old SHA for as long after `ref_lag`.
        """
        self.world = World(clock, base_url=base_url, ref_lag=ref_lag, pull_request_lag=pull_request_lag)
        self.limits = RateLimits(clock)
        self._office = PostOffice(self.world)
        service = Service(self.world, self._office, self.limits, latency)
        rest = [HttpRoute(each.path, endpoint(service, each), methods=[each.method]) for each in ROUTES]
        graphql = HttpRoute("/graphql", graphql_endpoint(service), methods=["POST"])
        nothing = HttpRoute("/{rest:path}", missing(service), methods=METHODS)
        self.app = Starlette(routes=[graphql, *rest, nothing])

    @property
    def base_url(self) -> str:
        """The API's address in payloads and answers; clients follow it: set it to where `app` is served."""
        return self.world.base_url

    @base_url.setter
    def base_url(self, url: str) -> None:
        with self.world.lock:
            self.world.base_url = url

    def __enter__(self) -> Self:
        """Nothing to start: threads start with the first delivery."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Send what is queued and end the threads."""
        self._office.close()

    def lag(self, *, refs: float, pull_requests: float) -> None:
        """Show late what happens from now on; what is there already is not hidden.

        Webhooks tell the truth, and so do the answers of what changes something: GitHub sends both from
        where it writes, and reads from replicas that follow (octokit/octokit.js#900).

        Args:
            refs: Seconds for which reads of a branch still give the old SHA.
            pull_requests: Seconds for which reads see a pull request as it was: its state, labels, reviews,
                comments, timeline and times, or nothing at all when it is new. Its head follows `refs`
                seconds later still.
        """
        with self.world.lock:
            self.world.lag(refs=refs, pull_requests=pull_requests)

    def add_repository(
        self,
        full_name: str,
        *,
        default_branch: str = "main",
        private: bool = True,
        protected: Iterable[str] = (),
        fork_of: str | None = None,
    ) -> None:
        """Add a repository with a first commit, or a fork with the branches of the one that it forks.

        An owner that is nobody yet becomes an organization, the owner of a fork a person.

        It is private by default, so that an app needs every permission for what it does, reading included.
        """
        with self.world.lock:
            founding.add_repository(
                self.world,
                full_name,
                default_branch=default_branch,
                private=private,
                protected=protected,
                fork_of=fork_of,
            )

    def add_user(self, login: str, permissions: Mapping[str, str] | None = None) -> None:
        """Add a person, or with `[bot]` a bot; `permissions` maps repositories to roles (`write`)."""
        with self.world.lock:
            founding.grant(self.world, login, permissions or {})

    def add_label(
        self, repository: str, name: str, *, color: str = "ededed", description: str | None = None
    ) -> None:
        """Add a label that the repository has from the start."""
        with self.world.lock:
            repo = self.world.repository(repository)
            labels.create(self.world, repo, name, color=color, description=description)

    def add_hook(
        self, repository: str, url: str, *, secret: str, events: Iterable[str] = HOOK_EVENTS
    ) -> Hook:
        """Add a webhook to a repository; it is pinged at once."""
        with self.world.lock:
            repo = self.world.repository(repository)
            return founding.add_hook(
                self._office, self.world, url=url, secret=secret, events=events, repository=repo
            )

    def register_app(
        self,
        slug: str,
        *,
        permissions: Mapping[str, str],
        events: Iterable[str] = HOOK_EVENTS,
        owner: str = "5dlabs",
    ) -> RegisteredApp:
        """Register an app, which acts as `SLUG[bot]`; the answer holds its private key."""
        with self.world.lock:
            return founding.register_app(
                self.world, slug, permissions=permissions, events=events, owner=owner
            )

    def install(
        self, app: App, repositories: Iterable[str], *, identifier: int | None = None
    ) -> Installation:
        """Install an app on repositories of one owner; the installation's id is a new one unless given."""
        with self.world.lock:
            return founding.install(self.world, app, repositories, identifier=identifier)

    def set_app_webhook(self, app: App, url: str, *, secret: str) -> Hook:
        """Give an app its webhook, which sees the events of all its installations; it is pinged at once."""
        with self.world.lock:
            return founding.add_hook(
                self._office, self.world, url=url, secret=secret, events=app.events, app=app
            )

    def token_for(self, login: str) -> str:
        """A personal access token that may do all that its owner may."""
        with self.world.lock:
            return founding.personal_token(self.world, login)

    @property
    def events(self) -> list[Event]:
        """All that happened, hooks or not; `webhooks.signing.signed_request` makes a delivery of one."""
        with self.world.lock:
            return list(self.world.events)

    @property
    def held(self) -> list[Delivery]:
        """The deliveries that `hold` keeps back, as they came."""
        with self.world.lock:
            return list(self._office.held)

    def hold(self) -> None:
        """Keep deliveries back until `release`."""
        with self.world.lock:
            self._office.hold()

    def release(self, order: Iterable[int] | None = None) -> None:
        """Send these positions of `held`, in this order (the rest stays held), or everything."""
        with self.world.lock:
            self._office.release(order)

    def drop_next(self, count: int = 1) -> None:
        """Lose the next deliveries; the deliveries API shows them as failed."""
        with self.world.lock:
            self._office.drop_next(count)

    def duplicate_next(self, count: int = 1) -> None:
        """Deliver each of the next deliveries twice, with one GUID."""
        with self.world.lock:
            self._office.duplicate_next(count)

    def redeliver(self, guid: str) -> None:
        """Deliver an event again to every hook that saw it."""
        with self.world.lock:
            self._office.redeliver(guid)

    def settle(self, timeout: float = 15.0) -> bool:
        """Wait until all that was sent is answered; False when `timeout` seconds were not enough."""
        return self._office.settle(timeout)

    def snapshot(self) -> JsonObject:
        """Pull requests, labels, branches and deliveries as one JSON document."""
        with self.world.lock:
            return snapshot(self.world, self._office.deliveries())
