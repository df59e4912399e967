"""How a template is called, and how a call fails."""

from dataclasses import dataclass, field

from remediation.model import JsonObject


class ExecutionError(Exception):
    """A node cannot run. It is marked; the message goes on to the nodes around it."""


@dataclass(frozen=True, kw_only=True)
class Call:
    """A template, the node that runs it and what it is given."""

    node: str
    """The node's name."""
    template: str
    """The template's name."""
    arguments: JsonObject = field(default_factory=dict)
    boundary: str = ""
    """Id of the steps node that the node belongs to."""
    step: str = ""
    """The step's name; empty for entrypoint and exit handler."""
    on_exit: bool = False
    """Whether it is part of the exit handler, which runs after a stop and after the deadline."""
    flag: JsonObject | None = None
    """Argo's `nodeFlag`."""
