import os

import pytest

from tests.sensors.judges import TOKEN, Judge, argo_events, evaluator

_JUDGES = [pytest.param(evaluator, id="evaluator")]
if os.environ.get("ARGO_ORACLE"):
    _JUDGES.append(pytest.param(argo_events, id="argo-events", marks=pytest.mark.oracle))


@pytest.fixture(autouse=True)
def token(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the sensors' containers their token."""
    monkeypatch.setenv("KUBERNETES_TOKEN", TOKEN)


@pytest.fixture(params=_JUDGES)
def judge(request: pytest.FixtureRequest) -> Judge:
    """Say which runs a sensor creates: our evaluator, and where it is there Argo Events' own code."""
    chosen: Judge = request.param
    return chosen
