"""From a view's state to what the page draws: as data for its script, and as tables."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from replygraph.serve.explorer.state import State
from replygraph.serve.explorer.woven import Woven
from replygraph.show.words import ACTS, KINDS
from replygraph.views import Words
from replygraph.views.cut import Mark, Picture
from replygraph.views.filters import Chosen, chosen, degrees
from replygraph.views.filters import bodies as chosen_bodies
from replygraph.views.grouped import Grouped
from replygraph.views.overview import between, ego, on, plan
from replygraph.views.parts import Cell, Chip, Column, Link, Sheet
from replygraph.views.whole import ACTS as RELATIONS
from replygraph.views.whole import KINDS as FIELDS
from replygraph.views.whole import LEVELS, Whole

__all__ = [
    "ACTS_DONE",
    "ACT_WORDS",
    "ENDS",
    "EVIDENCE",
    "FIELDS",
    "KIND_WORDS",
    "LEVELS",
    "LEVEL_WORDS",
    "STRENGTH",
    "drawn",
    "everything",
    "fields",
    "key",
    "packed",
    "picture",
    "regions",
    "relations",
    "sheets",
    "tree",
]

KIND_WORDS: Mapping[str, Words] = {name: Words(*pair) for name, pair in KINDS.items()}
ACT_WORDS: Mapping[str, Words] = {name: Words(*ACTS[name]) for name in RELATIONS}
LEVEL_WORDS = {
    "national": Words("国家", "national"),
    "province": Words("省级", "province"),
    "prefecture": Words("地市级", "prefecture"),
    "county": Words("区县级", "county"),
    "township": Words("乡镇级", "township"),
    "": Words("", ""),
}
_NOTHING = Picture((), ())
#: so many rows of a table are sent at most
_ROWS = 300_000


def picture(woven: Woven, state: State) -> Picture:
    """Return what a state shows; empty where it asks for what is not there."""
    net = woven.net
    if state.ego:
        body = woven.find(state.ego)
        if body is None:
            return _NOTHING
        if state.to:
            other = woven.find(state.to)
            way = between(net, body, other, state.what) if other is not None else None
            return way or _NOTHING
        return ego(net, body, state.what)
    what = state.what
    about = (state.group, what.kinds, what.region, state.opened)
    laid = woven.plan(about, lambda: plan(net, state.group, what, KIND_WORDS, state.opened))
    return on(net, laid, what)


def tree(woven: Woven, state: State) -> Grouped:
    """Return the tree of groups of a state."""
    full = chosen(woven.net, state.what, timed=False)
    inside = np.flatnonzero(chosen_bodies(woven.net, state.what)).astype(np.int32)
    return Grouped(woven.net, state.group, inside, degrees(woven.net, full.strength), KIND_WORDS)


def key(woven: Woven, mark: Mark) -> str:
    """Return how a mark stands in an address."""
    if mark.group:
        return mark.id
    body = woven.find(mark.id)
    return woven.key(body) if body is not None else mark.id


def drawn(woven: Woven, state: State, found: Picture) -> dict[str, Any]:
    """Return the picture as the script reads it, in the language of the page."""
    english = state.lang == "en"

    def told(words: Words) -> str:
        return words.en if english else words.zh

    return {
        "marks": [
            {
                "id": key(woven, mark),
                "g": int(mark.group),
                "name": told(mark.name),
                "label": told(mark.label),
                "kind": mark.kind,
                "n": mark.size,
                "p": mark.parent,
                "acts": mark.acts,
                "st": mark.strength,
                "met": mark.partners,
                "x": mark.x,
                "y": mark.y,
                "r": mark.r,
                **({"top": list(mark.top), "mix": list(mark.kinds)} if mark.group else {}),
            }
            for mark in found.marks
        ],
        "lines": [[line.a, line.b, line.acts, line.strength, line.ties] for line in found.lines],
        "grounds": [
            [g.key, told(g.name), g.size, g.x, g.y, g.width, g.height] for g in found.grounds
        ],
        "years": sorted(found.years.items()),
        "undated": found.undated,
        "totals": dict(found.totals),
        "opened": list(found.opened),
        **(
            {"middle": key(woven, found.marks[0])}
            if state.ego and not state.to and found.marks
            else {}
        ),
    }


def packed(data: Any) -> bytes:
    """Return data as compact JSON."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def _chip(mark: Mark, state: State, opened: tuple[str, ...]) -> Cell:
    """Return a body by its name; a group leads to the view in which it is open."""
    if not mark.group:
        return Chip(mark.id, mark.name.zh)
    return Link(mark.name, state.address(opened=(*opened, mark.id), lang=""))


def sheets(woven: Woven, state: State, found: Picture) -> tuple[Sheet, Sheet]:
    """Return the marks and the lines of a picture as tables: the same as is drawn."""
    return _nodes(state, found), _ties(woven, state, found)


_NODES = (
    Column(Words("名称", "name")),
    Column(Words("领域", "field")),
    Column(Words("地区", "region")),
    Column(Words("层级", "level")),
    Column(Words("机构数", "agencies"), "number"),
    Column(Words("联合行动", "joint acts"), "number"),
    Column(Words("协作机构", "partners"), "number"),
    Column(Words("强度", "strength"), "number"),
)
ENDS = (Column(Words("甲方", "one")), Column(Words("乙方", "other")))
STRENGTH = Column(Words("强度", "strength"), "number")
ACTS_DONE = Column(Words("联合行动", "joint acts"), "number")
EVIDENCE = Column(Words("依据", "evidence"))
_TIES = (
    *ENDS,
    STRENGTH,
    ACTS_DONE,
    Column(Words("机构对", "pairs of agencies"), "number"),
    Column(Words("种类", "kinds")),
    EVIDENCE,
)


_OF_GROUPS = Words(
    "群组的领域是其中最多的一种；强度为各次联合行动 1/(n−1) 之和，n 为参与机构数。",
    "A group's field is the commonest in it. Strength sums 1/(n−1) over the joint acts of n "
    "agencies.",
)
_OF_EGO = Words(
    "伙伴的联合行动和强度是与中心机构共有的；强度为各次联合行动 1/(n−1) 之和，n 为参与机构数。",
    "Acts and strength of a partner are those shared with the agency in the middle. Strength sums "
    "1/(n−1) over the joint acts of n agencies.",
)


def _nodes(state: State, found: Picture) -> Sheet:
    rows: list[tuple[Cell, ...]] = [
        (
            _chip(mark, state, found.opened),
            KIND_WORDS[mark.kind],
            mark.region,
            LEVEL_WORDS[LEVELS[mark.level]] if not mark.group else Words("群组", "group"),
            mark.size,
            mark.acts,
            mark.partners,
            round(mark.strength, 2),
        )
        for mark in sorted(found.marks, key=lambda m: (-m.strength, m.id))
    ]
    return Sheet(
        "nodes",
        Words("图中的机构与群组", "Agencies and groups in the picture"),
        _NODES,
        tuple(rows),
        note=_OF_EGO if state.ego and not state.to else _OF_GROUPS,
    )


def _ties(woven: Woven, state: State, found: Picture) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    for line in sorted(found.lines, key=lambda line: (-line.strength, line.a, line.b)):
        one, other = found.marks[line.a], found.marks[line.b]
        ends = {"one": key(woven, one), "other": key(woven, other)}
        rows.append(
            (
                _chip(one, state, found.opened),
                _chip(other, state, found.opened),
                round(line.strength, 2),
                line.acts,
                line.ties,
                Words(
                    "、".join(ACT_WORDS[k].zh for k in line.kinds),
                    ", ".join(ACT_WORDS[k].en for k in line.kinds),
                ),
                Link(Words("看依据", "evidence"), state.address(node="", lang="", **ends)),
            )
        )
    return Sheet(
        "ties",
        Words("图中的协作", "Ties in the picture"),
        _TIES,
        tuple(rows),
        total=found.totals.get("lines_all", len(rows)),
        note=Words(
            "先取每个节点最强的一条，再取全图最强的，直到图面上限。",
            "The strongest tie of each mark first, then the strongest of all, up to the limit of "
            "the picture.",
        ),
    )


def _spans(net: Whole, left: Chosen, ties: list[int]) -> list[tuple[int, int] | None]:
    """Return first and last year of the acts of ties, None where no act has a year."""
    first = np.full(len(net.tie_a), 9999, np.int32)
    last = np.zeros(len(net.tie_a), np.int32)
    when = net.act_year[net.pair_act]
    kept = left.pairs & (when > 0)
    np.minimum.at(first, net.pair_tie[kept], when[kept])
    np.maximum.at(last, net.pair_tie[kept], when[kept])
    return [(int(first[n]), int(last[n])) if last[n] else None for n in ties]


def everything(woven: Woven, state: State) -> Sheet:
    """Return all ties of bodies that the filter leaves, the strongest first; too long to show."""
    net = woven.net
    left = chosen(net, state.what)
    ties = np.flatnonzero(left.ties)
    order = ties[np.lexsort((ties, -left.strength[ties]))]
    first = order[:_ROWS].tolist()
    rows = tuple(
        (
            net.names[int(net.tie_a[n])],
            net.names[int(net.tie_b[n])],
            round(float(left.strength[n]), 4),
            int(left.count[n]),
            net.ids[int(net.tie_a[n])],
            net.ids[int(net.tie_b[n])],
            *(years or (None, None)),
        )
        for n, years in zip(first, _spans(net, left, first), strict=True)
    )
    columns = (
        *ENDS,
        STRENGTH,
        ACTS_DONE,
        *(Column(Words(w, w)) for w in ("IRI 1", "IRI 2")),
        Column(Words("首次年份", "first year"), "number"),
        Column(Words("末次年份", "last year"), "number"),
    )
    return Sheet("all-ties", Words("全部协作", "All ties"), columns, rows, len(ties))


def regions(woven: Woven, state: State) -> list[tuple[str, list[tuple[str, int]]]]:
    """Return the regions to choose from, by province: the province, its cities, those with most.

    Of a city that is chosen, or one of its districts, the districts stand there, too. Cities whose
    province is not known come last, under "".
    """
    net = woven.net
    asked = state.what.region
    found: dict[str, dict[str, int]] = {}
    for spot in net.place.tolist():
        names = [net.places[at] for at in spot]
        lines = found.setdefault(names[0], {})
        opened = asked in names[1:] and bool(asked)
        for name in dict.fromkeys(names if opened else names[:2]):
            if name:
                lines[name] = lines.get(name, 0) + 1
    groups = []
    for province, lines in found.items():
        ranked = sorted(lines.items(), key=lambda it: (it[0] != province, -it[1], it[0]))
        if ranked:
            groups.append((province, ranked))
    if asked and asked not in {name for _, lines in groups for name, _ in lines}:
        groups.append(("", [(asked, int(chosen_bodies(net, state.what).sum()))]))
    return sorted(groups, key=lambda g: (g[0] == "", -max(n for _, n in g[1]), g[0]))


def fields(woven: Woven) -> list[tuple[str, Words, int]]:
    """Return the kinds of agencies that there are, with how many."""
    counts = np.bincount(woven.net.kind, minlength=len(FIELDS)).tolist()
    return [(k, KIND_WORDS[k], n) for k, n in zip(FIELDS, counts, strict=True) if n]


def relations(woven: Woven) -> list[tuple[str, Words, int]]:
    """Return the kinds of joint acts that there are, with how many."""
    net = woven.net
    used = np.unique(net.pair_act)
    counts = np.bincount(net.act_kind[used], minlength=len(RELATIONS)).tolist()
    return [(k, ACT_WORDS[k], n) for k, n in zip(RELATIONS, counts, strict=True) if n]
