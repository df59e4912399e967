"""Measure, print the figures, and exit 1 if a limit is missed: `python -m benchmarks [NAME ...]`."""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Mapping

from benchmarks import (
    burst,
    cancel_calls,
    cold_start,
    diagnose,
    github_calls,
    record,
    restart,
    signal,
    signal_levers,
    start_levers,
)
from benchmarks.figure import Report
from benchmarks.tables import show
from remediation.errors import RemedyError
from runner.scene import NeverCame

BENCHMARKS: Mapping[str, Callable[[], Report]] = {
    "cancel_calls": cancel_calls.measure,
    "github_calls": github_calls.measure,
    "cold_start": cold_start.measure,
    "start_levers": start_levers.measure,
    "restart": restart.measure,
    "signal": signal.measure,
    "signal_levers": signal_levers.measure,
    "burst": burst.measure,
    "diagnose": diagnose.measure,
}
"""In the order in which they run; most need a cluster with Argo, in `$KUBECONFIG`."""
MISSED, INTERRUPTED = 1, 130


def main(arguments: list[str]) -> int:
    """Run the named benchmarks, by default all, and give the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Measure the figures of docs/performance.md. Exits 1 if a limit is missed.",
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"by default all: {', '.join(BENCHMARKS)}")
    parser.add_argument("--json", action="store_true", help="print one JSON document instead of tables")
    parser.add_argument(
        "--write", action="store_true", help=f"keep the figures in {record.FILE.name} and the page"
    )
    options = parser.parse_args(arguments)
    if unknown := [name for name in options.names if name not in BENCHMARKS]:
        parser.error(f"there is no benchmark {unknown[0]}; there are {', '.join(BENCHMARKS)}")
    reports: dict[str, Report] = {}
    try:
        code = _measure(options.names or BENCHMARKS, reports, tables=not options.json, write=options.write)
    except KeyboardInterrupt:
        print("benchmarks: interrupted, and tidied up", file=sys.stderr)
        code = INTERRUPTED
    if options.json:
        print(json.dumps({name: report.document() for name, report in reports.items()}, indent=2))
    return code


def _measure(names: Iterable[str], reports: dict[str, Report], *, tables: bool, write: bool) -> int:
    """Run benchmarks, the rest even if one fails, and give the worst exit code."""
    code = 0
    for name in names:
        try:
            reports[name] = BENCHMARKS[name]()
        except (RemedyError, NeverCame) as error:
            print(f"benchmarks: {name}: {error}", file=sys.stderr)
            code = max(code, getattr(error, "exit_code", MISSED))
            continue
        if not reports[name].ok:
            code = max(code, MISSED)
        if tables:
            show(reports[name])
        if write:
            record.keep({name: record.now(reports[name])})
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
