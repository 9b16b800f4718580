"""What publishers do to a letter changes none of its fields, and never makes it something else."""

import json
import re

import pytest
from written import document

from material import shared
from replygraph.letter import letters

FIELDS = ("kind", "number", "title", "session", "role", "addressees", "date", "category", "agency")
CHROME = (
    "首页 > 政务公开 > 建议提案办理\n发布时间：2025-12-01 浏览次数：12 字号：[大 中 小]\n",
    "\n【打印】【关闭】\n上一篇：关于市政协一届一次会议第999号提案的答复\n扫一扫在手机打开当前页",
)


def _one_line(text, _letter):
    return re.sub(r"\s*\n\s*", " ", text).strip()


def _framed(text, _letter):
    return CHROME[0] + text + CHROME[1]


def _indented(text, _letter):
    return "\n\n".join("　　" + line + "  " for line in text.split("\n"))


def _spread(text, _letter):
    lines = text.split("\n")
    return "\n".join(" ".join(line) if 0 < len(line) < 30 else line for line in lines)


def _without(zone):
    def cut(text, letter):
        spans = [z.span for z in letter.zones if z.kind == zone]
        return text[: spans[0].start] + text[spans[0].end :].lstrip("\n") if spans else text

    return cut


#: damage, and the share of fields that must stay as they are
DAMAGES = {
    "one line": (_one_line, 0.98),
    "framed by the web page": (_framed, 0.99),
    "indented": (_indented, 1),
    "blanks between characters": (_spread, 0.97),
    "salutation removed": (_without("salutation"), 0.85),
    "sign-off removed": (_without("signoff"), 0.7),
    "heading removed": (_without("head"), 0.7),
}


@pytest.fixture(scope="module")
def texts():
    folder = shared("gold")
    result = []
    for path in sorted((folder / "letters").glob("*.txt")):
        gold = json.loads((folder / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))
        if gold["is_reply"]:
            text = path.read_text(encoding="utf-8")
            result.append((text, letters(document(text))[0]))
    return result


@pytest.mark.parametrize(("damage", "share"), DAMAGES.values(), ids=DAMAGES)
def test_fields_stay(texts, damage, share):
    same = total = 0
    refused = []
    for text, whole in texts:
        [read] = letters(document(damage(text, whole)))
        if not read.is_reply:
            refused.append((text[:30], read.reason))
        same += sum(getattr(read, name) == getattr(whole, name) for name in FIELDS)
        total += len(FIELDS)
    assert not refused
    assert same / total >= share
