"""Role frames: who does what to which name, clause by clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from replygraph.statements.masked import expand
from replygraph.statements.patterns import (
    BODIES,
    DOMAIN,
    OBJECT_MARKS,
    VENUE_MARKS,
)
from replygraph.statements.tokens import Memory, Name, Names, Token

#: no statement: says when an event takes place
HAPPENS: Final = "happens"
_STOPS: Final = frozenset({"comma", "item"})
#: 在A举办的E上: 在 belongs to the event, not to A
_WITHIN: Final = ("上", "期间", "中", "活动", "会上")
#: 安排G补助资金, 安排680万元改造L: the name is what the money is for
_MONEY: Final = re.compile("^(?:补助|专项|扶持|奖补|建设|补贴|运行|工作)*(?:资金|经费|补贴|补助)")
_SPENT: Final = re.compile("用于|改造|建设|购买|购置|补助|奖励|修缮|提升")
_DIVISION: Final = re.compile("(?:省|市|自治区|州|盟|旗|县|(?<![园景片社小校街心发范护库灌新年])区)$")
_FUNDS: Final = ("资金", "基金", "公益金", "经费", "专项债券")


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement before its date, modality and evidence: subjects × objects."""

    subjects: Names
    predicate: str
    objects: Names
    rule: str
    place: int
    joint: bool = False
    inner: bool = False
    given: bool = True


def _adjacent(left: Token, right: Token) -> bool:
    return right.start - left.end <= 2


def _governor(tokens: list[Token], place: int) -> Token | None:
    """Return the mark right before the name at ``place``, None for a bare name."""
    if place:
        before = tokens[place - 1]
        if (
            before.kind in ("preposition", "with", "by", "copula")
            and before.inner == tokens[place].inner
            and _adjacent(before, tokens[place])
        ):
            return before
    return None


def mark_relatives(tokens: list[Token], flat: str) -> None:
    """Mark the tokens inside A承办的 of A承办的E as inner: the outer verb does not see them."""
    for place in range(2, len(tokens)):
        if tokens[place - 1].kind != "de" or tokens[place].kind != "name":
            continue
        verb = tokens[place - 2]
        if verb.kind != "verb" or tokens[place - 1].start != verb.end:
            continue
        if tokens[place].start - tokens[place - 1].end > 6:
            continue
        verb.taken = place
        framed = flat.startswith(_WITHIN, tokens[place].end)
        first = place - 2
        while first > 0:
            before = tokens[first - 1]
            if before.kind in ("comma", "item", "verb", "copula", "de", "future", "negation"):
                break
            if before.kind == "preposition":
                governs = tokens[first].kind in ("name", "date") and _adjacent(
                    before, tokens[first]
                )
                if not governs or before.text not in VENUE_MARKS | OBJECT_MARKS:
                    break
                if framed and before.text == "在":
                    break
            first -= 1
        for inner in tokens[first : place - 1]:
            inner.inner = True


@dataclass(slots=True)
class Left:
    """What stands before a verb in its clause."""

    subject: Names = ()
    partners: Names = ()
    marked: Names = ()
    venue: Names = ()
    theme: Names = ()
    loose: bool = False
    agent: bool = False
    given: bool = False


def look_left(tokens: list[Token], place: int) -> Left:
    """Collect subject, partners, marked object and venue of the verb at ``place``."""
    left, inner = Left(), tokens[place].inner
    index = place - 1
    while index >= 0:
        token = tokens[index]
        if token.kind in _STOPS or (inner and not token.inner):
            break
        if token.inner and not inner:
            index -= 1
            continue
        if token.kind == "dun" and (left.given or left.partners):
            break
        if token.kind == "verb":
            if not left.given:
                left.subject, left.given = token.subject, bool(token.subject)
                left.partners = token.partners + left.partners
            left.marked = left.marked or token.marked
            left.venue = left.venue or token.venue
            break
        if token.kind == "name":
            governor = _governor(tokens, index)
            if governor is None:
                before = tokens[token.taken] if token.taken >= 0 else None
                if left.agent:
                    left.theme = left.theme or token.names
                elif before is not None and before.verb:
                    if _pivots(before, tokens[place], token):
                        left.subject, left.given = token.names, True
                        left.partners = ()
                    else:
                        left.subject, left.given = before.subject, bool(before.subject)
                        left.partners = before.partners + left.partners
                    break
                else:
                    left.subject, left.given = token.names, True
                    break
            elif governor.kind == "with":
                left.partners = token.names + left.partners
            elif governor.kind == "by":
                left.subject, left.given, left.agent = token.names, True, True
            elif governor.text in OBJECT_MARKS:
                left.marked = left.marked or token.names
            elif governor.text in VENUE_MARKS:
                left.venue = left.venue or token.names
            index -= 1
        elif token.kind == "preposition" and token.text in OBJECT_MARKS:
            left.loose = True
        index -= 1
    return left


def _pivots(before: Token, verb: Token, name: Token) -> bool:
    """Tell whether the object of ``before`` is the subject of ``verb`` (支持A举办E)."""
    assert before.verb is not None
    assert verb.verb is not None
    if not before.verb.pivot or not name.names:
        return False
    if before.verb.rule == "invite":
        return verb.verb.rule.startswith("participate")
    return name.names[0][0] in BODIES or name.names[0][0] == "PERSON"


def _fits(token: Token, verb: Token, flat: str, edge: int) -> Names:
    assert verb.verb is not None
    objects = verb.verb.objects
    names = tuple(name for name in token.names if name[0] in objects)
    if verb.verb.marked and objects.get("ORG") == "supports":
        names = tuple(name for name in names if not name[1].name.endswith(_FUNDS))
        if not (
            _MONEY.match(flat[token.end : token.end + 12])
            or _SPENT.search(flat[verb.end : token.start])
        ):
            names = ()
    if objects.get("PLACE") == "supports":
        names = tuple(n for n in names if n[0] != "PLACE" or not _DIVISION.search(n[1].name))
    return names


def look_right(tokens: list[Token], place: int, flat: str) -> Names:
    """Return the names behind the verb at ``place`` that its frame takes; mark them as taken."""
    verb = tokens[place]
    assert verb.verb is not None
    if verb.taken >= 0:
        return _fits(tokens[verb.taken], verb, flat, verb.end)
    edge = verb.end
    index = place + 1
    while index < len(tokens):
        token = tokens[index]
        if token.kind in _STOPS or token.kind == "dun":
            break
        if token.inner and not verb.inner:
            edge = token.end
            index += 1
            continue
        if token.kind in ("preposition", "with", "by"):
            if index + 1 < len(tokens) and tokens[index + 1].kind in ("name", "date"):
                edge = tokens[index + 1].end
                index += 2
                continue
        elif token.kind == "verb":
            if token.start - edge > 4:
                break
        elif token.kind == "name":
            if token.start - edge > 14:
                break
            names = _fits(token, verb, flat, edge)
            if names:
                token.taken = place
                return names
            if verb.verb.pivot and token.names and token.names[0][0] in BODIES | {"PERSON"}:
                token.taken = place
                verb.objects = token.names
                return ()
            if verb.verb.funds:
                token.taken = place
            elif not verb.verb.award:
                break
        edge = token.end
        index += 1
    return ()


def _bare(tokens: list[Token], place: int, flat: str) -> bool:
    """Tell whether nothing but a boundary follows the verb."""
    end = tokens[place].end
    if end >= len(flat) or flat[end] in "，。；;、）)":
        return True
    return False


def _topic(tokens: list[Token], place: int, flat: str, wanted: frozenset[str]) -> Names:
    """Return the name of a wanted type that opens a clause before ``place``: what it is about."""
    for index, token in enumerate(tokens[:place]):
        if token.kind != "name" or not token.names or token.inner:
            continue
        if index and tokens[index - 1].kind not in ("comma", "item", "date", "de"):
            continue
        if token.names[0][0] in wanted and not flat.startswith(_WITHIN, token.end):
            return token.names[-1:]
    return ()


def _theme(tokens: list[Token], place: int, memory: Memory, left: Left, flat: str) -> Names:
    verb = tokens[place].verb
    assert verb is not None
    wanted = verb.themes
    if left.theme and left.theme[0][0] in wanted:
        return left.theme
    clause = tokens[place].clause
    for token in tokens[place + 1 :]:
        if token.clause != clause:
            break
        if token.kind == "name" and token.names and token.names[0][0] in wanted:
            return tuple(name for name in token.names if name[0] in wanted)
    topic = _topic(tokens, place, flat, wanted)
    if topic:
        return topic
    for token in reversed(tokens[:place]):
        if token.kind == "name" and token.names and token.names[0][0] in wanted:
            return token.names[-1:]
    for name in reversed(memory.names[: memory.before]):
        if name[0] in wanted:
            return (name,)
    return ()


@dataclass(slots=True)
class Carry:
    """The subject that a clause without one of its own takes over."""

    subject: Names = ()
    partners: Names = ()
    intro: Names = ()
    topic: Names = ()


def _opens_clause(tokens: list[Token], place: int) -> bool:
    """Tell whether the bare name at ``place`` is the first of its clause."""
    token = tokens[place]
    if token.inner or token.taken >= 0 or not token.names or _governor(tokens, place):
        return False
    index = place - 1
    while index >= 0 and tokens[index].clause == token.clause:
        before = tokens[index]
        if before.kind in _STOPS:
            break
        if before.kind == "verb" and not before.inner:
            return False
        if before.kind == "name" and not before.inner and _governor(tokens, index) is None:
            return False
        index -= 1
    return True


def facts(tokens: list[Token], flat: str, memory: Memory, carry: Carry) -> Iterator[Fact]:
    """Yield the facts of a sentence's verbs; ``carry`` follows the subject from clause to clause."""
    mark_relatives(tokens, flat)
    blocked = -1
    carry.topic = ()
    yield from _backing(tokens, flat, carry)
    for place, token in enumerate(tokens):
        if token.kind == "item":
            carry.subject, carry.partners = carry.intro or carry.subject[:1], ()
        if token.kind == "name" and _opens_clause(tokens, place):
            carry.topic = token.names
            if token.names[0][0] in BODIES:
                carry.subject, carry.partners = token.names, ()
                carry.intro = carry.intro or token.names[:1]
        if token.kind != "verb" or token.verb is None:
            continue
        left = look_left(tokens, place)
        subject = left.subject
        if not left.given and not token.inner:
            subject = carry.subject
            if left.partners:
                carry.partners = left.partners
            else:
                left.partners = carry.partners
        elif left.given and not token.inner and not left.agent and subject == carry.subject:
            carry.partners = left.partners
        objects = look_right(tokens, place, flat)
        token.subject, token.partners = subject, left.partners
        token.marked, token.venue = left.marked, left.venue
        if not token.inner:
            blocked = _blocked(tokens, place, blocked)
        if blocked == place:
            token.subject = ()
            token.objects = objects
            continue
        token.objects = token.objects or objects
        yield from _state(tokens, place, flat, memory, left, subject, objects, carry)


#: 在市委宣传部的支持下，我局…; 得到省文化和旅游厅指导
_BACKED: Final = re.compile(
    expand("在([{A}{O}](?:[、和及与][{A}{O}])*)的?[^，]{0,6}?(?:支持|指导|帮助|配合|协助)[^，]{0,4}下")
)
_GAINED: Final = re.compile(
    expand("(?:得到|获得|受到)了?([{A}{O}](?:[、和及与][{A}{O}])*)的?[^，]{0,6}?(?:支持|指导|帮助|资助)")
)


def _backing(tokens: list[Token], flat: str, carry: Carry) -> Iterator[Fact]:
    for match in _BACKED.finditer(flat):
        backer = next((t for t in tokens if t.start == match.start(1)), None)
        for place, token in enumerate(tokens):
            if token.start > match.end() and token.kind == "name" and _opens_clause(tokens, place):
                if backer and token.names[0][0] in BODIES:
                    yield Fact(backer.names, "supports", token.names, "support-under", match.start())
                break
    for match in _GAINED.finditer(flat):
        backer = next((t for t in tokens if t.start == match.start(1)), None)
        place = next((i for i, t in enumerate(tokens) if t is backer), 0)
        topic = _topic(tokens, place, flat, frozenset({"EVENT", "PROGRAM"}))
        if backer and topic:
            yield Fact(backer.names, "supports", topic, "support-gained", match.start())


def _blocked(tokens: list[Token], place: int, blocked: int) -> int:
    """Return ``place`` if its verb is what another one supports (支持举办E): no act of its own."""
    clause = tokens[place].clause
    for before in reversed(tokens[:place]):
        if before.clause != clause:
            break
        if before.verb and before.verb.rule in ("seek", "recommend"):
            return place
    if place and tokens[place - 1].kind == "verb":
        before = tokens[place - 1]
        if (
            before.verb
            and before.verb.pivot
            and before.verb.objects.get("PROGRAM") == "supports"
            and not before.verb.funds
            and tokens[place].start - before.end <= 2
        ):
            return place
    return blocked


def _may_point_back(tokens: list[Token], place: int, flat: str, left: Left) -> bool:
    """Tell whether a bare cue takes its object from what was named before."""
    token = tokens[place]
    rule = token.verb.rule if token.verb else ""
    if rule == "support-marked":
        return not left.loose and not left.marked
    if rule == "support":
        before = tokens[place - 1] if place else None
        return left.agent or (
            before is not None and before.kind == "name" and token.start - before.end <= 2
        )
    return left.given or bool(left.partners) or flat[: token.start].endswith("完成")


def _state(
    tokens: list[Token],
    place: int,
    flat: str,
    memory: Memory,
    left: Left,
    subject: Names,
    objects: Names,
    carry: Carry,
) -> Iterator[Fact]:
    token = tokens[place]
    verb = token.verb
    assert verb is not None
    if verb.rule == "cooperate":
        yield from _cooperation(token, subject, left.partners)
        return
    if verb.award:
        yield from _award(token, subject if left.given else carry.topic, objects)
        return
    if verb.rule == "venue-set":
        events = tuple(name for name in carry.topic if name[0] == "EVENT")
        if events and objects:
            yield Fact(objects, "hosts", events, verb.rule, token.start)
        return
    passive = False
    if not objects and verb.marked:
        objects = tuple(name for name in left.marked if name[0] in verb.objects)
    if not objects and verb.rule.startswith("participate") and left.venue:
        objects = tuple(name for name in left.venue if name[0] in verb.objects)
    if not objects and verb.venue and left.given and subject and subject[0][0] == "EVENT":
        objects, subject, passive = subject, (), True
    if not objects and verb.themes and not token.inner and _bare(tokens, place, flat):
        if verb.venue and not left.given and carry.topic[:1] and carry.topic[0][0] == "EVENT":
            objects, passive = carry.topic, True
        elif _may_point_back(tokens, place, flat, left):
            objects = _theme(tokens, place, memory, left, flat)
            if objects and objects == subject:
                objects = ()
    if not objects:
        return
    if verb.venue and left.venue:
        events = tuple(name for name in objects if name[0] == "EVENT")
        places = tuple(name for name in left.venue if name[0] in ("PLACE", "ORG", "AGENCY"))
        if events and places:
            yield Fact(places, "hosts", events, "host-venue", token.start, False, token.inner)
    if passive:
        yield Fact((), HAPPENS, objects, verb.rule, token.start, False, token.inner)
        return
    everyone = subject + tuple(p for p in left.partners if p not in subject)
    by_predicate: dict[str, list[Name]] = {}
    for name in objects:
        by_predicate.setdefault(verb.objects[name[0]], []).append(name)
    for predicate, names in by_predicate.items():
        domain = DOMAIN[predicate]
        subjects = tuple(name for name in everyone if name[0] in domain)
        if predicate == "organizes" and subject and not subjects:
            if subject[0][0] == "PLACE" and verb.venue:
                subjects, predicate = subject, "hosts"
            elif subject[0][0] == "EVENT":
                yield Fact(tuple(names), "partOf", subject[:1], "part-launch", token.start)
                continue
        if subjects:
            yield Fact(
                subjects,
                predicate,
                tuple(names),
                verb.rule,
                token.start,
                verb.joint and len(subjects) > 1,
                token.inner,
            )
    if verb.rule == "sign":
        yield from _cooperation(token, subject, left.partners)


def _cooperation(token: Token, subject: Names, partners: Names) -> Iterator[Fact]:
    domain = DOMAIN["cooperatesWith"]
    everyone = tuple(name for name in subject + partners if name[0] in domain)
    if len(everyone) > 1 and not token.inner:
        yield Fact(
            everyone[:1], "cooperatesWith", everyone[1:], "cooperate", token.start, True
        )


def _award(token: Token, subject: Names, objects: Names) -> Iterator[Fact]:
    recipients = tuple(
        name for name in subject if name[0] not in ("DATE", "INDICATOR", "PROPOSAL", "MEDIA")
    )
    if recipients and objects:
        yield Fact(objects, "awardedTo", recipients, "award", token.start)
