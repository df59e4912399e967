"""GitHub, the Kubernetes API and the Argo Server behind one door: all calls of a step are one list."""

from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass

from starlette.types import ASGIApp, Receive, Scope, Send

from sandbox import argo_server
from sandbox.audit import Audit
from sandbox.faults import DropsConnections, Faults
from sandbox.github import GitHubStandIn
from sandbox.kube import KubernetesStandIn, Options
from sandbox.serving import serving
from tests.steps.hurrying import HurryingTime

STEPS, OTHERS = "steps", "others"
KUBERNETES, ARGO, GITHUB = "kubernetes", "argo", "github"
CALLS_OF_STEPS = f"/{STEPS}/.*"
"""What a fault of a step's calls matches."""


class Door:
    """Passes `/WHO/SERVER/...` on to a server as `/...`; WHO is `steps`, or `others` who meet no fault."""

    def __init__(self, servers: MutableMapping[str, ASGIApp]) -> None:
        """Open the door to these servers."""
        self.servers = servers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on; the server's life is that of the Kubernetes API."""
        if scope["type"] == "lifespan":
            await self.servers[KUBERNETES](scope, receive, send)
            return
        _, _, server, path = scope["path"].split("/", 3)
        inside = {**scope, "path": f"/{path}", "raw_path": f"/{path}".encode()}
        await self.servers[server](inside, receive, send)


@dataclass(frozen=True, kw_only=True)
class StandIns:
    """The servers, which all tests of a session share: each has a repository and namespaces of its own."""

    url: str
    kubernetes: KubernetesStandIn
    github: GitHubStandIn
    faults: Faults
    audit: Audit
    time: HurryingTime


@contextmanager
def stand_ins() -> Iterator[StandIns]:
    """Serve while the context lasts."""
    time, kubernetes = HurryingTime(), KubernetesStandIn(Options(pod_start_seconds=0, pod_stop_seconds=0))
    with GitHubStandIn(clock=time.seconds) as github:
        door = Door({KUBERNETES: kubernetes.app, GITHUB: github.app})
        faults = Faults(door)
        audit = Audit(faults)
        with serving(DropsConnections(audit)) as url:
            door.servers[ARGO] = argo_server.app(f"{url}/{OTHERS}/{KUBERNETES}")
            yield StandIns(
                url=url, kubernetes=kubernetes, github=github, faults=faults, audit=audit, time=time
            )
