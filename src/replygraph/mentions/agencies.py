"""Find AGENCY mentions: by the authority's names and by the grammar of agencies' names.

The index of known names hits first; a region in front and a unit behind are added to a hit.
Unknown names are read only behind a region, in a list of agencies, or where the letter itself
establishes the region. Within this finder the longest name wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from replygraph.mentions import agency_patterns as p
from replygraph.mentions import fields
from replygraph.mentions.divisions import (
    REGION_WORDS,
    back,
    compact,
    corps,
    divisions,
    is_han,
    is_near,
    near_codes,
    walk,
)
from replygraph.mentions.lexicon import has_any, mention
from replygraph.mentions.rules import Rule
from replygraph.mentions.vocabulary import AGENCIES, Words
from replygraph.model import Letter, Mention, Span
from replygraph.resources import authority

_COMPOUND_AREAS = frozenset("社园小地辖片街校郊山灾牧林矿景特老新学")
_LEADS = p.BEFORE_WORDS
_DEICTIC_SPOT = re.compile("[省市县区州盟旗]")
#: what stands behind a region, by its first character
_BY_FIRST: dict[str, tuple[re.Pattern[str] | None, str]] = {
    "党": (p.PARTY, "agency.party"),
    "委": (p.PARTY, "agency.party"),
    "政": (p.CPPCC, "agency.cppcc"),
    "人": (p.CONGRESS, "agency.congress"),
}
_NOTHING: tuple[None, str] = (None, "")
#: a cheap look for what all heads and all inner units end in, before the dear patterns
_HEAD_NEAR = re.compile("[一-龥]{1,24}?[局厅会委室处府院队关署社组部所班议区办心站]")
_UNIT_NEAR = re.compile("[一-龥]{0,16}?[司处科股局队室厅所站心]|政治部|机关党委")
_WITHIN = (p.NESTED, p.BUREAU, p.DEPARTMENT_OF)
#: pattern, rule, how long a name before it may be
_WALKED: tuple[tuple[Rule, str, int], ...] = (
    (Rule(p.STATION), "agency.station", 4),
    (Rule(p.CUSTOMS), "agency.customs", 4),
    (Rule(p.TOWNSHIP), "agency.township", 6),
    (Rule(p.ZONE), "agency.zone", 12),
    (Rule(p.OF_SITE), "agency.site", 8),
)
#: pattern, rule, words of which one must stand in the letter
_ANYWHERE: tuple[tuple[Rule | re.Pattern[str], str, tuple[str, ...]], ...] = (
    (Rule(p.SELF), "agency.self", ()),
    (Rule(p.TOWN_CONGRESS), "agency.congress", ()),
    (Rule(p.DEMOCRATIC), "agency.democratic", ()),
    (Rule(p.LEAGUE), "agency.league", ()),
    (Rule(p.PREFECTURE), "agency.party", ()),
    (Rule(p.NATIONAL), "agency.national", ()),
    (Rule(p.NATIONAL_ASSEMBLY), "agency.national", ()),
    (Rule(p.TAX), "agency.tax", ()),
    (Rule(p.OWN_UNIT), "agency.unit", ()),
    (Rule(p.CENTRE), "agency.centre", ()),
    (Rule(p.DIRECT), "agency.party", ()),
    (Rule(p.WORLD), "agency.world", ()),
    (Rule(p.CUSTOMS_IN_FULL), "agency.customs", ()),
    (Rule(p.BRANCH), "agency.branch", ()),
    (p.FORCES, "agency.forces", ("部队", "武警")),
    (p.ORDERED_UNIT, "agency.unit", p.ORDERS),
)
_TOWN, _ZONE_SPOT, _AID_TEAM = Rule(p.TOWN), Rule(p.ZONE_SPOT), Rule(p.AID_TEAM)
_CONTACT_UNIT, _IN_SHORT = Rule(p.CONTACT_UNIT), Rule(p.BODY_IN_SHORT)


class _Found(NamedTuple):
    start: int
    end: int
    rule: str


_FORM, _NATIONAL = 1, 2


@cache
def names() -> Words[int]:
    """Return the index of agencies' names without region, and of national bodies."""
    source = authority()
    words = dict.fromkeys(source.national, _NATIONAL)
    units = ("宣传部", "组织部", "统战部", "政法委", "政法委员会", "编办")
    for form in (*source.forms, *units):
        words[form] = words.get(form, 0) | _FORM
    return Words(AGENCIES, words)


class _Reader:
    """Reads one letter; the positions are those of its text."""

    def __init__(self, letter: Letter) -> None:
        self.letter = letter
        self.text = letter.normal
        self.start, self.end = letter.span.start, letter.span.end
        self.region_ends = self._region_ends()
        self.found: list[_Found] = []
        #: names that count only in a list of agencies
        self.open: dict[int, int] = {}

    def _region_ends(self) -> dict[int, int]:
        """Return where divisions end, with the short forms of the letter's own counties."""
        ends, short, *_ = divisions(self.letter)
        ends = ends | corps(self.text, Span(self.start, self.end))
        near = near_codes(self.letter.agency or "")
        if not (near and short):
            return ends
        return {
            **{end: start for end, start in short.items() if is_near(self.text[start:end], near)},
            **ends,
        }

    def _chain(self, at: int) -> int:
        """Return where the regions that end at ``at`` begin: 云南省楚雄州|林业局."""
        while at in self.region_ends:
            at = self.region_ends[at]
        return at

    def _owner(self, at: int) -> int | None:
        """Return where the region in front of ``at`` begins, ``at`` if there is none.

        None where what stands there makes the name no agency's (各区财政局).
        """
        start = self._chain(at)
        text = self.text
        if start < at:
            if text[start:at] in REGION_WORDS and text[start - 1 : start] in ("我", "本"):
                return start - 1
            return start
        before = text[at - 1] if at > self.start else ""
        if before not in p.DEICTIC or not before:
            return at
        further = text[at - 2] if at - 1 > self.start else ""
        if further and further in "我本城":
            return at - 2
        if self.text[at - 3 : at - 1] == "设区" or (further and further in "各全个每多两几辖"):
            return None
        if further and further in "省市县区州" and further != before and start == at:
            return None  # 县区政府, 省市部门: several levels at once
        if before == "区" and further in _COMPOUND_AREAS:
            return self._walk(at, 6)
        return at - 1

    def _walk(self, at: int, limit: int) -> int:
        """Return where the name that ends at ``at`` begins."""
        start = walk(self.text, at, limit, self.region_ends, self.start)
        if self.text[start] in "年月日" and self.text[start - 1 : start].isdigit():
            return start + 1  # 2014年|镇政府
        return start

    def _follows(self, end: int) -> bool:
        """Tell whether what follows a known name lets it be a name."""
        text = self.text
        if end >= self.end:
            return True
        if text[end] in p.AFTER.get(text[end - 1], ()) and not p.AFTER_BUT.match(text, end):
            return False
        return not (text.startswith("政府", end - 2) and p.GOVERNMENT_TAIL.match(text, end))

    def _add(self, start: int, end: int, rule: str) -> None:
        if _UNIT_NEAR.match(self.text, end, self.end):
            for pattern in _WITHIN:
                nested = pattern.match(self.text, end, self.end)
                if nested:
                    end = nested.end()
                    break
        start = fields.sender(self.text, start, self._owner)
        self.found.append(_Found(start, end, rule))

    def known(self) -> None:
        """Add the names that the authority knows, with their regions."""
        longest: dict[int, tuple[int, int]] = {}
        for start, end, value in names().find(self.text, Span(self.start, self.end)):
            if end > longest.get(start, (0, 0))[0] and self._follows(end):
                longest[start] = (end, value)
        weak = authority().weak
        for start, (end, value) in longest.items():
            form = self.text[start:end]
            owner = self._owner(start)
            if owner is None:
                continue
            if owner == start and (form in p.NEEDS_REGION or form in weak):
                self.open[start] = end
                continue
            if value == _NATIONAL and owner == start:
                full = self.text.startswith("中华人民共和国", max(0, start - 7))
                self._add(start - 7 if full else start, end, "agency.national")
            else:
                self._add(owner, end, "agency.authority")

    def behind_regions(self) -> None:
        """Add party organs, congress, conference and unknown names that stand behind a region."""
        text = self.text
        spots: dict[int, int] = {}
        for end in self.region_ends:
            spots[end] = self._chain(end)
        for match in _TOWN.finditer(text, self.start, self.end):
            town = self._walk(match.start(), 6)
            if town < match.start():
                spots.setdefault(match.end(), self._chain(town))
        for match in _ZONE_SPOT.finditer(text, self.start, self.end):
            zone = self._walk(match.start(), 6)
            if zone == match.start() or zone in self.region_ends or match.start() - zone > 1:
                spots.setdefault(match.end(), self._chain(zone))
        strong = dict(spots)
        for match in _DEICTIC_SPOT.finditer(text, self.start, self.end):
            end = match.end()
            if end in spots:
                continue
            before = text[end - 2] if end - 2 >= self.start else " "
            if before in ("我", "本"):
                strong[end] = spots[end] = end - 2
            elif before not in _COMPOUND_AREAS and before not in "各全":
                strong[end] = end - 1
                if not is_han(before) or before in p.BEFORE or text[end - 3 : end - 1] in _LEADS:
                    spots[end] = end - 1
        known = {found.start: found.end for found in self.found}
        for end, start in strong.items():
            pattern, rule = _BY_FIRST.get(text[end : end + 1], _NOTHING)
            behind = pattern.match(text, end, self.end) if pattern else None
            if behind is None and end in spots and _HEAD_NEAR.match(text, end, self.end):
                behind, rule = p.BEHIND_REGION.match(text, end, self.end), "agency.region"
                if known.get(start, end) > end and not text.startswith("政府", known[start] - 2):
                    # 市食安办部署…: a known name with words behind it is no longer name,
                    # but 市政府金融办 is.
                    continue
            if behind:
                party = pattern is p.PARTY and text.startswith("中共", max(0, start - 2))
                self._add(start - 2 if party else start, behind.end(), rule)

    def grammar(self) -> None:
        """Add what has a form of its own: parties, league, self-reference, townships, zones."""
        text, bounds = self.text, (self.start, self.end)
        for pattern, rule, words in _ANYWHERE:
            if words and not has_any(text, words):
                continue
            for match in pattern.finditer(text, *bounds):
                self._add(match.start(), match.end(), rule)
        for match in p.DEPARTMENT.finditer(text, *bounds) if "部门" in text else ():
            owner = self._owner(match.start())
            if owner is not None and owner < match.start():
                self.found.append(_Found(owner, match.end(), "agency.department"))
        for match in _AID_TEAM.finditer(text, *bounds):
            owner = self._owner(match.start())
            if owner is not None:
                self.found.append(_Found(owner, match.end(), "agency.aid"))
        self._shared_heads()
        spans = fields.find(text, Span(*bounds), self._owner)
        self.found.extend(_Found(*span, "agency.field") for span in spans)
        self._bodies_above()
        self._short_bodies()
        for match in _CONTACT_UNIT.finditer(text, self.start, self.end):
            self.found.append(_Found(*match.span("unit"), "agency.contact"))
        for pattern, rule, limit in _WALKED:
            for match in pattern.finditer(text, *bounds):
                start = self._walk(match.start(), limit)
                if (
                    start < match.start()
                    or start in self.region_ends
                    or (rule == "agency.zone" and p.BARE_ZONE.match(text, start))
                    or (rule == "agency.township" and self._is_own_town(match))
                ) and not text.startswith("乡镇", start):
                    start = self._chain(start)
                    above = text.rfind("人民政府", max(self.start, start - 4), match.start())
                    if rule == "agency.township" and above >= 0:
                        start = self._chain(above)  # 海淀区人民政府|中关村街道办事处
                    self._add(start, match.end(), rule)

    def _bodies_above(self) -> None:
        """Add 省厅, 市局, 自治区厅: the body above in the same field, with a clean left edge."""
        text = self.text
        for match in p.SYSTEM.finditer(text, self.start, self.end):
            start = match.start() - (3 if text.startswith("自治区", match.start() - 3) else 1)
            if match.start() in self.region_ends:  # 西安市局
                self.found.append(_Found(self._chain(match.start()), match.end(), "agency.system"))
                continue
            before = text[start - 1] if start > self.start else ""
            if text[match.start()] == "厅" and text[match.start() - 1] not in "省区":
                continue
            if not is_han(before) or before in p.BEFORE or before in "待至由":
                self.found.append(_Found(start, match.end(), "agency.system"))

    def _short_bodies(self) -> None:
        """Add 总局, 管委会 where the letter names the one that is meant."""
        for match in _IN_SHORT.finditer(self.text, self.start, self.end):
            word = match[0]
            whole = "管理委员会" if word == "管委会" else word
            named = re.compile(f"(?:国家|海关|[区园])[一-龥]{{0,6}}(?:{word}|{whole})")
            if (self.letter.agency or "").endswith((word, whole)) or (
                word != "管委会" and named.search(self.text, self.start, self.end)
            ):
                self._add(match.start(), match.end(), "agency.short")

    def repeats(self) -> None:
        """Add where a list's unknown member stands again by itself."""
        text = self.text
        names = {text[f.start : f.end] for f in self.found if f.rule == "agency.list"}
        for name in sorted(name for name in names if len(name) > 4):
            at = text.find(name, self.start, self.end)
            while at >= 0:
                self.found.append(_Found(at, at + len(name), "agency.repeated"))
                at = text.find(name, at + len(name), self.end)

    def _is_own_town(self, match: re.Match[str]) -> bool:
        """Tell whether a bare 镇政府 is the township that writes."""
        return match[0][0] in "镇乡" and match[0][0] + "人民政府" in (self.letter.agency or "")

    def _shared_heads(self) -> None:
        """Add the members of a list whose head comes with the last one: 黄浦、徐汇区政府."""
        names = authority().by_name
        for match in p.SHARED_HEAD.finditer(self.text, self.start, self.end):
            end = match.start()
            while True:
                last = match[1] if self.text[end - 1] != match[1] else ""  # 黄浦|区, 四川省
                most = range(min(4, end - self.start), 1, -1)
                sizes = [n for n in most if self.text[end - n : end] + last in names]
                if not sizes:
                    break
                self.found.append(_Found(end - sizes[0], end, "agency.shared"))
                end -= sizes[0]
                if self.text[end - 1 : end] not in ("、", "和", "与", "及"):
                    break
                end -= 1
        members = fields.sharing(self.text, self.found, self.start, self._chain)
        self.found.extend(_Found(*member, "agency.shared") for member in members)

    def lists(self) -> None:
        """Add unknown members of lists whose earlier members are agencies."""
        text = self.text
        ends = [found.end for found in self.found]
        known = {found.end: found.start for found in self.found}
        while ends:
            end = ends.pop()
            if end < self.end and text[end] in "、和与及":
                pattern = p.UNIT_IN_LIST if text[end - 1] in "科处股司室" else p.IN_LIST
                match = pattern.match(text, end + 1, self.end)
                start, stop = end + 1, match.end() if match else self.open.get(end + 1, 0)
                if stop and 0 < known.get(stop, start + 1) - start < 5:
                    self.found.append(_Found(start, stop, "agency.list"))
                    known[stop] = start
                    ends.append(stop)

    def aliases(self) -> None:
        """Add names that the letter gives: （以下简称快维中心）, and groups that it addresses."""
        text = self.text
        names = {name for name in self.letter.addressees if p.GROUP.search(name)}
        for found in self.found:
            if text[found.end : found.end + 1] in ("（", "("):
                match = p.ALIAS.match(text, found.end, self.end)
                if match:
                    names.add(match[1])
        for name in sorted(names):
            at = text.find(name, self.start, self.end)
            while at >= 0:
                self.found.append(_Found(at, at + len(name), "agency.alias"))
                at = text.find(name, at + len(name), self.end)

    def longest(self) -> Iterator[_Found]:
        """Yield the found names, the leftmost and longest where they overlap."""
        last = -1
        text = self.text
        for found in sorted(self.found, key=lambda f: (f.start, -f.end)):
            if found.start >= last:
                last = found.end
                if not p.PART_OF_OTHER.match(text, last):
                    yield found


def find(letter: Letter) -> Iterator[Mention]:
    """Yield the agencies of ``letter`` in reading order; offsets into ``letter.text``.

    >>> from replygraph.model import Letter, Span
    >>> text = "我局会同市发改委、财政局赴松溪街道办调研，生态环境部气候司指导。"
    >>> letter = Letter("a", "a.txt", "", 0, text, text, Span(0, len(text)))
    >>> [found.text for found in find(letter)]
    ['我局', '市发改委', '财政局', '松溪街道办', '生态环境部气候司']
    """
    whole, places = compact(letter)
    reader = _Reader(whole)
    reader.known()
    reader.behind_regions()
    reader.grammar()
    reader.lists()
    reader.repeats()
    reader.aliases()
    for found in reader.longest():
        start, end = back(places, found.start, found.end)
        yield mention(letter, start, end, "AGENCY", found.rule)
