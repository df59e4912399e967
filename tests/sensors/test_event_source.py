from remediation.settings import Settings
from sensors.event_bus import MAX_PAYLOAD_MIB
from tests.golden.exported import THREE_REPOSITORIES, named

SOURCE = named(THREE_REPOSITORIES, "EventSource", "github")["spec"]
WEBHOOK = SOURCE["github"]["webhook"]


def test_one_endpoint_serves_every_repository_and_every_event() -> None:
    assert WEBHOOK["repositories"] == [
        {"owner": "acme", "names": ["app.web", "lib"]},
        {"owner": "other", "names": ["tool"]},
    ]
    assert WEBHOOK["events"] == [
        "push",
        "issue_comment",
        "pull_request",
        "pull_request_review",
        "workflow_run",
    ]
    assert WEBHOOK["webhook"]["endpoint"] == "/github"


def test_every_request_must_be_signed() -> None:
    assert WEBHOOK["webhookSecret"] == {"name": "github-webhook", "key": "secret"}


def test_a_body_that_the_bus_cannot_carry_is_refused_at_once() -> None:
    carried = MAX_PAYLOAD_MIB * 2**20
    base64 = 4 / 3

    assert WEBHOOK["webhook"]["maxPayloadSize"] * base64 < 0.95 * carried
    assert WEBHOOK["webhook"]["maxPayloadSize"] == 5872025


def test_the_bus_is_argo_events_own_unless_a_server_is_named() -> None:
    own = named(Settings(), "EventBus", "default")["spec"]["jetstream"]
    existing = named(Settings(nats_url="nats://nats.example:4222"), "EventBus", "default")["spec"]

    assert (own["maxPayload"], own["replicas"]) == ("8MB", 3)
    assert existing == {"jetstreamExotic": {"url": "nats://nats.example:4222"}}


def test_a_restart_of_one_pod_leaves_another_one_listening() -> None:
    assert SOURCE["replicas"] == 2
