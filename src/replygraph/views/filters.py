"""What of a corpus network is asked for: which bodies, which acts, which years."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from replygraph.views.whole import ACTS, KINDS, OUTCOMES, Floats, Ints, Whole, summed

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Filter:
    """Empty means all. ``region`` is a province, city or district; years include both ends."""

    kinds: tuple[str, ...] = ()
    region: str = ""
    relations: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    since: int = 0
    until: int = 0

    @property
    def by_year(self) -> bool:
        """Tell whether only some years are asked for."""
        return bool(self.since or self.until)

    @property
    def by_act(self) -> bool:
        """Tell whether only some acts are asked for."""
        return bool(self.relations or self.outcomes or self.by_year)


def bodies(net: Whole, what: Filter) -> Mask:
    """Tell of each body whether it is of the kinds and the region asked for."""
    found = np.ones(len(net.ids), dtype=bool)
    if what.kinds:
        found &= np.isin(net.kind, [KINDS.index(k) for k in what.kinds if k in KINDS])
    if what.region:
        place = net.places.index(what.region) if what.region in net.places else -1
        found &= (net.place == place).any(axis=1)
    return found


def acts(net: Whole, what: Filter, *, years: bool = True) -> Mask:
    """Tell of each act whether it is of the relations, outcomes and (``years``) years asked for."""
    found = np.ones(len(net.act_kind), dtype=bool)
    if what.relations:
        found &= np.isin(net.act_kind, [ACTS.index(r) for r in what.relations if r in ACTS])
    if what.outcomes:
        bits = sum(1 << OUTCOMES.index(o) for o in set(what.outcomes) if o in OUTCOMES)
        found &= (net.act_outcome & bits) > 0
    if years and what.by_year:
        found &= (net.act_year >= (what.since or 1)) & (net.act_year <= (what.until or 9999))
    return found


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a filter leaves of a network: ``pairs`` of tie and act, and of each tie its sums."""

    body: Mask
    pairs: Mask
    strength: Floats
    count: Ints

    @property
    def ties(self) -> Mask:
        """Tell of each tie whether anything of it is left."""
        found: Mask = self.count > 0
        return found


def chosen(net: Whole, what: Filter, *, timed: bool = True) -> Chosen:
    """Return what the filter leaves; without ``timed`` as if it asked for no acts or years."""
    body = bodies(net, what)
    inside = body[net.tie_a] & body[net.tie_b]
    pairs = inside[net.pair_tie]
    if timed and what.by_act:
        pairs = pairs & acts(net, what)[net.pair_act]
    tie = net.pair_tie[pairs]
    size = len(net.tie_a)
    strength = summed(tie, net.act_weight[net.pair_act[pairs]], size)
    return Chosen(body, pairs, strength, np.bincount(tie, minlength=size).astype(np.int32))


def degrees(net: Whole, strength: Floats) -> Floats:
    """Return for each body the sum of the strengths of its ties."""
    size = len(net.ids)
    return summed(net.tie_a, strength, size) + summed(net.tie_b, strength, size)


def partners(net: Whole, ties: Mask) -> Ints:
    """Return for each body how many others it is tied to."""
    size = len(net.ids)
    found = np.bincount(net.tie_a[ties], minlength=size)
    return (found + np.bincount(net.tie_b[ties], minlength=size)).astype(np.int32)


def histogram(net: Whole, what: Filter, inside: Mask) -> tuple[dict[int, int], int]:
    """Return how many acts each year has, and how many have none, whatever years are asked for.

    ``inside`` tells of each pair of tie and act whether its bodies are asked for.
    """
    kept = np.zeros(len(net.act_kind), dtype=bool)
    kept[net.pair_act[inside]] = True
    kept &= acts(net, what, years=False)
    counts = np.bincount(net.act_year[kept]).tolist()
    found = {year: number for year, number in enumerate(counts) if number}
    undated = found.pop(0, 0)
    return found, undated
