"""One machine instead of a cluster: the exported manifests, and everything that brings them to life."""

import base64
import secrets
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass

from gitops.manifests import manifests
from remediation.clients.github_app import PERMISSIONS
from remediation.model import JsonObject
from remediation.settings import Repository, Settings
from sandbox import argo_server
from sandbox.agents.api import Api
from sandbox.agents.controller import Agents
from sandbox.agents.definition import code_run_definition
from sandbox.agents.people import AgentsAtGitHub
from sandbox.applying import Applier
from sandbox.engine import Engine
from sandbox.engine.kubernetes_api import KubernetesApi
from sandbox.gateway import Gateway
from sandbox.github import GitHubStandIn
from sandbox.kube import KubernetesStandIn
from sandbox.serving import serving
from sensors.event_source import WEBHOOK_SECRET
from workflows.step import CREDENTIALS

APP = "remedy"
"""Our GitHub App: the automation acts as `remedy[bot]`."""
TOKEN_SECONDS = 24 * 3600
"""How long an event source may watch; in a cluster the kubelet renews its token."""


@dataclass(frozen=True, kw_only=True)
class Machine:
    """What a test or the scenario runner talks to."""

    settings: Settings
    """With the addresses of this machine."""
    kubernetes: Api
    """As the administrator."""
    argo: Api
    """The Argo Server, as the administrator."""
    github: GitHubStandIn
    agents: Agents
    webhook_url: str
    webhook_secret: str


@contextmanager
def machine(settings: Settings) -> Iterator[Machine]:
    """Run a machine while the context lasts: every part on a free port of the loopback interface.

    Args:
        settings: All but the addresses, which are replaced by the machine's own.

    Raises:
        Permanent: The manifests use a feature that the sandbox does not know; the message names it.
    """
    with ExitStack() as stack:
        cluster, github = KubernetesStandIn(), stack.enter_context(GitHubStandIn())
        kubernetes = Api(
            url=stack.enter_context(cluster.serving()),
            name="the Kubernetes API",
            headers={"Authorization": f"Bearer {cluster.options.admin_token}"},
        )
        github_url = stack.enter_context(serving(github.app))
        github.world.base_url = github_url
        engine = Engine(
            api_url=kubernetes.url, token=cluster.options.admin_token, namespace=settings.namespace
        )
        argo_url = stack.enter_context(serving(argo_server.app(kubernetes.url, logs=engine.logs)))
        argo = Api(url=argo_url, name="the Argo Server", headers=kubernetes.headers)
        here = settings.model_copy(
            update={"kubernetes_url": kubernetes.url, "argo_server_url": argo.url, "github_url": github_url}
        )
        webhook_secret = secrets.token_hex(16)
        installed = install(
            kubernetes, here, credentials=found_github(github, here), webhook_secret=webhook_secret
        )
        stack.enter_context(engine)
        gateway = stack.enter_context(closing(_gateway(kubernetes, here, installed)))
        agents = Agents(kubernetes, here, acts=AgentsAtGitHub(github, here))
        stack.enter_context(agents.working())
        yield Machine(
            settings=here,
            kubernetes=kubernetes,
            argo=argo,
            github=github,
            agents=agents,
            webhook_url=stack.enter_context(serving(gateway)) + gateway.paths[0],
            webhook_secret=webhook_secret,
        )


def found_github(github: GitHubStandIn, settings: Settings) -> dict[str, str]:
    """Add the repositories to a new GitHub, install our app there, and give its credentials.

    The app has exactly the permissions that it needs. It is installed once for each owner, with the id that
    the settings give, or with any.

    Returns:
        The content of the Secret that the steps read: `app-id` and `private-key`.
    """
    owned: dict[str, list[Repository]] = defaultdict(list)
    for repository in settings.repositories:
        github.add_repository(repository.name)
        owned[repository.name.split("/")[0].lower()].append(repository)
    registered = github.register_app(APP, permissions=PERMISSIONS)
    for theirs in owned.values():
        known = next((each.installation_id for each in theirs if each.installation_id), None)
        github.install(registered.app, [each.name for each in theirs], identifier=known)
    return {"app-id": str(registered.app.id), "private-key": registered.private_key}


def install(
    api: Api, settings: Settings, *, credentials: Mapping[str, str], webhook_secret: str
) -> list[JsonObject]:
    """Create everything in an empty cluster, and give the exported objects.

    Args:
        api: The Kubernetes API, as the administrator.
        settings: What the manifests are exported with.
        credentials: Of our app at GitHub.
        webhook_secret: The key of the webhook's signature.
    """
    exported = [body for bodies in manifests(settings).values() for body in bodies]
    spaces = sorted({repository.agents_namespace for repository in settings.repositories})
    applier = Applier(api)
    applier.create([code_run_definition()])
    applier.create(namespace(each) for each in (*spaces, settings.namespace))
    applier.create(exported)
    applier.create(
        [
            secret(settings, WEBHOOK_SECRET, {"secret": webhook_secret}),
            secret(settings, CREDENTIALS, credentials),
        ]
    )
    return exported


def namespace(name: str) -> JsonObject:
    """Give a namespace."""
    return {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}}


def secret(settings: Settings, name: str, values: Mapping[str, str]) -> JsonObject:
    """Give a Secret beside the Argo objects."""
    return {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {"name": name, "namespace": settings.namespace},
        "stringData": dict(values),
    }


def acting_as(api: Api, settings: Settings, account: str) -> KubernetesApi:
    """Give the Kubernetes API as a service account beside the Argo objects, with no right but its own."""
    wanted = {
        "apiVersion": "authentication.k8s.io/v1",
        "kind": "TokenRequest",
        "spec": {"expirationSeconds": TOKEN_SECONDS},
    }
    path = f"/api/v1/namespaces/{settings.namespace}/serviceaccounts/{account}/token"
    granted = api.call("POST", path, body=wanted)
    return KubernetesApi(api.url, token=granted["status"]["token"])


def _gateway(api: Api, settings: Settings, exported: list[JsonObject]) -> Gateway:
    def value(name: str, key: str) -> str:
        held = api.call("GET", f"/api/v1/namespaces/{settings.namespace}/secrets/{name}")
        return base64.b64decode(held["data"][key]).decode()

    return Gateway(exported, secret=value, act_as=lambda account: acting_as(api, settings, account))
