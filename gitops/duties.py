"""Who may do what: one service account per duty, and no verb that its duty does not need."""

from dataclasses import dataclass

from sensors import agent_events, api_trigger, event_source
from workflows import house_style, play, play_signal, rex_remediation

CODERUNS = "coderuns"
"""Stands for the agents' resource, whose group and plural are settings."""
CONFIG_MAPS = "configmaps"
EVENTS = "events"
LEASES = "leases.coordination.k8s.io"
PODS = "pods"
TASK_RESULTS = "workflowtaskresults.argoproj.io"
WORKFLOWS = "workflows.argoproj.io"


@dataclass(frozen=True, kw_only=True)
class Duty:
    """A service account and all that it may do: resources (plural and API group) and verbs."""

    account: str
    here: dict[str, tuple[str, ...]]
    """In the namespace of the Argo objects."""
    agents: dict[str, tuple[str, ...]]
    """In each agents' namespace."""
    token_in_pods: bool = True
    """Whether its pods speak to the API server."""


DUTIES = (
    # Reachable from the Internet, so it can do nothing and holds no token.
    Duty(account=event_source.SERVICE_ACCOUNT, here={}, agents={}, token_in_pods=False),
    # What an informer needs, and nothing else: it reads no object by its name.
    Duty(account=agent_events.SERVICE_ACCOUNT, here={}, agents={CODERUNS: ("list", "watch")}),
    Duty(
        account=api_trigger.SERVICE_ACCOUNT,
        here={WORKFLOWS: ("create",), EVENTS: ("create",)},
        agents={},
    ),
    Duty(
        account=rex_remediation.SERVICE_ACCOUNT,
        here={WORKFLOWS: ("get", "list", "patch", "update"), TASK_RESULTS: ("create", "patch")},
        agents={
            CODERUNS: ("deletecollection", "list"),
            PODS: ("list",),
            LEASES: ("create", "get", "update"),
            CONFIG_MAPS: ("create", "get", "update"),
        },
    ),
    Duty(
        account=house_style.CONCLUDE_SERVICE_ACCOUNT,
        here={
            WORKFLOWS: ("get", "patch"),
            EVENTS: ("create", "get"),
            TASK_RESULTS: ("create", "patch"),
        },
        agents={LEASES: ("create", "get", "update"), CONFIG_MAPS: ("create", "get", "update")},
    ),
    Duty(
        account=play_signal.SERVICE_ACCOUNT,
        here={WORKFLOWS: ("get", "list", "update"), TASK_RESULTS: ("create", "patch")},
        agents={
            CODERUNS: ("get",),
            LEASES: ("create", "get", "update"),
            CONFIG_MAPS: ("create", "get", "update"),
        },
    ),
    Duty(
        account=play.SERVICE_ACCOUNT,
        here={
            WORKFLOWS: ("get", "list", "patch"),
            EVENTS: ("create", "get"),
            TASK_RESULTS: ("create", "patch"),
        },
        agents={
            CODERUNS: ("create", "delete", "deletecollection", "get", "list"),
            PODS: ("list",),
            LEASES: ("create", "get", "update"),
            CONFIG_MAPS: ("create", "get", "update"),
        },
    ),
)
"""Every account that is exported; docs/access.md explains each verb, and a test compares the two."""
