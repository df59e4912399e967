"""The deliveries of an app's webhook: read, and asked for again."""

import json

from sandbox.github.rest.call import Answer, Call
from sandbox.github.webhooks.hooks import Delivery, delivery_shape
from sandbox.github.world.refusal import refuse_invalid, refuse_missing

CURSOR = "v1_"


def list_deliveries(call: Call) -> Answer:
    """`GET /app/hook/deliveries`, newest first; `cursor` continues, as the `Link` header says."""
    newest = call.office.deliveries(app_id=call.app.id)[::-1]
    if cursor := call.query.get("cursor"):
        number = cursor.removeprefix(CURSOR)
        if not number.isdigit():
            refuse_invalid("Hook", "cursor")
        newest = [each for each in newest if each.id <= int(number)]
    size = call.page_size
    headers = {}
    if len(newest) > size:
        headers["Link"] = call.link("next", per_page=size, cursor=f"{CURSOR}{newest[size].id}")
    return Answer(200, [delivery_shape(each) for each in newest[:size]], headers)


def get_delivery(call: Call) -> Answer:
    """`GET /app/hook/deliveries/{id}`, with what was sent and what was answered."""
    found = _delivery(call)
    shape = {
        **delivery_shape(found),
        "url": found.hook.url,
        "request": {"headers": found.request.headers, "payload": json.loads(found.request.body)},
        "response": {"headers": found.response_headers, "payload": found.response_body},
    }
    return Answer(200, shape)


def redeliver(call: Call) -> Answer:
    """`POST /app/hook/deliveries/{id}/attempts`: the same GUID and body once more."""
    call.office.attempt(_delivery(call))
    return Answer(202, {})


def _delivery(call: Call) -> Delivery:
    wanted = call.number("id")
    own = call.office.deliveries(app_id=call.app.id)
    return next((each for each in own if each.id == wanted), None) or refuse_missing()
