import pytest

from remediation.model import JsonObject
from sandbox.argo_server.fields import cleaned

ANSWER: JsonObject = {
    "metadata": {"resourceVersion": "1"},
    "items": [
        {"metadata": {"name": "a", "uid": "u"}, "status": {"phase": "Running", "nodes": {"x": {"id": "x"}}}}
    ],
}


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ("", ANSWER),
        ("items.metadata.name", {"items": [{"metadata": {"name": "a"}}]}),
        ("metadata,items.status.nodes", {
            "metadata": {"resourceVersion": "1"}, "items": [{"status": {"nodes": {"x": {"id": "x"}}}}]}),
        ("-items", {"metadata": {"resourceVersion": "1"}}),
        ("-items.status,metadata", {"items": [{"metadata": {"name": "a", "uid": "u"}}]}),
    ],
)  # fmt: skip
def test_only_the_wanted_fields_are_answered(fields: str, answer: JsonObject) -> None:
    assert cleaned(ANSWER, fields) == answer
