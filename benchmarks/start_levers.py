"""What each lever on a step's start is worth: the same start without it, each in a fresh container."""

from benchmarks.figure import Figure, Report
from benchmarks.fresh_containers import ADMIT, TICK_SECONDS, seconds
from benchmarks.place import cluster

ROUNDS = 11
STEP = "a step"
_PRELUDE = "import steps.precompiled as precompiled, steps.quick_start as quick_start; "
_MAIN = "; from steps.__main__ import main; main()"
WITHOUT = {
    "with garbage collection": "quick_start.gc.disable = int",
    "that looks for pydantic's plug-ins": "quick_start._look_for_no_plugins = int",
    "that compiles the libraries' source texts": "precompiled.Sources.serve = lambda self: None",
    "that searches for each module": "precompiled.Modules.find_spec = lambda *given: None",
    "with none of these": "quick_start.quick_start = int",
}
"""What undoes a lever, in Python; `int` is a function that does nothing."""
NO_BYTECODE = "with none of these, nor bytecode"


def measure() -> Report:
    """Start the step with and without each, in turns.

    Raises:
        Misuse: There is no cluster, or it is not one for scenarios.
        Temporary: The pod does not end.
    """
    commands = {STEP: f"python3 -m steps {ADMIT}"}
    for name, undone in WITHOUT.items():
        commands[name] = f"python3 -c '{_PRELUDE}{undone}{_MAIN}' {ADMIT}"
    # A place where nothing is: Python finds no bytecode, and can write none.
    commands[NO_BYTECODE] = f"PYTHONPYCACHEPREFIX=/nowhere {commands['with none of these']}"
    with cluster(apart=True) as place:
        found = seconds(place.api, place.settings, commands, rounds=ROUNDS)
    return Report(
        title="What a step's start would be without",
        against=STEP,
        figures=tuple(
            Figure(name=f"a step {name}", ours=found[name], other=found[STEP], tick=TICK_SECONDS)
            for name in (*WITHOUT, NO_BYTECODE)
        ),
        notes=("From the container's first process to the command's end, as in the cold start.",),
    )
