"""The strongest bodies of a network against each other, so ordered that circles stand as blocks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from replygraph.views.filters import Chosen, Filter, chosen, degrees
from replygraph.views.grouped import circle_name
from replygraph.views.network import Words
from replygraph.views.whole import KINDS, Floats, Ints, Whole

#: so many shades of strength are told apart
SHADES = 6


@dataclass(frozen=True, slots=True)
class Row:
    """A body of the matrix; ``strength`` sums its ties to all others, also those not shown."""

    body: int
    name: str
    kind: str
    strength: float


@dataclass(frozen=True, slots=True)
class Square:
    """What two bodies (places in the order) share; ``shade`` from 1, weak, to 6, strong."""

    a: int
    b: int
    acts: int
    strength: float
    shade: int


@dataclass(frozen=True, slots=True)
class Block:
    """The bodies of one circle: ``size`` of them from ``start`` on."""

    start: int
    size: int
    name: Words


@dataclass(frozen=True, slots=True)
class Matrix:
    """The matrix, and how many bodies, ties and acts the filter leaves in all."""

    rows: tuple[Row, ...]
    squares: tuple[Square, ...]
    blocks: tuple[Block, ...]
    bodies: int
    ties: int
    acts: int
    acts_all: int


def matrix(net: Whole, what: Filter, most: int) -> Matrix:
    """Return the ``most`` bodies whose ties are the strongest in what the filter leaves.

    Circles that share much stand next to each other, the strongest first; within a circle the
    strongest body comes first. A square is there where the two share an act.
    """
    left = chosen(net, what)
    strength = degrees(net, left.strength)
    ranked = np.lexsort((np.arange(len(strength)), -strength))
    top = ranked[:most][strength[ranked[:most]] > 0].astype(np.int32)
    order = _ordered(net, left, top, strength)
    place = np.full(len(net.ids), -1, np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    shown_ties = left.ties & (place[net.tie_a] >= 0) & (place[net.tie_b] >= 0)
    ties = np.flatnonzero(shown_ties).astype(np.int32)
    squares = _squares(net, left, ties, place)
    shown = left.pairs & shown_ties[net.pair_tie]
    return Matrix(
        tuple(
            Row(n, net.names[n], KINDS[int(net.kind[n])], round(float(strength[n]), 2))
            for n in order.tolist()
        ),
        squares,
        _blocks(net, order),
        int(np.count_nonzero(strength)),
        int(np.count_nonzero(left.ties)),
        len(np.unique(net.pair_act[shown])),
        len(np.unique(net.pair_act[left.pairs])),
    )


def _ordered(net: Whole, left: Chosen, top: Ints, strength: Floats) -> Ints:
    """Return the bodies circle by circle: each circle follows that to which it is tied most."""
    circles = net.circle[top]
    names, where = np.unique(circles, return_inverse=True)
    if not len(names):
        return top
    at = np.full(len(net.ids), -1, np.int64)
    at[top] = where
    one, other = at[net.tie_a], at[net.tie_b]
    inside = left.ties & (one >= 0) & (other >= 0)
    ties = np.zeros((len(names), len(names)))
    np.add.at(ties, (one[inside], other[inside]), left.strength[inside])
    ties = ties + ties.T
    sums = np.bincount(where, strength[top], minlength=len(names))
    sequence = [int(np.argmax(sums))]
    waiting = [n for n in range(len(names)) if n != sequence[0]]
    while waiting:
        nearest = max(waiting, key=lambda n: (ties[sequence[-1], n], sums[n], -n))
        sequence.append(nearest)
        waiting.remove(nearest)
    rank = {circle: place for place, circle in enumerate(sequence)}
    places = np.array([rank[int(n)] for n in where])
    found: Ints = top[np.lexsort((top, -strength[top], places))]
    return found


def _squares(net: Whole, left: Chosen, ties: Ints, place: Ints) -> tuple[Square, ...]:
    values = left.strength[ties]
    most = float(values.max(initial=0.0)) or 1.0
    shades = np.clip(np.ceil((values / most) ** 0.6 * SHADES), 1, SHADES).astype(int)
    found = [
        Square(
            min(int(place[net.tie_a[n]]), int(place[net.tie_b[n]])),
            max(int(place[net.tie_a[n]]), int(place[net.tie_b[n]])),
            int(left.count[n]),
            round(float(left.strength[n]), 2),
            int(shade),
        )
        for n, shade in zip(ties.tolist(), shades, strict=True)
    ]
    return tuple(sorted(found, key=lambda square: (square.a, square.b)))


def _blocks(net: Whole, order: Ints) -> tuple[Block, ...]:
    found: list[Block] = []
    taken: set[str] = set()
    start = 0
    for end in range(1, len(order) + 1):
        if end == len(order) or net.circle[order[end]] != net.circle[order[start]]:
            name = circle_name(net, order[start:end], taken)
            found.append(Block(start, end - start, name))
            start = end
    return tuple(found)
