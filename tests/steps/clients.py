"""The clients of a step on the stand-ins, and a pod that has them."""

from dataclasses import dataclass
from functools import cached_property

from remediation.clients.argo import Argo
from remediation.clients.github import GitHub
from remediation.clients.http import Http
from remediation.clients.kubernetes import Kubernetes
from remediation.settings import Settings
from steps.pod import Pod
from tests.steps.calls import Calls
from tests.steps.stand_ins import ARGO, GITHUB, KUBERNETES, OTHERS, STEPS, StandIns


@dataclass(frozen=True, kw_only=True)
class Clients:
    """What a step reaches the servers with, as the administrator."""

    kubernetes: Kubernetes
    argo: Argo
    github: GitHub
    http: Http
    """The Kubernetes API, for what its client has no word for."""
    calls: Calls
    _all: tuple[Http, ...]

    def close(self) -> None:
        """Drop the connections."""
        for each in self._all:
            each.close()


def clients(stand_ins: StandIns, settings: Settings, *, token: str, meet_faults: bool) -> Clients:
    """Connect to the stand-ins.

    Args:
        stand_ins: The servers.
        settings: Whose repository and namespace.
        token: Of a person at GitHub.
        meet_faults: Whether they are a step's, whose calls may be disturbed, or of somebody else.
    """
    calls = Calls()
    who = STEPS if meet_faults else OTHERS
    admin = stand_ins.kubernetes.options.admin_token

    def connect(server: str, bearer: str) -> Http:
        def headers() -> dict[str, str]:  # asked for once for each call, before it is sent
            calls.tick()
            return {"Authorization": f"Bearer {bearer}"}

        return Http(
            f"{stand_ins.url}/{who}/{server}", name=server, headers=headers, sleep=stand_ins.time.sleep
        )

    kubernetes, argo, github = connect(KUBERNETES, admin), connect(ARGO, admin), connect(GITHUB, token)
    return Clients(
        kubernetes=Kubernetes(kubernetes),
        argo=Argo(argo, namespace=settings.namespace),
        github=GitHub(github, repository=settings.repositories[0].name),
        http=kubernetes,
        calls=calls,
        _all=(kubernetes, argo, github),
    )


@dataclass(frozen=True, kw_only=True)
class PodOnStandIns(Pod):
    """A pod that reaches the stand-ins."""

    clients: Clients

    @cached_property
    def kubernetes(self) -> Kubernetes:
        """The Kubernetes API."""
        return self.clients.kubernetes

    @cached_property
    def argo(self) -> Argo:
        """The Argo Server."""
        return self.clients.argo

    def github(self, repository: str) -> GitHub:  # noqa: ARG002  # there is one repository
        """The repository at GitHub."""
        return self.clients.github
