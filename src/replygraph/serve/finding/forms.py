"""Under which names a thing is looked for besides its own: short forms and former names.

They come from the authority file: ways to write the agency behind its region (发改委), regions in
short (深圳), national bodies' short forms (发改委, 工信部), bodies that went before (环境保护局).
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache

from replygraph.resources import Place, authority
from replygraph.resources.agencies import agency
from replygraph.views.names import region

#: what a name of an index is to the thing that it leads to
LABEL, SHORT, FORMER = range(3)
Form = tuple[str, int]
#: stems of bodies of earlier years, as people say them: only looked for, never read into a letter
_SPOKEN = {
    "安全生产监督管理": "安监",  # 市安监局
    "城市管理行政执法": "城管执法",  # 市城管执法局
    "工商行政管理": "工商",  # 市工商局
    "国土资源": "国土",  # 市国土局
    "环境保护": "环保",  # 市环保局
    "劳动和社会保障": "劳动保障",  # 市劳动保障局
    "人口和计划生育": "计生",  # 市计生委
    "食品药品监督管理": "食药监",  # 市食药监局
    "文化广电新闻出版": "文广新",  # 市文广新局
    "质量技术监督": "质监",  # 市质监局
}

_MOST = 16
_FEW = 3
_BACK = 3


@cache
def _inverse() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return the authority's short forms by what they stand for: of whole names, of first words."""
    whole: dict[str, list[str]] = defaultdict(list)
    first: dict[str, list[str]] = defaultdict(list)
    for written, name in sorted(authority().forms.items()):
        if written != name:
            whole[name].append(written)
    for written, longer in sorted(authority().abbreviations.items()):
        first[longer].append(written)
    return whole, first


@lru_cache(maxsize=8192)
def ways(rest: str) -> tuple[str, ...]:
    """Return the ways to write a local agency behind its region, the shortest first.

    >>> ways("环境保护局"), ways("科学技术局")
    (('环保局',), ('科技局',))
    """
    whole, first = _inverse()
    found = set(whole.get(rest, ()))
    for size in range(2, min(len(rest), 10)):
        for short in first.get(rest[:size], ()):
            found.update({short + rest[size:], short + rest[size:].replace("委员会", "委")})
    known = authority()
    right = {one for one in found if one != rest and known.expand(one) == rest}
    for stem, spoken in _SPOKEN.items():
        if rest.startswith(stem):
            right.add(spoken + rest[len(stem) :].replace("委员会", "委"))
    return tuple(sorted(right, key=lambda one: (len(one), one)))


@cache
def _regions() -> dict[str, tuple[Place, tuple[str, ...]]]:
    """Return each division by the name that canonical names begin with, and its short forms."""
    known = authority()
    found: dict[str, tuple[Place, tuple[str, ...]]] = {}
    for place in sorted(known.places, key=lambda place: place.until):
        short = place.short[:1]
        name = place.name
        if place.level == "county" and name.endswith("区") and (above := known.parent(place)):
            name = above.name + name
            short = (*(one + place.name for one in above.short[:1]), *short)
        found[name] = (place, short)
    return found


@cache
def _own() -> frozenset[str]:
    """Return the divisions whose agencies have entries of their own."""
    return frozenset(entry.place for entry in authority().local)


def divided(name: str) -> tuple[str, str, Place | None, tuple[str, ...]]:
    """Return the region that leads an agency's name, the rest, the division, its short forms.

    >>> head, rest, place, short = divided("深圳市生态环境局")
    >>> head, rest, place and place.id, short
    ('深圳市', '生态环境局', '440300', ('深圳',))
    >>> divided("青岚市教育局")
    ('青岚市', '教育局', None, ('青岚',))
    """
    regions = _regions()
    for size in range(min(len(name) - 1, 16), 1, -1):
        if found := regions.get(name[:size]):
            return name[:size], name[size:], *found
    first, inner = region(name)
    head = first + inner
    if head and name.startswith(head) and head != name:
        short = (head[:-1],) if len(head) > 2 and head[-1] in "省市县" else ()
        return head, name[len(head) :], None, short
    return "", name, None, ()


def _went_before(name: str) -> list[str]:
    found: dict[str, None] = {}
    last = [name]
    for _ in range(_BACK):
        steps = [known.predecessors for one in last if (known := agency(one))]
        last = sorted({before for step in steps for before in step} - found.keys() - {name})
        found.update(dict.fromkeys(last))
    return list(found)


@lru_cache(maxsize=65536)
def _earlier(head: str, rest: str, place: str) -> tuple[str, ...]:
    """Return what went before an agency, as names behind the region.

    ``place`` is the division where its agencies differ from the others of its level.
    """
    del place
    return tuple(one.removeprefix(head) for one in _went_before(head + rest))


_EXAMPLES: dict[tuple[str, str], str] = {}


def _former(head: str, rest: str, place: Place) -> list[str]:
    own = place.id in _own()
    # what holds for one division of a level holds for all that have no entries of their own
    kept = head if own else _EXAMPLES.setdefault((place.level, rest[-1:]), head)
    names = _earlier(kept, rest, place.id if own else place.level)
    return [head + way for one in names for way in (one, *ways(one)[:_FEW])]


def agency_forms(name: str) -> list[Form]:
    """Return the further names under which an agency is looked for, with what they are.

    >>> found = dict(agency_forms("深圳市发展和改革委员会"))
    >>> [found[one] == SHORT for one in ("深圳市发改委", "深圳发改委", "深圳发展和改革委员会")]
    [True, True, True]
    >>> dict(agency_forms("深圳市生态环境局"))["深圳市人居环境委员会"] == FORMER
    True
    """
    body = authority().national.get(name)
    if body is not None and body.name == name:
        former = _went_before(name)
        return [*((one, SHORT) for one in body.short), *((one, FORMER) for one in former)]
    head, rest, place, short = divided(name)
    if not head:
        return []
    written = ways(rest)
    found = [head + one for one in written]
    found += [first + one for first in short for one in (rest, *written)]
    former = _former(head, rest, place) if place else []
    several = [*((one, SHORT) for one in found[:_MOST]), *((one, FORMER) for one in former)]
    return [(one, form) for one, form in several if one != name]


@cache
def _followed() -> dict[str, tuple[Place, ...]]:
    """Return the divisions that a division followed, by its id."""
    found: dict[str, list[Place]] = defaultdict(list)
    for place in authority().places:
        for after in place.successors:
            if after != place.id:
                found[after].append(place)
    return {after: tuple(places) for after, places in found.items()}


def place_forms(name: str) -> list[Form]:
    """Return the further names of a division: short forms and former names.

    >>> dict(place_forms("香格里拉市"))["中甸县"] == FORMER
    True
    """
    found: dict[str, int] = {}
    for place in authority().named(name):
        if place.name != name:
            continue
        last = [place]
        for _ in range(_BACK):
            found.update((one, FORMER) for each in last for one in each.former)
            last = [before for each in last for before in _followed().get(each.id, ())]
            found.update((each.name, FORMER) for each in last)
        found.update(dict.fromkeys(place.short, SHORT))
    found.pop(name, None)
    return sorted(found.items())
