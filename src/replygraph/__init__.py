"""Read Chinese reply letters and link what they say into a graph that proves itself.

``extract``, ``build``, ``query`` and ``network`` are the verbs; see `replygraph.api`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = ["__version__", "build", "compiled", "extract", "network", "query"]

if TYPE_CHECKING:
    from replygraph.api import build, extract, network, query


def compiled() -> bool:
    """Tell whether reading runs as machine code (a compiled wheel) or as Python; both do the same.

    >>> compiled() in (True, False)
    True
    """
    from replygraph import span

    return not span.__file__.endswith(".py")


def __getattr__(name: str) -> object:
    """Load the verbs when they are first asked for, so that importing the package is quick."""
    if name in ("build", "extract", "network", "query"):
        # the room of that name must not hide the verb once it has been imported
        from replygraph import api

        return getattr(api, name)
    raise AttributeError(f"module 'replygraph' has no attribute '{name}'")
