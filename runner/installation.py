"""Where a scenario is played: the parts of an installation, the same on every backend."""

from dataclasses import dataclass

from remediation.settings import Settings
from sandbox.agents.api import Api
from sandbox.agents.controller import Agents
from sandbox.github import GitHubStandIn


@dataclass(frozen=True, kw_only=True)
class Installation:
    """An installed remedy with an empty world, a GitHub of its own, and agents that wait for work."""

    settings: Settings
    kubernetes: Api
    argo: Api
    github: GitHubStandIn
    agents: Agents
    webhook_url: str
    webhook_secret: str
    pace: float = 1.0
    """How much longer than on one machine things take."""
