"""What an agent does at GitHub, as its own account."""

from typing import Protocol

from remediation.settings import Role
from sandbox.agents.behaviour import Act


class Acts(Protocol):
    """GitHub, as far as agents use it."""

    def perform(self, act: Act, *, role: Role, task: int, repository: str) -> None:
        """Do something about the task's branch or pull request, in the name of the role's account."""
