"""One WorkflowTemplate per file, built with Hera."""

from collections.abc import Callable

from hera.workflows import WorkflowTemplate

from remediation.settings import Settings
from workflows import play, play_signal, rex_remediation

WORKFLOWS: tuple[Callable[[Settings], WorkflowTemplate], ...] = (
    rex_remediation.build,
    play.build,
    play_signal.build,
)
"""Every template that is exported, in the order of the story that they tell."""
