"""Cues whose frames are not subject, verb, object: co-operation, honours, tasks handed down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from replygraph.statements.facts import Carry, Fact
from replygraph.statements.left import Left
from replygraph.statements.patterns import BODIES, DOMAIN
from replygraph.statements.tokens import Name, Names, Token


def _met(tokens: list[Token], place: int) -> Names:
    """Return those whom the clause before met with (与A对接，签订合作协议)."""
    for index in range(place - 1, 0, -1):
        token = tokens[index]
        if token.clause < tokens[place].clause - 1 or token.kind == "verb":
            return ()
        if token.kind == "name" and token.clause < tokens[place].clause:
            return token.names if tokens[index - 1].kind == "with" else ()
    return ()


#: 与八县市[签订责任书]: the other party has no name
_OTHERS: Final = re.compile("(?:与|和|同|跟)[^，]{2,12}$")


def _with_others(tokens: list[Token], place: int, flat: str) -> bool:
    """Tell whether the other party is not named: then those who are do not act together."""
    if tokens[place].names:
        return False
    end = next((t.end for t in reversed(tokens[:place]) if t.kind in ("name", "comma")), 0)
    return _OTHERS.search(flat, end, tokens[place].start) is not None


def _couples(tokens: list[Token], place: int) -> list[tuple[Name, Name]]:
    """Return who acts with whom in A与B、C与D、E与F签订协议."""
    clause = tokens[place].clause
    row = [t for t in tokens[:place] if t.clause == clause and t.kind in ("name", "with")]
    while row and row[0].kind == "with":
        del row[0]
    names = [t for t in row if t.kind == "name"]
    if len(names) < 3 or [t.kind for t in row] != ["name", "with"] * (len(names) - 1) + ["name"]:
        return []
    if [len(t.names) for t in names] != [1, *[2] * (len(names) - 2), 1]:
        return []
    everyone = [name for token in names for name in token.names]
    if any(name[0] not in DOMAIN["cooperatesWith"] for name in everyone):
        return []
    return list(zip(everyone[::2], everyone[1::2], strict=True))


#: cues that a list of bodies is enough for: 甲局、乙局签订备忘录
_TOGETHER: Final = (
    "共同",
    "联合",
    "合力",
    "携手",
    "联手",
    "合",
    "发起",
    "签",
    "结",
    "缔",
    "达成",
    "商定",
    "订立",
)


#: what parties named side by side may do each for itself
_BETTERED: Final = ("健全", "完善", "构建", "形成", "组建")


def _joins(tokens: list[Token], place: int, left: Left) -> bool:
    """Tell whether several parties make what the cue says: by name, or 共同 behind a comma."""
    token = tokens[place]
    if token.text.startswith(_TOGETHER):
        return len(left.subject) + len(left.partners) > 1
    return left.joined or bool(_couples(tokens, place))


def cooperation(tokens: list[Token], place: int, flat: str, left: Left) -> Iterator[Fact]:
    """Yield the co-operation of the party named first with each of the others."""
    token = tokens[place]
    if token.verb and token.verb.rule == "cooperate" and token.text == "合作":
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        if following is not None and following.kind == "verb" and following.start == token.end:
            rest = tokens[place + 2 :]
            if any(t.kind == "name" and t.clause == token.clause for t in rest):
                return  # 合作实施G: the second verb says it
    if token.verb and token.verb.rule == "cooperate-make" and not _joins(tokens, place, left):
        return
    if token.text.startswith(_BETTERED) and not (left.joined or token.names):
        return  # 甲局、乙局健全机制: each its own
    several = len(left.subject) + len(left.partners) > 1 and token.text.startswith(_TOGETHER)
    if not (left.joined or left.given or token.names or several):
        left.partners = left.partners or _met(tokens, place)
        if not left.partners:
            return
    if _with_others(tokens, place, flat):
        return
    couples = _couples(tokens, place)
    for one, other in couples:
        yield Fact((one,), "cooperatesWith", (other,), "cooperate", token.start, True)
    if couples:
        return
    if token.inner and not (left.given and left.joined):
        return
    if token.text == "签约" and not left.joined:
        return  # 参加E并签约: not with one another
    if not left.given and not left.partners and not token.inner:
        left.partners = _met(tokens, place)
    domain = DOMAIN["cooperatesWith"]
    given = tuple(name for name in left.subject if name[0] in domain)
    others = tuple(name for name in left.partners + token.names if name[0] in domain)
    if len(given) > 1 and others and left.given:
        for one in given:  # A、B与C建立机制
            yield Fact((one,), "cooperatesWith", others, "cooperate", token.start, True)
        return
    everyone = given + others
    if len(everyone) > 1:
        yield Fact(everyone[:1], "cooperatesWith", everyone[1:], "cooperate", token.start, True)


#: of documents, what one is put on as an honour
_LISTS: Final = ("名录", "名单", "目录", "榜", "榜单")


def _award(
    tokens: list[Token], place: int, left: Left, objects: Names, carry: Carry
) -> Iterator[Fact]:
    token = tokens[place]
    subject = left.subject if left.given else carry.about
    judge = left.judge
    if left.marked and not judge:  # A将B列为G
        subject, judge = left.marked, tuple(n for n in left.subject if n[0] in BODIES)
    elif left.loose and not left.marked and not left.judge:
        return  # A把这个做法列为G
    objects = tuple(n for n in objects if n[0] != "DOCUMENT" or n[1].name.endswith(_LISTS))
    recipients = tuple(
        name for name in subject if name[0] not in ("DATE", "INDICATOR", "PROPOSAL", "MEDIA")
    )
    if recipients and objects:
        yield Fact(objects, "awardedTo", recipients, "award", token.start)
        if judge and not token.text.endswith(("列为", "列入")):
            yield Fact(judge, "organizes", objects, "honour-give", token.start, actors=recipients)


def _award_give(
    tokens: list[Token], place: int, left: Left, objects: Names, carry: Carry
) -> Iterator[Fact]:
    """授予: passive like 获评, or A授予B“G”称号."""
    if left.judge:
        yield from _award(tokens, place, left, objects, carry)
        return
    token = tokens[place]
    recipients: Names = ()
    for following in tokens[place + 1 :]:
        if following.kind == "name":
            recipients = following.names
            break
    givers = tuple(name for name in left.subject + left.partners if name[0] in BODIES)
    if givers and objects and recipients and recipients != objects:
        yield Fact(objects, "awardedTo", recipients, "award", token.start)
        yield Fact(givers, "organizes", objects, "honour-give", token.start, actors=givers)


def _venue_set(
    tokens: list[Token], place: int, _left: Left, objects: Names, carry: Carry
) -> Iterator[Fact]:
    events = tuple(name for name in carry.about if name[0] == "EVENT")
    if events and objects:
        yield Fact(objects, "hosts", events, "venue-set", tokens[place].start)


def _spent(
    tokens: list[Token], place: int, _left: Left, objects: Names, _carry: Carry
) -> Iterator[Fact]:
    """用于G behind 安排资金: the payer supports G."""
    payer = next((t for t in reversed(tokens[:place]) if t.verb is not None and t.verb.funds), None)
    subjects = tuple(n for n in payer.subject if n[0] in DOMAIN["supports"]) if payer else ()
    if subjects and objects:
        yield Fact(subjects, "supports", objects, "support-spent", tokens[place].start)


def _assigned(
    tokens: list[Token], place: int, _left: Left, objects: Names, _carry: Carry
) -> Iterator[Fact]:
    """把任务分解到A、B: each of them implements what the tasks belong to."""
    wanted = frozenset({"PROGRAM", "DOCUMENT"})
    source: Names = ()
    for token in reversed(tokens[:place]):
        if token.kind == "name" and token.names and token.names[0][0] in wanted:
            source = token.names[-1:]
            break
    if source and objects:
        yield Fact(objects, "implements", source, "assigned", tokens[place].start)


def _entrusted(
    tokens: list[Token], place: int, _left: Left, _objects: Names, _carry: Carry
) -> Iterator[Fact]:
    """委托A编制D: A takes part in D."""
    token = tokens[place]
    bodies = tuple(name for name in token.objects if name[0] in BODIES)
    for following in tokens[place + 1 :]:
        if following.clause != token.clause or following.kind == "dun":
            break
        if following.kind == "name" and following.names[:1]:
            goals = tuple(n for n in following.names if n[0] in ("DOCUMENT", "PROGRAM", "EVENT"))
            if goals and bodies:
                yield Fact(bodies, "participatesIn", goals, "entrust", token.start)
                return


#: rule of the cue → its frame
SPECIAL: Final = {
    "award": _award,
    "award-give": _award_give,
    "venue-set": _venue_set,
    "support-spent": _spent,
    "assigned": _assigned,
    "entrust": _entrusted,
}
