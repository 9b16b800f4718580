"""Role frames: who does what to which name, clause by clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from replygraph.statements.masked import expand
from replygraph.statements.patterns import BODIES, DOMAIN, Verb
from replygraph.statements.slots import (
    STOPS,
    Left,
    governor,
    is_bare,
    is_honour,
    look_left,
    look_right,
    mark_relatives,
    theme,
    topic,
)
from replygraph.statements.tokens import Memory, Name, Names, Token

#: no statement: says when an event takes place
HAPPENS: Final = "happens"
_EG: Final = frozenset({"EVENT", "PROGRAM"})
#: A牵头，会同B实施G: these cues may come before the name they are about
_AHEAD: Final = frozenset({"lead", "support"})
_AIM: Final = re.compile("(?:为了?|围绕|结合|通过|坚持|根据|按照)")


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement before its date, modality and evidence: subjects × objects.

    ``place`` is where the cue stands in the masked sentence; ``actors`` are on whose initiative
    the subjects act; ``inner``: stated in an attribute (A承办的E); ``turned``: the subject stands
    behind 由, the sentence is about the object.
    """

    subjects: Names
    predicate: str
    objects: Names
    rule: str
    place: int
    joint: bool = False
    inner: bool = False
    actors: Names = ()
    turned: bool = False


@dataclass(slots=True)
class Carry:
    """The subject that a clause without one of its own takes over.

    ``local`` is that of the sentence only (由A…，…); ``intro`` that of the list; ``about`` the
    name that opened the last clause, of whatever type.
    """

    subject: Names = ()
    partners: Names = ()
    intro: Names = ()
    about: Names = ()
    local: Names | None = None


def opens_clause(tokens: list[Token], place: int) -> bool:
    """Tell whether the name at ``place`` is bare and the first of its clause."""
    token = tokens[place]
    if token.inner or token.taken >= 0 or not token.names or governor(tokens, place):
        return False
    for index in range(place - 1, -1, -1):
        before = tokens[index]
        if before.clause != token.clause or before.kind in STOPS:
            break
        if before.kind == "verb" and not before.inner:
            return False
        if before.kind == "name" and not before.inner and governor(tokens, index) is None:
            return False
    return True


def _ahead(tokens: list[Token], flat: str) -> tuple[int, Names, Names]:
    """Return place, body and partners of the subject behind an opening clause of aim (围绕落实D，A与B…)."""
    if not _AIM.match(flat):
        return -1, (), ()
    for place, token in enumerate(tokens):
        if token.kind == "name" and token.clause and opens_clause(tokens, place):
            if token.names[0][0] not in BODIES:
                break
            partners: Names = ()
            for index in range(place + 1, len(tokens)):
                if tokens[index].clause != token.clause:
                    break
                mark = governor(tokens, index) if tokens[index].kind == "name" else None
                if mark is not None and mark.kind == "with":
                    partners += tokens[index].names
            return token.start, token.names, partners
    return -1, (), ()


def facts(tokens: list[Token], flat: str, memory: Memory, carry: Carry) -> Iterator[Fact]:
    """Yield the facts of a sentence; ``carry`` follows the subject from clause to clause."""
    mark_relatives(tokens, flat)
    carry.about, carry.local = (), None
    ahead, body, partners = _ahead(tokens, flat)
    if body:
        carry.subject, carry.partners = body, partners
    yield from _backing(tokens, flat)
    for place, token in enumerate(tokens):
        if token.kind == "item":
            carry.subject, carry.partners = carry.intro or carry.subject[:1], ()
            carry.local = None
        elif token.kind == "name" and opens_clause(tokens, place):
            carry.about = token.names
            if token.names[0][0] in BODIES:
                carry.subject, carry.local = token.names, None
                carry.partners = partners if token.start == ahead else ()
                carry.intro = carry.intro or token.names[:1]
        elif token.kind == "name" and not token.inner and token.names:
            mark = governor(tokens, place)
            if mark is not None and mark.kind == "by" and _heads(tokens, place - 1, flat):
                carry.local = token.names
        elif token.kind == "verb" and token.verb is not None:
            yield from _verb(tokens, place, flat, memory, carry)


def _heads(tokens: list[Token], place: int, flat: str) -> bool:
    """Tell whether 由 opens its clause (由A发放消费券，…), not 成立由A组成的专班."""
    before = tokens[place - 1] if place else None
    if before is not None and before.kind not in ("comma", "item", "future", "done", "date"):
        return False
    return not flat.startswith(("组成", "构成", "担任", "等组成"), tokens[place + 1].end)


def _verb(
    tokens: list[Token], place: int, flat: str, memory: Memory, carry: Carry
) -> Iterator[Fact]:
    token = tokens[place]
    left = look_left(tokens, place)
    if not token.inner:
        if not left.given:
            if carry.local is not None:
                left.subject = carry.local
            else:
                left.subject = carry.subject
                if left.partners:
                    carry.partners = left.partners
                else:
                    left.partners = carry.partners
        elif left.agent:
            carry.local = left.subject + left.partners
        elif left.subject[:1] and left.subject[0][0] == "EVENT":
            carry.local = left.subject
        elif left.subject == carry.subject:
            carry.partners = left.partners
    objects = look_right(tokens, place, flat)
    token.subject, token.partners = left.subject, left.partners
    token.marked, token.venue, token.given = left.marked, left.venue, left.given
    if not token.inner and _is_blocked(tokens, place):
        if token.verb is not None and token.verb.rule != "participate":
            token.subject, token.given = (), True
        token.objects = objects
        return
    token.objects = token.objects or objects
    yield from _state(tokens, place, flat, memory, left, objects, carry)


#: 在市委宣传部的支持下，我局…
_BACKED: Final = re.compile(
    expand(
        "在([{A}{O}](?:[、和及与][{A}{O}])*)的?[^，]{0,6}?(?:支持|指导|帮助|配合|协助)[^，]{0,4}下"
    )
)
#: 并得到省文化和旅游厅指导
_GAINED: Final = re.compile(
    expand(
        "(?:得到|获得|受到)了?([{A}{O}](?:[、和及与][{A}{O}])*)的?[^，]{0,6}?(?:支持|指导|帮助|资助)"
    )
)


def _backing(tokens: list[Token], flat: str) -> Iterator[Fact]:
    for match in _BACKED.finditer(flat) if "下" in flat else ():
        backer = next((t for t in tokens if t.start == match.start(1)), None)
        for place, token in enumerate(tokens):
            if token.start > match.end() and token.kind == "name" and opens_clause(tokens, place):
                if backer and token.names[0][0] in BODIES:
                    yield Fact(
                        backer.names, "supports", token.names, "support-under", match.start()
                    )
                break
    for match in _GAINED.finditer(flat) if "到" in flat or "获得" in flat else ():
        backer = next((t for t in tokens if t.start == match.start(1)), None)
        place = next((i for i, t in enumerate(tokens) if t is backer), 0)
        about = topic(tokens, place, flat, _EG)
        if backer and about:
            yield Fact(backer.names, "supports", about, "support-gained", match.start())


def _is_blocked(tokens: list[Token], place: int) -> bool:
    """Tell whether the verb is what others are asked or helped to do: no act of the subject."""
    token = tokens[place]
    for before in reversed(tokens[:place]):
        if before.clause != token.clause:
            break
        if before.verb and before.verb.rule in ("seek", "recommend"):
            return True
    if place and (before := tokens[place - 1]).verb is not None:
        aids = before.verb.rule in ("support", "support-gather")
        return aids and token.start - before.end <= 2
    if place + 1 < len(tokens) and token.verb is not None and tokens[place + 1].verb is not None:
        # 出席支持E: one act, told by the second verb
        following = tokens[place + 1]
        return (
            token.verb.rule == "participate"
            and following.verb is not None
            and following.verb.rule == "support"
            and following.start == token.end
        )
    return False


def _points_back(tokens: list[Token], place: int, flat: str, left: Left) -> tuple[bool, bool]:
    """Tell whether a cue without object takes one that was named before, and how far back."""
    token = tokens[place]
    verb = token.verb
    assert verb is not None
    if not verb.themes or token.inner:
        return False, False
    if verb.money and left.given and is_bare(tokens, place, flat, figures=True):
        return True, False
    if not is_bare(tokens, place, flat):
        return False, False
    if verb.funds:
        return False, False
    if verb.rule == "issue" and not left.given:
        told = any(
            t.verb is not None and t.verb.rule == "issue" and t.objects for t in tokens[:place]
        )
        return told or left.joined, not told
    if verb.rule == "support-marked":
        return not left.loose and not left.marked, True
    if verb.rule == "support":
        before = tokens[place - 1] if place else None
        near = (
            before is not None
            and before.kind == "name"
            and token.start - before.end <= 2
            and governor(tokens, place - 1) is None
        )
        return left.agent or near, True
    if verb.rule == "support-provide":
        return left.given and not left.loose and not left.marked, False
    if verb.award:
        return left.given, False
    return left.given or left.joined, True


def _state(
    tokens: list[Token],
    place: int,
    flat: str,
    memory: Memory,
    left: Left,
    objects: Names,
    carry: Carry,
) -> Iterator[Fact]:
    token = tokens[place]
    verb = token.verb
    assert verb is not None
    if not objects and verb.rule in ("issue", "implement") and not token.inner:
        objects = _made(tokens, place, flat, left)
        if objects:
            left.subject, left.partners = carry.local or carry.subject, carry.partners
    if not objects and verb.marked:
        objects = tuple(name for name in left.marked if name[0] in verb.objects)
    if not objects and verb.rule.startswith("participate") and left.venue:
        objects = tuple(name for name in left.venue if name[0] in verb.objects)
    if not objects and verb.venue:
        events = _happening(tokens, place, flat, left, carry)
        if events:
            yield from _venue(token, left, events)
            yield Fact((), HAPPENS, events, verb.rule, token.start, inner=token.inner)
            return
    if not objects:
        back, far = _points_back(tokens, place, flat, left)
        if back:
            objects = theme(tokens, place, memory, left, flat, far=far, ahead=verb.rule in _AHEAD)
            if objects == left.subject:
                objects = ()
    special = _SPECIAL.get(verb.rule)
    if special is not None:
        yield from special(tokens, place, left, objects, carry)
        return
    if verb.venue and objects:
        yield from _venue(token, left, objects)
        if token.inner:
            yield Fact((), HAPPENS, objects, verb.rule, token.start, inner=True)
    yield from _act(token, verb, left, objects, flat)
    if verb.rule == "sign" and objects:
        yield from _cooperation(tokens, place, left, objects, carry)


#: 制定《工作方案》并印发实施
_MADE: Final = re.compile("(?:制定|编制|起草|修订|拟定|拟订|制订|形成|完善|研究制定)了?$")


def _made(tokens: list[Token], place: int, flat: str, left: Left) -> Names:
    """Return the document that the clause makes before it issues it."""
    if not left.given or not left.subject or left.subject[0][0] != "DOCUMENT":
        return ()
    for before in reversed(tokens[:place]):
        if before.names is left.subject:
            return left.subject if _MADE.search(flat[: before.start]) else ()
    return ()


def _happening(tokens: list[Token], place: int, flat: str, left: Left, carry: Carry) -> Names:
    """Return the event that takes place: E于T在L举行, 举办E，T在L召开."""
    token = tokens[place]
    if left.given and not left.agent:
        return left.subject if left.subject and left.subject[0][0] == "EVENT" else ()
    if left.given or token.inner or not is_bare(tokens, place, flat):
        return ()
    if carry.about and carry.about[0][0] == "EVENT":
        return carry.about
    dated = any(t.kind == "date" and t.clause == token.clause for t in tokens[:place])
    if not (left.venue or dated):
        return ()
    for before in reversed(tokens[:place]):
        if before.kind == "name" and before.names and before.names[0][0] == "EVENT":
            return before.names[-1:]
    return ()


def _venue(token: Token, left: Left, objects: Names) -> Iterator[Fact]:
    events = tuple(name for name in objects if name[0] == "EVENT")
    places = tuple(name for name in left.venue if name[0] in ("PLACE", "ORG", "AGENCY"))
    if events and places:
        yield Fact(places, "hosts", events, "host-venue", token.start, inner=token.inner)


#: parallel acts, no joint one
_APART: Final = ("分别", "各自", "均", "相继")


def _act(token: Token, verb: Verb, left: Left, objects: Names, flat: str) -> Iterator[Fact]:
    subject = left.subject
    everyone = subject + tuple(p for p in left.partners if p not in subject)
    by_predicate: dict[str, list[Name]] = {}
    for name in objects:
        predicate = verb.objects[name[0]]
        if predicate == "implements" and is_honour(name):
            predicate = "organizes"
        by_predicate.setdefault(predicate, []).append(name)
    for predicate, names in by_predicate.items():
        domain = DOMAIN[predicate]
        subjects = tuple(name for name in everyone if name[0] in domain)
        stated = predicate
        if predicate == "organizes" and subject and not subjects:
            if subject[0][0] == "PLACE" and verb.venue:
                subjects, stated = subject, "hosts"
            elif subject[0][0] == "EVENT":
                yield Fact(tuple(names), "partOf", subject[:1], "part-launch", token.start)
                continue
        apart = flat[: token.start].endswith(_APART)
        if apart and len(subjects) == len(names) > 1:
            for one, name in zip(subjects, names, strict=True):
                yield Fact((one,), stated, (name,), verb.rule, token.start, inner=token.inner)
        elif subjects:
            joint = len(subjects) > 1 and not apart and (verb.joint or left.joined)
            yield Fact(
                subjects,
                stated,
                tuple(names),
                verb.rule,
                token.start,
                joint,
                token.inner,
                left.actors,
                left.agent,
            )


def _cooperation(
    tokens: list[Token], place: int, left: Left, objects: Names, carry: Carry
) -> Iterator[Fact]:
    del objects, carry
    token = tokens[place]
    if token.verb and token.verb.rule == "cooperate" and token.text == "合作":
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        if following is not None and following.kind == "verb" and following.start == token.end:
            return  # 合作实施G: the second verb says it
    if not (left.joined or left.given) or token.inner:
        return
    domain = DOMAIN["cooperatesWith"]
    everyone = tuple(name for name in left.subject + left.partners if name[0] in domain)
    if len(everyone) > 1:
        yield Fact(everyone[:1], "cooperatesWith", everyone[1:], "cooperate", token.start, True)


def _award(
    tokens: list[Token], place: int, left: Left, objects: Names, carry: Carry
) -> Iterator[Fact]:
    token = tokens[place]
    subject = left.subject if left.given else carry.about
    recipients = tuple(
        name for name in subject if name[0] not in ("DATE", "INDICATOR", "PROPOSAL", "MEDIA")
    )
    if recipients and objects:
        yield Fact(objects, "awardedTo", recipients, "award", token.start)
    if left.judge and objects:
        yield Fact(left.judge, "organizes", objects, "honour-give", token.start, actors=recipients)


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
    givers = tuple(name for name in left.subject if name[0] in BODIES)
    if givers and objects and recipients and recipients != objects:
        yield Fact(objects, "awardedTo", recipients, "award", token.start)
        yield Fact(givers, "organizes", objects, "honour-give", token.start, actors=givers)


def _venue_set(
    tokens: list[Token], place: int, left: Left, objects: Names, carry: Carry
) -> Iterator[Fact]:
    del left
    events = tuple(name for name in carry.about if name[0] == "EVENT")
    if events and objects:
        yield Fact(objects, "hosts", events, "venue-set", tokens[place].start)


def _spent(
    tokens: list[Token], place: int, left: Left, objects: Names, carry: Carry
) -> Iterator[Fact]:
    """用于G behind 安排资金: the payer supports G."""
    del carry
    payer = next((t for t in reversed(tokens[:place]) if t.verb is not None and t.verb.funds), None)
    subjects = tuple(n for n in payer.subject if n[0] in DOMAIN["supports"]) if payer else ()
    if subjects and objects:
        yield Fact(subjects, "supports", objects, "support-spent", tokens[place].start)
    del left


def _assigned(
    tokens: list[Token], place: int, left: Left, objects: Names, carry: Carry
) -> Iterator[Fact]:
    """把任务分解到A、B: each of them implements what the tasks belong to."""
    del left, carry
    wanted = frozenset({"PROGRAM", "DOCUMENT"})
    source: Names = ()
    for token in reversed(tokens[:place]):
        if token.kind == "name" and token.names and token.names[0][0] in wanted:
            source = token.names[-1:]
            break
    if source and objects:
        yield Fact(objects, "implements", source, "assigned", tokens[place].start)


def _entrusted(
    tokens: list[Token], place: int, left: Left, objects: Names, carry: Carry
) -> Iterator[Fact]:
    """委托A编制D: A takes part in D."""
    del left, carry, objects
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


#: 选派家庭医生6名，每周到纪堂幸福院巡诊
_SENT: Final = re.compile(
    expand(
        "(?:选派|选送|派出|派驻)[^，{N}]*，?[^，{N}]{0,4}(?:到|赴|前往)([{O}{A}])[^，]{0,6}?"
        "(?:巡诊|支教|帮扶|驻点|指导|支医|服务|坐诊|授课|任职|挂职|义诊|援助|支援)"
    )
)


def sent(tokens: list[Token], flat: str) -> Iterator[Fact]:
    """Yield the support of those who send people to a body."""
    for match in _SENT.finditer(flat) if "派" in flat or "选送" in flat else ():
        sender = next((t for t in tokens if t.start == match.start()), None)
        goal = next((t for t in tokens if t.start == match.start(1)), None)
        if sender and goal and sender.subject:
            subjects = tuple(n for n in sender.subject if n[0] in BODIES)
            yield Fact(subjects, "supports", goal.names[:1], "support-sent", match.start())


_SPECIAL: Final = {
    "cooperate": _cooperation,
    "award": _award,
    "award-give": _award_give,
    "venue-set": _venue_set,
    "support-spent": _spent,
    "assigned": _assigned,
    "entrust": _entrusted,
}
