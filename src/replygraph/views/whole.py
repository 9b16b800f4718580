"""The collaborations of a whole corpus as arrays: made once, then asked in milliseconds.

Everything is in a fixed order, so that the same graph gives the same arrays on any machine.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from replygraph.derive import Act
from replygraph.derive.acts import collaboration
from replygraph.resources import authority
from replygraph.resources.local import NATION, place_of
from replygraph.views.corpus import year
from replygraph.views.names import KINDS as _PATTERNS
from replygraph.views.names import kind, led, region

#: what a joint act may be, and what an agency may do; the arrays hold places in these lists
ACTS = ("jointIssue", "jointSurvey", "jointEvent", "jointProgram", "agreement", "jointHandling")
KINDS = (*dict.fromkeys(name for name, _ in _PATTERNS), "other")
LEVELS = ("national", "province", "prefecture", "county", "township", "")
OUTCOMES = ("A", "B", "C", "D")

#: a district that leads the name of a body for its city: 石景山区城市管理局
_CITY = re.compile("(.+[区县旗])城市$")

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Body:
    """An agency: its name, its level in the authority file and its lineage, where it has one."""

    name: str
    level: str = ""
    lineage: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What a letter adds to the acts it reports: its outcome class and its year."""

    outcome: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    """Bodies (or lineages) with at least one joint act, and their ties.

    ``ids``, ``names`` and the columns of the bodies run in parallel, sorted by IRI; ``place``
    gives province, region and district as indices into ``places`` ("" is the last one). A tie is
    a pair ``tie_a < tie_b``; ``pair_tie`` and ``pair_act`` say which acts each tie shares, acts
    that may be the same counted once. ``act_year`` is the year of the act, of the earliest letter
    that reports it where none dates the act (``act_dated`` tells), 0 where that has no date
    either; ``act_outcome`` a set of bits, A first; ``act_weight`` 1/(n−1). ``circle`` is the
    community of each body. ``bodies`` counts all agencies, also those that act alone.
    ``earlier`` are the bodies that a lineage stands for: IRI, name, index of the lineage.
    """

    by: str
    bodies: int
    letters: int
    ids: tuple[str, ...]
    names: tuple[str, ...]
    places: tuple[str, ...]
    earlier: tuple[tuple[str, str, int], ...]
    kind: Ints
    level: Ints
    place: Ints
    circle: Ints
    tie_a: Ints
    tie_b: Ints
    pair_tie: Ints
    pair_act: Ints
    act_kind: Ints
    act_year: Ints
    act_dated: Ints
    act_outcome: Ints
    act_weight: Floats

    @property
    def years(self) -> tuple[int, ...]:
        """Return the years of the acts, in order."""
        return tuple(int(y) for y in np.unique(self.act_year) if y)


def _lines(bodies: Mapping[str, Body], labels: Mapping[str, str]) -> dict[str, Body]:
    """Return each lineage as one body under its last name."""
    members: dict[str, list[Body]] = defaultdict(list)
    for name in sorted(bodies):
        if bodies[name].lineage:
            members[bodies[name].lineage].append(bodies[name])
    found = {}
    for line, those in members.items():
        label = labels.get(line, "")
        ending = [b for b in those if label.endswith(b.name)] or those
        last = max(ending, key=lambda b: (len(b.name), b.name))
        found[line] = replace(last, lineage="")
    return found


def _merged(acts: Iterable[Act], one: Mapping[str, str]) -> list[Act]:
    """Return the acts of at least two, whose bodies are replaced by their lineages."""
    found = []
    for act in acts:
        who = tuple(sorted({one.get(body, body) for body in act.bodies}))
        if len(who) > 1:
            everybody = tuple(sorted({one.get(body, body) for body in act.participants}))
            found.append(replace(act, bodies=who, participants=everybody))
    return sorted(found, key=lambda act: act.iri)


def _pairs(acts: list[Act]) -> dict[tuple[str, str], list[str]]:
    """Return for each pair the acts that count, sorted."""
    shared: dict[tuple[str, str], list[Act]] = defaultdict(list)
    for act in acts:
        for pair in combinations(act.bodies, 2):
            shared[pair].append(act)
    return {
        pair: list(collaboration(pair, told).acts) if len(told) > 1 else [told[0].iri]
        for pair, told in sorted(shared.items())
    }


def located(name: str) -> tuple[str, str, str]:
    """Return province, region and district of a body by its name, "" where it tells none.

    >>> located("深圳市龙岗区教育局"), located("生态环境部"), located("青岚市水务局")
    (('广东省', '深圳市', '龙岗区'), ('全国', '全国', ''), ('', '青岚市', ''))
    >>> located("国网平阳县供电公司")
    ('浙江省', '温州市', '平阳县')
    """
    first, inner = region(name)
    known = authority()
    place = place_of(name) or place_of(led(name))
    if place is None:
        if cut := _CITY.match(first):
            first = cut[1]
        return (NATION, NATION, "") if first == NATION else ("", first, inner)
    chain = [place.name, *(p.name for p in known.above(place))]
    province = chain[-1]
    city = chain[-2] if len(chain) > 1 else province
    district = chain[-3] if len(chain) > 2 else ""
    return province, city, district


def _columns(names: list[str], levels: list[str]) -> tuple[Ints, Ints, Ints, tuple[str, ...]]:
    spots = [located(name) for name in names]
    places = (*sorted({part for spot in spots for part in spot if part}), "")
    where = {name: index for index, name in enumerate(places)}
    kinds = {name: index for index, name in enumerate(KINDS)}
    level = {name: index for index, name in enumerate(LEVELS)}
    return (
        np.array([kinds[kind(name)] for name in names], np.int32),
        np.array([level.get(one, len(LEVELS) - 1) for one in levels], np.int32),
        np.array([[where[part] for part in spot] for spot in spots], np.int32).reshape(-1, 3),
        places,
    )


def _years(act: Act, letters: Mapping[str, Told]) -> tuple[int, int, int]:
    """Return the year of an act, whether a letter dates it, and the outcomes it is told with."""
    told = [letters[key] for key in act.letters if key in letters]
    stated = year(act.date)
    outcomes = sum(1 << OUTCOMES.index(o) for o in {t.outcome for t in told} if o in OUTCOMES)
    return stated or min((t.year for t in told if t.year), default=0), int(bool(stated)), outcomes


def whole(
    acts: Iterable[Act],
    bodies: Mapping[str, Body],
    letters: Mapping[str, Told],
    *,
    lineages: Mapping[str, str] | None = None,
) -> Whole:
    """Return the network of all joint acts, without its communities (see `with_circles`).

    ``lineages`` are the labels of lineages by IRI: with them the bodies that succeed each other
    count as one, without them each counts for itself.
    """
    one: dict[str, str] = {}
    known = dict(bodies)
    if lineages is not None:
        one = {name: body.lineage for name, body in bodies.items() if body.lineage}
        known = {n: b for n, b in bodies.items() if n not in one} | _lines(bodies, lineages)
    merged = _merged(acts, one)
    pairs = _pairs(merged)
    ids = sorted({end for pair in pairs for end in pair})
    at = {name: index for index, name in enumerate(ids)}
    act_at = {act.iri: index for index, act in enumerate(merged)}
    names = [known[name].name if name in known else name for name in ids]
    levels = [known[name].level if name in known else "" for name in ids]
    kinds, level, place, places = _columns(names, levels)
    when = np.array([_years(act, letters) for act in merged], np.int32).reshape(-1, 3)
    counts = [len(shared) for shared in pairs.values()]
    return Whole(
        "body" if lineages is None else "lineage",
        len(known),
        len(letters),
        tuple(ids),
        tuple(names),
        places,
        tuple((name, bodies[name].name, at[one[name]]) for name in sorted(one) if one[name] in at),
        kinds,
        level,
        place,
        np.zeros(len(ids), np.int32),
        np.array([at[a] for a, _ in pairs], np.int32),
        np.array([at[b] for _, b in pairs], np.int32),
        np.repeat(np.arange(len(pairs), dtype=np.int32), counts),
        np.array([act_at[name] for shared in pairs.values() for name in shared], np.int32),
        np.array([ACTS.index(act.kind) for act in merged], np.int32),
        when[:, 0].copy(),
        when[:, 1].copy(),
        when[:, 2].copy(),
        np.array([act.strength for act in merged], np.float64),
    )


def summed(place: npt.NDArray[np.integer[Any]], value: Floats, size: int) -> Floats:
    """Return for each of ``size`` places the sum of its values."""
    found: Floats = np.bincount(place, value, minlength=size).astype(np.float64)
    return found


def weights(net: Whole) -> Floats:
    """Return the strength of each tie, Σ 1/(n−1) over its acts."""
    return summed(net.pair_tie, net.act_weight[net.pair_act], len(net.tie_a))


_TEXTS = ("ids", "names", "places", "earlier")


def save(net: Whole, folder: Path) -> None:
    """Write the network into ``folder``."""
    plain: dict[str, object] = {"by": net.by, "bodies": net.bodies, "letters": net.letters}
    plain |= {name: list(getattr(net, name)) for name in _TEXTS}
    arrays = {f.name: getattr(net, f.name) for f in fields(net) if f.name not in plain}
    folder.mkdir(parents=True, exist_ok=True)
    np.savez(folder / f"{net.by}.npz", **arrays)
    with (folder / f"{net.by}.json").open("w", encoding="utf-8") as file:
        json.dump(plain, file, ensure_ascii=False)


def load(folder: Path, by: str) -> Whole:
    """Return the network that `save` wrote."""
    with (folder / f"{by}.json").open(encoding="utf-8") as file:
        plain = json.load(file)
    for name in _TEXTS:
        plain[name] = tuple(tuple(one) if isinstance(one, list) else one for one in plain[name])
    with np.load(folder / f"{by}.npz") as arrays:
        return Whole(**plain, **{name: arrays[name] for name in arrays.files})
