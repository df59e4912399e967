"""What makes a step start quickly, before anything else is imported; docs/performance.md has the figures."""

import gc
import sys
from types import ModuleType

from steps import precompiled


def quick_start() -> None:
    """Hasten the imports that follow."""
    gc.disable()  # a step is too short for it
    precompiled.use()
    _look_for_no_plugins()


def _look_for_no_plugins() -> None:
    """Tell pydantic that it has no plug-ins.

    PYDANTIC_DISABLE_PLUGINS says so too, but only once pydantic has imported what finds them: 40 modules.
    """
    loader = ModuleType("pydantic.plugin._loader")
    vars(loader)["get_plugins"] = tuple
    sys.modules[loader.__name__] = loader
