"""Find PERSON mentions: addressees, signers and contacts, and names before a title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from replygraph.mentions.lexicon import around, mention, one_of, word_set, words
from replygraph.mentions.people_patterns import (
    NO_TITLE,
    PERSON_BEHIND,
    PERSON_DOTTED,
    PERSON_HONOUR_ANCHOR,
    PERSON_HONOURED,
    PERSON_LABEL,
    PERSON_NAME,
    PERSON_PROPOSER,
    PERSON_PROPOSER_ANCHOR,
    PERSON_TIBETAN,
    PERSON_TITLE,
    SURNAMES,
)
from replygraph.mentions.rules import Rule
from replygraph.model import Letter, Mention
from replygraph.text.spaced import spaced


def _titles() -> Iterator[str]:
    for title in PERSON_TITLE.split("|"):
        yield title.replace("副?", "")
        yield title.replace("副?", "副")


_NAME_AT = re.compile(rf"{PERSON_NAME}|[{SURNAMES}](?=[ ]*(?:$|[\d，,；;)）\n]))")
_MASKED = re.compile(r"[一-龥][*＊×]{1,3}")
_NEXT = re.compile(r"[ ]{0,2}[、，,；;/][ ]{0,2}|[ ]{2,}")
#: what may stand before a name in running text
_LIST = re.compile(
    rf"(?P<names>{PERSON_NAME}(?:[ ]?[、，和与][ ]?{PERSON_NAME}){{0,20}})[ ]?"
    rf"(?:等)?(?:[一二三四五六七八九十两\d]*[位名])?(?:政协|人大)?(?:{PERSON_TITLE}){NO_TITLE}"
)
_LAST = re.compile(
    rf"(?:{PERSON_NAME})[ ]?"
    rf"(?:等)?(?:[一二三四五六七八九十两\d]*[位名])?(?:政协|人大)?(?:{PERSON_TITLE}){NO_TITLE}"
)
#: how far before a title the name nearest to it may begin
_LONGEST = 24
#: beginnings of labels that may follow a name without a blank
_LABELS = words("联系 电话 手机 办公 职务 承办 经办 签发 责任 审核 编辑 单位 联")
_TITLE = Rule(re.compile(one_of(_titles()) + NO_TITLE))
_BEHIND, _LABEL = Rule(PERSON_BEHIND), Rule(PERSON_LABEL)
_TIBETAN, _DOTTED = Rule(PERSON_TIBETAN), Rule(PERSON_DOTTED)
_FIRST = re.compile("(?<![一-龥])[一-龥]{1,7}$")
_PROPOSER, _HONOUR = Rule(PERSON_PROPOSER_ANCHOR), Rule(PERSON_HONOUR_ANCHOR)
_BEFORE = re.compile(
    r"(?:[^一-龥\d]|邀请|会同|陪同|感谢|尊敬的|尊敬|以及|[、和与由向对请的（经同将把]|[贵我][会委局厅])$"
)
_ONE = re.compile(PERSON_NAME)
_NO_PROPOSER = re.compile("人大|政协|全国|等|关于|领衔|提案|议案|附议|以上|两位|三位|上述")
_NO_NAME = word_set(
    "但正如 正如 诚如 关于 对于 由于 人大 全国 市委 党委 常委 政协 各位 两位 三位 多位 部分 相关 "
    "有关 这位 国家级 省级 市级 县级 州级 区人大 市人大 县人大 州人大 旗人大 省人大 区政协 县政协"
)


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " \t":
        end -= 1
    return end


def find(letter: Letter) -> Iterator[Mention]:
    r"""Yield personal names without their titles, as written (``方　圆``), masked ones too.

    >>> from replygraph.model import Letter, Span
    >>> text = "方 圆委员：\\n我局邀请方圆委员座谈。\\n联系人：赵**，电话"
    >>> letter = Letter("a", "a.txt", "", 0, text, text, Span(0, len(text)), addressees=("方圆",))
    >>> sorted({found.text for found in find(letter)})
    ['方 圆', '方圆', '赵**']
    """
    yield from _known(letter)
    yield from _labelled(letter)
    yield from _titled(letter)
    yield from _honoured(letter)
    yield from _proposers(letter)
    for match in _BEHIND.finditer(letter.normal, letter.span.start, letter.span.end):
        yield mention(letter, *match.span("name"), "PERSON", "behind-title")
    yield from _peoples(letter)


def _peoples(letter: Letter) -> Iterator[Mention]:
    """Yield Tibetan names, and names with a dot in a list of addressees."""
    text, first, last = letter.normal, letter.span.start, letter.span.end
    for match in _TIBETAN.finditer(text, first, last):
        yield mention(letter, *match.span("name"), "PERSON", "tibetan-person")
    for match in _DOTTED.finditer(text, first, last):
        if front := _FIRST.search(text, max(first, match.start() - 8), match.start()):
            yield mention(letter, front.start(), match.end("last"), "PERSON", "dotted-person")


def _known(letter: Letter) -> Iterator[Mention]:
    contact = letter.contact.name if letter.contact else None
    if contact and len(contact) > 1 and contact[1] not in "*＊":
        for start, end in spaced(letter.normal, contact, " \t", 3):
            if letter.span.start <= start and end <= letter.span.end:
                yield mention(letter, start, end, "PERSON", "contact")
    for name in letter.addressees:
        if 2 <= len(name) <= 5:
            for start, end in spaced(letter.normal, name, " \t", 3):
                if letter.span.start <= start and end <= letter.span.end:
                    yield mention(letter, start, end, "PERSON", "addressee")


def _labelled(letter: Letter) -> Iterator[Mention]:
    text, end = letter.normal, letter.span.end
    for label in _LABEL.finditer(text, letter.span.start, end):
        place = label.end()
        while True:
            match = _MASKED.match(text, place, end) or _NAME_AT.match(text, place, end)
            if not match:
                break
            stop = _trim(text, match.start(), _cut(text, match.start(), match.end()))
            yield mention(letter, match.start(), stop, "PERSON", "labelled-person")
            following = _NEXT.match(text, stop, end)
            if not following:
                break
            place = following.end()


def _cut(text: str, start: int, end: int) -> int:
    """Return where the name at ``start`` really ends: before a label that follows it at once."""
    for label in _LABELS:
        found = text.find(label, start + 1, end + len(label) - 1)
        if found > start:
            end = min(end, found)
    wide = text.find("  ", start + 2, end)  # two blanks end a name, one stands inside it
    return wide if wide > 0 and end - wide > 3 else end


def _proposers(letter: Letter) -> Iterator[Mention]:
    for match in around(letter, _PROPOSER, PERSON_PROPOSER, 60, 24):
        names = match["names"]
        if _NO_PROPOSER.search(names):
            continue
        start = match.start("names")
        for part in re.split("[、和]", names):
            if part:
                yield mention(letter, start, start + len(part), "PERSON", "proposer")
            start += len(part) + 1


def _honoured(letter: Letter) -> Iterator[Mention]:
    for match in around(letter, _HONOUR, PERSON_HONOURED, 16, 0):
        name = "name" if match["name"] else "plain"
        yield mention(letter, *match.span(name), "PERSON", "honoured-person")


def _lists(letter: Letter) -> Iterator[re.Match[str]]:
    """Yield the lists of names before titles; like `around`, but looks for one name first."""
    text, last = letter.normal, letter.span.start
    for hit in _TITLE.finditer(text, last, letter.span.end):
        high = hit.end()
        if not _LAST.search(text, max(last, hit.start() - _LONGEST), high):
            continue
        low = max(last, hit.start() - 80)
        while match := _LIST.search(text, low, high):
            yield match
            low = last = match.end()


#: [由市]政协副主席: a title's body, not a name
_OF_BODY = re.compile("[由经任时][省市县区州]$")


def _titled(letter: Letter) -> Iterator[Mention]:
    text = letter.normal
    for match in _lists(letter):
        if not _BEFORE.search(text, max(0, match.start() - 4), match.start()):
            continue
        start = match.start("names")
        for part in re.split("[、，和与]", match["names"]):
            stop = _trim(text, start, start + len(part))
            name = part.strip()
            if name not in _NO_NAME and not _OF_BODY.match(name) and _ONE.fullmatch(name):
                first = start + len(part) - len(part.lstrip())
                yield mention(letter, first, stop, "PERSON", "titled-person")
            start += len(part) + 1
