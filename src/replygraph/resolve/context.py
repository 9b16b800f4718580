"""What is known of the letter while its mentions are read in order."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from typing import Any, TypeVar

from replygraph.model import Letter
from replygraph.resolve.regions import (
    DEICTICS,
    NATION,
    Region,
    candidates,
    choose,
    of_corps,
    of_place,
)
from replygraph.resources import Place, authority
from replygraph.resources.authority import AUTONOMOUS_IN_SHORT
from replygraph.resources.regions import CORPS_DIVISION, established

#: how the letters of a zone call it: 新区财政局, 园区管委会
_ZONES = ("新区", "高新区", "经开区", "开发区", "园区", "保税区", "度假区", "示范区", "合作区")
#: 县志办: the word keeps its 县 behind the county's name
_ANNALS = ("县志", "市志", "区志", "州志", "省志")
_NO_DEICTIC = (
    "市场",
    "市政管",
    "市政公",
    "市政设",
    "市容",
    "区域",
    "县域",
    "市直",
    "省直",
)
#: [第一师阿拉尔市]教育局, [兵团]教育局
_CORPS = re.compile(f"{CORPS_DIVISION.pattern}|(?:新疆生产建设)?兵团")
_LONGEST = 16
_DEICTIC_STARTS = frozenset(word[0] for word in DEICTICS)
Found = TypeVar("Found")


@dataclass
class Context:
    """The letter's year, region and agency, and the regions named so far."""

    letter: Letter
    text: str
    year: int | None
    region: Region | None = None
    national: bool = False
    agency: str | None = None
    addressee: str | None = None
    unknown: tuple[str, ...] = ()
    seen: list[Region] = field(default_factory=list)
    #: where in `seen` the regions of this sentence and of this paragraph begin
    sentence: int = 0
    paragraph: int = 0
    #: whether region, agency and addressee are known; how often `recent` was looked at
    settled: bool = False
    looks: int = 0
    found: dict[tuple[Any, str], tuple[Any]] = field(default_factory=dict)

    @property
    def recent(self) -> list[Region]:
        """Return the regions named so far: what hangs on them may be other further on."""
        self.looks += 1
        return self.seen

    def move(self, gap: str) -> None:
        """Begin a new sentence or paragraph where ``gap``, the text since the last name, ends one.

        >>> from replygraph.model import Letter, Span
        >>> here = start(Letter("a", "a.txt", "", 0, "", "", Span(0, 0)))
        >>> here.see(Region("丙县"))
        >>> here.move("调研。")
        >>> here.sentence, here.paragraph
        (1, 0)
        """
        if "\n" in gap:
            self.sentence = self.paragraph = len(self.seen)
        elif "。" in gap or "；" in gap:
            self.sentence = len(self.seen)

    def see(self, region: Region | None) -> None:
        """Remember that ``region`` was named."""
        if region is not None:
            self.seen.append(region)

    def named(self, name: str, above: Region | None = None) -> Region | None:
        """Return the region called ``name``; above is the one written in front of it."""
        if name in self.unknown:
            parent = above or self.unknown_parent(name)
            return Region(name, parent)
        if (corps := of_corps(name)) is not None:
            own = self.region
            full = own is not None and own.name == f"第{corps.name}"  # 八师石河子市
            return own if full else corps
        places = candidates(AUTONOMOUS_IN_SHORT.get(name, name), self.year)
        if above is None and authority().is_common(name, "name"):
            places = tuple(
                p for p in places if self._is_near(p) and p.valid(self.year or p.until)
            )  # 新区, 城区: a word as well
        if above is not None and above.place is not None:
            inside = tuple(
                p for p in places if any(r.place == above.place for r in of_place(p).chain())
            )
            places = inside or places
        place = choose(places, self.region, self.text)
        if place is not None:
            region = of_place(place)
            if above is not None and above.place is None:
                return Region(region.name, above, place)
            return region
        if places and len({p.name for p in places}) == 1:
            region = Region(places[0].name, above)
            # 鼓楼区 stands in four cities: without one it is nowhere.
            return None if above is None and region.is_district else region
        return None

    def _is_near(self, place: Place) -> bool:
        """Tell whether a division lies in the letter's own prefecture, or is named in full."""
        if self.region is None:
            return any(r.name in self.text for r in of_place(place).chain()[1:2])
        chain = self.region.chain()
        if len(chain) > 1 and not chain[-1].is_city:
            chain = chain[:-1]  # all of a province is near to its own letters alone
        own = {r.place.id for r in chain if r.place}
        return any(r.place is not None and r.place.id in own for r in of_place(place).chain())

    def unknown_parent(self, name: str) -> Region | None:
        """Return the unknown city in which an unknown district must lie, if there is one."""
        if not name.endswith("区"):
            return None
        cities = [other for other in self.unknown if other.endswith("市") and other != name]
        return Region(cities[0]) if len(cities) == 1 else None

    def deictic(self, word: str) -> Region | None:
        """Return the region that 市, 省, 县 … means here; None where nothing fits.

        The letter's own region and those above it go first, then the only one that the sentence
        names, else the paragraph, else the letter. Several leave it open.
        """
        if self.region is not None:
            for region in self.region.chain():
                if region.fits(word):
                    return region
        return self.only(lambda region: region.fits(word))

    def only(self, fits: Callable[[Region], bool]) -> Region | None:
        """Return the one fitting region named in this sentence, else paragraph, else letter."""
        recent = self.recent
        for first in (self.sentence, self.paragraph, 0):
            found = {region.display: region for region in recent[first:] if fits(region)}
            if found:
                return next(iter(found.values())) if len(found) == 1 else None
        return None

    def split(self, name: str) -> tuple[Region | None, str, bool]:
        """Return the region in front of an agency's name, the rest, and whether one was written.

        A deictic that fits nothing gives no region, but counts as written.
        """
        return _split(name, self)

    def parted(self, name: str) -> tuple[Region | None, str, bool]:
        """Return the same, read anew."""
        known = authority()
        if name in known.forms or name.startswith(_NO_DEICTIC):
            return None, name, False
        if name.startswith(_ANNALS):
            return self.deictic(name[0]), name, True
        if name.startswith("区党委") and self.region is not None:
            above = self.region.chain()[-1]
            if above.is_autonomous_region:  # a district's committee is 区委
                return above, name[1:], True
        if name.startswith("地委"):
            return self.deictic("地区"), name[1:], True
        if self.region is not None and self.region.place is None:
            for word in _ZONES:
                if name.startswith(word) and self.region.name.endswith(word) and name != word:
                    return self.region, name[len(word) :], True
        region: Region | None = None
        written = False
        rest = name
        while True:
            size = _prefix(rest, self.unknown)
            if not size:
                break
            part = rest[:size]
            found = self.named(part, region)
            if found is None and region is None and part not in known.by_name:
                break
            region, rest, written = found or region, rest[size:], True
            if rest in known.forms:
                return region, rest, True
        if written:
            return region, rest, True
        own = rest[1:] if rest[:1] in "我本" else rest
        for word in DEICTICS if own[:1] in _DEICTIC_STARTS else ():
            if own.startswith(word) and len(own) > len(word):
                return self.deictic(word), own[len(word) :], True
        return None, name, False


def once(find: Callable[[str, Context], Found]) -> Callable[[str, Context], Found]:
    """Return ``find``, which reads a name, so that it reads each name of a letter once.

    Only what the regions named so far had no part in is kept.
    """

    @wraps(find)
    def found(name: str, context: Context) -> Found:
        known = context.found.get((find, name))
        if known is not None:
            result: Found = known[0]
            return result
        looks = context.looks
        result = find(name, context)
        if context.settled and context.looks == looks:
            context.found[find, name] = (result,)
        return result

    return found


@once
def _split(name: str, context: Context) -> tuple[Region | None, str, bool]:
    return context.parted(name)


@lru_cache(maxsize=8192)
def _prefix(name: str, unknown: tuple[str, ...]) -> int:
    """Return the length of the longest region's name that ``name`` begins with."""
    known = authority()
    corps = _CORPS.match(name) if "师" in name or "兵团" in name else None
    if corps is not None and corps.end() < len(name):
        return corps.end()
    for size in range(min(_LONGEST, len(name) - 1), 1, -1):
        part = name[:size]
        if part in unknown:
            return size
        # A short form (黑河) is a region only before a name that the authority knows.
        places = known.by_name.get(part, ())
        if places and (
            any(part[-1] == place.name[-1] for place in places) or known.begins(name[size:])
        ):
            return size
    return 0


def year_of(letter: Letter) -> int | None:
    """Return the year of the letter's date, or of its publication."""
    for date in (letter.date, letter.published):
        if date and date[:4].isdigit():
            return int(date[:4])
    return None


def start(letter: Letter) -> Context:
    """Return the context of ``letter`` before any mention is read."""
    text = letter.normal[letter.span.start : letter.span.end]
    return Context(
        letter=letter,
        text=text,
        year=year_of(letter),
        unknown=established(letter.normal, letter.span),
    )


def nation() -> Region:
    """Return the region of ministries and of the national assemblies."""
    return Region(NATION)
