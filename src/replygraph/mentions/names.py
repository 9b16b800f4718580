"""Find EVENT, PROGRAM and ORG mentions: a head noun, the left edge before it, and a judgement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from replygraph.mentions import judge
from replygraph.mentions.honours import find as honours
from replygraph.mentions.lexicon import mention
from replygraph.mentions.quotes import find as quoted
from replygraph.mentions.sessions import find as sessions
from replygraph.mentions.stops import Edge, Edges
from replygraph.model import Letter, Mention

_TAIL = re.compile(r"[（(][一-龥]{2,8}[）)]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of text that may be a name: its place, its head and what stands before it."""

    start: int
    head_start: int
    end: int
    head: str
    edge: Edge


def candidates(letter: Letter, edges: Edges) -> Iterator[Candidate]:
    """Yield every head with the text before it, from the left edge on."""
    text = letter.normal
    for match in judge.HEAD.finditer(text, letter.span.start, letter.span.end):
        place, head, end = match.start(), match[1], match.end(1)
        if judge.follows(text, head, end):
            continue
        edge = edges.before(place)
        if edge.start < place or text[place - 1] == "”":
            yield Candidate(edge.start, place, end, head, edge)


def find(letter: Letter, known: Sequence[Mention] = ()) -> Iterator[Mention]:
    """Yield events, programs and organisations; ``known`` are mentions found before (agencies…).

    Names in quotes and after honours' verbs are found here too. Overlaps are left to the policy.

    >>> from replygraph.model import Letter, Span
    >>> text = "我局将开展“护瓷”专项行动，举办2013年景德镇国际陶瓷博览会，资助景德镇宏窑陶瓷有限公司。"
    >>> letter = Letter("a", "a.txt", "", 0, text, text, Span(0, len(text)))
    >>> for found in find(letter):
    ...     print(found.type, found.text)
    PROGRAM “护瓷”专项行动
    EVENT 2013年景德镇国际陶瓷博览会
    ORG 景德镇宏窑陶瓷有限公司
    """
    edges = Edges(letter, known)
    yield from sessions(letter)
    yield from quoted(letter, edges)
    yield from honours(letter, edges)
    places = frozenset(m.span.start for m in known if m.type == "PLACE")
    for candidate in candidates(letter, edges):
        kind = judge.FAMILY[candidate.head]
        opening = _opening(letter.normal, candidate)
        if opening is not None:
            yield mention(letter, opening, candidate.end, kind, f"{kind.lower()}-quoted-head")
            continue
        if candidate.start == candidate.head_start:
            continue
        rule = _RULES[kind](letter.normal, candidate, places)
        if rule:
            end = candidate.end
            if kind == "ORG" and (tail := _TAIL.match(letter.normal, end)):
                end = tail.end()
            yield mention(letter, candidate.start, end, kind, rule)


def _opening(text: str, candidate: Candidate) -> int | None:
    """Return where the quote opens that ends right before the candidate's own words, if any."""
    start = candidate.start
    if start == 0 or text[start - 1] != "”" or candidate.head_start - start > 16:
        return None
    if judge.FAMILY[candidate.head] == "ORG":
        return None
    opening = text.rfind("“", max(0, start - 32), start)
    if opening < 0 or "\n" in text[opening:start] or "”" in text[opening : start - 1]:
        return None
    words = text[start : candidate.head_start]
    if candidate.head in judge.NO_QUOTED_HEAD and not words:
        return None
    return opening


def _event(text: str, item: Candidate, places: frozenset[int]) -> str | None:
    name, core = text[item.start : item.end], text[item.start : item.head_start]
    if name in judge.NO_EVENT or name[-2:] in judge.NO_EVENT_END:
        return None
    specific = _specific(core, item, places)
    generic = judge.GENERIC.fullmatch(core)
    kind = item.edge.kind
    if item.head == "调研":
        return None if judge.BARE_SURVEY.fullmatch(name) or len(core) < 4 else "event-survey"
    if item.head in judge.EVENT_STRONG and len(item.head) > 1:
        if generic and not (specific and len(core) > 2) and not (kind == "event" and len(core) > 3):
            return None
        if (len(core) < 2 or item.head in judge.MEETING_HEADS) and not specific:
            return None
        return f"event-head-{kind.lower()}"
    if generic or not "一" <= core[-1] <= "龥" or core[-1] in "一二三四五六七八九十个":
        return None
    if len(item.head) == 1:
        return "event-short-head" if kind == "event" and len(core) >= 3 else None
    if judge.TAIL_ACTIVITY.search(core) or not specific:
        return None
    return "event-weak-head" if len(core) >= 4 or kind == "event" else None


def _specific(core: str, item: Candidate, places: frozenset[int]) -> bool:
    return bool(judge.SPECIFIC.search(core)) or any(
        item.start <= place < item.head_start for place in places
    )


def _program(text: str, item: Candidate, places: frozenset[int]) -> str | None:
    core, kind = text[item.start : item.head_start], item.edge.kind
    governed = kind in ("program", "event", "honour")
    if len(core) < 2 or re.fullmatch("第?[一二三四五六七八九十首]批|上述.*", core):
        return None
    if item.head in judge.FUNDS:
        return None if judge.LEVEL.fullmatch(core) else "program-fund"
    generic = judge.GENERIC.fullmatch(core)
    if generic and not (governed and item.head in judge.NAMING and len(core) > 3):
        return None
    specific = _specific(core, item, places)
    if item.head in judge.PROGRAM_STRONG:
        if governed or specific or kind in ("other", "function", "AGENCY"):
            return f"program-head-{kind.lower()}"
        return "program-head-clause" if len(core) >= 4 else None
    if not governed or len(core) < 4:
        return None
    if item.head == "平台" or (specific and item.head != "中心"):
        return "program-weak-head"
    return None


def _org(text: str, item: Candidate, places: frozenset[int]) -> str | None:
    name, core = text[item.start : item.end], text[item.start : item.head_start]
    if core in ("省", "市", "县", "区", "州") and len(item.head) > 3:
        return "org-region-head"
    if name in judge.NO_ORG or len(core) < 2 or judge.GENERIC.fullmatch(core):
        return None
    return f"org-head-{item.edge.kind.lower()}"


_RULES = {"EVENT": _event, "PROGRAM": _program, "ORG": _org}
