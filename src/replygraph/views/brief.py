"""What a report on one agency, program or region tells: figures, tables, sentences, letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from replygraph.analyse import collaboration_graph, weighted_degree
from replygraph.views.acts import Act, Tie, acts, ties
from replygraph.views.analyses import Cell, Table
from replygraph.views.around import ego_network, find, named, submission_network
from replygraph.views.corpus import Corpus, LetterCard, Thing
from replygraph.views.names import region
from replygraph.views.network import BY, Network, Words, agency_network, called, saying
from replygraph.views.sections import (
    REF,
    SHOWN,
    Bars,
    Saying,
    Sources,
    act_sayings,
    by_year,
    fact_sayings,
    outcomes,
    partners,
    parts,
    promises,
    table,
)


@dataclass(frozen=True, slots=True)
class Brief:
    """A report: ``figures`` are numbers with their words, ``focus`` what to mark in sentences."""

    title: str
    sort: Words
    lead: Words
    figures: tuple[tuple[int, Words], ...]
    network: Network
    charts: tuple[Bars, ...]
    tables: tuple[Table, ...]
    sayings: tuple[Saying, ...]
    letters: tuple[LetterCard, ...]
    focus: frozenset[str]


def _total(part: int, whole: int, zh: str, en: str) -> tuple[int, Words]:
    return part, Words(f"{zh}（共 {whole}）", f"{en} (of {whole})")


_SORTS = {
    "AGENCY": Words("机构", "Agency"),
    "PROGRAM": Words("项目", "Program"),
    "EVENT": Words("活动", "Event"),
    "DOCUMENT": Words("文件", "Document"),
    "ORG": Words("单位", "Organisation"),
    "PLACE": Words("地点", "Place"),
    "PERSON": Words("委员、代表", "Member, deputy"),
    "MEDIA": Words("媒体", "Medium"),
    "PROPOSAL": Words("提案、建议", "Submission"),
}


_WORKS = {"PROGRAM", "EVENT", "DOCUMENT"}


def _on_thing(corpus: Corpus, shared: tuple[Act, ...], pairs: Sequence[Tie], thing: Thing) -> Brief:
    sources = Sources(corpus)
    own = [t for t in pairs if thing.id in (t.a, t.b)]
    told = [a for a in shared if thing.id in a.agencies or a.object == thing.id]
    stated = [f for f in corpus.facts if f.predicate != "cooperatesWith"]
    doing = [f for f in stated if f.subject == thing.id]
    done_to = [f for f in stated if f.object == thing.id]
    works = [f for f in doing if corpus.things[f.object].type in _WORKS]
    replies = {key for h in corpus.derived.handlings if h.agency == thing.id for key in h.replies}
    names = {thing.name, *corpus.earlier.get(thing.id, ())} if thing.type == "AGENCY" else set()
    # Numbers of letters run as one reads: sentences stand before tables.
    sayings = act_sayings(corpus, sources, told) or fact_sayings(corpus, sources, doing + done_to)
    to_works = Words("项目、活动与文件", "Programs, events, documents")
    tables = (
        partners(corpus, sources, own, shared, thing.id),
        parts(corpus, sources, works, of="subject", title=to_works),
        parts(corpus, sources, done_to, of="object", title=Words("谁参与", "Who has a part")),
        promises(corpus, sources, names, replies),
    )
    figures = (
        _total(len(thing.letters), len(corpus.letters), "封答复函提到", "letters name it"),
        (len(replies), Words("封由它答复", "replies of its own")),
        (len(own), Words("个协作机构", "partner agencies")),
        _total(len(told), len(shared), "项联合行动", "joint acts"),
        (len({f.object for f in works}), Words("个项目、活动、文件", "works")),
        (len({f.subject for f in done_to}), Words("个参与者", "with a part in it")),
    )
    dates = (corpus.letters[key].date for key in thing.letters)
    return Brief(
        called(thing),
        _SORTS[thing.type],
        _lead(corpus, corpus.earlier.get(thing.id, ())[1:]),
        tuple(figure for figure in figures if figure[0]),
        submission_network(corpus, thing, limit=14)
        if thing.type == "PROPOSAL"
        else ego_network(corpus, shared, pairs, thing, limit=14),
        (
            by_year(Words("提到它的答复函", "Letters that name it"), dates),
            by_year(Words("联合行动", "Joint acts"), (act.date for act in told)),
            outcomes(corpus, sorted(replies)),
        ),
        tuple(one for one in tables if one.rows),
        sayings,
        sources.letters(),
        frozenset({thing.id}),
    )


def _lead(corpus: Corpus, former: Sequence[str]) -> Words:
    by = BY[corpus.by]
    if not former:
        return Words(f"{by.zh}。", f"{by.en[:1].upper()}{by.en[1:]}.")
    return Words(f"曾名{'、'.join(former)}；{by.zh}。", f"Formerly {', '.join(former)}; {by.en}.")


def _pairs(
    corpus: Corpus, sources: Sources, own: Sequence[Tie], shared: Sequence[Act]
) -> tuple[Table, Table]:
    """Return the closest pairs of a region, and its agencies by the sum of their ties."""
    rows: list[tuple[Cell, ...]] = []
    for number, tie in enumerate(own):
        together = [shared[i] for i in tie.acts]
        keys = (key for act in together for key in act.letters)
        ref = sources.ref(keys) if number < SHOWN else ""
        ends = corpus.things[tie.a].name, corpus.things[tie.b].name
        rows.append((*ends, round(tie.strength, 2), len(together), ref))
    strength = weighted_degree(collaboration_graph((t.a, t.b, t.strength) for t in own))
    ranked: list[tuple[Cell, ...]] = [
        (corpus.things[n].name, round(strength[n], 2), len(corpus.things[n].letters))
        for n in sorted(strength, key=lambda n: (-strength[n], n))
    ]
    one, other = Words("机构甲", "one agency"), Words("机构乙", "other")
    value, count = Words("强度", "strength"), Words("联合行动", "joint acts")
    return (
        table(
            "pairs",
            Words("最紧密的协作", "Closest collaborations"),
            (one, other, value, count, REF),
            rows,
        ),
        table(
            "agencies",
            Words("协作最多的机构", "Agencies that act jointly most"),
            (Words("机构", "agency"), value, Words("答复函", "letters")),
            ranked,
        ),
    )


def _on_region(
    corpus: Corpus, shared: tuple[Act, ...], pairs: Sequence[Tie], name: str, inside: set[str]
) -> Brief:
    sources = Sources(corpus)
    own = [t for t in pairs if t.a in inside and t.b in inside]
    told = [a for a in shared if len(inside & set(a.agencies)) > 1]
    outward = sum((t.a in inside) != (t.b in inside) for t in pairs)
    replies = {key for h in corpus.derived.handlings if h.agency in inside for key in h.replies}
    names = {corpus.things[body].name for body in inside}
    sayings = act_sayings(corpus, sources, told)
    tables = (
        *_pairs(corpus, sources, own, shared),
        promises(corpus, sources, names, replies),
    )
    figures = (
        _total(len(replies), len(corpus.letters), "封答复函", "reply letters"),
        (len(inside), Words("个机构", "agencies")),
        _total(len(told), len(shared), "项本地联合行动", "joint acts among them"),
        (len(own), Words("对本地协作", "pairs within")),
        (outward, Words("对与外地的协作", "pairs with others")),
    )
    network = agency_network(corpus, shared, own, limit=40)
    tied = len({end for tie in own for end in (tie.a, tie.b)})
    said = Words(
        f"{len(told)} 项联合行动把本地 {tied} 个机构连成 {len(own)} 对协作，"
        f"图中为其中 {len(network.nodes)} 个",
        f"{len(told)} joint acts tie {tied} agencies of the region into {len(own)} pairs; "
        f"{len(network.nodes)} of them are drawn",
    )
    dates = (corpus.letters[key].date for key in replies)
    return Brief(
        name,
        Words("地区", "Region"),
        _lead(corpus, ()),
        tuple(figure for figure in figures if figure[0]),
        replace(network, title=Words(name, name), subtitle=saying(said, corpus)),
        (
            by_year(Words("答复函", "Reply letters"), dates),
            by_year(Words("联合行动", "Joint acts"), (act.date for act in told)),
            outcomes(corpus, sorted(replies)),
        ),
        tuple(one for one in tables if one.rows),
        sayings,
        sources.letters(),
        frozenset(),
    )


def _inside(corpus: Corpus, name: str) -> set[str]:
    """Return the agencies of the region: a city with its districts, or one district.

    A district's name alone will do where agencies of one such district only are known.
    """
    regions = {t.id: region(t.name) for t in corpus.things.values() if t.type == "AGENCY"}
    inside = {body for body, where in regions.items() if name in (where[0], "".join(where))}
    if not inside:
        cities = {where[0] for where in regions.values() if where[1] == name}
        if len(cities) == 1:
            inside = {body for body, where in regions.items() if where[1] == name}
    return inside


def brief(corpus: Corpus, name: str) -> Brief:
    """Return the report on what is called ``name``: an agency, a program, a region or another.

    A region is meant where agencies of it are known and no agency, program, event or document
    bears the name. Raises `ReplygraphError` where nothing bears the name, `UsageError` where
    several things do.
    """
    shared = acts(corpus)
    pairs = ties(corpus, shared)
    wanted = "".join(name.split())
    inside = _inside(corpus, wanted) if wanted else set()
    exact = [t for t in find(corpus, name) if wanted == t.name and t.type != "PLACE"]
    if inside and not exact:
        return _on_region(corpus, shared, pairs, wanted, inside)
    return _on_thing(corpus, shared, pairs, named(corpus, name))
