"""The table in which a reader notes what was misread in a letter: all lines, none in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from replygraph import iri
from replygraph.claims import statement_ids
from replygraph.model import mention_id
from replygraph.reviews.fields import FIELDS, PARTS
from replygraph.views.labels import KINDS
from replygraph.views.network import Words
from replygraph.views.parts import Cell, Column, Sheet

#: a line that begins with it is not in force (`replygraph.reviews` leaves it out)
_OFF = "#"
_SET, _REJECT = Words("改为", "set"), Words("否定", "reject")


def _written(value: Any) -> str:
    """Return a value of the record as a correction writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "、".join(value) if isinstance(value, list) else str(value or "")


def _lines(record: Mapping[str, Any], base: str) -> Iterator[tuple[str, Words, str, Words]]:
    """Yield target, action, value and how it is read now."""
    text = record["text"]
    for name in FIELDS:
        value = record.get(name)
        yield name, _SET, "" if value is None else _written(value), Words("字段", "field")
    ids = statement_ids(record, base)
    for key, one in zip(ids, record.get("relations") or (), strict=True):
        value = "；".join(f"{part}={one[part]}" for part in PARTS if one.get(part))
        said = " … ".join(" ".join(text[a:b].split()) for a, b in one.get("evidence") or ())
        yield key, _SET, value, Words(f"陈述：{said}", f"statement: {said}")
    for one in record.get("mentions") or ():
        words = text[one["start"] : one["end"]]
        kind = KINDS.get(one["type"].lower(), Words(one["type"], one["type"]))
        read = Words(f"提及（{kind.zh}）：{words}", f"mention ({kind.en}): {words}")
        yield mention_id(one["start"], one["end"], one["type"]), _REJECT, "", read


def corrections_sheet(record: Mapping[str, Any], base: str = iri.BASE) -> Sheet:
    """Return the fields, statements and mentions of a letter as lines of ``corrections.csv``.

    Each says what was read; with the sign at its beginning it changes nothing.
    """
    columns = (
        Column(Words("答复函", "letter")),
        Column(Words("目标", "target")),
        Column(Words("动作", "action")),
        Column(Words("值", "value")),
        Column(Words("谁", "who")),
        Column(Words("何时", "when")),
        Column(Words("为何", "why")),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (f"{_OFF}{record['id']}", target, action, value, "", "", read)
        for target, action, value, read in _lines(record, base)
    )
    return Sheet("corrections", Words("更正", "Corrections"), columns, rows)
