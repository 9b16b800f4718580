"""One form for widths, blanks and traditional characters, character for character."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# Symbols that letters and numbers are written with; Chinese punctuation ：（），；！？ stays.
_WIDE_SYMBOLS = "％＋－．／＊＃＆＠＝｜＿"

# NBSP, the typographic blanks, and the ones of no width that web pages leave inside names.
_BLANKS = (
    "\xa0\xad\u1680\u180e\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u200b\u200c\u200d\u200e\u200f\u202f\u205f\u2060\u3000\ufeff\ufffc"
)
_LINE_ENDS = "\x0b\x0c\x85\u2028\u2029\r"

# Radicals that PDF fonts hand out in place of the character (Unicode maps only some of them).
_RADICALS = dict(
    zip(
        "⺟⺠⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
        "母民西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
        strict=True,
    )
)

# Japanese glyphs and popular variants that bad conversions leave behind; OpenCC keeps them.
_VARIANTS = dict(
    zip(
        "増歩毎県対関実総発経済検験鉄広拡単厳営権気観覚労図団囲変渉徳従専択価勧圧壊売"
        "処庁応恵戦抜拠挙収暦楽様歓残髙銭駅読説転検産顔児",
        "增步每县对关实总发经济检验铁广扩单严营权气观觉劳图团围变涉德从专择价劝压坏卖"
        "处厅应惠战拔据举收历乐样欢残高钱驿读说转检产颜儿",
        strict=True,
    )
)

_IDEOGRAPHS = "\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f"


@cache
def _table() -> dict[int, str]:
    table = {ord(char): " " for char in _BLANKS}
    table |= {ord(char): "\n" for char in _LINE_ENDS}
    table |= {code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF5B) if chr(code).isalnum()}
    table |= {ord(char): chr(ord(char) - 0xFEE0) for char in _WIDE_SYMBOLS}
    for first, last in ((0x2F00, 0x2FD5), (0xF900, 0xFAFF)):
        for code in range(first, last + 1):
            folded = unicodedata.normalize("NFKC", chr(code))
            if len(folded) == 1 and folded != chr(code):
                table[code] = folded
    table |= {ord(char): folded for char, folded in (_RADICALS | _VARIANTS).items()}
    table |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
    return table


@cache
def _odd() -> re.Pattern[str]:
    return re.compile("[" + "".join(map(re.escape, map(chr, sorted(_table())))) + "]+")


@cache
def _simplify() -> Callable[[str], str]:
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert


def normal(text: str) -> str:
    """Return ``text`` in one form, of the same length: offsets hold in both.

    Full-width letters and digits become half-width, blanks of every kind a blank, line ends a
    line feed, radicals and traditional characters simplified ones. Chinese punctuation, ① and ㎡
    stay. Source of the characters: OpenCC ``t2s`` (decided by phrase: 乾隆 stays, 乾淨 → 干净).

    >>> normal("第２０２１號　（實現）")
    '第2021号 （实现）'
    >>> len(normal("⽂　化")) == len("⽂　化")
    True
    """
    table = _table()
    even = _odd().sub(lambda match: match[0].translate(table), text)
    simplify = _simplify()
    result = simplify(even)
    if len(result) != len(even):
        # A phrase of another length would shift every offset behind it: go by characters.
        result = "".join(
            one if len(one) == 1 else char for char in even for one in [simplify(char)]
        )
    return result


def is_han(char: str) -> bool:
    """Tell whether ``char`` is a Chinese character (々, 〇 included).

    >>> is_han("深"), is_han("，")
    (True, False)
    """
    return re.fullmatch(f"[{_IDEOGRAPHS}]", char) is not None
