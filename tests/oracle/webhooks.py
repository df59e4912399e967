"""Generate webhooks from a fixed seed: real payloads, most of them with a few values made hostile."""

import copy
import json
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from remediation.model import JsonObject
from tests.oracle.hostile import HOSTILE, PATHS

DELIVERY = "5f2b1c1e-0a3d-4c55-9d5e-7b2f0f8e1a11"
OWN_PAYLOADS = Path(__file__).parents[2] / "sandbox" / "github" / "payloads"


@dataclass(frozen=True)
class Webhook:
    """What GitHub posts.

    Attributes:
        name: What tells it from others.
        headers: Names and values; each name once.
        body: The payload.
        ascii_only: Whether its JSON escapes every other character.
    """

    name: str
    headers: tuple[tuple[str, str], ...]
    body: JsonObject
    ascii_only: bool = True

    @property
    def posted(self) -> bytes:
        """The body as bytes, in one line; lone surrogates without escape are no UTF-8."""
        return json.dumps(self.body, ensure_ascii=self.ascii_only).encode(errors="surrogatepass")

    def with_value(self, path: str, value: object) -> "Webhook":
        """Give the webhook with another value at a path of the event, as data filters write it."""
        first, *parts = path.split(".")
        if first == "headers":
            others = [(name, text) for name, text in self.headers if name.lower() != parts[0].lower()]
            return replace(self, headers=(*others, (parts[0], str(value))))
        body = copy.deepcopy(self.body)
        _set(body, [part.replace("\\", "") for part in parts], value)
        return replace(self, body=body)


def real_webhooks() -> list[Webhook]:
    """Give the payloads of `$REMEDY_PAYLOADS`, or else the project's own, as GitHub posts them."""
    folder = Path(os.environ.get("REMEDY_PAYLOADS", OWN_PAYLOADS))
    return [
        Webhook(
            file.stem,
            (
                ("X-GitHub-Event", file.name.split(".")[0]),
                ("x-github-delivery", DELIVERY),
                ("CONTENT-TYPE", "application/json"),
            ),
            json.loads(file.read_text()),
        )
        for file in sorted(folder.glob("*.json"))
    ]


def spoiled_webhooks(*, seed: int) -> Iterator[Webhook]:
    """Give webhooks without end; each has odd keys, most have a few hostile values, some lack a header."""
    chance = random.Random(seed)  # noqa: S311  # a test that can be repeated, nothing secret
    real = real_webhooks()
    number = 0
    while True:
        webhook = real[number % len(real)]
        webhook = webhook.with_value("body.odd", _odd(HOSTILE[number % len(HOSTILE)], chance))
        for _ in range(chance.randrange(4)):
            webhook = webhook.with_value(chance.choice(PATHS), chance.choice(HOSTILE))
        headers = list(webhook.headers)
        if number % 13 == 12:
            headers.pop(chance.randrange(len(headers)))
        yield replace(
            webhook, name=f"{webhook.name} {number}", headers=tuple(headers), ascii_only=number % 2 == 0
        )
        number += 1


def _odd(value: object, chance: random.Random) -> JsonObject:
    return {
        "a.b": chance.choice(HOSTILE),
        "st*r": chance.choice(HOSTILE),
        "back\\slash": "x",
        "pi|pe": ["x"],
        "with space": chance.choice(HOSTILE),
        "é🚀": chance.choice(HOSTILE),
        "0": chance.choice(HOSTILE),
        "list": [chance.choice(HOSTILE), None, {"deep": [chance.choice(HOSTILE), "x"]}],
        "value": value,
    }


def _set(target: Any, parts: list[str], value: object) -> None:  # noqa: ANN401  # any JSON
    """Set a value in an object, through arrays that exist; objects on the way are made."""
    if not parts:
        return
    if isinstance(target, list) and parts[0].isdigit() and int(parts[0]) < len(target):
        target[int(parts[0])] = value if len(parts) == 1 else target[int(parts[0])]
        _set(target[int(parts[0])], parts[1:], value)
    elif isinstance(target, dict) and len(parts) == 1:
        target[parts[0]] = value
    elif isinstance(target, dict):
        if not isinstance(target.get(parts[0]), dict | list):
            target[parts[0]] = {}
        _set(target[parts[0]], parts[1:], value)
