"""What the authority file knows of the agencies and places that letters name, and their lines.

Pure functions of names: an agency is known where its name is that of a national body, or that of
a division with a known kind of agency behind it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from replygraph import iri
from replygraph.resources import Body, Kind, Place, authority

_NATION = "0"
#: reforms take years to reach all levels: what follows may begin so long before the last has gone
_SLACK = 3
_PARTY = re.compile(r"中共(?P<where>.+?)(?:委员会|委(?=[一-龥]))(?P<unit>.*)")
_CONFERENCE = re.compile(r"政协(?P<where>.+?)委员会(?P<unit>.*)")
_SINGLE = ("人民政府", "人民代表大会常务委员会", "人民代表大会", "人民法院", "人民检察院")
#: Kinds that stood for the same office in different cities: each place had only one of them.
_VARIANTS = (
    frozenset({"environmental-protection", "habitat-environment"}),
    frozenset({"data-resources", "data-resources-admin", "big-data-app"}),
)


@dataclass(frozen=True, slots=True)
class Known:
    """What the authority file says of a thing: years are None where they are open.

    ``root`` tells what a place and its forerunners (after 撤县设区) have in common; ``kind`` is
    the kind of agency, empty for places; ``bodies`` are ids of national bodies.
    """

    level: str
    code: str
    root: str
    kind: str
    since: int | None
    until: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """An agency gave way to another (a rename, a merger's or a split's part) in a year."""

    iri: str
    before: str
    after: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """The agencies that succeed each other one to one, with the changes known among them.

    ``iri`` is empty where changes link agencies that form no lineage (mergers, splits).
    """

    iri: str
    label: str
    members: tuple[str, ...]
    changes: tuple[Change, ...] = ()


@cache
def _forerunners() -> dict[str, tuple[str, ...]]:
    """Return for kinds, bodies and places (prefixed) the ids that they succeed."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, row in _rows().items():
        for after in row.successors:
            found[name[:2] + after].append(name)
    return {key: tuple(sorted(before)) for key, before in found.items()}


@cache
def _rows() -> dict[str, Kind | Body | Place]:
    known = authority()
    tables = (("k:", known.kinds), ("b:", known.bodies), ("p:", known.places))
    return {prefix + row.id: row for prefix, table in tables for row in table}


def _successors(name: str) -> tuple[str, ...]:
    row = _rows().get(name)
    return row.successors if row else ()


def _begins(name: str, after: str) -> bool:
    """Tell whether ``after`` began when ``name`` ended; else it took it in (崇文区, 法制办)."""
    one, other = _rows()[name], _rows()[after]
    return one.until == 9999 or (other.since > one.since and other.since >= one.until - _SLACK)


@lru_cache(maxsize=8192)
def _root(name: str) -> str:
    """Return the last of those that follow each other one to one from ``name`` (k:, b:, p:)."""
    seen = {name}
    while len(after := _successors(name)) == 1 and _begins(name, name[:2] + after[0]):
        step = name[:2] + after[0]
        before = frozenset(other[2:] for other in _forerunners().get(step, ()))
        if step in seen or not (len(before) == 1 or any(before <= v for v in _VARIANTS)):
            break
        seen.add(step)
        name = step
    return name


def _steps(name: str) -> int:
    """Return how many one-to-one steps lead from ``name`` to the last of its line."""
    steps = 0
    while name != (last := _root(name)):
        name = name[:2] + _successors(name)[0]
        steps += 1
        if name == last:
            break
    return steps


@cache
def _displayed() -> dict[str, tuple[Place, ...]]:
    """Return the places by the name that canonical names carry: districts with their city."""
    found: dict[str, list[Place]] = defaultdict(list)
    known = authority()
    for place in known.places:
        above = known.parent(place)
        district = place.name.endswith("区") and not place.name.endswith(("自治区", "地区"))
        city = district and above is not None and above.name.endswith("市")
        found[(above.name if city and above else "") + place.name].append(place)
    return {name: tuple(places) for name, places in found.items()}


def _place(name: str) -> Place | None:
    """Return the place displayed as ``name``; None where several stand or stood side by side.

    What stands goes before what has gone, and a prefecture before a county of its name that it
    came from (绍兴市, 大理市).
    """
    places = _displayed().get(name, ())
    for level in ("province", "prefecture", "county"):
        found = [place for place in places if place.level == level]
        standing = [place for place in found if place.until == 9999]
        if found:
            found = standing or found
            one = len({_root("p:" + place.id) for place in found}) == 1
            return max(found, key=lambda p: (p.until, p.since, p.id)) if one else None
    return None


def _years(since: int, until: int) -> tuple[int | None, int | None]:
    return since or None, until if until < 9999 else None


@lru_cache(maxsize=65536)
def known(kind: str, name: str) -> Known | None:
    """Return what the authority file knows of an agency or place called ``name``, else None.

    >>> found = known("AGENCY", "深圳市人居环境委员会")
    >>> (found.level, found.code, found.kind) if found else None
    ('prefecture', '440300', 'habitat-environment')
    """
    if kind == "PLACE":
        place = _place(name)
        return _of(place, "", *_years(place.since, place.until)) if place else None
    if kind != "AGENCY":
        return None
    body = authority().national.get(name)
    if body is not None and body.name == name:
        return Known("national", _NATION, _NATION, body.id, *_years(body.since, body.until))
    for pattern, sort in ((_PARTY, "party"), (_CONFERENCE, "conference")):
        if (match := pattern.fullmatch(name)) and (place := _place(match["where"])):
            return _of(place, f"{sort}:{match['unit']}", None, None)
    return _local(name)


def _local(name: str) -> Known | None:
    kinds = authority().kind_of
    for size in range(len(name) - 2, 1, -1):
        place, rest = _place(name[:size]), name[size:]
        if place is None:
            continue
        if rest in _SINGLE:
            return _of(place, f"organ:{rest}", None, None)
        found = kinds.get(rest)
        if found:
            # The years of a kind are those of the whole country's reforms, not of this city's.
            return _of(place, found.id, None, None)
    return None


def _of(place: Place, kind: str, since: int | None, until: int | None) -> Known:
    return Known(place.level, place.id, _root("p:" + place.id)[2:], kind, since, until)


def lines(place: str, agencies: Mapping[str, Known], base: str = iri.BASE) -> tuple[Line, ...]:
    """Return the lineages and changes among the agencies of one place (a `Known.root`).

    ``agencies`` are known ones by IRI. Agencies of one lineage succeed each other one to one; a
    merger or split is told as changes without a lineage.
    """
    letter = "b:" if any(k.code == _NATION for k in agencies.values()) else "k:"
    groups: dict[str, list[str]] = defaultdict(list)
    for name, one in agencies.items():
        groups[_root(letter + one.kind)[2:]].append(name)
    found = []
    grouped: dict[str, str] = {}
    for kind, names in sorted(groups.items()):
        if len(names) > 1:
            grouped |= dict.fromkeys(names, kind)
            changes = _changes(letter, {name: agencies[name] for name in names}, base)
            ordered = sorted(names, key=lambda n: (-_steps(letter + agencies[n].kind), n))
            label = "—".join(iri.tail(name, base) for name in ordered)
            line = iri.lineage(place, kind, base)
            found.append(Line(line, label, tuple(sorted(names)), changes))
    apart = tuple(
        change
        for change in _changes(letter, agencies, base)
        if grouped.get(change.before, "") != grouped.get(change.after, "\0")
    )
    if apart:
        found.append(Line("", "", (), apart))
    return tuple(found)


def _changes(letter: str, agencies: Mapping[str, Known], base: str) -> tuple[Change, ...]:
    by_kind: dict[str, list[str]] = defaultdict(list)
    for name, one in agencies.items():
        by_kind[one.kind].append(name)
    found = []
    for before, one in agencies.items():
        for after in _after(letter, before, one, agencies, by_kind):
            year = one.until or agencies[after].since
            found.append(Change(iri.change(before, after, base), before, after, year))
    return tuple(sorted(found, key=lambda c: c.iri))


def _after(
    letter: str,
    before: str,
    one: Known,
    agencies: Mapping[str, Known],
    by_kind: Mapping[str, list[str]],
) -> Iterable[str]:
    """Return the agencies that follow one: of a succeeding kind, or the same in a new division."""
    for kind in _successors(letter + one.kind):
        yield from (name for name in sorted(by_kind.get(kind, ())) if name != before)
    followers = _successors("p:" + one.code)
    for name in sorted(by_kind[one.kind]):
        if agencies[name].code in followers:
            yield name
