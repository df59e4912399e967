"""Makes sure that a scenario empties only namespaces that were made for scenarios."""

from remediation.errors import Misuse
from remediation.settings import Settings
from sandbox.agents.api import Api

LABEL = "remedy/scenarios"
MAY_EMPTY = "may-empty"
NOT_FOUND = 404


def claim(api: Api, settings: Settings) -> None:
    """Create the namespaces of the settings, labelled as made for scenarios.

    Raises:
        Misuse: One exists without the label: everything in it would be deleted.
    """
    spaces = sorted({repository.agents_namespace for repository in settings.repositories})
    for name in (settings.namespace, *spaces):
        found = api.call("GET", f"/api/v1/namespaces/{name}", allow={NOT_FOUND})
        labels = (found.get("metadata") or {}).get("labels") or {}
        if found.get("code") == NOT_FOUND:
            metadata = {"name": name, "labels": {LABEL: MAY_EMPTY}}
            api.call("POST", "/api/v1/namespaces", body={"metadata": metadata})
        elif labels.get(LABEL) != MAY_EMPTY:
            message = (
                f"namespace {name} was not made for scenarios, which delete everything in it: choose others "
                f"with REMEDY_NAMESPACE and REMEDY_REPOSITORIES, or label it {LABEL}={MAY_EMPTY}"
            )
            raise Misuse(message)
