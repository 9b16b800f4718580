"""Role frames: who does what to which name, clause by clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from replygraph.statements.backing import backing
from replygraph.statements.backward import made, points_back
from replygraph.statements.facts import HAPPENS, Carry, Fact, ahead_of, is_first
from replygraph.statements.inner import mark_relatives, mark_watched
from replygraph.statements.joint import idle, leader, made_to, of_nobody, pool
from replygraph.statements.left import Left
from replygraph.statements.patterns import BODIES, DOMAIN, Verb
from replygraph.statements.slots import (
    governor,
    is_bare,
    is_honour,
    look_left,
    look_right,
)
from replygraph.statements.special import SPECIAL, cooperation
from replygraph.statements.themes import theme
from replygraph.statements.tokens import Memory, Name, Names, Token, is_division

_EG: Final = frozenset({"EVENT", "PROGRAM"})
#: A牵头，会同B实施G: these cues may come before the name they are about
_AHEAD: Final = frozenset({"lead", "support"})
#: what is refused or put off may open its clause: G暂不实施
_REFUSED: Final = frozenset(
    {"implement", "carry-out", "organize", "organize-hold", "support-fund", "support-marked"}
)


def facts(
    tokens: list[Token], kinds: set[str], flat: str, memory: Memory, carry: Carry
) -> Iterator[Fact]:
    """Yield the facts of a sentence; ``carry`` follows the subject from clause to clause.

    ``kinds`` are those of the tokens.
    """
    if "verb" in kinds:
        if "de" in kinds:
            mark_relatives(tokens, flat)
        if "对" in flat:
            mark_watched(tokens, flat)
    carry.about, carry.local = (), None
    ahead, body, partners = ahead_of(tokens, flat)
    if body:
        carry.subject, carry.partners = body, partners
    yield from backing(tokens, flat)
    for place, token in enumerate(tokens):
        kind = token.kind
        if kind == "verb":
            yield from _verb(tokens, place, flat, memory, carry)
        elif kind == "item":
            carry.subject, carry.partners = carry.intro or carry.subject[:1], ()
            carry.local = None
        elif kind == "name":
            mark = governor(tokens, place)
            if mark is not None:
                if token.inner or not token.names:
                    continue
                if mark.kind == "with" and idle(tokens, place, mark, flat):
                    carry.partners += token.names  # A联合B，在L举行E
                if mark.kind == "by" and _heads(tokens, place - 1, flat):
                    carry.local = token.names
            elif is_first(tokens, place, flat):
                carry.about = token.names
                if not token.names or is_division(token.names[0]):
                    carry.local = ()  # an undecided subject: better nobody than another body
                elif token.names[0][0] in BODIES:
                    carry.subject, carry.local = token.names, None
                    carry.partners = partners if token.start == ahead else ()
                    carry.intro = carry.intro or token.names[:1]


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
    left = look_left(tokens, place, flat)
    if not (token.inner or left.given) and of_nobody(tokens, place, flat):
        left.given = True
    if not token.inner:
        if not left.given:
            everyone = pool(tokens, place, flat)
            if everyone:
                left.subject, left.joined = everyone, len(everyone) > 1
            elif carry.local is not None:
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
    token.turned = left.turned = left.turned or left.agent
    if _received(tokens, place, flat):
        token.subject, token.given = (), True
        return
    if not token.inner and _is_blocked(tokens, place, flat):
        if token.verb is not None and token.verb.rule != "participate":
            seeks = [t for t in tokens[:place] if t.verb is not None and t.verb.rule == "seek"]
            seeker = seeks[-1] if seeks and seeks[-1].clause == token.clause else None
            token.subject, token.given = seeker.subject if seeker else (), True
        token.objects = objects
        led = leader(tokens, place)
        if led is not None and token.verb is not None and objects:
            lead = Left(led.subject, led.partners, given=True)
            yield from _act(token, token.verb, lead, objects, flat)
        return
    led = leader(tokens, place) if token.inner else None
    if led is not None:
        left.subject, left.partners = led.subject, led.partners
    token.objects = token.objects or objects
    yield from _state(tokens, place, flat, memory, left, objects, carry)


#: 获得技改贴息资金, 争取资金支持: aid that one gets is none that one gives
_GETS: Final = re.compile("(?:获得|得到|(?<!未)获|争取到?|享受|收到|接受)了?[\u4e00-\u9fff]{0,6}$")


def _received(tokens: list[Token], place: int, flat: str) -> bool:
    token = tokens[place]
    if token.verb is None or not token.verb.rule.startswith("support"):
        return False
    before = tokens[place - 1].end if place else 0
    if place and tokens[place - 1].verb is not None:
        before = tokens[place - 1].start
    return _GETS.search(flat, before, token.start) is not None


def _is_blocked(tokens: list[Token], place: int, flat: str) -> bool:
    """Tell whether the verb is what others are asked or helped to do: no act of the subject."""
    token = tokens[place]
    if made_to(flat, max(flat.rfind("，", 0, token.start), 0), token.start):
        return True
    for index in range(place - 1, -1, -1):
        before = tokens[index]
        if before.clause != token.clause:
            break
        if before.verb is None:
            continue
        if before.verb.rule == "recommend":
            return True
        if before.verb.rule == "seek":
            # 争取A支持E, 争取A举办E; but 争取A补助I实施G
            asked = tokens[place - 1].kind == "name" and token.start - tokens[place - 1].end <= 2
            return asked or (token.verb is not None and token.verb.rule.startswith("support"))
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
        objects = made(tokens, place, flat, left)
        if objects:
            left.subject, left.partners = carry.local or carry.subject, carry.partners
    if not objects and verb.marked:
        objects = tuple(name for name in left.marked if name[0] in verb.objects)
        if verb.objects.get("PLACE") == "supports":
            objects = tuple(n for n in objects if not is_division(n))
    if not objects and verb.rule.startswith("participate") and left.venue:
        objects = tuple(name for name in left.venue if name[0] in verb.objects)
    if not objects and verb.venue:
        events = _happening(tokens, place, flat, left, carry)
        refused = _refused(tokens, place, left) if events else ()
        if refused:
            yield Fact(carry.subject[:1], "organizes", refused, verb.rule, token.start)
        if events:
            yield from _venue(token, left, events)
            yield Fact((), HAPPENS, events, verb.rule, token.start, inner=token.inner)
            return
    if not objects:
        back, far = points_back(tokens, place, flat, left)
        if back:
            objects = theme(tokens, place, memory, left, flat, far=far, ahead=verb.rule in _AHEAD)
            if objects == left.subject:
                objects = ()
    if not objects and verb.rule in _REFUSED:
        objects = _refused(tokens, place, left)
        if objects:
            left.subject, left.partners = carry.subject, ()
    together = token.text == "配合" and left.joined and not left.agent and not objects
    if verb.rule.startswith("cooperate") or (together and is_bare(tokens, place, flat)):
        yield from cooperation(tokens, place, flat, left)
        return
    special = SPECIAL.get(verb.rule)
    if special is not None:
        yield from special(tokens, place, left, objects, carry)
        return
    if verb.venue and objects:
        yield from _venue(token, left, objects)
        if token.inner:
            yield Fact((), HAPPENS, objects, verb.rule, token.start, inner=True)
    yield from _act(token, verb, left, objects, flat)
    if verb.rule == "sign" and objects:
        yield from cooperation(tokens, place, flat, left)


def _refused(tokens: list[Token], place: int, left: Left) -> Names:
    """Return the clause's first name as the object of what is not done (该项目暂不实施)."""
    token = tokens[place]
    assert token.verb is not None
    refused = any(t.kind == "negation" and t.clause == token.clause for t in tokens[:place])
    refused = refused and token.text != "落实"
    if not refused or not left.given or left.agent or token.inner:
        return ()
    return tuple(
        name for name in left.subject if name[0] in token.verb.objects and name[0] not in BODIES
    )


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


def clause_of(flat: str, place: int) -> str:
    """Return what stands in the clause before ``place``."""
    return flat[flat.rfind("，", 0, place) + 1 : place]


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
        apart = flat[: token.start].endswith(_APART) or "分别由" in clause_of(flat, token.start)
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
                left.turned,
            )
