from pathlib import Path

import pytest

from gitops.folder import differences, write
from gitops.yaml_text import HEADER
from remediation.errors import Misuse

FILES = {"a.yaml": f"{HEADER}a: 1\n", "deep/b.yaml": f"{HEADER}b: 2\n"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, FILES)
    return tmp_path


def test_what_was_written_does_not_differ(folder: Path) -> None:
    assert differences(folder, FILES) == []
    assert write(folder, FILES) == []


def test_an_edited_file_differs_and_the_diff_says_where(folder: Path) -> None:
    (folder / "a.yaml").write_text(f"{HEADER}a: 7\n", encoding="utf-8")

    (found,) = differences(folder, FILES)

    assert (found.path, found.kind) == ("a.yaml", "changed")
    assert "-a: 7\n+a: 1\n" in found.diff


def test_a_missing_and_an_extra_file_differ(folder: Path) -> None:
    (folder / "deep" / "b.yaml").unlink()
    (folder / "c.yaml").write_text("c: 3\n", encoding="utf-8")

    assert [(each.path, each.kind) for each in differences(folder, FILES)] == [
        ("c.yaml", "extra"),
        ("deep/b.yaml", "missing"),
    ]


def test_a_carriage_return_is_a_difference(folder: Path) -> None:
    (folder / "a.yaml").write_bytes(FILES["a.yaml"].replace("\n", "\r\n").encode())

    assert [each.path for each in differences(folder, FILES)] == ["a.yaml"]


def test_writing_removes_what_it_once_wrote_and_leaves_everybody_elses_files(folder: Path) -> None:
    (folder / "own.yaml").write_text("mine: 1\n", encoding="utf-8")
    (folder / "README.md").write_text("hello\n", encoding="utf-8")

    write(folder, {"a.yaml": FILES["a.yaml"]})

    assert sorted(path.name for path in folder.rglob("*") if path.is_file()) == [
        "README.md",
        "a.yaml",
        "own.yaml",
    ]


def test_everything_is_missing_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert {each.kind for each in differences(tmp_path / "nowhere", FILES)} == {"missing"}


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    with pytest.raises(Misuse, match="file cannot be written: "):
        write(tmp_path / "file", FILES)
