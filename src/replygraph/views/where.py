"""Where an agency belongs: the division whose name its own begins with, after the authority file.

A division is named by its code (GB/T 2260) as the authority file keeps it; ``全国`` stands for
bodies of the nation; "" where the file knows no such division.
"""

from __future__ import annotations

from functools import lru_cache

from replygraph.resources import authority
from replygraph.resources.local import NATION, above, region_of
from replygraph.views.network import Words

__all__ = [
    "ELSEWHERE",
    "LEVELS",
    "NATION",
    "PROVINCES",
    "by_code",
    "called",
    "chain",
    "full",
    "is_region",
    "level",
    "of",
]

#: what is in no division, in the address and in words
ELSEWHERE = "none"
LEVELS = {
    "province": Words("省级", "province"),
    "prefecture": Words("地市", "prefecture"),
    "county": Words("区县", "county"),
}
#: the provinces: code, short name, English, ISO 3166-2, row and column of a tile: a scheme, no map
PROVINCES: tuple[tuple[str, str, str, str, int, int], ...] = (
    ("230000", "黑龙江", "Heilongjiang", "HL", 0, 7),
    ("150000", "内蒙古", "Inner Mongolia", "NM", 1, 5),
    ("220000", "吉林", "Jilin", "JL", 1, 7),
    ("650000", "新疆", "Xinjiang", "XJ", 2, 0),
    ("620000", "甘肃", "Gansu", "GS", 2, 2),
    ("640000", "宁夏", "Ningxia", "NX", 2, 3),
    ("140000", "山西", "Shanxi", "SX", 2, 4),
    ("130000", "河北", "Hebei", "HE", 2, 5),
    ("110000", "北京", "Beijing", "BJ", 2, 6),
    ("210000", "辽宁", "Liaoning", "LN", 2, 7),
    ("540000", "西藏", "Tibet", "XZ", 3, 0),
    ("630000", "青海", "Qinghai", "QH", 3, 1),
    ("510000", "四川", "Sichuan", "SC", 3, 2),
    ("610000", "陕西", "Shaanxi", "SN", 3, 3),
    ("410000", "河南", "Henan", "HA", 3, 4),
    ("370000", "山东", "Shandong", "SD", 3, 5),
    ("120000", "天津", "Tianjin", "TJ", 3, 6),
    ("530000", "云南", "Yunnan", "YN", 4, 2),
    ("500000", "重庆", "Chongqing", "CQ", 4, 3),
    ("420000", "湖北", "Hubei", "HB", 4, 4),
    ("340000", "安徽", "Anhui", "AH", 4, 5),
    ("320000", "江苏", "Jiangsu", "JS", 4, 6),
    ("310000", "上海", "Shanghai", "SH", 4, 7),
    ("520000", "贵州", "Guizhou", "GZ", 5, 3),
    ("430000", "湖南", "Hunan", "HN", 5, 4),
    ("360000", "江西", "Jiangxi", "JX", 5, 5),
    ("330000", "浙江", "Zhejiang", "ZJ", 5, 6),
    ("450000", "广西", "Guangxi", "GX", 6, 3),
    ("440000", "广东", "Guangdong", "GD", 6, 4),
    ("350000", "福建", "Fujian", "FJ", 6, 5),
    ("710000", "台湾", "Taiwan", "TW", 6, 6),
    ("460000", "海南", "Hainan", "HI", 7, 3),
    ("820000", "澳门", "Macao", "MO", 7, 4),
    ("810000", "香港", "Hong Kong", "HK", 7, 5),
)


def by_code(code: str, name: str) -> str:
    """Return the division of an agency by the code that the graph has, else by its name.

    >>> by_code("440307", "x"), by_code("", "湘潭市水利局")
    ('440307', '430300')
    """
    return code if code in authority().by_id else of(name)


def of(name: str) -> str:
    """Return the code of the division of an agency, `NATION` for a national body, "" for none.

    >>> of("深圳市龙岗区教育局"), of("生态环境部"), of("青岚市教育局")
    ('440307', '全国', '')
    """
    return region_of(name)


@lru_cache(maxsize=8192)
def chain(region: str) -> tuple[str, ...]:
    """Return a division and those that it lies in, the nearest first.

    >>> chain("440307"), chain("全国"), chain("")
    (('440307', '440300', '440000'), ('全国',), ())
    """
    return (region, *above(region)) if region else ()


def is_region(region: str) -> bool:
    """Tell whether this is the code of a division, or the nation."""
    return region == NATION or region in authority().by_id


def called(region: str) -> str:
    """Return the name of a division.

    >>> called("440307"), called("全国"), called("")
    ('龙岗区', '全国', '')
    """
    place = authority().by_id.get(region)
    return place.name if place else region if region == NATION else ""


def full(region: str) -> str:
    """Return the name of a division with those that it lies in.

    >>> full("440307")
    '广东省深圳市龙岗区'
    """
    return "".join(called(one) for one in reversed(chain(region)))


def level(region: str) -> str:
    """Return province, prefecture or county; nation for the nation, "" for what is none.

    >>> level("440307"), level("全国")
    ('county', 'nation')
    """
    place = authority().by_id.get(region)
    return place.level if place else "nation" if region == NATION else ""
