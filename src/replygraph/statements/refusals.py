"""What is refused where its name stands before: 提案所提G，…，A目前暂不具备推行条件."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from replygraph.statements.facts import Carry, Fact, opens_clause
from replygraph.statements.patterns import BODIES, DOMAIN
from replygraph.statements.tokens import Memory, Names, Token

_RULES: Final = frozenset(
    {"implement", "carry-out", "launch", "organize", "organize-hold", "participate-build"}
)
#: 暂不实施，; 不具备推行条件，; 不具备开展的条件。
_ENDS: Final = re.compile("的?(?:条件|时机|可能)?(?:[，。；]|$)")


def refusals(
    tokens: list[Token], flat: str, memory: Memory, carry: Carry, told: Sequence[Fact]
) -> Iterator[Fact]:
    """Yield what a clause says is not done with the name that the sentence spoke of last.

    The subject is the last body that opens a clause, else that of the sentence before.
    """
    if not any(token.kind == "negation" for token in tokens):
        return
    known = {fact.place for fact in told}
    for place, token in enumerate(tokens):
        verb = token.verb
        if verb is None or verb.rule not in _RULES or token.start in known or token.inner:
            continue
        if token.objects or token.text == "落实" or not _ENDS.match(flat, token.end):
            # 用地指标尚未落实: what fails is no work that was named
            continue
        if not any(t.kind == "negation" and t.clause == token.clause for t in tokens[:place]):
            continue
        about = _about(tokens, place, frozenset(verb.objects))
        predicate = verb.objects[about[0][0]] if about else ""
        subjects = _subject(tokens, place, flat, memory) or carry.subject
        subjects = tuple(name for name in subjects if name[0] in DOMAIN.get(predicate, BODIES))
        if about and subjects:
            yield Fact(subjects, predicate, about, verb.rule, token.start)


def _about(tokens: list[Token], place: int, kinds: frozenset[str]) -> Names:
    for token in reversed(tokens[:place]):
        if token.kind == "name" and token.names and not token.inner:
            names = tuple(n for n in token.names if n[0] in kinds and n[0] != "DOCUMENT")
            if names:
                return names[-1:]
    return ()


def _subject(tokens: list[Token], place: int, flat: str, memory: Memory) -> Names:
    for index in range(place - 1, -1, -1):
        token = tokens[index]
        if token.kind != "name" or not token.names or token.names[0][0] not in BODIES:
            continue
        if token.names == memory.addressees or token.names[0] in memory.addressees:
            continue
        if opens_clause(tokens, index, flat):
            return token.names
    return ()
