"""The canonical name of a place: divisions in full, districts and zones with their city."""

from __future__ import annotations

import re

from replygraph.resolve.context import Context, once
from replygraph.resolve.regions import NATION, Region
from replygraph.resolve.zones import owner
from replygraph.resources import authority

_OWN = re.compile(r"[我本](省|市|县|区|州|盟|旗|自治区|自治州|自治县)")
#: 茶镇人民政府, 深圳市龙岗区坪地街道办事处: the township that writes
_BARE_ZONES = frozenset(["高新区", "经开区", "综保区", "高新技术产业开发区", "经济技术开发区"])
#: zones whose full form in the letter wins: 赣州经开区 where 赣州经济技术开发区 stands too
_ZONES_IN_FULL = (("经开区", "经济技术开发区"), ("高新区", "高新技术产业开发区"))
_TOWN = re.compile(r"(.+?(?:镇|乡|街道))(?:人民政府|办事处)")
#: heads of waters and heights: a name that ends so is a county only nearby
_NATURE = frozenset("河江湖山溪岭港湾泉")
#: heads of landmarks that lent districts their names: 岳阳楼, 海珠桥
_LANDMARK = frozenset("楼塔寺庙")
_ZONE = re.compile(r"[一-龥]{2,}(?:高新区|经开区|开发区|新区|高新技术产业园区)")


def _is_meant(text: str, region: Region, context: Context) -> bool:
    """Tell whether a short form may be that county: near the letter, or named in full too."""
    place = region.place
    if len(text) > 2 and text[-1] in _LANDMARK:
        return False  # 岳阳楼, not 岳阳楼区
    if place is None or place.level != "county" or len(text) > 2 or text == place.name:
        return True
    if place.name in context.text:
        return True
    own = context.region
    chain = region.chain()
    if own is not None and own.name == NATION:  # 四川…若尔盖、红原 in a ministry's letter
        above = chain[-1].place
        return above is not None and any(short in context.text for short in above.short)
    if own is None:  # 海南…保亭、琼中
        return any(chain[-1] in other.chain() for other in context.recent)
    if own.is_low or text[-1] in _NATURE:
        # 莲花、平安 in a county's letter are townships, 唐河 elsewhere is a river.
        return len(own.chain()) > 1 and own.chain()[-2] in chain and not own.name.startswith(text)
    return own.chain()[-1] in chain


def _in_province(text: str, context: Context) -> Region | None:
    """Return the division behind its province's short form: 南宁市 of 广西南宁."""
    for size in (2, 3):
        places = authority().by_name.get(text[:size], ())
        if len(text) < size + 2 or not any(place.level == "province" for place in places):
            continue
        above = context.named(text[:size])
        region = context.named(text[size:], above) if above is not None else None
        if region is not None and above in region.chain()[1:]:
            return region
    return None


@once
def name(text: str, context: Context) -> tuple[str | None, Region | None, bool, str]:
    """Return canonical name, the region if it is one, whether the authority knows it, the rule.

    None where the letter leaves open which division is meant (我县 in a city's letter).
    """
    if text in ("我镇", "我乡", "我街道"):
        town = _TOWN.match(context.agency or "")
        return (town[1] if town else None), None, False, "own"
    if match := _OWN.fullmatch(text):
        region = context.deictic(match[1])
        return (region.display if region else None), region, region is not None, "own"
    areas = authority().area_named
    if text in areas and text + "新区" in areas:
        return text + "新区", None, True, "area"  # 雄安
    if text in areas and areas[text].kind == "natural":
        return text, None, True, "area"
    region, rest, written = context.split(text + "政府")
    if written and rest == "政府" and region is not None and _is_meant(text, region, context):
        return region.display, region, region.place is not None, "division"
    region = context.named(text) or _in_province(text, context)
    if region is not None and _is_meant(text, region, context):
        return region.display, region, region.place is not None, "division"
    if text in authority().area_named and authority().area_named[text].kind != "zone":
        return text, None, True, "area"
    for short, full in _ZONES_IN_FULL:
        whole = text.removesuffix(short) + full
        if text.endswith(short) and len(text) > len(short) and whole in context.text:
            return whole, None, False, "zone"
    if _ZONE.fullmatch(text) or text in _BARE_ZONES:
        city = context.region
        while city and city.parent and not city.name.endswith("市"):
            city = city.parent
        if city and city.name.endswith("市") and owner(text, context) is None:
            return city.stem + text, None, False, "zone"
    return text, None, False, "site"
