"""All bodies of a network at once, as compact data: drawn only where somebody asks for it."""

from __future__ import annotations

from typing import Any

import numpy as np

from replygraph.serve.explorer import drawing
from replygraph.serve.explorer.state import State
from replygraph.serve.explorer.woven import Woven
from replygraph.views.filters import chosen, degrees
from replygraph.views.scattered import scattered


def whole(woven: Woven, state: State) -> dict[str, Any]:
    """Return columns: names, kinds, places and strengths of the bodies; ends and strengths of ties.

    Bodies without a tie in what the filter leaves are left out.
    """
    net = woven.net
    left = chosen(net, state.what)
    strength = degrees(net, left.strength)
    bodies = np.flatnonzero(strength > 0).astype(np.int32)
    points = scattered(drawing.tree(woven, state), bodies)
    at = np.full(len(net.ids), -1, np.int32)
    at[bodies] = np.arange(len(bodies), dtype=np.int32)
    ties = np.flatnonzero(left.ties)
    order = ties[np.lexsort((ties, left.strength[ties]))]
    return {
        "id": [woven.key(int(n)) for n in bodies],
        "name": [net.names[int(n)] for n in bodies],
        "kind": [drawing.FIELDS[int(k)] for k in net.kind[bodies]],
        "x": np.round(points[:, 0]).astype(int).tolist(),
        "y": np.round(points[:, 1]).astype(int).tolist(),
        "st": [round(float(s), 2) for s in strength[bodies]],
        "a": at[net.tie_a[order]].tolist(),
        "b": at[net.tie_b[order]].tolist(),
        "w": [round(float(s), 2) for s in left.strength[order]],
    }
