"""Regions: divisions as letters name them, with what stands above them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from replygraph.resources import Place, authority
from replygraph.resources.regions import CORPS_DIVISION

NATION = "全国"
#: which ending a deictic word asks for: 省财政厅, 自治区党委, 我州
_SUFFIXES = {
    "省": ("省",),
    "自治区": ("自治区",),
    "自治州": ("州",),
    "自治县": ("县",),
    "自治旗": ("旗",),
    "师市": ("市",),
    "市": ("市",),
    "州": ("州",),
    "盟": ("盟",),
    "地区": ("地区",),
    "行署": ("地区", "盟"),
    "县": ("县",),
    "旗": ("旗",),
    "区": ("区",),
}
DEICTICS = tuple(sorted(_SUFFIXES, key=len, reverse=True))


@dataclass(frozen=True)
class Region:
    """A division with the one above it; ``place`` is None where the authority does not know it."""

    name: str
    parent: Region | None = None
    place: Place | None = None

    @cached_property
    def display(self) -> str:
        """Return the name that stands in canonical names: districts with their city."""
        above = self.parent
        if above and self.is_district and above.name.endswith("市"):
            # A zone carries its city's name already: 东莞松山湖高新区; 岳阳楼区 is no zone.
            zone = self.place is None and self.name.startswith(above.stem)
            return self.name if zone else above.name + self.name
        return self.name

    @property
    def is_district(self) -> bool:
        """Tell whether this is a city's district."""
        return self.name.endswith("区") and not self.name.endswith(("自治区", "地区", "特别行政区"))

    @property
    def is_low(self) -> bool:
        """Tell whether streets lie directly in this region: a district or county."""
        if self.place is not None:
            return self.place.level == "county"
        return self.is_district or self.name.endswith(("县", "旗"))

    @property
    def is_county(self) -> bool:
        """Tell whether this is a county or banner, not a district."""
        return self.name.endswith(("县", "旗"))

    @property
    def is_city(self) -> bool:
        """Tell whether this is a city (市), of whatever level."""
        return self.name.endswith("市")

    @property
    def is_of_corps(self) -> bool:
        """Tell whether this is the corps in Xinjiang or a division of it."""
        return self.name.endswith("兵团") or CORPS_DIVISION.fullmatch(self.name) is not None

    @property
    def is_autonomous_region(self) -> bool:
        """Tell whether this is an autonomous region (自治区)."""
        return self.name.endswith("自治区")

    @property
    def stem(self) -> str:
        """Return the name of a city without 市, as zones carry it: 东莞(松山湖高新区)."""
        return self.name.removesuffix("市")

    @property
    def written(self) -> tuple[str, ...]:
        """Return how the region is called in front of a body's own name: 海淀, 成都."""
        return (*(self.place.short if self.place is not None else ()), self.name)

    def chain(self) -> tuple[Region, ...]:
        """Return this region and those above it, the nearest first."""
        return (self, *(self.parent.chain() if self.parent else ()))

    def fits(self, deictic: str) -> bool:
        """Tell whether the letter's own officials call this region ``deictic`` (市, 自治区)."""
        if deictic == "区":
            return self.is_district or self.is_autonomous_region
        if deictic == "地区":
            return self.name.endswith("地区")
        if deictic == "师市":
            return self.is_of_corps and self.is_city
        return self.name.endswith(_SUFFIXES.get(deictic, ("\0",)))


@lru_cache(maxsize=4096)
def of_place(place: Place) -> Region:
    """Return the region of a place of the authority, with those above it."""
    above = authority().parent(place)
    return Region(place.name, of_place(above) if above else None, place)


def of_corps(name: str) -> Region | None:
    """Return the corps or a division of it that is called ``name``, None for other names.

    >>> [part.name for part in of_corps("兵团第一师阿拉尔市").chain()]
    ['第一师阿拉尔市', '新疆维吾尔自治区']
    """
    if name[-1:] not in "团师市" or not ("师" in name or name.endswith("兵团")):
        return None
    region = of_place(authority().named("新疆维吾尔自治区")[0])
    if name in ("兵团", "新疆生产建设兵团"):
        return Region(name, region)
    if not CORPS_DIVISION.fullmatch(name):
        return None
    return Region(name.partition("兵团")[2] or name, region)


@lru_cache(maxsize=8192)
def candidates(name: str, year: int | None) -> tuple[Place, ...]:
    """Return the places called ``name`` that stood in ``year``, else those of any time."""
    known = authority()
    found = known.named(name, year)
    if not found and year is not None:
        found = known.named(name) or known.by_name.get(name, ())
    return found


def choose(places: tuple[Place, ...], near: Region | None, text: str) -> Place | None:
    """Return the one of ``places`` that is meant, None where several remain.

    Nearness to the letter's region goes first, then the level, then whether the letter names
    what stands above the place.
    """
    if len(places) <= 1:
        return places[0] if places else None
    ids = [r.place.id for r in near.chain() if r.place] if near else []

    def distance(place: Place) -> int:
        above = {r.place.id for r in of_place(place).chain() if r.place}
        return next((i for i, own in enumerate(ids) if own in above), len(ids))

    levels = ["province", "prefecture", "county"]
    if ids:
        best = min(distance(place) for place in places)
        if best < len(ids):
            # A city within the region goes before a county that only shares its name.
            near_ones = tuple(p for p in places if distance(p) == best)
            wide = [p for p in places if levels.index(p.level) < 1]
            places = tuple(wide) or near_ones
    top = min(levels.index(place.level) for place in places)
    places = tuple(place for place in places if levels.index(place.level) == top)
    if len(places) == 1:
        return places[0]
    named = [
        place
        for place in places
        if any(
            region.name in text or any(short in text for short in region.place.short)
            for region in of_place(place).chain()[1:]
            if region.place
        )
    ]
    return named[0] if len(named) == 1 else None
