"""From mentions to what they name: region and agency of the letter first, then each mention."""

from __future__ import annotations

from collections.abc import Sequence

from replygraph import iri
from replygraph.model import Letter, Mention, Resolution
from replygraph.resolve.linker import Linker

__all__ = ["resolve"]


def resolve(letter: Letter, mentions: Sequence[Mention], base: str = iri.BASE) -> Resolution:
    """Return what the mentions of ``letter`` name, one link per mention, in their order.

    Canonical names follow the guide, sections 2.3 and 6; None where undecided, with the
    candidates. IRIs are minted under ``base``.

    >>> from replygraph.model import Span
    >>> text = "深圳市生态环境局：我局会同市发改委"
    >>> letter = Letter("a", "a.txt", "", 0, text, text, Span(0, 17), agency=text[:8])
    >>> spans = (Span(9, 11), Span(13, 17))
    >>> found = [Mention(span, span.of(text), "AGENCY", "demo") for span in spans]
    >>> [link.canonical for link in resolve(letter, found).links]
    ['深圳市生态环境局', '深圳市发展和改革委员会']
    """
    return Linker(letter, tuple(mentions), base).resolution()
