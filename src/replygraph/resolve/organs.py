"""Names of organs that are no part of the government: parties, league, assemblies."""

from __future__ import annotations

import re

from replygraph.resolve.context import Context
from replygraph.resolve.named import Named, unit_name
from replygraph.resolve.regions import DEICTICS, Region

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
PARTY_STARTS = frozenset(name[0] for name in _PARTY_NAMES)
DEMOCRATIC = re.compile(
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
#: who writes and is no agency speaks so of itself, and of the one that it answers
_OWN_BODY = re.compile(
    "(?P<who>[我本贵])(?P<head>公司|集团|校|学校|院|医院|行|厂|协会|学会|商会|所|馆)"
)
#: what heads an own body may have
_BODY_HEADS = {
    "公司": ("公司", "集团"),
    "集团": ("集团", "公司"),
    "校": ("学校", "大学", "学院", "中学", "小学", "校"),
    "学校": ("学校", "大学", "学院", "中学", "小学", "校"),
    "院": ("院",),
    "医院": ("医院", "卫生院", "保健院"),
    "行": ("行",),
}
LEAGUE = re.compile(r"(?:共青团|团)(?P<where>.+?)(?:委员会|委)")


def party(region: Region, rest: str) -> str:
    """Return the name of a party organ; ``rest`` begins with 委 or 党委."""
    if rest.startswith("纪委"):
        return f"中共{region.display}纪律检查委员会{rest[2:]}"
    unit = rest.partition("委")[2]
    if not unit:
        return f"中共{region.display}委员会"
    unit = _PARTY_UNITS.get(unit, unit)
    whole = region.is_autonomous_region or region.name.endswith("兵团")
    middle = "委员会" if whole else "委"
    if region.name.endswith("地区"):
        return f"中共{region.display.removesuffix('区')}委{unit_name(unit)}"
    return f"中共{region.display}{middle}{unit_name(unit)}"


def assembly(region: Region, rest: str) -> str:
    """Return the name of a body of the conference or the congress."""
    if rest.startswith("政协"):
        unit = rest[2:]
        unit = unit.removeprefix("委员会") if unit != "委员会" else ""
        nation = region.name == "全国"
        return ("政协全国委员会" if nation else f"政协{region.display}委员会") + (
            unit_name(unit) if unit else ""
        )
    rest = rest.removeprefix("人大").removeprefix("人民代表大会")
    standing = ""
    for word in ("常委会", "常务委员会"):
        if rest.startswith(word):
            standing, rest = "常务委员会", rest[len(word) :]
    return f"{region.display}人民代表大会{standing}{unit_name(rest) if rest else ''}"


def democratic(context: Context, match: re.Match[str]) -> Named:
    """Return a committee of a democratic party; ``match`` is one of DEMOCRATIC."""
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
    if region is None and where in DEICTICS:
        return Named(None, None, "", False, False, "democratic")
    if region is None:
        return Named(f"{party}{where}{tail}{unit}", None, "", False, False, "democratic")
    return Named(f"{party}{region.display}{tail}{unit}", region, "", False, True, "democratic")


def league_name(context: Context, match: re.Match[str]) -> Named | None:
    """Return a committee of the Youth League; None where its region is open."""
    where = match["where"]
    if where == "中央":
        return Named("中国共产主义青年团中央委员会", None, "", False, True, "league")
    region = context.named(where) or context.deictic(where)
    if region is None:
        return None
    name = f"中国共产主义青年团{region.display}委员会"
    return Named(name, region, "", False, True, "league")


#: fields whose bodies are commissions, and those that only provinces leave to a 局
_OF_COMMISSIONS = frozenset(("发改", "发展改革", "国资", "卫健", "卫计"))
_OF_BUREAUS = frozenset(("市场监管", "信访", "林业", "林草", "旅游")) | frozenset(
    ("粮食", "税务", "统计", "体育", "扶贫", "乡村振兴", "工商", "质监", "食药监", "安监", "医保")
)


def head_of_field(field: str, region: Region | None) -> str:
    """Return the head of the body that a list calls by its field: 委 of 发改, 局 of 财政."""
    if field.endswith(tuple(_OF_COMMISSIONS)):
        return "委"
    province = region is not None and region.place is not None and region.place.level == "province"
    return "厅" if province and not field.endswith(tuple(_OF_BUREAUS)) else "局"


def own_body(context: Context, text: str) -> str | None:
    """Return who 我公司 or 贵校 is: writer or addressee, if its name has such a head."""
    match = _OWN_BODY.fullmatch(text)
    if match is None:
        return None
    own = context.addressee if match["who"] == "贵" else context.agency
    heads = _BODY_HEADS.get(match["head"], (match["head"],))
    return own if own and own.endswith(heads) else None
