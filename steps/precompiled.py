"""All compiled code that a step needs in one file, which the image's build writes (`steps/precompile.py`).

A step imports 170 modules, and a fresh container searches and reads each; dataclasses, named tuples and
annotations compile 450 pieces of source text, at every start the same (docs/performance.md has the gain). The
file has the modules and the code of all such texts. It cannot go stale unseen: a module is only taken while
its source is as old as it was, a text finds its code by the text itself, and another Python, or half a file,
leaves it alone. Without it, as on a developer's machine, everything is imported as usual.
"""

import marshal
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.machinery import ModuleSpec
from io import FileIO
from types import CodeType, ModuleType
from typing import Any, TypeAlias

FILE = f"{__file__.removesuffix('.py')}.bin"
STAMP = sys.version.encode()
"""What the file begins with: the functions below stand in for some of this very Python's."""
SIZE_BYTES = 8
"""Of each of the two numbers that follow: how long the head is, and the modules' code."""
COMPILING = {"collections": "eval", "dataclasses": "exec", "typing": "compile"}
"""Modules that compile source text, and the built-in function that each of them calls."""

Places: TypeAlias = dict[str, tuple[str, int, bool, int, int]]
"""Modules: path of the source, when that was changed (seconds since 1970), whether it is a package, and where
its code lies: from which byte, how many."""


class Sources(dict[tuple[str, str], CodeType]):
    """Code by mode and source text, behind the built-in functions that compile text."""

    def serve(self) -> None:
        """Let the modules that compile text find its code here."""
        for module, function in COMPILING.items():
            vars(import_module(module))[function] = getattr(self, function)

    def compile(self, source: str, filename: str, mode: str) -> CodeType:
        """Give the code of a text; a new one is compiled and kept."""
        code = self.get((mode, source))
        if code is None:
            code = self[mode, source] = compile(source, filename, mode, dont_inherit=True)
        return code

    def exec(self, source: str, scope: dict[str, object], names: dict[str, object]) -> None:
        """Run a text."""
        exec(self.compile(source, "<string>", "exec"), scope, names)  # noqa: S102  # of dataclasses

    def eval(self, source: str, scope: dict[str, object]) -> object:
        """Give the value of a text."""
        return eval(self.compile(source, "<string>", "eval"), scope)  # noqa: S307  # of named tuples


class Modules:
    """Finds and loads the file's modules, by importlib's protocols for an entry of `sys.meta_path`."""

    def __init__(self, file: FileIO, places: Places) -> None:
        """Take the open file, which stands where the modules' code begins."""
        self._file, self._places, self._begin = file, places, file.tell()

    def find_spec(
        self, name: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Describe a module, or leave it to the other finders."""
        if name not in self._places:
            return None
        origin, changed, is_package, *_ = self._places[name]
        try:
            found = int(os.stat(origin).st_mtime)  # noqa: PTH116  # pathlib comes later
        except OSError:
            return None
        if found != changed:
            return None
        loader: Any = self  # importlib.abc's class would have to be imported first
        spec = ModuleSpec(name, loader, origin=origin, is_package=is_package)
        if spec.submodule_search_locations is not None:
            spec.submodule_search_locations.append(origin.rpartition("/")[0])
        return spec

    def create_module(self, _spec: ModuleSpec) -> None:
        """Leave it to importlib."""

    def exec_module(self, module: ModuleType) -> None:
        """Run a module's code."""
        module.__file__, *_, start, size = self._places[module.__name__]
        self._file.seek(self._begin + start)
        exec(marshal.loads(self._file.read(size)), vars(module))  # noqa: S102, S302  # the image's own file


def use(path: str = FILE) -> bool:
    """Import from the file from now on; False if there is none, half of one, or one of another Python."""
    try:
        file = FileIO(path)
    except OSError:
        return False
    whole = file.seek(0, os.SEEK_END)
    file.seek(0)
    stamp = file.read(len(STAMP))
    head, code = (int.from_bytes(file.read(SIZE_BYTES), "big") for _ in range(2))
    if stamp != STAMP or whole != len(STAMP) + 2 * SIZE_BYTES + head + code:
        file.close()
        return False
    places, sources = marshal.loads(file.read(head))  # noqa: S302  # the image's own file
    sys.meta_path.insert(0, Modules(file, places))
    Sources(sources).serve()
    return True
