"""The network around one name: an agency's partners and works, a program's actors, a handling."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from replygraph.analyse import collaboration_graph, columns, ego, rings
from replygraph.errors import ReplygraphError, UsageError
from replygraph.views.acts import Act, Tie
from replygraph.views.corpus import Corpus, Fact, Thing, year
from replygraph.views.network import (
    Edge,
    Item,
    Network,
    Node,
    Words,
    act_item,
    by_subject,
    called,
    cards,
    node,
    saying,
)

_THINGS = ("PROGRAM", "EVENT", "DOCUMENT", "ORG", "AGENCY", "PLACE", "PERSON", "MEDIA", "PROPOSAL")


def find(corpus: Corpus, name: str) -> tuple[Thing, ...]:
    """Return the things called ``name``: by canonical name, else as written, else in part.

    A submission is also found by its title, everything by its IRI. The best known (most letters)
    comes first.
    """
    wanted = "".join(name.split())
    titles_of = {sub.iri: title for sub in corpus.derived.submissions for title in sub.titles}

    def rank(things: list[Thing]) -> tuple[Thing, ...]:
        return tuple(sorted(things, key=lambda t: (-len(t.letters), len(t.name), t.id)))

    everything = list(corpus.things.values())
    one = corpus.derived.lineages if corpus.by == "lineage" else {}
    tests: tuple[Callable[[Thing], bool], ...] = (
        lambda t: name == t.id or one.get(name) == t.id,
        lambda t: wanted == t.name,
        lambda t: wanted in t.aliases,
        lambda t: t.type == "PROPOSAL" and wanted in (called(t), titles_of.get(t.id)),
        lambda t: t.type != "PERSON" and len(wanted) > 1 and wanted in t.name,
    )
    for test in tests:
        if found := [thing for thing in everything if test(thing)]:
            return rank(found)
    return ()


def named(corpus: Corpus, name: str) -> Thing:
    """Return the one thing that bears the name.

    Raises `ReplygraphError` where nothing does, `UsageError` where several things do.
    """
    found = find(corpus, name)
    if not found:
        raise ReplygraphError(
            f"图中没有“{name}”。请核对名称，或先用 replygraph query 查找相近的名称。",
            f"Nothing in the graph is called “{name}”. Check the name, or look it up with "
            "replygraph query.",
        )
    if len(found) > 1:
        raise _several(corpus, name, found)
    return found[0]


def around(
    corpus: Corpus, acts: Sequence[Act], ties: Sequence[Tie], name: str, *, limit: int = 40
) -> Network:
    """Return the network around ``name``: an agency, program, event, document or submission.

    At most ``limit`` partners and as many other things are drawn, the strongest first. Raises
    `ReplygraphError` where nothing bears the name, `UsageError` where several things do.
    """
    middle = named(corpus, name)
    if middle.type == "PROPOSAL":
        return submission_network(corpus, middle)
    return ego_network(corpus, acts, ties, middle, limit=limit)


def _several(corpus: Corpus, name: str, found: Sequence[Thing]) -> UsageError:
    """Return the error that lists who is meant, with what tells them apart."""
    titles = {s.iri: s.titles[0] for s in corpus.derived.submissions if s.titles}

    def line(thing: Thing) -> str:
        named = f"{called(thing)}《{titles[thing.id]}》" if thing.id in titles else thing.name
        return f"  {named}  {thing.id}"

    lines = "\n".join(line(thing) for thing in found[:8])
    more = f"\n  … +{len(found) - 8}" if len(found) > 8 else ""
    return UsageError(
        f"“{name}”可指 {len(found)} 个，请改用全称或网址：\n{lines}{more}",
        f"“{name}” may mean {len(found)} things; give the full name or the IRI:\n{lines}{more}",
    )


def fact_item(fact: Fact, corpus: Corpus) -> Item:
    """Return the item of a statement."""
    return Item(
        fact.predicate,
        called(corpus.things[fact.object]),
        fact.date,
        year(fact.date or corpus.letters[fact.letter].date),
        fact.modality,
        2,
        1.0,
        fact.quotes,
    )


class _Edges:
    """Gathers items per pair; acts on an undirected edge, statements on a directed one."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.pairs: dict[tuple[str, str, bool], list[int]] = defaultdict(list)
        self.known: dict[str, int] = {}

    def add(self, a: str, b: str, item: Item, *, key: str, directed: bool) -> None:
        """Add the item to the pair's edge; ``key`` tells the same act seen from other pairs."""
        if key not in self.known:
            self.known[key] = len(self.items)
            self.items.append(item)
        self.pairs[a, b, directed].append(self.known[key])

    def edges(self) -> tuple[Edge, ...]:
        return tuple(
            Edge(a, b, tuple(items), directed)
            for (a, b, directed), items in sorted(self.pairs.items())
        )


def _facts_of(corpus: Corpus, middle: str) -> dict[str, list[Fact]]:
    """Return the facts of the thing in the middle by the thing at the other end."""
    found: dict[str, list[Fact]] = defaultdict(list)
    for index in by_subject(corpus).get(middle, ()):
        fact = corpus.facts[index]
        other = fact.object if fact.subject == middle else fact.subject
        found[other].append(fact)
    return found


def _partners(ties: Sequence[Tie], middle: str, limit: int) -> tuple[list[str], list[Tie], int]:
    """Return the strongest partners, the ties among them and it, and how many there are."""
    graph = collaboration_graph((t.a, t.b, t.strength) for t in ties)
    if middle not in graph:
        return [], [], 0
    near = ego(graph, middle, limit=limit)
    ranked = sorted(near[middle], key=lambda other: (-near[middle][other]["weight"], other))
    inside = set(near)
    return (
        ranked,
        [tie for tie in ties if tie.a in inside and tie.b in inside],
        graph.degree(middle),
    )


def _chained(partners: list[str], inside: Sequence[Tie]) -> list[str]:
    """Return the partners so that those tied to each other stand side by side on the ring."""
    strength = {pair: t.strength for t in inside for pair in ((t.a, t.b), (t.b, t.a))}
    left = list(partners)
    order: list[str] = []
    while left:
        last = order[-1] if order else ""
        best = max(left, key=lambda other: strength.get((last, other), 0.0))
        order.append(best)
        left.remove(best)
    return order


def ego_network(
    corpus: Corpus, acts: Sequence[Act], ties: Sequence[Tie], middle: Thing, *, limit: int = 40
) -> Network:
    """Return a thing, its partners on an inner ring, what else it is tied to on an outer one."""
    partners, inside, known = _partners(ties, middle.id, limit)
    facts = _facts_of(corpus, middle.id)
    ranked = sorted(
        (other for other in facts if other not in partners and other != middle.id),
        key=lambda other: (-len(facts[other]), -len(corpus.things[other].letters), other),
    )
    others = sorted(
        ranked[:limit],
        key=lambda other: (
            _THINGS.index(corpus.things[other].type),
            -len(facts[other]),
            corpus.things[other].name,
        ),
    )
    edges = _Edges()
    for tie in inside:
        for index in tie.acts:
            edges.add(
                tie.a, tie.b, act_item(acts[index], corpus), key=f"act{index}", directed=False
            )
    for other in (*partners, *others):
        for fact in facts.get(other, ()):
            if other in partners and fact.predicate == "cooperatesWith":
                continue  # drawn as their joint act
            key = f"{fact.subject}|{fact.predicate}|{fact.object}|{fact.letter}|{fact.date}"
            edges.add(fact.subject, fact.object, fact_item(fact, corpus), key=key, directed=True)
    own = [tie for tie in inside if middle.id in (tie.a, tie.b)]
    weights = {tie.b if tie.a == middle.id else tie.a: tie.strength for tie in own}
    partners = _chained(partners, inside)
    drawn = [middle.id, *partners, *others]
    places = rings(middle.id, [members for members in (partners, others) if members])
    nodes = tuple(
        replace(
            node(
                corpus.things[i],
                weight=weights.get(i, float(len(facts.get(i, ())))),
            ),
            x=places[i][0],
            y=places[i][1],
        )
        for i in drawn
    )
    hidden = known - len(partners), len(ranked) - len(others)
    said = _ego_subtitle(len(middle.letters), len(corpus.letters), known, len(ranked), hidden)
    return Network(
        "ego",
        Words(middle.name, middle.name),
        saying(said, corpus),
        nodes,
        edges.edges(),
        tuple(edges.items),
        cards(corpus, edges.items, nodes[:1]),
        focus=middle.id,
        totals={"letters": len(corpus.letters), "partners": known, "others": len(ranked)},
    )


def _ego_subtitle(
    own: int, letters: int, partners: int, others: int, hidden: tuple[int, int]
) -> Words:
    zh = f"{letters} 封答复函中有 {own} 封提到它"
    en = f"Named in {own} of {letters} reply letters"
    if partners:
        zh += f"；与 {partners} 个机构有过联合行动（内圈）"
        en += f"; joint acts with {partners} agencies (inner ring)"
    if others:
        zh += (
            f"；与 {others} 个项目、活动、文件等直接相关（外圈）"
            if partners
            else (f"；与 {others} 个机构、项目、活动等直接相关")
        )
        en += f"; tied to {others} programs, events, documents and others"
    if any(hidden):
        zh += f"；只画最强的，略去 {hidden[0]} 个机构、{hidden[1]} 个其他"
        en += f"; only the strongest are drawn, {hidden[0]} agencies and {hidden[1]} others not"
    return Words(zh, en)


_ASKED = {"proposed"}
_HANDLED = {"answers", "leads", "coHandles", "supervises"}
_WORKS = ("PROGRAM", "EVENT", "DOCUMENT")


def submission_network(corpus: Corpus, submission: Thing, *, limit: int = 36) -> Network:
    """Return the handling of one submission: who asked, who handles, what they did about it."""
    direct = _facts_of(corpus, submission.id)
    letters = {fact.letter for facts in direct.values() for fact in facts} or set(
        submission.letters
    )
    edges = _Edges()

    def add(fact: Fact) -> None:
        key = f"{fact.subject}|{fact.predicate}|{fact.object}|{fact.letter}|{fact.date}"
        edges.add(fact.subject, fact.object, fact_item(fact, corpus), key=key, directed=True)

    asked: dict[str, int] = {}
    handlers: dict[str, int] = {}
    for other, facts in direct.items():
        for fact in facts:
            side = asked if fact.predicate in _ASKED else handlers
            if fact.predicate in _ASKED | _HANDLED:
                side[other] = min(side.get(other, 9), int(fact.predicate == "coHandles"))
                add(fact)
    works: dict[str, int] = defaultdict(int)
    for fact in corpus.facts:
        related = fact.letter in letters and fact.subject in handlers
        if related and corpus.things[fact.object].type in _WORKS:
            works[fact.object] += 1
    kept = sorted(works, key=lambda w: (-works[w], w))[:limit]
    for fact in corpus.facts:
        if fact.letter in letters and fact.subject in handlers and fact.object in kept:
            add(fact)
    order = sorted(kept, key=lambda w: (_WORKS.index(corpus.things[w].type), -works[w], w))
    lists = [
        sorted(asked),
        [submission.id],
        sorted(handlers, key=lambda h: (handlers[h], h)),
        order,
    ]
    return _handling(corpus, submission, letters, [column for column in lists if column], edges)


def _handling(
    corpus: Corpus,
    submission: Thing,
    letters: set[str],
    lists: list[list[str]],
    edges: _Edges,
) -> Network:
    places = columns(lists)
    own = sorted(letters)
    title = next((corpus.letters[key].title for key in own if corpus.letters[key].title), "")
    nodes: list[Node] = []
    for column in lists:
        for i in column:
            placed = node(corpus.things[i], weight=1.0)
            nodes.append(replace(placed, x=places[i][0], y=places[i][1]))
    items = tuple(edges.items)
    letter_cards = {key: corpus.letters[key] for key in own}
    promises = tuple(p for p in corpus.promises if p.letter in letters)
    return Network(
        "submission",
        Words(title or submission.name, title or submission.name),
        saying(
            Words(
                f"一件提案或建议的办理：左为提出者，右为办理单位和它们在 {len(own)} 封答复函中"
                f"说到的项目、活动与文件；承诺 {len(promises)} 项",
                f"How one submission was handled: who asked on the left; who handles it, and the "
                f"programs, events and documents told in {len(own)} replies, on the right; "
                f"{len(promises)} commitments",
            ),
            corpus,
        ),
        tuple(nodes),
        edges.edges(),
        items,
        letter_cards | cards(corpus, items, ()),
        promises=promises,
        focus=submission.id,
        totals={"letters": len(own), "commitments": len(promises)},
    )
