"""What the authority knows of one agency: division, kind, years, what went before and after."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from replygraph.resources import authority
from replygraph.resources.authority import Body, Kind, Place

_OPEN = 9999
_LEVELS = ("province", "prefecture", "county")


class Agency(NamedTuple):
    """An agency of the authority; ``since`` 0 and ``until`` 9999 where no year is known.

    ``predecessors`` and ``successors`` are canonical names of bodies that it followed or that
    followed it; ``code`` is the division's code (GB/T 2260), empty for national bodies.
    """

    id: str
    name: str
    branch: str
    level: str
    code: str
    since: int
    until: int
    predecessors: tuple[str, ...]
    successors: tuple[str, ...]


class Change(NamedTuple):
    """A dated change: the bodies before and after, as canonical names."""

    year: int
    before: tuple[str, ...]
    after: tuple[str, ...]
    kind: str


@lru_cache(maxsize=4096)
def agency(name: str) -> Agency | None:
    """Return what the authority knows of the agency with this canonical name, None if nothing.

    >>> found = agency("深圳市人居环境委员会")
    >>> found and (found.id, found.since, found.until, found.successors)
    ('440300-habitat-environment', 2009, 2019, ('深圳市生态环境局',))
    """
    known = authority()
    body = known.national.get(name)
    if body is not None and body.name == name:
        return _national(body)
    for size in range(min(len(name) - 1, 24), 1, -1):
        place = _displayed(name[:size])
        if place is not None:
            found = _local(place, name[:size], name[size:])
            if found is not None:
                return found
    return None


def changes(name: str) -> tuple[Change, ...]:
    """Return the dated changes that the agency with this canonical name took part in.

    ``kind`` is renaming (one to one), merger, split, or absorption (by a body that stood before).

    >>> [(c.year, c.before, c.after, c.kind) for c in changes("农业部")]
    [(2018, ('农业部',), ('农业农村部',), 'renaming')]
    """
    found = agency(name)
    if found is None:
        return ()
    years: dict[int, list[str]] = {}
    for before in found.predecessors:
        earlier = agency(before)
        if earlier is not None and earlier.until != _OPEN:
            years.setdefault(earlier.until, []).append(before)
    result = [_change(year, tuple(before), found) for year, before in sorted(years.items())]
    if found.successors and found.until != _OPEN:
        after = tuple(found.successors)
        later = agency(after[0])
        if len(after) > 1 or later is None:
            kind = "split" if len(after) > 1 else "renaming"
            result.append(Change(found.until, (name,), after, kind))
        else:
            result += [change for change in changes(after[0]) if name in change.before]
    return tuple(result)


def _change(year: int, before: tuple[str, ...], after: Agency) -> Change:
    if after.since and after.since + 1 < year:
        kind = "absorption"
    else:
        kind = "merger" if len(before) > 1 else "renaming"
    return Change(year, before, (after.name,), kind)


@lru_cache(maxsize=4096)
def _displayed(name: str) -> Place | None:
    """Return the division that canonical names call ``name``: 深圳市, 深圳市龙岗区, 西畴县."""
    known = authority()
    places = [p for p in known.named(name) if p.name == name and not _needs_city(p)]
    if len(places) == 1:
        return places[0]
    if not name.endswith("区"):
        return None
    for size in range(2, len(name) - 1):
        for place in known.named(name[size:]):
            above = known.parent(place)
            if place.name == name[size:] and above is not None and above.name == name[:size]:
                return place
    return None


def _needs_city(place: Place) -> bool:
    return place.level == "county" and place.name.endswith("区")


def _national(body: Body) -> Agency:
    known = authority()
    names = {other.id: other.name for other in known.bodies}
    before = tuple(sorted(o.name for o in known.bodies if body.id in o.successors))
    after = tuple(names[successor] for successor in body.successors)
    return Agency(
        f"cn-{body.id}",
        body.name,
        body.branch,
        "national",
        "",
        body.since,
        body.until,
        before,
        after,
    )


def _local(place: Place, where: str, rest: str) -> Agency | None:
    """Return the agency of a division, by its own entry first, else by its kind."""
    known = authority()
    entry = next((e for e in known.local if e.place == place.id and e.name == rest), None)
    kind = known.kind_of.get(rest)
    if entry is not None and entry.kind:
        kind = next(k for k in known.kinds if k.id == entry.kind)
    if kind is None and entry is None:
        return None
    since, until = (
        (entry.since, entry.until) if entry else (kind.since, kind.until) if kind else (0, 0)
    )
    ident = f"{place.id}-{kind.id if kind else rest}"
    return Agency(
        ident,
        where + rest,
        kind.branch if kind else "government",
        place.level,
        place.id[:6],
        since,
        until,
        tuple(where + n for n in _before(place, kind, rest)) if kind and since else (),
        tuple(where + n for n in _after(place, kind, rest)) if kind and until != _OPEN else (),
    )


def _name_at(place: Place, kind: Kind, like: str) -> str | None:
    """Return the one name of a kind at a division, with the head of ``like`` where it has several.

    None where several are possible still.
    """
    entries = [e.name for e in authority().local if e.place == place.id and e.kind == kind.id]
    if entries:
        return entries[0] if len(entries) == 1 else None
    if not kind.general:
        return None
    names = kind.levels[_LEVELS.index(place.level)]
    if len(names) > 1:
        names = tuple(name for name in names if name[-1] == like[-1])
    return names[0] if len(names) == 1 else None


def _after(place: Place, kind: Kind, like: str) -> list[str]:
    known = {k.id: k for k in authority().kinds}
    names = [_name_at(place, known[successor], like) for successor in kind.successors]
    return [name for name in names if name is not None]


def _before(place: Place, kind: Kind, like: str) -> list[str]:
    """Return the names of what went before; where the division has entries, only those."""
    kinds = [k for k in authority().kinds if kind.id in k.successors]
    own = {entry.kind for entry in authority().local if entry.place == place.id}
    kinds = [k for k in kinds if k.id in own] or kinds
    names = [_name_at(place, k, like) for k in kinds]
    return sorted(name for name in names if name is not None)
