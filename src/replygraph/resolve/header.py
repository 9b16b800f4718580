"""The letter before its mentions: region, replying agency, addressee, assembly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from replygraph import iri
from replygraph.model import Mention
from replygraph.resolve import agencies, sessions
from replygraph.resolve.context import Context
from replygraph.resolve.regions import NATION, Region
from replygraph.resources import authority
from replygraph.text.normal import normal

#: behind a signature: 某某区科学技术局（章）
_SEAL = re.compile(r"[（(]盖?章[）)]")
#: how the names of bodies end; members' names never do
_BODY = re.compile(
    r"(?:局|厅|委|委员会|办|办公室|部|院|会|中心|政府|政协|人大|中央|联络组|小组|代表团|界别组|活动组|界|支队|大队|总队|社|联|协"
    r"|公司|工委|支部)$"
)


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return ``text`` normalised like the letter's own text, without blanks."""
    return "".join(normal(text).split())


def is_body(name: str) -> bool:
    """Tell whether an addressee is a body, not a person."""
    return len(name) > 3 and bool(_BODY.search(name))


def find(context: Context, mentions: Sequence[Mention], written: Sequence[str]) -> list[str]:
    """Set region, agency and addressee of ``context``; return what stayed unknown, in words.

    ``written`` are the names of the mentions, normalised. The agency's own region goes first, then
    what other mentions of the agency, the session and the divisions named say.
    """
    own = _SEAL.split(plain(context.letter.agency or ""))[0]
    region: Region | None = None
    if own:
        named = agencies.name(own, context)
        context.national = named.rule == "national"
        region = _of_branch(own, named.region, context) or named.region
        if named.rule == "vertical":
            region = agencies.seat_of(own, context)
        if named.rule == "zone" and named.name:
            region = _zone(named.name, region)
        if region is None and not context.national:
            region = _elsewhere(context, own, mentions, written)
    if region is None and not context.national:
        region = _of_sessions(context, mentions, written)
        region = region or _held(context, own)
        region = region or _of_divisions(context, own, mentions, written)
        region = region or _led_by_bodies(context, mentions, written)
    context.region = Region(NATION) if context.national else region
    if own:
        context.agency = agencies.name(own, context).name
    context.addressee = _addressee(context)
    context.settled = True
    return [] if context.region else ["未能确定本函所属地区，地区简称未展开。"]


def assembly(context: Context) -> str | None:
    """Return the key of the assembly: kind and region of the session, else of the letter."""
    letter = context.letter
    found = sessions.parse(plain(letter.session), context) if letter.session else None
    kind = letter.kind or (found.kind if found else None)
    region = (found.region if found else None) or context.region
    if kind is None or region is None:
        return None
    return iri.assembly_key(kind, region.display)


def _elsewhere(
    context: Context, own: str, mentions: Sequence[Mention], written: Sequence[str]
) -> Region | None:
    """Return the region that another mention of the replying agency carries in front."""
    rest = own.lstrip("省市县区州盟旗")
    for mention, text in zip(mentions, written, strict=True):
        if mention.type == "AGENCY" and len(text) > len(own) and text.endswith(rest):
            region, behind, given = context.split(text)
            if given and region is not None and behind.endswith(rest):
                return region
    return None


def _zone(name: str, city: Region | None) -> Region | None:
    """Return the zone that a management committee governs, as a region within its city."""
    zone = name.partition("管理委员会")[0]
    return Region(zone, city) if zone.endswith("区") else city


def _of_branch(own: str, city: Region | None, context: Context) -> Region | None:
    """Return the district that a city's branch serves: 盘锦市公安局兴隆台分局 → 兴隆台区."""
    match = re.search(r"局([一-龥]{2,4})分局$", own)
    if match is None or city is None:
        return None
    district = context.named(match[1] + "区", city)
    return district if district is not None and city in district.chain() else None


def _of_sessions(
    context: Context, mentions: Sequence[Mention], written: Sequence[str]
) -> Region | None:
    phrases = [plain(context.letter.session or "")]
    phrases += [text for m, text in zip(mentions, written, strict=True) if m.type == "EVENT"]
    for phrase in phrases:
        found = sessions.parse(phrase, context)
        if found and found.region is not None and found.region.name != NATION:
            return found.region
    return None


def _led_by_bodies(
    context: Context, mentions: Sequence[Mention], written: Sequence[str]
) -> Region | None:
    """Return the one county that the names of the letter's organisations begin with."""
    regions = {
        region
        for mention, text in zip(mentions, written, strict=True)
        if mention.type == "ORG" and (region := _led_by(context, text)) is not None
    }
    return regions.pop() if len(regions) == 1 else None


def _held(context: Context, own: str) -> Region | None:
    """Return the lowest region that a body's name holds: 日照 of 山东省电力公司日照供电公司."""
    known = authority()
    held: list[Region] = []
    for start in range(1, len(own) - 3):
        for size in range(min(11, len(own) - start), 1, -1):
            name = own[start : start + size]
            above = held[-1] if held else None
            if name[-1] not in "省市县区州盟旗" and not (above and name in known.by_name):
                continue
            found = context.named(name, above)
            if found is not None and (above is None or above in found.chain()):
                held.append(found)
                break
    return max(held, key=lambda region: len(region.chain()), default=None)


def _led_by(context: Context, name: str) -> Region | None:
    """Return the county that an organisation's name begins with: 桑植一中."""
    known = authority()
    for size in (4, 3, 2):
        places = known.by_name.get(name[:size], ())
        if places and not known.is_common(name[:size], "short"):
            region = context.named(name[:size])
            return region if region is not None and region.is_low else None
    return None


def _of_divisions(
    context: Context, own: str, mentions: Sequence[Mention], written: Sequence[str]
) -> Region | None:
    """Return the one region of the deictic's kind (市) that the letter names most."""
    counts: dict[str, int] = {}
    regions: dict[str, Region] = {}
    for mention, text in zip(mentions, written, strict=True):
        if mention.type not in ("AGENCY", "PLACE"):
            continue
        region, _, given = context.split(text + "政府" * (mention.type == "PLACE"))
        if not given or region is None:
            continue
        deictic = own[:1] if own[:1] in "省市县区州盟旗" else ""
        fitting = next((r for r in region.chain() if not deictic or r.fits(deictic)), None)
        if fitting is not None:
            counts[fitting.display] = counts.get(fitting.display, 0) + 1
            regions[fitting.display] = fitting
    best = sorted(counts, key=lambda name: (-counts[name], name))
    if not best or (len(best) > 1 and counts[best[0]] == counts[best[1]]):
        return None
    return regions[best[0]]


def _addressee(context: Context) -> str | None:
    """Return the canonical name of the first body among the addressees: 贵委, 贵会."""
    for text in context.letter.addressees:
        if is_body(plain(text)):
            return agencies.name(plain(text), context).name
    return None
