"""What may be corrected in a record, and how its values are written in a table."""

from __future__ import annotations

import re
from typing import Any

from replygraph.claims import bounds
from replygraph.vocab import predicates

#: fields of the record that may be corrected
FIELDS = (
    "kind",
    "number",
    "title",
    "session",
    "doc_number",
    "role",
    "replying_agency",
    "addressees",
    "date",
    "category",
    "public",
    "assembly",
)
#: parts of a statement that may be set: ``object=…；date=2021-05``
PARTS = ("subject", "predicate", "object", "date", "modality")
ACTIONS = {
    "confirm": "confirm",
    "reject": "reject",
    "set": "set",
    "确认": "confirm",
    "否定": "reject",
    "改为": "set",
}
VERDICTS = {
    "same": "same",
    "different": "different",
    "unsure": "unsure",
    "同一": "same",
    "不同": "different",
    "不确定": "unsure",
}
_CLOSED: dict[str, dict[str, Any]] = {
    "kind": {
        "proposal": "proposal",
        "suggestion": "suggestion",
        "提案": "proposal",
        "建议": "suggestion",
    },
    "role": {
        **{role: role for role in ("lead", "co", "split", "sole")},
        "主办": "lead",
        "会办": "co",
        "协办": "co",
        "分办": "split",
        "独办": "sole",
    },
    "category": {category: category for category in "ABCD"},
    "public": {
        "true": True,
        "false": False,
        "是": True,
        "否": False,
        "公开": True,
        "不公开": False,
    },
    "modality": {"done": "done", "planned": "planned", "negated": "negated"},
}
_ASSEMBLY = re.compile(r"(?:政协|人大)/[^/\s]+(?:/[0-9]+)?")


def _single(name: str, value: str) -> Any:
    if name in _CLOSED:
        if value not in _CLOSED[name]:
            raise ValueError(f"可用的值：{'、'.join(_CLOSED[name])}")
        return _CLOSED[name][value]
    if name == "date" and not bounds(value):
        raise ValueError("日期写作 2021、2021-09 或 2021-09-30")
    if name == "assembly" and not _ASSEMBLY.fullmatch(value):
        raise ValueError("届别所属写作 政协/深圳市 或 人大/白石县")
    if name == "predicate" and value not in predicates():
        raise ValueError(f"谓词有 {'、'.join(sorted(predicates()))}")
    if name == "addressees":
        return [part for part in re.split(r"[、,，;；]", value) if part]
    return value


def value_of(target: str, value: str) -> Any:
    """Return the value that a correction sets: of a field, or the parts of a statement by name.

    Raises ValueError, saying what may stand there, for one that cannot be.

    >>> value_of("role", "会办"), value_of("s0123456789abcdef", "date=2021-05；modality=planned")
    ('co', {'date': '2021-05', 'modality': 'planned'})
    """
    if not value:
        raise ValueError("没有给出值")
    if target in FIELDS or target.startswith("m"):
        return _single(target, value)
    found = {}
    for part in re.split(r"[;；]", value):
        name, sign, given = part.strip().partition("=")
        if name not in PARTS or not (sign and given):
            raise ValueError(f"“{part.strip()}”不是 名称=值")
        found[name] = _single(name, given)
    return found
