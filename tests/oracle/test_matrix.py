from collections import Counter
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import pytest

from remediation.model import JsonObject
from tests.oracle.comparison import Pair, ask, evaluator_answer, oracle_answer
from tests.oracle.fitting import fitting_webhooks
from tests.oracle.generated_sensors import sensors
from tests.oracle.webhooks import Webhook, real_webhooks, spoiled_webhooks

SEED = 20261120
GENERATED_SENSORS = 120
WEBHOOKS_EACH = 20
OUTCOMES = (
    "fires",
    "refused by filters",
    "failed",
    "crash",
    "refused webhook",
    "one of several triggers fires",
    "several triggers fire",
)

pytestmark = [pytest.mark.oracle, pytest.mark.timeout(600)]


def test_generated_sensors_do_what_argo_events_does(oracle: Path) -> None:
    # given at least 2,000 pairs of a generated sensor and a hostile webhook
    supply = spoiled_webhooks(seed=SEED)
    pairs = [
        pair
        for sensor in sensors(GENERATED_SENSORS, seed=SEED)
        for pair in _pairs(sensor, islice(supply, WEBHOOKS_EACH))
    ]
    assert len(pairs) >= 2000

    # when both evaluate them
    differences, outcomes = _compare(oracle, pairs)

    # then every answer is the same, nothing was refused, and the matrix has seen every kind of outcome
    assert differences == []
    assert outcomes["unsupported"] == 0
    assert min(outcomes[kind] for kind in OUTCOMES) > 20


def test_known_sensors_do_what_argo_events_does(oracle: Path, known_sensors: list[JsonObject]) -> None:
    # given each of our sensors with webhooks that fit it, that miss by one value, and that do not fit at all
    supply = spoiled_webhooks(seed=SEED)
    pairs = [
        pair
        for sensor in known_sensors
        for pair in _pairs(sensor, [*fitting_webhooks(sensor), *islice(supply, WEBHOOKS_EACH)])
    ]

    # when both evaluate them
    differences, outcomes = _compare(oracle, pairs)

    # then every answer is the same, nothing was refused, and each sensor has fired
    assert differences == []
    assert outcomes["unsupported"] == 0
    assert [name for name in _names(known_sensors) if not outcomes[f"{name} fires"]] == []


def test_argo_events_accepts_the_known_sensors(oracle: Path, known_sensors: list[JsonObject]) -> None:
    # given our sensors, when Argo Events validates them
    pairs = [pair for sensor in known_sensors for pair in _pairs(sensor, real_webhooks()[:1])]
    answers = ask(oracle, [pair.request for pair in pairs])

    # then it finds nothing wrong
    assert [answer["validation"] for answer in answers] == [""] * len(known_sensors)


def _pairs(sensor: JsonObject, webhooks: Iterable[Webhook]) -> list[Pair]:
    name = sensor["metadata"]["name"]
    return [Pair(f"{name} x {hook.name}", sensor, hook.headers, hook.posted) for hook in webhooks]


def _names(documents: list[JsonObject]) -> list[str]:
    return [document["metadata"]["name"] for document in documents]


def _compare(oracle: Path, pairs: list[Pair]) -> tuple[list[str], Counter[str]]:
    """Give what differs, and how many pairs had which outcome."""
    differences: list[str] = []
    outcomes: Counter[str] = Counter()
    answers = ask(oracle, [pair.request for pair in pairs])
    for pair, answer in zip(pairs, answers, strict=True):
        ours, theirs = evaluator_answer(pair), oracle_answer(answer)
        if ours != theirs:
            differences.append(f"{pair.name}: {ours} instead of {theirs}")
        outcomes.update(_outcomes(pair, ours))
    return differences, outcomes


def _outcomes(pair: Pair, answer: JsonObject) -> list[str]:
    if "dependencies" not in answer:
        return list(answer)
    if not answer["firings"]:
        return ["refused by filters"]
    failed = ["failed"] if any("failed" in firing for firing in answer["firings"]) else []
    return ["fires", f"{pair.sensor['metadata']['name']} fires", *failed, *_several(pair, answer)]


def _several(pair: Pair, answer: JsonObject) -> list[str]:
    fired = {firing["trigger"] for firing in answer["firings"]}
    if len(pair.sensor["spec"]["triggers"]) == 1:
        return []
    return ["several triggers fire" if len(fired) > 1 else "one of several triggers fires"]
