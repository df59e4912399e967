"""What the world looks like at one moment: the values that expectations, the document and the report read."""

from datetime import datetime

from pydantic import Field

from remediation.model import Model

PLAY = "play-orchestration"
"""Label `workflow-type` of plays."""
EXIT = ".onExit"
"""How Argo ends the name of an exit handler's node."""
FINISHED = frozenset({"Succeeded", "Failed", "Error"})


class Node(Model):
    """A node of a workflow run: a step, a container, a gate, or a group of them."""

    id: str
    name: str
    kind: str
    """Argo's node type: Steps, StepGroup, Pod, Container, Suspend, Retry, Skipped."""
    template: str = ""
    phase: str = "Pending"
    started: datetime | None = None
    finished: datetime | None = None
    message: str = ""
    cycle: int | None = None
    parent: str = ""
    children: tuple[str, ...] = ()
    outputs: dict[str, str] = Field(default_factory=dict)
    verb: str = ""
    """The step that a container runs, if it says so."""
    position: int = 0
    """Where a container stands among those of its pod."""

    @property
    def title(self) -> str:
        """Its name for people; Argo demands that one container of a pod is called `main`."""
        return self.verb if self.name == "main" and self.verb else self.name


class Run(Model):
    """A workflow run as the Argo Server shows it."""

    namespace: str
    name: str
    uid: str
    template: str
    """Name of its WorkflowTemplate."""
    kind: str
    """Value of its label `workflow-type`."""
    task: int | None
    repository: str
    """`owner/repo`."""
    stage: str = ""
    phase: str
    message: str = ""
    created: datetime
    started: datetime | None = None
    finished: datetime | None = None
    outcome: str = ""
    reason: str = ""
    nodes: tuple[Node, ...] = ()

    @property
    def is_play(self) -> bool:
        """Whether it is a task's play, not a loop's run."""
        return self.kind == PLAY or self.template == "play"

    @property
    def ended(self) -> bool:
        """Whether the run has come to its end, whatever the result."""
        return self.phase in FINISHED

    @property
    def gate(self) -> Node | None:
        """The gate at which the run waits, if it waits."""
        waiting = [node for node in self.nodes if node.kind == "Suspend" and node.phase == "Running"]
        return waiting[-1] if waiting else None


class Play(Model):
    """Where a task's play stands."""

    task: int
    repository: str
    name: str
    stage: str
    phase: str
    cycle: int
    """The QA cycle that it is in; 0 before the first."""
    waiting: str
    """The gate that it waits at, or empty."""


class CodeRun(Model):
    """An agent's run."""

    namespace: str
    name: str
    uid: str
    task: int | None
    role: str
    """`rex`, `cleo`, `tess`, or empty for somebody else."""
    head: str
    """The commit that it works on."""
    phase: str = ""
    deleting: bool = False
    created: datetime
    labels: dict[str, str] = Field(default_factory=dict)


class Pod(Model):
    """A pod of an agent."""

    namespace: str
    name: str
    task: int | None
    role: str
    head: str
    deleting: bool = False


class Comment(Model):
    """A comment on a pull request."""

    author: str
    body: str


class PullRequest(Model):
    """A pull request as GitHub shows it."""

    repository: str
    number: int
    title: str
    branch: str
    head: str
    author: str
    state: str
    """`open`, `closed` or `merged`."""
    labels: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()


class ConfigMap(Model):
    """A state ConfigMap in an agents' namespace."""

    namespace: str
    name: str
    data: dict[str, str] = Field(default_factory=dict)


class Lease(Model):
    """A task's Lease in an agents' namespace."""

    namespace: str
    name: str
    holder: str = ""
    transitions: int = 0


class Notice(Model):
    """A Kubernetes Event that our steps wrote."""

    namespace: str
    regarding: str
    reason: str
    message: str
    kind: str = "Normal"
    """`Normal` or `Warning`."""


class Delivery(Model):
    """A webhook that GitHub sent, and what the event source answered."""

    guid: str
    hook: str
    """Which of the hooks; all hooks that see one event share its GUID."""
    event: str
    action: str = ""
    status: int
    """HTTP status, 0 if nobody answered."""
    answer: str = ""


class Snapshot(Model):
    """The whole world at one moment, in a fixed order."""

    runs: tuple[Run, ...] = ()
    code_runs: tuple[CodeRun, ...] = ()
    pods: tuple[Pod, ...] = ()
    pull_requests: tuple[PullRequest, ...] = ()
    config_maps: tuple[ConfigMap, ...] = ()
    leases: tuple[Lease, ...] = ()
    notices: tuple[Notice, ...] = ()
    deliveries: tuple[Delivery, ...] = ()

    @property
    def plays(self) -> tuple[Play, ...]:
        """The tasks' plays."""
        return tuple(play_of(run) for run in self.runs if run.is_play and run.task is not None)

    @property
    def loops(self) -> tuple[Run, ...]:
        """The runs that are no plays."""
        return tuple(run for run in self.runs if not run.is_play)


def play_of(run: Run) -> Play:
    """Read where a play stands off its run."""
    return Play(
        task=run.task or 0,
        repository=run.repository,
        name=run.name,
        stage=run.stage,
        phase=run.phase,
        cycle=max((node.cycle or 0 for node in run.nodes), default=0),
        waiting=run.gate.name if run.gate else "",
    )
