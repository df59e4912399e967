"""What people and agents do, and the signals that tell of it."""

from datetime import UTC, datetime

from remediation.coderuns import coderuns
from remediation.signal import Kind, Signal
from sandbox.github.people import Opinion
from tests.steps.world import CLEO, PERSON, TASK, TESS, World

PREFIXES: dict[Kind, str] = {
    "pull-request": "pr-opened",
    "task-label": "pr-opened",
    "ready-for-qa": "pr-ready",
    "approval": "pr-approved",
    "closed": "pr-closed",
}


def about_pull_request(
    world: World, kind: Kind, *, by: str = PERSON, number: int = 0, task: int = TASK
) -> Signal:
    """Tell of what happened to a pull request last."""
    delivery, number = world.delivery(), number or world.number
    issue = world.stand_ins.github.world.repository(world.repository.name).issues[number]
    return Signal.model_validate(
        {
            "repository": world.repository.name,
            "task-id": str(task),
            "signal": kind,
            "subject": str(number),
            "phase": "none",
            "sender": by,
            "at": datetime.fromtimestamp(issue.updated_at, UTC),
            "delivery": delivery,
            "run": f"{PREFIXES[kind]}-{delivery}",
        }
    )


def cleo_is_content(world: World, *, by: str = CLEO) -> Signal:
    """Put `ready-for-qa` on."""
    world.label("ready-for-qa", by=by)
    return about_pull_request(world, "ready-for-qa", by=by)


def tess_reviews(
    world: World, opinion: Opinion = "approved", *, by: str = TESS, of: str | None = None
) -> Signal:
    """Review a commit, by default the newest."""
    github, sha = world.stand_ins.github, world.shas[of] if of else None
    github.review(world.repository.name, world.number, by, opinion, commit_id=sha)
    return about_pull_request(world, "approval", by=by)


def a_person_closes(world: World, *, merge: bool = False) -> Signal:
    """End the pull request, a second after all that happened before: GitHub's times are whole seconds."""
    world.stand_ins.time.sleep(1)
    end = world.stand_ins.github.merge if merge else world.stand_ins.github.close
    end(world.repository.name, world.number, PERSON)
    return about_pull_request(world, "closed")


def agent_ended(world: World, name: str, phase: str = "Failed") -> Signal:
    """Tell that an agent has ended."""
    return _about_agent(world, "agent-ended", name, phase)


def agent_is_missed(world: World, name: str, phase: str = "Running") -> Signal:
    """Tell that an agent is gone, which somebody else sees to."""
    return _about_agent(world, "agent-gone", name, phase)


def agent_gone(world: World, name: str, phase: str = "Running") -> Signal:
    """Delete an agent, and tell it."""
    told = agent_is_missed(world, name, phase)
    kind, namespace = coderuns(world.settings), world.agents_namespace
    world.others.kubernetes.delete(kind, namespace, name, uid=told.delivery)
    world.let_agents_go()
    return told


def _about_agent(world: World, kind: Kind, name: str, phase: str) -> Signal:
    metadata = next(run["metadata"] for run in world.agents() if run["metadata"]["name"] == name)
    return Signal.model_validate(
        {
            "repository": world.repository.name,
            "task-id": metadata["labels"]["task-id"],
            "signal": kind,
            "subject": name,
            "phase": phase,
            "sender": metadata["labels"]["github-app"],
            "at": metadata["creationTimestamp"],
            "delivery": metadata["uid"],
            "run": f"agent-{metadata['uid']}-{'gone' if kind == 'agent-gone' else phase.lower()}",
        }
    )
