"""Which region a name belongs to: the division that it names, or the one whose letter names it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from replygraph.resources import authority
from replygraph.resources.agencies import _displayed, agency
from replygraph.resources.authority import Place

NATION = "全国"
Relation = Literal["same", "inside", "apart", "unknown"]

_NATIONAL = re.compile(
    r"全国|国家|中国|中央|中华|国际|世界|全球|亚洲|亚太|国务院|一带一路|长江|黄河|长三角|珠三角"
    r"|大湾区|京津冀|东西部|中西部|西部|联合国"
)
_STATUTE = re.compile(r"[一-龥]{2,}法")
_NUMBERED = re.compile(r"[一-龥\w]{1,14}[〔（(\[［][0-9]{4}[〕）)\]］](?:第)?[0-9]+号")
_LEAD = re.compile(
    r"[“”‘’\"《》〈〉「」]|^(?:第[0-9一二三四五六七八九十百]+[届次期]|首届|[0-9]{4}年?度?"
    r"|关于(?:印发)?|中共)+"
)
_PARTY = re.compile(
    r"^(?:中国共产党|中共|政协|国家税务总局|中国共产主义青年团|中国[一-龥]{2,8}?(?:党|同盟|会|学社))"
)


@lru_cache(maxsize=16384)
def place_of(name: str) -> Place | None:
    """Return the division that an agency's or a region's canonical name begins with.

    >>> [p and p.name for p in (place_of("深圳市龙岗区教育局"), place_of("财政部"))]
    ['龙岗区', None]
    """
    rest = _PARTY.sub("", name, count=1)
    for size in range(min(len(rest), 24), 1, -1):
        found = _displayed(rest[:size])
        if found is not None:
            return found
    return None


@lru_cache(maxsize=16384)
def region_of(name: str) -> str:
    """Return the id of the division of an agency, `NATION` for a national body, else ``""``.

    >>> region_of("湘潭市水利局"), region_of("工业和信息化部"), region_of("红星厂")
    ('430300', '全国', '')
    """
    body = authority().national.get(name)
    if name == NATION or (body is not None and body.name == name):
        return NATION
    place = place_of(name)
    if place is not None:
        return place.id
    known = agency(name)
    return NATION if known is not None and known.level == "national" else ""


def province(region: str) -> str:
    """Return the id of the province of a division's id; other values stay as they are."""
    return region[:2] + "0000" if region.isdecimal() else region


@lru_cache(maxsize=16384)
def relation(one: str, other: str) -> Relation:
    """Return how two divisions (ids, or `NATION`) lie to each other; "" is unknown.

    >>> relation("430300", "430000"), relation("430300", "330000"), relation("", "330000")
    ('inside', 'apart', 'unknown')
    """
    if not (one and other):
        return "unknown"
    if one == other:
        return "same"
    if NATION in (one, other) or other in above(one) or one in above(other):
        return "inside"
    return "apart"


@lru_cache(maxsize=8192)
def above(region: str) -> tuple[str, ...]:
    """Return the ids of the divisions that a division (by id) lies in, the nearest first.

    >>> above("330602"), above("330000")
    (('330600', '330000'), ())
    """
    found: list[str] = []
    known = authority()
    place = known.by_id.get(region)
    while place is not None and (place := known.parent(place)) is not None:
        found.append(place.id)
    return tuple(found)


@lru_cache(maxsize=32768)
def leading_place(name: str) -> tuple[str, str]:
    """Return the place that a thing's name begins with (as written) and the name without it.

    >>> leading_place("恭城月柿节"), leading_place("和平行动")
    (('恭城', '月柿节'), ('', '和平行动'))
    """
    known = authority()
    for size in range(min(len(name) - 1, 12), 1, -1):
        head = name[:size]
        # Of names that the authority does not hold, only 深圳市龙岗区 is one.
        if head not in known.by_name and (head[-1] != "区" or _displayed(head) is None):
            continue
        official = any(place.name == head for place in known.by_name.get(head, ()))
        if official or head not in known.by_name or not known.is_common(head, "short"):
            return head, name[size:]
    return "", name


@lru_cache(maxsize=32768)
def is_national(name: str) -> bool:
    """Tell whether a name says itself that it is not of one region.

    >>> is_national("全国助残日"), is_national("家庭教育促进法"), is_national("护蕾行动")
    (True, True, False)
    """
    return bool(_NATIONAL.search(name) or _STATUTE.fullmatch(name))


@lru_cache(maxsize=32768)
def scope_of(mention_type: str, name: str, region: str | None) -> str:
    """Return the region within which a thing's name tells it apart; "" where it always does.

    Events, programs and documents that name no place (护蕾行动) exist in many regions. ``region``
    is that of the letter, as its canonical names write it.

    >>> scope_of("PROGRAM", "护蕾行动", "湘潭市"), scope_of("PROGRAM", "湘潭护蕾行动", "湘潭市")
    ('湘潭市', '')
    >>> scope_of("DOCUMENT", "国办发〔2016〕9号", "湄潭县"), scope_of("ORG", "湘潭大学", "湘潭市")
    ('', '')
    """
    if mention_type not in {"EVENT", "PROGRAM", "DOCUMENT"} or not region or region == NATION:
        return ""
    if is_national(name) or _NUMBERED.fullmatch(name):
        return ""
    plain = _LEAD.sub("", name)
    if leading_place(plain)[0] or _names_own(name, region):
        return ""
    known = authority()
    for end, char in enumerate(name, 1):
        if char in "省市县区州盟旗":
            for start in range(max(0, end - 8), end - 2):
                part = name[start:end]
                if any(p.name == part for p in known.by_name.get(part, ())):
                    return ""
    return region


def _names_own(name: str, region: str) -> bool:
    place = place_of(region)
    while place is not None:
        if any(short in name for short in (place.name, *place.short)):
            return True
        place = authority().parent(place)
    return False
