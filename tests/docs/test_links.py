"""No page links to a page, a heading or a file that is not there, and no comment names a missing page."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("scenarios/*.md")])
CODE = sorted(
    path
    for folder in ("cli", "gitops", "remediation", "runner", "sandbox", "sensors", "steps", "workflows")
    for path in (ROOT / folder).rglob("*.py")
    if "diagnosis/rules" not in path.as_posix()  # names pages of other projects
)
LINK = re.compile(r"\]\((?!https?://)(?P<path>[^)#]*)(#(?P<heading>[^)]*))?\)")
NAMED = re.compile(r"\bdocs/[\w/-]+\.(md|yaml)\b")


def anchors(page: Path) -> set[str]:
    """Give the headings of a page as GitHub writes them into links."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in LINK.finditer(page.read_text(encoding="utf-8")):
        target = (page.parent / link["path"]).resolve() if link["path"] else page
        assert target.exists(), link[0]
        if link["heading"]:
            assert link["heading"] in anchors(target), link[0]


def test_every_page_that_a_comment_names_exists() -> None:
    named = {(path, found[0]) for path in CODE for found in NAMED.finditer(path.read_text(encoding="utf-8"))}

    missing = {f"{path.relative_to(ROOT)}: {page}" for path, page in named if not (ROOT / page).is_file()}

    assert named
    assert not missing
