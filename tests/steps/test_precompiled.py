import json
import os
import subprocess
import sys
from io import FileIO
from pathlib import Path

import pydantic
import pytest

from steps import precompiled
from steps.precompiled import SIZE_BYTES, STAMP

ROOT = Path(__file__).parents[2]
WRITE = """
import sys
from pathlib import Path
from steps import precompile
precompile.write(Path(sys.argv[1]))
"""
USE = """
import sys
from steps import precompiled
assert precompiled.use(sys.argv[1])
import steps.admit, pydantic, remediation.model, typing
print(type(pydantic.__loader__).__name__, type(remediation.model.__loader__).__name__)
print(pydantic.__file__ == sys.argv[2], pydantic.__path__ == [sys.argv[2].rpartition("/")[0]])

from dataclasses import dataclass
@dataclass(frozen=True, kw_only=True)
class New:
    count: "int"
print(New(count=1) == New(count=1), typing.get_type_hints(New))
"""
PLACES = """
import json, sys
from steps import precompiled
precompiled.use(sys.argv[1])
print(json.dumps({name: place[:2] for name, place in sys.meta_path[0]._places.items()}))
"""


def python(program: str, *arguments: str) -> str:
    done = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-c", program, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("image") / "precompiled.bin"
    python(WRITE, str(path))
    return path


def test_modules_come_from_the_file(file: Path) -> None:
    told = python(USE, str(file), str(pydantic.__file__)).splitlines()

    assert told[0] == "Modules Modules"
    assert told[1] == "True True"


def test_a_module_that_was_changed_since_or_is_gone_is_imported_as_usual(tmp_path: Path) -> None:
    source = tmp_path / "ours.py"
    source.touch()
    os.utime(source, (1000, 1000))
    with FileIO(str(source)) as file:
        finder = precompiled.Modules(file, {"ours": (str(source), 1000, False, 0, 0)})

        assert finder.find_spec("ours") is not None
        os.utime(source, (1001, 1001))
        assert finder.find_spec("ours") is None
        source.unlink()
        assert finder.find_spec("ours") is None


def test_each_module_is_held_against_its_source(file: Path) -> None:
    told = json.loads(python(PLACES, str(file)))

    assert {"steps.admit", "pydantic", "dataclasses"} <= told.keys()
    assert all(changed == int(Path(source).stat().st_mtime) for source, changed in told.values())


def test_what_the_file_does_not_have_is_compiled(file: Path) -> None:
    assert python(USE, str(file), "").splitlines()[2] == "True {'count': <class 'int'>}"


def test_a_file_of_another_python_is_left_alone(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "precompiled.bin"
    other.write_bytes(b"\0" * len(STAMP) + file.read_bytes()[len(STAMP) :])

    assert not precompiled.use(str(other))


@pytest.mark.parametrize("left", [0, 1, len(STAMP), len(STAMP) + 2 * SIZE_BYTES, -100_000, -1])
def test_half_a_file_is_left_alone(file: Path, tmp_path: Path, left: int) -> None:
    half = tmp_path / "precompiled.bin"
    half.write_bytes(file.read_bytes()[:left])

    assert not precompiled.use(str(half))


def test_without_a_file_nothing_changes(tmp_path: Path) -> None:
    finders = list(sys.meta_path)

    assert not precompiled.use(str(tmp_path / "precompiled.bin"))
    assert sys.meta_path == finders


def test_code_of_a_text_is_kept() -> None:
    sources = precompiled.Sources()
    names: dict[str, object] = {}

    sources.exec("answer = question + 1", {"question": 41}, names)

    assert names == {"answer": 42}
    assert sources.eval("question", {"question": 41}) == 41
    assert set(sources) == {("exec", "answer = question + 1"), ("eval", "question")}
