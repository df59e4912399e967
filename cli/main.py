"""The `remedy` command: an explicit list of subcommands, and one place where errors become exit codes."""

import sys

import typer
from rich.console import Console

from cli.export import export
from cli.graph import graph
from cli.replay import replay
from cli.run import run
from cli.submit import submit
from remediation.errors import RemedyError

COMMANDS = (export, replay, graph, run, submit)

app = typer.Typer(
    name="remedy",
    help="GitHub-driven remediation loops on Argo: export, replay, draw, run and submit them.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def _root() -> None:
    """Keep `remedy COMMAND` the only form, however many commands there are."""


for command in COMMANDS:
    app.command()(command)


def main() -> None:
    """Run the command; a `RemedyError` becomes one line on standard error and its exit code."""
    try:
        app()
    except RemedyError as error:
        Console(stderr=True, highlight=False, soft_wrap=True).print(f"remedy: {error}", markup=False)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
