import re
from pathlib import Path

import pytest

from remediation.clients.github_app import PERMISSIONS
from remediation.settings import CodeRuns, Deadlines, Identities, Repository, Retries, Settings

PAGE = (Path(__file__).parents[2] / "docs" / "settings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name",
    [
        name
        for kind in (Settings, CodeRuns, Deadlines, Identities, Repository, Retries)
        for name in kind.model_fields
    ],
)
def test_every_setting_is_on_the_page(name: str) -> None:
    assert f"`{name}`" in PAGE


def test_the_permissions_of_our_app_are_on_the_page_and_no_others() -> None:
    listed = re.findall(r"^\| `(\w+)` \| `(read|write|admin)` \|", PAGE, flags=re.MULTILINE)

    assert dict(listed) == PERMISSIONS
