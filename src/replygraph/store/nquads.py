"""Writes what letters claim and what is known from them as N-Quads text.

Lines come sorted and without repetition, so that the same letters give the same bytes anywhere.
Each triple is written into exactly one graph: a letter's own words into the letter's graph,
everything known into the graph of facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from replygraph import iri
from replygraph.claims import Claim, Claims, bounds
from replygraph.derive import Act, Collaboration, Facts, Handling, Submission
from replygraph.model import Span
from replygraph.vocab import CLASSES, PREFIXES
from replygraph.vocab import iri as expand

_ESCAPES = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
    | {chr(code): f"\\u{code:04X}" for code in (*range(8), 11, *range(14, 32), 127)}
)
_XSD = PREFIXES["xsd"]
_RG = PREFIXES["rg"]
_NIF = PREFIXES["nif"]
TYPE = f"<{PREFIXES['rdf']}type>"
LABEL = f"<{PREFIXES['rdfs']}label>"


def text(value: str) -> str:
    r"""Return a plain literal.

    >>> text('他说："好"')
    '"他说：\\"好\\""'
    """
    # A lone surrogate is no Unicode text and would break the dump: it becomes a question mark.
    return '"' + value.translate(_ESCAPES).encode("utf-8", "replace").decode("utf-8") + '"'


def chinese(value: str) -> str:
    """Return a literal in Chinese."""
    return text(value) + "@zh"


def typed(value: object, kind: str) -> str:
    """Return a literal of an XSD type."""
    return f'"{value}"^^<{_XSD}{kind}>'


def boolean(value: bool) -> str:
    """Return a boolean."""
    return typed("true" if value else "false", "boolean")


def node(name: str) -> str:
    """Return an IRI as a term."""
    return f"<{name}>"


def rg(name: str) -> str:
    """Return one of our own terms."""
    return f"<{_RG}{name}>"


def kind(name: str) -> str:
    """Return a term given by its prefixed name."""
    return f"<{expand(name)}>"


Pairs = Iterable[tuple[str, str]]


class _Graph:
    """The lines of one graph."""

    def __init__(self, name: str) -> None:
        self.tail = f" <{name}> .\n"
        self.lines: set[str] = set()

    def add(self, subject: str, pairs: Pairs) -> None:
        """Add (predicate, object) terms of one subject."""
        for predicate, value in pairs:
            self.lines.add(f"{subject} {predicate} {value}{self.tail}")

    def sorted(self) -> list[str]:
        return sorted(self.lines)


def _dated(edtf: str | None) -> Iterator[tuple[str, str]]:
    if edtf:
        yield rg("date"), text(edtf)
    found = bounds(edtf)
    if found:
        yield rg("from"), typed(found[0], "date")
        yield rg("until"), typed(found[1], "date")
        yield rg("year"), typed(found[2], "integer")


def _letter_label(letter: Claims) -> str:
    agency = letter.agency.label if letter.agency else ""
    what = {"proposal": "提案", "suggestion": "建议"}.get(letter.kind or "", "提案")
    about = f"第{letter.number}号{what}" if letter.number else f"《{letter.title or what}》"
    return f"{agency}关于{about}的答复"


def _header(letter: Claims) -> Iterator[tuple[str, str]]:
    yield TYPE, rg("Letter")
    yield LABEL, chinese(_letter_label(letter))
    yield f"<{_NIF}isString>", text(letter.text)
    yield kind("dcterms:identifier"), text(letter.id)
    yield rg("digest"), text(letter.digest)
    if letter.source:
        # Where the file lay on one machine is nothing that the letter says.
        name = letter.source.replace("\\", "/").rpartition("/")[2]
        yield kind("dcterms:source"), text(letter.source if "://" in letter.source else name)
    if letter.part:
        yield rg("part"), typed(letter.part, "integer")
    yield from _dated(letter.date)
    if letter.submission:
        yield rg("submission"), node(letter.submission.iri)
    if letter.agency:
        yield rg("replyingAgency"), node(letter.agency.iri)
    for name, value in (
        ("role", letter.role),
        ("outcome", letter.category),
        ("opinion", letter.opinion),
    ):
        if value:
            yield rg(name), rg(value)
    for name, words in (("outcomeText", letter.category_text), ("docNumber", letter.doc_number)):
        if words:
            yield rg(name), text(words)
    for name, flag in (("isPublic", letter.public), ("contacted", letter.contacted)):
        if flag is not None:
            yield rg(name), boolean(flag)
    if letter.addressees_open:
        yield rg("addresseesOpen"), boolean(True)
    if letter.contact:
        for name, words in zip(("contactName", "contactPhone"), letter.contact, strict=True):
            if words:
                yield rg(name), text(words)


def _many(letter: Claims) -> Iterator[tuple[str, str]]:
    for thing in letter.addressees:
        yield rg("addressee"), node(thing.iri)
    for thing in letter.mentioned:
        yield rg("mentions"), node(thing.iri)
    for words in letter.indicators:
        yield rg("indicator"), text(words)
    for words in letter.warnings:
        yield rg("warning"), text(words)


def _passage(letter: Claims, span: Span) -> Iterator[tuple[str, str]]:
    yield f"<{_NIF}beginIndex>", typed(span.start, "integer")
    yield f"<{_NIF}endIndex>", typed(span.end, "integer")
    yield f"<{_NIF}anchorOf>", text(span.of(letter.text))


def _statement(letter: Claims, claim: Claim) -> Iterator[tuple[str, str]]:
    yield TYPE, rg("Statement")
    yield kind("rdf:subject"), node(claim.subject.iri)
    yield kind("rdf:predicate"), rg(claim.predicate)
    yield kind("rdf:object"), node(claim.object.iri)
    yield rg("modality"), rg(claim.modality)
    if claim.date:
        # Bounds and year of the date stand once, at the rg:Period of the same rg:edtf.
        yield rg("date"), text(claim.date)
    for span in claim.evidence:
        yield rg("evidence"), node(iri.passage(letter.iri, span.start, span.end))


def letter_quads(letter: Claims) -> list[str]:
    """Return the sorted lines of the letter's own graph: what this letter says."""
    graph = _Graph(letter.iri)
    graph.add(node(letter.iri), _header(letter))
    graph.add(node(letter.iri), _many(letter))
    for claim in letter.statements:
        graph.add(node(iri.statement(letter.iri, claim.id)), _statement(letter, claim))
        for span in claim.evidence:
            passage = node(iri.passage(letter.iri, span.start, span.end))
            graph.add(passage, _passage(letter, span))
            if claim.rule:
                graph.add(passage, [(rg("rule"), text(claim.rule))])
    for promise in letter.promises:
        passage = node(iri.passage(letter.iri, promise.span.start, promise.span.end))
        graph.add(passage, [(TYPE, rg("Commitment"))])
        graph.add(passage, _passage(letter, promise.span))
        if promise.agency:
            graph.add(passage, [(rg("agency"), node(promise.agency.iri))])
        if promise.due:
            graph.add(passage, [(rg("due"), text(promise.due))])
    return graph.sorted()


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
    yield from _dated(part.date)


def _act(act: Act) -> Iterator[tuple[str, str]]:
    yield TYPE, rg("JointAct")
    yield rg("actKind"), rg(act.kind)
    if act.target:
        yield rg("object"), node(act.target)
    for participant in act.participants:
        yield rg("participant"), node(participant)
    for letter in act.letters:
        yield rg("reportedBy"), node(letter)
    for passage in act.evidence:
        yield rg("evidence"), node(passage)
    for other in act.possibly:
        yield rg("possiblySame"), node(other)
    yield from _dated(act.date)


def _decimal(value: float) -> str:
    """Return the decimal as engines write it, without needless zeros."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _collaboration(pair: Collaboration) -> Iterator[tuple[str, str]]:
    yield TYPE, rg("Collaboration")
    for agency in pair.pair:
        yield rg("between"), node(agency)
    for act in pair.acts:
        yield rg("jointAct"), node(act)
    yield rg("actCount"), typed(len(pair.acts), "integer")
    yield rg("letterCount"), typed(len(pair.letters), "integer")
    yield rg("strength"), typed(_decimal(pair.strength), "decimal")
    for name, date in (("firstDate", pair.first), ("lastDate", pair.last)):
        if date:
            yield rg(name), text(date)


def _submission(thing: Submission, base: str) -> Iterator[tuple[str, str]]:
    yield (
        TYPE,
        rg(
            {"proposal": "Proposal", "suggestion": "Suggestion"}.get(thing.kind or "", "Submission")
        ),
    )
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


def _assemblies(facts: Facts, graph: _Graph, base: str) -> None:
    for key in sorted({s.assembly for s in facts.submissions if s.assembly}):
        name, region, *term = key.split("/")
        body = f"政协{region}委员会" if name == "政协" else f"{region}人民代表大会"
        label = f"{body}（第{term[0]}届）" if term else body
        graph.add(node(f"{base}assembly/{key}"), [(TYPE, rg("Assembly")), (LABEL, chinese(label))])


def facts_quads(facts: Facts, base: str = iri.BASE) -> list[str]:
    """Return the sorted lines of the graph of facts: what is known from all letters."""
    graph = _Graph(iri.graph("facts", base))
    for subject, predicate, target in facts.triples:
        graph.add(node(subject), [(rg(predicate), node(target))])
    for thing in facts.things:
        graph.add(
            node(thing.iri), [(TYPE, kind(CLASSES[thing.type])), (LABEL, chinese(thing.label))]
        )
    for document in facts.policies:
        graph.add(node(document), [(TYPE, kind("eli:LegalResource"))])
    for person, assembly in facts.members:
        graph.add(node(person), [(kind("org:memberOf"), node(assembly))])
    _assemblies(facts, graph, base)
    for submission in facts.submissions:
        graph.add(node(submission.iri), _submission(submission, base))
    for part in facts.handlings:
        graph.add(node(part.iri), _handling(part))
    for act in facts.acts:
        graph.add(node(act.iri), _act(act))
    for pair in facts.collaborations:
        graph.add(node(pair.iri), _collaboration(pair))
    for date in facts.dates:
        found = bounds(date)
        if found:
            period = node(f"{base}date/{date.replace('/', '--')}")
            pairs = [pair for pair in _dated(date) if pair[0] != rg("date")]
            graph.add(period, [(TYPE, rg("Period")), (rg("edtf"), text(date)), *pairs])
    return graph.sorted()


def identity_quads(facts: Facts, base: str = iri.BASE) -> list[str]:
    """Return the sorted lines of the graph of identity: which IRIs stand for the same thing."""
    graph = _Graph(iri.graph("identity", base))
    for name, stands in facts.same.items():
        graph.add(node(name), [(kind("owl:sameAs"), node(stands))])
    return graph.sorted()
