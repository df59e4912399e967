"""`python -m benchmarks [--json] [NAME ...]`: measure, print the figures, and exit 1 if a limit is missed."""

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from importlib import import_module

from benchmarks.figure import Report
from benchmarks.tables import show
from remediation.errors import RemedyError
from runner.scene import NeverCame

BENCHMARKS = ("cancel_calls", "github_calls", "cold_start", "restart", "burst")
"""The modules, in the order in which they run; the last three need a cluster."""


def main(arguments: list[str]) -> int:
    """Run the named benchmarks, by default all, and give the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--json", action="store_true", help="print one JSON document instead of tables")
    options = parser.parse_args(arguments)
    if unknown := [name for name in options.names if name not in BENCHMARKS]:
        parser.error(f"there is no benchmark {unknown[0]}; there are {', '.join(BENCHMARKS)}")
    try:
        reports = _measured(options.names or BENCHMARKS, tables=not options.json)
    except RemedyError as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        return error.exit_code
    except NeverCame as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        return 1
    if options.json:
        print(json.dumps({name: report.document() for name, report in reports.items()}, indent=2))
    return 0 if all(report.ok for report in reports.values()) else 1


def _measured(names: Iterable[str], *, tables: bool) -> dict[str, Report]:
    reports = {}
    for name in names:
        measure: Callable[[], Report] = import_module(f"benchmarks.{name}").measure
        reports[name] = measure()
        if tables:
            show(reports[name])
    return reports


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
