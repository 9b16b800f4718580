"""Derive data/authority/places.csv from the public list of division codes since 1981.

    python scripts/derive_places.py result.csv data/authority/places.csv

The input is ``result.csv`` of yescallop/areacodes (CC0 1.0), compiled from the codes that the
Ministry of Civil Affairs publishes (GB/T 2260). The output is our own shape: one row per division
and stretch of years, with its parent, the short forms that letters use, the name it had before
(where it is the same division) and the ids of what followed.
"""

# ruff: noqa: INP001, SIM905

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from pathlib import Path

SOURCE = "民政部行政区划代码（areacodes 汇编）"
LEVELS = {"省级": "province", "地级": "prefecture", "县级": "county"}
FIELDS = "id name level parent from until short former successors source".split()

# The 55 nationalities as they stand in names of autonomous divisions, with and without 族.
NATIONS = (
    "蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 "
    "拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 "
    "塔吉克 怒 "
    "乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺"
).split()
_NATION = "|".join(sorted((f"{name}族" for name in NATIONS), key=len, reverse=True))
_BARE = "|".join(n for n in sorted(NATIONS, key=len, reverse=True) if len(n) > 1)
AUTONOMOUS = re.compile(rf"(?P<stem>.+?)(?:(?:{_NATION})+|(?:{_BARE})|各族)自治(?P<tail>[州县旗])")
ETHNIC_DISTRICT = re.compile(rf"(?P<stem>.{{2,}}?)(?:{_NATION})区")
TAILS = ("特别行政区", "地区", "林区", "矿区", "新区", "省", "市", "县", "区", "旗", "州", "盟")
PROVINCES = {
    "内蒙古自治区": ["内蒙古"],
    "广西壮族自治区": ["广西"],
    "西藏自治区": ["西藏"],
    "宁夏回族自治区": ["宁夏"],
    "新疆维吾尔自治区": ["新疆"],
}
# Short forms in use that no rule gives.
CUSTOM = {
    "巴音郭楞蒙古自治州": ["巴州"],
    "博尔塔拉蒙古自治州": ["博州"],
    "克孜勒苏柯尔克孜自治州": ["克州", "克孜勒苏"],
    "伊犁哈萨克自治州": ["伊犁"],
    "海西蒙古族藏族自治州": ["海西"],
    "锡林郭勒盟": ["锡盟", "锡林郭勒"],
    "阿拉善盟": ["阿盟"],
    "莫力达瓦达斡尔族自治旗": ["莫旗"],
    "鄂温克族自治旗": ["鄂温克旗"],
    "鄂伦春自治旗": ["鄂伦春旗"],
    "东乡族自治县": ["东乡县"],
    "喀喇沁左翼蒙古族自治县": ["喀左县", "喀左"],
    "前郭尔罗斯蒙古族自治县": ["前郭县", "前郭"],
    "杜尔伯特蒙古族自治县": ["杜蒙县", "杜蒙"],
    "和布克赛尔蒙古自治县": ["和布克赛尔县", "和丰县"],
    "察布查尔锡伯自治县": ["察布查尔县", "察县"],
    "香港特别行政区": ["香港", "香港特区"],
    "澳门特别行政区": ["澳门", "澳门特区"],
    "塔什库尔干塔吉克自治县": ["塔县", "塔什库尔干县"],
    "积石山保安族东乡族撒拉族自治县": ["积石山县"],
    "科尔沁左翼中旗": ["科左中旗"],
    "科尔沁左翼后旗": ["科左后旗"],
    "科尔沁右翼中旗": ["科右中旗"],
    "科尔沁右翼前旗": ["科右前旗"],
    "东乌珠穆沁旗": ["东乌旗"],
    "西乌珠穆沁旗": ["西乌旗"],
    "土默特左旗": ["土左旗"],
    "土默特右旗": ["土右旗"],
    "达尔罕茂明安联合旗": ["达茂旗"],
    "乌拉特前旗": ["乌前旗"],
    "乌拉特中旗": ["乌中旗"],
    "乌拉特后旗": ["乌后旗"],
    "察哈尔右翼前旗": ["察右前旗"],
    "察哈尔右翼中旗": ["察右中旗"],
    "察哈尔右翼后旗": ["察右后旗"],
    "新巴尔虎左旗": ["新左旗"],
    "新巴尔虎右旗": ["新右旗"],
    "陈巴尔虎旗": ["陈旗"],
    "苏尼特左旗": ["苏左旗"],
    "苏尼特右旗": ["苏右旗"],
    "阿拉善左旗": ["阿左旗"],
    "阿拉善右旗": ["阿右旗"],
    "克什克腾旗": ["克旗"],
    "翁牛特旗": ["翁旗"],
    "伊金霍洛旗": ["伊旗"],
    "鄂托克前旗": ["鄂前旗"],
}


def shorts(name: str) -> list[str]:
    """Return the short forms of an official name, the longer first."""
    if name in PROVINCES:
        return PROVINCES[name]
    forms = list(CUSTOM.get(name, ()))
    if match := AUTONOMOUS.fullmatch(name):
        forms += [match["stem"] + match["tail"], match["stem"]]
    elif match := ETHNIC_DISTRICT.fullmatch(name):
        forms += [match["stem"] + "区", match["stem"]]
    else:
        for tail in TAILS:
            if name.endswith(tail):
                if len(name) - len(tail) >= 2:
                    forms.append(name[: -len(tail)])
                break
    forms = [form for form in dict.fromkeys(forms) if len(form) >= 2 and form != name]
    return [form for form in forms if not form.endswith("自治")]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _successors(text: str, year: str) -> list[str]:
    """Return the codes that followed when the division ended (not those it gave land to)."""
    found = []
    for item in filter(None, text.split(";")):
        match = re.fullmatch(r"(\d{6})(?:\[(\d{4})\])?", item)
        if match and (match[2] is None or match[2] == year):
            found.append(match[1])
    return found


def _name(row: dict[str, str]) -> str:
    return row["名称"]


def derive(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return the rows of places.csv, sorted by code and year."""
    by_code = defaultdict(list)
    for row in rows:
        by_code[row["代码"]].append(row)
    ids: dict[int, str] = {}
    for code, group in by_code.items():
        group.sort(key=lambda r: (r["状态"] != "在用", -int(r["变更/弃用时间"] or 9999)))
        for index, row in enumerate(group):
            ids[id(row)] = code if index == 0 else f"{code}-{row['变更/弃用时间']}"
    current = {code: group[0] for code, group in by_code.items()}

    def parent(row: dict[str, str]) -> str:
        code = row["代码"]
        if row["级别"] == "省级":
            return ""
        above = row["二级行政区"]
        if row["级别"] == "县级":
            for other in by_code.get(code[:4] + "00", ()):
                if _name(other) == above:
                    return ids[id(other)]
        return code[:2] + "0000"

    former = defaultdict(list)
    for row in rows:
        after = _successors(row["新代码"], row["变更/弃用时间"])
        if row["状态"] != "在用" and len(after) == 1 and after[0] in current:
            later = current[after[0]]
            stem = re.sub("[市县区旗盟州]|地区$", "", _name(row))[:2]
            if _name(later) != _name(row) and (
                after[0] == row["代码"] or _name(later).startswith(stem)
            ):
                former[after[0]].append(_name(row))
    result = []
    for row in rows:
        code, until = row["代码"], row["变更/弃用时间"]
        ended = row["状态"] != "在用"
        place = ids[id(row)]
        result.append(
            {
                "id": place,
                "name": _name(row),
                "level": LEVELS[row["级别"]],
                "parent": parent(row),
                "from": "" if row["启用时间"] == "1981" else row["启用时间"],
                "until": until if ended else "",
                "short": "|".join(shorts(_name(row))),
                "former": "|".join(dict.fromkeys(former[code])) if place == code else "",
                "successors": "|".join(_successors(row["新代码"], until)) if ended else "",
                "source": SOURCE,
            }
        )
    return sorted(result, key=lambda r: (r["id"][:6], r["from"], r["until"]))


def main() -> None:
    """Write the derived table."""
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(derive(_rows(source)))


if __name__ == "__main__":
    main()
