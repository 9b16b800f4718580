"""When, and whether: the date of a fact and its modality."""

from __future__ import annotations

import re
from typing import Final

from replygraph.model import Modality
from replygraph.statements.facts import GIVES, HAPPENS, Fact
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
#: 也是在8月，
_OPENS: Final = re.compile("：|(?:也是|同样|就是?|早|还是)?(?:自|从|在|于)?")
_OTHER_TIME: Final = re.compile("今年|明年|后年|去年|目前|近年来|次年|当年|每年|今后|累计")
#: 由A实施，因故未能开工; 启动G的时机尚不成熟
_STALLED: Final = re.compile(
    "(?:未能|尚未|暂未|无法|没能)(?:如期|按期|正式|全面)?(?:开工|实施|启动|举办|开展|推进|落地)"
)
_UNRIPE: Final = re.compile("(?:时机|条件)[^，。]{0,6}(?:不成熟|未成熟|不具备|不够|不足)")
_SCHEDULED: Final = re.compile(
    "时间(?:初步|暂)?(?:初定|定|暂定|拟定|为|定于)?[于在为]?$"
    "|(?:推迟|延期|改期|顺延|延后|延|调整|提前|改)(?:举办|举行|召开)?(?:至|到|为|在|于)$"
)


_LISTED: Final = re.compile("[、和及与]|以及")
#: 2018年5月E期间，A签署D
_MEANWHILE: Final = re.compile(expand("[{N}](?:期间|前后|前夕|之际|当天|当日)，"))

_SIGNS: Final = frozenset({"future", "done", "negation"})


def _value(token: Token, memory: Memory) -> str | None:
    return memory.links[index_of(token.text)].canonical


def _usable(token: Token, flat: str) -> bool:
    if _MOVED.search(flat, token.end) and _FIRST_SET.search(flat[: token.start]):
        return False
    return not _NOT_BEFORE.search(flat[: token.start]) and not _NOT_BEHIND.match(flat[token.end :])


class Opening:
    """The date that opens a sentence: of which clause on, and for which subjects."""

    __slots__ = ("alone", "clause", "date", "names")

    def __init__(self, date: str | None, clause: int, alone: bool, names: Names = ()) -> None:
        """Take the date and where it holds."""
        self.date: Final = date
        self.clause: Final = clause
        self.alone: Final = alone
        self.names: Final = names


class Times:
    """A masked sentence with its tokens: the dates, and the signs of future, past and not so."""

    __slots__ = ("dates", "flat", "found", "memory", "signs")

    def __init__(
        self,
        found: list[Token],
        flat: str,
        memory: Memory,
        dates: list[Token],
        signs: list[Token],
    ) -> None:
        """Take what tells of time."""
        self.found: Final = found
        self.flat: Final = flat
        self.memory: Final = memory
        self.dates: Final = dates
        self.signs: Final = signs


def times_of(found: list[Token], kinds: set[str], flat: str, memory: Memory) -> Times:
    """Return what tells of time in a sentence, whose tokens are of these ``kinds``."""
    dates = [token for token in found if token.kind == "date"] if "date" in kinds else []
    signs = [] if kinds.isdisjoint(_SIGNS) else [t for t in found if t.kind in _SIGNS]
    return Times(found, flat, memory, dates, signs)


def opening_of(times: Times) -> Opening | None:
    """Return the date that opens the sentence, or stands alone between commas."""
    flat, found = times.flat, times.found
    for token in times.dates:
        before = flat[: token.start]
        behind = flat[token.end : token.end + 3]
        meanwhile = _MEANWHILE.match(flat, token.end)
        alone = behind[:1] == "，" or behind.startswith(("起，", "以来，")) or bool(meanwhile)
        if not _OPENS.fullmatch(before) and not (alone and before[-1] in "，：自从"):
            continue
        if not _usable(token, flat):
            return None
        edge = meanwhile.end() if meanwhile else token.start
        return Opening(_value(token, times.memory), token.clause, alone, _subjects(found, edge))
    return None


def _subjects(found: list[Token], edge: int) -> Names:
    """Return the subjects of the first clause behind ``edge`` that has one."""
    names: Names = ()
    clause = -1
    for place, token in enumerate(found):
        if token.start < edge or token.inner:
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


def modality_of(fact: Fact, clause: int, times: Times, *, planned: bool) -> Modality:
    """Return the modality of a fact in a clause; ``planned``: that of the list it stands in."""
    future = planned
    for token in times.signs:
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
    if fact.predicate in ("implements", "organizes", "leads") and _fails(
        fact, times.found, times.flat
    ):
        return "negated"
    return "planned" if future else "done"


def clause_of(flat: str, place: int) -> tuple[str, str]:
    """Return the clause of a masked sentence round ``place``: up to it, and from it on."""
    start = flat.rfind("，", 0, place) + 1
    end = flat.find("，", place)
    return flat[start:place], flat[place : end if end >= 0 else len(flat)]


def _fails(fact: Fact, found: list[Token], flat: str) -> bool:
    """Tell whether what is said to be done is said not to be so further on."""
    if _UNRIPE.search(clause_of(flat, fact.place)[1]):
        return True
    stalled = _STALLED.search(flat, fact.place)
    if stalled is None or fact.inner:
        return False
    return not any(
        t.kind == "name" and fact.place < t.start < stalled.start() for t in found
    ) and not any(t.kind == "verb" and fact.place < t.start < stalled.start() for t in found)


def date_of(fact: Fact, clause: int, times: Times, opening: Opening | None) -> str | None:
    """Return the date of a fact: that of its clause, else the one that opens the sentence."""
    flat = times.flat
    best: Token | None = None
    outer = not fact.inner or fact.predicate in ("hosts", "organizes", HAPPENS)
    for token in times.dates:
        if token.clause == clause and (token.inner or outer):
            if token.inner and not fact.inner:
                continue
            if not _usable(token, flat) or _of_another(fact, token, times.found):
                continue
            if best is not None and _LISTED.fullmatch(flat, best.end, token.start):
                continue  # 先后于2010年10月、2011年6月: the first
            if best is None or token.start < fact.place or token.inner > best.inner:
                best = token
    if best is not None:
        return _value(best, times.memory)
    if opening is None or opening.clause > clause or not outer:
        return None
    if clause > opening.clause + opening.alone and _OTHER_TIME.search(
        clause_of(flat, fact.place)[0]
    ):
        return None  # 2009年3月，A出台D，今年启动G
    if clause <= opening.clause + opening.alone or not (opening.names or fact.turned):
        return opening.date
    if fact.turned:
        return None
    actors = fact.objects if fact.predicate == "awardedTo" else fact.subjects
    if fact.rule in GIVES or fact.predicate == "participatesIn":
        actors += fact.actors
    return opening.date if any(name in opening.names for name in actors) else None


def _of_another(fact: Fact, date: Token, found: list[Token]) -> bool:
    """Tell whether a date behind the body that is helped belongs to what the body does."""
    if not fact.rule.startswith(("support", "supervise-urge")) or date.start < fact.place:
        return False
    if not any(name[0] in BODIES for name in fact.objects):
        return False
    return not any(
        t.kind == "verb" and t.clause == date.clause and t.start > date.start for t in found
    )


def scheduled_of(times: Times) -> str | None:
    """Return the date of 时间初定8月中旬."""
    for token in times.dates:
        if _SCHEDULED.search(times.flat[: token.start]):
            return _value(token, times.memory)
    return None


def clause_at(place: int, found: list[Token]) -> int:
    """Return the number of the clause that holds ``place`` of a masked sentence."""
    clause = 0
    for token in found:
        if token.start > place:
            break
        clause = token.clause
    return clause
