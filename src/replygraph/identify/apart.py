"""What tells at once that two things are not one, so that most pairs need not be scored."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from replygraph.identify.things import Thing
from replygraph.resources.local import NATION, above

_NOWHERE = frozenset[str]()


@dataclass(frozen=True, slots=True)
class Traits:
    """A thing with what of it is asked again and again.

    ``home`` is empty where regions do not tell it apart; ``within`` are these and the divisions
    that they lie in; ``owned``: local bodies have it in hand. ``place`` to ``edition`` are parts
    of its name.
    """

    thing: Thing
    home: frozenset[str]
    within: frozenset[str]
    near: frozenset[str]
    owners: frozenset[str]
    about: frozenset[str]
    owned: bool
    dated: bool
    titled: bool
    place: str
    core: str
    years: tuple[int, ...]
    edition: int | None
    documents: frozenset[str]
    event: bool


@lru_cache(maxsize=1 << 12)
def _within(regions: frozenset[str]) -> frozenset[str]:
    """Return regions with the divisions that they lie in."""
    return frozenset(one for own in regions for one in (own, *above(own)))


def traits(thing: Thing) -> Traits:
    """Return the traits of a thing."""
    shape = thing.shape if thing.compared else None
    everywhere = shape is None or shape.document or thing.documents or thing.national
    home = _NOWHERE if everywhere else frozenset(thing.home)
    return Traits(
        thing,
        home,
        _within(home),
        frozenset(thing.near),
        frozenset(thing.owners),
        frozenset(thing.about),
        owned=any(region != NATION for region in thing.owned),
        dated=shape is not None and bool(shape.years or shape.edition),
        titled=thing.kind == "DOCUMENT",
        place=shape.place if shape else "",
        core=shape.core if shape else "",
        years=shape.years if shape else (),
        edition=shape.edition if shape else None,
        documents=frozenset(thing.documents),
        event=shape is not None and thing.kind == "EVENT",
    )


def are_apart(one: Traits, other: Traits) -> bool:
    """Tell whether names or regions alone keep two things from being one, or perhaps one.

    True only where `replygraph.identify.scoring.score` would come to ``different``: their names
    tell of other places or years and no document number of both goes before that; or their regions
    do not meet, nobody has a part in both, and nothing else could make up for it.
    """
    return _named_apart(one, other) or _placed_apart(one, other)


def _named_apart(one: Traits, other: Traits) -> bool:
    if not one.documents.isdisjoint(other.documents):
        return False
    placed = one.place and other.place and one.place != other.place
    if placed and not (one.place in other.core or other.place in one.core):
        return True
    if one.edition and other.edition and one.edition != other.edition:
        return True
    if one.years and other.years:
        return one.years != other.years
    # A series is none of its editions.
    return one.event and other.event and one.dated != other.dated


def _placed_apart(one: Traits, other: Traits) -> bool:
    if not (one.home and other.home):
        return False
    if not one.owners.isdisjoint(other.owners):
        return False
    if not (one.home.isdisjoint(other.within) and other.home.isdisjoint(one.within)):
        return False
    if not (one.home.isdisjoint(other.near) and other.home.isdisjoint(one.near)):
        return False
    if one.owned and other.owned:
        return True
    # A name counts 0.8 at most, regions apart take 0.3: without years or a submission to add,
    # that is less than 0.6; titles of documents lose less.
    made_up = (one.dated and other.dated) or not one.about.isdisjoint(other.about)
    return not (made_up or one.titled or other.titled)
