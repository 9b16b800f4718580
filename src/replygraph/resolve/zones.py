"""Names of townships, street offices, and of the committees that govern zones."""

from __future__ import annotations

import re

from replygraph.resolve.context import Context
from replygraph.resolve.named import Named
from replygraph.resolve.regions import Region, of_place
from replygraph.resources import authority

#: 高新区财政局: an agency of a zone of the letter's city
ZONE_AGENCY = re.compile("(?P<zone>.{0,8}?(?:高新区|经开区|开发区|新区|度假区|保税区))(?P<rest>.+)")
_TOWNSHIP = re.compile(r"(?P<name>.+?)(?:街道办事处|街道办|街办|地区办事处)(?P<unit>.*)")
_TOWN_SIGN = re.compile("[街镇乡]|苏木|地区办")
_TOWN = re.compile(
    r"(?P<name>.+?(?:镇|乡|街道|苏木))(?P<rest>(?:人民)?政府.*|党委|.*(?:站|所|中心|办|委|队))"
)
#: zones of the state whose full name begins with the province, not the city
_OF_PROVINCE = frozenset(
    ("四川", "陕西", "云南", "贵州", "河北", "浙江", "湖南", "江西", "甘肃", "吉林", "福建", "黑龙")
)
#: words that say of what kind a zone is
_OF_KINDS = re.compile(
    "(?:城乡一体化|先进制造业|高新技术|经济技术|现代农业|产业|国家|省级|综合|旅游|生态|国际|临空|临港"
    "|开发区|示范区|集聚区|度假区|保税区|合作区|试验区)+"
)
_ZONE = re.compile(r"(?P<name>.*?(?:区|园|港|城|基地))(?:管委会|管理委员会)(?P<unit>.*)")


def township(context: Context, region: Region | None, rest: str) -> Named | None:
    """Return a street office with its city and district, a township without anything."""
    if not _TOWN_SIGN.search(rest):
        return None
    match = _TOWNSHIP.fullmatch(rest)
    own = context.region
    if match:
        above = region or own
        wide = own is not None and region is None and not (own.is_district or own.is_county)
        if wide and any(_lies_in(r, own) for r in context.recent):
            above = context.only(lambda r: _lies_in(r, own))
            if above is None:  # 祖庙街道办 where 禅城区 and 南海区 are named
                return Named(None, None, "", False, False, "street")
        name = f"{match['name']}街道办事处{match['unit']}"
        return Named((above.display if above else "") + name, above, name, True, False, "street")
    match = _TOWN.fullmatch(rest)
    if match and not authority().begins(rest):
        if match["rest"] == "党委":
            return Named(f"中共{match['name']}委员会", region, rest, False, False, "township")
        tail = re.sub("^政府", "人民政府", match["rest"])
        return Named(match["name"] + tail, region, rest, False, False, "township")
    return None


def _lies_in(district: Region, city: Region | None) -> bool:
    """Tell whether ``district`` is one of a city's districts."""
    return district.is_district and city in district.chain()


def owner(zone: str, context: Context) -> Region | None:
    """Return the city or county that a zone's name begins with: 浏阳市 of 浏阳经开区."""
    area = authority().area_named.get(zone)
    if area is not None and area.place and area.name[:2] in _OF_PROVINCE:
        return of_place(authority().by_id[area.place])  # 成都市 of 四川天府新区
    for size in (4, 3, 2):
        if not authority().named(zone[:size], context.year):
            continue  # 光明新区 was there before 光明区
        region = context.named(zone[:size])
        if region is None or region.place is None:
            continue
        own = context.region
        if region.place.level != "county" or own is None:
            return region
        if any(part in own.chain() for part in region.chain()):
            return region
    return None


def _is_plain(zone: str) -> bool:
    """Tell whether a zone's name is short, or of words that tell no place: 城乡一体化示范区."""
    return len(zone) <= 7 or _OF_KINDS.fullmatch(zone) is not None


def zone_name(context: Context, region: Region | None, rest: str) -> Named | None:
    """Return a zone's committee, with the city's name (without 市) in front where it lacks it."""
    match = _ZONE.fullmatch(rest) if "管" in rest else None
    if match is None:
        return None
    name = f"{match['name']}管理委员会{match['unit']}"
    if (context.agency or "").endswith(name):
        return Named(context.agency, region or context.region, "", False, False, "zone")
    own = context.region
    if region is not None and own is not None and own.is_city and region.is_county:
        region = own  # 象山县政府、前湾新区管委会 in the letter of the city above
    above = region or own
    holder = owner(match["name"], context)
    if above is None or holder is not None or not _is_plain(match["name"]):
        return Named(name, holder or above, name, True, False, "zone")
    city = next((r for r in above.chain() if r.name.endswith("市")), None)
    if above.name.endswith(("县", "旗")):
        return Named(above.display + name, above, name, True, False, "zone")
    return Named((city.stem if city else "") + name, above, name, True, False, "zone")
