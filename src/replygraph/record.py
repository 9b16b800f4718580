"""The contract: a `Record` as the JSON object that ``extract`` prints."""

from __future__ import annotations

from typing import Any

from replygraph.model import Entity, Letter, Link, Record, Span, Statement

MASK = "■"


def mask(text: str, spans: tuple[Span, ...]) -> str:
    """Return ``text`` with every character of ``spans`` replaced by ``■``; same length.

    Blanks and line breaks stay, so that lines can still be told apart.

    >>> mask("联系人：张三 电话：82345678", (Span(4, 6), Span(10, 18)))
    '联系人：■■ 电话：■■■■■■■■'
    """
    for span in spans:
        hidden = "".join(char if char.isspace() else MASK for char in span.of(text))
        text = text[: span.start] + hidden + text[span.end :]
    return text


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _iri(entity: Entity | None) -> str | None:
    return entity.iri if entity else None


def _mention(link: Link, text: str, private: tuple[Span, ...]) -> dict[str, Any]:
    mention, entity = link.mention, link.entity
    span = mention.span
    start, end = span.start, span.end
    found = {
        "id": mention.id,
        "start": start,
        "end": end,
        "text": text[start:end],
        "type": mention.type,
        "canonical": link.canonical,
        "entity": entity.iri if entity else None,
        "rule": mention.rule,
    }
    for hidden in private:
        if start < hidden.end and hidden.start < end:
            found["canonical"] = found["entity"] = None
    return found


def _statement(statement: Statement) -> dict[str, Any]:
    subject, target = statement.subject, statement.object
    return {
        "id": statement.id,
        "subject": subject.name,
        "predicate": statement.predicate,
        "object": target.name,
        "subject_type": subject.type,
        "object_type": target.type,
        "subject_iri": subject.iri,
        "object_iri": target.iri,
        "date": statement.date,
        "modality": statement.modality,
        "group": statement.group,
        "evidence": [_pair(span) for span in statement.evidence],
        "rule": statement.rule,
    }


def _header(letter: Letter, *, with_contacts: bool) -> dict[str, Any]:
    contact = letter.contact if with_contacts else None
    feedback = letter.feedback
    return {
        "kind": letter.kind,
        "number": letter.number,
        "title": letter.title,
        "session": letter.session,
        "doc_number": letter.doc_number,
        "role": letter.role,
        "replying_agency": letter.agency,
        "addressees": list(letter.addressees),
        "addressees_open": letter.addressees_open,
        "date": letter.date,
        "category": letter.category,
        "category_text": letter.category_text,
        "public": letter.public,
        "contact": {"name": contact.name, "phone": contact.phone} if contact else None,
        "feedback": {
            "contacted": feedback.contacted,
            "opinion": feedback.opinion,
            "evidence": _pair(feedback.evidence) if feedback.evidence else None,
        }
        if feedback
        else None,
        "points": [
            {"suggestion": _pair(p.suggestion), "answer": _pair(p.answer)} for p in letter.points
        ],
    }


def to_json(record: Record, *, with_contacts: bool = False) -> dict[str, Any]:
    """Return the contract's object; contact names and numbers are masked unless asked for."""
    letter, resolution = record.letter, record.resolution
    private = () if with_contacts else letter.private
    text = mask(letter.text, private)
    result: dict[str, Any] = {
        "id": letter.id,
        "source": letter.source,
        "digest": letter.digest,
        "part": letter.part,
        "is_reply": letter.is_reply,
        "reason": letter.reason,
        **_header(letter, with_contacts=with_contacts),
    }
    links = resolution.links if resolution else ()
    if resolution:
        result["replying_agency"] = resolution.agency.name if resolution.agency else None
        result["addressees"] = [entity.name for entity in resolution.addressees]
    result["mentions"] = [_mention(link, text, private) for link in links]
    result["relations"] = [_statement(statement) for statement in record.statements]
    result["commitments"] = [
        {
            "text": _pair(c.span),
            "agency": c.agency.name if c.agency else None,
            "agency_iri": _iri(c.agency),
            "due": c.due,
        }
        for c in record.commitments
    ]
    result["warnings"] = [*letter.warnings, *record.warnings]
    # Beyond the contract: what a graph is built from when the letter itself is no longer at hand.
    result["region"] = resolution.region if resolution else None
    result["assembly"] = resolution.assembly if resolution else None
    result["identity"] = letter.identity
    result["text"] = text
    return result
