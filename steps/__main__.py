"""What a pod runs: `python3 -m steps VERB --baton FOLDER PARAMETERS`.

Exit codes: 0 done (a refusal is a success with a reason), 1 permanent, 75 try again.
"""

from steps.quick_start import quick_start

quick_start()

import os  # noqa: E402  # after the quick start
import sys  # noqa: E402
from importlib import import_module  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import NoReturn  # noqa: E402

from remediation.clients import http  # noqa: E402
from remediation.errors import Misuse, Permanent, RemedyError  # noqa: E402
from remediation.log import Log  # noqa: E402
from remediation.settings import Settings, from_environment  # noqa: E402
from steps.baton import Baton  # noqa: E402
from steps.pod import Clock, Pod  # noqa: E402

VERBS = (
    "admit",
    "cancel",
    "relabel",
    "reset",
    "restart",
    "conclude",
    "start_agent",
    "ask_person",
    "end_play",
    "answer_signal",
    "conclude_signal",
)
USAGE = "usage: python3 -m steps VERB --baton FOLDER PARAMETERS"
_ARGUMENTS = 4


def run(arguments: list[str]) -> int:
    """Run a step and give its exit code."""
    log = Log()
    try:
        settings = from_environment()
        pod = _pod(arguments, settings)
    except Misuse as error:
        log.failed(str(error))
        return Permanent.exit_code
    try:
        import_module(f"steps.{pod.step}").run(pod)
    except RemedyError as error:
        told = Permanent(str(error)) if isinstance(error, Misuse) else error
        pod.log.failed(str(told), exit_code=told.exit_code)
        pod.baton.fail(pod.step, told)
        return told.exit_code
    except BaseException as error:
        # Its text may hold anything, and a reason goes on into annotations and Events.
        pod.baton.fail(pod.step, Permanent(f"unexpected {type(error).__name__}"))
        raise
    return 0


def _pod(arguments: list[str], settings: Settings) -> Pod:
    if len(arguments) != _ARGUMENTS or arguments[0] not in VERBS or arguments[1] != "--baton":
        message = f"{USAGE}, where VERB is one of {', '.join(VERBS)}"
        raise Misuse(message)
    verb, _, folder, inputs = arguments
    return Pod(
        step=verb,
        inputs=inputs,
        settings=settings,
        baton=Baton(Path(folder), seconds=settings.deadlines.attempt, meanwhile=http.prepare),
        log=Log(level=settings.log_level, style=settings.log_format, context={"step": verb}),
        clock=Clock(),
    )


def main() -> NoReturn:
    """Run the step of the command line and leave without tearing the interpreter down."""
    code = run(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
