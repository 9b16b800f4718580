"""Letter and links → statements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from replygraph.model import Entity, Letter, Modality, Resolution, Statement
from replygraph.statements.backing import commissioned, invited, sent, watched
from replygraph.statements.collect import Collector, group_id
from replygraph.statements.dating import (
    Opening,
    Times,
    clause_at,
    clause_of,
    date_of,
    modality_of,
    opening_of,
    scheduled_of,
    times_of,
)
from replygraph.statements.facts import GIVES, HAPPENS, Carry, Fact
from replygraph.statements.frames import facts
from replygraph.statements.header import answers_later, header
from replygraph.statements.labels import labels
from replygraph.statements.masked import Sentence, expand, has_name
from replygraph.statements.masked import sentences as masked_sentences
from replygraph.statements.parts import PART_WORD, among, during, event_sites, parts, series
from replygraph.statements.patterns import BODIES
from replygraph.statements.pointing import resolved
from replygraph.statements.refusals import refusals
from replygraph.statements.surveys import named_survey, surveyed, surveys
from replygraph.statements.tokens import Memory, Names, Token, tokens

_PLAN: Final = re.compile("^(?:为此，)?(?:下一步|下步|下阶段|下一阶段|今后|接下来|往后|后续)")
#: 委员提出由A牵头实施G
_SUGGESTED: Final = re.compile(
    expand(
        "(?:委员|代表|提案|建议|您们?|你们?|贵[委会]|[{P}])们?(?:在?(?:提案|建议)?中)?"
        "(?:提出|提到|建议|希望|要求)(?!的(?![由将把])|了?以?来)|建议由|^(?:例?如|比如|若|如果|假如)由"
    )
)
_WISH: Final = re.compile("建议|提出|提到|希望|要求|[如若果]由")
#: 在L等处举办E: here and there, no venue
_AND_SO_ON: Final = re.compile(expand("[{L}{O}]等(?:各|多)?(?:地|处)"))
#: 建议中提到的G, 您提出的G
_ASKED_FOR: Final = re.compile(
    "(?:建议|提案|议案|[您你贵][们委会]?|代表|委员)(?:中|所|里)*(?:提到|提出|提及|提)的?"
)
_LEAD_IN: Final = re.compile("[^，。：]{0,12}[：:]")
_FIRST: Final = re.compile("一是|[（(][一1][）)]|1[.．、]|①|首先")
_PLAN_HEAD: Final = re.compile("下一步|下步|下阶段|今后|打算")
_COURTESY: Final = re.compile(
    "(?:[专特]此[^，]{0,4}，|以上[^，]{0,8}，)?(?:衷心|再次|诚挚|最后，|首先，|特别|非常)?(?:感谢|谢谢)|欢迎|希望您|恳请"
)


_SESSION: Final = re.compile("届(?:全国)?(?:委员会|人民代表大会)第[一二三四五六七八九十]+次会议$")
_NO_SESSION: Final = frozenset({"leads", "implements", "supports", "supervises"})
#: facts whose date is that of the event or honour itself
_DATING: Final = frozenset({HAPPENS, "hosts", "organizes", "awardedTo", "participatesIn"})


@dataclass(slots=True)
class Context:
    """What carries over from sentence to sentence.

    ``list_subject`` is that of the sentence that leads in a list; ``listing``: an item of it is
    open, in its line, whose further sentences do not change it. ``titled``: a planned item's name
    stood before, in this line (（一）完善政策。); ``ahead``: the line began with 下一步.
    """

    carry: Carry
    planned: bool = False
    list_date: str | None = None
    list_subject: Names = ()
    open_end: bool = False
    listing: bool = False
    lead: bool = False
    titled: bool = False
    ahead: bool = False
    section: bool = False


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
    surveys: bool


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
    events = [e for link in links if link.mention.type == "EVENT" and (e := link.entity)]
    memory = Memory(
        links,
        tuple((entity.type, entity) for entity in resolution.addressees),
        resolution.submission,
        sites=event_sites(links, events),
    )
    views = list(masked_sentences(letter, links))
    out = Collector()
    opening = header(letter, resolution, views, memory, out)
    own: Names = (("AGENCY", resolution.agency),) if resolution.agency else ()
    reading = Reading(
        letter,
        resolution,
        memory,
        Context(Carry(own)),
        series(events),
        own,
        out,
        named_survey(events),
    )
    memory.names.clear()
    memory.lists.clear()
    asks = False
    for place, view in enumerate(views):
        asks = asks or view is opening.asked
        if place < opening.body and not asks:
            continue
        if place == opening.body and opening.answered is not None:
            # 现答复如下： leads in no list of the one who was named before it
            reading.context = Context(Carry(own))
        if view.opens:
            memory.paragraph = len(memory.names)
            reading.context.carry.subject, reading.context.carry.partners = own, ()
        _sentence(view, reading)
    return out.statements()


#: told of what was done, and of contacts on the answer
_PAST: Final = re.compile("已|目前|截至|近年|去年|现有|[^为不]了[^解]|沟通|面商|征求|满意|座谈")
#: an item's name is shorter than this, and tells nothing
_TITLE: Final = 16
_TOLD: Final = re.compile("[，了已将拟会]")
#: a body or a date, or the end of an act: a sentence, no heading
_HEADED: Final = re.compile(expand("[{A}{O}{P}{T}]|已|将|了"))


def _is_heading(view: Sentence) -> bool:
    if view.end in "。；;：:！":
        if view.opens and view.section and len(view.flat) < 16 and "，" not in view.flat:
            return _HEADED.search(view.flat) is None  # 二、保障E交通。 heads what follows
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
    if view.opens:
        context.titled, context.ahead = False, plans
    continues = view.item or context.open_end or context.titled
    if view.item and not context.open_end and _FIRST.match(view.label):
        # a list without introduction: its items do not take over each other's subjects
        context.list_subject = own if view.opens else context.carry.subject[:1]
    if plans:
        context.planned = True
        context.carry, context.list_subject, context.list_date = Carry(own), own, None
    elif not continues:
        context.planned = context.section and _PAST.search(view.flat) is None
        context.list_date = None
    elif context.list_subject and (view.item or (context.lead and not view.opens)):
        # 下一步：启动G；由A支持；推进H: each part of the list has the subject that led it in
        context.carry = Carry(context.list_subject)
    context.lead = (context.lead and continues) or (plans and _LEAD_IN.match(view.flat) is not None)
    context.listing = view.item or (context.listing and not view.opens)
    return continues


def _sentence(view: Sentence, reading: Reading) -> None:
    flat, context, own = view.flat, reading.context, reading.own
    if _is_heading(view):
        context.planned = bool(_PLAN_HEAD.search(flat)) and not view.item
        if view.section or not view.item:
            context.section = context.planned
        context.list_subject, context.list_date = own, None
        context.open_end = False
        return
    if _COURTESY.match(flat) or flat.endswith("报道"):
        return
    if reading.letter.role == "co":
        answers_later(reading.letter, reading.resolution, view, reading.out)
    continues = _enter(view, reading)
    if not has_name(flat):
        context.open_end = view.end in "；;：:"
        if context.planned and view.item and view.end == "。":
            context.titled = len(flat) < _TITLE and _TOLD.search(flat) is None
        return  # no name, no statement
    memory = reading.memory
    flat = resolved(flat, memory)
    found = tokens(flat, memory)
    kinds = {token.kind for token in found}
    context.carry.intro = () if not continues else context.list_subject
    subject = context.carry.subject
    if not any(kind in BODIES for kind, _ in subject):
        context.carry.subject = own
    if "negation" in kinds and _ASKED_FOR.search(flat):
        context.carry.subject = own  # 暂不实施建议中提到的G: it is the letter that refuses
    plain = _told(found, kinds, flat, reading)
    listed = "item" in kinds or flat.endswith(("：", ":"))
    if plain or listed or reading.editions:
        times = times_of(found, kinds, flat, memory)
        if plain:
            _emit(view, times, plain, reading)
        _editions(view, times, reading)
    if context.carry.partners or len(context.carry.subject) > 1:
        context.carry = Carry(context.carry.subject[:1], (), context.carry.intro)
    if not continues and not context.listing:
        context.list_subject = context.carry.intro or context.carry.subject
    if listed:
        if "future" in kinds:
            context.planned = True
        context.list_subject = context.carry.intro or context.carry.subject
        opening = opening_of(times)
        context.list_date = opening.date if opening else None
    context.open_end = view.end in "；;：:"
    if context.ahead and context.open_end and "future" in kinds:
        context.planned = True  # 下一步，…。我局计划实施G；支持A: in one row


def _told(found: list[Token], kinds: set[str], flat: str, reading: Reading) -> list[Fact]:
    """Return what a sentence tells, and let what carries over follow its subject.

    What cannot be told without a word that the sentence does not hold is not looked for.
    """
    memory, carry = reading.memory, reading.context.carry
    before = Carry(carry.subject, carry.partners)
    plain = list(facts(found, kinds, flat, memory, carry))
    if "派" in flat or "选送" in flat:
        plain += sent(found, flat)
    if "委托" in flat:
        asked = list(commissioned(found, flat))
        # 受委托承担G: a part in it, no work of one's own
        taken = {(f.subjects, f.objects) for f in asked}
        plain = [f for f in plain if f.rule != "implement" or (f.subjects, f.objects) not in taken]
        plain += asked
    if "请" in flat or "邀" in flat or "召集" in flat:
        plain += invited(found)
    if "督办" in flat:
        plain += watched(found, flat)
    if reading.surveys or surveyed(flat):
        plain += surveys(found, flat, before)
    if PART_WORD.search(flat):
        plain += parts(found, flat)
    if "，其中" in flat:
        plain += among(found, flat)
    if "单位" in flat or "方" in flat:
        plain += labels(found, flat, memory)
    if plain and "等" in flat:
        plain = [
            fact
            for fact in plain
            if fact.rule != "host-venue" or not _AND_SO_ON.search(clause_of(flat, fact.place)[0])
        ]
    if plain and ("间" in flat or "同期" in flat):
        plain += during(found, flat, plain)
    plain += refusals(found, flat, memory, before, plain)
    if plain and _WISH.search(flat):
        plain = [fact for fact in plain if not _SUGGESTED.search(clause_of(flat, fact.place)[0])]
    return plain


def _emit(view: Sentence, times: Times, plain: Sequence[Fact], reading: Reading) -> None:
    context = reading.context
    opening = opening_of(times)
    if opening is None and context.list_date and (view.item or context.open_end):
        opening = Opening(context.list_date, -1, alone=False, names=context.list_subject)
    if opening is not None:
        # who surveyed together that day are the ones who 均表示 behind it
        together = tuple(n for f in plain if f.rule == "survey" for n in f.subjects)
        opening = Opening(opening.date, opening.clause, opening.alone, opening.names + together)
    dates: dict[str, str] = {}
    rows: list[tuple[Fact, str | None, Modality]] = []
    scheduled = scheduled_of(times)
    for fact in plain:
        clause = clause_at(fact.place, times.found)
        date = date_of(fact, clause, times, opening)
        rows.append((fact, date, modality_of(fact, clause, times, planned=context.planned)))
        if date and fact.predicate in _DATING:
            named = fact.subjects if fact.predicate == "awardedTo" else fact.objects
            for name in named:
                dates.setdefault(name[1].name, date)
    off = {
        name[1].name
        for fact, _, modality in rows
        for name in fact.objects
        if fact.predicate == HAPPENS and modality == "negated"
    }
    for fact, date, told in rows:
        if fact.predicate == HAPPENS:
            continue
        for kind, obj in fact.objects:
            if kind == "EVENT" and fact.predicate in _NO_SESSION and _SESSION.search(obj.name):
                continue  # 在E期间提出的提案，由A牵头
            when = date
            # A原拟组织的E，因故未能举办
            fails = obj.name in off and fact.predicate in ("hosts", "organizes", "participatesIn")
            modality = "negated" if fails else told
            if fact.predicate == "partOf":
                when = None
            elif when is None and (kind == "EVENT" or fact.rule in GIVES):
                when = dates.get(obj.name) or scheduled
            elif when is None and fact.predicate == "awardedTo":
                when = dates.get(fact.subjects[0][1].name)
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


def _editions(view: Sentence, times: Times, reading: Reading) -> None:
    editions = reading.editions
    if not editions:
        return
    for token in times.found:
        if token.kind != "name":
            continue
        for kind, entity in token.names:
            if kind in ("EVENT", "PROGRAM") and entity.name in editions:
                told = Fact((), "partOf", (), "", token.start)
                clause = clause_at(token.start, times.found)
                modality = modality_of(told, clause, times, planned=reading.context.planned)
                key = (entity.name, "partOf", editions[entity.name].name)
                if key in reading.out.found:
                    modality = reading.out.found[key].modality  # as where it was first named
                reading.out.add(
                    entity,
                    "partOf",
                    editions[entity.name],
                    view.span,
                    "edition-of-series",
                    modality=modality,
                )
