"""Joint surveys: who went where together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from replygraph.model import Entity
from replygraph.statements.facts import Carry, Fact
from replygraph.statements.masked import expand
from replygraph.statements.patterns import DOMAIN
from replygraph.statements.tokens import Name, Names, Token

_CUE: Final = re.compile(
    "调研|步行|看[了过]|看现场|了解(?:情况|实情)|踏[勘查看察]|查勘|勘[查察]|走访|考察|[查察]看|视察|实地(?:了解|检查)|(?:实地|现场)核[查实]"
)
#: 会议代表还察看了L: not those who held the meeting
_OTHERS: Final = re.compile(
    "(?:会议代表|参会|与会|学员|嘉宾|客商|考察团|选手|专家组|工作组|游客|群众)"
)
#: A视察了L，B、C陪同
_COMPANY: Final = re.compile(
    expand(
        "，([{A}{O}{P}](?:[、和及][{A}{O}{P}])*)[^，{N}]{0,8}(?:陪同(?=[，。]|$|调研|视察|参加)|参加(?=[，。]|$))"
    )
)
_TOPIC: Final = ("调研", "考察", "踏勘", "视察", "走访")
_GOAL: Final = frozenset(
    {"到", "赴", "赶赴", "前往", "走进", "对", "在", "深入", "沿", "去", "来到"}
)
_SITES: Final = frozenset({"PLACE", "ORG", "EVENT", "AGENCY"})


def _sites(tokens: list[Token], place: int, clause: int) -> Token | None:
    for index, token in enumerate(tokens):
        if token.kind != "name" or token.clause != clause or not token.names:
            continue
        before = tokens[index - 1] if index else None
        if token.start < place:
            if (
                before is not None
                and before.kind == "preposition"
                and before.text in _GOAL
                and token.start - before.end <= 2
                and token.names[0][0] in _SITES
            ):
                return token
        elif token.start - place <= 6 and token.names[0][0] in _SITES:
            return token
    return None


def surveyed(flat: str) -> bool:
    """Tell whether a masked sentence has a word of surveys."""
    return _CUE.search(flat) is not None


def named_survey(events: Sequence[Entity]) -> bool:
    """Tell whether one of ``events`` is a survey (专题调研)."""
    return any(event.name.endswith(_TOPIC) for event in events)


def surveys(tokens: list[Token], flat: str, carry: Carry) -> Iterator[Fact]:
    """Yield the joint surveys that the sentence tells of, one per place that was visited."""
    cues = [match.end() for match in _CUE.finditer(flat)]
    cues += [
        token.start
        for token in tokens
        if token.kind == "name"
        and token.names
        and token.names[0][0] == "EVENT"
        and token.names[0][1].name.endswith(_TOPIC)
    ]
    seen: list[Token] = []
    for place in sorted(cues):
        clause = sum(1 for t in tokens if t.kind in ("comma", "item") and t.start < place)
        site = _sites(tokens, place, clause)
        if site is None or any(site is token for token in seen):
            continue
        if site.start == place and site.names[0][1].name.endswith(_TOPIC):
            continue  # 开展G专题调研: what is held is no place that is visited
        if _OTHERS.search(flat, flat.rfind("，", 0, place) + 1, place):
            continue
        seen.append(site)
        people = _people(tokens, flat, min(place, site.start), carry, seen)
        for match in _COMPANY.finditer(flat, max(place, site.end)):
            guide = next((t for t in tokens if t.start == match.start(1)), None)
            people += guide.names if guide is not None else ()
        if len(people) > 1:
            goals = tuple(name for name in site.names if name[0] in _SITES)
            yield Fact(people, "jointlySurveys", goals, "survey", place, joint=True)


def _other(taker: Token) -> bool:
    """Tell whether a name is the object of a verb that calls nobody to the survey."""
    return taker.verb is not None and taker.verb.rule in ("urge", "support", "supervise-urge")


def _people(tokens: list[Token], flat: str, edge: int, carry: Carry, sites: list[Token]) -> Names:
    people: list[Name] = []
    led = False
    for index, token in enumerate(tokens):
        if token.start >= edge:
            break
        if token.kind != "name" or token.inner or any(token is site for site in sites):
            continue
        if (
            token.text[0] in "您你"
            and flat.find("，", token.end, edge) >= 0
            and (not index or tokens[index - 1].kind == "comma")
        ):
            continue  # 您反映的情况属实，我局到L踏勘
        if token.taken >= 0 and _other(tokens[token.taken]):
            continue
        before = tokens[index - 1] if index else None
        if (
            before is not None
            and before.kind == "preposition"
            and before.text != "随"  # 我局随A赴L考察
            and token.start - before.end <= 2
        ):
            continue
        names = [name for name in token.names if name[0] in DOMAIN["jointlySurveys"]]
        if names and not people:
            led = before is None or not (
                before.kind == "with" or (before.verb is not None and before.verb.rule == "invite")
            )
        people += [name for name in names if name not in people]
    if people and not led:
        people = [name for name in carry.subject if name not in people] + people
    return tuple(people)
