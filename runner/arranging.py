"""Sets a scenario's world up: GitHub first, then agents and plays, until all stands where it should."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import count, zip_longest

from remediation.coderuns import new_coderun
from remediation.identifiers import BOT_SUFFIX
from remediation.play import AWAIT_PR_APPROVED, AWAIT_PR_CREATED, AWAIT_READY_FOR_QA, PROCEED, RESTART
from runner.events.plays import set_verdict
from runner.scene import Scene
from runner.starting import start_play
from runner.world import ROLES, Branch, CodeRun, Play, PullRequest, World

COMPLETED = "completed"


def arrange(world: World, scene: Scene) -> None:
    """Build the world; lags and webhooks come last, so that nothing of it is late and no sensor hears of it.

    Raises:
        NeverCame: A play did not come to where it should stand.
    """
    _people(world, scene)
    for branch in world.branches:
        _branch(branch, scene)
    for pull_request in world.pull_requests:
        _pull_request(pull_request, scene)
    numbered = _numbered(world.pull_requests)
    for number, pull_request in numbered:
        _labels(pull_request, number, scene)
    scene.installation.agents.behave(world.agents)
    for code_run in world.code_runs:
        _code_runs(code_run, scene)
    for plays in _turns(world.plays):
        _plays(plays, scene)
    for code_run in world.code_runs:
        _await_agents(code_run, scene)
    for number, pull_request in numbered:
        # A play that was brought to its stage has taken labels off.
        _labels(pull_request, number, scene)
    scene.github.lag(refs=world.ref_lag, pull_requests=world.pull_request_lag)
    installation = scene.installation
    for repository in scene.settings.repositories:
        for _ in range(world.hooks):
            scene.github.add_hook(
                repository.name, installation.webhook_url, secret=installation.webhook_secret
            )


def _numbered(wanted: Iterable[PullRequest]) -> list[tuple[int, PullRequest]]:
    """Give pull requests with their numbers, which count from 1 in each repository."""
    counters: dict[str | None, Iterator[int]] = defaultdict(lambda: count(1))
    return [(next(counters[each.repository]), each) for each in wanted]


def _people(world: World, scene: Scene) -> None:
    github, settings = scene.github, scene.settings
    served = [repository.name for repository in settings.repositories]
    mentioned = {each.repository for each in world.branches}
    forks = {name for name in mentioned if name is not None and name not in served}
    for name in sorted(forks):
        github.add_repository(name, fork_of=served[0])
    everywhere = [*served, *sorted(forks)]
    agents = [login for role in ROLES for login in settings.identities.logins(role)]
    for login in agents:
        for written in (login, f"{login}[bot]"):
            github.add_user(written, dict.fromkeys(everywhere, "write"))
    for login, role in world.people.items():
        github.add_user(login, dict.fromkeys(everywhere, role))


def _branch(branch: Branch, scene: Scene) -> None:
    for name in branch.commits:
        sha = scene.github.push(scene.repository(branch.repository), branch.name, branch.by, message=name)
        scene.pushed(name, sha or "")


def _pull_request(wanted: PullRequest, scene: Scene) -> None:
    repository, github = scene.repository(wanted.repository), scene.github
    owner = f"{wanted.head_repository.split('/')[0]}:" if wanted.head_repository else ""
    title = wanted.title or f"Work on {wanted.branch}"
    github.open_pull_request(repository, owner + wanted.branch, wanted.by, title=title)


def _labels(wanted: PullRequest, number: int, scene: Scene) -> None:
    repository = scene.repository(wanted.repository)
    rex = f"{scene.settings.identities.logins('rex')[0]}{BOT_SUFFIX}"
    for label in wanted.labels:
        scene.github.label(repository, number, label, rex)
    if wanted.state == "closed":
        scene.github.close(repository, number, wanted.by)


def _code_runs(wanted: CodeRun, scene: Scene) -> None:
    repository, kind = scene.served(wanted.repository), scene.settings.coderuns
    path = f"/apis/{kind.api_version}/namespaces/{repository.agents_namespace}/{kind.plural}"
    body = new_coderun(
        scene.settings,
        repository,
        task=wanted.task,
        role=wanted.role,
        play="by-hand",
        cycle=1,
        head=scene.commit(wanted.commit),
    )
    names = [wanted.name] if wanted.count == 1 else [f"{wanted.name}-{n + 1}" for n in range(wanted.count)]
    labels = {**body["metadata"]["labels"], "trigger-type": "by-hand"}
    for name in names:
        metadata = {**body["metadata"], "name": name, "labels": labels}
        scene.kubernetes.call("POST", path, body={**body, "metadata": metadata})


def _await_agents(wanted: CodeRun, scene: Scene) -> None:
    def all_at_work() -> int:
        runs = scene.history.world().code_runs
        return sum(run.name.startswith(wanted.name) and bool(run.phase) for run in runs)

    scene.until(lambda _: all_at_work() >= wanted.count, f"{wanted.role} at work on task {wanted.task}")


def _turns(wanted: Iterable[Play]) -> list[list[Play]]:
    """Give the plays that may go on side by side: a task has one play at a time."""
    turns: dict[int, list[Play]] = defaultdict(list)
    before = Counter[tuple[str | None, int]]()
    for play in wanted:
        turns[before[play.repository, play.task]].append(play)
        before[play.repository, play.task] += 1
    return list(turns.values())


def _plays(wanted: list[Play], scene: Scene) -> None:
    names = [
        start_play(scene, task=each.task, repository=scene.repository(each.repository)) for each in wanted
    ]
    for verdicts in zip_longest(*map(_verdicts, wanted)):
        for play, given in zip(wanted, verdicts, strict=True):
            if given is not None:
                gate, verdict = given
                set_verdict(scene, task=play.task, gate=gate, verdict=verdict)
    for name, play in zip(names, wanted, strict=True):
        _await_play(name, play, scene)


def _await_play(name: str, wanted: Play, scene: Scene) -> None:
    if wanted.at == COMPLETED:
        scene.until(
            lambda world: any(run.name == name and run.ended for run in world.runs),
            f"end of the play of task {wanted.task}",
        )
    else:
        scene.until(
            lambda world: any(
                play.name == name and (play.waiting, play.cycle) == (wanted.at, _cycle(wanted))
                for play in world.plays
            ),
            f"play of task {wanted.task} at {wanted.at} in cycle {_cycle(wanted)}",
        )


def _cycle(wanted: Play) -> int:
    return 0 if wanted.at == AWAIT_PR_CREATED else wanted.cycle


def _verdicts(wanted: Play) -> list[tuple[str, str]]:
    """Give the verdicts that bring a new play to where it should stand."""
    if wanted.at == AWAIT_PR_CREATED:
        return []
    verdicts = [(AWAIT_PR_CREATED, PROCEED)]
    verdicts += [(AWAIT_READY_FOR_QA, RESTART)] * (wanted.cycle - 1)
    if wanted.at != AWAIT_READY_FOR_QA:
        verdicts.append((AWAIT_READY_FOR_QA, PROCEED))
    if wanted.at == COMPLETED:
        verdicts.append((AWAIT_PR_APPROVED, PROCEED))
    return verdicts
