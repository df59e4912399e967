"""What Argo Events 1.9.10 would do with an event, without a cluster: read sensors, make events, evaluate.

Every rule here is compared with Argo Events' own code (tests/oracle); what is not known is refused by name.
"""

from sandbox.evaluator.errors import RefusedWebhook
from sandbox.evaluator.evaluation import DependencyAnswer, Evaluation, Firing, dead_letter, evaluate
from sandbox.evaluator.event import Event, Origin, event_from_webhook
from sandbox.evaluator.filters import Refusal
from sandbox.evaluator.happened import Happened, changed_object, posted_webhook
from sandbox.evaluator.manifests import (
    load_github_origins,
    load_resource_sources,
    load_sensors,
    parse_resources,
    parse_sensor,
)
from sandbox.evaluator.resource_source import ObjectChange, ResourceSource
from sandbox.evaluator.sensor_model import Sensor
from sandbox.evaluator.submission import HttpRequest, KubernetesCreation, LogLine, Submission
from sandbox.evaluator.templates.execution import Env, placeholder
from sandbox.evaluator.trigger_model import Backoff, Trigger

__all__ = [
    "Backoff",
    "DependencyAnswer",
    "Env",
    "Evaluation",
    "Event",
    "Firing",
    "Happened",
    "HttpRequest",
    "KubernetesCreation",
    "LogLine",
    "ObjectChange",
    "Origin",
    "Refusal",
    "RefusedWebhook",
    "ResourceSource",
    "Sensor",
    "Submission",
    "Trigger",
    "changed_object",
    "dead_letter",
    "evaluate",
    "event_from_webhook",
    "load_github_origins",
    "load_resource_sources",
    "load_sensors",
    "parse_resources",
    "parse_sensor",
    "placeholder",
    "posted_webhook",
]
