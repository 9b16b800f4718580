"""The names in the salutation."""

from __future__ import annotations

import re

from replygraph.letter import patterns as p

_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_REMOVED = re.compile(r"[*＊×XxＸ某…．.○〇■]*")
_LIST = re.compile(
    r"[、，,；;/]|(?:(?<=委员)|(?<=代表))[并和与及]|(?<=[一-龥*＊某]{2})(?:和|与|及)(?=[一-龥*＊某]{2})"
)
_ROLE = re.compile(r"(?:政协|人大)?(?:委员|代表)$")
#: 市财政局和市教育局 are two, 市文化旅游和广播电视局 is one
_BODIES = re.compile(r"[、，,；;/]|(?<=[局委厅部办会院社])(?:和|与)(?=[市县区省州自全])")
#: 李明辉两位委员, 张三同志
_TAIL = re.compile(
    r"(?:等|先生|女士|同志|(?<=[一-龥]{2})副?(?:主任|主席|秘书长)|[两二三四五六七八九十\d]+[位名])+$"
)
_GAP = re.compile(r"[ \t\u3000]+")


def _person_names(piece: str) -> list[str]:
    """Return the names in a piece without 、: blanks lie inside a name or between two.

    >>> _person_names("顾 晓 岚"), _person_names("张三丰 李四光"), _person_names("霍　志刚")
    (['顾晓岚'], ['张三丰', '李四光'], ['霍志刚'])
    """
    parts = [part for part in _GAP.split(piece.strip()) if part]
    names: list[str] = []
    for part in parts:
        joins = names and (len(part) == 1 or len(names[-1]) == 1)
        if joins and len(names[-1]) + len(part) <= 4:
            names[-1] += part
        else:
            names.append(part)
    return names


def addressees(names: str, *, person: bool) -> tuple[str, ...]:
    """Return the names of a salutation in order, as written, without inner blanks.

    Bodies are kept whole; names that the publisher removed (***) are left out.

    >>> addressees("王 业 超、霍　志刚", person=True)
    ('王业超', '霍志刚')
    """
    result: list[str] = []
    for raw in (_LIST if person else _BODIES).split(_BRACKETS.sub("", names)):
        piece = raw.strip()
        if not person:
            found = ["".join(piece.split())]
        else:
            piece = p.NAME_TITLES.sub("", _ROLE.sub("", _TAIL.sub("", piece)).strip())
            found = [_ROLE.sub("", name) for name in _person_names(piece)]
        result += [name for name in found if name and not _REMOVED.fullmatch(name)]
    return tuple(result)
