"""Writes what one letter says as N-Quads text, into the letter's own graph.

Lines come sorted and without repetition, so that the same letters give the same bytes anywhere.
What is known from all letters goes into the graphs of facts and authority
(`replygraph.store.known`), so that each triple stands in exactly one graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from json.encoder import encode_basestring

from replygraph import iri
from replygraph.claims import Claim, Claims, Promise, bounds
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
_INTEGER = f"^^<{_XSD}integer>"
TYPE = f"<{PREFIXES['rdf']}type>"
LABEL = f"<{PREFIXES['rdfs']}label>"


def text(value: str) -> str:
    r"""Return a plain literal.

    >>> text('他说："好"')
    '"他说：\\"好\\""'
    """
    # JSON writes all texts but those with rare control characters in the same way, and faster.
    quoted = encode_basestring(value)
    if "\\u" in quoted or "\x7f" in quoted:
        quoted = f'"{value.translate(_ESCAPES)}"'
    try:
        quoted.encode("utf-8")
    except UnicodeEncodeError:
        # A lone surrogate is no Unicode text and would break the dump: it becomes a question mark.
        return quoted.encode("utf-8", "replace").decode("utf-8")
    return quoted


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
        yield _MENTIONS, node(thing.iri)
    for words in letter.indicators:
        yield rg("indicator"), text(words)
    for words in letter.warnings:
        yield rg("warning"), text(words)
    for target, action in letter.reviewed:
        # Statements that stand say it themselves; a field says which one.
        yield rg("reviewed"), text(f"{action} {target}")


#: predicates that stand in each letter many times
_ANCHOR, _BEGIN, _END = (f"<{_NIF}{name}>" for name in ("anchorOf", "beginIndex", "endIndex"))
_SUBJECT, _PREDICATE, _OBJECT = map(kind, ("rdf:subject", "rdf:predicate", "rdf:object"))
_DATE, _EVIDENCE, _MODALITY, _REVIEWED, _AGENCY, _DUE, _MENTIONS = map(
    rg, ("date", "evidence", "modality", "reviewed", "agency", "due", "mentions")
)
_STATEMENT, _COMMITMENT = rg("Statement"), rg("Commitment")


def passage_pairs(letter: Claims, span: Span) -> list[tuple[str, str]]:
    """Return begin, end and words of a passage of the letter's text."""
    return [
        (_ANCHOR, text(span.of(letter.text))),
        (_BEGIN, f'"{span.start}"{_INTEGER}'),
        (_END, f'"{span.end}"{_INTEGER}'),
    ]


def _statement(letter: Claims, claim: Claim) -> list[tuple[str, str]]:
    pairs = [
        (_OBJECT, node(claim.object.iri)),
        (_PREDICATE, rg(claim.predicate)),
        (_SUBJECT, node(claim.subject.iri)),
        (TYPE, _STATEMENT),
    ]
    if claim.date:
        # Bounds and year of the date stand once, at the rg:Period of the same rg:edtf.
        pairs.append((_DATE, text(claim.date)))
    for span in claim.evidence:
        pairs.append((_EVIDENCE, node(iri.passage(letter.iri, span.start, span.end))))
    pairs.append((_MODALITY, rg(claim.modality)))
    if claim.reviewed:
        pairs.append((_REVIEWED, text(claim.reviewed)))
    return pairs


def _promise(promise: Promise) -> list[tuple[str, str]]:
    pairs = [(TYPE, _COMMITMENT)]
    if promise.agency:
        pairs.append((_AGENCY, node(promise.agency.iri)))
    if promise.due:
        pairs.append((_DUE, text(promise.due)))
    return pairs


def _revisions(letter: Claims, older: Iterable[tuple[str, int]]) -> Iterator[tuple[str, Pairs]]:
    """Yield the versions that this one replaces, the latest first: IRI and digest only."""
    newer = letter.iri
    for found, part in older:
        version = iri.version(letter.iri, found, part)
        yield newer, [(kind("prov:wasRevisionOf"), node(version))]
        yield version, [(rg("digest"), text(found))]
        newer = version


def _told(letter: Claims, older: Iterable[tuple[str, int]]) -> Iterator[tuple[str, Pairs]]:
    """Yield subjects (IRIs) and what is said of them, for the most part as it will be sorted."""
    spans = [span for claim in letter.statements for span in claim.evidence]
    spans += [promise.span for promise in letter.promises]
    passages = {iri.passage(letter.iri, span.start, span.end): span for span in spans}
    for passage in sorted(passages):
        yield passage, passage_pairs(letter, passages[passage])
    for promise in letter.promises:
        span = promise.span
        yield iri.passage(letter.iri, span.start, span.end), _promise(promise)
    for claim in letter.statements:
        yield iri.statement(letter.iri, claim.id), _statement(letter, claim)
    yield from _revisions(letter, older)
    yield letter.iri, _header(letter)
    yield letter.iri, _many(letter)


def letter_quads(letter: Claims, older: Iterable[tuple[str, int]] = ()) -> list[str]:
    """Return the sorted lines of the letter's own graph: what this letter says.

    ``older`` are digest and part of the versions that it replaces, the latest first.
    """
    tail = f" <{letter.iri}> .\n"
    lines = [""]
    for subject, pairs in _told(letter, older):
        start = f"<{subject}> "
        lines += [f"{start}{predicate} {value}{tail}" for predicate, value in pairs]
    # Told in about this order: so they are sorted at once, and the same lines stand together.
    lines.sort()
    return [line for before, line in pairwise(lines) if line != before]
