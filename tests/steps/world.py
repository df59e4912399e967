"""One task's world: its repository at GitHub, its namespaces, its agents, and what is remembered about it."""

import json
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from remediation.clients.kubernetes import CONFIG_MAPS, EVENTS, LEASES, WORKFLOWS
from remediation.coderuns import coderuns, new_coderun
from remediation.errors import Permanent
from remediation.lease import lease_name
from remediation.log import Log
from remediation.model import JsonObject, Model
from remediation.push import Push
from remediation.settings import Deadlines, Repository, Role, Settings
from remediation.state import TaskState
from sandbox.github.world.repositories import PullRequest
from steps import locking, remembering
from steps.baton import Baton
from tests.steps.clients import Clients, PodOnStandIns, clients
from tests.steps.stand_ins import StandIns

TASK, BRANCH = 7, "task-7-login"
REX, CLEO, TESS, PERSON = "5DLabs-Rex[bot]", "5DLabs-Cleo[bot]", "5DLabs-Tess[bot]", "ada"
FINALIZER = "agents.platform/cleanup"
SHORT = Deadlines(cancel=4, gate_active=2)
"""Nothing here takes long, and each look while waiting costs real time."""
_NUMBERS = count(1)


@dataclass(kw_only=True)
class World:
    """What a test acts in; commits have names: A is the first, and so on."""

    stand_ins: StandIns
    settings: Settings
    folder: Path
    others: Clients
    token: str
    shas: dict[str, str] = field(default_factory=dict)
    number: int = 0
    """Of the pull request."""
    _made: list[Clients] = field(default_factory=list)
    _pods: int = 0
    _deliveries: int = 0

    @property
    def repository(self) -> Repository:
        return self.settings.repositories[0]

    @property
    def agents_namespace(self) -> str:
        return self.repository.agents_namespace

    def clients(self) -> Clients:
        """Connect the clients of a new program."""
        made = clients(self.stand_ins, self.settings, token=self.token, meet_faults=True)
        self._made.append(made)
        return made

    def close(self) -> None:
        """Drop all connections."""
        for each in (self.others, *self._made):
            each.close()

    def pod(self, step: str, inputs: str, *, using: Clients, baton: Baton | None = None) -> PodOnStandIns:
        """Start a container."""
        return PodOnStandIns(
            step=step,
            inputs=inputs,
            settings=self.settings,
            baton=baton or self.baton(),
            log=Log(context={"step": step}),
            clock=self.stand_ins.time.clock,
            clients=using,
        )

    def baton(self) -> Baton:
        """Give a new pod's folder."""
        self._pods += 1
        folder = self.folder / f"pod-{self._pods}"
        folder.mkdir()
        clock = self.stand_ins.time.clock
        return Baton(
            folder, seconds=self.settings.deadlines.attempt, sleep=clock.sleep, clock=clock.monotonic
        )

    # At GitHub

    def push(self, name: str, *, sender: str = REX) -> Push:
        """Push a new commit, or force the branch back to a known one, and give the event."""
        github, before = self.stand_ins.github, self.present()
        known = self.shas.get(name)
        if known:
            github.push(self.repository.name, BRANCH, sender, force_to=known)
        else:
            self.shas[name] = (
                github.push(self.repository.name, BRANCH, sender, files={"work.txt": f"{name} {before}"})
                or ""
            )
        delivery = self.delivery()
        return Push.model_validate(
            {
                "repository": self.repository.name,
                "ref": f"refs/heads/{BRANCH}",
                "before": before or "0" * 40,
                "after": self.shas[name],
                "sender": sender,
                "delivery": delivery,
                "pushed-at": str(int(self.stand_ins.time.seconds())),
                "task-id": str(TASK),
                "run": f"rex-push-{delivery}",
            }
        )

    def delivery(self) -> str:
        """Give the GUID of a new delivery."""
        self._deliveries += 1
        return f"{self._deliveries:08x}-0000-4000-8000-000000000000"

    def open_pull_request(self, *labels: str) -> None:
        """Open the task's pull request."""
        github = self.stand_ins.github
        self.number = github.open_pull_request(self.repository.name, BRANCH, REX)
        self.label(f"task-{TASK}", *labels)

    def open_rival(self) -> int:
        """Open another pull request that claims the task, and give its number."""
        github, name = self.stand_ins.github, self.repository.name
        github.push(name, "task-7-other", REX)
        number = github.open_pull_request(name, "task-7-other", REX)
        github.label(name, number, f"task-{TASK}", PERSON)
        return number

    def delete_play(self, name: str) -> None:
        path = f"/apis/{WORKFLOWS.api_version}/namespaces/{self.settings.namespace}/workflows/{name}"
        self.others.http.call("DELETE", path)

    def label(self, *names: str, by: str = PERSON) -> None:
        for name in names:
            self.stand_ins.github.label(self.repository.name, self.number, name, by)

    def unlabel(self, name: str) -> None:
        self.stand_ins.github.unlabel(self.repository.name, self.number, name, PERSON)

    def present(self) -> str:
        """Give the branch's head in truth."""
        return self.stand_ins.github.world.repository(self.repository.name).branches.get(BRANCH, "")

    def pull_request(self) -> PullRequest:
        pulls = self.stand_ins.github.world.repository(self.repository.name).pulls
        return next(pull for pull in pulls if pull.number == self.number)

    def labels(self) -> set[str]:
        return {label.name for label in self.pull_request().labels}

    def comments(self) -> list[str]:
        return [comment.body for comment in self.pull_request().comments]

    # In the cluster

    def add_agent(
        self, name: str, role: Role, head: str, *, play: str = "", cycle: int = 0, task: int = TASK
    ) -> None:
        """Let an agent work on a commit; it is gone a moment after it was deleted."""
        body = new_coderun(
            self.settings,
            self.repository,
            task=task,
            role=role,
            play=play,
            cycle=cycle,
            head=self.shas.get(head, head),
        )
        body["metadata"] |= {"name": name, "finalizers": [FINALIZER]}
        self.others.kubernetes.create(coderuns(self.settings), self.agents_namespace, body)

    def agents(self) -> list[JsonObject]:
        kind = coderuns(self.settings)
        path = f"/apis/{kind.api_version}/namespaces/{self.agents_namespace}/{kind.plural}"
        return list(self.others.http.call("GET", path).json()["items"])

    def let_agents_go(self) -> None:
        """Clean up after deleted agents, as their operator does."""
        for run in self.agents():
            if "deletionTimestamp" in run["metadata"]:
                with suppress(Permanent):  # it is gone already
                    self.others.kubernetes.merge(
                        coderuns(self.settings),
                        self.agents_namespace,
                        run["metadata"]["name"],
                        {"metadata": {"finalizers": None}},
                    )

    def state(self) -> TaskState | None:
        return remembering.load(self.others.kubernetes, namespace=self.agents_namespace, task=TASK)

    def config_map(self) -> JsonObject:
        name = f"task-{TASK}-remediation-state"
        return self.others.kubernetes.get(CONFIG_MAPS, self.agents_namespace, name) or {}

    def holder(self) -> str:
        """Give who holds the Lease; nobody is the empty text."""
        lease = self.others.kubernetes.get(LEASES, self.agents_namespace, lease_name(TASK))
        return "" if lease is None else str(lease["spec"]["holderIdentity"])

    def hold_lease(self, holder: str) -> None:
        """Let another run take the Lease."""
        locking.acquire(
            self.others.kubernetes,
            namespace=self.agents_namespace,
            task=TASK,
            holder=holder,
            seconds=self.settings.deadlines.lease,
            clock=self.stand_ins.time.clock,
        )

    def leave_lease(self, holder: str) -> None:
        locking.release(self.others.kubernetes, namespace=self.agents_namespace, task=TASK, holder=holder)

    def kubernetes_events(self) -> list[JsonObject]:
        path = f"/api/v1/namespaces/{self.settings.namespace}/{EVENTS.plural}"
        return list(self.others.http.call("GET", path).json()["items"])

    def name_of(self, sha: str) -> str:
        """Give a commit's name in the test."""
        return next((name for name, known in self.shas.items() if known == sha), sha)


def new_world(stand_ins: StandIns, folder: Path) -> World:
    """Make a repository and namespaces that nothing else is in."""
    number = next(_NUMBERS)
    repository = Repository(name=f"5dlabs/case-{number}", agents_namespace=f"agents-{number}")
    settings = Settings(namespace=f"remediation-{number}", repositories=(repository,), deadlines=SHORT)
    stand_ins.faults.clear()
    stand_ins.time.begin_anew()
    us = f"remedy-{number}[bot]"
    stand_ins.github.lag(refs=0, pull_requests=0)
    stand_ins.github.add_repository(repository.name)
    for login in (us, REX, CLEO, TESS, PERSON):
        stand_ins.github.add_user(login, {repository.name: "write"})
    token = stand_ins.github.token_for(us)
    others = clients(stand_ins, settings, token=token, meet_faults=False)
    for name in (settings.namespace, repository.agents_namespace):
        others.http.call("POST", "/api/v1/namespaces", body={"metadata": {"name": name}})
    world = World(stand_ins=stand_ins, settings=settings, folder=folder, others=others, token=token)
    stand_ins.time.employ(world.let_agents_go)
    return world


def inputs_of(given: Model) -> str:
    """Give a step's inputs as Argo does."""
    values = given.model_dump(by_alias=True)
    return json.dumps([{"name": name, "value": str(value)} for name, value in values.items()])
