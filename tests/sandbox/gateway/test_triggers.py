"""Triggers try again, leave a dead letter, and keep their order."""

from remediation.model import JsonObject
from sandbox.serving import serving
from tests.sandbox.gateway.conftest import ApiServer, Endpoint, listening, push


def names(api_server: ApiServer, count: int) -> list[str]:
    return [f"{body['kind']} {body['metadata']['name'][:9]}" for body in api_server.received(count)]


def test_a_name_that_exists_is_success(endpoint: Endpoint, api_server: ApiServer) -> None:
    api_server.statuses = [201, 409]

    endpoint.post(push())
    endpoint.post(push())

    assert names(api_server, 2) == ["Workflow rex-push-", "Workflow rex-push-"]


def test_a_status_that_the_policy_does_not_allow_is_tried_again(
    endpoint: Endpoint, api_server: ApiServer
) -> None:
    api_server.statuses = [500, 503, 201]

    endpoint.post(push())

    assert names(api_server, 3) == ["Workflow rex-push-"] * 3


def test_after_the_last_try_there_is_one_dead_letter(endpoint: Endpoint, api_server: ApiServer) -> None:
    api_server.statuses = [403, 403, 403, 201]

    endpoint.post(push())

    assert names(api_server, 4) == ["Workflow rex-push-"] * 3 + ["Event rex-push-"]


def test_the_next_event_waits_until_the_one_before_is_done(endpoint: Endpoint, api_server: ApiServer) -> None:
    api_server.statuses = [500, 500, 201]

    endpoint.post(push(after="a" * 40))
    endpoint.post(push(after="b" * 40))

    shas = [
        next(each["value"] for each in body["spec"]["arguments"]["parameters"] if each["name"] == "after")[0]
        for body in api_server.received(4)
    ]
    assert shas == ["a", "a", "a", "b"]


def test_each_trigger_of_a_sensor_fires_and_tries_again_for_its_own_dependency_only(
    api_server: ApiServer,
) -> None:
    # given a sensor with a dependency and a trigger for each of two branches, and an API server
    # that fails once
    api_server.statuses = [500]
    with serving(api_server) as url, listening(url, two_branches(url)) as endpoint:
        # when both branches are pushed to
        endpoint.post(push(ref="refs/heads/one"))
        api_server.received(1)
        endpoint.post(push(ref="refs/heads/two"))

        # then the trigger of the first tries again, and nothing else is submitted
        refs = [body["ref"] for body in api_server.received(3)]
    assert sorted(refs) == ["refs/heads/one", "refs/heads/one", "refs/heads/two"]


def two_branches(url: str) -> JsonObject:
    names = ("branch-one", "branch-two")
    return {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Sensor",
        "metadata": {"name": "branches"},
        "spec": {
            "dependencies": [dependency(name) for name in names],
            "triggers": [trigger(name, url) for name in names],
        },
    }


def dependency(name: str) -> JsonObject:
    branch = name.removeprefix("branch-")
    data = [{"path": "body.ref", "type": "string", "value": [f"^refs/heads/{branch}$"]}]
    return {
        "name": name,
        "eventSourceName": "github",
        "eventName": "webhook",
        "filters": {"data": data},
    }


def trigger(name: str, url: str) -> JsonObject:
    payload = [{"src": {"dependencyName": name, "dataKey": "body.ref"}, "dest": "ref"}]
    http = {"url": url, "method": "POST", "payload": payload}
    template = {"name": name, "conditions": name, "http": http}
    return {"template": template, "policy": {"status": {"allow": [201]}}, "atLeastOnce": True}
