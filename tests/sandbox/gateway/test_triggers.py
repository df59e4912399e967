"""Triggers try again, leave a dead letter, and keep their order."""

from tests.sandbox.gateway.conftest import ApiServer, Endpoint, push


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
