"""Looks at everything once: the snapshot that expectations are compared with."""

from collections.abc import Iterator

from remediation.clients.kubernetes import CONFIG_MAPS, EVENTS, LEASES, PODS, WORKFLOWS, Resource
from remediation.model import JsonObject
from runner.installation import Installation
from runner.parsing import code_run_of, config_map_of, lease_of, notice_of, pod_of, run_of
from runner.snapshot import Comment, Delivery, Notice, PullRequest, Snapshot

FOREIGN_CONFIG_MAPS = frozenset({"kube-root-ca.crt"})
"""What Kubernetes itself puts into every namespace."""
FOREIGN_COMPONENTS = frozenset({"workflow-controller", "kubelet", "default-scheduler"})
FOREIGN_SUFFIX = "-controller"


def survey(installation: Installation) -> Snapshot:
    """Take a snapshot of the cluster and of GitHub."""
    settings = installation.settings
    coderuns = Resource(settings.coderuns.api_version, settings.coderuns.plural)
    spaces = sorted({repository.agents_namespace for repository in settings.repositories})
    ours = [settings.namespace]
    seen = installation.github.snapshot()
    return Snapshot(
        runs=tuple(
            sorted(map(run_of, _all(installation, WORKFLOWS, ours)), key=lambda run: (run.created, run.name))
        ),
        code_runs=tuple(code_run_of(body, settings) for body in _all(installation, coderuns, spaces)),
        pods=tuple(pod_of(body, settings) for body in _all(installation, PODS, spaces)),
        pull_requests=tuple(_pull_request(shown) for shown in seen["pull_requests"]),
        config_maps=tuple(
            config_map_of(body)
            for body in _all(installation, CONFIG_MAPS, spaces)
            if body["metadata"]["name"] not in FOREIGN_CONFIG_MAPS
        ),
        leases=tuple(lease_of(body) for body in _all(installation, LEASES, spaces)),
        notices=tuple(_notices(installation, ours)),
        deliveries=tuple(_delivery(sent) for sent in seen["deliveries"] if sent["event"] != "ping"),
    )


def _all(installation: Installation, resource: Resource, namespaces: list[str]) -> Iterator[JsonObject]:
    root = "/apis" if "/" in resource.api_version else "/api"
    for namespace in namespaces:
        path = f"{root}/{resource.api_version}/namespaces/{namespace}/{resource.plural}"
        yield from installation.kubernetes.call("GET", path)["items"]


def _notices(installation: Installation, namespaces: list[str]) -> Iterator[Notice]:
    for body in _all(installation, EVENTS, namespaces):
        component = (body.get("source") or {}).get("component") or body.get("reportingComponent") or ""
        if component not in FOREIGN_COMPONENTS and not component.endswith(FOREIGN_SUFFIX):
            yield notice_of(body)


def _pull_request(shown: JsonObject) -> PullRequest:
    return PullRequest(
        repository=shown["repository"],
        number=shown["number"],
        title=shown["title"],
        branch=shown["head"]["ref"],
        head=shown["head"]["sha"],
        author=shown["author"],
        state=shown["state"],
        labels=tuple(shown["labels"]),
        comments=tuple(Comment(author=each["author"], body=each["body"]) for each in shown["comments"]),
    )


def _delivery(sent: JsonObject) -> Delivery:
    return Delivery(
        guid=sent["guid"],
        hook=str(sent["hook_id"]),
        event=sent["event"],
        action=sent["action"] or "",
        status=sent["status_code"],
        answer=sent["status"],
    )
