"""Places for groups within groups: each level by forces, then pushed apart until all have room."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from replygraph.analyse.layout import Points, apart, forces, spiral

_WIDE = 1.25  # screens are wider than high
_LOOSE = 1.9  # area given to boxes at first, as a multiple of their own
_TRIES = 6
_FAR = 1.8
_STRETCHES = (1.0, 1.7, 2.8)


def arranged(
    ties: Sequence[tuple[int, int, float]],
    boxes: Sequence[tuple[float, float]],
    *,
    wide: float = 1.3,
) -> Points:
    """Return the places of things that want these boxes (width, height), without overlaps.

    Things that are tied stand near each other; where they stand does not depend on the boxes
    beyond the pushing apart, so that one that grows keeps its neighbours. ``wide`` is the shape of
    the whole, width by height. Centred on 0.

    >>> arranged([(0, 1, 1.0)], [(80, 60), (80, 60)]).shape
    (2, 2)
    """
    count = len(boxes)
    if count < 2:
        return np.zeros((count, 2))
    weights = np.zeros((count, count))
    for a, b, weight in ties:
        weights[a, b] += weight
        weights[b, a] += weight
    most = weights.max()
    if most > 0:
        weights /= most
    room = np.array(boxes, dtype=np.float64)
    first = forces(weights, 120.0)
    best = min(
        (_settled(first, room, wide * more) for more in _STRETCHES),
        key=lambda points: _needs(points, room, wide),
    )
    low, high = (best - room / 2).min(axis=0), (best + room / 2).max(axis=0)
    centred: Points = best - (low + high) / 2
    return centred


def _settled(points: Points, room: Points, wide: float) -> Points:
    """Return the points in a shape that is about ``wide``, apart and then drawn together."""
    points = apart(_spread(points, room, wide), room)
    for _ in range(_TRIES):
        if _overlap(points, room) < 1:
            break
        points = apart(points * 1.12, room)
    return _closer(points, room)


def _needs(points: Points, room: Points, wide: float) -> float:
    """Return how high a frame of the shape ``wide`` must be to hold all boxes."""
    extent = (points + room / 2).max(axis=0) - (points - room / 2).min(axis=0)
    return round(max(float(extent[0]) / wide, float(extent[1])), 3)


def _spread(points: Points, room: Points, wide: float) -> Points:
    """Return the points stretched over an area of the shape wanted that has room for all."""
    middle, reach = points.mean(axis=0), _FAR * points.std(axis=0)
    points = np.clip(points, middle - reach, middle + reach)  # what is tied to nothing drifts far
    extent = np.maximum(np.ptp(points, axis=0), 1e-6)
    area = float((room[:, 0] * room[:, 1]).sum()) * _LOOSE
    high = math.sqrt(area / wide)
    goal = np.maximum(np.array([high * wide, high]) - room.mean(axis=0), 1.0)
    spread: Points = (points - points.mean(axis=0)) * goal / extent
    return spread


def _closer(points: Points, room: Points) -> Points:
    """Return the points drawn together, along each axis, as long as none overlap more."""
    for axis in (0, 1, 0, 1):
        factor = np.ones(2)
        factor[axis] = 0.95
        for _ in range(30):
            nearer = points * factor
            if _overlap(nearer, room) > _overlap(points, room) + 1e-6:
                break
            points = nearer
    return points


def _overlap(points: Points, room: Points) -> float:
    """Return how much the boxes around the points lie over each other."""
    delta = np.abs(points[:, None, :] - points[None, :, :])
    common = np.maximum((room[:, None, :] + room[None, :, :]) / 2 - delta, 0.0)
    area = common[..., 0] * common[..., 1]
    return float(area.sum() - np.trace(area))


def sunflower(count: int, step: float = 1.0) -> Points:
    """Return places in a disc, the first in the middle, each with the same room.

    >>> sunflower(2).tolist()[0]
    [0.0, 0.0]
    """
    return spiral(count, step)


def around(groups: Sequence[int], boxes: Sequence[tuple[float, float]]) -> Points:
    """Return places around a middle (the first box), each group in a sector of its own.

    ``groups`` are those of the others, in the order in which they shall stand from the middle
    outwards: the first are the nearest.
    """
    count = len(groups)
    if not count:
        return np.zeros((1, 2))
    order = sorted(range(count), key=lambda n: (groups[n], n))
    turn = {place: math.tau * (index + 0.5) / count for index, place in enumerate(order)}
    points = np.zeros((count + 1, 2))
    inner = 170.0
    reach = max(260.0, 46.0 * math.sqrt(count) * 1.5)
    for place in range(count):
        far = inner + (reach - inner) * math.sqrt(place / count)
        points[place + 1] = (
            far * _WIDE * math.cos(turn[place] - math.pi / 2),
            far * math.sin(turn[place] - math.pi / 2),
        )
    found: Points = apart(points, np.array(boxes, dtype=np.float64))
    middled: Points = found - found[0]
    return middled
