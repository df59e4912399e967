from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from remediation.kubernetes_events import event_about
from remediation.model import JsonObject

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
LONGEST_NAME = 253


def workflow(name: str = "rex-push-x", uid: str = "u") -> JsonObject:
    return {"metadata": {"name": name, "namespace": "remediation", "uid": uid}}


def event(about: JsonObject | None = None, *, message: str = "it broke", now: datetime = NOW) -> JsonObject:
    return event_about(
        about or workflow(), kind="Warning", reason="Broke", message=message, component="us", now=now
    )


def name(body: JsonObject) -> str:
    return str(body["metadata"]["name"])


def test_an_event_is_about_its_very_workflow() -> None:
    body = event()

    assert body["involvedObject"] == {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Workflow",
        "name": "rex-push-x",
        "namespace": "remediation",
        "uid": "u",
    }
    assert body["metadata"]["namespace"] == "remediation"
    assert (body["type"], body["reason"], body["source"], body["count"]) == (
        "Warning",
        "Broke",
        {"component": "us"},
        1,
    )


def test_the_same_event_twice_has_the_same_name_and_another_one_another() -> None:
    assert name(event()) == name(event(now=NOW + timedelta(hours=1)))
    assert name(event()) != name(event(message="something else"))
    assert name(event()) != name(event(workflow(uid="v")))


def test_its_time_is_universal() -> None:
    elsewhere = NOW.astimezone(timezone(timedelta(hours=9)))

    assert event(now=elsewhere)["lastTimestamp"] == "2026-01-01T12:00:00Z"


@given(message=st.text(max_size=5000))
def test_whatever_happened_the_api_server_takes_it(message: str) -> None:
    body = event(workflow(name="rex-push-" + "0" * 36), message=message)

    assert len(body["message"]) <= 1024
    assert body["message"] == message[:1024]
    assert len(name(body)) <= LONGEST_NAME
    assert name(body).isprintable()
