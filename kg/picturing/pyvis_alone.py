"""pyvis without IPython, of whose 50 MB it imports one name: what shows a page in a notebook, as nothing here does."""

from __future__ import annotations

import sys
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from pyvis.network import Network

_UNUSED = ("IPython", "IPython.display")


@cache
def network_class() -> type[Network]:
    """pyvis's `Network`, with IPython or without it: while pyvis is imported, an empty module stands for that."""
    real = {name: sys.modules[name] for name in _UNUSED if name in sys.modules}
    for name in _UNUSED:
        sys.modules[name] = ModuleType(name)
    sys.modules["IPython.display"].__dict__["IFrame"] = None
    try:
        from pyvis.network import Network
    finally:
        for name in _UNUSED:
            del sys.modules[name]
        sys.modules.update(real)
    return cast("type[Network]", Network)
