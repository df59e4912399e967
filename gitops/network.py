"""NetworkPolicies of the Argo namespace: nothing comes in but webhooks, and little goes out."""

from urllib.parse import urlsplit

from remediation.model import JsonObject
from remediation.settings import Settings
from sensors import agent_events, event_bus, event_source

_API_SERVER_PORTS = (443, 6443)
"""A policy may be enforced before or after the Service's address is replaced by the API server's own."""
_DEFAULT_PORTS = {"http": 80, "https": 443, "nats": 4222, "tls": 4222}
_DNS = 53
_NATS_CLIENTS, _NATS_SERVERS = 4222, 6222
_SENSOR = "sensor-name"
_STEP = "workflows.argoproj.io/workflow"
_METADATA_SERVICE = "169.254.0.0/16"
"""Where clouds hand out a node's credentials."""


def policies(settings: Settings) -> list[JsonObject]:
    """Give the policies; a cluster whose network plug-in enforces none loses nothing else."""
    api_server = {*_API_SERVER_PORTS, _port(settings.kubernetes_url)}
    bus = {_port(settings.nats_url)} if settings.nats_url else {_NATS_CLIENTS}
    services = {_port(settings.argo_server_url), _port(settings.github_url)}
    found = [
        _policy(settings, "no-ingress", {}, ingress=[]),
        _policy(
            settings,
            "event-source",
            {"matchLabels": event_source.LABELS},
            ingress=[{"ports": _tcp({event_source.PORT})}],
            egress=_outside(bus),
        ),
        _policy(
            settings, "agent-events", {"matchLabels": agent_events.LABELS}, egress=_outside(bus | api_server)
        ),
        _policy(settings, "sensors", _labelled(_SENSOR), egress=_outside(bus | api_server)),
        _policy(settings, "steps", _labelled(_STEP), egress=_outside(api_server | services)),
    ]
    return found if settings.nats_url else [*found, _bus(settings)]


def _bus(settings: Settings) -> JsonObject:
    servers = {"matchLabels": event_bus.LABELS}
    sources = ({"matchLabels": each.LABELS} for each in (event_source, agent_events))
    clients = [{"podSelector": pods} for pods in (*sources, _labelled(_SENSOR))]
    ingress = [
        {"from": clients, "ports": _tcp({_NATS_CLIENTS})},
        {"from": [{"podSelector": servers}], "ports": _tcp({_NATS_CLIENTS, _NATS_SERVERS})},
    ]
    return _policy(settings, "event-bus", servers, ingress=ingress)


def _policy(
    settings: Settings,
    name: str,
    pods: JsonObject,
    *,
    ingress: list[JsonObject] | None = None,
    egress: list[JsonObject] | None = None,
) -> JsonObject:
    directions = {"Ingress": ingress, "Egress": egress}
    ruled = {direction.lower(): rules for direction, rules in directions.items() if rules is not None}
    return {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "NetworkPolicy",
        "metadata": {"name": f"remedy-{name}", "namespace": settings.namespace},
        "spec": {
            "podSelector": pods,
            "policyTypes": [direction for direction, rules in directions.items() if rules is not None],
            **ruled,
        },
    }


def _labelled(key: str) -> JsonObject:
    return {"matchExpressions": [{"key": key, "operator": "Exists"}]}


def _outside(ports: set[int]) -> list[JsonObject]:
    """Allow names to be looked up, and these ports of everything but the cloud's metadata service."""
    addresses = [
        {"namespaceSelector": {}},
        {"ipBlock": {"cidr": "0.0.0.0/0", "except": [_METADATA_SERVICE]}},
        {"ipBlock": {"cidr": "::/0"}},
    ]
    names = [{"protocol": protocol, "port": _DNS} for protocol in ("UDP", "TCP")]
    return [{"ports": names}, {"ports": _tcp(ports), "to": addresses}]


def _tcp(ports: set[int]) -> list[JsonObject]:
    return [{"protocol": "TCP", "port": port} for port in sorted(ports)]


def _port(url: str) -> int:
    parts = urlsplit(url)
    return parts.port or _DEFAULT_PORTS.get(parts.scheme, 443)
