"""The canonical name of an agency: region and name, abbreviations expanded (guide, 2.3 and 6)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from replygraph.resolve.context import Context
from replygraph.resolve.regions import Region
from replygraph.resources import Kind, authority

_PARTIES = {
    "民革": "中国国民党革命委员会",
    "民盟": "中国民主同盟",
    "民建": "中国民主建国会",
    "民进": "中国民主促进会",
    "农工党": "中国农工民主党",
    "农工民主党": "中国农工民主党",
    "致公党": "中国致公党",
    "九三学社": "九三学社",
    "九三": "九三学社",
    "台盟": "台湾民主自治同盟",
}
_PARTY_NAMES = sorted({*_PARTIES, *_PARTIES.values()}, key=len, reverse=True)
_PARTY_STARTS = frozenset(name[0] for name in _PARTY_NAMES)
_DEMOCRATIC = re.compile(
    rf"(?P<party>{'|'.join(_PARTY_NAMES)})(?P<where>.*?)"
    r"(?P<tail>中央委员会|中央|委员会|委会|工作委员会|工委会|工委|委|总支部|总支|支部委员会|支部"
    r"|支社|基层委员会)"
    r"(?P<unit>[一-龥]*?)"
)
_DEMOCRATIC_TAILS = {
    "委会": "委员会",
    "委": "委员会",
    "工委": "工作委员会",
    "工委会": "工作委员会",
}
_PARTY_UNITS = {
    "编办": "机构编制委员会办公室",
    "编委办": "机构编制委员会办公室",
    "农办": "农村工作领导小组办公室",
    "外办": "外事工作委员会办公室",
    "台办": "台湾工作办公室",
}
_SYSTEM = re.compile("(?P<where>省|自治区|市|州|盟|县|区)(?P<head>厅|局)")
#: vertically managed bodies whose areas are no divisions: 义乌海关, 福建海事局
_AS_WRITTEN = re.compile("(?:海关|海事局|铁路监督管理局|(?:证|保|银|银保)监局)$")
_LEAGUE = re.compile(r"(?:共青团|团)(?P<where>.+?)(?:委员会|委)")
_UNITS = (
    "局|厅|委|办|部|院|署|会|中心|单位|大队|支队|总队|站|所|处|科|社|机关|行署|街道办|管委会|政府"
)
_SELF = re.compile(f"(?:我|本|该)(?:{_UNITS})")
_POLITE = re.compile(f"贵(?:{_UNITS}|党中央)")
_OWN_UNIT = re.compile(r"(?:局|厅|委|部)(?=[一-龥]{2,}(?:处|科|股|司)$)")
_UNIT_ONLY = re.compile(r"[一-龥]{2,8}(?:处|科|股|司|室)")
_TOWNSHIP = re.compile(r"(?P<name>.+?)(?:街道办事处|街道办|街办|地区办事处)(?P<unit>.*)")
_TOWN_SIGN = re.compile("[街镇乡]|苏木|地区办")
_TOWN = re.compile(
    r"(?P<name>.+?(?:镇|乡|街道|苏木))(?P<rest>(?:人民)?政府.*|党委|.*(?:站|所|中心|办|委|队))"
)
_ZONE = re.compile(r"(?P<name>.*?(?:区|园|港|城|基地))(?:管委会|管理委员会)(?P<unit>.*)")
_CENTRAL = re.compile(r"中央(?=(?:组织|宣传|统战|对外联络|社会工作)部|办公厅|政策研究室|政法委)")
_PREFIXES = ("国家", "国务院", "中国", "全国", "中华全国", "中央", "中共中央")
_FIELDS = re.compile(r"(?P<field>.+)部门")


class Named(NamedTuple):
    """A canonical name; ``region`` is what it belongs to, ``rest`` its name behind the region.

    ``short`` says that an abbreviation was written, so that a fuller form in the letter wins.
    """

    name: str | None
    region: Region | None
    rest: str
    short: bool
    verified: bool
    rule: str


def _own(context: Context, unit: str = "", rule: str = "self") -> Named:
    name = context.agency
    return Named(name + unit if name else None, context.region, "", False, False, rule)


def _unit(name: str) -> str:
    """Return the name of an inner unit, expanded: 气候司 → 应对气候变化司."""
    known = authority()
    if name == "气候司":
        return known.abbreviations["气候"] + "司"
    if name.endswith("工委"):
        return name[:-1] + "作委员会"
    if name.endswith("委") and not name.endswith("管委"):
        return name + "员会"
    return name + "公室" if name.endswith("办") else name


@lru_cache(maxsize=8192)
def _body(rest: str) -> tuple[str, bool]:
    """Return the name behind a region, expanded, and whether the authority knows it.

    The longest known beginning is expanded by itself, what follows is its inner unit.
    """
    known = authority()
    for size in range(len(rest), 1, -1):
        expanded = known.forms.get(rest[:size])
        if expanded is not None:
            tail = rest[size:]
            if not tail:
                return expanded, True
            if tail == "门":
                break
            return expanded + _unit(tail), True
    return known.expand(rest), False


def _party(region: Region, rest: str) -> str:
    """Return the name of a party organ; ``rest`` begins with 委 or 党委."""
    if rest.startswith("纪委"):
        return f"中共{region.display}纪律检查委员会{rest[2:]}"
    unit = rest.partition("委")[2]
    if not unit:
        return f"中共{region.display}委员会"
    unit = _PARTY_UNITS.get(unit, unit)
    middle = "委员会" if region.is_autonomous_region else "委"
    return f"中共{region.display}{middle}{_unit(unit)}"


def _assembly(region: Region, rest: str) -> str:
    """Return the name of a body of the conference or the congress."""
    if rest.startswith("政协"):
        unit = rest[2:]
        unit = unit.removeprefix("委员会") if unit != "委员会" else ""
        nation = region.name == "全国"
        return ("政协全国委员会" if nation else f"政协{region.display}委员会") + (
            _unit(unit) if unit else ""
        )
    rest = rest.removeprefix("人大").removeprefix("人民代表大会")
    standing = ""
    for word in ("常委会", "常务委员会"):
        if rest.startswith(word):
            standing, rest = "常务委员会", rest[len(word) :]
    return f"{region.display}人民代表大会{standing}{_unit(rest) if rest else ''}"


def _democratic(context: Context, match: re.Match[str]) -> Named:
    party = _PARTIES.get(match["party"], match["party"])
    where, tail, unit = match["where"], match["tail"], match["unit"]
    if tail.startswith("中央"):
        return Named(f"{party}中央委员会{unit}", None, "", False, True, "democratic")
    tail = _DEMOCRATIC_TAILS.get(tail, tail)
    if where.endswith("总") and tail == "支部":
        where, tail = where[:-1], "总支部"
    region = context.named(where) or (context.deictic(where) if where else context.region)
    if region is None and where[:-1] and where[-1] in "区省市县州":
        region = context.named(where[:-1])
    if region is None:
        return Named(f"{party}{where}{tail}{unit}", None, "", False, False, "democratic")
    return Named(f"{party}{region.display}{tail}{unit}", region, "", False, True, "democratic")


def _league(context: Context, match: re.Match[str]) -> Named | None:
    where = match["where"]
    if where == "中央":
        return Named("中国共产主义青年团中央委员会", None, "", False, True, "league")
    region = context.named(where) or context.deictic(where)
    if region is None:
        return None
    name = f"中国共产主义青年团{region.display}委员会"
    return Named(name, region, "", False, True, "league")


def _township(context: Context, region: Region | None, rest: str) -> Named | None:
    """Return a street office with its city and district, a township without anything."""
    if not _TOWN_SIGN.search(rest):
        return None
    match = _TOWNSHIP.fullmatch(rest)
    own = context.region
    if match:
        above = region or own
        if own is not None and own.is_district and region is not None and not region.is_district:
            above = own
        if above is not None and not above.is_district and not above.name.endswith(("县", "旗")):
            lower = next((r for r in reversed(context.recent) if r.is_district), None)
            if region is None and lower is not None and above in lower.chain():
                above = lower
        name = f"{match['name']}街道办事处{match['unit']}"
        return Named((above.display if above else "") + name, above, name, False, False, "street")
    match = _TOWN.fullmatch(rest)
    if match and not authority().begins(rest):
        if match["rest"] == "党委":
            return Named(f"中共{match['name']}委员会", region, rest, False, False, "township")
        tail = re.sub("^政府", "人民政府", match["rest"])
        return Named(match["name"] + tail, region, rest, False, False, "township")
    return None


def owned(zone: str, context: Context) -> bool:
    """Tell whether a zone's name begins with the city or county that it lies in: 浏阳经开区."""
    for size in (4, 3, 2):
        region = context.named(zone[:size]) if zone[:size] in authority().by_name else None
        if region is None or region.place is None:
            continue
        own = context.region
        if region.place.level != "county" or own is None:
            return True
        if any(part in own.chain() for part in region.chain()):
            return True
    return False


def _zone(context: Context, region: Region | None, rest: str) -> Named | None:
    match = _ZONE.fullmatch(rest) if "管" in rest else None
    if match is None:
        return None
    name = f"{match['name']}管理委员会{match['unit']}"
    above = region or context.region
    if above is None or len(match["name"]) > 7 or owned(match["name"], context):
        return Named(name, above, name, True, False, "zone")
    city = next((r for r in above.chain() if r.name.endswith("市")), None)
    if above.name.endswith(("县", "旗")):
        return Named(above.display + name, above, name, True, False, "zone")
    return Named((city.stem if city else "") + name, above, name, True, False, "zone")


@lru_cache(maxsize=8192)
def _national(text: str) -> Named | None:
    """Return a national body, or an inner unit of one; None where none is meant."""
    known = authority()
    for size in range(len(text), 1, -1):
        body = known.national.get(text[:size])
        if body is None:
            continue
        tail = text[size:]
        if tail and (tail[-1] not in "司处室局厅科会部" or tail[0] == "门"):
            return None
        name = _literal(text[:size], body.name)
        short = text[:size] != body.name
        return Named(name + (_unit(tail) if tail else ""), None, text, short, True, "national")
    return None


def _literal(written: str, official: str) -> str:
    """Return a national name expanded after the table; nothing is added from outside it."""
    known = authority()
    if written == official:
        return written
    if written in ("党中央", "中央编办", "中央人民政府", "全国政协", "全国人大", "全国人大常委会"):
        return official if written != "党中央" else "中共中央"
    central = _CENTRAL.sub("中共中央", written)
    if central != written:
        return central + ("员会" if central.endswith("委") else "")
    for prefix in _PREFIXES:
        if written.startswith(prefix) and len(written) > len(prefix) + 1:
            if written.endswith("贸促会"):
                return official
            rest = written[len(prefix) :]
            if prefix == "全国" and rest.startswith(("人大", "政协")):
                return official
            return prefix + known.expand(rest)
    if written in ("团中央", "共青团中央") or written.endswith("贸促会"):
        return official
    return known.expand(written)


def _department(context: Context, region: Region | None, field: str) -> Named:
    """Return the agency that a letter calls by its field: 市生态环境部门."""
    where = region or context.region
    head = "厅" if where and where.place and where.place.level == "province" else "局"
    known = authority()
    full, _ = _body(field + head)
    if full not in known.kind_of:
        kinds = [k for k in known.kinds if k.names and k.names[0].startswith(field)]
        full = kinds[0].names[-1] if len(kinds) == 1 else full
    return Named((where.display if where else "") + full, where, full, True, False, "department")


def name(text: str, context: Context, carried: Region | None = None) -> Named:
    """Return the canonical name of the agency written as ``text``.

    ``carried`` is the region of the list that the mention stands in, where it is not the first.
    """
    first = text[:1]
    if len(text) < 6 and (match := _SYSTEM.fullmatch(text)):
        return _system(context, match)
    if first in ("我", "本", "该"):
        if _SELF.fullmatch(text):
            return _own(context)
        part = _SELF.match(text)
        if part and len(text) - part.end() > 1 and text[1] not in "市省县区州":
            return _own(context, _unit(text[part.end() :]), "unit")
    elif first == "贵" and _POLITE.fullmatch(text):
        return Named(context.addressee, None, "", False, False, "polite")
    elif first in ("局", "厅", "委", "部") and context.agency and (own := _OWN_UNIT.match(text)):
        return _own(context, text[own.end() :], "unit")
    elif first in _PARTY_STARTS and (match := _DEMOCRATIC.fullmatch(text)):
        return _democratic(context, match)
    elif first in ("团", "共") and (match := _LEAGUE.fullmatch(text)):
        league = _league(context, match)
        if league is not None:
            return league
    if text.startswith("国家税务总局") and len(text) > 6:
        return Named(text, context.named(re.sub("税务局$", "", text[6:])), text, False, True, "tax")
    return _local(text, context, carried)


def _is_past(kind: Kind, year: int) -> bool:
    """Tell whether bodies of this kind had other names in ``year``: 交通局 in 2020."""
    if kind.until < year:
        return True
    known = {k.id: k for k in authority().kinds}
    return any(known[after].since + 2 < year for after in kind.successors if known[after].since)


def _system(context: Context, match: re.Match[str]) -> Named:
    """Return the body above in the replying agency's own field: 省厅 is 河北省交通运输厅."""
    region = context.deictic(match["where"])
    own = context.region.display if context.region else ""
    field = re.sub("(?:局|厅|委员会)$", "", (context.agency or "").removeprefix(own))
    if region is None or not own or not field or field == context.agency:
        return Named(None, region, "", False, False, "system")
    name = region.display + field + match["head"]
    return Named(name, region, field + match["head"], False, False, "system")


def _local(text: str, context: Context, carried: Region | None) -> Named:
    text = text.removeprefix("中共") if text[2:4] != "中央" else text
    if text.startswith("政协") and len(text) > 4:
        head, _, unit = text[2:].partition("委员会")
        region, rest, _ = context.split(head + "委")
        if head == "全国" or (region is not None and rest == "委"):
            where = region or Region("全国")
            name = _assembly(where, "政协" + unit)
            return Named(name, where, "政协" + unit, False, True, "cppcc")
    region, rest, written = context.split(text)
    if not written:
        ambiguous = text in authority().forms and not context.national
        if not ambiguous and (found := _national(text)):
            return found
        if rest == "编办" or rest.startswith(("宣传部", "组织部", "统战部", "政法委")):
            rest = "委" + rest
        known = authority().begins(rest) or rest.startswith("委")
        region = carried or (context.region if known else None)
    if region is not None and (region.name == "全国" or _AS_WRITTEN.search(text)):
        region, rest = None, text
    if (found := _township(context, region if written else carried, rest)) or (
        found := _zone(context, region if written else carried, rest)
    ):
        return found
    if region is None:
        full, _ = _body(rest)
        if _AS_WRITTEN.search(rest) or "流域" in rest:
            written = False
        return Named(None if written else full, None, full, rest != full, False, "bare")
    return _behind(region, rest, context)


def _behind(region: Region, rest: str, context: Context) -> Named:
    """Return the name of an agency of ``region``."""
    if re.match("[党纪]?委(?!员会)", rest):
        return Named(_party(region, rest), region, rest, False, True, "party")
    if rest.startswith(("政协", "人大", "人民代表大会")):
        return Named(_assembly(region, rest), region, rest, False, True, "assembly")
    if match := _FIELDS.fullmatch(rest):
        return _department(context, region, match["field"])
    if rest == "贸促会":
        name = f"中国国际贸易促进委员会{region.display}委员会"
        return Named(name, region, name, False, True, "people")
    if rest in ("公安分局", "分局") and region.is_district and region.parent:
        name = f"{region.parent.name}公安局{region.name}分局"
        return Named(name, region, name, False, True, "branch")
    if rest.endswith("厅") and region.place and region.place.level != "province":
        # Only provinces have 厅: 交通厅 in a county's letter is the province's.
        region = region.chain()[-1]
    full, known = _body(rest)
    kind = authority().kind_of.get(full)
    expired = kind is not None and context.year is not None and _is_past(kind, context.year)
    short = full != rest or kind is None or expired
    rule = "authority" if known else "grammar"
    return Named(region.display + full, region, full, short, known, rule)


def head_of(text: str) -> str:
    """Return what a list shares with its earlier members: 政府 in 黄浦、徐汇区政府."""
    match = re.search(r"[区县市](?:人民)?政府$", text)
    return match[0] if match else ""


def is_unit(text: str) -> bool:
    """Tell whether ``text`` names an inner unit alone (宣教处)."""
    return bool(_UNIT_ONLY.fullmatch(text)) and text not in authority().forms
