"""When, and whether: the date of a fact and its modality."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from replygraph.model import Modality
from replygraph.statements.facts import HAPPENS, Fact
from replygraph.statements.masked import expand, index_of
from replygraph.statements.patterns import BODIES
from replygraph.statements.slots import governor
from replygraph.statements.tokens import Memory, Names, Token

_NOT_BEFORE: Final = re.compile("(?:截至|截止|截止到|比|较|同比|到|至|创办于|始于|成立于|始建于)$")
#: 原定于5月举办，推迟至10月: the first date is none of the event's
_FIRST_SET: Final = re.compile("原(?:定|计划|拟|定计划)[于在]?$")
_MOVED: Final = re.compile(
    expand("(?:推迟|延期|改期|顺延|延后|延|调整|提前|改)[^，]{0,4}?[至到为在于][{T}]")
)
_NOT_BEHIND: Final = re.compile("^(?:创办|成立|设立|创建|建成)")
_SCHEDULED: Final = re.compile(
    "时间(?:初步|暂)?(?:初定|定|暂定|拟定|为|定于)?[于在为]?$"
    "|(?:推迟|延期|改期|顺延|延后|延|调整|提前|改)(?:举办|举行|召开)?(?:至|到|为|在|于)$"
)


def _value(token: Token, memory: Memory) -> str | None:
    return memory.links[index_of(token.text)].canonical


def _usable(token: Token, flat: str) -> bool:
    if _MOVED.search(flat, token.end) and _FIRST_SET.search(flat[: token.start]):
        return False
    return not _NOT_BEFORE.search(flat[: token.start]) and not _NOT_BEHIND.match(flat[token.end :])


@dataclass(frozen=True, slots=True)
class Opening:
    """The date that opens a sentence: of which clause on, and for which subjects."""

    date: str | None
    clause: int
    alone: bool
    names: Names = ()


def opening_of(found: list[Token], flat: str, memory: Memory) -> Opening | None:
    """Return the date that opens the sentence, or stands alone between commas."""
    for token in found:
        if token.kind != "date":
            continue
        before = flat[: token.start]
        behind = flat[token.end : token.end + 3]
        alone = behind[:1] == "，" or behind.startswith(("起，", "以来，"))
        if before not in ("", "自", "从", "：", "在", "于") and not (
            alone and before[-1] in "，：自从"
        ):
            continue
        if not _usable(token, flat):
            return None
        return Opening(_value(token, memory), token.clause, alone, _subjects(found, token))
    return None


def _subjects(found: list[Token], date: Token) -> Names:
    """Return the subjects of the first clause behind ``date`` that has one."""
    names: Names = ()
    clause = -1
    for place, token in enumerate(found):
        if token.start < date.start or token.inner:
            continue
        if token.kind == "verb" and not names and not token.given and token.subject:
            return token.subject + token.partners  # T以来，实施G，A下达I: not the date of A's act
        if token.kind != "name" or token.taken >= 0:
            continue
        if names and token.clause != clause:
            break
        mark = governor(found, place)
        if mark is None or mark.kind in ("with", "by"):
            names += token.names
            clause = token.clause
    return names


def modality_of(fact: Fact, found: list[Token], *, planned: bool) -> Modality:
    """Return the modality of a fact; ``planned``: that of the list it stands in."""
    clause = _clause(fact.place, found)
    future = planned
    for token in found:
        if token.start > fact.place and not (
            fact.predicate == "partOf" and token.kind == "future" and token.clause <= clause + 1
        ):
            continue
        if token.kind == "future" and (fact.inner or not token.inner):
            future = True
        elif token.kind == "done" and not planned:
            future = False
        elif token.kind == "negation" and token.clause == clause:
            return "negated"
    return "planned" if future else "done"


def date_of(
    fact: Fact, found: list[Token], flat: str, memory: Memory, opening: Opening | None
) -> str | None:
    """Return the date of a fact: that of its clause, else the one that opens the sentence."""
    clause = _clause(fact.place, found)
    best: Token | None = None
    outer = not fact.inner or fact.predicate in ("hosts", "organizes", HAPPENS)
    for token in found:
        if token.kind == "date" and token.clause == clause and (token.inner or outer):
            if token.inner and not fact.inner:
                continue
            if not _usable(token, flat) or _of_another(fact, token, found):
                continue
            if best is None or token.start < fact.place or token.inner > best.inner:
                best = token
    if best is not None:
        return _value(best, memory)
    if opening is None or opening.clause > clause or not outer:
        return None
    if clause <= opening.clause + opening.alone or not (opening.names or fact.turned):
        return opening.date
    if fact.turned:
        return None
    actors = fact.objects if fact.predicate == "awardedTo" else fact.subjects
    if fact.rule == "honour-give":
        actors += fact.actors
    return opening.date if any(name in opening.names for name in actors) else None


def _of_another(fact: Fact, date: Token, found: list[Token]) -> bool:
    """Tell whether a date behind the body that is helped belongs to what the body does."""
    if not fact.rule.startswith("support") or date.start < fact.place:
        return False
    if not any(name[0] in BODIES for name in fact.objects):
        return False
    return not any(
        t.kind == "verb" and t.clause == date.clause and t.start > date.start for t in found
    )


def scheduled_of(found: list[Token], flat: str, memory: Memory) -> str | None:
    """Return the date of 时间初定8月中旬."""
    for token in found:
        if token.kind == "date" and _SCHEDULED.search(flat[: token.start]):
            return _value(token, memory)
    return None


def _clause(place: int, found: list[Token]) -> int:
    clause = 0
    for token in found:
        if token.start > place:
            break
        clause = token.clause
    return clause
