"""Letters for the tests of resolve: an agency, a date, a text with inline marks."""

from replygraph.model import Letter, Link, Mention, Resolution, Span
from replygraph.resolve import resolve
from replygraph.text import normal
from tagged import tagged


def understood(marked: str, agency: str | None = None, **fields) -> tuple[Resolution, list]:
    """Return what `resolve` says of the marked text, and its marks."""
    text, tags = tagged(marked)
    fields = {"date": "2021-06-01", "kind": "proposal", "number": "7", **fields}
    letter = Letter(
        "t", "t.txt", "0" * 64, 0, text, normal(text), Span(0, len(text)), agency=agency, **fields
    )
    mentions = [Mention(tag.span, tag.text, tag.type, "test") for tag in tags]
    return resolve(letter, mentions), list(tags)


def wrong(marked: str, agency: str | None = None, **fields) -> list[str]:
    """Return the marks whose canonical name came out differently."""
    resolution, tags = understood(marked, agency, **fields)
    return [
        f"{tag.text}: {link.canonical} for {tag.canonical} ({link.rule})"
        for tag, link in zip(tags, resolution.links, strict=True)
        if link.canonical != tag.canonical
    ]


def link_of(resolution: Resolution, text: str) -> Link:
    """Return the first link whose mention reads ``text``."""
    return next(link for link in resolution.links if link.mention.text == text)
