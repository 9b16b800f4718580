"""Find MEDIA mentions: outlets, programmes, named accounts and platforms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from replygraph.mentions.lexicon import around, has_any, mention, one_of
from replygraph.mentions.people_patterns import (
    MEDIA_BEFORE,
    MEDIA_COLUMN,
    MEDIA_CONTEXT,
    MEDIA_CONTEXT_ANCHOR,
    MEDIA_NAMES,
    MEDIA_NEXT,
    MEDIA_QUOTED,
    MEDIA_SHAPE,
    MEDIA_SHAPE_ANCHOR,
    NO_MEDIA,
)
from replygraph.mentions.rules import Rule
from replygraph.model import Letter, Mention

_OWNER = re.compile("[A-Z]{2,5}$")
#: 联合|携程、美团等平台
_LED = re.compile("(?:联合|会同|依托|通过|借助|利用|对接|邀请|组织|协调|入驻)(?=[一-龥A-Z]{2})")
#: between the items of a list: 榆林日报、|和平融媒
_BETWEEN = re.compile("、|(?<=[^、])和")
_COLUMN = re.compile(MEDIA_COLUMN)
_NAMES = Rule(re.compile(one_of(MEDIA_NAMES) + MEDIA_COLUMN))
_SHAPE, _CONTEXT = Rule(MEDIA_SHAPE_ANCHOR), Rule(MEDIA_CONTEXT_ANCHOR)
#: what `MEDIA_QUOTED` cannot do without
_QUOTED_HEADS = tuple(
    f"”{head}"
    for head in (
        *("专栏", "栏目", "频道", "专题节目", "公众号", "微信公众号"),
        *("视频号", "抖音号", "客户端"),
    )
)


def find(letter: Letter) -> Iterator[Mention]:
    """Yield the media named in ``letter``; bare 微信 and 微博 are none.

    >>> from replygraph.model import Letter, Span
    >>> text = "人民日报、抖音等报道"
    >>> letter = Letter("a", "a.txt", "", 0, text, text, Span(0, len(text)))
    >>> sorted({found.text for found in find(letter)})
    ['人民日报', '抖音']
    """
    found = list(_single(letter))
    yield from found
    for item in found:
        yield from _neighbours(letter, item)


def _neighbours(letter: Letter, item: Mention) -> Iterator[Mention]:
    """Yield what is listed right before and behind a medium: 经济日报、中国工业报转载."""
    text, place = letter.normal, item.span.end
    while match := MEDIA_NEXT.match(text, place, letter.span.end):
        group = match.lastgroup or "name"
        if NO_MEDIA.search(match[group]):
            break
        yield mention(letter, *match.span(group), "MEDIA", "media-listed")
        place = match.end()
    place = item.span.start
    while match := MEDIA_BEFORE.search(text, max(letter.span.start, place - 11), place):
        if NO_MEDIA.search(match["name"]):
            break
        led = _LED.match(text, *match.span("name"))
        start = led.end() if led else match.start("name")
        yield mention(letter, start, match.end("name"), "MEDIA", "media-listed")
        place = match.start("name")


def _single(letter: Letter) -> Iterator[Mention]:
    for match in _NAMES.finditer(letter.normal, letter.span.start, letter.span.end):
        yield mention(letter, *match.span(), "MEDIA", "media-name")
    for match in around(letter, _SHAPE, MEDIA_SHAPE, 10, 0):
        end, start = match.end("name"), match.start("name")
        for before in _LED.finditer(match["name"]):
            start = match.start("name") + before.end()
        if column := _COLUMN.match(letter.normal, end, letter.span.end):
            end = column.end()  # 白城电视台|《法治在线》
        yield mention(letter, start, end, "MEDIA", "media-shape")
    if has_any(letter.normal, _QUOTED_HEADS):
        for match in MEDIA_QUOTED.finditer(letter.normal, letter.span.start, letter.span.end):
            # NBTV“来发讲啥西”栏目
            owner = _OWNER.search(
                letter.normal, max(letter.span.start, match.start() - 5), match.start()
            )
            start = owner.start() if owner else match.start()
            yield mention(letter, start, match.end(), "MEDIA", "media-quoted")
    for match in around(letter, _CONTEXT, MEDIA_CONTEXT, 60, 6):
        group = match.lastgroup or "list"
        if group not in ("list", "report"):
            yield mention(letter, *match.span(group), "MEDIA", f"media-{group}")
            continue
        start = match.start(group)
        for item in _BETWEEN.split(match[group]):
            led = _LED.match(item)
            begin = start + (led.end() if led else 0)
            if begin < start + len(item):
                yield mention(letter, begin, start + len(item), "MEDIA", "media-list")
            start += len(item) + 1
