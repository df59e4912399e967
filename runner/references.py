"""Names that a scenario uses must be names that it gives: a misspelt one could let an expectation hold."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from remediation.identifiers import BOT_SUFFIX
from remediation.model import Model
from remediation.settings import Settings
from runner.events.pushes import Push
from runner.expectations.objects import CommitName, State
from runner.scenario import Scenario
from runner.world import ROLES

_COMMITS = {"events": ("to", "commit"), "expect": ("head", "not_head"), "world.code_runs": ("commit",)}


class Unknown(NamedTuple):
    """A name that nothing has."""

    path: str
    """The field, such as `events[2].by`."""
    fault: str


def unknown_names(scenario: Scenario, settings: Settings) -> Iterator[Unknown]:
    """Find commits, people and repositories that a scenario uses and nobody has named.

    Args:
        scenario: The scenario.
        settings: Its settings, which name the repositories and the agents.
    """
    commits, people = set(_commits(scenario)), set(_people(scenario, settings))
    repositories = {each.name for each in settings.repositories}
    repositories |= {each.repository for each in scenario.world.branches if each.repository}
    for path, part in _parts(scenario):
        kind = path.partition("[")[0]
        for name in _COMMITS.get(kind, ()):
            used = getattr(part, name, None)
            if used is not None and not isinstance(part, Push) and used not in commits:
                yield Unknown(f"{path}.{name}", f"no commit is named {used}")
        who = getattr(part, "by", None)
        if who is not None and who.lower() not in people:
            yield Unknown(f"{path}.by", f"there is nobody called {who}; add the login to world.people")
        where = getattr(part, "repository", None)
        if where is not None and where not in repositories:
            yield Unknown(f"{path}.repository", f"there is no repository {where}")
        if isinstance(part, State):
            yield from _in_state(path, part, commits)


def _in_state(path: str, part: State, commits: set[str]) -> Iterator[Unknown]:
    for key, value in part.data.items():
        if isinstance(value, CommitName) and value.commit not in commits:
            yield Unknown(f"{path}.data.{key}", f"no commit is named {value.commit}")


def _parts(scenario: Scenario) -> Iterator[tuple[str, Model]]:
    world = scenario.world
    lists: dict[str, Iterable[Model]] = {
        "world.branches": world.branches,
        "world.pull_requests": world.pull_requests,
        "world.code_runs": world.code_runs,
        "world.plays": world.plays,
        "events": scenario.events,
        "expect": scenario.expect,
    }
    for name, parts in lists.items():
        yield from ((f"{name}[{position}]", part) for position, part in enumerate(parts))


def _commits(scenario: Scenario) -> Iterator[str]:
    for branch in scenario.world.branches:
        yield from branch.commits
    for event in scenario.events:
        if isinstance(event, Push):
            yield from event.names()


def _people(scenario: Scenario, settings: Settings) -> Iterator[str]:
    for role in ROLES:
        for login in settings.identities.logins(role):
            yield from (login.lower(), f"{login}{BOT_SUFFIX}".lower())
    yield from (login.lower() for login in scenario.world.people)
