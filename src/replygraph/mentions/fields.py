"""Find bodies that a list calls by their fields alone, and whose bodies stand elsewhere.

市发改、财政、住建等部门; 市水利、林业局; 州驻惠州劳务工作站.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from replygraph.mentions.lexicon import has_any, one_of, words
from replygraph.mentions.rules import Rule
from replygraph.model import Span

_FIELD: Final = one_of(
    words(
        "发改 发展改革 经信 工信 科技 教育 公安 民政 司法 财政 人社 国土 国土资源 自然资源 规划 "
        "环保 生态环境 住建 城管 交通 交通运输 水利 水务 农业 农业农村 农牧 畜牧 林业 林草 商务 "
        "文化 文旅 旅游 卫生 卫健 卫计 审计 国资 市场监管 工商 质监 食药监 体育 统计 应急 应急管理 "
        "安监 医保 自然资源和规划 住房和城乡建设 文化和旅游 工业和信息化 人力资源和社会保障 信访 "
        "扶贫 乡村振兴 粮食 税务"
    )
)
#: 市[发改、财政、住建]等部门; 市[水利]、林业局, whose head comes with the last one
_LISTED: Final = Rule(
    re.compile(
        rf"(?=[省市县区州旗盟])[省市县区州旗盟](?P<fields>{_FIELD}(?:、{_FIELD})+(?:和{_FIELD})?"
        r"(?=等(?:\d+[余多]?个)?(?:相关|有关|职能)?部门)"
        rf"|{_FIELD}(?:、{_FIELD})*(?=[、和]{_FIELD}局))"
    )
)
_NEEDS: Final = tuple(f"{head}部门" for head in ("等", "个", "相关", "有关", "职能"))
#: from a place to where the region in front of it begins
_Owner = Callable[[int], int | None]
#: the heads that such a list shares
_HEAD: Final = re.compile("(?:局|委|厅|委员会|检察院|法院|大队|支队)$")
#: what makes of the divisions mere places: 在甲县、乙县教育局支持下
_LOCATIVE: Final = re.compile("[在赴到往于从如含]$|包括$|来自$|覆盖$|涉及$|涵盖$")
_PARTS: Final = re.compile(_FIELD)


def find(text: str, span: Span, owner: _Owner) -> Iterator[tuple[int, int]]:
    """Yield start and end of each body in such lists, the first with its region.

    ``owner`` says where the region in front of a place begins, None where there can be none.

    >>> text = "市发改、财政等部门会商"
    >>> [text[slice(*found)] for found in find(text, Span(0, 11), lambda place: place - 1)]
    ['市发改', '财政']
    """
    if "局" not in text and not has_any(text, _NEEDS):
        return
    for match in _LISTED.finditer(text, span.start, span.end):
        start = owner(match.start("fields"))
        if start is None or start == match.start("fields"):
            continue
        for part in _PARTS.finditer(text, *match.span("fields")):
            yield start if part.start() == match.start("fields") else part.start(), part.end()


def sharing(
    text: str, names: Sequence[tuple[int, int, str]], first: int, chain: Callable[[int], int]
) -> Iterator[tuple[int, int]]:
    """Yield the divisions before an agency that share its head: 兴安盟、通辽市、[锡林郭勒盟林草局].

    ``names`` are the agencies with their places, ``first`` is where the letter begins; ``chain``
    says where the regions that end at a place begin.
    """
    for start, stop, _ in tuple(names):
        yield from _sharing(text, start, stop, first, chain)


def _sharing(
    text: str, start: int, stop: int, first: int, chain: Callable[[int], int]
) -> Iterator[tuple[int, int]]:
    if start <= first or text[start - 1] not in "、和与及":
        return
    own = next((e for e in range(min(stop - 2, start + 16), start + 1, -1) if chain(e) == start), 0)
    if not own or not _HEAD.search(text, own, stop):
        return
    found: list[tuple[int, int]] = []
    at, listed = start, False
    while at > first and text[at - 1] in "、和与及" and text[at - 2] in "市县区旗盟州":
        begin = chain(at - 1)
        if begin == at - 1:
            break
        listed = listed or text[at - 1] == "、"
        found.append((begin, at - 1))
        at = begin
    if listed and not _LOCATIVE.search(text, max(first, at - 2), at):
        yield from found


def sender(text: str, start: int, owner: _Owner) -> int:
    """Return where the region begins that keeps the body at ``start`` elsewhere: 州|驻惠州工作站.

    ``start`` itself where none does.

    >>> sender("州驻惠州工作站", 2, lambda place: place - 1)
    0
    """
    if start < 2 or text[start - 1] != "驻":
        return start
    begin = owner(start - 1)
    return start if begin is None or begin == start - 1 else begin
