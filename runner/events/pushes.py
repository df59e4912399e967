"""What people and agents do with branches."""

from typing import Annotated, Literal

from pydantic import Field

from runner.events.event import Event
from runner.history import SHORT
from runner.scene import Scene
from runner.world import CommitName, LoginName, RepositoryName


class _BranchEvent(Event):
    by: LoginName
    branch: Annotated[str, Field(min_length=1)]
    repository: RepositoryName | None = None


class Push(_BranchEvent):
    """Push new commits to a branch, one push each; a branch that does not exist is created."""

    do: Literal["push"]
    commit: CommitName
    """The scenario's name for the new commit; with `times`, the commits are `NAME-1`, `NAME-2`, ..."""
    times: Annotated[int, Field(ge=1, le=100)] = 1
    every: Annotated[float, Field(ge=0, le=10)] = 0
    """Seconds between two pushes."""

    def names(self) -> list[str]:
        """Give the names of the new commits."""
        if self.times == 1:
            return [self.commit]
        return [f"{self.commit}-{number + 1}" for number in range(self.times)]

    def perform(self, scene: Scene) -> str:
        """Push."""
        told = ""
        for position, name in enumerate(self.names()):
            if position:
                scene.pause(self.every)
            sha = scene.github.push(scene.repository(self.repository), self.branch, self.by)
            told = scene.pushed(name, sha or "")
        if self.times == 1:
            return f"{self.by} pushes {told} to {self.branch}"
        return f"{self.by} pushes {self.times} times to {self.branch}, last {told}"


class ForcePush(_BranchEvent):
    """Point a branch at a commit that the scenario has named, whatever is lost by it."""

    do: Literal["force_push"]
    to: CommitName

    def perform(self, scene: Scene) -> str:
        """Push with force."""
        sha = scene.commit(self.to)
        scene.github.push(scene.repository(self.repository), self.branch, self.by, force_to=sha)
        return f"{self.by} forces {self.branch} back to {self.to} ({sha[:SHORT]})"


class DeleteBranch(_BranchEvent):
    """Delete a branch; its pull request is closed by that."""

    do: Literal["delete_branch"]

    def perform(self, scene: Scene) -> str:
        """Delete it."""
        scene.github.push(scene.repository(self.repository), self.branch, self.by, delete=True)
        return f"{self.by} deletes {self.branch}"


class PushTag(_BranchEvent):
    """Push a tag at a branch's head."""

    do: Literal["push_tag"]
    tag: Annotated[str, Field(min_length=1)]

    def perform(self, scene: Scene) -> str:
        """Push it."""
        scene.github.push(scene.repository(self.repository), self.branch, self.by, tag=self.tag)
        return f"{self.by} pushes the tag {self.tag}"
