"""One `Letter` per reply letter that a document holds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from replygraph.letter import signing
from replygraph.letter.closing import category, feedback, public
from replygraph.letter.contacts import read_contact
from replygraph.letter.fields import fields
from replygraph.letter.heading import read_head
from replygraph.letter.layout import Layout, layout
from replygraph.letter.lines import lines_of
from replygraph.letter.parts import parts
from replygraph.letter.people import addressees
from replygraph.letter.points import points
from replygraph.letter.recognise import reason_against
from replygraph.letter.role import role
from replygraph.model import Letter, Span
from replygraph.text.normal import normal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from replygraph.letter.heading import Head
    from replygraph.model import Document, Point


def letters(document: Document) -> tuple[Letter, ...]:
    r"""Return the letters of ``document``, usually one; offsets are those of ``document.text``.

    A file that is no reply letter gives one `Letter` with ``is_reply`` False, the reason, and no
    fields; its private spans are set all the same. What could not be found is None, and said in
    ``warnings``.

    >>> from replygraph.model import Document
    >>> text = "县水利局关于第12号提案的答复\n李明委员：\n《关于修渠的提案》收悉，答复如下：\n好。"
    >>> [one] = letters(Document("a", "a.txt", "0", "text/plain", text))
    >>> one.number, one.title, one.addressees, one.kind, one.agency
    ('12', '关于修渠的提案', ('李明',), 'proposal', '县水利局')
    """
    even = normal(document.text)
    lines = lines_of(even, Span(0, len(even)))
    spans = parts(even, lines)
    if len(spans) == 1:
        return (_letter(document, layout(even, spans[0], lines), 1),)
    return tuple(
        _letter(document, layout(even, span), number) for number, span in enumerate(spans, start=1)
    )


def _letter(document: Document, found: Layout, part: int) -> Letter:
    even, span = found.normal, found.span
    blocks = tuple(b for b in document.blocks if span.start <= b.span.start < span.end)
    meta = fields((*found.lines[: found.head], *found.tail_lines), blocks, even)
    contact = read_contact(found, document.text)
    base = Letter(
        id=document.id if part == 1 else f"{document.id}-{part}",
        source=document.source,
        digest=document.digest,
        part=part,
        text=document.text,
        normal=even,
        span=span,
        blocks=blocks,
        private=contact.private,
    )
    reason = reason_against(found, meta)
    if reason:
        return replace(base, is_reply=False, reason=reason)
    head = read_head(found, meta)
    signer, written = signing.signed(found)
    agency = signing.agency(found, meta, signer)
    date, published = signing.date(found, meta, written)
    mark, printed = category(found, meta, document.text)
    greeting = found.greeting
    answered = points(found, blocks, head.title)
    return replace(
        base,
        zones=found.zones(),
        kind=head.kind,
        number=head.number,
        title=head.title,
        session=head.session,
        doc_number=head.doc_number,
        role=role(found, meta, agency),
        agency=agency,
        addressees=addressees(greeting.names, person=greeting.person) if greeting else (),
        addressees_open=bool(greeting and greeting.open),
        date=date,
        published=published,
        category=mark,
        category_text=printed,
        public=public(found, meta),
        contact=contact.contact,
        feedback=feedback(found),
        points=answered,
        warnings=_warnings(head, agency, date, published, answered),
    )


def _warnings(
    head: Head,
    agency: str | None,
    date: str | None,
    published: str | None,
    answered: Sequence[Point],
) -> tuple[str, ...]:
    """Return what was not found, in words; a missing number needs a title to stand in for it."""
    missing = []
    if head.number is None and head.title is None:
        missing.append("未找到提案或建议的编号和标题")
    if agency is None:
        missing.append("未找到答复单位")
    if date is None:
        missing.append("未找到答复日期" + ("，只有发布日期" if published else ""))
    if head.kind is None:
        missing.append("无法判断是政协提案还是人大建议")
    if not answered:
        missing.append("未找到意见建议与答复的对应")
    return tuple(missing)
