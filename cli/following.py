"""Following a run on an Argo Server until it ends, across a connection that is lost for a while."""

import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from hera.exceptions import NotFound
from hera.workflows import WorkflowsService
from hera.workflows.models import Workflow
from rich.console import Console

from cli.run_lines import Lines
from remediation.errors import Misuse, Permanent, Temporary
from runner.parsing import run_of
from runner.snapshot import Run

LOOK_SECONDS = 1.0
GATE_SECONDS = 3.0
"""Between two looks at a run that waits for agents or people, perhaps for hours."""
PATIENCE_SECONDS = 120.0
"""How long a server that was there before may be away, as when it is rolled out anew."""

Found = TypeVar("Found")


def seen(workflow: Workflow) -> Run:
    """Read a run off Hera's model."""
    return run_of(workflow.model_dump(mode="json", by_alias=True, exclude_none=True))


def looks(run: Run, service: WorkflowsService, console: Console) -> Iterator[Run]:
    """Look at a run until it has ended, tell what happens, and give it as it is at each look.

    Raises:
        Misuse: The server no longer accepts the token.
        Permanent: The run was deleted.
        Temporary: The server was away for two minutes.
    """
    lines = Lines()
    while not run.ended:
        run = seen(_read(run, service, console))
        for line in lines.news(run):
            console.print(line)
        yield run
        if not run.ended:
            time.sleep(GATE_SECONDS if run.gate else LOOK_SECONDS)


def patiently(call: Callable[[], Found], console: Console) -> Found:
    """Call a server, and again for two minutes as long as it does not answer.

    Raises:
        Temporary: It was away all the time.
    """
    lost: float | None = None
    while True:
        try:
            found = call()
        except Temporary as error:
            now = time.monotonic()
            if lost is None:
                lost = now
                console.print(f"{error}; trying again for {PATIENCE_SECONDS:.0f} s", markup=False)
            if now - lost >= PATIENCE_SECONDS:
                raise
            time.sleep(LOOK_SECONDS)
        else:
            if lost is not None:
                console.print("the Argo Server answers again", markup=False)
            return found


def _read(run: Run, service: WorkflowsService, console: Console) -> Workflow:
    try:
        return patiently(lambda: service.get_workflow(run.name, run.namespace), console)
    except NotFound as error:
        message = f"{run.name} was deleted before it ended"
        raise Permanent(message) from error
    except Misuse as error:
        message = f"{error}; {run.name} goes on without being watched"
        raise Misuse(message) from error
    except Temporary as error:
        message = f"{error}; {run.name} goes on without being watched"
        raise Temporary(message) from error
