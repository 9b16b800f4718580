"""Metadata that stands beside a letter: 发文字号, 成文日期, 公开属性, as lines, rows or one run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from replygraph.letter import patterns as p

if TYPE_CHECKING:
    from collections.abc import Iterable

    from replygraph.letter.lines import Line
    from replygraph.model import Block

#: labels of metadata, as agencies' sites and record pages print them
LABELS = frozenset(
    (
        *(
            "索引号",
            "分类",
            "信息分类",
            "组配分类",
            "主题分类",
            "主题词",
            "体裁",
            "体裁分类",
            "服务对象",
        ),
        *("名称", "信息名称", "内容概述", "关键词", "有效性", "时效", "语种", "文件编号", "文号"),
        *("发文字号", "浏览次数", "字号", "字体", "作者", "编辑", "签发人", "责任领导", "交办日期"),
        *(
            "编号",
            "届次",
            "提案人",
            "领衔代表",
            "建议人",
            "提议人",
            "附议人",
            "协办单位",
            "会办单位",
        ),
        *(
            "分办单位",
            "主会办",
            "办理类别",
            "办理结果",
            "办理类型",
            "办理方式",
            "承办方式",
            "承办类型",
        ),
        *(
            "办复类别",
            "办理情况",
            "答复类别",
            "类别",
            "公开属性",
            "公开方式",
            "公开范围",
            "公开类别",
        ),
        *(
            "公开形式",
            "公开选项",
            "是否公开",
            "建议公开范围",
            "联系人",
            "联系电话",
            "电话",
            "来信人",
        ),
        *p.DATE_FIELDS,
        *p.PUBLISHED_FIELDS,
        *p.AGENCY_FIELDS,
        *p.TITLE_FIELDS,
        *(name for name, _ in p.NUMBER_FIELDS),
    )
)
_LONGEST = max(map(len, LABELS))
_SEPARATOR = re.compile(r"[:：|\t]")
_EDGE = " \t|:：\u3000【】[]"


def _label_before(text: str, end: int) -> tuple[int, str] | None:
    """Return start and name of the label that ends at ``end``, blanks inside left out."""
    name = ""
    found = None
    place = end
    while place > 0 and len(name) < _LONGEST:
        place -= 1
        char = text[place]
        if char == " ":
            continue
        if not "一" <= char <= "龥":
            break
        name = char + name
        if name in LABELS:
            found = (place, name)
    return found


def _of_line(text: str) -> Iterable[tuple[str, str]]:
    marks: list[tuple[int, int, str]] = []
    for match in _SEPARATOR.finditer(text):
        label = _label_before(text, match.start())
        if label and (not marks or label[0] >= marks[-1][1]):
            marks.append((label[0], match.end(), label[1]))
    for index, (_, start, name) in enumerate(marks):
        stop = marks[index + 1][0] if index + 1 < len(marks) else len(text)
        value = text[start:stop].strip(_EDGE)
        if value:
            yield name, value


def fields(lines: Iterable[Line], blocks: Iterable[Block], normal: str) -> dict[str, str]:
    """Return label → value, the first of each label; values are normalised text.

    >>> from replygraph.letter.lines import lines_of
    >>> from replygraph.model import Span
    >>> text = "索 引 号：006/2019　发文字号 | 佛函〔2019〕276号 | 公开属性：主动公开"
    >>> fields(lines_of(text, Span(0, len(text))), (), text)["发文字号"]
    '佛函〔2019〕276号'
    """
    found: dict[str, str] = {}
    for block in blocks:
        if block.kind == "field" and block.label:
            name = "".join(block.label.split())
            value = normal[block.span.start : block.span.end]
            found.setdefault(name, value.rpartition("：")[2].strip(_EDGE))
    for line in lines:
        if len(line.text) < 400:
            for name, value in _of_line(line.text):
                found.setdefault(name, value)
    return found
