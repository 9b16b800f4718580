"""What a network page shows, as frozen data: nodes with places, edges with their evidence."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from replygraph.analyse import collaboration_graph, communities, layout, strongest, weighted_degree
from replygraph.views.acts import Act, Tie
from replygraph.views.corpus import Corpus, LetterCard, Promise, Quote, Thing
from replygraph.views.names import NATIONAL, kind, region, short


@dataclass(frozen=True, slots=True)
class Words:
    """A text in both languages of the interface."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Node:
    """Something drawn. ``kind`` is the field of an agency, else the type in small letters.

    ``label`` is what is drawn beside it, ``short`` the name without its region, for searching.
    """

    id: str
    name: str
    label: str
    short: str
    type: str
    kind: str
    region: str
    group: int
    weight: float
    x: float
    y: float
    aliases: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """What an edge stands for: a joint act or a statement, with the sentences that prove it.

    ``kind`` is the kind of act or the predicate; ``parties`` counts the participants of an act.
    """

    kind: str
    object: str
    date: str
    year: int | None
    modality: str
    parties: int
    strength: float
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """Two nodes and the items (indices) that tie them; directed for statements."""

    source: str
    target: str
    items: tuple[int, ...]
    directed: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A community of nodes with the circle it is drawn in."""

    name: Words
    x: float
    y: float
    radius: float
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """A network as drawn. ``totals`` are the figures of the whole corpus behind it."""

    view: str
    title: Words
    subtitle: Words
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    items: tuple[Item, ...]
    letters: Mapping[str, LetterCard]
    groups: tuple[Group, ...] = ()
    promises: tuple[Promise, ...] = ()
    focus: str = ""
    totals: Mapping[str, int] | None = None


BY = {
    "lineage": Words(
        "更名前后的机构算作一个（按沿革）", "renamed bodies count as one (by lineage)"
    ),
    "body": Words("更名前后的机构分列（按机构）", "renamed bodies count apart (by body)"),
}


def saying(words: Words, corpus: Corpus) -> Words:
    """Return the subtitle with what it counts as one agency."""
    by = BY[corpus.by]
    return Words(f"{words.zh}；{by.zh}", f"{words.en}; {by.en}")


def box(label: str, *, lines: int = 1) -> tuple[float, float]:
    """Return the width and height that a node wants with its label underneath."""
    return max(74.0, len(label) * 13.0 / lines + 18), 62.0 + 14 * (lines - 1)


def node(thing: Thing, *, label: str | None = None, weight: float = 0.0, group: int = 0) -> Node:
    """Return the node of a thing, not yet placed."""
    agency = thing.type == "AGENCY"
    return Node(
        thing.id,
        called(thing),
        label or called(thing),
        short(thing.name) if agency else called(thing),
        thing.type,
        kind(thing.name) if agency else thing.type.lower(),
        region(thing.name)[0] if agency else "",
        group,
        weight,
        0.0,
        0.0,
        thing.aliases,
        thing.letters,
    )


def called(thing: Thing) -> str:
    """Return how a reader calls the thing: a submission by its number.

    >>> called(Thing("x", "20210587", "PROPOSAL"))
    '第20210587号'
    """
    numbered = thing.type == "PROPOSAL" and re.fullmatch("[A-Za-z0-9]+", thing.name)
    return f"第{thing.name}号" if numbered else thing.name


def act_item(act: Act, corpus: Corpus) -> Item:
    """Return the item of a joint act."""
    named = corpus.things.get(act.object)
    return Item(
        act.kind,
        called(named) if named else "",
        act.date,
        act.year,
        "done",
        len(act.agencies),
        act.strength,
        act.quotes,
    )


def cards(corpus: Corpus, items: Iterable[Item], nodes: Iterable[Node]) -> dict[str, LetterCard]:
    """Return the letters that the items quote and that the nodes stand in."""
    keys = {quote.letter for item in items for quote in item.quotes}
    keys |= {key for drawn in nodes for key in drawn.letters}
    return {key: corpus.letters[key] for key in sorted(keys) if key in corpus.letters}


def _main_region(members: Sequence[str], things: Mapping[str, Thing]) -> str:
    """Return the region of at least half of the members, "" where there is none."""
    regions = Counter(region(things[m].name)[0] for m in members)
    best, count = min(regions.items(), key=lambda pair: (-pair[1], pair[0]))
    return best if count * 2 >= len(members) else ""


def _group_name(first: str, where: str, taken: set[str]) -> Words:
    """Name a group after its main region, and where that is taken after its strongest body."""
    zh = "国家机关" if where == NATIONAL else where
    en = "National bodies" if where == NATIONAL else where
    if where and where not in taken:
        taken.add(where)
        return Words(zh, en)
    body = short(first) if where else first
    return Words(
        f"{zh} · {body}等" if zh else f"{body}等",
        f"{en} · {body} and others" if en else f"{body} and others",
    )


def _shown(ties: Sequence[Tie], limit: int) -> list[Tie]:
    graph = collaboration_graph((t.a, t.b, t.strength) for t in ties)
    keep = set(strongest(graph, limit))
    return [tie for tie in ties if tie.a in keep and tie.b in keep]


def _compact(ties: Sequence[Tie], acts: Sequence[Act]) -> tuple[list[int], dict[int, int]]:
    used = sorted({index for tie in ties for index in tie.acts if index < len(acts)})
    return used, {index: place for place, index in enumerate(used)}


def agency_network(
    corpus: Corpus, acts: Sequence[Act], ties: Sequence[Tie], *, limit: int = 600
) -> Network:
    """Return the agencies that act jointly, in groups of those that do so most.

    At most ``limit`` bodies are drawn, those with the largest sum of strengths; what is left out
    is counted in ``totals`` and said in the subtitle.
    """
    shown = _shown(ties, limit)
    graph = collaboration_graph((t.a, t.b, t.strength) for t in shown)
    groups = communities(graph)
    degree = weighted_degree(graph)
    things = corpus.things
    taken: set[str] = set()
    titles: list[Words] = []
    labels: dict[str, str] = {}
    for group in groups:
        main = _main_region(group, things)
        titles.append(_group_name(things[group[0]].name, main, taken))
        for member in group:
            own = main and region(things[member].name)[0] == main
            labels[member] = short(things[member].name) if own else things[member].name
    places, circles = layout(graph, groups, boxes={m: box(labels[m]) for m in graph})
    where = {member: index for index, group in enumerate(groups) for member in group}
    nodes = tuple(
        replace(
            node(things[m], label=labels[m], weight=round(degree[m], 4), group=where[m]),
            x=places[m][0],
            y=places[m][1],
        )
        for m in strongest(graph, len(graph))
    )
    used, place = _compact(shown, acts)
    items = tuple(act_item(acts[index], corpus) for index in used)
    bodies = {body for tie in ties for body in (tie.a, tie.b)}
    agencies = sum(thing.type == "AGENCY" for thing in things.values())
    totals = {
        "letters": len(corpus.letters),
        "agencies": agencies,
        "bodies": len(bodies),
        "ties": len(ties),
        "acts": len(acts),
    }
    years = sorted(y for y in {item.year for item in items} if y)
    span = f"{years[0]}—{years[-1]}" if years else ""
    return Network(
        "agencies",
        Words("机构协作网络", "Who works with whom"),
        saying(_agencies_subtitle(totals, len(nodes), span), corpus),
        nodes,
        tuple(Edge(t.a, t.b, tuple(place[i] for i in t.acts)) for t in shown),
        items,
        cards(corpus, items, nodes),
        tuple(
            Group(words, *circle, tuple(group))
            for words, circle, group in zip(titles, circles, groups, strict=True)
        ),
        totals=totals,
    )


def _agencies_subtitle(totals: Mapping[str, int], drawn: int, span: str) -> Words:
    alone = totals["agencies"] - totals["bodies"]
    more = totals["bodies"] - drawn
    zh = (
        f"{totals['letters']} 封答复函中的 {totals['acts']} 项联合行动，"
        f"把 {totals['bodies']} 个机构连成 {totals['ties']} 对协作{f'（{span}）' if span else ''}"
    )
    en = (
        f"{totals['acts']} joint acts told in {totals['letters']} reply letters tie "
        f"{totals['bodies']} agencies into {totals['ties']} pairs{f' ({span})' if span else ''}"
    )
    if more:
        zh += f"；图中为联系最强的 {drawn} 个"
        en += f"; drawn are the {drawn} with the strongest ties"
    if alone:
        zh += f"；另有 {alone} 个机构未见联合行动，不在图中"
        en += f"; {alone} more agencies have no joint act and are not drawn"
    return Words(zh, en)


def by_subject(corpus: Corpus) -> dict[str, list[int]]:
    """Return for each thing the indices of the facts that it is an end of."""
    found: dict[str, list[int]] = defaultdict(list)
    for index, fact in enumerate(corpus.facts):
        found[fact.subject].append(index)
        if fact.object != fact.subject:
            found[fact.object].append(index)
    return found
