"""Dates as letters write them, as EDTF with the precision written.

Follows the annotation guide, sections 2.2 and 2.3: ``2026年底`` is 2026, ``5月底`` a month of the
letter's year, ``1990年代`` 1990/1999, a range A/B.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from replygraph.text.numerals import DIGITS, numeral

_ZERO_ON = "0-9０-９〇零○◯OoＯΟО一二三四五六七八九"
_NUMBER = "0-9０-９〇零○◯一二三四五六七八九十廿卅"
_RELATIVE = {"今年": 0, "本年": 0, "当年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1}
_NEXT = ("次年", "翌年", "来年")
_TAIL = (
    "[的份]?(?:[上中下]{1,2}旬|底|末|初|中|[上下]半年|第?[一二三四1-4]季度|伊始|份)?"
    "(?:[（(]?(?:星期|周)[一二三四五六日天][)）]?)?"
    r"(?:[上下中]午|凌晨|晚上?)?(?:T?\d{1,2}[:：时點点]\d{0,2}(?:[:：]\d{2})?分?(?:\.\d+)?Z?)?"
)
_PART = re.compile(
    f"(?:(?P<year>[{_ZERO_ON}]{{4}}|[0-9０-９]{{2}})年?度?"
    f"|(?P<relative>今年|本年|当年|去年|上年|前年|明年|次年|翌年|来年)度?)?"
    f"(?:(?P<month>[{_NUMBER}]{{1,3}})月|(?P<this>本月))?"
    f"(?:(?P<day>[{_NUMBER}]{{1,3}})[日号號])?{_TAIL}"
)
_BARE = re.compile(f"[{_NUMBER}]{{1,4}}")
_ISO = re.compile(
    r"((?:19|20)\d\d)(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)[日]?"
    r"(?:[T ]?\d{1,2}[:：]\d{1,2}(?:[:：]\d{1,2})?(?:\.\d+)?Z?(?:[+-]\d\d:?\d\d)?)?"
)
_RANGE = re.compile("至|到|--|—{1,2}|–|~|～|－|−|‐|-|─{1,2}")
_DECADE = re.compile(
    "(?:(?:19|20)(?P<two>[0-9]0)|(?P<century>上世纪|二十世纪|20世纪|本世纪|21世纪)?"
    "(?P<first>[一二三四五六七八])?(?P<ten>[0-9]0|[一二三四五六七八九]十))年代[初中末]?期?"
)
_VALUES = {ord(char): str(value) for char, value in DIGITS.items()}
_FOLD = {ord(char): chr(ord(char) - 0xFEE0) for char in "０１２３４５６７８９．／："}
_BLANKS = re.compile(r"\s+")
_FOUR = re.compile(r"\d{4}")
#: a first date that ends in a bare number
_OPEN = re.compile(f"[年月][{_NUMBER}]{{1,3}}$")
_GLUED = re.compile(r"((?:19|20)\d\d)(\d{1,4})")


class _Date(NamedTuple):
    """Year, month and day as far as they are written; ``later`` marks 次年."""

    year: int | None
    month: int | None
    day: int | None
    later: bool = False


def _digits(text: str) -> str:
    return text.translate(_VALUES)


def _tidy(text: str) -> str:
    """Return ``text`` with half-width digits, without any blank (also inside 2021 年)."""
    folded = text.translate(_FOLD)
    return _BLANKS.sub("" if "年" in folded or "月" in folded else " ", folded).strip()


def _edtf(date: _Date) -> str | None:
    """Return ISO with the precision written, None for a day or month that does not exist."""
    year, month, day = date.year, date.month, date.day
    if year is None or not 1000 <= year <= 2999:
        return None
    if month is None:
        return f"{year:04}" if day is None else None
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04}-{month:02}"
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def _year_of(reference: str | None) -> int | None:
    return int(reference[:4]) if reference and _FOUR.match(reference) else None


def _two_digits(year: int, reference: int | None) -> int:
    """Return the full year of 21年: the one that is not long after the reference."""
    full = 2000 + year
    return full - 100 if full > (reference or 2030) + 20 else full


def _part(text: str, reference: str | None) -> _Date | None:
    """Return one written date, or None; a year that is not written stays None."""
    iso = _ISO.fullmatch(text)
    if iso:
        return _Date(int(iso[1]), int(iso[2]), int(iso[3]) if iso[3] else None)
    match = _PART.fullmatch(text)
    if not match or not any(match.groups()):
        return None
    base = _year_of(reference)
    year: int | None = None
    later = False
    if match["year"]:
        if "年" not in text and (match["month"] is None or len(match["year"]) < 4):
            return None  # 2021 alone is a number
        year = int(_digits(match["year"]))
        if len(match["year"]) == 2:
            year = _two_digits(year, base)
    elif match["relative"]:
        later = match["relative"] in _NEXT
        if not later:
            if base is None:
                return None
            year = base + _RELATIVE[match["relative"]]
    month = numeral(match["month"]) if match["month"] else None
    if match["this"]:
        if not reference or not re.match(r"\d{4}-\d\d", reference):
            return None
        month = int(reference[5:7])
    day = numeral(match["day"]) if match["day"] else None
    if (match["month"] and month is None) or (match["day"] and day is None):
        return None
    return _Date(year, month, day, later)


def _left(text: str, right: _Date, reference: str | None) -> _Date | None:
    """Return the first date of a range, whose unit may stand only at its end (5-8月)."""
    if not _BARE.fullmatch(text):
        return _head(text, right) or _part(text, reference)
    value = numeral(text) if len(text) < 4 else int(_digits(text))
    if value is None:
        return None
    if right.year is not None and right.month is None:
        return _Date(value, None, None)
    if right.month is not None and right.day is None:
        return _Date(None, value, None)
    return None


def _head(text: str, right: _Date) -> _Date | None:
    """Return a first date that ends in a bare number: 2021年5 (-8月), 3月5 (-9日)."""
    unit = "日" if right.day is not None and right.month is None else "月"
    if not _OPEN.search(text):
        return None
    return _part(text + ("日" if "月" in text else unit), None)


def _range(first: str, second: str, reference: str | None) -> str | None:
    right = _part(second, reference)
    if right is None:
        return None
    left = _left(first, right, reference)
    if left is None:
        return None
    year = left.year
    if year is None:
        # 10-12月2021年 is not written; a year at the end only belongs to the end.
        year = _year_of(reference) if right.year is None or right.month is None else right.year
    left = left._replace(year=year)
    if right.year is None:
        month = right.month
        if month is None and right.day is not None:
            month = left.month
        later = right.later or (month is not None and month < (left.month or 0))
        right = right._replace(month=month, year=None if year is None else year + int(later))
    begin, end = _edtf(left), _edtf(right)
    if begin is None or end is None or begin > end:
        return None
    return begin if begin == end else f"{begin}/{end}"


def _decade(text: str) -> str | None:
    match = _DECADE.fullmatch(text)
    if not match:
        return None
    if match["two"]:
        start = int(text[:4])
    else:
        ten = match["ten"]
        tens = int(ten) if ten.isdigit() else numeral(ten) or 0
        new = match["century"] in ("本世纪", "21世纪") or (not match["century"] and tens < 30)
        start = (2000 if new else 1900) + tens
        first = numeral(match["first"]) if match["first"] else None
        if first:  # 上世纪八九十年代
            return f"{1900 + 10 * first}/{start + 9}"
    return f"{start}/{start + 9}"


def parse(text: str, reference: str | None = None) -> str | None:
    """Return the EDTF form of a date expression, None where it cannot be read.

    Precision is what is written; a missing year is taken from ``reference`` (an ISO date, usually
    the letter's). Reads Arabic, full-width and Chinese numerals, ISO, 2020/7/20, ranges, decades,
    今年3月, and digits run together (`restore_date`).

    >>> parse("二〇二一年九月底"), parse("3月5日至9日", "2021-10-13"), parse("2020.7.20")
    ('2021-09', '2021-03-05/2021-03-09', '2020-07-20')
    >>> parse("1990年代"), parse("2025年上半年"), parse("今年5月", "2024-06-01")
    ('1990/1999', '2025', '2024-05')
    >>> parse("10月") is None
    True
    """
    tidy = _tidy(text)
    single = _part(tidy, reference)
    if single is not None:
        if single.year is None and not single.later:
            single = single._replace(year=_year_of(reference))
        return _edtf(single)
    if tidy.isdigit() and len(tidy) != 4:
        return restore_date(tidy, reference)
    decade = _decade(tidy)
    if decade:
        return decade
    for match in _RANGE.finditer(tidy):
        found = _range(tidy[: match.start()].strip(), tidy[match.end() :].strip(), reference)
        if found:
            return found
    return None


def _readings(rest: str) -> list[tuple[int, int | None]]:
    """Return the months and days that digits behind a year can mean."""
    if len(rest) == 4:
        return [(int(rest[:2]), int(rest[2:]))]
    if len(rest) == 1:
        return [(int(rest), None)]
    cuts: list[tuple[int, int | None]] = [
        (int(rest[:cut]), int(rest[cut:]))
        for cut in range(1, len(rest))
        if not rest[:cut].startswith("0") and not rest[cut:].startswith("0")
    ]
    if len(rest) == 2:
        cuts.append((int(rest), None))
    return cuts


def restore_date(text: str, reference: str | None = None) -> str | None:
    """Return the date whose 年月日 the publisher lost, None unless only one reading is possible.

    ``2017329`` can only be 29 March; ``2017112`` may be 12 January or 2 November: then the one
    within the 120 days up to ``reference`` (a publication date), if just one is.

    >>> restore_date("202285"), restore_date("2023518"), restore_date("2017112")
    ('2022-08-05', '2023-05-18', None)
    >>> restore_date("2017112", "2017-11-20"), restore_date("2020")
    ('2017-11-02', '2020')
    """
    folded = _tidy(text)
    parts = re.findall(r"\d+", folded)
    if re.fullmatch(r"(?:19|20)\d\d", folded):
        return folded
    if len(parts) in (2, 3) and re.fullmatch(r"(?:19|20)\d\d", parts[0]) and "年" not in folded:
        numbers = [int(part) for part in parts]
        return _edtf(_Date(numbers[0], numbers[1], numbers[2] if len(numbers) == 3 else None))
    match = _GLUED.fullmatch("".join(parts)) if re.fullmatch(r"[\d年月日\s]+", folded) else None
    if not match:
        return None
    year = int(match[1])
    found = {_edtf(_Date(year, month, day)) for month, day in _readings(match[2])} - {None}
    options = sorted(date for date in found if date)
    if len(options) > 1 and reference and re.fullmatch(r"\d{4}-\d\d-\d\d", reference):
        published = dt.date.fromisoformat(reference)
        options = [
            date
            for date in options
            if len(date) == 10 and 0 <= (published - dt.date.fromisoformat(date)).days <= 120
        ]
    return options[0] if len(options) == 1 else None
