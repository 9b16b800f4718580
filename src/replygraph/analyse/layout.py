"""Where to draw each node: computed beforehand, the same in each run, without overlaps.

Small groups are laid out by forces (Fruchterman and Reingold 1991) in plain vectors and then
pushed apart until their labels have room; groups are packed as circles, each near those that it
is tied to. A group of n costs n² a step, so the whole costs far less than one big layout.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import networkx as nx
import numpy as np
import numpy.typing as npt

Place = tuple[float, float]
Points = npt.NDArray[np.float64]

_GOLDEN = math.pi * (3 - math.sqrt(5))
_FORCED = 260  # above this many nodes a group keeps its spiral: forces would no longer be readable


def spiral(count: int, step: float) -> Points:
    """Return points on a sunflower spiral, the first in the middle."""
    index = np.arange(count, dtype=np.float64)
    radius = step * np.sqrt(index)
    points: Points = np.stack(
        [radius * np.cos(index * _GOLDEN), radius * np.sin(index * _GOLDEN)], axis=1
    )
    return points


def forces(weights: Points, step: float) -> Points:
    """Return positions in which tied nodes attract and all nodes repel each other."""
    count = len(weights)
    points = spiral(count, step)
    pull = np.log1p(weights * 3)
    for heat in np.linspace(step * 0.9, step * 0.02, 220):
        delta = points[:, None, :] - points[None, :, :]
        distance = np.maximum(np.hypot(delta[..., 0], delta[..., 1]), step * 0.05)
        force = (step / distance) ** 2 - pull * distance / step * 0.55
        np.fill_diagonal(force, 0.0)
        move = (delta / distance[..., None] * force[..., None]).sum(axis=1) * step * 0.35
        move -= points * 0.035  # towards the middle, so that loose nodes do not drift away
        length = np.maximum(np.hypot(move[:, 0], move[:, 1]), 1e-9)
        points = points + move / length[:, None] * np.minimum(length, heat)[:, None]
    centred: Points = points - points.mean(axis=0)
    return centred


def apart(points: Points, boxes: Points) -> Points:
    """Return the points moved until their boxes (width, height) no longer overlap."""
    points = points.copy()
    for _ in range(160):
        delta = points[:, None, :] - points[None, :, :]
        room = (boxes[:, None, :] + boxes[None, :, :]) / 2 - np.abs(delta)
        np.fill_diagonal(room[..., 0], -1.0)
        clash = (room[..., 0] > 0) & (room[..., 1] > 0)
        if not clash.any():
            break
        sign = np.where(delta >= 0, 1.0, -1.0)
        index = np.arange(len(points))
        sign = np.where(delta == 0, np.sign(index[:, None] - index[None, :])[..., None], sign)
        # along the axis that needs the smaller move
        axis = (room[..., 1] <= room[..., 0]).astype(int)
        push = np.zeros_like(delta)
        for which in (0, 1):
            push[..., which] = np.where(
                clash & (axis == which), room[..., which] * sign[..., which] * 0.26, 0.0
            )
        points = points + push.sum(axis=1)
    return points


def _inside(graph: nx.Graph[str], group: Sequence[str], boxes: Points, step: float) -> Points:
    if len(group) == 1:
        return np.zeros((1, 2))
    if len(group) > _FORCED:
        return spiral(len(group), step)
    weights = nx.to_numpy_array(graph, nodelist=list(group), weight="weight")
    points = apart(forces(weights, step), boxes)
    low, high = points.min(axis=0), points.max(axis=0)
    centred: Points = points - (low + high) / 2
    return centred


def _packed(radii: Sequence[float], ties: Points) -> Points:
    """Return centres for circles, each as near as it can be to those it is tied to.

    A little wider than high, as screens are.
    """
    centres = np.zeros((len(radii), 2))
    angles = np.arange(48) * math.tau / 48
    turns = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    for index in range(1, len(radii)):
        placed = centres[:index]
        pull = ties[index, :index] + 1e-3
        goal = (placed * pull[:, None]).sum(axis=0) / pull.sum()
        reach = np.array(radii[:index]) + radii[index]
        # every placed circle offers the spots around it at which the new one would touch it
        spots = (placed[:, None, :] + reach[:, None, None] * 1.001 * turns[None, :, :]).reshape(
            -1, 2
        )
        apart = np.hypot(
            spots[:, None, 0] - placed[None, :, 0], spots[:, None, 1] - placed[None, :, 1]
        )
        free = (apart >= reach[None, :] - 1e-6).all(axis=1)
        cost = np.hypot(spots[:, 0] - goal[0], spots[:, 1] - goal[1])
        cost += np.hypot(spots[:, 0] * 0.45, spots[:, 1]) * 0.9
        best = int(np.argmin(np.where(free, np.round(cost, 6), np.inf)))
        centres[index] = spots[best] if free[best] else placed[0] + [sum(radii), 0.0]
    return centres


def _drawn_together(centres: Points, inner: Sequence[Points], margin: float) -> Points:
    """Return the centres moved inwards while the boxes around the groups stay apart.

    Circles waste room where groups are not round.
    """
    half = np.array([np.abs(points).max(axis=0) + margin * 1.5 for points in inner])
    for _ in range(40):
        closer = centres * 0.96
        delta = np.abs(closer[:, None, :] - closer[None, :, :])
        clash = (delta < half[:, None, :] + half[None, :, :]).all(axis=2)
        np.fill_diagonal(clash, val=False)
        if clash.any():
            break
        centres = closer
    return centres


def layout(
    graph: nx.Graph[str],
    groups: Sequence[Sequence[str]],
    *,
    boxes: Mapping[str, tuple[float, float]] | None = None,
    step: float = 120.0,
    margin: float = 46.0,
) -> tuple[dict[str, Place], list[tuple[float, float, float]]]:
    """Return the place of each node, and of each group its circle (x, y, radius).

    ``groups`` must cover the nodes that are to be drawn; ``boxes`` are the width and height that
    each node wants with its label. Deterministic: no clock, no random numbers.

    >>> graph = nx.Graph([("甲局", "乙局")])
    >>> places, circles = layout(graph, [["甲局", "乙局"]])
    >>> len(places), len(circles)
    (2, 1)
    """
    wanted = boxes or {}
    inner: list[Points] = []
    radii: list[float] = []
    for group in groups:
        sizes = np.array([wanted.get(node, (step, step * 0.6)) for node in group])
        points = _inside(graph, group, sizes, step)
        inner.append(points)
        far = np.hypot(np.abs(points[:, 0]) + sizes[:, 0] / 3, np.abs(points[:, 1]) + 20).max()
        radii.append(float(far) + margin)
    where = {node: index for index, group in enumerate(groups) for node in group}
    ties = np.zeros((len(groups), len(groups)))
    for a, b, weight in graph.edges(data="weight", default=1.0):
        if a in where and b in where and where[a] != where[b]:
            ties[where[a], where[b]] += weight
            ties[where[b], where[a]] += weight
    if not groups:
        return {}, []
    centres = _drawn_together(_packed(radii, ties), inner, margin)
    places = {
        node: (round(float(point[0] + centre[0]), 1), round(float(point[1] + centre[1]), 1))
        for group, points, centre in zip(groups, inner, centres, strict=True)
        for node, point in zip(group, points, strict=True)
    }
    circles = [
        (round(float(c[0]), 1), round(float(c[1]), 1), round(r, 1))
        for c, r in zip(centres, radii, strict=True)
    ]
    return places, circles


def rings(middle: str, around: Sequence[Sequence[str]], *, step: float = 210.0) -> dict[str, Place]:
    """Return places on rings around the middle; within a ring in the order given.

    A ring is made wide enough for its members to stand at least 74 apart, beginning at the top.

    >>> rings("甲局", [["乙局", "丙局"]])["甲局"]
    (0.0, 0.0)
    """
    places: dict[str, Place] = {middle: (0.0, 0.0)}
    radius = 0.0
    for level, members in enumerate(around):
        radius = max(radius + step, len(members) * 74 / math.tau)
        for index, node in enumerate(members):
            turn = math.tau * (index + 0.5 * (level % 2)) / len(members) - math.pi / 2
            places[node] = (
                round(radius * 1.25 * math.cos(turn), 1),
                round(radius * math.sin(turn), 1),
            )
    return places


def columns(
    lists: Sequence[Sequence[str]], *, across: float = 330.0, down: float = 66.0
) -> dict[str, Place]:
    """Return places in columns from left to right, each centred on the same height.

    >>> columns([["甲委员"], ["第7号提案"]])["第7号提案"]
    (330.0, 0.0)
    """
    return {
        node: (column * across, round((row - (len(members) - 1) / 2) * down, 1))
        for column, members in enumerate(lists)
        for row, node in enumerate(members)
    }
