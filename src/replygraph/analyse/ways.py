"""The shortest way between two bodies: over whom one comes from the one to the other."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]


def way(
    count: int, sources: Ints, targets: Ints, weights: Floats, start: int, end: int
) -> list[int] | None:
    """Return the nodes from ``start`` to ``end``, both included; None where no way leads there.

    For a reader: who could bring the two together. The way with the fewest ties counts, however
    weak; among equally short ones that whose weakest tie is the strongest. Ties have no direction.

    >>> a, b = np.array([0, 1], np.int32), np.array([1, 2], np.int32)
    >>> way(3, a, b, np.array([1.0, 0.5]), 0, 2)
    [0, 1, 2]
    """
    one = np.concatenate([sources, targets]).astype(np.int64)
    other = np.concatenate([targets, sources]).astype(np.int64)
    weight = np.concatenate([weights, weights])
    far = np.full(count, -1, np.int64)
    far[end] = 0
    front = np.zeros(count, dtype=bool)
    front[end] = True
    step = 0
    while far[start] < 0 and front.any():
        step += 1
        reached = np.unique(other[front[one]])
        reached = reached[far[reached] < 0]
        far[reached] = step
        front[:] = False
        front[reached] = True
    if far[start] < 0:
        return None
    return _widest(one, other, weight, far, start, end)


def _widest(
    one: npt.NDArray[np.int64],
    other: npt.NDArray[np.int64],
    weight: Floats,
    far: npt.NDArray[np.int64],
    start: int,
    end: int,
) -> list[int]:
    """Return, of the shortest ways, that whose weakest tie is the strongest; far[x] is to end."""
    down = (far[one] >= 0) & (far[other] == far[one] - 1)
    one, other, weight = one[down], other[down], weight[down]
    width = np.zeros(len(far))
    width[end] = np.inf
    following: dict[int, int] = {}
    for step in range(1, int(far[start]) + 1):
        here = far[one] == step
        reach = np.minimum(weight[here], width[other[here]])
        order = np.lexsort((other[here], -reach, one[here]))
        nodes, first = np.unique(one[here][order], return_index=True)
        best = order[first]
        width[nodes] = reach[best]
        targets = other[here][best]
        following |= dict(zip(nodes.tolist(), targets.tolist(), strict=True))
    path = [start]
    while path[-1] != end:
        path.append(following[path[-1]])
    return path
