"""Promised measures of a letter: the clause, who promises, and by when (guide, section 5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from replygraph.model import Commitment, Letter, Resolution, Span, value
from replygraph.statements import promises as p
from replygraph.statements.promisers import Bodies
from replygraph.text.sentences import trim

_STOPS = re.compile("[。；;]")
_COLON = re.compile("[：:]")
#: what may stand before a promise without being its subject
_ADVERBS = re.compile(
    rf"[{p.DAY}\s]|同时|目前|现|也|并|还|均|再|届时|预计|为此|前|于|在|今年|明年|年底|下半年"
)
_COMMA = "，,："
#: cues whose promise goes on behind ；
_GOES_ON = frozenset(("promise-will", "promise-intend", "promise-plan"))


@dataclass(slots=True)
class _State:
    """What goes on from one part to the next.

    ``listing``: a list of measures is open; ``sentence``: the sentence began with 下一步，;
    ``section``: the line did, as a head (四、下一步打算。力争…); ``titled``: an item's name stands
    before (1.编制规划。); ``limits``: where dates by which something is to be done begin.
    """

    listing: bool = False
    sentence: bool = False
    section: bool = False
    titled: bool = False
    limits: tuple[int, ...] = ()

    def quiet(self, masked: str, span: Span) -> bool:
        """Tell whether ``span`` promises nothing, and stands where not all that is said does."""
        if self.listing or self.sentence or self.section or self.titled:
            return False
        if any(span.start <= place < span.end for place in self.limits):
            return False
        return p.MAY_PROMISE.search(masked, span.start, span.end) is None


@value()
class _Promise:
    """A promised measure and the start of the sentence part that it ends."""

    span: Span
    part: int
    rule: str


def commitments(letter: Letter, resolution: Resolution) -> tuple[Commitment, ...]:
    r"""Return the commitments of ``letter`` in reading order; offsets of ``letter.text``.

    One per sentence part or list item that promises a measure, and one more for each further body
    that promises it; labels (一是) are outside. ``due`` is EDTF, None where no date is given.

    >>> from replygraph.model import Entity, Zone
    >>> text = "下一步，我局将新建公厕6座；年底前完成改造。"
    >>> body = (Zone("body", Span(0, len(text))),)
    >>> letter = Letter("a", "a", "", 1, text, text, Span(0, len(text)), zones=body, date="2021-05")
    >>> own = Entity("AGENCY", "白石县城市管理局")
    >>> found = commitments(letter, Resolution(None, own, None, None, (), ()))
    >>> [(c.span.of(text), c.due) for c in found]
    [('我局将新建公厕6座', None), ('年底前完成改造', '2021')]
    """
    bodies = Bodies(letter, resolution)
    found: list[Commitment] = []
    for promise in _promises(letter, bodies):
        due = bodies.due(promise.span)
        for agency in bodies.promising(promise.span, promise.part):
            found.append(Commitment(promise.span, agency, due, promise.rule))
    return tuple(found)


def _region(letter: Letter) -> Span:
    """Return where promises stand: behind the opening, up to the sign-off."""
    start, end = letter.span.start, letter.span.end
    for zone in letter.zones:
        if zone.kind in ("head", "salutation", "opening"):
            start = max(start, zone.span.end)
        elif zone.kind in ("signoff", "post"):
            end = min(end, zone.span.start)
    return Span(start, max(start, end))


def _promises(letter: Letter, bodies: Bodies) -> Iterator[_Promise]:
    suggestions = [point.suggestion for point in letter.points]
    region = _region(letter)
    state = _State(limits=bodies.limits())
    start = region.start
    for line in letter.normal[region.start : region.end].split("\n"):
        span = trim(letter.normal, Span(start, start + len(line)))
        start += len(line) + 1
        if span.start >= span.end:
            continue
        for promise in _of_line(bodies.masked, letter.normal, span, state):
            if not any(promise.span.overlaps(other) for other in suggestions):
                yield promise


def _of_line(masked: str, normal: str, line: Span, state: _State) -> Iterator[_Promise]:
    words = line.of(normal)
    label = p.LABEL.match(words)
    bare = words[label.end() :] if label else words
    if (
        len(bare) < 30
        and "。" not in bare
        and "；" not in bare
        and p.NEXT_HEAD.fullmatch(bare.rstrip("：:"))
    ):
        state.listing = True
        return
    if not (label and p.ITEM.match(words)):
        state.listing = state.listing and _continues(bare)
    elif re.match(r"[一二三四五六七八九十]+、", words):
        state.listing = False
    state.sentence = state.section = False
    if state.quiet(masked, line):
        return
    parts = list(_parts(masked, normal, line))
    for index, part in enumerate(parts):
        last = index + 1 == len(parts)
        following = None if last else parts[index + 1]
        promise = _of_part(masked, normal, part, following, state)
        if promise:
            yield promise
        if part.end < line.end and normal[part.end] == "。":
            state.sentence = False


def _continues(words: str) -> bool:
    """Tell whether a line without a label can still belong to the list above it."""
    return not re.match(r"感谢|专此|特此|以上", words) and len(words) > 0


def _parts(masked: str, normal: str, line: Span) -> Iterator[Span]:
    """Yield the parts between 。；, the items of a list, and a lead-in up to its ：."""
    cuts = [match.start() for match in _STOPS.finditer(masked, line.start, line.end)]
    start = line.start
    for stop in [*cuts, line.end]:
        inside = p.MAYBE_ITEM.search(masked, start, stop)
        for match in p.ITEM_INSIDE.finditer(masked, start, stop) if inside else ():
            place = match.start() if masked[match.start()] in "，," else match.end()
            yield from _part(normal, start, place)
            start = match.end()
        yield from _part(normal, start, stop)
        start = stop + 1


def _part(normal: str, start: int, stop: int) -> Iterator[Span]:
    span = trim(normal, Span(start, max(start, stop)))
    if span.start < span.end:
        yield span


def _of_part(
    masked: str, normal: str, part: Span, following: Span | None, state: _State
) -> _Promise | None:
    """Return the promise of one sentence part, and note in ``state`` what it opens."""
    if state.quiet(masked, part):
        return None
    text = part.of(masked)
    start = part.start
    item = p.ITEM.match(text) is not None
    label = p.LABEL.match(text)
    if label:
        start += label.end()
    opener = p.NEXT.match(masked, start, part.end)
    if opener:
        state.sentence = True
        start = opener.end()
        inner = p.LABEL.match(masked, start, part.end)
        if inner:
            item = state.listing = True
            start = inner.end()
    if opener is None and p.TROUBLES.search(text) and "解决" not in text:
        state.listing = state.sentence = False
        return None
    heads = masked[part.end - 1] in "：:" and (opener is not None or p.CUE.search(text) is not None)
    if heads or p.LEAD_IN.search(masked, start if opener is None else opener.start(), part.end):
        state.listing = state.listing or opener is not None or bool(p.CUE.search(text))
        return None
    colon = _lead_in(masked, start, part.end, state)
    if colon:
        start = colon
    words = masked[start : part.end]
    if p.NEXT_HEAD.fullmatch(words) and len(words) < 30 and following is not None:
        state.listing = state.section = True
        return None
    if opener and following and p.ITEM.match(following.of(masked)) and len(words) < 12:
        state.listing = True
        return None
    if not words or (p.THANKS.search(normal, start, part.end) and not item):
        return None
    titled, state.titled = state.titled, False
    if item and state.listing and _is_title(normal[start : part.end], following, masked):
        state.titled = True
        return None
    if item and state.listing:
        return _kept(normal, Span(start, part.end), part.start, "promise-item")
    cue = _first_cue(masked, start, part.end, planned=state.sentence or state.listing)
    if cue:
        place, rule = cue
        clause = max(masked.rfind(comma, start, place) for comma in _COMMA) + 1
        goes_on = state.sentence and not p.DONE.search(masked, start, max(start, clause))
        begin = start if goes_on else max(start, clause)
        state.sentence = state.sentence or rule in _GOES_ON
        return _kept(normal, Span(begin, part.end), part.start, rule)
    if (state.sentence or state.section or titled) and not p.DONE.search(words):
        return _kept(normal, Span(start, part.end), part.start, "promise-next-part")
    return _limited(masked, normal, Span(start, part.end), state.limits)


def _limited(masked: str, normal: str, part: Span, limits: tuple[int, ...]) -> _Promise | None:
    """Return the promise of a part that only a later date tells: 2023年6月底前全部建成."""
    for place in limits:
        if part.start <= place < part.end:
            clause = max(masked.rfind(comma, part.start, place) for comma in _COMMA) + 1
            before = masked[clause:place]
            told = p.REPORTED.search(before) or p.DONE.search(masked, clause, part.end)
            if not told and not p.NEGATED.search(masked, clause, part.end):
                span = Span(max(part.start, clause), part.end)
                return _kept(normal, span, part.start, "promise-dated")
    return None


def _lead_in(masked: str, start: int, end: int, state: _State) -> int | None:
    """Return where a measure begins behind a lead-in that has its ： inside the part."""
    for match in _COLON.finditer(masked[start:end]):
        place = start + match.end()
        if p.LEAD_IN.search(masked, start, place) and place < end:
            state.listing = True
            return place
    return None


def _is_title(words: str, following: Span | None, masked: str) -> bool:
    """Tell whether the first words of an item only name it (（一）健全推进机制。我局将…)."""
    if following is None or len(words) > 18 or re.search(r"[\d《“]", words):
        return False
    rest = following.of(masked)
    return p.ITEM.match(rest) is None and p.HEADED.match(rest) is None


def _first_cue(masked: str, start: int, end: int, *, planned: bool) -> tuple[int, str] | None:
    for match in p.cues(masked, start, end):
        clause = max([masked.rfind(comma, start, match.start()) for comma in _COMMA] + [start - 1])
        before = masked[clause + 1 : match.start()]
        if p.REPORTED.search(before) or p.NEGATED.search(masked, clause + 1, end):
            continue
        name = match.lastgroup or "promise"
        if name == "promise_strive" and "要求" in masked[start : match.start()]:
            continue  # 还要求采取办法，力争不落一人
        if not planned and name != "promise_listed" and _other_subject(before):
            continue
        return match.start(), name.replace("_", "-")
    return None


def _other_subject(before: str) -> bool:
    """Tell whether a clause's subject cannot promise: an event, a programme, a thing."""
    if p.HEAD in before:
        return False
    if p.NAME in before:
        return True
    return len(_ADVERBS.sub("", before)) > 4


def _kept(normal: str, span: Span, part: int, rule: str) -> _Promise | None:
    span = trim(normal, span)
    words = normal[span.start : span.end]
    if len(words) < 3:
        return None
    measure = p.BY_RULE.sub("", words)
    if p.COURTESY.search(measure) and not re.search(r"[\d《“]", measure) and len(measure) < 40:
        return None
    first = min(30, words.find("，") if rule == "promise-item" and "，" in words else 30)
    if p.NEGATED.search(words[:first]) or p.OPEN.search(words):
        return None
    return _Promise(span, part, rule)
