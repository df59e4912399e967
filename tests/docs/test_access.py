"""docs/access.md explains every verb that is granted, and no other."""

import re
from collections.abc import Iterator
from pathlib import Path

from gitops.duties import DUTIES
from steps.__main__ import VERBS

PAGE = (Path(__file__).parents[2] / "docs" / "access.md").read_text(encoding="utf-8")
ACCOUNT = re.compile(r"^## `(?P<name>[a-z-]+)`$", re.MULTILINE)
ROW = re.compile(
    r"^\| (?P<where>here|agents) \| `(?P<resource>[a-z0-9.]+)` \| (?P<verbs>[a-z, ]+) \| (?P<why>.+) \|$"
)


def rows() -> Iterator[tuple[str, re.Match[str]]]:
    """Give each row of each account's table."""
    parts = ACCOUNT.split(PAGE)[1:]
    for account, text in zip(parts[::2], parts[1::2], strict=True):
        for line in text.splitlines():
            if row := ROW.match(line):
                yield account, row


def explained() -> set[tuple[str, ...]]:
    return {
        (account, row["where"], row["resource"], verb)
        for account, row in rows()
        for verb in row["verbs"].split(", ")
    }


def granted() -> set[tuple[str, ...]]:
    return {
        (duty.account, where, resource, verb)
        for duty in DUTIES
        for where, rights in (("here", duty.here), ("agents", duty.agents))
        for resource, verbs in rights.items()
        for verb in verbs
    }


def test_every_verb_is_explained_and_no_other() -> None:
    assert explained() == granted()


def test_no_verb_is_explained_twice() -> None:
    assert len(explained()) == sum(len(row["verbs"].split(", ")) for _, row in rows())


def test_every_account_is_on_the_page() -> None:
    assert [found["name"] for found in ACCOUNT.finditer(PAGE)] == [duty.account for duty in DUTIES]


def test_the_steps_that_are_named_exist() -> None:
    named = {step for _, row in rows() for step in re.findall(r"`([a-z_]+)`", row["why"])}

    assert named <= set(VERBS)
    assert named
