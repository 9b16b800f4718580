"""What a phrase tells, not a verb with its object: 在A支持下, 得到A指导, 选派…到B支教, 受A委托."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from replygraph.statements.facts import Fact, opens_clause
from replygraph.statements.masked import expand
from replygraph.statements.patterns import BODIES
from replygraph.statements.themes import topic
from replygraph.statements.tokens import Names, Token, is_division

_EG: Final = frozenset({"EVENT", "PROGRAM"})

#: 在市委宣传部的支持下，我局…
_BACKED: Final = re.compile(
    expand(
        "(?:在([{A}{O}](?:[、和及与][{A}{O}])*)的?[^，]{0,6}?(?:支持|指导|帮助|配合|协助)[^，]{0,4}下"
        "|经([{A}{O}](?:[、和及与][{A}{O}])*)[^，{N}]{0,6}?(?:支持|指导|帮助|协助)(?=，))"
    )
)
#: 并得到省文化和旅游厅指导
_GAINED: Final = re.compile(
    expand(
        "(?:得到|获得|受到|获)了?([{A}{O}](?:[、和及与][{A}{O}])*)(?:等[^，{N}]{0,6})?的?[^，]{0,6}?"
        "(?:支持|指导|帮助|资助|补助|扶持|赞助|捐赠|援助|肯定和支持)"
    )
)


def _subject(tokens: list[Token], place: int) -> Names:
    """Return the body that opens the sentence before 在A支持下 (我局在A指导下，实施G)."""
    found: Names = ()
    for index, token in enumerate(tokens):
        if token.start >= place:
            break
        if token.kind == "name" and token.names and opens_clause(tokens, index):
            body = token.names[0][0] in BODIES
            if body or token.names[0][0] == "PLACE":
                found = token.names if body else ()
    return found


def _told(tokens: list[Token], place: int) -> Names:
    """Return the last event or programme that the sentence spoke of before ``place``."""
    for token in reversed(tokens[:place]):
        if token.kind == "name" and not token.inner and token.names and token.names[0][0] in _EG:
            return token.names[-1:]
    return ()


def backing(tokens: list[Token], flat: str) -> Iterator[Fact]:
    """Yield the support that 在A支持下 and 得到A指导 tell of."""
    for match in _BACKED.finditer(flat) if "下" in flat or ("，" in flat and "经" in flat) else ():
        at = match.start(match.lastindex or 1)
        backer = next((t for t in tokens if t.start == at), None)
        helped = _subject(tokens, match.start())
        if backer and helped:
            yield Fact(backer.names, "supports", helped, "support-under", match.start())
            continue
        for place, token in enumerate(tokens):
            if token.start > match.end() and token.kind == "name" and opens_clause(tokens, place):
                if backer and token.names and token.names[0][0] in BODIES:
                    yield Fact(
                        backer.names, "supports", token.names, "support-under", match.start()
                    )
                break
    for match in _GAINED.finditer(flat) if "到" in flat or "获" in flat else ():
        backer = next((t for t in tokens if t.start == match.start(1)), None)
        place = next((i for i, t in enumerate(tokens) if t is backer), 0)
        about = topic(tokens, place, flat, _EG) or _told(tokens, place)
        if backer and about:
            yield Fact(backer.names, "supports", about, "support-gained", match.start())


#: 选派家庭医生6名，每周到纪堂幸福院巡诊
_SENT: Final = re.compile(
    expand(
        "(?:选派|选送|派出|派驻)[^，{N}]*，?[^，{N}]{0,4}(?:到|赴|前往|驻|进驻)([{O}{A}{L}])[^，]{0,6}?"
        "(?:帮助|巡诊|支教|帮扶|驻点|驻守|驻村|蹲点|指导|支医|服务|坐诊|授课|任教|代课|任职|挂职|顶岗|跟岗|实习|"
        "义诊|援助|支援)"
    )
)


def sent(tokens: list[Token], flat: str) -> Iterator[Fact]:
    """Yield the support of those who send people to a body."""
    for match in _SENT.finditer(flat):
        sender = next((t for t in tokens if t.start == match.start()), None)
        goal = next((t for t in tokens if t.start == match.start(1)), None)
        if sender and goal and sender.subject:
            subjects = tuple(n for n in sender.subject if n[0] in BODIES)
            goals = tuple(name for name in goal.names[:1] if not is_division(name))
            yield Fact(subjects, "supports", goals, "support-sent", match.start())


#: 该提案被市政协列为重点督办提案
_WATCHED: Final = re.compile(
    expand(
        "被([{A}](?:[、和][{A}])*)(?:[^，{N}]{0,6})?(?:列为|列入|确定为|确定|定为|选为|作为)[^，{N}]{0,8}督办"
    )
)


def watched(tokens: list[Token], flat: str) -> Iterator[Fact]:
    """Yield who has made the submission one whose handling is overseen."""
    for match in _WATCHED.finditer(flat):
        over = next((t for t in tokens if t.start == match.start(1)), None)
        for token in tokens:
            if token.start >= match.start():
                break
            if (
                over
                and token.kind == "name"
                and token.names[:1]
                and token.names[0][0] == "PROPOSAL"
            ):
                yield Fact(
                    over.names, "supervises", token.names[-1:], "supervise-listed", match.start()
                )
                break


#: 受市政府委托，设计院编制《规划》; 设计院受市政府委托承担G
_COMMISSIONED: Final = re.compile(expand("受(?:[{A}{O}](?:[、和][{A}{O}])*)?委托"))
_GOALS: Final = frozenset({"DOCUMENT", "PROGRAM", "EVENT"})


def commissioned(tokens: list[Token], flat: str) -> Iterator[Fact]:
    """Yield the part that those take in a thing whom another body has asked to make it."""
    for match in _COMMISSIONED.finditer(flat):
        taker: Names = ()
        clause = sum(t.kind in ("comma", "item") and t.start < match.start() for t in tokens)
        for place, token in enumerate(tokens):
            if token.clause < clause or match.start() < token.start < match.end():
                continue
            if token.clause > clause + 1 or token.kind != "name" or not token.names:
                continue
            if token.names[0][0] in BODIES and opens_clause(tokens, place) and not taker:
                taker = token.names
            elif token.start > match.end() and token.names[0][0] in _GOALS:
                yield Fact(taker, "participatesIn", token.names, "entrusted", match.start())
                break


def invited(tokens: list[Token]) -> Iterator[Fact]:
    """Yield the part of those who are invited to what others hold (邀请A专家举办E)."""
    guests: Token | None = None
    held: Names = ()
    for token in tokens:
        if token.verb is None or token.inner:
            continue
        if token.verb.rule == "invite":
            guests = token
            if token.objects and held:  # 举办E，邀请A专家授课
                yield Fact(token.objects, "participatesIn", held, "invite-held", token.start)
            continue
        if token.verb.rule.startswith(("organize", "host", "carry-out")):
            held = tuple(name for name in token.objects if name[0] == "EVENT")[-1:] or held
        if guests is None:
            continue
        if token.verb.venue and guests.clause == token.clause:
            events = tuple(name for name in token.objects if name[0] == "EVENT")
            if guests.objects and events:
                yield Fact(guests.objects, "participatesIn", events, "invite-hold", token.start)
            guests = None
