"""The filters mean what they say, in the regular expressions that Argo Events uses (RE2)."""

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from remediation.identifiers import whole
from sensors.filters import any_login, any_repository, literal

LOGINS = any_login(["5DLabs-Rex", "rex-5dlabs[bot]"])


def matches(pattern: str, text: str) -> bool:
    return re2.search(whole(pattern), text) is not None


@pytest.mark.parametrize("login", ["5DLabs-Rex", "5DLabs-Rex[bot]", "5dlabs-rex[bot]", "rex-5dlabs"])
def test_a_login_counts_in_any_case_with_and_without_bot(login: str) -> None:
    assert matches(LOGINS, login)


@pytest.mark.parametrize(
    "login",
    ["5DLabs-Rexo-evil", "5DLabs-Rexb", "evil-5DLabs-Rex", "5DLabs-Rex[bot]x", "5DLabs-Rex\n", "[bot]", ""],
)
def test_a_login_that_only_looks_like_it_does_not_count(login: str) -> None:
    assert not matches(LOGINS, login)


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("acme/app.web", True),
        ("other/tool", True),
        ("acme/appxweb", False),
        ("evilacme/app.web", False),
        ("acme/app.web-fork", False),
        ("acme/app.web\nother/tool", False),
    ],
)
def test_a_repository_counts_by_its_exact_full_name(name: str, *, counts: bool) -> None:
    assert matches(any_repository(["acme/app.web", "other/tool"]), name) is counts


@given(st.text(min_size=1), st.text(min_size=1))
def test_a_literal_matches_itself_and_nothing_else(text: str, other: str) -> None:
    assert matches(literal(text), text)
    assert matches(literal(text), other) is (text == other)
