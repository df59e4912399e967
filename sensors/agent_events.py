"""EventSource `agent-finished`: what becomes of the plays' agents, as their CodeRuns show it.

Each agents' namespace is watched twice, once for changes and once for deletions: an event says in its `type`,
outside of `body`, what has happened, and this way the name of the event says it too.

What it cannot tell: after a restart every CodeRun comes again as an addition, whatever its phase, and a
deletion that happened while it did not watch never comes. So who is told reads the truth, and a sweep looks
for what was missed.
"""

from remediation.coderuns import coderuns
from remediation.model import JsonObject
from remediation.settings import Repository, Settings
from sensors.pod import container, pod_security

NAME = "agent-finished"
SERVICE_ACCOUNT = "remedy-agent-events"
LABELS = {"eventsource-name": NAME}
OF_A_PLAY = {"key": "trigger-type", "operation": "==", "value": "play"}
"""Selects the agents that a play has started; the API server leaves out all others."""


def changed(repository: Repository) -> str:
    """Name the event of a new or changed CodeRun of a repository's agents."""
    return f"{repository.agents_namespace}-changed"


def gone(repository: Repository) -> str:
    """Name the event of a CodeRun of a repository's agents that is gone."""
    return f"{repository.agents_namespace}-gone"


def build(settings: Settings) -> JsonObject:
    """Build the source, with two events for each repository."""
    return {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "EventSource",
        "metadata": {"name": NAME, "namespace": settings.namespace},
        "spec": {
            # Only one of several watches; two would need each other to agree on which.
            "replicas": 1,
            "template": {
                "serviceAccountName": SERVICE_ACCOUNT,
                "securityContext": pod_security(),
                "container": container(),
            },
            "resource": {
                name: _watched(settings, repository, types)
                for repository in settings.repositories
                for name, types in ((changed(repository), ["ADD", "UPDATE"]), (gone(repository), ["DELETE"]))
            },
        },
    }


def _watched(settings: Settings, repository: Repository, types: list[str]) -> JsonObject:
    resource = coderuns(settings)
    group, _, version = resource.api_version.rpartition("/")
    return {
        "namespace": repository.agents_namespace,
        "group": group,
        "version": version,
        "resource": resource.plural,
        "eventTypes": types,
        # What ended before the source started must be told too, so `afterStart` stays off.
        "filter": {"labels": [OF_A_PLAY], "afterStart": False},
    }
