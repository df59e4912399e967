"""A step's start in a fresh container, beside that of `kubectl version --client`.

The step is `admit` with a push that is refused at once: it imports, reads settings and parameters, decides,
leaves its result and ends. Like kubectl's command it asks nobody, so it does not import the HTTP client; a
second figure adds that.
"""

from benchmarks.figure import Figure, Report
from benchmarks.fresh_containers import ADMIT, TICK_SECONDS, TOOLS, seconds
from benchmarks.place import cluster

ROUNDS = 15
LIMIT = 2.0
KUBECTL, STEP, HTTP, PYTHON = (
    "kubectl version --client",
    "a step",
    "a step that imports HTTP and TLS",
    "python3 -c pass",
)
_WITH_HTTP = (
    "from steps.quick_start import quick_start; quick_start(); "
    "import http.client, ssl; from steps.__main__ import main; main()"
)
COMMANDS = {
    KUBECTL: f"{TOOLS}/{KUBECTL}",
    STEP: f"python3 -m steps {ADMIT}",
    HTTP: f"python3 -c '{_WITH_HTTP}' {ADMIT}",
    PYTHON: PYTHON,
}


def measure() -> Report:
    """Start every command in containers of its own, in turns.

    Raises:
        Misuse: There is no cluster, or it is not one for scenarios.
        Temporary: The pod does not end.
    """
    with cluster(apart=True) as place:
        found = seconds(place.api, place.settings, COMMANDS, rounds=ROUNDS)
    return Report(
        title="Cold start: seconds from a container's first process to the command's end",
        against=KUBECTL,
        figures=tuple(
            Figure(
                name=name,
                ours=found[name],
                other=found[KUBECTL],
                limit=LIMIT if name == STEP else None,
                tick=TICK_SECONDS,
            )
            for name in (STEP, HTTP, PYTHON)
        ),
        notes=("Image and page cache are warm, CPU is not limited. Argo's executor adds the same to each.",),
    )
