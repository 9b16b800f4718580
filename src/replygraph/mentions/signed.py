"""Find the writing agency in forms of its own: 宝 鸡 市 文 物 局, 我镇 as the one that acts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from replygraph.mentions.lexicon import mention
from replygraph.model import Letter, Mention
from replygraph.resources import authority
from replygraph.text.spaced import spaced

#: [我镇]推行…, 下一步[我镇]将: the township that acts, not the place (我镇居民)
_TOWN = re.compile(
    "我[镇乡](?=[将已拟于在与对会联组推开实制印积高多及向把就从按根结正先共牵投争安派协邀成建立落聚]"
    "|\\d{4}年|[今去前]年)(?!在[册校建]|实际|高[山速]|多数|已有|建档|建成区|安置|安全)"
)


#: 科 技 局, 水  利  部 on a line of its own
_SPREAD = re.compile("^ *(?P<name>[一-龥](?: {1,4}[一-龥]){2,14})(?= *$)", re.MULTILINE)
#: the division in front of a local agency
_OWNER = re.compile("(?:[一-龥]{2,8}?[省市县区州盟旗]|[省市县区州盟旗])")


def _spread(letter: Letter) -> Iterator[Mention]:
    """Yield agencies of the table whose characters stand apart on a line of their own."""
    known = authority()
    for match in _SPREAD.finditer(letter.normal, letter.span.start, letter.span.end):
        name = match["name"].replace(" ", "")
        if name == letter.agency:
            continue
        owner = _OWNER.match(name)
        rest = name[owner.end() :] if owner else name
        if name in known.national or name in known.forms or rest in known.forms:
            yield mention(letter, *match.span("name"), "AGENCY", "agency.spread")


def find(letter: Letter) -> Iterator[Mention]:
    """Yield the replying agency's own name where blanks stand between its characters.

    >>> from replygraph.model import Letter, Span
    >>> text = "宝 鸡 市 文 物 局"
    >>> letter = Letter("a", "", "", 0, text, text, Span(0, len(text)), agency="宝鸡市文物局")
    >>> [found.text for found in find(letter)]
    ['宝 鸡 市 文 物 局']
    """
    yield from _spread(letter)
    name = letter.agency
    if name and name.endswith(("镇人民政府", "乡人民政府")):
        for match in _TOWN.finditer(letter.normal, letter.span.start, letter.span.end):
            yield mention(letter, *match.span(), "AGENCY", "agency.self")
    if not name or len(name) < 4 or not name.isalpha():
        return
    for start, end in spaced(letter.normal, name, " \t", 3):
        if end - start > len(name) and letter.span.start <= start and end <= letter.span.end:
            yield mention(letter, start, end, "AGENCY", "agency.signed")
