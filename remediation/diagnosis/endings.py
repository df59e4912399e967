"""The lines by which a CI system says that a step or a job has ended."""

import re

ENDINGS = (
    r"Process completed with exit code [1-9-]",  # GitHub Actions
    r"The operation was canceled",
    r"The action '.*' has timed out after",
    r"The (?:job running on )?runner .* (?:has exceeded|lost communication)",
    r"The hosted runner.*lost communication",
    r"(?:Bash|PowerShell|Cmd\.exe|The process '.*') (?:failed with exit|exited with) code '?[1-9-]",
    r"ERROR: Job failed",  # GitLab
    r"The command .*(?:failed and )?exited with [1-9]",  # Travis CI
    r"Done\. Your build exited with [1-9]",
    r"Exited with code (?:exit status )?[1-9]",  # CircleCI
    r"Finished: (?:FAILURE|ABORTED|UNSTABLE)",  # Jenkins
    r"ERROR: script returned exit code [1-9-]",
    r"Build step '.*' (?:marked build as|changed build result to) (?:failure|FAILURE|UNSTABLE)",
    r"🚨 Error: The command exited with status [1-9]",  # Buildkite
)
ANCHORS = (
    "##[error]", "::error file=", "ERROR: Job failed", " exited with", "Exited with code", "Finished: ",
    "Cleaning up orphan processes", "Job succeeded", "Done. Your build exited", "Finishing: ",
    "Post job cleanup.",
    "script returned exit code", "marked build as", "changed build result", "command exited with status",
)  # fmt: skip
"""Of which one stands in every ending, red or green."""
_ENDING = re.compile("|".join(ENDINGS))


def is_ending(text: str) -> bool:
    """Tell whether a clean line says that a step or job ended red, and nothing about the cause."""
    return _ENDING.match(text) is not None


_PASSED = re.compile(
    r"Cleaning up orphan processes|Job succeeded$|Finished: SUCCESS|Done\. Your build exited with 0"
    r"|Finishing: |Post job cleanup\."
)


def is_green_ending(text: str) -> bool:
    """Tell whether a clean line stands at the end of a job; without a red ending before it, that is green."""
    return _PASSED.match(text) is not None


_ONES = str.maketrans("023456789", "111111111")
_ZEROS = str.maketrans("123456789", "000000000")


def may_end(text: str) -> bool:
    """Tell whether a clean line stands at the end of something, or would with other digits in it."""
    return is_ending(text.translate(_ONES)) or is_green_ending(text.translate(_ZEROS))
