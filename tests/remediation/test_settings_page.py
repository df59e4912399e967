from pathlib import Path

import pytest

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
