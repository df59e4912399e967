"""Make webhooks that pass a sensor's filters, and others that miss by one value."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace

from remediation.model import JsonObject
from sandbox.evaluator import Event, Sensor, event_from_webhook, parse_sensor
from sandbox.evaluator.filters import refusals
from sandbox.evaluator.sensor_model import DataFilter, Dependency
from sandbox.evaluator.templates.execution import placeholder
from tests.oracle.hostile import HOSTILE
from tests.oracle.webhooks import DELIVERY, Webhook, real_webhooks

PLAUSIBLE: tuple[object, ...] = (
    "push",
    "pull_request",
    "pull_request_review",
    "issue_comment",
    "workflow_run",
    "opened",
    "labeled",
    "closed",
    "created",
    "completed",
    "submitted",
    "approved",
    "changes_requested",
    "failure",
    "success",
    "open",
    "main",
    "task-42",
    "task-42-add-login",
    "refs/heads/task-42-add-login",
    "ci-fix/1234-1",
    "ready-for-qa",
    "5dlabs/cto",
    "5DLabs-Rex",
    "5DLabs-Rex[bot]",
    "5DLabs-Cleo[bot]",
    "5DLabs-Tess[bot]",
    "User",
    "Bot",
    "Succeeded",
    "Failed",
    "/remedy restart",
    "0123456789abcdef0123456789abcdef01234567",
    DELIVERY,
    "http://example.com/1",
    "2026-11-20T10:00:00Z",
    1,
    42,
    0,
    True,
    False,
    None,
    "",
    "x",
)


def fitting_webhooks(document: JsonObject) -> Iterator[Webhook]:
    """Give for each dependency a webhook that passes it, if one is found, and near misses of it."""
    sensor = parse_sensor(document)
    for dependency in sensor.spec.dependencies:
        fitting = _fitting(dependency, _closest(dependency))
        yield fitting
        for path in sorted(_paths(sensor, dependency)):
            for number, value in enumerate(HOSTILE[len(path) % 3 :: 3]):
                changed = fitting.with_value(path, value)
                yield replace(changed, name=f"{fitting.name}, {path} {number}", ascii_only=number % 2 == 0)


def _closest(dependency: Dependency) -> Webhook:
    """Give the real webhook that passes most filters."""

    def passed(webhook: Webhook) -> int:
        return sum(_passes(data_filter, webhook) for data_filter in _filters(dependency))

    return max(real_webhooks(), key=passed)


def _fitting(dependency: Dependency, webhook: Webhook) -> Webhook:
    for data_filter in _filters(dependency):
        candidates = (
            webhook,
            *(webhook.with_value(data_filter.path, value) for value in _candidates(data_filter)),
        )
        webhook = next((one for one in candidates if _passes(data_filter, one)), webhook)
    return replace(webhook, name=f"fits {dependency.name}")


def _candidates(data_filter: DataFilter) -> tuple[object, ...]:
    literal = [re.sub(r"\(\?i\)|\\(?=\W)|[$^]", "", value) for value in data_filter.value]
    return (*PLAUSIBLE, *literal, *data_filter.value)


def _passes(data_filter: DataFilter, webhook: Webhook) -> bool:
    alone = Dependency.model_validate_json(
        json.dumps(
            {
                "name": "alone",
                "eventSourceName": "github",
                "eventName": "all",
                "filters": {"data": [data_filter.model_dump(mode="json", by_alias=True)]},
            }
        )
    )
    return not refusals(alone, _event(webhook), placeholder)


def _event(webhook: Webhook) -> Event:
    return event_from_webhook(webhook.headers, webhook.posted)


def _filters(dependency: Dependency) -> tuple[DataFilter, ...]:
    return (dependency.filters and dependency.filters.data) or ()


def _paths(sensor: Sensor, dependency: Dependency) -> set[str]:
    """Give what the sensor reads of the body for this dependency."""
    read = {data_filter.path for data_filter in _filters(dependency)}
    for trigger in sensor.spec.triggers:
        http, k8s = trigger.template.http, trigger.template.k8s
        parameters = [*trigger.parameters, *(k8s.parameters if k8s else ())]
        if http:
            parameters += [*http.parameters, *http.payload]
        read |= {one.src.data_key for one in parameters if one.src.data_key}
    return {path for path in read if path.startswith("body.") and "X-GitHub" not in path}
