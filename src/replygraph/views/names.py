"""What a name of a body tells a reader: where it belongs, what its field is, how to shorten it.

This is for drawing only: identity, level and validity come from the authority file. A body whose
name says nothing stays without region and in the kind ``other``.
"""

from __future__ import annotations

import re

NATIONAL = "全国"

# Bodies whose region stands after their own name.
_LEADING = re.compile(
    "^(?:中共|政协|国家税务总局|国家统计局"  # 中共深圳市委宣传部, 国家统计局广东调查总队
    "|中国共产主义青年团|中国民主建国会|中国民主促进会|中国民主同盟"  # 中国民主同盟广州市委员会
    "|中国农工民主党|中国国民党革命委员会|九三学社|中国致公党"  # 九三学社北京市委员会
    "|台湾民主自治同盟|中国国际贸易促进委员会"  # 中国国际贸易促进委员会上海市委员会
    "|国网|国家电网)"  # 国网平阳县供电公司
)
_ZONE = re.compile(
    "^[一-龥]{2,8}?(?:高新区|开发区|合作区|新区)(?=管理委员会)"
)  # 青岚高新区管理委员会
_REGION = re.compile(
    "^[一-龥]{2,10}?(?:自治区|自治州|自治县|省|市(?!场)|地区|盟|州(?!市)|县|旗)"  # 凉山彝族自治州
)
_DISTRICT = re.compile(
    "^(?![一-龥]{0,3}[社园景校片]区)[一-龥]{1,6}?(?:区|县|旗)"  # 青岚市松溪区商务局
)
_NATIONAL = re.compile(
    "^(?:国家|全国|最高|国务院|中共中央|中央|中华|中国)|(?:部|总局|总署)$"  # 生态环境部
    "|^[一-龥]{2,8}部[一-龥]+[司局]$"  # 生态环境部应对气候变化司
)

# kind, words: the first that fits decides. Words of a body's name after the region.
KINDS: tuple[tuple[str, str], ...] = (
    ("party", "^中共"),  # 中共深圳市委宣传部
    ("government", "人民政府|行政公署|街道|区管理委员会$"),  # 深圳市人民政府, 南湖街道办事处
    ("congress", "人民代表大会|^政协|人大常委会"),  # 深圳市人民代表大会常务委员会
    (
        "people",  # 团市委, 市妇联, 市工商联
        (
            "共产主义青年团|妇女联合会|总工会|工商业联合会|文学艺术界联合会|残疾人联合会|科学技术协会"
            "|归国华侨联合会|贸易促进|红十字会|^中国民主|^中国农工|^中国致公|^九三学社|革命委员会"
            "|台湾民主自治|社会科学界联合会|作家协会|计划生育协会|慈善总会"
            "|妇联$|文联$|残联$|工商联$|科协$|团委$|侨联$"
        ),
    ),
    (
        "law",  # 市公安局, 市应急管理局, 市中级人民法院
        "公安|司法|法院|检察|应急|安全生产|消防|交通警察|海事|海关|边检|信访|城市管理执法|行政执法|政法",
    ),
    (
        "environment",  # 市生态环境局, 市水务局, 市农业农村局
        (
            "生态|环境|气象|自然资源|国土|水务|水利|农业|农村|林业|草原|海洋|渔业|地质|地震|乡村振兴"
            "|扶贫|畜牧|供销"
        ),
    ),
    (
        "culture",  # 市教育局, 市文化和旅游局, 市科学技术局
        "教育|教体|科学技术|科技|文化|旅游|体育|广播|电视|新闻|出版|知识产权|文物|档案|地方志|版权",
    ),
    (
        "social",  # 市民政局, 市卫生健康委员会
        "民政|人力资源|社会保障|卫生|健康|医疗|疾病|退役军人|民族|宗教|残疾|老龄|移民|药品",
    ),
    (
        "city",  # 市住房和城乡建设局, 市交通运输局
        "住房|建设|交通|城市管理|规划|园林|公路|铁路|民航|邮政|港|市政|轨道|城管|人居|机场|口岸",
    ),
    (
        "economy",  # 市发展和改革委员会, 市财政局
        (
            "发展和改革|发展改革|财政|工业|信息化|经济|商务|税务|金融|市场监督|统计|国有资产|审计|数据"
            "|粮食|投资|贸易|能源|供电|银行|证券|保险|电力|烟草|工商|质量|招商"
        ),
    ),
    (
        "government",  # 市政务服务局, 市委编办, 市外事办公室
        ("办公室|办公厅|机构编制|外事|港澳|机关事务|政务|行政审批|国务院|发展研究"),
    ),
)
_KINDS = tuple((kind, re.compile(words)) for kind, words in KINDS)


#: what bodies whose region stands after their own name are called for short
_CALLED = {
    "中国共产主义青年团": "团",  # 团市委
    "中国民主建国会": "民建",  # 民建市委会
    "中国民主促进会": "民进",  # 民进市委会
    "中国民主同盟": "民盟",  # 民盟市委会
    "中国农工民主党": "农工党",  # 农工党市委会
    "中国国民党革命委员会": "民革",  # 民革市委会
    "中国致公党": "致公党",  # 致公党市委会
    "九三学社": "九三学社",  # 九三学社市委会
    "中国国际贸易促进委员会": "贸促会",  # 贸促会市委会
    "国家税务总局": "",  # 税务局
}


def led(name: str) -> str:
    """Return the name without what stands before its region.

    >>> led("国网平阳县供电公司"), led("深圳市教育局")
    ('平阳县供电公司', '深圳市教育局')
    """
    return _LEADING.sub("", name)


def region(name: str) -> tuple[str, str]:
    """Return the region that leads the body's name, and the district within it ("" where none).

    >>> region("深圳市龙岗区科技创新局")
    ('深圳市', '龙岗区')
    >>> region("中共深圳市委宣传部")
    ('深圳市', '')
    >>> region("国家市场监督管理总局")
    ('全国', '')
    """
    rest = led(name)
    for pattern in (_ZONE, _REGION):
        if found := pattern.match(rest):
            first = found.group()
            inner = _DISTRICT.match(rest[len(first) :]) if first.endswith(("市", "州")) else None
            return first, inner.group() if inner else ""
    return (NATIONAL, "") if _NATIONAL.search(name) else ("", "")


def kind(name: str) -> str:
    """Return the field of work that the name of an agency tells, ``other`` where it tells none.

    >>> [kind(n) for n in ("深圳市生态环境局", "中共深圳市委宣传部", "青岚市人民政府")]
    ['environment', 'party', 'government']
    """
    for found, words in _KINDS:
        if words.search(name):
            return found
    return "other"


def short(name: str) -> str:
    """Return the name without its city, province or county, for a label beside the region's name.

    >>> short("深圳市龙岗区科技创新局"), short("中共深圳市委宣传部"), short("深圳市人民政府")
    ('龙岗区科技创新局', '市委宣传部', '市人民政府')
    """
    first, _ = region(name)
    if first in {"", NATIONAL} or first not in name:
        return name
    head, tail = name.split(first, 1)
    level = first[-1] if first[-1] in "省市县州盟旗" else "区"
    if head == "中共" and tail == "委员会":
        return f"{level}委"
    if head == "中共":
        return f"{level}{tail}" if tail.startswith(("委", "纪")) else f"中共{tail}"
    if head in _CALLED:
        if tail != "委员会":
            return f"{_CALLED[head]}{tail}"
        return f"{_CALLED[head]}{level}委{'' if _CALLED[head] == '团' else '会'}"
    if head:
        return f"{head}{tail}" if tail[:1] != "委" else f"{head}{level}{tail}"
    if tail.startswith(("人民", "委")):
        return f"{level}{tail}"
    return tail or name
