"""Events, programs, documents and organisations as letters name them, ready to be compared.

A `Thing` is one IRI with what all letters say of it. What one letter says is kept as text
(`sayings`), so that a store can add and take away letters one by one.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from replygraph.claims import Claims, Named, bounds
from replygraph.identify.names import Shape, shape
from replygraph.identify.patterns import BARE, SESSION, SHORTENED, WIDE
from replygraph.model import digest
from replygraph.resources.local import NATION, province, region_of

#: types that are compared across letters by more than their IRI
KINDS = frozenset({"EVENT", "PROGRAM", "DOCUMENT", "ORG"})
#: predicates whose subject has the thing in hand
_OWN = frozenset({"implements", "leads", "issues", "organizes", "hosts"})
#: a part of a name that many names share is no key where more things than this have it
CROWD = 150
#: what stands before the name in the IRI of a thing that its name alone tells apart
_UNSCOPED = frozenset({"event", "program", "document", "org"})
_LONG = 12
_NEAR = 8


#: who has a thing in hand, who else has to do with it, in which years
_Sides = tuple[set[str], set[str], set[int]]


class Thing(NamedTuple):
    """One IRI: its name taken apart, its other names, and where, by whom and when it is done.

    Regions are ids of divisions or `NATION`; ``near`` are those that its letters name besides.
    """

    iri: str
    kind: str
    label: str
    scoped: bool
    names: tuple[str, ...]
    documents: tuple[str, ...]
    regions: tuple[str, ...]
    owners: tuple[str, ...]
    owned: tuple[str, ...]
    near: tuple[str, ...]
    years: tuple[int, ...]
    about: tuple[str, ...]
    letters: tuple[str, ...]

    @property
    def compared(self) -> bool:
        """Tell whether names of its type are compared; of persons only people may judge."""
        return self.kind in KINDS and not ("会议" in self.label and SESSION.search(self.label))

    @property
    def shape(self) -> Shape:
        """Return the name taken apart."""
        return shape(self.kind, self.label)

    @property
    def national(self) -> bool:
        """Tell whether it is of the whole country: by its name, or by who has it in hand."""
        return self.shape.national or NATION in self.owned or NATION in self.regions

    @property
    def home(self) -> tuple[str, ...]:
        """Return the regions of those who have it in hand, else of the letters that name it."""
        if NATION not in self.owned:
            return self.owned or self.regions
        return tuple([region for region in self.owned if region != NATION]) or self.regions


_text = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


#: of a thing that no statement names
_NOBODY: _Sides = (set(), set(), set())


def _sides(letter: Claims) -> dict[str, _Sides]:
    """Return for things named in statements: who has them in hand, who else, in which years."""
    found: dict[str, _Sides] = defaultdict(lambda: (set(), set(), set()))
    for claim in letter.statements:
        for thing, other in ((claim.object, claim.subject), (claim.subject, claim.object)):
            if thing.type not in KINDS:
                continue
            own, every, years = found[thing.iri]
            if other.type in ("AGENCY", "ORG") and claim.modality != "negated":
                every.add(other.label)
                if claim.predicate in _OWN and thing is claim.object:
                    own.add(other.label)
            when = bounds(claim.date)
            if when and claim.modality != "negated":
                years.add(when[2])
    return found


def _around(letter: Claims) -> list[str]:
    """Return the divisions that a letter names, but for its own."""
    named = {t.label for t in letter.mentioned if t.type in ("PLACE", "AGENCY")}
    ids = {region_of(name) for name in named} - {"", NATION, region_of(letter.region or "")}
    return sorted(ids)[:_NEAR]


def _names(thing: Named, written: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the other names of a thing as a letter writes them, and its document numbers."""
    others, documents = set(), set()
    for words in written:
        if words == thing.label:
            continue
        seen = shape(thing.type, words)
        if seen.document:
            documents.add(seen.document)
        elif (
            len(seen.stem) >= 3
            and not BARE.fullmatch(seen.core)
            # 世界制造业大会 is no other name of a meeting held during it
            and not shape(thing.type, thing.label).core.startswith(seen.core)
        ):
            others.add(words)
    return sorted(others), sorted(documents)


def sayings(letter: Claims) -> list[tuple[Named, str]]:
    """Return what one letter says of each thing that is compared, as text."""
    return [(thing, _text(said)) for thing, said in _sayings(letter)]


def sayings_met(letter: Claims) -> list[tuple[Named, str, list[tuple[str, str]]]]:
    """Return `sayings`, each with the keys of the thing (`meeting`)."""
    return [
        (
            thing,
            _text(said),
            keys(_alone(thing.iri, said)) if thing.type in KINDS else [],
        )
        for thing, said in _sayings(letter)
    ]


def _sayings(letter: Claims) -> Iterator[tuple[Named, dict[str, Any]]]:
    things = {*letter.mentioned, *letter.addressees}
    for claim in letter.statements:
        things.add(claim.subject)
        things.add(claim.object)
    things = {thing for thing in things if thing.type == "PERSON" or thing.type in KINDS}
    if not things:
        return
    sides, around = _sides(letter), _around(letter)
    region = region_of(letter.region or "")
    about = letter.submission.iri if letter.submission else ""
    called = digest(letter.iri)[:8]
    written: dict[str, list[str]] = defaultdict(list)
    for name, words in letter.written:
        written[name].append(words)
    for thing in sorted(things):
        said: dict[str, Any] = {"type": thing.type, "label": thing.label}
        if thing.type == "PERSON":
            yield thing, {name: value for name, value in said.items() if value}
            continue
        own, every, years = sides.get(thing.iri, _NOBODY)
        names, documents = _names(thing, written.get(thing.iri, ()))
        said |= {
            "names": names,
            "documents": documents,
            "region": region,
            "own": sorted({r for name in own if (r := region_of(name))}),
            "who": sorted(every)[:_NEAR],
            "years": sorted(years),
            "near": around,
            "about": about,
            "letter": called,
        }
        yield thing, {name: value for name, value in said.items() if value}


def thing_of(iri: str, said: Iterable[str]) -> Thing:
    """Return what letters together say of the thing with this IRI (at least one saying)."""
    return _thing(iri, [json.loads(text) for text in sorted(said)])


def _thing(iri: str, sayings: list[dict[str, Any]]) -> Thing:
    if len(sayings) == 1:
        return _alone(iri, sayings[0])

    def every(name: str) -> list[Any]:
        return sorted({value for one in sayings for value in one.get(name, ())})

    def each(name: str) -> list[str]:
        return sorted({one[name] for one in sayings if one.get(name)})

    said: dict[str, Any] = {"label": min(one["label"] for one in sayings)}
    said["type"] = min(one["type"] for one in sayings)
    for name in ("names", "documents", "who", "own", "near", "years"):
        said[name] = every(name)
    regions, about, letters = each("region"), each("about"), each("letter")
    return _alone(iri, said)._replace(
        regions=tuple(regions), about=tuple(about), letters=tuple(letters)
    )


def _alone(iri: str, said: dict[str, Any]) -> Thing:
    """Return a thing by one saying, whose lists are sorted."""
    given = said.get
    kind, label = said["type"], said["label"]
    documents: tuple[str, ...] = ()
    if kind in KINDS:
        documents = tuple(given("documents", ()))
        own = shape(kind, label).document
        if own and own not in documents:
            documents = tuple(sorted((*documents, own)))
    return Thing(
        iri,
        kind,
        label,
        iri.rpartition("/")[0].rpartition("/")[2] not in _UNSCOPED,
        tuple(given("names", ())),
        documents,
        _one(given("region")),
        tuple(given("who", ())),
        tuple(given("own", ())),
        tuple(given("near", ())),
        tuple(given("years", ())),
        _one(given("about")),
        _one(given("letter")),
    )


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def keys(thing: Thing) -> list[tuple[str, str]]:
    """Return under which keys a thing may meet the same one of other letters, sorted.

    The second value is the part it plays there: ``*`` meets all, ``-`` only those with ``*``; so
    a program of the same name in every county meets the one of the nation, not all others. ``~``
    is ``*`` where a key has few things (`CROWD`), else nothing.
    """
    if not thing.compared:
        return []
    kind, own = thing.kind, thing.shape
    found = {(f"d{number}", "*") for number in thing.documents}
    if own.document:
        return sorted(_short(kind, found))
    when, stem = f"{own.edition or ''}", own.stem
    provinces = {province(r) for r in (*thing.home, *thing.regions) if r != NATION}
    wide = {province(r) for r in thing.near}
    around = provinces | wide if len(wide) <= 3 else provinces
    anchor = thing.national or not provinces or (kind == "DOCUMENT" and len(stem) >= _LONG)
    for one in {stem, *(shape(kind, name).stem for name in thing.names)}:
        found.update([(f"s{one}|{when}|{where}", "*") for where in around])
        found.add((f"s{one}|{when}|", "*" if anchor else "-"))
    if len(stem) >= 5:
        found.add((f"e{stem[:3]}{stem[-2:]}|{when}", "~"))
        for where in provinces:
            found.add((f"t{stem[-4:]}|{when}|{where}", "~"))
            found.add((f"h{stem[:4]}|{when}|{where}", "~"))
    if kind == "EVENT":
        # An edition that is counted meets the one that is called by its year.
        found.update([(f"y{stem}|{year}", "~") for year in own.years or thing.years])
        if SHORTENED.search(own.core):
            core = WIDE.sub("", own.core)
            found.add((f"a{core[:1]}{core[-1:]}|{when or own.years[:1]}", "~"))
    return sorted(_short(kind, found))


@lru_cache(maxsize=1 << 11)
def meeting(name: str, said: str) -> tuple[tuple[str, str], ...]:
    """Return the keys of the thing with this IRI, as one letter speaks of it."""
    return tuple(keys(thing_of(name, [said])))


def _short(kind: str, found: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(_place(kind, key), part) for key, part in found]


@lru_cache(maxsize=1 << 14)
def _place(kind: str, key: str) -> str:
    """Return a key as it is kept: the things of one name, and one thing's letters, have it."""
    return digest(kind, key)[:12]
