"""The function of each verb of a push's run, called with a world's clients."""

from remediation.push import Push
from steps.admission import Admission
from steps.admit import admit
from steps.cancel import Cancelled, cancel
from steps.relabel import Relabelled, relabel
from steps.reset import Reset, reset
from steps.restart import Restarted, restart
from tests.steps.world import World


def admitted(world: World, push: Push) -> Admission:
    """Judge a push."""
    return admit(
        push,
        settings=world.settings,
        github=world.others.github,
        cluster=world.others.kubernetes,
        argo=world.others.argo,
        clock=world.stand_ins.time.clock,
    )


def cancelled(world: World, push: Push, admission: Admission) -> Cancelled:
    """Cancel the stale agents."""
    return cancel(
        push,
        admission,
        settings=world.settings,
        cluster=world.others.kubernetes,
        clock=world.stand_ins.time.clock,
    )


def relabelled(world: World, push: Push, admission: Admission) -> Relabelled:
    """Change the labels."""
    return relabel(
        push,
        admission,
        github=world.others.github,
        cluster=world.others.kubernetes,
        clock=world.stand_ins.time.clock,
    )


def stage_reset(world: World, push: Push, admission: Admission) -> Reset:
    """Set the stage back."""
    return reset(
        push,
        admission,
        settings=world.settings,
        cluster=world.others.kubernetes,
        argo=world.others.argo,
        clock=world.stand_ins.time.clock,
    )


def restarted(world: World, push: Push, admission: Admission) -> Restarted:
    """Start QA again."""
    return restart(
        push,
        admission,
        settings=world.settings,
        cluster=world.others.kubernetes,
        argo=world.others.argo,
        clock=world.stand_ins.time.clock,
    )
