"""Find DATE mentions: expressions with a numeral for year, month or day."""

from __future__ import annotations

from collections.abc import Iterator

from replygraph.mentions.lexicon import mention
from replygraph.mentions.patterns import DATE, DATE_START, NUMERAL, YEAR_MONTH
from replygraph.model import Letter, Mention


def find(letter: Letter) -> Iterator[Mention]:
    """Yield the dates of ``letter``, a range as one mention; offsets into ``letter.text``.

    底, 初, 中旬, 份, 上半年 belong to the date; 前, 起, 以来 and clock times do not (guide, 2.2).

    >>> from replygraph.model import Letter, Span
    >>> text = "2026年底前完成，3月5日至9日举办，近年来"
    >>> letter = Letter("a", "a.txt", "", 0, text, text, Span(0, len(text)))
    >>> [found.text for found in find(letter)]
    ['2026年底', '3月5日至9日']
    """
    text, last = letter.normal, letter.span.start
    for run in DATE_START.finditer(text, last, letter.span.end):
        if not NUMERAL.search(run[0]) and not YEAR_MONTH.match(text, run.end()):
            continue  # 上月, 当日, 前年
        place, end = max(run.start(), last), run.end()
        limit = min(letter.span.end, end + 16)
        while place < end:
            match = DATE.match(text, place, limit)
            if not match:
                place += 1
                continue
            start, last = match.end() - len(match[0].lstrip(" \t")), match.end()
            yield mention(letter, start, last, "DATE", "date")
            place = last
