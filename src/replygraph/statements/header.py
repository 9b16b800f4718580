"""Who asked, who answers, who leads, who co-handles: the statements about the submission."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from replygraph.model import Entity, Letter, Resolution, Span
from replygraph.statements.collect import Collector, group_id
from replygraph.statements.masked import Sentence, expand, index_of
from replygraph.statements.patterns import BODIES
from replygraph.statements.tokens import Memory, tokens

#: the sentence that ends the opening: 现答复如下
_ANSWER: Final = re.compile(
    "(?:答复|回复|复函|函复|答覆|函告|说明|意见|情况|汇报)[^，。]{0,4}如下|现[^。]{0,12}答复|特此答复"
)
_COLON: Final = re.compile("如下[^，。：:]{0,6}[：:]")
_ASKED: Final = re.compile("提出|收悉|收到|提案人|建议人|领衔|交办|所提")
_ASKING: Final = re.compile("提出|提案人|建议人|领衔|所提")
#: 贵局转交的丁佳慧委员《…提案》
_HANDED: Final = re.compile(
    expand(
        "转[来交办送]的?([{P}{A}{O}](?:(?:委员|代表)?(?:[、和及，]|以及)[{P}{A}{O}])*)[^，。{N}]{0,8}[{R}]"
    )
)
#: 甲局（章）  乙局（章）
_STAMP: Final = re.compile("(?:[（(](?:盖?章|公章|印)[）)])?\\s*")
_ASSEMBLY: Final = re.compile("^政协|人民代表大会")
_RECEIVED: Final = re.compile("收悉|收到|提出的|所提")
_CO_BEFORE: Final = re.compile(
    expand(
        "([{A}{O}](?:[、和及与][{A}{O}])*)(?:[（(])?(?:等[^，]{0,6})?(?:均?为|作为|是)?"
        "(?:会办|协办|(?:协助|配合|参与)(?:办理|$|[，。；])|(?:一起|一道)(?:会商|研究|商议|办理))"
    )
)
_CO_LABEL: Final = re.compile(
    expand("(?:会办|协办|会办单位|协办单位)[^{N}]{0,6}[：:|]*([{A}{O}](?:[、和及与,，]?[{A}{O}])*)")
)
_CO_AFTER: Final = re.compile(
    expand(
        "(?:经商|会商|经会同|会同|会|商|与|联合|同|转|经|征求|牵头组织|综合)(?:了)?原?"
        "([{A}](?:(?:、原?|和原?|及原?|与|以及|，|、和)[{A}])*)(?!等?转|批转|交办|等?[^，]{0,4}(?:赴|前往|深入|到[{L}]))"
    )
)
#: 该提案被列为自治区政协2024年重点督办提案
_WATCHED: Final = re.compile(
    expand(
        "被[{A}]列为[^，{A}]{0,10}督办(?:提案|建议|件|议案)"
        "|(?:列为|系|为|是|属)[{A}][^，{A}]{0,10}督办(?:提案|建议|件|议案)"
        "|[{A}]对(?:[{R}]|[该本此]?(?:提案|建议|议案|件))[^，{N}]{0,8}督办"
        "|由[{A}](?:[^，{N}]{0,6})督办"
        "|[{A}]将(?:[{R}]|[该本](?:提案|建议|议案))列为[^，]{0,8}督办"
    )
)
_CONSULT: Final = re.compile("经商|会同|会商|共同研究|办理|协办|会办|研究|商|组织|沟通|对接|征求")
_HANDLED: Final = re.compile(
    "(?:主办|会办|协办|会同|经商|牵头).*(?:办理|研究|会商)|督办|由[^，。]{1,4}(?:主办|承办)，[^。]*[会协]办"
)
_LATER: Final = re.compile(
    expand(
        "请(?:[{A}])?[^，。参{A}]{0,20}?(?:统一|一并)?(?:书面)?答复(?![^，。]{0,8}参[考阅])|由([{A}])[^，。参]{0,6}答复"
    )
)


@dataclass(slots=True)
class Opening:
    """The sentences up to 现答复如下, and where the letter says what."""

    asked: Sentence | None = None
    answered: Sentence | None = None
    body: int = 0


def find_opening(sentences: list[Sentence]) -> Opening:
    """Return the opening of a letter: what stands before the first answer.

    A sentence that goes on behind 现答复如下： is cut in two in ``sentences``.
    """
    opening, received = Opening(), False
    for place, sentence in enumerate(list(sentences)):
        flat = sentence.flat
        if _ASKED.search(flat) and not flat.startswith("关于"):
            asks = _RECEIVED.search(flat) is not None
            if opening.asked is None or (asks and not received):
                opening.asked, received = sentence, asks
        answer = _ANSWER.search(flat)
        if opening.asked is not None and answer is not None:
            opening.answered = sentence
            opening.body = place + 1
            colon = _COLON.search(flat, answer.start())
            rest = flat[colon.end() :] if colon else ""
            if colon and len(rest) > 10:
                # 现答复如下：我局会同A到L踏勘。 the answer begins in the same sentence
                cut = sentence.begun(flat[: colon.end()])
                sentences[place] = opening.answered = cut
                sentences.insert(place + 1, sentence.gone_on(rest))
                opening.asked = cut if opening.asked is sentence else opening.asked
            return opening
        if place > 40:
            break
    if opening.asked is not None:
        opening.body = sentences.index(opening.asked) + 1
        while opening.body < len(sentences) and _goes_on(sentences[opening.body]):
            opening.body += 1
    return opening


def _goes_on(sentence: Sentence) -> bool:
    """Tell whether a sentence behind 收悉 still speaks of the handling."""
    return not sentence.opens and _HANDLED.search(sentence.flat) is not None


@dataclass(slots=True)
class _Head:
    letter: Letter
    resolution: Resolution
    sentences: Sequence[Sentence]
    memory: Memory
    submission: Entity
    out: Collector


def header(
    letter: Letter,
    resolution: Resolution,
    sentences: list[Sentence],
    memory: Memory,
    out: Collector,
) -> Opening:
    """Collect proposed, answers, leads and coHandles; return where the body begins."""
    opening = find_opening(sentences)
    submission, agency = resolution.submission, resolution.agency
    if submission is None:
        return opening
    asked, answered = opening.asked, opening.answered
    spans = [s.span for s in (asked, answered) if s]
    first = spans[0] if spans else (sentences[0].span if sentences else letter.span)
    last = answered.span if answered else first
    head = _Head(letter, resolution, sentences[: opening.body or 12], memory, submission, out)
    _proposed(head, first)
    if agency is not None:
        predicate = "coHandles" if letter.role == "co" else "answers"
        for span in (last, first):
            out.add(agency, predicate, submission, span, f"header-{predicate}", date=letter.date)
        for other in _signed_too(letter, resolution) if predicate == "answers" else ():
            out.add(other, "answers", submission, last, "header-answers", date=letter.date)
    head.sentences = sentences[: opening.body]
    _watched(head)
    _handling(head, first.start, last)
    return opening


def _signed_too(letter: Letter, resolution: Resolution) -> list[Entity]:
    """Return the agencies that sign beside the replying one: names with but blanks between."""
    zone = next((zone.span for zone in letter.zones if zone.kind == "signoff"), None)
    if zone is None:
        return []
    signed: list[Entity] = []
    place = zone.start
    for link in resolution.links:
        span = link.mention.span
        if span.start < zone.start:
            continue
        if span.end > zone.end or link.mention.type != "AGENCY":
            break
        if not _STAMP.fullmatch(letter.normal, place, span.start):
            break
        if link.entity is not None and link.entity not in signed:
            signed.append(link.entity)
        place = span.end
    agency = resolution.agency
    return [entity for entity in signed if agency is not None and entity.name != agency.name]


def _watched(head: _Head) -> None:
    for sentence in head.sentences:
        for match in _WATCHED.finditer(sentence.flat) if "督办" in sentence.flat else ():
            date = None
            for token in sorted(tokens(match[0], head.memory), key=lambda t: t.kind != "date"):
                if token.kind == "date":
                    date = head.resolution.links[index_of(token.text)].canonical
                for kind, entity in token.names:
                    if kind == "AGENCY":
                        head.out.add(
                            entity,
                            "supervises",
                            head.submission,
                            sentence.span,
                            "header-supervises",
                            date=date,
                        )


def _proposed(head: _Head, first: Span) -> None:
    span = first
    named: list[Entity] = []
    bodies: list[Entity] = []
    for sentence in head.sentences:
        handed = _HANDED.search(sentence.flat)
        for token in tokens(handed[1], head.memory) if handed else ():
            named += [e for _, e in token.names if not _ASSEMBLY.search(e.name)]
        if named:
            span = sentence.span
            break
        match = _ASKING.search(sentence.flat)
        if match is None:
            continue
        label = match[0].endswith("人")
        for token in tokens(sentence.flat, head.memory):
            if token.kind != "name" or (token.start > match.start()) is not label:
                continue
            near = label or match.start() - token.end <= 3
            kinds = {kind for kind, _ in token.names}
            asking = BODIES | {"PERSON"} if near and "PERSON" in kinds else {"PERSON"}
            named += [e for kind, e in token.names if kind in asking and e not in named]
            bodies += [e for kind, e in token.names if near and kind in BODIES]
        named = named or bodies
        if named:
            span = sentence.span
            break
    co_handler = head.letter.role == "co"
    people = [e for e in head.resolution.addressees if not co_handler or e.type == "PERSON"]
    for person in people or named:
        head.out.add(person, "proposed", head.submission, span, "header-proposed")


def _co_handlers(head: _Head, asked: int) -> list[tuple[Entity, Span]]:
    """Return the co-handling bodies in reading order, the text before the metadata."""
    agency = head.resolution.agency
    found: dict[str, tuple[Entity, Span]] = {}
    body = [s for s in head.sentences if s.span.start >= asked]
    for sentence in (*body, *(s for s in head.sentences if s.span.start < asked)):
        for pattern in (_CO_BEFORE, _CO_LABEL, _CO_AFTER):
            if pattern is _CO_AFTER and not _CONSULT.search(sentence.flat):
                continue
            for match in pattern.finditer(sentence.flat):
                for token in tokens(match[1], head.memory):
                    for _, entity in token.names:
                        if agency is None or entity.name != agency.name:
                            found.setdefault(entity.name, (entity, sentence.span))
    return list(found.values())


def _handling(head: _Head, asked: int, last: Span) -> None:
    letter, agency, submission = head.letter, head.resolution.agency, head.submission
    bodies = _co_handlers(head, asked)
    group = None
    if letter.role == "lead" and agency is not None:
        span = bodies[0][1] if bodies else last
        if bodies:
            group = group_id("coHandles", submission, letter.date, span.start)
        head.out.add(agency, "leads", submission, span, "header-leads", group=group)
    if letter.role in ("split", "sole"):
        return
    addressed = {entity.name for entity in head.resolution.addressees}
    signed = {entity.name for entity in _signed_too(letter, head.resolution)}
    for entity, span in bodies:
        if entity.name in signed:
            continue  # signs too: answers
        if letter.role != "co" or entity.name not in addressed:
            head.out.add(entity, "coHandles", submission, span, "header-cohandles", group=group)


def answers_later(
    letter: Letter, resolution: Resolution, sentence: Sentence, out: Collector
) -> None:
    """Collect the lead agency's answer that a co-handler asks for (请贵委统一答复委员)."""
    if letter.role != "co" or resolution.submission is None or not _LATER.search(sentence.flat):
        return
    lead = next((e for e in resolution.addressees if e.type == "AGENCY"), None)
    if lead is not None:
        out.add(
            lead,
            "answers",
            resolution.submission,
            sentence.span,
            "header-answers-later",
            modality="planned",
        )
