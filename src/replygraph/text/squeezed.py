"""A text without the blanks that break names and numbers, with the way back."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from replygraph.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_HAN = "\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f"
# Tabs separate cells, so they stay; line ends are looked at only inside numbers.
_BLANK = " \xa0\xad\u2000-\u200f\u202f\u205f\u2060\u3000\ufeff"
_DIGIT = "0-9０-９"

# Pinyin that a broken conversion puts behind a traditional character: 實(shí)
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_GAPS = re.compile(
    f"[{_BLANK}]+|[(（](?=[a-zü]*[{_TONED}])[a-zü{_TONED}]{{1,6}}[)）]",
)
_BETWEEN = (
    # 张　某, 答    复
    (re.compile(f"[{_HAN}]"), re.compile(f"[{_HAN}]")),
    # 第 64 号, 2021 年 7 月 20 日, 〔2021〕 11 号
    (re.compile("[第年月至〕\\]】]"), re.compile(f"[{_DIGIT}]")),
    (re.compile(f"[{_DIGIT}]"), re.compile("[号號年月日届次〕\\]】]")),
)
# A number that a line break runs through: （文化宣传类⏎010号）, 第2014⏎0176号, 2021年⏎7月
_BROKEN = re.compile(
    f"(?:第[{_BLANK}]*[{_DIGIT}A-Za-z]*|类|類)[{_BLANK}]*\\n[{_BLANK}]*[{_DIGIT}]+[{_BLANK}]*[号號]"
    f"|[{_DIGIT}]{{4}}[{_BLANK}]*\\n[{_BLANK}]*年"
    f"|[{_DIGIT}]{{4}}[{_BLANK}]*年[{_BLANK}]*\\n?[{_BLANK}]*[{_DIGIT}]{{1,2}}[{_BLANK}]*\\n?"
    f"[{_BLANK}]*月(?:[{_BLANK}]*\\n?[{_BLANK}]*[{_DIGIT}]{{1,2}}[{_BLANK}]*\\n?[{_BLANK}]*日)?"
    f"|[〔\\[【（(](?:19|20)[{_DIGIT}]{{2}}[〕\\]】）)][{_BLANK}]*\\n[{_BLANK}]*[{_DIGIT}]+[号號]"
    f"|第[{_BLANK}]*\\n[{_BLANK}]*[{_DIGIT}A-Za-z]+[{_BLANK}]*[号號]"
)
_MAYBE_BROKEN = re.compile(
    f"[{_DIGIT}A-Za-z第类類年月〕\\]】）)][{_BLANK}]*\\n[{_BLANK}]*[{_DIGIT}A-Za-z年月日号號]"
)
_INSIDE = re.compile(f"[{_BLANK}\\n]+")


@dataclass(frozen=True, slots=True)
class Squeezed:
    """``text`` without gaps. ``at`` are places in it before which ``gone`` characters are missing.

    ``gone`` is cumulative and parallel to ``at``; places are offsets in the squeezed text.
    """

    text: str
    at: tuple[int, ...] = ()
    gone: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """Return the span of the unsqueezed text for ``[start, end)`` of the squeezed one.

        Gaps inside are part of it, gaps at its edges are not.

        >>> squeeze("请张　某委员").span(1, 3)
        Span(start=1, end=4)
        """
        first = start + self._missing(start)
        if end <= start:
            return Span(first, first)
        return Span(first, end - 1 + self._missing(end - 1) + 1)

    def inverse(self, span: Span) -> Span:
        """Return the span of the squeezed text that stands for ``span`` of the unsqueezed one.

        >>> squeeze("请张　某委员").inverse(Span(1, 4))
        Span(start=1, end=3)
        """
        return Span(self._back(span.start), self._back(span.end))

    def _missing(self, place: int) -> int:
        index = bisect_right(self.at, place)
        return self.gone[index - 1] if index else 0

    def _back(self, place: int) -> int:
        # The kept character at squeezed offset k stands at k + missing(k), which grows with k.
        return bisect_left(range(len(self.text)), place, key=lambda k: k + self._missing(k))


def _is_gap(text: str, start: int, end: int) -> bool:
    """Tell whether what stands at ``[start, end)`` breaks a name or a number."""
    if start == 0:
        return False
    if text[start] in "(（":
        return _BETWEEN[0][0].match(text, start - 1) is not None
    return end < len(text) and any(
        before.match(text, start - 1) and after.match(text, end) for before, after in _BETWEEN
    )


def _gaps(text: str) -> Iterator[tuple[int, int]]:
    for match in _GAPS.finditer(text):
        if _is_gap(text, *match.span()):
            yield match.span()
    if _MAYBE_BROKEN.search(text):
        for match in _BROKEN.finditer(text):
            for gap in _INSIDE.finditer(text, match.start(), match.end()):
                yield gap.span()


def squeeze(text: str) -> Squeezed:
    r"""Return ``text`` without blanks between Chinese characters and line breaks inside numbers.

    Also goes: blanks around the number of 第…号 and of dates, and pinyin that a conversion left
    in brackets. Tabs stay, they separate cells. Offsets lead back through `Squeezed.span`.

    >>> squeeze("第 2014\n0176号　提案 的 答    复").text
    '第20140176号提案的答复'
    >>> squeeze("落實(shí)").text
    '落實'
    """
    pieces: list[str] = []
    at: list[int] = []
    gone: list[int] = []
    last = length = missing = 0
    for start, end in sorted(set(_gaps(text))):
        if end <= last:
            continue
        begin = max(start, last)
        pieces.append(text[last:begin])
        length += begin - last
        missing += end - begin
        if at and at[-1] == length:
            gone[-1] = missing
        else:
            at.append(length)
            gone.append(missing)
        last = end
    pieces.append(text[last:])
    return Squeezed("".join(pieces), tuple(at), tuple(gone))
