"""Sentences with their mentions masked: what the cue patterns run on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from replygraph import text as texts
from replygraph.model import Letter, Link, Span
from replygraph.statements.patterns import KINDS

#: a letter may hold this many mentions; what goes beyond stays unmasked text
BLOCK: Final = 5900
_BASE: Final = 0xF0000
#: the first of the masking characters
MARKS: Final = chr(_BASE)
_OFFSET: Final[dict[str, int]] = {
    kind: _BASE + place * BLOCK for place, kind in enumerate(KINDS.values())
}
_TYPES: Final = tuple(KINDS.values())
_DROP: Final = dict.fromkeys(map(ord, " \u3000\xa0\r“”‘’\"'「」『』《》〈〉\u200b\ufeff")) | {
    9: "："
}
_DROPPED: Final = re.compile(f"[{''.join(map(chr, _DROP))}]")


def mark(kind: str, index: int) -> str:
    """Return the character that stands for link ``index`` of type ``kind``."""
    return chr(_OFFSET[kind] + index)


def index_of(char: str) -> int:
    """Return the link that ``char`` stands for."""
    return (ord(char) - _BASE) % BLOCK


def type_of(char: str) -> str:
    """Return the type of the mention that ``char`` stands for."""
    return _TYPES[(ord(char) - _BASE) // BLOCK]


def first_of(char: str) -> str:
    """Return the first of the masking characters of the type that ``char`` has."""
    place = ord(char) - _BASE
    return chr(ord(char) - place % BLOCK)


@cache
def _some_mark() -> re.Pattern[str]:
    return re.compile(f"[{MARKS}-\U0010ffff]")


def has_name(flat: str) -> bool:
    """Tell whether a masked text holds a mention."""
    return _some_mark().search(flat) is not None


def _range(letters: str) -> str:
    starts = (_OFFSET[KINDS[letter]] for letter in letters)
    return "".join(f"{chr(start)}-{chr(start + BLOCK - 1)}" for start in starts)


@cache
def expand(pattern: str) -> str:
    """Return ``pattern`` with ``{A}``, ``{N}`` … replaced by ranges of masking characters."""
    for letter in KINDS:
        pattern = pattern.replace("{" + letter + "}", _range(letter))
    return pattern.replace("{N}", _range("PALOEGDRM"))


_ASIDE: Final = re.compile(
    expand(r"(?<=[{N}{T}{I}])[（(](?:[^（）()]*简称[^（）()]*|[{D}{T}{I}，,、]+)[）)]")
)
#: 實(shí)施: what a broken converter left behind
_PINYIN: Final = re.compile("[(（][a-zà-ǜ]{1,6}[)）]")
#: commas and colons typed on a western keyboard, not those of figures
_WESTERN: Final = re.compile(r"[,:](?!\d)|(?<!\d)[,:]")
_CHINESE: Final = {",": "，", ":": "："}
_LABEL: Final = re.compile(
    r"(?:【[^】]{1,16}】)?(?:下一步|下步|下阶段)?[，,：:]?(?:[一二三四五六七八九十]{1,3}(?:是(?!否)|要)|"
    r"[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)|[①-⑳]|"
    r"第[一二三四五六七八九十][，、：:]|[一二三四五六七八九十]{1,3}、|首先，|其次，|最后，)"
    r"|【[^】]{1,16}】"
)
_SECTION: Final = re.compile(r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十][：:]")


class Sentence:
    """A sentence of a letter as the patterns see it.

    ``flat`` is without label; ``opens``: first of its line; ``item``: it begins with the label of
    a list item; ``section``: with that of a section; ``heading``: no full stop, no statement.
    """

    __slots__ = ("end", "flat", "item", "label", "opens", "section", "span")

    def __init__(
        self,
        span: Span,
        flat: str,
        opens: bool,
        item: bool,
        section: bool,
        end: str,
        label: str,
    ) -> None:
        """Take what the patterns see."""
        self.span: Final = span
        self.flat: Final = flat
        self.opens: Final = opens
        self.item: Final = item
        self.section: Final = section
        self.end: Final = end
        self.label: Final = label

    def begun(self, flat: str) -> Sentence:
        """Return the sentence up to 现答复如下：."""
        return Sentence(self.span, flat, self.opens, self.item, self.section, "：", self.label)

    def gone_on(self, flat: str) -> Sentence:
        """Return the sentence behind 现答复如下：."""
        return Sentence(self.span, flat, True, self.item, self.section, self.end, self.label)


def _flat(letter: Letter, links: Sequence[Link], span: Span, first: int) -> tuple[str, int]:
    normal, flat, place, end = letter.normal, "", span.start, span.end
    index = first
    while index < len(links):
        mention = links[index].mention
        start = mention.span.start
        if start >= end:
            break
        if start >= place and index < BLOCK:
            flat += normal[place:start] + chr(_OFFSET[mention.type] + index)
            place = mention.span.end
        index += 1
    if place < end:
        flat += normal[place:end]
    if _DROPPED.search(flat):
        flat = flat.translate(_DROP)
    if "," in flat or ":" in flat:
        flat = _WESTERN.sub(lambda match: _CHINESE[match[0]], flat)
    if "（" in flat or "(" in flat:
        flat = _ASIDE.sub("", _PINYIN.sub("", flat))
    return flat, index


def sentences(letter: Letter, links: Sequence[Link]) -> Iterator[Sentence]:
    """Yield the sentences of ``letter`` in reading order, mentions masked, labels cut off."""
    text, first = letter.text, 0
    spans = texts.sentences(text, letter.span)
    questions = [point.suggestion for point in letter.points]
    starts = [question.start for question in questions]
    last = letter.span.start
    for span in spans:
        opens = "\n" in text[last : span.start] or last == letter.span.start
        last = span.end
        flat, first = _flat(letter, links, span, first)
        place = bisect_left(starts, span.end) - 1
        if place >= 0 and questions[place].covers(span):
            continue
        match = _LABEL.match(flat)
        label = match[0] if match else ""
        section = bool(label) and _SECTION.match(label) is not None
        yield Sentence(
            span,
            flat[len(label) :],
            opens,
            bool(label) and not section and label[-1] != "】",
            section,
            text[span.end - 1],
            label,
        )
