"""The canonical name of an agency: region and name, abbreviations expanded (guide, 2.3 and 6)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from replygraph.resolve.context import Context, once
from replygraph.resolve.named import Named, body_name, led_by_another, unit_name
from replygraph.resolve.nation import STATE, as_signed, national
from replygraph.resolve.organs import (
    DEMOCRATIC,
    LEAGUE,
    PARTY_STARTS,
    assembly,
    democratic,
    league_name,
    party,
)
from replygraph.resolve.regions import Region
from replygraph.resolve.zones import ZONE_AGENCY, owner, township, zone_name
from replygraph.resources import Kind, authority

_SYSTEM = re.compile("(?P<where>省|自治区|市|州|盟|县|区)(?P<head>厅|局)")
#: vertically managed bodies whose areas are no divisions: 义乌海关, 福建海事局
_AS_WRITTEN = re.compile(
    "(?:海关|海事局|海警局|边检总?站|边防检查总?站|(?<!地方)金融监管局|检验检疫局|[煤矿][矿山]安(?:全监察|监)局|铁路监督管理局|(?:证|保|银|银保)监局|(?:保监|银监|金融监管)分局"
    "|(?:海事|互联网|金融|知识产权|铁路运输|林区|油田|农垦)(?:中级|基层)?(?:人民)?法院)$"
)
#: names for which the guide's table gives no full form: two bodies in one, 关工委, 市直机关工委
_OPEN = re.compile("纪委.?监委(?!员)|关工委|两办|[省市县区州直]直?(?:属)?机关工委")
#: what the table makes of the first half alone: 文化和旅游|体局
_HALF = re.compile("(?:旅游体|旅游体广|健康体)局$")
#: a zone of its own, which no city's name stands before: 横琴粤澳深度合作区民生事务局
_OWN_ZONE = re.compile(
    "[一-龥]{4,}(?:合作区|示范区|试验区|实验区)(?=[一-龥]{2,})"
    "|[一-龥]{2,}(?:国家公园|自然保护区|名胜区)(?=管理|管委)"
)
#: units below a city's body
_BRANCH = re.compile("(?:支队|大队|中队|分局|[^一二三四五六七八九十]队)$")
#: a second short form behind the first
_ANOTHER = re.compile("工信|科技局|发改|人社|住建|文旅|教体|市监|卫健|林草|经信|城管|规自")
#: what is left of a name when the table has expanded its first words: 住建|交局, 文旅|体局
_LEFT_OVER = re.compile("[一-龥](?:局|委|厅|办)")
#: bodies of roads and waterways whose areas only bear a region's short name: 伊犁公路管理局
_OF_ROADS = re.compile("^(?:公路|航道|航务|铁路|水文|公路建设|公路养护)(?:管理)?局$")
#: 市局[执法支队第三大队]
_INNER = re.compile("[一-龥]{2,}(?:队|科|处|室|中心|站|所)")
#: the township that writes
_OF_TOWN = re.compile(
    "[我本]?(?P<kind>[镇乡])(?:(?P<hall>(?:人民)?政府)|(?P<party>党委)"
    "|(?P<unit>[一-龥]{2,}(?:所|站|办|中心|队)))"
)
#: bureaux of zones: 高新区[经发局]
_BUREAU = re.compile("(?!管)[一-龥]{2,8}(?:局|办公室|办|中心|委|委员会|分局|大队|支队)")
_UNITS = (
    "局|厅|委员会|委|办公室|办事处|办|部|检察院|法院|院|署|管理委员会|管委会|会|中心|单位|大队|支队"
    "|总队|站|所|处|科|社|机关|政府|街道(?:办(?:事处)?)?|行署|关|街|小组"
)
_SELF = re.compile(f"(?:我|本|该)(?:{_UNITS})")
_POLITE = re.compile(f"[贵你](?:{_UNITS}|党中央|组)")
_OWN_UNIT = re.compile(r"(?:局|厅|委|部)(?=[一-龥]{2,}(?:处|科|股|司)$)")
_UNIT_ONLY = re.compile(r"[一-龥]{2,8}(?:处|科|股|司|室)")
#: bodies that a letter calls by their kind alone
_OWN_SHORT = frozenset(("总局", "总署", "管委会"))
_PARTY_FORM = re.compile("[党纪]?委(?!员会)")
_FIELDS = re.compile(r"(?P<field>.+)部门")


def _own(context: Context, unit: str = "", rule: str = "self") -> Named:
    name = context.agency
    return Named(name + unit if name else None, context.region, "", False, False, rule)


def _department(context: Context, region: Region | None, field: str) -> Named:
    """Return the agency that a letter calls by its field: 市生态环境部门."""
    where = region or context.region
    head = "厅" if where and where.place and where.place.level == "province" else "局"
    known = authority()
    full, _ = body_name(field + head)
    if full not in known.kind_of:
        kinds = [k for k in known.kinds if k.names and k.names[0].startswith(field)]
        full = kinds[0].names[-1] if len(kinds) == 1 else full
    return Named((where.display if where else "") + full, where, full, True, False, "department")


def name(text: str, context: Context, carried: Region | None = None) -> Named:
    """Return the canonical name of the agency written as ``text``.

    ``carried`` is the region of the list that the mention stands in, where it is not the first.
    """
    return _name(text, context, carried) if carried else _alone(text, context)


@once
def _alone(text: str, context: Context) -> Named:
    return _name(text, context, None)


def _name(text: str, context: Context, carried: Region | None) -> Named:
    first = text[:1]
    if first in "省自市州盟县区" and (match := _SYSTEM.match(text)):
        if match.end() == len(text):
            return _system(context, match)
        if _INNER.fullmatch(text, match.end()) and (above := _system(context, match)).name:
            return Named(above.name + text[match.end() :], above.region, "", False, False, "unit")
    if first in ("我", "本", "该"):
        if _SELF.fullmatch(text) or text in ("我镇", "我乡"):
            return _own(context)
        part = _SELF.match(text)
        if part and len(text) - part.end() > 1 and text[1] not in "市省县区州":
            return _own(context, unit_name(text[part.end() :]), "unit")
    elif first in ("贵", "你") and _POLITE.fullmatch(text):
        return Named(context.addressee, None, "", False, False, "polite")
    elif first in ("局", "厅", "委", "部") and context.agency and (own := _OWN_UNIT.match(text)):
        return _own(context, text[own.end() :], "unit")
    elif first in PARTY_STARTS and (match := DEMOCRATIC.fullmatch(text)):
        return democratic(context, match)
    elif first in ("团", "共") and (match := LEAGUE.fullmatch(text)):
        league = league_name(context, match)
        if league is not None:
            return league
    if text in _OWN_SHORT and (found := _in_short(text, context)):
        return found
    if text.startswith("管委会") and (zone := _in_short("管委会", context)) and zone.name:
        return zone._replace(name=zone.name + unit_name(text[3:]), rest="", rule="unit")
    if text.startswith("中国共产党") and text[5:7] != "中央":
        text = "中共" + text[5:]
    elif text.startswith(STATE) and (found := national(text[len(STATE) :])):
        return as_signed(found, context)
    if text.startswith("国家税务总局") and len(text) > 6:
        return Named(text, context.named(re.sub("税务局$", "", text[6:])), text, False, True, "tax")
    return _local(text, context, carried)


def _in_short(text: str, context: Context) -> Named | None:
    """Return the body that a letter calls 总局 or 管委会: its own, else the only one named."""
    whole = "管理委员会" if text == "管委会" else text
    if (context.agency or "").endswith(whole):
        return _own(context)
    bodies = {
        body.name
        for name, body in authority().national.items()
        if name.endswith(text) and len(name) > len(text) + 1 and name in context.text
    }
    if len(bodies) != 1:
        return Named(None, None, "", False, False, "short body")
    return Named(bodies.pop(), None, text, True, True, "national")


def _is_past(kind: Kind, year: int) -> bool:
    """Tell whether bodies of this kind had other names in ``year``: 交通局 in 2020."""
    if kind.until < year:
        return True
    known = _kinds()
    return any(known[after].since + 2 < year for after in kind.successors if known[after].since)


@cache
def _kinds() -> dict[str, Kind]:
    return {kind.id: kind for kind in authority().kinds}


def _own_field(context: Context) -> str:
    """Return the replying agency's field, 知识产权 of 陕西省知识产权局; "" where it has none."""
    own = context.region.display if context.region else ""
    field = re.sub("(?:局|厅|委员会)$", "", (context.agency or "").removeprefix(own))
    return "" if not own or field == context.agency else field


def _system(context: Context, match: re.Match[str]) -> Named:
    """Return the body above in the replying agency's own field: 省厅 is 河北省交通运输厅."""
    region = context.deictic(match["where"])
    field = _own_field(context)
    if region is None or not field:
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
            name = assembly(where, "政协" + unit)
            return Named(name, where, "政协" + unit, False, True, "cppcc")
    if _OPEN.fullmatch(text):
        return Named(None, None, "", False, False, "open")
    if (
        text.endswith(("关", "局", "院"))
        and _AS_WRITTEN.search(text)
        and text[0] not in "省市县区州盟"
    ):
        # Its area is no division, so a list does not carry it on: 省财政厅、厦门海关、水利厅.
        return Named(text, None, text, False, True, "vertical")
    region, rest, written = context.split(text)
    called = text[: len(text) - len(rest)]
    if len(called) > 1 and region and _OF_ROADS.search(rest) and called != region.name:
        return Named(text, region, text, False, False, "vertical")
    if not written:
        ambiguous = text in authority().forms and not context.national
        if not ambiguous and (found := national(text)):
            return as_signed(found, context)
        if rest == "编办" or rest.startswith(("宣传部", "组织部", "统战部", "政法委")):
            rest = "委" + rest
        known = authority().begins(rest) or rest.startswith("委")
        region = (carried if known or not _is_proper(rest) else None) or (
            context.region if known else None
        )
        if _OWN_ZONE.match(rest):
            region = None
    if region is not None and region.name == "全国":
        region = None
    above = region if written else carried
    home = context.region
    street = home if home is not None and home.is_low and not written else above
    if rest[:1] in ("镇", "乡", "我", "本") and (match := _OF_TOWN.fullmatch(rest)):
        return _of_town(match, context)
    if (found := township(context, street, rest)) or (found := zone_name(context, above, rest)):
        return found
    if found := _of_zone(rest, region, context):
        return found
    if not written:
        if found := _bare(rest, region or home, carried, context):
            return found
        if region is not None and rest.startswith(region.written):
            region = None  # 湄潭供电局
    if region is None:
        full, _ = body_name(rest)
        if "流域" in rest:
            written = False
        return Named(None if written else full, None, full, rest != full, False, "bare")
    return _behind(region, rest, context)


def _of_zone(rest: str, region: Region | None, context: Context) -> Named | None:
    """Return an agency of a zone of the letter's city: 高新区经发局."""
    match = ZONE_AGENCY.fullmatch(rest)
    if match is None:
        return None
    city = next((r for r in (region or context.region or Region("")).chain() if r.is_city), None)
    bureau = match["rest"]
    if city is None or not (bureau in authority().forms or _BUREAU.fullmatch(bureau)):
        return None
    named = owner(match["zone"], context) or match["zone"].startswith(city.stem)
    name = f"{'' if named else city.stem}{match['zone']}{authority().expand(bureau)}"
    return Named(name, city, "", False, False, "zone agency")


def _bare(rest: str, near: Region | None, carried: Region | None, context: Context) -> Named | None:
    """Return what a name without region means that no list or letter lends one to."""
    if carried and led_by_another(rest):
        return Named(rest, None, "", False, False, "bare")  # 团县委和鹤壁援疆工作队
    if near is not None and rest.startswith(near.written):
        if ZONE_AGENCY.fullmatch(rest):  # 成都高新区政务服务办公室
            return Named(authority().expand(rest), near, "", False, False, "zone agency")
        if _BRANCH.search(rest):
            # 海淀|交通支队: a branch of the city's body, or the district's own
            return Named(None, near, "", False, False, "part of another")
    if rest.endswith("人民法庭"):  # 舍力人民法庭 of the court that writes
        court = context.agency or ""
        whole = court + rest if court.endswith("人民法院") else None
        return Named(whole, context.region, "", False, False, "unit")
    return None


def _of_town(match: re.Match[str], context: Context) -> Named:
    """Return a body of the township that writes; None where another one writes."""
    hall = context.agency or ""
    if not hall.endswith(match["kind"] + "人民政府"):
        return Named(None, context.region, "", False, False, "township")
    town = hall.removesuffix("人民政府")
    if match["party"]:
        name = f"中共{town}委员会"
    elif match["unit"]:
        name = town + unit_name(match["unit"])
    else:
        name = hall
    return Named(name, context.region, "", False, False, "township")


def _is_proper(rest: str) -> bool:
    """Tell whether a proper name stands before a known one: 大海林|林业局, not 旅游|外事侨务局."""
    known = authority()
    for size in range(2, min(len(rest) - 2, 5)):
        if rest[size:] in known.forms:
            field = rest[:size]
            return field + rest[-1] not in known.forms and field not in known.abbreviations
    return False


@lru_cache(maxsize=8192)
def _is_open(rest: str) -> bool:
    """Tell whether nobody can say from the name alone how it reads in full: 住建交局."""
    if _OPEN.fullmatch(rest):
        return True
    known = authority()
    if rest in known.forms:
        return bool(_HALF.search(known.forms[rest]))
    for size in range(min(8, len(rest) - 2), 1, -1):
        if rest[:size] in known.abbreviations:
            # 工信商务科技局: two short forms, of which the table expands the first
            return bool(_LEFT_OVER.fullmatch(rest, size) or _ANOTHER.search(rest, size))
    return False


def _behind(region: Region, rest: str, context: Context) -> Named:
    """Return the name of an agency of ``region``."""
    if rest == "法院" and region.place is not None:
        # provinces have a higher, cities an intermediate court
        rank = {"province": "高级", "prefecture": "中级"}.get(region.place.level, "")
        return Named(f"{region.display}{rank}人民法院", region, rest, True, True, "court")
    if rest == "府办":
        rest = "政府办"
    if region.name.endswith("特别行政区") and rest.startswith("政府"):
        return Named(region.display + rest, region, rest, False, True, "special region")
    if rest.startswith("地委"):  # 阿里地委
        rest = rest[1:]
    if rest in ("局", "厅"):  # 西安市局 in the letter of 陕西省知识产权局
        field = _own_field(context)
        name = region.display + field + rest if field else None
        return Named(name, region, "", False, False, "system")
    if _is_open(rest):
        return Named(None, region, rest, True, False, "open")
    if _PARTY_FORM.match(rest):
        return Named(party(region, rest), region, rest, False, True, "party")
    if rest.startswith(("政协", "人大", "人民代表大会")):
        return Named(assembly(region, rest), region, rest, False, True, "assembly")
    if match := _FIELDS.fullmatch(rest):
        return _department(context, region, match["field"])
    if rest == "贸促会":
        name = f"中国国际贸易促进委员会{region.display}委员会"
        return Named(name, region, name, False, True, "people")
    if rest in ("公安分局", "分局") and region.is_district and region.parent:
        name = f"{region.parent.name}公安局{region.name}分局"
        return Named(name, region, name, False, True, "branch")
    if (
        rest.endswith("厅")
        and not rest.endswith("办公厅")
        and region.place
        and region.place.level != "province"
    ):
        # Only provinces have 厅: 交通厅 in a county's letter is the province's.
        region = region.chain()[-1]
    full, known = body_name(rest)
    kind = authority().kind_of.get(full)
    expired = kind is not None and context.year is not None and _is_past(kind, context.year)
    short = full != rest or kind is None or expired or rest == "税务局"
    rule = "authority" if known else "grammar"
    return Named(region.display + full, region, full, short, known, rule)


def seat_of(text: str, context: Context) -> Region | None:
    """Return where a vertically managed body sits: 厦门市 for 厦门海关."""
    return context.named(re.sub("^中华人民共和国|(?:海关|海事局)$", "", text))


def shared_head(text: str, later: str, context: Context) -> str:
    """Return what a list's ``later`` member lends to ``text``: 兴安盟、通辽市林草局."""
    known = authority().by_name
    whole = text[-1] in "市县区旗盟州" and context.split(text + "政府")[1] == "政府"
    if whole:
        region, rest, written = context.split(later)
        if written and region is not None and len(rest) > 1 and rest[-1] in "局委厅会院队":
            return rest
    elif not 2 <= len(text) <= 4 or text[-1] in "局厅委办部院会府":
        return ""
    head = "".join(re.findall(r"[省区县市州](?:人民)?政府$", later))
    if head and text[-1] == head[0] and known.get(text):
        return head[1:]  # 四川省、甘肃省人民政府
    return head if head and known.get(text + head[0]) else ""


def is_unit(text: str) -> bool:
    """Tell whether ``text`` names an inner unit alone (宣教处)."""
    return bool(_UNIT_ONLY.fullmatch(text)) and text not in authority().forms
