"""Letter and links → statements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from replygraph.model import Entity, Letter, Modality, Resolution, Statement
from replygraph.statements.backing import sent
from replygraph.statements.collect import Collector, group_id
from replygraph.statements.facts import HAPPENS, Carry, Fact
from replygraph.statements.frames import facts
from replygraph.statements.header import answers_later, header
from replygraph.statements.masked import MARKS, Sentence, index_of
from replygraph.statements.masked import sentences as masked_sentences
from replygraph.statements.parts import during, parts, series
from replygraph.statements.patterns import BODIES
from replygraph.statements.pointing import resolved
from replygraph.statements.slots import governor
from replygraph.statements.surveys import surveys
from replygraph.statements.tokens import Memory, Names, Token, event_sites, tokens

_PLAN: Final = re.compile("^(?:为此，)?(?:下一步|下步|下阶段|下一阶段|今后|接下来)")
_FIRST: Final = re.compile("一是|[（(][一1][）)]|1[.．、]|①|首先")
_PLAN_HEAD: Final = re.compile("下一步|下步|下阶段|今后|打算")
_COURTESY: Final = re.compile(
    "(?:衷心|再次|诚挚|最后，|首先，|特别|非常)?(?:感谢|谢谢)|欢迎|希望您|恳请"
)
_NOT_BEFORE: Final = re.compile("(?:截至|截止|截止到|比|较|同比|到|至|创办于|始于|成立于|始建于)$")
_NOT_BEHIND: Final = re.compile("^(?:创办|成立|设立|创建|建成)")
_SCHEDULED: Final = re.compile("时间(?:初步|暂)?(?:初定|定|暂定|拟定|为|定于)?[于在为]?$")


#: facts whose date is that of the event or honour itself
_DATING: Final = frozenset({HAPPENS, "hosts", "organizes", "awardedTo", "participatesIn"})


@dataclass(slots=True)
class Context:
    """What carries over from sentence to sentence."""

    carry: Carry
    planned: bool = False
    list_date: str | None = None
    list_subject: Names = ()
    open_end: bool = False


@dataclass(slots=True)
class Reading:
    """One letter as it is being read: what is known of it, what carries over, what was found."""

    letter: Letter
    resolution: Resolution
    memory: Memory
    context: Context
    editions: dict[str, Entity]
    own: Names
    out: Collector


def statements(letter: Letter, resolution: Resolution) -> tuple[Statement, ...]:
    """Return what ``letter`` states, one statement per subject, predicate and object.

    Evidence spans are offsets of ``letter.text``; subjects and objects are the entities of the
    links. Undecided links state nothing. Source: the annotation guide, sections 3 and 6.

    >>> from replygraph.model import Entity, Letter, Link, Mention, Resolution, Span
    >>> text = "市教育局牵头实施领雁计划。"
    >>> names = (("AGENCY", 0, 4), ("PROGRAM", 8, 12))
    >>> links = tuple(
    ...     Link(Mention(Span(a, b), text[a:b], t, "x"), text[a:b], Entity(t, text[a:b]), "x")
    ...     for t, a, b in names
    ... )
    >>> letter = Letter("l", "l.txt", "", 0, text, text, Span(0, len(text)))
    >>> for s in statements(letter, Resolution(None, None, None, None, (), links)):
    ...     print(s.subject.name, s.predicate, s.object.name, s.modality)
    市教育局 leads 领雁计划 done
    市教育局 implements 领雁计划 done
    """
    links = resolution.links
    memory = Memory(
        links,
        tuple((entity.type, entity) for entity in resolution.addressees),
        resolution.submission,
        sites=event_sites(links),
    )
    views = list(masked_sentences(letter, links))
    out = Collector()
    opening = header(letter, resolution, views, memory, out)
    own: Names = (("AGENCY", resolution.agency),) if resolution.agency else ()
    reading = Reading(letter, resolution, memory, Context(Carry(own)), series(links), own, out)
    memory.names.clear()
    memory.lists.clear()
    asks = False
    for place, view in enumerate(views):
        asks = asks or view is opening.asked
        if place < opening.body and not asks:
            continue
        if view.opens:
            memory.paragraph = len(memory.names)
            reading.context.carry.subject, reading.context.carry.partners = own, ()
        _sentence(view, reading)
    return out.statements()


def _is_heading(view: Sentence) -> bool:
    if view.end in "。；;：:！":
        return view.flat.startswith("关于") and view.flat.rstrip("。：").endswith(
            ("建议", "意见", "方面", "问题")
        )
    return (
        view.opens
        and (view.section or view.item or view.flat.startswith("关于"))
        and len(view.flat) < 60
    )


def _enter(view: Sentence, reading: Reading) -> bool:
    """Bring what carries over to ``view``; return whether it goes on with a list."""
    context, own = reading.context, reading.own
    plans = bool(_PLAN.match(view.flat)) or "下一步" in view.label or "下步" in view.label
    continues = view.item or context.open_end
    if view.item and not context.open_end and _FIRST.match(view.label):
        # a list without introduction: its items do not take over each other's subjects
        context.list_subject = own if view.opens else context.carry.subject[:1]
    if plans:
        context.planned = True
        context.carry, context.list_subject, context.list_date = Carry(own), own, None
    elif not continues:
        context.planned, context.list_date = False, None
    elif view.item and context.list_subject:
        context.carry = Carry(context.list_subject)
    return continues


def _sentence(view: Sentence, reading: Reading) -> None:
    flat, context, own = view.flat, reading.context, reading.own
    if _is_heading(view):
        context.planned = bool(_PLAN_HEAD.search(flat)) and not view.item
        context.list_subject, context.list_date = own, None
        context.open_end = False
        return
    if _COURTESY.match(flat) or flat.endswith("报道"):
        return
    answers_later(reading.letter, reading.resolution, view, reading.out)
    continues = _enter(view, reading)
    if max(flat, default="") < MARKS:
        context.open_end = view.end in "；;：:"
        return  # no name, no statement
    memory = reading.memory
    flat = resolved(flat, memory)
    found = tokens(flat, memory)
    context.carry.intro = () if not continues else context.list_subject
    if not any(kind in BODIES for kind, _ in context.carry.subject):
        context.carry.subject = own
    start_carry = Carry(context.carry.subject, context.carry.partners)
    plain = list(facts(found, flat, memory, context.carry))
    plain += sent(found, flat)
    plain += surveys(found, flat, start_carry)
    plain += parts(found, flat)
    plain += during(found, flat, plain)
    _emit(view, flat, found, plain, reading)
    _editions(view, found, reading)
    if context.carry.partners or len(context.carry.subject) > 1:
        context.carry = Carry(context.carry.subject[:1], ())
    if not continues:
        context.list_subject = context.carry.intro or context.carry.subject
    listed = any(token.kind == "item" for token in found)
    if listed or flat.endswith(("：", ":")):
        if any(token.kind == "future" for token in found):
            context.planned = True
        context.list_subject = context.carry.intro or context.carry.subject
        opening = _opening(found, flat, memory)
        context.list_date = opening.date if opening else None
    context.open_end = view.end in "；;：:"


def _value(token: Token, memory: Memory) -> str | None:
    return memory.links[index_of(token.text)].canonical


def _usable(token: Token, flat: str) -> bool:
    return not _NOT_BEFORE.search(flat[: token.start]) and not _NOT_BEHIND.match(flat[token.end :])


@dataclass(frozen=True, slots=True)
class Opening:
    """The date that opens a sentence: of which clause on, and for which subjects."""

    date: str | None
    clause: int
    alone: bool
    names: Names = ()


def _opening(found: list[Token], flat: str, memory: Memory) -> Opening | None:
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
        if token.start < date.start or token.kind != "name" or token.taken >= 0 or token.inner:
            continue
        if names and token.clause != clause:
            break
        mark = governor(found, place)
        if mark is None or mark.kind in ("with", "by"):
            names += token.names
            clause = token.clause
    return names


def _modality(fact: Fact, found: list[Token], *, planned: bool) -> Modality:
    clause = _clause(fact.place, found)
    future = planned
    for token in found:
        if token.start > fact.place and not (fact.predicate == "partOf" and token.kind == "future"):
            continue
        if token.kind == "future" and not token.inner:
            future = True
        elif token.kind == "done" and not planned:
            future = False
        elif token.kind == "negation" and token.clause == clause:
            return "negated"
    return "planned" if future else "done"


def _date(
    fact: Fact, found: list[Token], flat: str, memory: Memory, opening: Opening | None
) -> str | None:
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


def _scheduled(found: list[Token], flat: str, memory: Memory) -> str | None:
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


def _emit(
    view: Sentence, flat: str, found: list[Token], plain: Sequence[Fact], reading: Reading
) -> None:
    memory, context = reading.memory, reading.context
    opening = _opening(found, flat, memory)
    if opening is None and context.list_date and (view.item or context.open_end):
        opening = Opening(context.list_date, -1, alone=False, names=context.list_subject)
    if opening is not None:
        # who surveyed together that day are the ones who 均表示 behind it
        together = tuple(n for f in plain if f.rule == "survey" for n in f.subjects)
        opening = Opening(opening.date, opening.clause, opening.alone, opening.names + together)
    dates: dict[str, str] = {}
    rows: list[tuple[Fact, str | None, Modality]] = []
    scheduled = _scheduled(found, flat, memory) if "时间" in flat else None
    for fact in plain:
        date = _date(fact, found, flat, memory, opening)
        rows.append((fact, date, _modality(fact, found, planned=context.planned)))
        if date and fact.predicate in _DATING:
            named = fact.subjects if fact.predicate == "awardedTo" else fact.objects
            for name in named:
                dates.setdefault(name[1].name, date)
    for fact, date, modality in rows:
        if fact.predicate == HAPPENS:
            continue
        for kind, obj in fact.objects:
            when = date
            if fact.predicate == "partOf":
                when = None
            elif when is None and (kind == "EVENT" or fact.rule == "honour-give"):
                when = dates.get(obj.name) or scheduled
            group = (
                group_id(fact.predicate, obj, when, view.span.start)
                if (fact.joint and len(fact.subjects) > 1) or fact.predicate == "cooperatesWith"
                else None
            )
            for _, subject in fact.subjects:
                reading.out.add(
                    subject,
                    fact.predicate,
                    obj,
                    view.span,
                    fact.rule,
                    date=when,
                    modality=modality,
                    group=group,
                )


def _editions(view: Sentence, found: list[Token], reading: Reading) -> None:
    editions = reading.editions
    if not editions:
        return
    for token in found:
        if token.kind != "name":
            continue
        for kind, entity in token.names:
            if kind in ("EVENT", "PROGRAM") and entity.name in editions:
                told = Fact((), "partOf", (), "", token.start)
                modality = _modality(told, found, planned=reading.context.planned)
                reading.out.add(
                    entity,
                    "partOf",
                    editions[entity.name],
                    view.span,
                    "edition-of-series",
                    modality=modality,
                )
