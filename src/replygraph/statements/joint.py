"""Who acts together: partners of the clause before, all who led, paid or helped."""

from __future__ import annotations

import re
from typing import Final

from replygraph.statements.patterns import BODIES
from replygraph.statements.tokens import Name, Names, Token

_ENDS: Final = re.compile("(?:等[^，]{0,6})?(?:共同|联合)?(?:，|组成|成立|组建|抽调)")
_JOINING: Final = frozenset({"会同", "联合", "携手", "协同"})
#: A安排I，B安排I，共同支持E
_TOGETHER: Final = re.compile("(?:共同|一道|一起|合力|联手)$")


def idle(tokens: list[Token], place: int, mark: Token, flat: str) -> bool:
    """Tell whether the clause states nothing of the partner, who then acts in the next one."""
    token = tokens[place]
    if _ENDS.match(flat, token.end):
        return True
    return mark.text in _JOINING and not any(
        t.kind == "verb" and t.clause == token.clause for t in tokens[place:]
    )


def pool(tokens: list[Token], place: int, flat: str) -> Names:
    """Return all bodies that act in the sentence where the verb at ``place`` is theirs jointly."""
    if not (_TOGETHER.search(flat[: tokens[place].start]) or shared(tokens, place)):
        return ()
    names: dict[Name, None] = {}
    for before in tokens[:place]:
        if before.kind == "verb" and not before.inner:
            names |= dict.fromkeys(before.subject + before.partners)
    return tuple(name for name in names if name[0] in BODIES)


def shared(tokens: list[Token], place: int) -> bool:
    """Tell whether all who lead and aid do what follows: A牵头，B配合，推进G."""
    before = [t for t in tokens[:place] if t.verb is not None and t.clause < tokens[place].clause]
    rules = [t.verb.rule for t in before if t.verb is not None]
    return len(rules) > 1 and rules[-2:] == ["lead", "support"] and not before[-1].objects
