import pytest

from remediation.errors import Misuse
from sandbox.evaluator import Event, Origin, RefusedWebhook, event_from_webhook

JSON = ("Content-Type", "application/json")


def test_header_names_become_canonical_and_their_values_arrays() -> None:
    event = event_from_webhook([("X-GitHub-Event", "push"), ("x-github-EVENT", "ping"), JSON], b"{}")

    assert event.text("headers", "X-Github-Event") == '["push","ping"]'


def test_the_body_gets_event_and_delivery_in_githubs_spelling() -> None:
    event = event_from_webhook([("x-github-event", "push"), JSON], b'{"X-GitHub-Delivery": "forged"}')

    assert (event.text("body", "X-GitHub-Event"), event.text("body", "X-GitHub-Delivery")) == ("push", "")


def test_the_body_is_encoded_again_with_sorted_keys_and_numbers_as_float64() -> None:
    body = b'{"z": 1.0, "a": 12345678901234567890, "m": [1e21, 1e-7, -0, 1e3]}'

    event = event_from_webhook([JSON], body)

    assert event.text("body").endswith('"a":12345678901234567000,"m":[1e+21,1e-7,-0,1000],"z":1}')


def test_what_is_no_character_becomes_one_replacement_for_each_byte_or_escape() -> None:
    event = event_from_webhook([JSON], b'{"a": "\\ud800|\xff\xf0\x9f|\\ud83d\\ude80"}')

    assert event.text("body", "a") == "\ufffd|\ufffd\ufffd\ufffd|🚀"


def test_a_form_carries_the_json_in_its_payload() -> None:
    headers = [("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")]

    event = event_from_webhook(headers, b"a=1&payload=%7B%22ref%22%3A+%22x%22%7D")

    assert event.text("body", "ref") == "x"


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b"{"),
        ("application/json", b""),
        ("application/json", b"[]"),
        ("application/json", b"null"),
        ("application/json", b'{"n": NaN}'),
        ("application/json", b'{"n": 1e999}'),
        ("application/json", b"{}{}"),
        ("application/json", b'{"a":' * 5000 + b"1" + b"}" * 5000),
        ("application/json; charset", b"{}"),
        ("text/plain", b"{}"),
        ("", b"{}"),
        ("application/x-www-form-urlencoded", b"payload=%zz"),
        ("application/x-www-form-urlencoded", b"other={}"),
    ],
)
def test_what_the_event_source_refuses_is_no_event(content_type: str, body: bytes) -> None:
    with pytest.raises(RefusedWebhook) as refused:
        event_from_webhook([("Content-Type", content_type)], body)

    assert isinstance(refused.value, Misuse)


def test_an_event_concerns_the_event_sources_that_it_comes_from() -> None:
    event = Event({}, frozenset({Origin("github", "all")}))

    assert event.concerns(Origin("github", "all"))
    assert not event.concerns(Origin("agents", "run"))
    assert Event({}).concerns(Origin("agents", "run"))
