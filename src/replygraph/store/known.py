"""Writes what is known (`replygraph.derive.settle`) as N-Quads, and finds what stood before.

Things that the authority file knows have type, label and description in the graph of the
authority, with lineages and changes; everything else known stands in the graph of facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from replygraph import iri
from replygraph.claims import Claims, Named, bounds
from replygraph.derive import (
    SEP,
    Act,
    Collaboration,
    Handling,
    Known,
    Line,
    Memory,
    Settled,
    Submission,
    settle,
    share,
)
from replygraph.identify import Identity, Judgement
from replygraph.store.nquads import LABEL, TYPE, Lines, chinese, dated, kind, node, rg, text, typed
from replygraph.store.nquads import boolean as true_or_false
from replygraph.vocab import CLASSES

#: settled kinds whose lines are all those of one subject
_OWN_NODE = frozenset({"handling", "act", "pair", "date", "assembly"})
_BETWEEN = rg("between")


def _handling(part: Handling) -> Iterator[tuple[str, str]]:
    yield TYPE, rg("Handling")
    yield rg("submission"), node(part.submission)
    yield rg("agency"), node(part.agency)
    for role in part.roles:
        yield rg("role"), rg(role)
    for reply in part.replies:
        yield rg("reply"), node(reply)
    for outcome in part.outcomes:
        yield rg("outcome"), rg(outcome)
    if part.date:
        yield rg("date"), text(part.date)


def _act(act: Act) -> Iterator[tuple[str, str]]:
    yield TYPE, rg("JointAct")
    yield rg("actKind"), rg(act.kind)
    for target in act.targets:
        yield rg("object"), node(target)
    for participant in act.participants:
        yield rg("participant"), node(participant)
    for letter in act.letters:
        yield rg("reportedBy"), node(letter)
    for passage in act.evidence:
        yield rg("evidence"), node(passage)
    for other in act.possibly:
        yield rg("possiblySame"), node(other)
    yield from dated(act.date)


def _decimal(value: float) -> str:
    """Return the decimal as engines write it, without needless zeros."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


@lru_cache(maxsize=1 << 12)
def _shared(pair: Collaboration) -> tuple[str, ...]:
    """Return predicates and objects of all that is said of a pair but for who they are.

    The pairs of one act have it in common: there are as many as it has bodies, squared.
    """
    return tuple(f"{predicate} {value}" for predicate, value in _pair(pair))


def _pair(pair: Collaboration) -> Iterator[tuple[str, str]]:
    yield TYPE, rg("Collaboration")
    for act in pair.acts:
        yield rg("jointAct"), node(act)
    yield rg("actCount"), typed(len(pair.acts), "integer")
    yield rg("letterCount"), typed(len(pair.letters), "integer")
    yield rg("strength"), typed(_decimal(pair.strength), "decimal")
    for name, date in (("firstDate", pair.first), ("lastDate", pair.last)):
        if date:
            yield rg(name), text(date)


def _submission(thing: Submission, base: str) -> Iterator[tuple[str, str]]:
    classes = {"proposal": "Proposal", "suggestion": "Suggestion"}
    yield TYPE, rg(classes.get(thing.kind or "", "Submission"))
    words = {"proposal": "提案", "suggestion": "建议"}.get(thing.kind or "", "提案或建议")
    label = f"第{thing.numbers[0]}号{words}" if thing.numbers else thing.titles[0]
    yield LABEL, chinese(label)
    for number in thing.numbers:
        yield rg("number"), text(number)
    for title in thing.titles:
        yield kind("dcterms:title"), chinese(title)
    for session in thing.sessions:
        yield rg("session"), text(session)
    if thing.assembly:
        yield rg("assembly"), node(f"{base}assembly/{thing.assembly}")


def _known(known: Known) -> Iterator[tuple[str, str]]:
    yield rg("verified"), true_or_false(True)
    yield rg("level"), text(known.level)
    if known.code != "0":
        yield rg("divisionCode"), text(known.code)
    for name, year in (("validFrom", known.since), ("validUntil", known.until)):
        if year:
            yield rg(name), text(str(year))


def _assembly(key: str) -> Iterator[tuple[str, str]]:
    name, region, *term = key.split("/")
    body = f"政协{region}委员会" if name == "政协" else f"{region}人民代表大会"
    yield TYPE, rg("Assembly")
    yield LABEL, chinese(f"{body}（第{term[0]}届）" if term else body)


def _period(edtf: str) -> Iterator[tuple[str, str]]:
    found = bounds(edtf)
    if found:
        yield TYPE, rg("Period")
        yield rg("edtf"), text(edtf)
        yield rg("from"), typed(found[0], "date")
        yield rg("until"), typed(found[1], "date")
        yield rg("year"), typed(found[2], "integer")


class Writer:
    """Turns what is settled into lines of the two graphs."""

    def __init__(self, base: str) -> None:
        """Write IRIs that begin with ``base``."""
        self.base = base
        self.facts = iri.graph("facts", base)
        self.authority = iri.graph("authority", base)
        self.identity = iri.graph("identity", base)

    def subject(self, settled: Settled) -> str | None:
        """Return the node that the lines are about; None where lines are known by themselves."""
        key = settled.key
        if settled.kind == "date":
            return f"{self.base}date/{key.replace('/', '--')}"
        if settled.kind == "assembly":
            return f"{self.base}assembly/{key}"
        return key if settled.kind in _OWN_NODE or settled.kind in ("thing", "submission") else None

    def lines(self, settled: Settled) -> list[str]:
        """Return the lines that say what is settled, in either graph, each once."""
        value = settled.value
        if value is None:
            return []
        if settled.kind == "thing":
            return self._thing(*value)
        if settled.kind == "lines":
            return self._line(value)
        if settled.kind in ("triple", "member", "policy"):
            return [self.plain(settled)]
        start, tail = f"<{self.subject(settled)}> ", f" <{self.facts}> .\n"
        if settled.kind == "pair":
            said = [f"{_BETWEEN} <{agency}>" for agency in value.pair]
            said += _shared(value._replace(iri="", pair=("", "")))
            return [f"{start}{words}{tail}" for words in said]
        return [f"{start}{name} {target}{tail}" for name, target in self._pairs(settled)]

    def plain(self, settled: Settled) -> str:
        """Return the one line of a triple, a membership or a policy document."""
        ends = settled.key.split(SEP)
        if settled.kind == "triple":
            subject, predicate, target = ends[0], rg(ends[1]), node(ends[2])
        elif settled.kind == "member":
            subject, predicate, target = ends[0], kind("org:memberOf"), node(ends[1])
        else:
            subject, predicate, target = ends[0], TYPE, kind("eli:LegalResource")
        return f"{node(subject)} {predicate} {target} <{self.facts}> .\n"

    def same(self, name: str, stands: str, label: str = "") -> list[str]:
        """Return the lines that say which IRI stands for another, and what that is called."""
        lines = Lines(self.identity)
        lines.add(node(name), [(kind("owl:sameAs"), node(stands))])
        if label:
            lines.add(node(name), [(LABEL, chinese(label))])
        return lines.sorted()

    def unsure(self, one: str, other: str) -> str:
        """Return the line that says that two things may be the same."""
        return f"{node(one)} {rg('possiblySame')} {node(other)} <{self.identity}> .\n"

    def judged(self, judgement: Judgement) -> list[str]:
        """Return the lines that say what people judged; what is the same stands by itself."""
        lines = Lines(self.identity)
        for name in (judgement.one, judgement.other):
            lines.add(node(name), [(rg("reviewed"), text(judgement.verdict))])
        if judgement.verdict == "different":
            one, other = sorted((judgement.one, judgement.other))
            lines.add(node(one), [(kind("owl:differentFrom"), node(other))])
        return lines.sorted()

    def _pairs(self, settled: Settled) -> Iterator[tuple[str, str]]:
        value: Any = settled.value
        if settled.kind == "handling":
            return _handling(value)
        if settled.kind == "act":
            return _act(value)
        if settled.kind == "submission":
            return _submission(value, self.base)
        return _assembly(settled.key) if settled.kind == "assembly" else _period(settled.key)

    def _thing(self, called: list[Named], known: Known | None) -> list[str]:
        lines = Lines(self.authority if known else self.facts)
        for thing in called:
            lines.add(
                node(thing.iri), [(TYPE, kind(CLASSES[thing.type])), (LABEL, chinese(thing.label))]
            )
        if known:
            lines.add(node(called[0].iri), _known(known))
        return lines.sorted()

    def _line(self, found: tuple[Line, ...]) -> list[str]:
        lines = Lines(self.authority)
        for line in found:
            if line.iri:
                label = [(TYPE, rg("Lineage")), (LABEL, chinese(line.label))]
                lines.add(node(line.iri), label)
            for agency in line.members:
                lines.add(node(agency), [(rg("lineage"), node(line.iri))])
            for change in line.changes:
                event = node(change.iri)
                lines.add(event, [(TYPE, kind("org:ChangeEvent"))])
                lines.add(event, [(kind("org:originalOrganization"), node(change.before))])
                lines.add(event, [(kind("org:resultingOrganization"), node(change.after))])
                if change.year:
                    lines.add(event, [(rg("year"), typed(change.year, "integer"))])
        return lines.sorted()

    def owns(self, settled: Settled, predicate: str, value: str) -> bool:
        """Tell whether a line about the settled node is one that `lines` writes for its kind.

        Things and submissions are subjects of plain triples too.
        """
        if settled.kind in _OWN_NODE:
            return True
        if predicate == TYPE:
            return value != kind("eli:LegalResource")
        return predicate in _THING or (settled.kind == "submission" and predicate in _SUBMISSION)


def known_quads(letters: Iterable[Claims], identity: Identity, base: str = iri.BASE) -> list[str]:
    """Return the sorted lines of facts, authority and identity, from all letters at once."""
    cells, writer, lines = Memory(), Writer(base), set[str]()
    for letter in letters:
        cells.add(share(letter, identity, base))
    for settled in settle(cells, base):
        lines.update(writer.lines(settled))
    for name, stands in identity.same.items():
        lines.update(writer.same(name, stands, identity.labels.get(name, "")))
    lines.update(writer.unsure(*pair) for pair in identity.unsure)
    for judgement in identity.judged:
        lines.update(writer.judged(judgement))
    return sorted(lines)


_THING = frozenset(
    {LABEL, *map(rg, ("verified", "level", "divisionCode", "validFrom", "validUntil"))}
)
_SUBMISSION = frozenset({kind("dcterms:title"), *map(rg, ("number", "session", "assembly"))})
