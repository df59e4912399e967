"""How fast a long log is diagnosed on one core, beside `grep -c error`, and in how much memory.

Seconds are those of the processor, so that other work on the machine counts for little. The memory is that of
the whole command, which reads the log from a pipe.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence

from benchmarks.figure import Figure, Report
from benchmarks.long_log import dense_log, long_log
from remediation.errors import Misuse

ROUNDS = 3
SPEED_BYTES = 100_000_000
REPEATED, TIMES = 50_000_000, 20
"""1 GB: so much of a log, so often."""
SECONDS_LIMIT = 1.0
"""For 100 MB: 100 MB/s."""
MEMORY_LIMIT_MIB = 64.0
_KIB_PER_MIB = 1024
_REMEDY = (sys.executable, "-m", "cli.main", "diagnose", "--json")
_TELLS_ITS_PEAK = """
import sys
from pathlib import Path
from cli.main import main
sys.argv = ["remedy", "diagnose", "--json", "-"]
try:
    main()
finally:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(status.split("VmHWM:")[1].split()[0], file=sys.stderr)
"""
"""`getrusage` would count what the process was before it became the command."""


def measure() -> Report:
    """Diagnose 100 MB and 1 GB of a log.

    Raises:
        Misuse: There is no grep.
    """
    grep = shutil.which("grep")
    if grep is None:
        message = "grep is not installed; it is what the speed is compared with"
        raise Misuse(message)
    start = _seconds([*_REMEDY, os.devnull])
    memory = _peak(dense_log(REPEATED))
    return Report(
        title="Diagnosing a long log: processor seconds for 100 MB, peak memory for 1 GB",
        against="grep -c error",
        figures=(
            *_speed("ordinary", long_log(SPEED_BYTES), grep=grep, start=start),
            *_speed("dense", dense_log(SPEED_BYTES), grep=grep, start=start),
            Figure(name="the command's start", ours=(start,)),
            Figure(name="peak memory, 1 GB from a pipe", ours=(memory,), unit="MiB", limit=MEMORY_LIMIT_MIB),
        ),
        notes=(
            "One line in twenty of the ordinary log has a word of alarm, three in twenty of the dense one.",
        ),
    )


def _speed(name: str, log: Iterable[bytes], *, grep: str, start: float) -> tuple[Figure, Figure]:
    """Measure a log of 100 MB, without the command's start."""
    with tempfile.NamedTemporaryFile(suffix=".log") as file:
        file.writelines(log)
        file.flush()
        ours = tuple(_seconds([*_REMEDY, file.name]) - start for _ in range(ROUNDS))
        greps = tuple(_seconds([grep, "-c", "error", file.name]) for _ in range(ROUNDS))
    return (
        Figure(name=f"100 MB, {name}", ours=ours, limit=SECONDS_LIMIT),
        Figure(name=f"100 MB, {name}, beside grep", ours=ours, other=greps),
    )


def _seconds(command: Sequence[str]) -> float:
    """Run a command to its end; give its processor seconds."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE)  # noqa: S603  # our own command, and grep
    with process:
        if process.stdout:
            process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_utime + used.ru_stime


def _peak(log: Iterable[bytes]) -> float:
    """Give the peak memory of the command in MiB, while it reads a log again and again from a pipe."""
    chunks = list(log)
    process = subprocess.Popen(  # noqa: S603  # our own command
        [sys.executable, "-c", _TELLS_ITS_PEAK],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    with process:
        if process.stdin is None or process.stderr is None:
            return 0.0
        for _ in range(TIMES):
            process.stdin.writelines(chunks)
        process.stdin.close()
        return int(process.stderr.read()) / _KIB_PER_MIB
