"""Writes what one letter says as N-Quads text, into the letter's own graph.

Lines come sorted and without repetition, so that the same letters give the same bytes anywhere.
What is known from all letters goes into the graphs of facts and authority
(`replygraph.store.known`), so that each triple stands in exactly one graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from replygraph import iri
from replygraph.claims import Claim, Claims, bounds
from replygraph.model import Span
from replygraph.vocab import PREFIXES
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


class Lines:
    """The lines of one graph."""

    def __init__(self, graph: str) -> None:
        """Start without lines; ``graph`` is the IRI of the graph."""
        self._tail = f" <{graph}> .\n"
        self._lines: set[str] = set()

    def add(self, subject: str, pairs: Pairs) -> None:
        """Add (predicate, object) terms of one subject."""
        for predicate, value in pairs:
            self._lines.add(f"{subject} {predicate} {value}{self._tail}")

    def sorted(self) -> list[str]:
        """Return the lines, each once."""
        return sorted(self._lines)


def dated(edtf: str | None) -> Iterator[tuple[str, str]]:
    """Yield the date as stated and its year; its bounds stand once, at the rg:Period."""
    if edtf:
        yield rg("date"), text(edtf)
    found = bounds(edtf)
    if found:
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
    for source in letter.sources:
        yield kind("dcterms:source"), text(source)
    if letter.part:
        yield rg("part"), typed(letter.part, "integer")
    yield from dated(letter.date)
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
        if words and words != letter.category:
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
    for target, action in letter.reviewed:
        # Statements that stand say it themselves; a field says which one.
        yield rg("reviewed"), text(f"{action} {target}")


def passage_pairs(letter: Claims, span: Span) -> Iterator[tuple[str, str]]:
    """Yield begin, end and words of a passage of the letter's text."""
    yield f"<{_NIF}beginIndex>", typed(span.start, "integer")
    yield f"<{_NIF}endIndex>", typed(span.end, "integer")
    yield f"<{_NIF}anchorOf>", text(span.of(letter.text))


def _statement(letter: Claims, claim: Claim) -> Iterator[tuple[str, str]]:
    yield TYPE, rg("Statement")
    yield kind("rdf:subject"), node(claim.subject.iri)
    yield kind("rdf:predicate"), rg(claim.predicate)
    yield kind("rdf:object"), node(claim.object.iri)
    yield rg("modality"), rg(claim.modality)
    if claim.reviewed:
        yield rg("reviewed"), text(claim.reviewed)
    if claim.date:
        # Bounds and year of the date stand once, at the rg:Period of the same rg:edtf.
        yield rg("date"), text(claim.date)
    for span in claim.evidence:
        yield rg("evidence"), node(iri.passage(letter.iri, span.start, span.end))


def _revisions(letter: Claims, older: Iterable[tuple[str, int]], lines: Lines) -> None:
    """Add the versions that this one replaces, the latest first: IRI and digest only."""
    newer = letter.iri
    for found, part in older:
        version = iri.version(letter.iri, found, part)
        lines.add(node(newer), [(kind("prov:wasRevisionOf"), node(version))])
        lines.add(node(version), [(rg("digest"), text(found))])
        newer = version


def letter_quads(letter: Claims, older: Iterable[tuple[str, int]] = ()) -> list[str]:
    """Return the sorted lines of the letter's own graph: what this letter says.

    ``older`` are digest and part of the versions that it replaces, the latest first.
    """
    lines = Lines(letter.iri)
    lines.add(node(letter.iri), _header(letter))
    lines.add(node(letter.iri), _many(letter))
    for claim in letter.statements:
        lines.add(node(iri.statement(letter.iri, claim.id)), _statement(letter, claim))
        for span in claim.evidence:
            passage = node(iri.passage(letter.iri, span.start, span.end))
            lines.add(passage, passage_pairs(letter, span))
    for promise in letter.promises:
        passage = node(iri.passage(letter.iri, promise.span.start, promise.span.end))
        lines.add(passage, [(TYPE, rg("Commitment"))])
        lines.add(passage, passage_pairs(letter, promise.span))
        if promise.agency:
            lines.add(passage, [(rg("agency"), node(promise.agency.iri))])
        if promise.due:
            lines.add(passage, [(rg("due"), text(promise.due))])
    _revisions(letter, older, lines)
    return lines.sorted()
