"""The parts of a report: charts, tables and sentences, with the letters numbered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from replygraph.views.acts import Act, Tie
from replygraph.views.analyses import Cell, Ref, Table
from replygraph.views.corpus import Corpus, Fact, LetterCard, Quote, year
from replygraph.views.network import Words, called
from replygraph.vocab import predicates

SHOWN = 15
ACTS = {
    "jointIssue": Words("联合发文", "joint issue"),
    "jointSurvey": Words("联合调研", "joint survey"),
    "jointEvent": Words("共同办活动", "joint event"),
    "jointProgram": Words("共同实施", "joint program"),
    "agreement": Words("合作共建", "agreement"),
    "jointHandling": Words("共同办理", "co-handling"),
}
MODES = {
    "done": Words("已做", "done"),
    "planned": Words("计划", "planned"),
    "negated": Words("未做", "not done"),
}
REF = Words("答复函", "letter")


@dataclass(frozen=True, slots=True)
class Bars:
    """A small chart: label and value of each bar, in order."""

    title: Words
    bars: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence of a letter with what it proves; ``ref`` is the letter in the list."""

    heading: Words
    quote: Quote
    ref: Ref


@dataclass(slots=True)
class Sources:
    """Numbers the letters in the order in which the report refers to them."""

    corpus: Corpus
    order: dict[str, int] = field(default_factory=dict)

    def ref(self, keys: Iterable[str]) -> Ref:
        """Return the numbers of the first six letters; new ones get the next number."""
        known = [key for key in dict.fromkeys(keys) if key in self.corpus.letters]
        numbers = [self.order.setdefault(key, len(self.order) + 1) for key in known[:6]]
        return Ref(tuple(sorted(numbers)))

    def letters(self) -> tuple[LetterCard, ...]:
        """Return the letters in the order of their numbers."""
        return tuple(self.corpus.letters[key] for key in self.order)


def by_year(title: Words, dates: Iterable[str]) -> Bars:
    """Return how many of the dates fall into each year, without gaps."""
    counts = Counter(y for date in dates if (y := year(date)))
    years = range(min(counts), max(counts) + 1) if counts else ()
    return Bars(title, tuple((str(y), counts[y]) for y in years))


def table(name: str, title: Words, columns: Sequence[Words], rows: list[tuple[Cell, ...]]) -> Table:
    """Return the first rows as a table that says how many there are."""
    shown = rows[:SHOWN]
    note = Words("", "")
    if len(rows) > len(shown):
        note = Words(
            f"列出前 {len(shown)} 行，共 {len(rows)} 行", f"the first {len(shown)} of {len(rows)}"
        )
    return Table(name, title, note, tuple(columns), tuple(shown))


def _span(dates: Iterable[str]) -> str:
    known = sorted(date[:4] for date in dates if date)
    return "" if not known else known[0] if known[0] == known[-1] else f"{known[0]}—{known[-1]}"


def _object(corpus: Corpus, act: Act) -> str:
    thing = corpus.things.get(act.object)
    return called(thing) if thing else ""


def act_sayings(corpus: Corpus, sources: Sources, told: Iterable[Act]) -> tuple[Saying, ...]:
    """Return one sentence for each act, the latest first; a sentence stands once.

    That others were asked before a reply tells less than what was done: it comes last.
    """
    found: dict[tuple[str, int], Saying] = {}
    for act in sorted(told, key=lambda a: (a.kind != "jointHandling", a.date, a.id), reverse=True):
        if not act.quotes or len(found) >= 12:
            continue
        quote = act.quotes[0]
        kind, what = ACTS[act.kind], _object(corpus, act)
        told_as = [p for p in (act.date, "{}", what) if p]
        words = Words(*(" · ".join(told_as).replace("{}", k) for k in (kind.zh, kind.en)))
        key = quote.letter, quote.start
        if key not in found:
            found[key] = Saying(words, quote, sources.ref([quote.letter]))
    return tuple(found.values())


def partners(
    corpus: Corpus, sources: Sources, own: Sequence[Tie], shared: Sequence[Act], middle: str
) -> Table:
    """Return the partners of the thing in the middle, the closest first."""
    rows: list[tuple[Cell, ...]] = []
    for tie in own:
        together = [shared[i] for i in tie.acts]
        rows.append(
            (
                corpus.things[tie.b if tie.a == middle else tie.a].name,
                round(tie.strength, 2),
                len(together),
                _span(act.date for act in together),
                sources.ref(key for act in together for key in act.letters)
                if len(rows) < SHOWN
                else "",
            )
        )
    columns = (
        Words("机构", "agency"),
        Words("强度", "strength"),
        Words("联合行动", "joint acts"),
        Words("年份", "years"),
        REF,
    )
    return table("partners", Words("协作最多的机构", "Closest partners"), columns, rows)


def parts(
    corpus: Corpus, sources: Sources, facts: Sequence[Fact], *, of: str, title: Words
) -> Table:
    """Return who or what the thing is tied to by statements; ``of`` is the end that is known."""
    words = predicates()
    grouped: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        other = fact.object if of == "subject" else fact.subject
        grouped[other, fact.predicate, fact.modality].append(fact)
    ranked = sorted(
        grouped.items(),
        key=lambda g: (-len({f.letter for f in g[1]}), corpus.things[g[0][0]].name, g[0]),
    )
    rows: list[tuple[Cell, ...]] = []
    for (other, predicate, modality), told in ranked:
        rows.append(
            (
                called(corpus.things[other]),
                Words(words[predicate].zh, words[predicate].en),
                MODES[modality],
                _span(fact.date for fact in told),
                sources.ref(fact.letter for fact in told) if len(rows) < SHOWN else "",
            )
        )
    columns = (
        Words("名称", "name"),
        Words("关系", "relation"),
        Words("情态", "status"),
        Words("年份", "years"),
        REF,
    )
    return table("parts", title, columns, rows)


def promises(corpus: Corpus, sources: Sources, names: set[str], letters: set[str]) -> Table:
    """Return the commitments of agencies, or of letters; those with a due date first."""
    made: dict[tuple[bool, str, str, str], list[str]] = defaultdict(list)
    for p in corpus.promises:
        if p.agency in names or p.letter in letters:
            made[not p.due, p.due, p.letter, " ".join(p.text.split())].append(p.agency)
    rows: list[tuple[Cell, ...]] = [
        (
            text,
            "、".join(sorted(filter(None, set(agencies)))),
            due,
            sources.ref([letter]) if number < SHOWN else "",
        )
        for number, ((_, due, letter, text), agencies) in enumerate(sorted(made.items()))
    ]
    columns = (
        Words("承诺", "commitment"),
        Words("责任单位", "who promises"),
        Words("期限", "due"),
        REF,
    )
    return table("commitments", Words("承诺", "Commitments"), columns, rows)


def outcomes(corpus: Corpus, letters: Iterable[str]) -> Bars:
    """Return how many of the letters have each outcome class; none where no letter has one."""
    counts = Counter(c for key in letters if (c := corpus.letters[key].category))
    bars = tuple((c, counts[c]) for c in "ABCD") if counts else ()
    return Bars(Words("办理类别", "Outcome classes"), bars)


def fact_sayings(corpus: Corpus, sources: Sources, facts: Iterable[Fact]) -> tuple[Saying, ...]:
    """Return sentences of statements, for what no joint act tells of."""
    words = predicates()
    found: dict[tuple[str, int], Saying] = {}
    for fact in facts:
        if fact.quotes and len(found) < 12:
            quote = fact.quotes[0]
            ends = called(corpus.things[fact.subject]), called(corpus.things[fact.object])
            relation = words[fact.predicate]
            heading = Words(
                *(" · ".join((ends[0], name, ends[1])) for name in (relation.zh, relation.en))
            )
            found.setdefault(
                (quote.letter, quote.start), Saying(heading, quote, sources.ref([quote.letter]))
            )
    return tuple(found.values())
