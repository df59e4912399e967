"""The `remedy` command: an explicit list of subcommands, and one place where errors become exit codes."""

import sys
from collections.abc import Iterable
from importlib import import_module

import typer
from rich.console import Console

from remediation.errors import RemedyError

COMMANDS = ("export", "replay", "graph", "run", "submit", "diagnose")
"""Each is the function of its name in the module of its name; only the one that is asked for is imported."""


def build(names: Iterable[str] = COMMANDS) -> typer.Typer:
    """Build the command line of some subcommands."""
    app = typer.Typer(
        name="remedy",
        help="GitHub-driven remediation loops on Argo: export, replay, draw, run, submit and diagnose them.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(_root)
    for name in names:
        app.command()(getattr(import_module(f"cli.{name}"), name))
    return app


def _root() -> None:
    """Keep `remedy COMMAND` the only form, however many commands there are."""


def main() -> None:
    """Run the command; a `RemedyError` becomes one line on standard error and its exit code."""
    wanted = [name for name in COMMANDS if sys.argv[1:2] == [name]]
    try:
        build(wanted or COMMANDS)()
    except RemedyError as error:
        Console(stderr=True, highlight=False, soft_wrap=True).print(f"remedy: {error}", markup=False)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
