"""What `replygraph.analyse` finds in a corpus, as tables with their words in both languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from replygraph import analyse
from replygraph.errors import UsageError
from replygraph.views.acts import Act, acts, ties
from replygraph.views.corpus import Corpus, year
from replygraph.views.network import BY, Words

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Ref:
    """Numbers of the letters that prove a row, in the list of letters of the same report."""

    numbers: tuple[int, ...]

    def __str__(self) -> str:
        """Return the numbers as they stand in a text."""
        return f"〔{'、'.join(map(str, self.numbers))}〕" if self.numbers else ""


Cell = str | int | float | Words | Ref


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; ``note`` says what is counted and out of how many."""

    name: str
    title: Words
    note: Words
    columns: tuple[Words, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """What is looked at: years, both included, kinds of joint acts, a region (all where empty).

    A region is named as in the network (浙江省, 绍兴市, 越城区): of a tie both bodies belong to it.
    """

    since: int | None = None
    until: int | None = None
    kinds: tuple[str, ...] = ()
    region: str = ""

    def covers(self, when: int | None) -> bool:
        """Tell whether the year lies within; what has no year does only where all years count."""
        if self.since is None and self.until is None:
            return True
        return when is not None and (self.since or 0) <= when <= (self.until or 9999)

    def counts(self, act: Act) -> bool:
        """Tell whether the act is of the kinds and within the years."""
        return (not self.kinds or act.kind in self.kinds) and self.covers(act.year)


@dataclass(slots=True)
class _Study:
    """A corpus with its joint acts, looked at in one scope."""

    corpus: Corpus
    scope: Scope
    acts: tuple[Act, ...] = ()
    pairs: list[tuple[str, str, list[Act]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.acts = acts(self.corpus)
        self.pairs = [
            (t.a, t.b, [self.acts[i] for i in t.acts])
            for t in ties(self.corpus, self.acts)
            if self.belongs(t.a) and self.belongs(t.b)
        ]
        if self.scope.region:
            shared = {act.id for _, _, together in self.pairs for act in together}
            self.acts = tuple(act for act in self.acts if act.id in shared)

    def belongs(self, thing: str) -> bool:
        """Tell whether a body is of the region asked for, after the same rule as the network's."""
        if not self.scope.region:
            return True
        from replygraph.views.whole import located

        return self.scope.region in located(self.name(thing))

    def graph(self, scope: Scope | None = None) -> nx.Graph[str]:
        s = scope or self.scope
        return analyse.period_graph(self.pairs, kinds=s.kinds, since=s.since, until=s.until)

    def name(self, thing: str) -> str:
        return self.corpus.things[thing].name

    def programs(self) -> dict[str, Collection[str]]:
        """Return for each agency the programs that it is said to have a part in, as done."""
        found: dict[str, set[str]] = defaultdict(set)
        things = self.corpus.things
        for fact in self.corpus.facts:
            when = year(fact.date or self.corpus.letters[fact.letter].date)
            ends = things[fact.subject].type, things[fact.object].type
            if (
                fact.modality == "done"
                and ends == ("AGENCY", "PROGRAM")
                and self.scope.covers(when)
                and self.belongs(fact.subject)
            ):
                found[fact.subject].add(fact.object)
        return {body: sorted(found[body]) for body in sorted(found)}


_BODY, _A, _B = Words("机构", "agency"), Words("机构甲", "one agency"), Words("机构乙", "other")
_STRENGTH, _ACTS = Words("强度", "strength"), Words("联合行动", "joint acts")
_PARTNERS = Words("伙伴", "partners")

Made = tuple[tuple[Words, ...], list[tuple[Cell, ...]]]


def _pair(study: _Study, a: str, b: str) -> tuple[str, str]:
    one, other = sorted((study.name(a), study.name(b)))
    return one, other


def _degree(study: _Study) -> Made:
    graph = study.graph()
    shared: dict[str, set[str]] = defaultdict(set)
    for a, b, together in study.pairs:
        names = {act.id for act in together if study.scope.counts(act)}
        shared[a] |= names
        shared[b] |= names
    strength = analyse.weighted_degree(graph)
    rows: list[tuple[Cell, ...]] = [
        (study.name(n), round(strength[n], 3), len(graph[n]), len(shared[n])) for n in graph
    ]
    return (_BODY, _STRENGTH, _PARTNERS, _ACTS), sorted(
        rows, key=lambda r: (-_figure(r[1]), str(r[0]))
    )


def _sample(size: int) -> int | None:
    """Return from how many agencies ways are measured, so that large graphs take a minute."""
    return None if size <= 1000 else max(60, 500_000 // size)


def _betweenness(study: _Study) -> Made:
    graph = study.graph()
    found = analyse.betweenness(graph, sample=_sample(len(graph)))
    rows: list[tuple[Cell, ...]] = [
        (study.name(n), round(value, 4), len(graph[n])) for n, value in found.items()
    ]
    columns = _BODY, Words("中介度", "betweenness"), _PARTNERS
    return columns, sorted(rows, key=lambda r: (-_figure(r[1]), str(r[0])))


def _core(study: _Study) -> Made:
    graph = study.graph()
    rows: list[tuple[Cell, ...]] = [
        (study.name(n), k, len(graph[n])) for n, k in analyse.k_core(graph).items()
    ]
    columns = _BODY, Words("核数 k", "core k"), _PARTNERS
    return columns, sorted(rows, key=lambda r: (-_figure(r[1]), -_figure(r[2]), str(r[0])))


def _communities(study: _Study) -> Made:
    graph = study.graph()
    strength = analyse.weighted_degree(graph)
    rows: list[tuple[Cell, ...]] = [
        (number, study.name(n), round(strength[n], 3))
        for number, group in enumerate(analyse.communities(graph), 1)
        for n in group
    ]
    return (Words("组", "group"), _BODY, _STRENGTH), rows


def _bridges(study: _Study) -> Made:
    graph = study.graph()
    rows: list[tuple[Cell, ...]] = [
        (*_pair(study, a, b), round(graph.edges[a, b]["weight"], 3), graph.edges[a, b]["acts"])
        for a, b in analyse.bridges(graph)
    ]
    return (_A, _B, _STRENGTH, _ACTS), sorted(rows, key=lambda r: (-_figure(r[2]), _words(r)))


def _backbone(study: _Study) -> Made:
    graph = study.graph()
    chance = analyse.significance(graph)
    kept = {(a, b) if a <= b else (b, a) for a, b in analyse.backbone(graph).edges}
    rows: list[tuple[Cell, ...]] = [
        (*_pair(study, a, b), round(graph.edges[a, b]["weight"], 3), round(chance[a, b], 5))
        for a, b in sorted(kept)
    ]
    columns = _A, _B, _STRENGTH, Words("偶然所致的可能 α", "by chance α")
    return columns, sorted(rows, key=lambda r: (_figure(r[3]), -_figure(r[2]), _words(r)))


def _similarity(study: _Study) -> Made:
    programs = study.programs()
    jaccard = {(a, b): v for a, b, v, _ in analyse.similarity(programs, measure="jaccard")}
    rows: list[tuple[Cell, ...]] = [
        (*_pair(study, a, b), round(value, 3), round(jaccard[a, b], 3), shared)
        for a, b, value, shared in analyse.similarity(programs)
    ]
    columns = (
        _A,
        _B,
        Words("余弦", "cosine"),
        Words("Jaccard", "Jaccard"),
        Words("共有项目", "programs shared"),
    )
    return columns, sorted(rows, key=lambda r: (-_figure(r[4]), -_figure(r[2]), _words(r)))


def _projection(study: _Study) -> Made:
    programs = study.programs()
    graph = analyse.projection(programs)
    count = analyse.projection(programs, weight="count")
    rows: list[tuple[Cell, ...]] = [
        (
            *_pair(study, a, b),
            round(graph.edges[a, b]["weight"], 3),
            int(count.edges[a, b]["weight"]),
        )
        for a, b in graph.edges
    ]
    columns = _A, _B, Words("强度 Σ1/(n−1)", "strength Σ1/(n−1)"), Words("共有项目", "shared")
    return columns, sorted(rows, key=lambda r: (-_figure(r[2]), _words(r)))


def _change(study: _Study) -> Made:
    since = study.scope.since
    if since is None:
        raise UsageError(
            "change 要比较两个时期：请用 --from 给出后一时期的第一年（之前的年份为前一时期）。",
            "change compares two periods: give the first year of the later one with --from; "
            "the years before it are the earlier one.",
        )
    early = study.graph(Scope(None, since - 1, study.scope.kinds))
    late = study.graph()
    found = analyse.change(early, late)
    rows: list[tuple[Cell, ...]] = []
    for word, names in ((_JOINED, found.joined), (_LEFT, found.left)):
        rows += [(word, study.name(n), "", *_sums(n, early, late)) for n in names]
    for word, shifts in ((_GREW, found.grew), (_SHRANK, found.shrank)):
        rows += [
            (word, *_pair(study, s.a, s.b), round(s.before, 3), round(s.after, 3)) for s in shifts
        ]
    rows.sort(key=lambda r: -abs(_figure(r[4]) - _figure(r[3])))
    columns = (Words("变化", "change"), _A, _B, Words("前", "before"), Words("后", "after"))
    return columns, rows


_JOINED, _LEFT = Words("加入", "joined"), Words("退出", "left")
_GREW, _SHRANK = Words("增强", "grew"), Words("减弱", "shrank")


def _figure(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0


def _words(row: tuple[Cell, ...]) -> tuple[str, ...]:
    return tuple(cell for cell in row if isinstance(cell, str))


def _sums(node: str, early: nx.Graph[str], late: nx.Graph[str]) -> tuple[float, float]:
    before, after = (
        round(float(graph.degree(node, weight="weight")), 3) if node in graph else 0.0
        for graph in (early, late)
    )
    return before, after


_Kind = tuple[Words, Callable[[_Study], Made]]

#: name → title, what makes it
ANALYSES: dict[str, _Kind] = {
    "degree": (Words("谁与别人一起做得最多", "who acts with others most"), _degree),
    "betweenness": (Words("谁连接互不往来的机构", "who connects those apart"), _betweenness),
    "core": (Words("谁在协作的核心", "who is in the core"), _core),
    "communities": (Words("哪些机构自成一组", "which agencies form groups"), _communities),
    "bridges": (Words("哪些协作是唯一的桥", "which ties are the only bridge"), _bridges),
    "backbone": (Words("哪些协作并非偶然", "which ties chance does not explain"), _backbone),
    "similarity": (Words("哪些机构参与相同的项目", "which have the same programs"), _similarity),
    "projection": (Words("哪些机构在项目中相遇", "which meet in programs"), _projection),
    "change": (Words("两个时期之间的变化", "what changed between two periods"), _change),
}
#: those that look at programs, not at joint acts
BY_PROGRAM = frozenset({"similarity", "projection"})


def _note(study: _Study, name: str) -> Words:
    scope, letters = study.scope, len(study.corpus.letters)
    by = BY[study.corpus.by]
    years = f"{scope.since or ''}—{scope.until or ''}" if scope.since or scope.until else ""
    if name in BY_PROGRAM:
        programs = study.programs()
        count = len({p for found in programs.values() for p in found})
        zh = f"{letters} 封答复函中 {len(programs)} 个机构已参与的 {count} 个项目"
        en = f"{count} programs that {len(programs)} agencies had a part in, {letters} letters"
        undated = 0
    else:
        counted = [act for act in study.acts if not scope.kinds or act.kind in scope.kinds]
        inside = sum(scope.covers(act.year) for act in counted)
        undated = sum(act.year is None for act in counted) if years else 0
        zh = f"{letters} 封答复函中的 {inside} 项联合行动（共 {len(study.acts)} 项）"
        en = f"{inside} of {len(study.acts)} joint acts told in {letters} letters"
    if scope.region:
        zh, en = f"{zh}，{scope.region}", f"{en}, {scope.region}"
    if years:
        zh, en = f"{zh}，{years}", f"{en}, {years}"
    if name == "change" and scope.since is not None:
        before = Scope(None, scope.since - 1, scope.kinds)
        early = sum(before.counts(act) for act in study.acts)
        zh += f"；此前 {early} 项"
        en += f"; {early} before"
    if name == "betweenness" and (starts := _sample(len(study.graph()))):
        zh += f"；由 {starts} 个机构出发估计"
        en += f"; estimated from {starts} agencies"
    if undated:
        zh += f"；{undated} 项无日期，不计"
        en += f"; {undated} without a date are not counted"
    return Words(f"{zh}；{by.zh}", f"{en}; {by.en}")


def _agencies(study: _Study) -> list[str]:
    things = study.corpus.things.items()
    return [key for key, thing in things if thing.type == "AGENCY"]


def analysis(corpus: Corpus, name: str, scope: Scope | None = None) -> Table:
    """Return one of `ANALYSES` as a table, the strongest first.

    Raises `UsageError` where ``change`` has no first year, where kinds of acts are given to an
    analysis of programs, or no agency belongs to the region.
    """
    title, make = ANALYSES[name]
    study = _Study(corpus, scope or Scope())
    if name in BY_PROGRAM and study.scope.kinds:
        raise UsageError(
            f"{name} 看的是项目，不是联合行动，请去掉 --kind。",
            f"{name} looks at programs, not at joint acts; leave out --kind.",
        )
    if study.scope.region and not any(map(study.belongs, _agencies(study))):
        raise UsageError(
            f"没有属于“{study.scope.region}”的机构；请写全称，如 浙江省、绍兴市、越城区。",
            f"No agency belongs to {study.scope.region}; give the full name, such as 绍兴市.",
        )
    columns, rows = make(study)
    return Table(name, title, _note(study, name), columns, tuple(rows))
