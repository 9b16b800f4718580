"""Roles told by a label: 承建单位为O, 主办单位：A、B；承办单位：C, 由A担任牵头单位."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from replygraph.statements.facts import Fact
from replygraph.statements.masked import expand
from replygraph.statements.patterns import DOMAIN
from replygraph.statements.tokens import Memory, Name, Names, Token, named, remembered

_EVENT: Final = frozenset({"EVENT"})
_WORK: Final = frozenset({"PROGRAM"})
_BOTH: Final = frozenset({"EVENT", "PROGRAM"})
#: label → predicate, types of the object
_ROLES: Final[dict[str, tuple[str, frozenset[str]]]] = {
    "主办": ("hosts", _EVENT),
    "承办": ("organizes", _EVENT),
    "承建": ("participatesIn", _WORK),
    "施工": ("participatesIn", _WORK),
    "设计": ("participatesIn", _WORK),
    "监理": ("participatesIn", _WORK),
    "参与": ("participatesIn", _BOTH),
    "参展": ("participatesIn", _EVENT),
    "牵头": ("leads", _BOTH),
    "实施": ("implements", _WORK),
    "责任": ("implements", _WORK),
    "支持": ("supports", _BOTH),
    "配合": ("supports", _BOTH),
    "指导": ("supports", _BOTH),
    "监管": ("supervises", _WORK),
    "督办": ("supervises", _WORK),
}
_WORDS: Final = "|".join(_ROLES)
_LABEL: Final = re.compile(
    expand(
        f"(?P<role>{_WORDS})(?:单位|方|主体|部门)(?:分别)?(?:为|是|有|包括|系|[：:])?"
        "(?P<behind>[{A}{O}](?:[、和及与][{A}{O}])*)"
        "|(?P<before>[{A}{O}](?:[、和及与][{A}{O}])*)(?:等[^，]{0,4})?(?:均)?"
        f"(?:作为|为|是|担任)(?:该项目|项目|工程|活动)?的?(?P<part>{_WORDS})(?:单位|方|主体|部门)"
        "(?=[，。；、]|$)"
    )
)


def labels(tokens: list[Token], flat: str, memory: Memory) -> Iterator[Fact]:
    """Yield the roles that labels give, in what the sentence or the one before it named last."""
    for match in _LABEL.finditer(flat):
        predicate, kinds = _ROLES[match["role"] or match["part"]]
        names = named(match["behind"] or match["before"], memory)
        subjects = tuple(name for name in names if name[0] in DOMAIN[predicate])
        about = _about(tokens, match.start(), memory, kinds)
        if subjects and about:
            yield Fact(subjects, predicate, about, "role-label", match.start())


def _about(tokens: list[Token], place: int, memory: Memory, kinds: frozenset[str]) -> Names:
    for token in reversed(tokens):
        if token.start < place and token.kind == "name" and token.names:
            fitting = tuple(n for n in token.names if n[0] in kinds and remembered(n))
            if fitting:
                return fitting[-1:]
    earlier: list[Name] = memory.names[memory.paragraph : memory.before]
    return next(((name,) for name in reversed(earlier) if name[0] in kinds), ())
