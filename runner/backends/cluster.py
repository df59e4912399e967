"""A real cluster with Argo: the exported manifests, with settings of the environment.

The installation stays and is used again. GitHub is the stand-in, served where pods reach it.
"""

import base64
import os
import re
import secrets
import socket
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from gitops.manifests import manifests
from remediation.configuration import load_settings
from remediation.errors import Misuse, Temporary
from remediation.model import JsonObject
from remediation.settings import Settings
from runner.backends.claim import NOT_FOUND, claim
from runner.backends.cleaning import clean, let_go
from runner.backends.kubeconfig import connect
from runner.installation import Installation
from runner.reading import settings_for
from runner.scenario import Scenario
from sandbox.agents.agent import PodImage
from sandbox.agents.api import Api
from sandbox.agents.controller import Agents
from sandbox.agents.definition import code_run_definition
from sandbox.agents.people import AgentsAtGitHub
from sandbox.applying import Applier
from sandbox.github import GitHubStandIn
from sandbox.machine import found_github, secret
from sandbox.serving import serving
from sensors import event_source
from workflows.step import CREDENTIALS

HOST = "REMEDY_RUNNER_HOST"
"""Variable with the address of this machine as pods see it; GitHub's stand-in listens there."""
SERVICE_NAME = re.compile(r"(?P<name>[^.]+)\.(?P<namespace>[^.]+)\.svc(\.cluster\.local)?")
OWNER = "remedy-runner"
ACCOUNT = "remedy-runner"
READY_SECONDS = 180.0
PAUSE_SECONDS = 0.5
PACE = 5.0
"""A pod starts and ends in seconds, not in tenths of a second."""
SLEEP = ("python3", "-c", "import time; time.sleep(3600)")


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """The cluster of `$KUBECONFIG`."""

    api: Api
    settings: Settings
    host: str
    name: str = "cluster"
    _secret: str = field(default_factory=lambda: secrets.token_hex(16))

    @classmethod
    def from_environment(cls) -> "Cluster":
        """Take kubeconfig, settings and address from the environment.

        Raises:
            Misuse: The kubeconfig, a setting or the address is wrong.
            Temporary: The cluster does not answer.
        """
        api, settings, host = connect(), load_settings(), _own_address()
        addresses = {
            "kubernetes_url": _addressed(settings.kubernetes_url, api),
            "argo_server_url": _addressed(settings.argo_server_url, api),
        }
        return cls(api=api, settings=settings.model_copy(update=addresses), host=host)

    @contextmanager
    def prepared(self, scenario: Scenario) -> Iterator[Installation]:
        """Install what has changed, empty the world, and serve GitHub while the context lasts."""
        github = GitHubStandIn()
        with github, serving(github.app, host=self.host) as github_url:
            github.world.base_url = github_url
            base = self.settings.model_copy(update={"github_url": github_url})
            settings = settings_for(scenario, base=base)
            self._install(settings, found_github(github, settings))
            clean(self.api, settings)
            agents = Agents(
                self.api,
                settings,
                acts=AgentsAtGitHub(github, settings),
                image=PodImage(name=settings.image, command=SLEEP),
            )
            with agents.working(), self._left_without_finalizers(settings):
                yield Installation(
                    settings=settings,
                    kubernetes=self.api,
                    argo=self._argo(settings),
                    github=github,
                    agents=agents,
                    webhook_url=self._webhook_url(settings),
                    webhook_secret=self._webhook_secret(settings),
                    pace=PACE,
                )

    @contextmanager
    def _left_without_finalizers(self, settings: Settings) -> Iterator[None]:
        """Leave the end of a scenario as it is, for people to look at, but in a state that can be deleted."""
        try:
            yield
        finally:
            let_go(self.api, settings)

    def _install(self, settings: Settings, credentials: Mapping[str, str]) -> None:
        """Apply the manifests; what is as it should be stays untouched, so no sensor is started anew."""
        claim(self.api, settings)
        applier = Applier(self.api)
        applier.create([code_run_definition()])
        files = manifests(settings)
        first = files.pop("namespace.yaml")
        applier.apply(first, owner=OWNER)
        applier.create([secret(settings, event_source.WEBHOOK_SECRET, {"secret": self._secret})])
        self._give(secret(settings, CREDENTIALS, credentials), applier)
        applier.apply((body for bodies in files.values() for body in bodies), owner=OWNER)
        applier.apply(_runners_access(settings), owner=OWNER)
        self._await_pods(settings)

    def _give(self, body: JsonObject, applier: Applier) -> None:
        """Create a Secret anew: a key that only the old one had must not stay."""
        path = f"{applier.collection(body)}/{body['metadata']['name']}"
        self.api.call("DELETE", path, allow={NOT_FOUND})
        applier.create([body])

    def _await_pods(self, settings: Settings) -> None:
        """Wait until the event source and every sensor has a pod that is ready."""
        wanted = [
            (f"{kind}-name={name}", name)
            for kind, plural in (("eventsource", "eventsources"), ("sensor", "sensors"))
            for name in self._names(settings, plural)
        ]
        deadline = time.monotonic() + READY_SECONDS
        while missing := [name for selector, name in wanted if not self._is_ready(settings, selector)]:
            if time.monotonic() > deadline:
                message = f"in namespace {settings.namespace} there is no ready pod of {', '.join(missing)}"
                raise Temporary(message)
            time.sleep(PAUSE_SECONDS)

    def _names(self, settings: Settings, plural: str) -> list[str]:
        path = f"/apis/argoproj.io/v1alpha1/namespaces/{settings.namespace}/{plural}"
        return [each["metadata"]["name"] for each in self.api.call("GET", path)["items"]]

    def _is_ready(self, settings: Settings, selector: str) -> bool:
        path = f"/api/v1/namespaces/{settings.namespace}/pods"
        pods = self.api.call("GET", path, query={"labelSelector": selector})["items"]
        return bool(pods) and all(
            any(
                condition["type"] == "Ready" and condition["status"] == "True"
                for condition in pod["status"].get("conditions") or ()
            )
            for pod in pods
        )

    def _argo(self, settings: Settings) -> Api:
        path = f"/api/v1/namespaces/{settings.namespace}/serviceaccounts/{ACCOUNT}/token"
        body = {"apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest", "spec": {}}
        token = self.api.call("POST", path, body=body)["status"]["token"]
        return Api(
            url=settings.argo_server_url.rstrip("/"),
            name="the Argo Server",
            headers={"Authorization": f"Bearer {token}"},
        )

    def _webhook_url(self, settings: Settings) -> str:
        name = f"{event_source.NAME}-eventsource-svc"
        service = self.api.call("GET", f"/api/v1/namespaces/{settings.namespace}/services/{name}")
        return f"http://{service['spec']['clusterIP']}:{event_source.PORT}/github"

    def _webhook_secret(self, settings: Settings) -> str:
        """Read the key that the event source has: an installation that is used again keeps its own."""
        name = event_source.WEBHOOK_SECRET
        held = self.api.call("GET", f"/api/v1/namespaces/{settings.namespace}/secrets/{name}")
        return base64.b64decode(held["data"]["secret"]).decode()


def _own_address() -> str:
    """Give what only a person knows: often the API server is reached by a way that pods cannot go back."""
    host = os.environ.get(HOST, "")
    if not host:
        message = f"--backend cluster needs ${HOST}, the address of this machine that pods reach"
        raise Misuse(message)
    try:
        socket.create_server((host, 0)).close()
    except OSError as error:
        message = f"{host} is no address of this machine; set {HOST} to one that pods reach"
        raise Misuse(message) from error
    return host


def _addressed(url: str, api: Api) -> str:
    """Write the URL of a Service with its address: this machine does not know its name."""
    parts = urlsplit(url)
    match = SERVICE_NAME.fullmatch(parts.hostname or "")
    if match is None:
        return url
    service = api.call("GET", f"/api/v1/namespaces/{match['namespace']}/services/{match['name']}")
    address = service["spec"]["clusterIP"]
    return parts._replace(netloc=f"{address}:{parts.port}" if parts.port else address).geturl()


def _runners_access(settings: Settings) -> Iterable[JsonObject]:
    """Give the runner's own account, as which it submits plays and sets verdicts at the Argo Server."""
    metadata = {"name": ACCOUNT, "namespace": settings.namespace}
    group = "rbac.authorization.k8s.io"
    rule = {"apiGroups": ["argoproj.io"], "resources": ["workflows", "workflowtemplates"], "verbs": ["*"]}
    yield {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": metadata}
    yield {"apiVersion": f"{group}/v1", "kind": "Role", "metadata": metadata, "rules": [rule]}
    yield {
        "apiVersion": f"{group}/v1",
        "kind": "RoleBinding",
        "metadata": metadata,
        "roleRef": {"apiGroup": group, "kind": "Role", "name": ACCOUNT},
        "subjects": [{"kind": "ServiceAccount", **metadata}],
    }
