"""Write `steps/precompiled.py`'s file: `python3 -m steps.precompile`, once, when an image is built."""

import marshal
import sys
from importlib import import_module
from importlib.machinery import SourceFileLoader
from pathlib import Path

from steps.precompiled import FILE, SIZE_BYTES, STAMP, Places, Sources

LATER = ("http.client", "ssl", "jwt")
"""What steps import only when they need it."""


def write(path: Path) -> None:
    """Import all that steps import, and write down the code that it takes."""
    path.unlink(missing_ok=True)  # or it would be used here
    sources = Sources()
    sources.serve()
    verbs = import_module("steps.__main__").VERBS
    for name in (*(f"steps.{verb}" for verb in verbs), *LATER):
        import_module(name)
    places, code = _modules()
    head = marshal.dumps((places, dict(sources)))
    sizes = b"".join(len(part).to_bytes(SIZE_BYTES, "big") for part in (head, code))
    path.write_bytes(STAMP + sizes + head + code)


def _modules() -> tuple[Places, bytes]:
    places: Places = {}
    code = b""
    for name, module in sorted(sys.modules.items()):
        loader = getattr(module, "__loader__", None)
        if isinstance(loader, SourceFileLoader) and loader.name == name:
            changed = int(Path(loader.path).stat().st_mtime)
            compiled = marshal.dumps(loader.get_code(name))
            places[name] = (loader.path, changed, loader.is_package(name), len(code), len(compiled))
            code += compiled
    return places, code


if __name__ == "__main__":
    write(Path(FILE))
