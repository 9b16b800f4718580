"""Letters for the tests of this step, made from inline-tagged text."""

from replygraph import text as texts
from replygraph.model import Entity, Letter, Link, Mention, Resolution, Span, Statement
from replygraph.statements import statements
from tagged import tagged

DATE = "2023-06-01"


def read(
    marked: str, addressed: tuple[str, str] | None = None, **header
) -> tuple[str, tuple[Statement, ...]]:
    """Return the plain text and its statements; 我局 is the replying agency, 王一 the member.

    ``addressed``: type and name of the only addressee where it is another one.
    """
    text, tags = tagged(marked)
    links = tuple(
        Link(
            Mention(tag.span, tag.text, tag.type, "test"),
            texts.dates.parse(tag.text, reference=DATE) if tag.type == "DATE" else tag.canonical,
            Entity(tag.type, tag.canonical) if tag.canonical else None,
            "test",
        )
        for tag in tags
    )
    letter = Letter(
        "l", "l.txt", "", 0, text, texts.normal(text), Span(0, len(text)), date=DATE, **header
    )
    resolution = Resolution(
        None,
        Entity("AGENCY", "我局"),
        None,
        Entity("PROPOSAL", "1"),
        (Entity(*addressed),)
        if addressed
        else (Entity("PERSON", "王一"), Entity("PERSON", "李二")),
        links,
    )
    return text, statements(letter, resolution)


def facts(marked: str, **header) -> set[str]:
    """Return the statements of the body, one string each: subject predicate object (date, …)."""
    found = set()
    for s in read(marked, **header)[1]:
        if s.object.type == "PROPOSAL":
            continue
        extra = [x for x in (s.date, s.modality) if x not in (None, "done")]
        note = f" ({', '.join(extra)})" if extra else ""
        found.add(f"{s.subject.name} {s.predicate} {s.object.name}{note}")
    return found
