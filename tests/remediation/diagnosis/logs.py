"""Small logs as the CI systems write them."""

TIME = "2026-07-30T13:21:28.4756105Z "
GREEN_STEP = (
    "##[group]Run npm ci",
    "npm ci",
    "shell: /usr/bin/bash -e {0}",
    "##[endgroup]",
    "added 512 packages in 9s",
)
RED_END = "##[error]Process completed with exit code 1."
CLEANUP = ("Post job cleanup.", "[command]/usr/bin/git version", "Cleaning up orphan processes")


def github(*lines: str, command: str = "make") -> bytes:
    """Give a job's raw log: a step that passed, then one of these lines."""
    step = (f"##[group]Run {command}", command, "##[endgroup]")
    return raw(*GREEN_STEP, *step, *lines)


def raw(*lines: str) -> bytes:
    """Give lines with GitHub's times."""
    return "".join(f"{TIME}{line}\n" for line in lines).encode()


def gh(job: str, step: str, *lines: str) -> bytes:
    """Give lines as `gh run view --log` prints them."""
    return "".join(f"{job}\t{step}\t{TIME}{line}\n" for line in lines).encode()
