"""The lines of a document without their blanks, cut where a text has lost its line breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from replygraph.letter import patterns as p
from replygraph.letter.runon import cuts, glued, signed_behind

if TYPE_CHECKING:
    from replygraph.model import Span

#: a line that may hold a whole letter
LONG_LINE = 80
#: a line that may hold a title and a salutation
SHORT_LINE = 30


class Line:
    """A line without its blanks. ``tight`` has no blanks inside; ``tab`` tells a cell's start.

    ``chrome`` tells whether it belongs to the web page and not to the letter.
    """

    __slots__ = ("chrome", "end", "start", "tab", "text", "tight")

    def __init__(
        self,
        start: int,
        end: int,
        text: str,
        tight: str,
        tab: bool = False,
        chrome: bool = False,
    ) -> None:
        """Take what stands where."""
        self.start: Final = start
        self.end: Final = end
        self.text: Final = text
        self.tight: Final = tight
        self.tab: Final = tab
        self.chrome: Final = chrome

    @property
    def plain(self) -> str:
        """Return the text, without its blanks where these stand between all its characters."""
        if len(self.text) == len(self.tight):
            return self.text
        return self.tight if self.text.count(" ") * 5 > len(self.tight) * 4 > 20 else self.text


def lines_of(normal: str, span: Span) -> tuple[Line, ...]:
    r"""Return the lines of ``normal[span]`` that hold anything; offsets of ``normal``.

    >>> from replygraph.model import Span
    >>> [(x.start, x.tight, x.tab) for x in lines_of("\n 答  复 \n\t意见", Span(0, 11))]
    [(2, '答复', False), (9, '意见', True)]
    """
    result: list[Line] = []
    start = span.start
    for raw in normal[span.start : span.end].split("\n"):
        text = raw.strip()
        if text:
            first = start + len(raw) - len(raw.lstrip())
            if "<!--" in text:
                text, first = _without_comments(text, first)
        if text:
            whole = len(text) > LONG_LINE or (len(text) > SHORT_LINE and glued(text))
            places = cuts(text) if whole else []
            if not places and text[-1] == "日" and "。" in text:
                places = signed_behind(text)
            if places:
                result += _cut(text, first, places)
            else:
                result.append(line_at(text, first, tab="\t" in raw[: first - start]))
        start += len(raw) + 1
    return tuple(result)


def line_at(text: str, start: int, *, tab: bool = False) -> Line:
    """Return the line that a text without outer blanks makes at an offset."""
    return Line(start, start + len(text), text, tight(text), tab, _is_chrome(text))


def _is_chrome(text: str) -> bool:
    # What each alternative needs is looked for first: that takes a twentieth of the time.
    if len(text) >= 300 or not (
        text[:1] in p.CHROME_FIRST
        or ">" in text
        or "/" in text
        or "当前位置" in text
        or text.endswith("互动交流")
    ):
        return False
    return p.CHROME_LINE.search(text) is not None


def tight(text: str) -> str:
    """Return ``text`` without blanks, line breaks and the pinyin that a botched conversion left.

    >>> tight("第2014 0176　号"), tight("推进(jìn)阅读")
    ('第20140176号', '推进阅读')
    """
    whole = "".join(text.split())
    for bracket in "(（":
        place = whole.find(bracket)
        while place >= 0:
            if whole[place + 1 : place + 2].islower():
                return p.PINYIN.sub("", whole)
            place = whole.find(bracket, place + 1)
    return whole


def _without_comments(text: str, start: int) -> tuple[str, int]:
    """Return a line without HTML comments at its ends, and where it then begins."""
    while lead := p.COMMENT.match(text):
        text, start = text[lead.end() :], start + lead.end()
    while (last := text.rfind("<!--")) >= 0 and p.COMMENT.fullmatch(text, last):
        text = text[:last].rstrip()
    return text, start


def _cut(text: str, start: int, places: list[int]) -> list[Line]:
    """Return the lines that a text without line breaks would have had."""
    result = []
    last = 0
    for place in [*places, len(text)]:
        piece = text[last:place]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            result.append(line_at(piece.strip(), start + last + lead))
        last = place
    return result
