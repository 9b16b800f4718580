"""The authority: divisions with their names over time, kinds of agencies, national bodies."""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from functools import cached_property
from typing import Any, NamedTuple

#: autonomous regions as their own officials write them, and the short form that is meant
AUTONOMOUS_IN_SHORT = {f"{name}区": name for name in ("广西", "内蒙古", "西藏", "宁夏", "新疆")}


class Place(NamedTuple):
    """A division at county level or above (GB/T 2260); ``since`` and ``until`` are years.

    ``since`` 0 means 1981 or before, ``until`` 9999 that it still stands.
    """

    id: str
    name: str
    level: str
    parent: str
    since: int
    until: int
    short: tuple[str, ...]
    former: tuple[str, ...]
    successors: tuple[str, ...]

    def valid(self, year: int) -> bool:
        """Tell whether the division stood in ``year`` (the year of a change counts for both)."""
        return self.since <= year <= self.until


class Kind(NamedTuple):
    """A kind of local agency: its names, which stand behind a region's name.

    ``general`` kinds exist everywhere (a national reform made them), others only in some regions;
    ``levels`` are the names at province, prefecture and county level, ``names`` all of them.
    """

    id: str
    branch: str
    names: tuple[str, ...]
    levels: tuple[tuple[str, ...], ...]
    since: int
    until: int
    successors: tuple[str, ...]
    general: bool


class Body(NamedTuple):
    """A national body: its name, short forms, years, what followed it."""

    id: str
    name: str
    short: tuple[str, ...]
    branch: str
    since: int
    until: int
    successors: tuple[str, ...]


class Local(NamedTuple):
    """An agency of one division whose name or years differ from what its kind says."""

    place: str
    name: str
    since: int
    until: int
    kind: str


class Area(NamedTuple):
    """A named area that is no division: zone (新区), nickname (长三角) or natural area."""

    name: str
    kind: str
    place: str
    since: int
    until: int


def _tuples(row: list[Any]) -> list[Any]:
    return [tuple(_tuples(cell)) if isinstance(cell, list) else cell for cell in row]


class Authority:
    """The compiled authority file.

    ``forms`` maps each way to write a local agency behind its region (发改委) to its name after
    the guide's table (发展和改革委员会); ``national`` maps names and short forms to bodies.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        """Take the compiled tables; see `compile` for their shape."""
        self.places = tuple(
            Place._make((*row[:6], tuple(row[6]), tuple(row[7]), tuple(row[8])))
            for row in data["places"]
        )
        self.kinds = tuple(Kind._make(_tuples(row)) for row in data["kinds"])
        self.bodies = tuple(Body._make(_tuples(row)) for row in data["bodies"])
        self.areas = tuple(Area._make(_tuples(row)) for row in data["areas"])
        self.abbreviations: dict[str, str] = data["abbreviations"]
        self.forms: dict[str, str] = data["forms"]
        self.local = tuple(Local._make(row) for row in data["local"])
        self.departments: dict[str, list[str]] = data["departments"]
        #: names that are agencies only behind a region or in a list of agencies (优化办)
        self.weak: frozenset[str] = frozenset(data["weak"])
        self._common: dict[str, int] = data["common"]

    @classmethod
    def load(cls, packed: bytes) -> Authority:
        """Return the authority from the bytes of the packaged file."""
        return cls(json.loads(zlib.decompress(packed)))

    def is_common(self, name: str, kind: str) -> bool:
        """Tell whether a place's ``short`` form, or ``name`` (城区), is an ordinary word as well.

        >>> from replygraph.resources import authority
        >>> authority().is_common("会同", "short"), authority().is_common("盐源", "short")
        (True, False)
        """
        return f"{name}|{kind}" in self._common

    @cached_property
    def by_id(self) -> dict[str, Place]:
        """Return the places by their id."""
        return {place.id: place for place in self.places}

    @cached_property
    def by_name(self) -> dict[str, tuple[Place, ...]]:
        """Return the places by official name and by short form."""
        found: dict[str, list[Place]] = defaultdict(list)
        for place in self.places:
            found[place.name].append(place)
            for short in place.short:
                found[short].append(place)
        for written, short in AUTONOMOUS_IN_SHORT.items():
            found[written] = found[short]
        return {name: tuple(places) for name, places in found.items()}

    @cached_property
    def national(self) -> dict[str, Body]:
        """Return the national bodies by name and short form; the body in force wins."""
        found: dict[str, Body] = {}
        for body in sorted(self.bodies, key=lambda b: b.until, reverse=True):
            for name in (body.name, *body.short):
                found.setdefault(name, body)
        return found

    @cached_property
    def kind_of(self) -> dict[str, Kind]:
        """Return the kinds by each name of theirs."""
        return {name: kind for kind in reversed(self.kinds) for name in kind.names}

    @cached_property
    def area_named(self) -> dict[str, Area]:
        """Return the areas by name."""
        return {area.name: area for area in self.areas}

    def named(self, name: str, year: int | None = None) -> tuple[Place, ...]:
        """Return the places called ``name``, officially or in short, that stood in ``year``.

        Without a year those that stand today. Higher levels come first.

        >>> from replygraph.resources import authority
        >>> [place.id for place in authority().named("香格里拉", 2013)]
        ['533421']
        """
        at = 9998 if year is None else year
        found = [place for place in self.by_name.get(name, ()) if place.valid(at)]
        if len(found) > 1:
            found.sort(key=lambda p: "province prefecture county".index(p.level))
        return tuple(found)

    def parent(self, place: Place) -> Place | None:
        """Return the division above, None above a province."""
        return self.by_id.get(place.parent)

    def above(self, place: Place) -> tuple[Place, ...]:
        """Return the divisions above ``place``, the nearest first."""
        found = self.parent(place)
        return (found, *self.above(found)) if found else ()

    def begins(self, text: str) -> bool:
        """Tell whether ``text`` begins with the name of a local agency (without region).

        >>> from replygraph.resources import authority
        >>> authority().begins("教委体卫艺处"), authority().begins("流域管理局")
        (True, False)
        """
        if text.startswith(("委", "党委", "地委", "政协", "人大", "区委会", "市委会", "省委会")):
            return True
        return any(text[:size] in self.forms for size in range(2, min(len(text), 16) + 1))

    def expand(self, name: str) -> str:
        """Return an agency's name behind its region in the form of the guide's table.

        >>> from replygraph.resources import authority
        >>> [authority().expand(name) for name in ("市监局", "住房城乡建委", "南湖街道办", "瓷局")]
        ['市场监督管理局', '住房和城乡建设委员会', '南湖街道办事处', '瓷局']
        """
        known = self.forms.get(name)
        return known if known is not None else expand(name, self.abbreviations)


_HEADS = (
    ("管委会", "管理委员会"),
    ("街道办", "街道办事处"),
    ("街办", "街道办事处"),
    ("办", "办公室"),
    ("委", "委员会"),
)


def expand(name: str, abbreviations: dict[str, str]) -> str:
    """Return ``name`` with its first words and its head expanded after ``abbreviations``."""
    for size in range(min(8, len(name) - 1), 1, -1):
        if (longer := abbreviations.get(name[:size])) is not None:
            name = longer + name[size:]
            break
    if name.endswith("和科技局"):
        return name[:-3] + "科学技术局"
    for short, longer in _HEADS:
        if name.endswith(short):
            return name[: -len(short)] + longer
    return name
