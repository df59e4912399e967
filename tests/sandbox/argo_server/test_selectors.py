import pytest

from remediation.model import JsonObject
from sandbox.argo_server.errors import ServerError
from sandbox.argo_server.selectors import NodeSelector

NODE: JsonObject = {
    "id": "run-1",
    "name": "run[0].await",
    "displayName": "await-ready-for-qa",
    "templateName": "gate",
    "phase": "Running",
    "inputs": {"parameters": [{"name": "cycle", "value": "2"}, {"name": "text", "value": "a,b=c"}]},
}


@pytest.mark.parametrize(
    ("selector", "matches"),
    [
        ("", True),
        ("displayName=await-ready-for-qa,inputs.parameters.cycle.value=2", True),
        ("displayName==await-ready-for-qa", True),
        ("displayName=await-ready-for-qa,inputs.parameters.cycle.value=3", False),
        ("phase!=Failed,templateName=gate", True),
        ("id!=run-1", False),
        ("unknown=", True),
        ("unknown=x", False),
        (r"inputs.parameters.text.value=a\,b\=c", True),
    ],
)
def test_all_terms_must_hold(selector: str, matches: bool) -> None:  # noqa: FBT001  # a table's column
    assert NodeSelector(selector).matches(NODE) is matches


def test_what_is_no_selector_is_refused() -> None:
    with pytest.raises(ServerError, match="invalid selector: 'phase'; can't understand 'phase'"):
        NodeSelector("phase")
