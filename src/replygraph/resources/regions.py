"""Regions that a letter itself establishes though the authority does not know them.

Invented, new or abolished divisions occur. An open class of names ruins the recognition of
agencies, so only names that stand with a clean edge in the letter's head, sign-off or session
phrase count.
"""

from __future__ import annotations

import re
from functools import lru_cache

from replygraph.model import Span
from replygraph.resources import authority

#: [第一师阿拉尔市], 兵团[十四师]: a division of the corps in Xinjiang, with its city
CORPS_DIVISION = re.compile(
    "(?:(?:新疆生产建设)?兵团)?第?(?:十[一二三四]|[一二三四五六七八九十])师"
    "(?:(?:石河子|阿拉尔|图木舒克|五家渠|北屯|铁门关|双河|可克达拉|昆玉|胡杨河|新星|白杨)市)?"
)
#: how their officials call the two together: [师市]教育局, not 工程师市场
OWN_CORPS = re.compile("(?<![教律医导药设讲牧法程厨技])师市(?!场)")

_NAME = r"[一-龥]{2,4}?(?:[市县区州盟旗]|自治[州县])"
_CHAIN = rf"(?:{_NAME}){{1,2}}"
#: at the beginning of a line or after a mark: 青岚市生态环境局
_SIGN = re.compile(rf"[\s：:，。、（(《“]({_CHAIN})(?=[一-龥]{{2}})")
#: 政协青岚市第三届委员会, 政协白石县三届四次会议
_CPPCC = re.compile(rf"政协({_CHAIN})(?=第?[一二三四五六七八九十\d]+届|委员会)")
#: 青岚市第三届人民代表大会, 白石县十届人大
_CONGRESS = re.compile(rf"[\s：:，。、（(《“对于]({_CHAIN})(?=第?[一二三四五六七八九十\d]+届人)")
_PART = re.compile(_NAME)
_NO_NAME = re.compile(
    r"(?:[省市县区州].*|.*[我局厅委部院请邀按照据依持组织年月日函不没跑找也又还就被把].*|.*(?:联合|会同|关于).*|[我本该各全两贵](?:省|市|县|区|州)|.*(?:城市|社区|园区|景区|地区|辖区|小区|开发区|高新区|新区"
    r"|示范区|保税区|合作区|山区|市区|郊区|牧区|片区|县区|省市|区县|县市|市县|超市|门市|上市|股市)$"
    r"|(?:.*[与和及对在由为的是将等经会同关于已转报送请致函跟派让帮]).*|.*(?:配合|支持|指导|协[调助]|督[促导]|委托|要求|汇报|沟通|对接|衔接|争取|建议|感谢|依托|通过|联[系动]|走访|参[加与]|征求|听取).*|.*(?<!族)自治.*|.*被.*)"
)


@lru_cache(maxsize=2)
def established(normal: str, span: Span) -> tuple[str, ...]:
    """Return the unknown divisions that the letter's head, sign-off and sessions name.

    ``normal`` is the letter's normalised text. Each name stands once, the longer first.

    >>> text = "青岚市松溪区商务局关于区政协三届四次会议第7号提案的答复函"
    >>> established(text, Span(0, len(text)))
    ('松溪区', '青岚市')
    """
    found: dict[str, None] = {}
    known = authority().by_name
    head = min(span.end, span.start + 400)
    tail = max(head, span.end - 400)
    text = "\n" + normal  # so that a mark stands before the first character too
    for start, end in ((span.start, head), (tail, span.end)):
        congress = text.find("届人", start, end + 1) >= 0
        for pattern in (_SIGN, _CPPCC, _CONGRESS) if congress else (_SIGN, _CPPCC):
            for match in pattern.finditer(text, start, end + 1):
                parts = _PART.findall(match[1])
                fresh = [part for part in parts if part not in known]
                if not fresh or (pattern is _SIGN and not _is_agency(text, match.end(1))):
                    continue
                if not any(map(_NO_NAME.fullmatch, parts)):
                    found.update(dict.fromkeys(fresh))
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def _is_agency(normal: str, place: int) -> bool:
    """Tell whether an agency's name, its head included, stands at ``place``."""
    forms = authority().forms
    for size in range(2, 16):  # noqa: SIM110 - `any` over a generator takes twice as long
        if normal[place : place + size] in forms:
            return True
    return False
