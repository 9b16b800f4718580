"""What is said beside a picture: the acts behind a tie with their sentences, one body, a way."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np

from replygraph.serve.explorer import drawing, reading
from replygraph.serve.explorer.ask import Iri, ask
from replygraph.serve.explorer.state import State
from replygraph.serve.explorer.woven import Woven
from replygraph.serve.live import Generation
from replygraph.views import Words
from replygraph.views.filters import Chosen, chosen
from replygraph.views.grouped import Group
from replygraph.views.parts import Cell, Chip, Column, Figure, Quote, Sheet
from replygraph.views.shared import Joint, fitting, joint_acts

_ACTS = 2_000
_SHOWN = 30
_PER_STEP = 3
_PARTNERS = 12
_PAIRS = 25
_COLUMNS = (
    Column(Words("种类", "kind")),
    Column(Words("日期", "date"), "date"),
    Column(Words("年份", "year"), "number"),
    Column(Words("内容", "about")),
    Column(Words("参加机构数", "agencies"), "number"),
    Column(Words("原句", "sentence"), "wide"),
    Column(Words("答复单位", "letter of")),
    Column(Words("答复日期", "date of the letter"), "date"),
    Column(Words("出处", "passage")),
)


@dataclass(frozen=True, slots=True)
class Told:
    """A joint act with the words for its kind, what it was about and its sentences."""

    kind: Words
    date: str
    year: int
    about: tuple[Chip, ...]
    bodies: int
    quotes: tuple[Quote, ...]
    letters: tuple[Chip, ...]


@dataclass(frozen=True, slots=True)
class TieTold:
    """A tie of two bodies: the acts that are asked for, of how many."""

    one: Chip
    other: Chip
    acts: tuple[Told, ...]
    count: int
    whole: int
    years: tuple[tuple[str, int], ...]
    href: str = ""
    csv: str = ""


@dataclass(frozen=True, slots=True)
class Near:
    """A partner: who, how strong, how many acts; where the tie is told."""

    who: Chip
    strength: float
    acts: int
    href: str
    ego: str


def chip(woven: Woven, body: int) -> Chip:
    """Return a body by its name."""
    return Chip(woven.net.ids[body], woven.net.names[body])


async def _acts(now: Generation, woven: Woven, one: int, other: int) -> tuple[Joint, ...]:
    """Return all acts of two bodies."""
    first, second = woven.iris(one), woven.iris(other)
    rows = await ask(
        now,
        "tie-acts",
        one=tuple(Iri(name) for name in first),
        other=tuple(Iri(name) for name in second),
        most=_ACTS,
    )
    lines = {iri: woven.net.ids[index] for iri, _, index in woven.net.earlier}
    pair = sorted((woven.net.ids[one], woven.net.ids[other]))
    return joint_acts(rows, (pair[0], pair[1]), lines)


async def _told(
    now: Generation, acts: tuple[Joint, ...], focus: tuple[str, ...]
) -> tuple[Told, ...]:
    quotes = await reading.quotes(now, (p for act in acts for p in act.passages), focus)
    return tuple(
        Told(
            drawing.ACT_WORDS[act.kind],
            act.date,
            act.year,
            tuple(Chip(iri, name or iri.rpartition("/")[2]) for iri, name in act.about),
            act.bodies,
            tuple(quotes[name] for name in act.passages if name in quotes),
            tuple(Chip(iri, name or iri.rpartition("/letter/")[2]) for iri, name in act.letters),
        )
        for act in acts
    )


async def tie(
    now: Generation, woven: Woven, state: State, one: int, other: int, *, most: int = _SHOWN
) -> TieTold:
    """Return what two bodies did together, the latest first."""
    every = await _acts(now, woven, one, other)
    fit = fitting(every, state.what)
    told = await _told(now, fit[:most], (*woven.iris(one), *woven.iris(other)))
    counts: dict[str, int] = {}
    for act in every:
        counts[str(act.year or "—")] = counts.get(str(act.year or "—"), 0) + 1
    ends = chip(woven, one), chip(woven, other)
    href = state.address(node="", one=woven.key(one), other=woven.key(other))
    csv = replace(state, view="network", node="", one=woven.key(one), other=woven.key(other))
    return TieTold(
        *ends,
        told,
        len(fit),
        len(every),
        tuple(sorted(counts.items())),
        href,
        f"{csv.address()}&format=csv&table=acts",
    )


async def acts_sheet(now: Generation, woven: Woven, state: State, one: int, other: int) -> Sheet:
    """Return the acts of two bodies with all their sentences, one row a sentence."""
    told = await tie(now, woven, state, one, other, most=_ACTS)
    rows: list[tuple[Cell, ...]] = []
    for act in told.acts:
        about = "；".join(chip.name for chip in act.about)
        year = act.year or None
        for quote in act.quotes or (None,):
            where = (quote.source, quote.date, quote.iri) if quote else ("", "", "")
            text = quote.text if quote else ""
            rows.append((act.kind, act.date, year, about, act.bodies, text, *where))
    return Sheet("acts", Words("联合行动与原句", "Joint acts and sentences"), _COLUMNS, tuple(rows))


def partners(woven: Woven, state: State, left: Chosen, body: int) -> list[Near]:
    """Return the partners of a body in what the filter leaves, the strongest first."""
    net = woven.net
    ties = np.flatnonzero(left.ties & ((net.tie_a == body) | (net.tie_b == body)))
    others = np.where(net.tie_a[ties] == body, net.tie_b[ties], net.tie_a[ties])
    order = np.lexsort((others, -left.strength[ties]))
    return [
        Near(
            chip(woven, int(others[n])),
            round(float(left.strength[ties[n]]), 2),
            int(left.count[ties[n]]),
            state.address(node="", one=woven.key(body), other=woven.key(int(others[n]))),
            state.address(ego=woven.key(int(others[n])), to="", node="", one="", other=""),
        )
        for n in order
    ]


def _wide(state: State) -> State:
    """Return the state without the filters that choose bodies."""
    return replace(state, what=replace(state.what, kinds=(), region=""))


async def body(now: Generation, woven: Woven, state: State, at: int) -> dict[str, Any]:
    """Return what the page says of one body."""
    net = woven.net
    names = woven.iris(at)
    [row] = await ask(now, "body-letters", bodies=tuple(Iri(name) for name in names))
    what = _wide(state).what
    full = await asyncio.to_thread(chosen, net, what, timed=False)
    left = await asyncio.to_thread(chosen, net, what)
    near = partners(woven, state, left, at)
    all_of = partners(woven, state, full, at)
    mine = ((net.tie_a == at) | (net.tie_b == at))[net.pair_tie]
    acts = len(np.unique(net.pair_act[left.pairs & mine]))
    every = len(np.unique(net.pair_act[full.pairs & mine]))
    figures = (
        Figure(
            acts,
            Words("联合行动", "joint acts"),
            Words("所选范围内 / 全部", "as chosen, of all of its own"),
            every,
        ),
        Figure(
            len(near),
            Words("协作机构", "partners"),
            Words("所选范围内 / 全部", "as chosen, of all of its own"),
            len(all_of),
        ),
        Figure(
            int(row.get("letters", "0")),
            Words("提到它的答复函", "letters that name it"),
            Words("封", "letters"),
            net.letters,
        ),
    )
    where = [net.places[int(code)] for code in net.place[at]]
    own = net.names[at]
    return {
        "chip": chip(woven, at),
        "kind": drawing.KIND_WORDS[drawing.FIELDS[int(net.kind[at])]],
        "colour": drawing.FIELDS[int(net.kind[at])],
        "level": drawing.LEVEL_WORDS[drawing.LEVELS[int(net.level[at])]],
        "where": " ".join(dict.fromkeys(part for part in where if part)),
        "earlier": [name for _, name in woven.members.get(at, ()) if name != own],
        "figures": figures,
        "near": near[:_PARTNERS],
        "near_all": len(near),
        "ego": state.address(ego=woven.key(at), to="", node="", one="", other="", whole=False),
        "key": woven.key(at),
    }


def _strongest(
    woven: Woven, state: State, left: Chosen, inside: list[Group | int]
) -> tuple[list[dict[str, Any]], int]:
    """Return the strongest ties of bodies between two groups, or within one."""
    net = woven.net
    marks = []
    for group in inside:
        mask = np.zeros(len(net.ids), dtype=bool)
        mask[group.members if isinstance(group, Group) else [group]] = True
        marks.append(mask)
    one, other = marks[0], marks[-1]
    across = (one[net.tie_a] & other[net.tie_b]) | (other[net.tie_a] & one[net.tie_b])
    ties = np.flatnonzero(left.ties & across)
    order = ties[np.lexsort((ties, -left.strength[ties]))]
    found = []
    for n in order[:_PAIRS].tolist():
        a, b = int(net.tie_a[n]), int(net.tie_b[n])
        found.append(
            {
                "one": chip(woven, a),
                "other": chip(woven, b),
                "strength": round(float(left.strength[n]), 2),
                "acts": int(left.count[n]),
                "href": state.address(node="", one=woven.key(a), other=woven.key(b)),
            }
        )
    return found, len(ties)


async def groups(woven: Woven, state: State, inside: list[Group | int]) -> dict[str, Any]:
    """Return the strongest ties between two marks, or within one group."""
    left = await asyncio.to_thread(chosen, woven.net, state.what)
    pairs, count = await asyncio.to_thread(_strongest, woven, state, left, inside)
    names = [
        one.name if isinstance(one, Group) else Words(woven.net.names[one], woven.net.names[one])
        for one in inside
    ]
    sizes = [len(one.members) if isinstance(one, Group) else 1 for one in inside]
    return {"names": names, "sizes": sizes, "pairs": pairs, "count": count}


async def way(now: Generation, woven: Woven, state: State, keys: list[str]) -> list[TieTold]:
    """Return what ties each body of a way to the next, a few acts of each."""
    bodies = [at for at in (woven.find(name) for name in keys) if at is not None]
    steps = pairwise(bodies)
    return list(
        await asyncio.gather(
            *(tie(now, woven, state, one, other, most=_PER_STEP) for one, other in steps)
        )
    )
