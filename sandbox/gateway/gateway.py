"""Webhooks in, workflow runs out: the exported event sources and sensors, served from this process."""

from collections.abc import Iterable, Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router
from starlette.types import Receive, Scope, Send

from remediation.model import JsonObject
from sandbox.evaluator import Env, Event, Sensor, evaluate, parse_sensor
from sandbox.gateway.source import Endpoint, SecretValue, endpoints
from sandbox.gateway.trigger_queue import TriggerQueue

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


class Gateway:
    """An ASGI application with the endpoints of all EventSources; each event goes to every Sensor."""

    def __init__(self, manifests: Iterable[JsonObject], *, secret: SecretValue) -> None:
        """Read the EventSources and Sensors among the manifests and start their triggers.

        Args:
            manifests: Kubernetes objects; other kinds are left alone.
            secret: Reads the Secrets that they refer to.

        Raises:
            Permanent: A sensor uses a feature that the sandbox does not know; the message names both.
        """
        objects = list(manifests)
        sources = [each for each in objects if each["kind"] == "EventSource"]
        found = [endpoint for source in sources for endpoint in endpoints(source, secret)]
        self._sensors = [
            _Subscription(parse_sensor(each), _environment(each, secret))
            for each in objects
            if each["kind"] == "Sensor"
        ]
        # The real server answers 404 to a trailing slash instead of redirecting.
        self._app = Router([self._route(endpoint) for endpoint in found], redirect_slashes=False)
        self.paths = tuple(endpoint.path for endpoint in found)
        """Where webhooks are accepted."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        await self._app(scope, receive, send)

    def close(self) -> None:
        """End all triggers."""
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
