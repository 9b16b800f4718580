"""What a search found, as tables: one for each kind of thing, and one of all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from replygraph.views.labels import KINDS, PLURALS
from replygraph.views.network import Words
from replygraph.views.parts import Chip, Column, Sheet, kind_of


@dataclass(frozen=True, slots=True)
class Match:
    """Something that was found: how (`HOW`), under which name, in how many letters it stands."""

    iri: str
    name: str
    note: str
    how: str
    found_as: str
    letters: int


#: how a hit was found → what a reader is told; the first word decides, then the second
_HOW = {
    "exact": Words("名称相同", "the name itself"),
    "prefix": Words("名称以此开头", "the name begins so"),
    "contains": Words("名称中含有", "the name holds it"),
    "read": Words("拼音相符", "pinyin"),
    "sounds": Words("读音相同", "sounds alike"),
    "near": Words("差一字", "one character off"),
    "like": Words("写法相近", "written much alike"),
}


def reason(how: str, found_as: str, name: str, kind: str = "") -> Words:
    """Return why something was found.

    >>> reason("also exact", "深圳发改委", "深圳市发展和改革委员会").zh
    '又名深圳发改委'
    >>> reason("read prefix", "深圳市生态环境局", "深圳市生态环境局").zh
    '拼音相符'
    """
    first = how.partition(" ")[0]
    if first == "formerly":
        return Words(f"原名{found_as}", f"formerly {found_as}")
    if found_as != name and kind == "proposal":
        return Words("题目相符", "the title")
    if found_as != name:
        return Words(f"又名{found_as}", f"also {found_as}")
    if first == "also":
        return Words("简称相符", "short form")
    return _HOW[first]


def _row(match: Match) -> tuple[Chip, Words, int]:
    chip = Chip(match.iri, match.name, match.note)
    return chip, reason(match.how, match.found_as, match.name, chip.kind), match.letters


def kind_sheet(kind: str, matches: Iterable[Match], total: int) -> Sheet:
    """Return what was found of one kind."""
    columns = (
        Column(Words("名称", "name")),
        Column(Words("相符之处", "found by")),
        Column(Words("答复函", "letters"), "number"),
    )
    title = PLURALS.get(kind, KINDS.get(kind, Words(kind, kind)))
    if kind == "letter":
        title = Words("答复函", "letters")
    return Sheet(kind, title, columns, tuple(map(_row, matches)), total)


def whole_sheet(matches: Sequence[Match], total: int) -> Sheet:
    """Return all that was found, the likeliest first, with kinds and IRIs."""
    columns = (
        Column(Words("名称", "name")),
        Column(Words("类别", "kind")),
        Column(Words("相符之处", "found by")),
        Column(Words("题目、属于", "title, where")),
        Column(Words("答复函", "letters"), "number"),
        Column(Words("IRI", "IRI")),
    )
    rows = []
    for match in matches:
        chip, why, letters = _row(match)
        kind = KINDS.get(kind_of(match.iri), Words("", ""))
        rows.append((chip, kind, why, match.note, letters, match.iri))
    return Sheet("all", Words("全部结果", "All results"), columns, tuple(rows), total)
