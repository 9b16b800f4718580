"""Two periods side by side: which ties are new, gone, stronger, weaker, or as they were."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from replygraph.views.filters import Filter, chosen
from replygraph.views.network import Words
from replygraph.views.whole import Whole

#: (first year, last year), both included
Period = tuple[int, int]
#: how a tie changed, in the order of the page; by the number of joint acts, then by strength
CHANGES = {
    "new": Words("新出现", "new"),
    "gone": Words("不再见到", "not seen again"),
    "more": Words("增强", "stronger"),
    "less": Words("减弱", "weaker"),
    "same": Words("不变", "unchanged"),
}
_CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Turn:
    """A tie in two periods: joint acts and strength in each; ``change`` is a key of `CHANGES`."""

    one: int
    other: int
    change: str
    acts: tuple[int, int]
    strength: tuple[float, float]

    @property
    def by(self) -> int:
        """Return by how many joint acts it changed."""
        return self.acts[1] - self.acts[0]


@dataclass(frozen=True, slots=True)
class Side:
    """What a period holds in all: joint acts, pairs of agencies, agencies."""

    acts: int
    ties: int
    bodies: int


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two periods: what each holds, and all ties of either, those that changed most first.

    ``joined`` and ``left`` are bodies with ties in one of the periods only.
    """

    sides: tuple[Side, Side]
    turns: tuple[Turn, ...]
    joined: tuple[int, ...]
    left: tuple[int, ...]

    def counts(self) -> dict[str, int]:
        """Return how many ties changed in each way."""
        found = dict.fromkeys(CHANGES, 0)
        for turn in self.turns:
            found[turn.change] += 1
        return found


def _change(acts: tuple[int, int], strength: tuple[float, float]) -> str:
    """Return how a tie changed.

    >>> _change((0, 2), (0, 1.0)), _change((2, 3), (2.0, 1.5)), _change((2, 2), (1.0, 2.0))
    ('new', 'more', 'more')
    """
    before, after = acts
    if not before:
        return "new"
    if not after:
        return "gone"
    shift = after - before or strength[1] - strength[0]
    return "same" if abs(shift) < _CLOSE else "more" if shift > 0 else "less"


def contrast(net: Whole, what: Filter, before: Period, after: Period) -> Contrast:
    """Compare two periods of a network, in what the filter leaves otherwise.

    It tells of what letters report: a tie whose later letters are not there seems to have gone.
    """
    found = [chosen(net, replace(what, since=a, until=b)) for a, b in (before, after)]
    early, late = found
    turns = []
    for tie in np.flatnonzero(early.ties | late.ties).tolist():
        acts = int(early.count[tie]), int(late.count[tie])
        strength = float(early.strength[tie]), float(late.strength[tie])
        one, other = int(net.tie_a[tie]), int(net.tie_b[tie])
        rounded = round(strength[0], 3), round(strength[1], 3)
        turns.append(Turn(one, other, _change(acts, strength), acts, rounded))
    turns.sort(
        key=lambda t: (
            -abs(t.by),
            -abs(t.strength[1] - t.strength[0]),
            -sum(t.acts),
            t.one,
            t.other,
        )
    )
    there = [{*net.tie_a[one.ties].tolist(), *net.tie_b[one.ties].tolist()} for one in found]
    sides = [
        Side(len(np.unique(net.pair_act[one.pairs])), int(one.ties.sum()), len(those))
        for one, those in zip(found, there, strict=True)
    ]
    return Contrast(
        (sides[0], sides[1]),
        tuple(turns),
        tuple(sorted(there[1] - there[0])),
        tuple(sorted(there[0] - there[1])),
    )


def usual(years: tuple[int, ...]) -> tuple[Period, Period]:
    """Return the two periods that are compared where none are named: the last two years.

    >>> usual((2019, 2021, 2023)), usual((2021,)), usual(())
    (((2021, 2021), (2023, 2023)), ((2020, 2020), (2021, 2021)), ((0, 0), (0, 0)))
    """
    if not years:
        return (0, 0), (0, 0)
    last = years[-1]
    first = years[-2] if len(years) > 1 else last - 1
    return (first, first), (last, last)
