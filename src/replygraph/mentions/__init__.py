"""From a letter to the names it mentions, with their types; offsets are those of the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from replygraph.model import Letter, Mention

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["check_model", "mentions", "pipeline"]


def mentions(letter: Letter, *, spacy_model: str | None = None) -> tuple[Mention, ...]:
    """Return the mentions of ``letter`` in reading order, none overlapping another.

    Offsets are those of ``letter.text``; what counts as a mention is laid down in the guide to
    annotation, section 2; `replygraph.mentions.overlap` says which of two overlapping ones stays.
    ``spacy_model`` is a spaCy pipeline of one's own (package or folder) that fills gaps.

    >>> from replygraph.model import Letter, Span
    >>> text = "2023年，举办第29届义乌国际小商品博览会，成交169.4亿元。"
    >>> letter = Letter("a", "a.txt", "", 0, text, text, Span(0, len(text)))
    >>> [(found.type, found.text) for found in mentions(letter)]
    [('DATE', '2023年'), ('EVENT', '第29届义乌国际小商品博览会'), ('INDICATOR', '169.4亿元')]
    """
    from replygraph.mentions.components import run

    return run(letter, spacy_model)


def check_model(name: str) -> None:
    """Raise `UsageError`, with the remedy, where there is no spaCy pipeline ``name``."""
    from replygraph.mentions.further import check

    check(name)


def pipeline() -> Language:
    """Return a new spaCy pipeline (one token per character) with our finders.

    >>> pipeline().pipe_names[:2]
    ['replygraph_documents', 'replygraph_proposals']
    """
    from replygraph.mentions.components import build

    return build()
