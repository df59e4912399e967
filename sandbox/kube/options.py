"""How a stand-in behaves where a cluster differs from the next one: tokens and times."""

import secrets
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Options:
    """Options of a Kubernetes API stand-in.

    Attributes:
        admin_token: Bearer token of the administrator, who may do everything.
        namespaces: Namespaces that exist from the start, beside those of every cluster.
        pod_start_seconds: From a pod's creation to Running.
        pod_stop_seconds: From a pod's deletion to its end, unless its grace period is shorter.
        bookmark_seconds: How often a quiet watch that wants bookmarks gets one.
        history_changes: How many changes of each resource are remembered; a watch or page that needs an
            older one is told 410.
    """

    admin_token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    namespaces: tuple[str, ...] = ()
    pod_start_seconds: float = 0.1
    pod_stop_seconds: float = 0.1
    bookmark_seconds: float = 10.0
    history_changes: int = 50_000
