from remediation.model import JsonObject
from remediation.settings import Settings
from tests.golden.exported import named, objects

SETTINGS = Settings()


def spec(name: str, settings: Settings = SETTINGS) -> JsonObject:
    found: JsonObject = named(settings, "NetworkPolicy", f"remedy-{name}")["spec"]
    return found


def ports(rules: list[JsonObject]) -> set[int]:
    return {port["port"] for rule in rules for port in rule["ports"]}


def test_nothing_comes_in_unless_a_policy_says_so() -> None:
    assert spec("no-ingress") == {"podSelector": {}, "policyTypes": ["Ingress"], "ingress": []}


def test_webhooks_come_in_at_the_event_source_and_only_there() -> None:
    policy = spec("event-source")

    assert policy["podSelector"] == {"matchLabels": {"eventsource-name": "github"}}
    assert ports(policy["ingress"]) == {12000}
    assert [
        each["metadata"]["name"] for each in objects(SETTINGS, "NetworkPolicy") if "ingress" in each["spec"]
    ] == [
        "remedy-no-ingress",
        "remedy-event-source",
        "remedy-event-bus",
    ]


def test_the_event_source_reaches_the_bus_and_nothing_else() -> None:
    assert ports(spec("event-source")["egress"]) == {53, 4222}
    elsewhere = Settings(nats_url="tls://nats.example:4333")
    assert ports(spec("event-source", elsewhere)["egress"]) == {53, 4333}
    assert ports(spec("event-source", Settings(nats_url="tls://nats.example"))["egress"]) == {53, 4222}


def test_what_watches_the_agents_reaches_the_bus_and_the_api_server_and_nobody_reaches_it() -> None:
    policy = spec("agent-events")

    assert policy["podSelector"] == {"matchLabels": {"eventsource-name": "agent-finished"}}
    assert policy["policyTypes"] == ["Egress"]
    assert ports(policy["egress"]) == {53, 443, 4222, 6443}


def test_steps_reach_github_the_api_server_and_the_argo_server() -> None:
    assert ports(spec("steps")["egress"]) == {53, 443, 6443, 2746}
    local = Settings(
        github_url="http://10.0.0.9:8080", argo_server_url="http://argo", kubernetes_url="https://k:7443"
    )
    assert ports(spec("steps", local)["egress"]) == {53, 443, 6443, 7443, 8080, 80}


def test_no_pod_reaches_the_clouds_metadata_service() -> None:
    for name in ("event-source", "agent-events", "sensors", "steps"):
        names, rest = spec(name)["egress"]
        assert "to" not in names
        assert {"ipBlock": {"cidr": "0.0.0.0/0", "except": ["169.254.0.0/16"]}} in rest["to"]


def test_the_bus_of_our_own_is_open_to_its_clients_only() -> None:
    clients, servers = spec("event-bus")["ingress"]

    assert ports([clients]) == {4222}
    assert [each["podSelector"] for each in clients["from"]] == [
        {"matchLabels": {"eventsource-name": "github"}},
        {"matchLabels": {"eventsource-name": "agent-finished"}},
        {"matchExpressions": [{"key": "sensor-name", "operator": "Exists"}]},
    ]
    assert servers["from"] == [{"podSelector": {"matchLabels": {"eventbus-name": "default"}}}]
    assert "remedy-event-bus" not in {
        each["metadata"]["name"] for each in objects(Settings(nats_url="nats://n:4222"), "NetworkPolicy")
    }
