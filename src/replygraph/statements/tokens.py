"""Tokens of a masked sentence: names, cues, marks, boundaries; names that stand for names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from replygraph.model import Entity, Link
from replygraph.statements import patterns
from replygraph.statements.heads import BACK, FITTING, HEAD, HEAD_TYPES
from replygraph.statements.masked import MARKS, expand, first_of, index_of, type_of
from replygraph.statements.patterns import VERBS, Verb
from replygraph.statements.starts import starts

#: a name as it stands in a sentence: the type of its mention, the entity
Name = tuple[str, Entity]
Names = tuple[Name, ...]


class Token:
    """A stretch of a masked sentence; ``start`` and ``end`` are offsets of the masked text.

    What only verbs have, the filled slots of their frame, is empty until it is set.
    """

    __slots__ = (
        "__dict__",
        "clause",
        "end",
        "inner",
        "kind",
        "names",
        "start",
        "taken",
        "text",
        "verb",
    )
    subject: Names = ()
    partners: Names = ()
    objects: Names = ()
    marked: Names = ()
    venue: Names = ()
    given: bool = False
    turned: bool = False

    def __init__(
        self, kind: str, start: int, end: int, text: str, verb: Verb | None, clause: int
    ) -> None:
        """Take what is known of a token as it is met."""
        self.kind = kind
        self.start = start
        self.end = end
        self.text = text
        self.verb = verb
        self.clause = clause
        self.names: Names = ()
        self.inner = False
        self.taken = -1


@dataclass(slots=True)
class Memory:
    """What earlier sentences named, as far as later ones point back to it."""

    links: Sequence[Link]
    addressees: Names
    submission: Entity | None
    names: list[Name] = field(default_factory=list)
    lists: list[Names] = field(default_factory=list)
    pair: Names = ()
    before: int = 0
    paragraph: int = 0
    sites: dict[str, Name] = field(default_factory=dict)
    marks: dict[tuple[str, str], str] = field(default_factory=dict)
    meant: dict[str, tuple[Names, Names]] = field(default_factory=dict)


_COORDINATION: Final = r"(?:委员|代表|同志)?(?:、原?|和原?|及原?|以及原?|，以及|，和)"
_BOUNDARIES: Final = "，,：:！？!?"
_FIXED: Final[tuple[tuple[str, str], ...]] = (
    (
        "name",
        (
            rf"[{{D}}{{G}}{{E}}](?:(?:{_COORDINATION})?[{{D}}{{G}}{{E}}])+"
            rf"|[{{N}}](?:{_COORDINATION}[{{N}}])*"
        ),
    ),
    ("date", r"[{T}]"),
    ("figure", r"[{I}]"),
    ("back", BACK),
    (
        "list",
        (
            r"上述[{I}]?(?:各)?(?:单位|部门|企业|机构|学校)"
            r"|各(?:部门|单位|参与单位|成员单位|相关部门)(?=均)"
            r"|(?<![是由对与和向在])双方(?![的面])"
        ),
    ),
    (
        "address",
        (
            r"您们?|你们|(?<=[和与请同、邀约])你(?![市区县省镇乡局校院厅委部办公司州们])"
            r"|[两二三四五六七八九十]位(?:提案|建议|政协)?(?:委员|代表)"
        ),
    ),
    ("copula", "作为|成为|分为|认为|以为|称为"),
)


#: no 园区 or 基地 is meant by a name that ends like this
DIVISION: Final = re.compile(
    "(?:省|市|自治区|州|盟|旗|县|(?<![园景片社小校街心发范护库灌新年假])区)$"
)


def is_division(name: Name) -> bool:
    """Tell whether a name is that of an administrative area: no site that one supports."""
    return name[0] == "PLACE" and DIVISION.search(name[1].name) is not None


_SESSION: Final = re.compile("(?:委员会|代表大会|政协|人大).*会议$")


@cache
def cues() -> tuple[str, ...]:
    """Return the patterns of all tokens, in the order in which they are tried; see `kinds`."""
    parts = [pattern for _, pattern in _FIXED]
    parts += [verb.cue for verb in VERBS]
    parts += [
        patterns.FUTURE,
        patterns.NEGATION,
        patterns.DONE,
        rf"(?:{patterns.WITH})(?=原?[{{N}}]|您|你们|两位)",
        rf"{patterns.BY}(?=.?.?[{{N}}])",
        patterns.PREPOSITIONS,
        "的",
        "、",
        rf"[{_BOUNDARIES}]",
        r"[一二三四五六七八九十]是(?!否)|[（(][一二三四五六七八九十\d]{1,2}[）)]",
    ]
    return tuple(expand(part) for part in parts)


@cache
def _beginnings() -> tuple[re.Pattern[str], ...]:
    """Return for each of the `cues` the pattern of one character that it can begin with."""
    return tuple(re.compile(f"[{starts(cue)}]") for cue in cues())


@cache
def _beginning() -> re.Pattern[str]:
    return re.compile("|".join(f"[{starts(cue)}]" for cue in cues()))


@cache
def _cue(number: int) -> re.Pattern[str]:
    return re.compile(cues()[number])


@cache
def scanner(head: str) -> tuple[tuple[int, re.Pattern[str]], ...]:
    """Return number and pattern of the `cues` that can begin with ``head``, in their order."""
    if head > MARKS and (first := first_of(head)) != head:
        return scanner(first)
    if not _beginning().match(head):
        return ()
    return tuple((n, _cue(n)) for n, begins in enumerate(_beginnings()) if begins.match(head))


#: what tells where a cue ends; None where it is one character, whatever stands round it
_Fits = Callable[[str, int], re.Match[str] | None] | None
#: kind and verb of the token that a cue makes, and its end
_Tries = tuple[tuple[str, Verb | None, _Fits], ...]
_ONE: Final = re.compile(r"\[[^\]]*\]|[^\\]")


class _Scanners(dict[str, _Tries]):
    """What to try at a character: nothing at most of them, at a name what its type allows."""

    def __missing__(self, char: str) -> _Tries:
        found = []
        for number, pattern in scanner(char):
            kind = kinds()[number]
            verb = VERBS[number - len(_FIXED)] if kind == "verb" else None
            one = _ONE.fullmatch(cues()[number])
            found.append((kind, verb, None if one else pattern.match))
        self[char] = tuple(found)
        return self[char]


@cache
def _scanners() -> _Scanners:
    return _Scanners()


@cache
def kinds() -> tuple[str, ...]:
    """Return the kind of token of each of the `cues`."""
    fixed = tuple(kind for kind, _ in _FIXED)
    verbs = ("verb",) * len(VERBS)
    marks = (
        "future",
        "negation",
        "done",
        "with",
        "by",
        "preposition",
        "de",
        "dun",
        "comma",
        "item",
    )
    return (*fixed, *verbs, *marks)


def back(text: str, memory: Memory) -> Names:
    """Return the names that ``text`` (该工程) points back to: by its head, else by its type.

    A type alone is enough only in the paragraph that is read.
    """
    if text.endswith("任务"):
        return next(((name,) for name in reversed(memory.names) if name[0] == "PROGRAM"), ())
    if text.startswith(("上述", "以上")):
        head = text[2:]
        return tuple(
            dict.fromkeys(
                name for name in memory.names[memory.paragraph :] if name[1].name.endswith(head)
            )
        )
    head = next(h for h in HEAD.split("|") if text.endswith(h))
    kind = HEAD_TYPES[head]
    if kind == "PROPOSAL":
        return (("PROPOSAL", memory.submission),) if memory.submission else ()
    fitting = FITTING[kind]
    by_type: Name | None = None
    for place in range(len(memory.names) - 1, -1, -1):
        name = memory.names[place]
        if by_type is not None and place < memory.paragraph:
            break  # the last of its type in the paragraph, not one of an earlier one
        if name[0] in fitting:
            if name[1].name.endswith(head):
                return (name,)
            near = by_type is None and place >= memory.paragraph
            if near and name[0] == kind and not DIVISION.search(name[1].name):
                by_type = name
    return (by_type,) if by_type else ()


def _listed(text: str, memory: Memory) -> Names:
    if text == "双方":
        return memory.pair
    figures = [
        int(digits[0])
        for char in text
        if ord(char) > 0xF0000
        and (digits := re.search(r"\d+", memory.links[index_of(char)].mention.text))
    ]
    for names in reversed(memory.lists):
        if not figures or len(names) == figures[0]:
            return names
    return ()


@cache
def _partners() -> re.Pattern[str]:
    """Return the pattern of the partners inside a cue: 加强与A、B的合作."""
    return re.compile(expand("(?:与|和|同)([{A}{O}{M}](?:[、和及与][{A}{O}{M}])*)"))


def meant(char: str, memory: Memory) -> tuple[Names, Names]:
    """Return what a masking character stands for, and what of it later words may point back to."""
    found = memory.meant.get(char)
    if found is None:
        names: Names = ()
        if char >= MARKS and (entity := memory.links[index_of(char)].entity) is not None:
            kind = type_of(char)
            site = memory.sites.get(entity.name) if kind == "PLACE" else None
            names = (site or (kind, entity),)
        found = memory.meant[char] = names, tuple(filter(remembered, names))
    return found


def named(text: str, memory: Memory) -> Names:
    """Return the names that the masking characters of ``text`` stand for."""
    if len(text) == 1:
        return meant(text, memory)[0]
    return tuple(name for char in text if char >= MARKS for name in meant(char, memory)[0])


def remembered(name: Name) -> bool:
    """Tell whether later words may point back to ``name``: a session is no event of theirs."""
    return name[0] != "EVENT" or not _SESSION.search(name[1].name)


def tokens(flat: str, memory: Memory) -> list[Token]:
    """Return the tokens of a masked sentence; names go into ``memory`` as they are met."""
    result: list[Token] = []
    memory.before = len(memory.names)
    scanners, clause, end = _scanners(), 0, 0
    for start, tries in enumerate(map(scanners.__getitem__, flat)):
        if not tries or start < end:
            continue
        for kind, verb, fits in tries:  # noqa: B007 - which fits is asked behind
            if fits is None:
                end, text = start + 1, flat[start]
                break
            match = fits(flat, start)
            if match:
                end, text = match.end(), match[0]
                break
        else:
            continue
        token = Token(kind, start, end, text, verb, clause)
        result.append(token)
        if kind == "comma" or kind == "item":  # noqa: PLR1714 - asked of every token
            clause += 1
        elif kind == "name":
            _name(token, memory)
            if token.names and token.names[0][0] in patterns.BODIES:
                memory.pair = _pair(token, result) or memory.pair
        elif kind == "verb":
            if (
                token.verb
                and token.verb.rule == "cooperate"
                and (inside := _partners().search(text))
            ):
                token.names = named(inside[1], memory)
        elif kind == "back":
            token.names, token.kind = back(text, memory), "name"
        elif kind == "list":
            token.names, token.kind = _listed(text, memory), "name"
        elif kind == "address":
            token.names, token.kind = memory.addressees, "name"
    return result


def _pair(token: Token, result: list[Token]) -> Names:
    """Return the two bodies that ``token`` ends: A、B; A与B."""
    if len(token.names) == 1 and len(result) > 2 and result[-2].kind == "with":
        first = result[-3]
        if first.kind == "name" and first.clause == token.clause and len(first.names) == 1:
            both = first.names + token.names
            return both if all(kind in patterns.BODIES for kind, _ in both) else ()
    if len(token.names) == 2 and token.names[1][0] in patterns.BODIES:
        return token.names
    return ()


def _name(token: Token, memory: Memory) -> None:
    """Put the names of ``token`` into it and into ``memory``; several bodies are a list too."""
    if len(token.text) == 1:
        token.names, later = meant(token.text, memory)
        memory.names += later
        return
    token.names = named(token.text, memory)
    memory.names += filter(remembered, token.names)
    bodies = tuple(name for name in token.names if name[0] in patterns.BODIES)
    if len(bodies) > 1:
        memory.lists.append(bodies)
