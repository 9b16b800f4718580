"""Clauses inside others: A承办的 in A承办的E, A开展G情况 in 对A开展G情况进行督查."""

from __future__ import annotations

import re
from typing import Final

from replygraph.statements.patterns import BODIES, OBJECT_MARKS, VENUE_MARKS
from replygraph.statements.slots import WITHIN, adjacent
from replygraph.statements.tokens import Token

_OPEN: Final = frozenset({"comma", "item", "verb", "copula", "de", "future", "negation"})
_LOOKED_INTO: Final = re.compile(
    "[^，]{1,12}(情况|工作|成效|进展)[^，]{0,4}(?:进行|开展)[^，]{0,6}(?:督|检查|抽查|监督)"
)
#: A牵头制定的D, A参与编写的D, A支持建设的L
_MADE: Final = re.compile(
    "(?:组织|共同|参与|联合)?(?:制[定订]|编[制写印]|起草|修订|建设|修建|兴建|研[发制究]|开发|设立|创[办建]|打造|举办|拍摄)了?"
)


def mark_relatives(tokens: list[Token], flat: str) -> None:
    """Mark the tokens inside A承办的 of A承办的E as inner: the outer verb does not see them."""
    for place in range(2, len(tokens)):
        if tokens[place - 1].kind != "de" or tokens[place].kind != "name":
            continue
        verb = tokens[place - 2]
        if verb.kind != "verb" or (
            tokens[place - 1].start != verb.end
            and not _MADE.fullmatch(flat, verb.end, tokens[place - 1].start)
        ):
            continue
        if tokens[place].start - tokens[place - 1].end > 6:
            continue
        verb.taken = place
        framed = flat.startswith(WITHIN, tokens[place].end)
        first = place - 2
        while first > 0:
            before = tokens[first - 1]
            if before.kind == "future" and before.text == "拟" and adjacent(before, verb):
                first -= 1  # A原拟组织的E
                continue
            if before.kind in _OPEN and not (
                before.kind == "verb" and first == place - 2 and adjacent(before, verb)
            ):
                break
            if before.kind == "preposition":
                governs = tokens[first].kind in ("name", "date") and adjacent(before, tokens[first])
                if not governs or before.text not in VENUE_MARKS | OBJECT_MARKS:
                    break
                if framed and before.text == "在":
                    break
            first -= 1
        for inner in tokens[first : place - 1]:
            inner.inner = True


def mark_watched(tokens: list[Token], flat: str) -> None:
    """Mark as inner what a body does whose work is looked into: 对A开展G情况进行督查."""
    for place in range(2, len(tokens)):
        verb, body, mark = tokens[place], tokens[place - 1], tokens[place - 2]
        if verb.kind != "verb" or body.kind != "name" or mark.text != "对" or not body.names:
            continue
        if body.names[0][0] not in BODIES or not (adjacent(mark, body) and body.end == verb.start):
            continue
        looked = _LOOKED_INTO.match(flat, verb.end)
        if looked:
            for token in tokens[place - 1 :]:
                if token.start < looked.start(1):
                    token.inner = True
