"""Places for all bodies of a network at once: discs within discs, quick at any size."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from replygraph.analyse.nested import arranged, sunflower
from replygraph.views.grouped import Group, Grouped
from replygraph.views.whole import Ints

_STEP = 26.0


def scattered(tree: Grouped, bodies: Ints) -> npt.NDArray[np.float64]:
    """Return a place for each of the bodies: its group's disc lies among those of other groups."""
    wanted = np.zeros(len(tree.net.ids), dtype=bool)
    wanted[bodies] = True
    places = np.zeros((len(tree.net.ids), 2))
    _within(tree, tree.root, wanted, places)
    return places[bodies]


def _within(
    tree: Grouped, group: Group, wanted: npt.NDArray[np.bool_], places: npt.NDArray[np.float64]
) -> float:
    """Place the bodies of a group around 0; return the radius of the disc they take."""
    children = [child for child in tree.children(group) if isinstance(child, Group)]
    members = group.members[wanted[group.members]]
    if len(children) < 2 or len(members) <= 12:
        places[members] = sunflower(len(members), _STEP)
        return _STEP * (math.sqrt(max(len(members), 1)) + 1)
    loose = np.setdiff1d(members, np.concatenate([child.members for child in children]))
    radii = [_within(tree, child, wanted, places) for child in children]
    inner = [child.members[wanted[child.members]] for child in children]
    for body in loose.tolist():
        places[body] = 0.0
        radii.append(_STEP)
        inner.append(np.array([body], np.int32))
    owner = np.full(len(tree.net.ids), -1, np.int64)
    for index, those in enumerate(inner):
        owner[those] = index
    net = tree.net
    one, other = owner[net.tie_a], owner[net.tie_b]
    across = (one >= 0) & (other >= 0) & (one != other)
    pairs, counts = np.unique(
        np.stack([np.minimum(one, other)[across], np.maximum(one, other)[across]], axis=1),
        axis=0,
        return_counts=True,
    )
    ties = [(int(a), int(b), float(n)) for (a, b), n in zip(pairs, counts, strict=True)]
    centres = arranged(ties, [(2 * r + 8, 2 * r + 8) for r in radii])
    for index, those in enumerate(inner):
        places[those] += centres[index]
    return float((np.hypot(centres[:, 0], centres[:, 1]) + np.array(radii)).max())
