"""Test texts with inline marks, `{A:我局=深圳市水务局}会同{A:市财政局}`, not counted offsets."""

import re
from dataclasses import dataclass

from replygraph.model import MentionType, Span

TYPES: dict[str, MentionType] = {
    "P": "PERSON",
    "A": "AGENCY",
    "O": "ORG",
    "L": "PLACE",
    "E": "EVENT",
    "G": "PROGRAM",
    "D": "DOCUMENT",
    "R": "PROPOSAL",
    "T": "DATE",
    "I": "INDICATOR",
    "M": "MEDIA",
}
MARK = re.compile(r"\{([PALOEGDRTIM]):([^{}=]+)(?:=([^{}]*))?\}")


@dataclass(frozen=True)
class Tag:
    """One mark: its place in the plain text, its type, its canonical name (or None)."""

    span: Span
    text: str
    type: MentionType
    canonical: str | None


def tagged(marked: str) -> tuple[str, tuple[Tag, ...]]:
    """Return the plain text and its marks; canonical defaults to the text, '-' means None."""
    plain, tags, last = "", [], 0
    for match in MARK.finditer(marked):
        plain += marked[last : match.start()]
        start = len(plain)
        plain += match[2]
        canonical = match[2] if match[3] is None else match[3]
        tags.append(
            Tag(
                Span(start, len(plain)),
                match[2],
                TYPES[match[1]],
                None if canonical == "-" else canonical,
            )
        )
        last = match.end()
    return plain + marked[last:], tuple(tags)
