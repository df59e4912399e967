"""CodeRuns: which ones are stale, and what a new one looks like."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from remediation.clients.kubernetes import Resource
from remediation.model import JsonObject
from remediation.settings import LABEL_LENGTH, Repository, Role, Settings

CHECKERS: tuple[Role, ...] = ("cleo", "tess")
HEAD_LABEL = "head-sha"
PLAY_LABEL = "play"
CYCLE_LABEL = "cycle"
_GENERATION = (HEAD_LABEL, PLAY_LABEL, CYCLE_LABEL)


def coderuns(settings: Settings) -> Resource:
    """Give the agents' resource."""
    return Resource(settings.coderuns.api_version, settings.coderuns.plural)


def stale_selectors(settings: Settings, task: int, *, head: str) -> tuple[str, ...]:
    """Give the label selectors of a task's Cleo and Tess runs, and their pods, that are not of `head`.

    Requirement 1 names an agent by `github-app`, requirement 4 by `agent-type`; both count. A run without
    `head-sha` is of no known commit, so it is stale (`!=` also matches a missing label).
    """
    apps = ",".join(login for role in CHECKERS for login in settings.identities.logins(role))
    types = ",".join(CHECKERS)
    stale = f"task-id={task},{HEAD_LABEL}!={head}"
    return f"{stale},github-app in ({apps})", f"{stale},github-app notin ({apps}),agent-type in ({types})"


def earlier_cycles_selector(play: str, cycle: int, *, head: str) -> str:
    """Give the label selector of a play's Cleo and Tess runs of `head` from other cycles than this one."""
    types = ",".join(CHECKERS)
    return f"{PLAY_LABEL}={play},{HEAD_LABEL}={head},{CYCLE_LABEL}!={cycle},agent-type in ({types})"


def like_those(selector: str, seen: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """Narrow a selector to the commits, plays and cycles of runs that were seen.

    Between a look and a deletion a new cycle may begin. Its agent is of a later cycle than those that were
    seen, so it is not meant.

    Args:
        selector: Matches all of them.
        seen: Labels of each run.

    Yields:
        A selector for each set of these labels that runs have; one can only ask for values of labels that
        are there.
    """
    alike: dict[tuple[str, ...], list[Mapping[str, str]]] = defaultdict(list)
    for labels in seen:
        alike[tuple(name for name in _GENERATION if name in labels)].append(labels)
    for present, group in alike.items():
        values = (f"{name} in ({','.join(sorted({labels[name] for labels in group}))})" for name in present)
        missing = (f"!{name}" for name in _GENERATION if name not in present)
        yield ",".join((selector, *values, *missing))


def fits_into_labels(play: str) -> bool:
    """Tell whether a play's name can be the value of its agents' label."""
    return len(play) <= LABEL_LENGTH


def coderun_name(play: str, cycle: int, role: Role) -> str:
    """Name a run by play, cycle and role: creating it twice is once, and a force push back cannot collide."""
    return f"{play}-{cycle}-{role}"


def new_coderun(
    settings: Settings,
    repository: Repository,
    *,
    task: int,
    role: Role,
    play: str,
    cycle: int,
    head: str,
) -> JsonObject:
    """Give a CodeRun of the play for an agent; `head` is empty for Rex before there is a branch."""
    app = settings.identities.logins(role)[0]
    labels = {
        "task-id": str(task),
        "github-app": app,
        "agent-type": role,
        "trigger-type": "play",
        PLAY_LABEL: play,
        CYCLE_LABEL: str(cycle),
    }
    if head:
        labels[HEAD_LABEL] = head
    kind = settings.coderuns
    return {
        "apiVersion": kind.api_version,
        "kind": "CodeRun",
        "metadata": {
            "name": coderun_name(play, cycle, role),
            "namespace": repository.agents_namespace,
            "labels": labels,
            "annotations": {"remedy/repository": repository.name},
        },
        "spec": {
            "taskId": task,
            "service": kind.service,
            "model": kind.model,
            "githubApp": app,
            "repositoryUrl": f"https://github.com/{repository.name}",
            "docsRepositoryUrl": kind.docs_repository_url,
            "docsBranch": kind.docs_branch,
            "docsProjectDirectory": kind.docs_project_directory,
            "workingDirectory": kind.working_directory,
            "continueSession": cycle > 1,
            "env": {},
        },
    }
