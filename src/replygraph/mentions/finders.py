"""The finders in the order in which they run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from replygraph.mentions import (
    agencies,
    alike,
    bodies,
    dates,
    documents,
    indicators,
    media,
    names,
    overlap,
    persons,
    places,
    proposals,
    repeats,
    signed,
)
from replygraph.model import Letter, Mention

#: from a letter and the mentions found before to all mentions found until then
Finder = Callable[[Letter, Sequence[Mention]], Iterable[Mention]]
_Plain = Callable[[Letter], Iterable[Mention]]


def _adding(find: _Plain) -> Finder:
    def finder(letter: Letter, known: Sequence[Mention]) -> Iterable[Mention]:
        return (*known, *find(letter))

    return finder


def _names(letter: Letter, known: Sequence[Mention]) -> Iterable[Mention]:
    known = bodies.own(letter, known)
    return (*known, *names.find(letter, known))


def _repeats(letter: Letter, known: Sequence[Mention]) -> Iterable[Mention]:
    known = (*known, *alike.find(letter, known))
    return (*known, *repeats.find(letter, known))


def _overlaps(_: Letter, known: Sequence[Mention]) -> Iterable[Mention]:
    return overlap.settle(known)


#: name of the spaCy factory → finder, in running order; overlaps are settled twice, since
#: repeats of a name are looked for only once it is sure
FINDERS: Final[dict[str, Finder]] = {
    "replygraph_documents": _adding(documents.find),
    "replygraph_proposals": _adding(proposals.find),
    "replygraph_persons": _adding(persons.find),
    "replygraph_dates": _adding(dates.find),
    "replygraph_indicators": _adding(indicators.find),
    "replygraph_media": _adding(media.find),
    "replygraph_agencies": _adding(agencies.find),
    "replygraph_signed": _adding(signed.find),
    "replygraph_places": _adding(places.find),
    "replygraph_names": _names,
    "replygraph_overlaps": _overlaps,
    "replygraph_repeats": _repeats,
}
#: the order of the default pipeline
ORDER: Final = (*FINDERS, "replygraph_overlaps")
