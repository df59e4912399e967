"""Events in, workflow runs out: the exported event sources and sensors, served from this process."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router
from starlette.types import Receive, Scope, Send

from remediation.errors import Permanent
from remediation.model import JsonObject
from sandbox.engine.kubernetes_api import KubernetesApi
from sandbox.evaluator import Env, Event, Sensor, evaluate, parse_resources, parse_sensor
from sandbox.gateway.resource_watch import ResourceWatch
from sandbox.gateway.source import Endpoint, SecretValue, endpoints
from sandbox.gateway.trigger_queue import TriggerQueue

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
SUPPORTED = frozenset({"github", "resource", "eventBusName", "replicas", "service", "template"})
"""What the spec of an EventSource may hold: two types of events, and what only shapes its pods."""

ActAs: TypeAlias = Callable[[str], KubernetesApi]
"""Gives the Kubernetes API as a service account in the namespace of the Argo objects."""


class Gateway:
    """An ASGI application with the endpoints of all EventSources; each event goes to every Sensor.

    Objects that EventSources watch are watched from the start until it is closed.
    """

    def __init__(self, manifests: Iterable[JsonObject], *, secret: SecretValue, act_as: ActAs) -> None:
        """Read the EventSources and Sensors among the manifests and start their triggers and watches.

        Args:
            manifests: Kubernetes objects; other kinds are left alone.
            secret: Reads the Secrets that they refer to.
            act_as: Gives the Kubernetes API as an EventSource's service account.

        Raises:
            Permanent: An event source or a sensor uses a feature that the sandbox does not know; the message
                names both.
        """
        objects = list(manifests)
        sources = [each for each in objects if each["kind"] == "EventSource"]
        for source in sources:
            _check_event_source(source)
        found = [endpoint for source in sources for endpoint in endpoints(source, secret)]
        watched = [(source, resource) for source in sources for resource in parse_resources(source)]
        self._sensors = [
            _Subscription(parse_sensor(each), _environment(each, secret))
            for each in objects
            if each["kind"] == "Sensor"
        ]
        # The real server answers 404 to a trailing slash instead of redirecting.
        self._app = Router([self._route(endpoint) for endpoint in found], redirect_slashes=False)
        self.paths = tuple(endpoint.path for endpoint in found)
        """Where webhooks are accepted."""
        self._watches = [
            ResourceWatch(resource, act_as(_service_account(source)), self._publish)
            for source, resource in watched
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        await self._app(scope, receive, send)

    def close(self) -> None:
        """End all watches and triggers."""
        for watch in self._watches:
            watch.close()
        for subscription in self._sensors:
            subscription.close()

    def _route(self, endpoint: Endpoint) -> Route:
        async def handle(request: Request) -> Response:
            return await endpoint.receive(request, self._publish)

        return Route(endpoint.path, handle, methods=list(METHODS))

    def _publish(self, event: Event) -> None:
        for subscription in self._sensors:
            subscription.take(event)


class _Subscription:
    """A sensor with a queue for each of its triggers."""

    def __init__(self, sensor: Sensor, env: Env) -> None:
        self._sensor, self._env = sensor, env
        self._queues: Sequence[TriggerQueue] = [
            TriggerQueue(sensor, trigger, env) for trigger in sensor.spec.triggers
        ]

    def take(self, event: Event) -> None:
        """Hand an event to every trigger that it fires."""
        for firing in evaluate(self._sensor, event, env=self._env).firings:
            name = firing.trigger.template.name
            next(each for each in self._queues if each.name == name).put(event, firing)

    def close(self) -> None:
        for each in self._queues:
            each.close()


def _check_event_source(source: JsonObject) -> None:
    for field in source["spec"]:
        if field not in SUPPORTED:
            name = source["metadata"]["name"]
            message = f"event source {name}: spec.{field} is not a feature that the sandbox knows"
            raise Permanent(message)


def _service_account(source: JsonObject) -> str:
    return str((source["spec"].get("template") or {}).get("serviceAccountName") or "default")


def _environment(sensor: JsonObject, secret: SecretValue) -> Env:
    """Give the variables of the sensor's container; one that is not set is empty, as in Go."""
    container = (sensor["spec"].get("template") or {}).get("container") or {}
    variables = {}
    for variable in container.get("env") or []:
        reference = (variable.get("valueFrom") or {}).get("secretKeyRef")
        variables[variable["name"]] = (
            secret(reference["name"], reference["key"]) if reference else variable.get("value", "")
        )
    return lambda name: variables.get(name, "")
