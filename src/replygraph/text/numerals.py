"""Chinese and Arabic numerals, both ways, up to 99,999,999."""

from __future__ import annotations

import re

DIGITS = {
    **{char: value for value, char in enumerate("〇一二三四五六七八九")},
    **{char: value for value, char in enumerate("零壹贰叁肆伍陆柒捌玖")},
    **{str(value): value for value in range(10)},
    **{chr(0xFF10 + value): value for value in range(10)},
    "两": 2,
    "○": 0,  # the circle that input methods offer for 〇
    "◯": 0,
    "O": 0,  # 二OO八年: the letter in place of 〇
    "o": 0,
    "Ｏ": 0,
    "Ο": 0,
    "О": 0,
}
_UNITS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_TENS = {"廿": 20, "卅": 30}
_NAMES = "零一二三四五六七八九"
_READABLE = re.compile("[" + "".join(DIGITS) + "十百千万拾佰仟廿卅]+")


def _below_myriad(text: str) -> int | None:
    """Return the value of a numeral below 10,000 with units (三千零五, 十二, 廿一)."""
    total, ceiling, digit = 0, 10_000, -1
    for char in text:
        if char in _UNITS:
            unit = _UNITS[char]
            if unit >= ceiling or digit == 0 or (digit < 0 and unit != 10):
                return None
            total += (digit if digit > 0 else 1) * unit
            ceiling, digit = unit, -1
        elif char in _TENS:
            if digit > 0 or ceiling <= 10:
                return None
            total += _TENS[char]
            ceiling, digit = 10, -1
        elif digit > 0:
            return None
        else:
            digit = DIGITS[char]
    return total + max(digit, 0)


def numeral(text: str) -> int | None:
    """Return the value of a Chinese, Arabic or mixed numeral, None if it is none.

    Reads units (三百零五), digits in a row (二〇二一, ２０２１), 两, 廿, and 12万.

    >>> numeral("二十一"), numeral("二〇二一"), numeral("三万零五百"), numeral("十")
    (21, 2021, 30500, 10)
    >>> numeral("百十一个") is None
    True
    """
    if text.isascii() and text.isdigit():
        return int(text)
    if not _READABLE.fullmatch(text):
        return None
    if all(char in DIGITS for char in text):
        return int("".join(str(DIGITS[char]) for char in text))
    if "万" not in text:
        return _below_myriad(text)
    high, _, low = text.partition("万")
    if "万" in low or not high:
        return None
    above = numeral(high)
    below = numeral(low) if low else 0
    if above is None or below is None or below >= 10_000 or not 0 < above < 10_000:
        return None
    return above * 10_000 + below


def _spell(number: int) -> str:
    """Return the numeral of 1 to 9,999, 十 with its 一 (一十二)."""
    result, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            result += ("零" if gap and result else "") + _NAMES[digit] + name
            gap = False
        else:
            gap = True
    return result


def chinese(number: int) -> str:
    """Return the Chinese numeral of ``number``, 0 to 99,999,999.

    >>> chinese(3), chinese(12), chinese(305), chinese(20_010)
    ('三', '十二', '三百零五', '二万零一十')
    """
    if not 0 <= number < 100_000_000:
        raise ValueError(f"no numeral here for {number}")
    high, low = divmod(number, 10_000)
    result = _spell(high) + "万" if high else ""
    if low or not high:
        result += ("零" if high and low < 1000 else "") + (_spell(low) or "零")
    return result[1:] if result.startswith("一十") else result
