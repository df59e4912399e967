"""Where `remedy submit` is tried: the project's own engine and, marked `cluster`, the real Argo Server."""

from pathlib import Path

import pytest

from tests.contract.argo.conftest import place
from tests.contract.argo.manifests import gate, python, step, steps, template
from tests.contract.argo.place import Place

__all__ = ["place"]

RETRIED = {"retryStrategy": {"limit": "2", "expression": "asInt(lastRetry.exitCode) == 75"}}
FAILS_ONCE = "import sys; print('the shelf is locked'); sys.exit(75 if sys.argv[1] == '0' else 0)"
FAILS = 'import sys; print(\'{"message": "there is no such shelf"}\'); sys.exit(1)'
LAST_LINES = {"terminationMessagePolicy": "FallbackToLogsOnError"}
TEMPLATES = (
    template(
        "stock",
        steps("main", [step("count", "count")], [step("approve", "approve")]),
        {"name": "count", **RETRIED, "container": python(FAILS_ONCE, "{{retries}}", **LAST_LINES)},
        gate("approve"),
        arguments={"parameters": [{"name": "shelf"}, {"name": "task-id", "value": "0"}]},
    ),
    template("hopeless", {"name": "main", "container": python(FAILS, **LAST_LINES)}),
)


@pytest.fixture(scope="session")
def shop(place: Place) -> Place:
    """A namespace with two WorkflowTemplates."""
    for each in TEMPLATES:
        place.apply(each)
    return place


@pytest.fixture
def settings(shop: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Act as somebody who may do everything with workflows in the namespace."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REMEDY_NAMESPACE", shop.namespace)
    monkeypatch.setenv("REMEDY_ARGO_SERVER_URL", shop.server)
    monkeypatch.setenv("REMEDY_ARGO_TOKEN", shop.token)
