"""A finished run as its exit handler sees it."""

import json
from dataclasses import dataclass
from datetime import datetime

from remediation.model import JsonObject

OUTCOME_LABEL = "remediation-outcome"
REASON_ANNOTATION = "remedy/reason"
FAILED = "failed"
UNREPORTED = "unreported"
SHOWN = 300


@dataclass(frozen=True, kw_only=True, slots=True)
class RunResult:
    """How the steps of a run ended."""

    outcome: str
    """The outcome that the last step wrote, `unreported` if Argo lost it, or `failed`."""
    reason: str
    created: datetime
    """When the run was created."""


def read_result(workflow: JsonObject, *, status: str) -> RunResult:
    """Read the outcome out of a run's nodes.

    Args:
        workflow: The run with its nodes.
        status: `{{workflow.status}}` as the exit handler got it.
    """
    created = datetime.fromisoformat(workflow["metadata"]["creationTimestamp"])
    nodes = list(((workflow.get("status") or {}).get("nodes") or {}).values())
    if status == "Succeeded":
        for node in nodes:
            outputs = {
                each["name"]: each.get("value", "")
                for each in (node.get("outputs") or {}).get("parameters") or ()
            }
            if outputs.get("outcome"):
                return RunResult(
                    outcome=outputs["outcome"], reason=outputs.get("reason", ""), created=created
                )
        # Seen on a node under a load of 40: the steps succeed, and their outputs never arrive.
        return RunResult(
            outcome=UNREPORTED, reason="the steps succeeded; their log says how", created=created
        )
    messages = [
        node["message"]
        for node in sorted(nodes, key=lambda node: node.get("finishedAt") or "")
        if node.get("type") in {"Container", "Pod"}
        and node.get("phase") in {"Failed", "Error"}
        and node.get("message")
    ]
    reason = last_words(messages[-1]) if messages else f"the workflow ended as {status}"
    return RunResult(outcome=FAILED, reason=" ".join(reason.split())[:SHOWN], created=created)


def last_words(message: str) -> str:
    """Find what a step said last: the end of its log, which Kubernetes puts into its node's message."""
    for line in reversed(message.splitlines()):
        try:
            return str(json.loads(line[line.index("{") :])["message"])
        except (ValueError, KeyError, TypeError):
            continue
    return message
