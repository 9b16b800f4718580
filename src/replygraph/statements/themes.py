"""What a cue without object is about: the name it points back (or on) to."""

from __future__ import annotations

from typing import Final

from replygraph.statements.left import Left
from replygraph.statements.marks import INTO
from replygraph.statements.slots import WITHIN, governor
from replygraph.statements.tokens import Memory, Names, Token

_FUNDS: Final = ("资金", "基金", "公益金", "经费", "专项债券", "债券", "投资")
#: 按照D，A牵头实施G: what one goes by is not what one leads
_BASES: Final = frozenset({"按照", "根据", "依据", "对照", "围绕", "结合"})


def _says_when(tokens: list[Token], index: int, flat: str) -> bool:
    """Tell whether a name says when (3月22日世界水日，…)."""
    token = tokens[index]
    if not index or tokens[index - 1].kind != "date" or not token.names:
        return False
    behind = flat.startswith("，", token.end)
    return behind and token.names[0][1].name.endswith(("日", "周", "月", "节"))


def topic(tokens: list[Token], place: int, flat: str, wanted: frozenset[str]) -> Names:
    """Return the last name of a wanted type that opens a clause before ``place``."""
    for index in range(place - 1, -1, -1):
        token = tokens[index]
        if token.kind != "name" or not token.names or token.inner:
            continue
        if index and tokens[index - 1].kind not in ("comma", "item", "date", "de"):
            continue
        if token.start and flat[token.start - 1] in "是系属为成即":
            continue
        if _says_when(tokens, index, flat):
            continue
        if token.names[0][0] in wanted and not flat.startswith(WITHIN, token.end):
            return tuple(name for name in token.names if name[0] in wanted)
    return ()


def _theme_names(token: Token, verb: Token) -> Names:
    frame = verb.verb
    assert frame is not None
    if token.kind != "name":
        return ()
    names = tuple(name for name in token.names if name[0] in frame.themes)
    if frame.objects.get("ORG") == "supports":
        names = tuple(name for name in names if not name[1].name.endswith(_FUNDS))
    return names


def theme(
    tokens: list[Token],
    place: int,
    memory: Memory,
    left: Left,
    flat: str,
    *,
    far: bool,
    ahead: bool,
) -> Names:
    """Return the name that a verb without object points back (or on) to.

    ``far``: also to an earlier sentence; ``ahead``: also to a later clause.
    """
    verb = tokens[place].verb
    assert verb is not None
    wanted = verb.themes
    if left.theme and (left.theme[0][0] in wanted or left.theme[0][0] in verb.objects):
        return left.theme
    clause = tokens[place].clause
    for token in tokens[place + 1 :]:
        if token.clause != clause:
            break
        names = _theme_names(token, tokens[place])
        if names:
            return names
    about = topic(tokens, place, flat, wanted)
    if about:
        return about
    for index in range(place - 1, -1, -1):
        names = _theme_names(tokens[index], tokens[place])
        if flat[: tokens[index].start].endswith(INTO):
            continue  # A将G纳入D，由B实施
        if names and _says_when(tokens, index, flat):
            continue
        mark = governor(tokens, index) if names else None
        if names and not (ahead and mark is not None and mark.text in _BASES):
            return names[-1:]
    for token in tokens[place + 1 :]:
        if token.clause > clause and token.kind == "name" and not token.inner:
            names = _theme_names(token, tokens[place])
            if names and ahead:
                return names
    if far:
        for name in reversed(memory.names[: memory.before]):
            if name[0] in wanted:
                return (name,)
    return ()
