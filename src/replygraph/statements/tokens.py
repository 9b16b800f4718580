"""Tokens of a masked sentence: names, cues, marks, boundaries; names that stand for names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from replygraph.model import Entity, Link
from replygraph.statements import patterns
from replygraph.statements.masked import MARKS, expand, first_of, index_of, type_of
from replygraph.statements.patterns import VERBS, Verb
from replygraph.statements.starts import starts

#: a name as it stands in a sentence: the type of its mention, the entity
Name = tuple[str, Entity]
Names = tuple[Name, ...]


@dataclass(slots=True)
class Token:
    """A stretch of a masked sentence; ``start`` and ``end`` are offsets of the masked text."""

    kind: str
    start: int
    end: int
    text: str
    names: Names = ()
    verb: Verb | None = None
    clause: int = 0
    inner: bool = False
    taken: int = -1
    subject: Names = ()
    partners: Names = ()
    objects: Names = ()
    marked: Names = ()
    venue: Names = ()
    given: bool = False
    turned: bool = False


@dataclass(slots=True)
class Memory:
    """What earlier sentences named, as far as later ones point back to it."""

    links: Sequence[Link]
    addressees: Names
    submission: Entity | None
    names: list[Name] = field(default_factory=list)
    lists: list[Names] = field(default_factory=list)
    before: int = 0
    paragraph: int = 0
    sites: dict[str, Name] = field(default_factory=dict)
    marks: dict[tuple[str, str], str] = field(default_factory=dict)


_HEADS: Final[tuple[tuple[str, str], ...]] = (
    (
        "EVENT",
        (
            "活动|赛事|大会|论坛|大赛|比赛|展会|节庆|峰会|艺术节|文化节|会议|博览会|招聘会|演练|"
            "培训班|启动仪式|赛区赛|马拉松|联赛|晚会|节会|对接会|推介会|音乐节|嘉年华|培训|竞赛|展览|节"
        ),
    ),
    (
        "PROGRAM",
        (
            "计划|工程|专项行动|行动|项目|试点|平台|热线|专项资金|资金|基金|创建|专项整治|整治|"
            "产品|品牌|机制|系统|模式|建设"
        ),
    ),
    ("DOCUMENT", "方案|办法|意见|规划|文件|细则|措施|通知|条例|标准|指引|协议|规定|政策|指南"),
    (
        "ORG",
        "公司|企业|实验室|馆|学校|医院|大学|学院|协会|中心|集团|剧团|研究院|研究所|合作社|校|院|团",
    ),
    ("AGENCY", "局|部门|单位|委员会|办"),
    ("PLACE", "园区|景区|基地|车站|公园|社区|村|街区|广场|市场|镇|乡|园"),
    ("PROPOSAL", "提案|建议|议案"),
)
_HEAD_TYPES: Final = {head: kind for kind, heads in _HEADS for head in heads.split("|")}
_FITTING: Final = {
    "EVENT": ("EVENT",),
    "PROGRAM": ("PROGRAM", "EVENT"),
    "DOCUMENT": ("DOCUMENT",),
    "ORG": ("ORG", "AGENCY", "PLACE"),
    "AGENCY": ("AGENCY",),
    "PLACE": ("PLACE", "ORG"),
}
_HEAD: Final = "|".join(sorted(_HEAD_TYPES, key=lambda head: (-len(head), head)))
_BARE: Final = "|".join(_HEADS[0][1].split("|")[:-1])
#: 该工程, 该赛事, 上述项目; 活动由A承办, 参加活动
BACK: Final = (
    rf"(?:该|此项|此次|本届|本次|这一|这项|本)(?:届|次|项|个)?(?:{_HEAD})"
    rf"|(?<![^，：])(?:{_BARE}|工程|项目)(?=由|于|在|得到|期间)"
    rf"|(?<=承办|主办|参加|参与|举办|承担|实施)(?:{_BARE}|工程|项目|行动)(?=[，。；、并]|$)"
    rf"|(?<=[加与办担施]了)(?:{_BARE}|工程|项目|行动)(?=[，。；、并]|$)"
    r"|(?<=落实|承担)(?:建设|试点|相关|改造|具体|工程)*任务(?=[，。；、]|$)"
    rf"|(?<=[为对给])(?:{_BARE}|项目|工程|行动)"
    r"(?=进行|开展|实施|全程|予以|给予|跟踪|提供|安排|拨付)"
    r"|(?<=[检督抽][查导办])了?(?:专项)?(?:活动|行动|项目|工程|试点)(?=进展|情况|开展|落实|推进|[，。；]|$)"
    r"|(?<=支持|扶持|资助|用于|改造|提升)(?:园区|景区|基地|街区|市场)"
    r"(?=[\u4e00-\u9fff]{0,6}(?:建设|改造|发展|提升|运营|升级)|[，。；]|$)"
    r"|(?:上述|以上)(?:项目|工程|活动|行动|赛事)"
)
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
    "(?:省|市|自治区|州|盟|旗|县|(?<![园景片社小校街心发范护库灌新年])区)$"
)
_SITE: Final = re.compile("(?:活动|赛事)?(?:基地|主?会场|现场|永久会址|会址)$")
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
def _cue(number: int) -> re.Pattern[str]:
    return re.compile(cues()[number])


@cache
def scanner(head: str) -> tuple[tuple[int, re.Pattern[str]], ...]:
    """Return number and pattern of the `cues` that can begin with ``head``, in their order."""
    if head > MARKS and (first := first_of(head)) != head:
        return scanner(first)
    return tuple((n, _cue(n)) for n, begins in enumerate(_beginnings()) if begins.match(head))


#: a cue's number, and what tells where it ends
_Tries = tuple[tuple[int, Callable[[str, int], re.Match[str] | None]], ...]


class _Scanners(dict[str, _Tries]):
    """What to try at a character: nothing at most of them, at a name what its type allows."""

    def __missing__(self, char: str) -> _Tries:
        found = self[char] = tuple((n, pattern.match) for n, pattern in scanner(char))
        return found


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
    head = next(h for h in _HEAD.split("|") if text.endswith(h))
    kind = _HEAD_TYPES[head]
    if kind == "PROPOSAL":
        return (("PROPOSAL", memory.submission),) if memory.submission else ()
    fitting = _FITTING[kind]
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


def named(text: str, memory: Memory) -> Names:
    """Return the names that the masking characters of ``text`` stand for."""
    result = []
    for char in text:
        if char >= MARKS:
            entity = memory.links[index_of(char)].entity
            if entity is not None:
                kind = type_of(char)
                site = memory.sites.get(entity.name) if kind == "PLACE" else None
                result.append(site or (kind, entity))
    return tuple(result)


def remembered(name: Name) -> bool:
    """Tell whether later words may point back to ``name``: a session is no event of theirs."""
    return name[0] != "EVENT" or not _SESSION.search(name[1].name)


def event_sites(links: Sequence[Link]) -> dict[str, Name]:
    """Return the sites that stand for the event they are named after (影视大会基地)."""
    events = {e.name: e for link in links if (e := link.entity) is not None and e.type == "EVENT"}
    result: dict[str, Name] = {}
    for link in links:
        entity = link.entity
        if entity is not None and entity.type == "PLACE":
            match = _SITE.search(entity.name)
            event = events.get(entity.name[: match.start()]) if match else None
            if event is not None:
                result[entity.name] = ("EVENT", event)
    return result


def tokens(flat: str, memory: Memory) -> list[Token]:
    """Return the tokens of a masked sentence; names go into ``memory`` as they are met."""
    result: list[Token] = []
    memory.before = len(memory.names)
    names, scanners, clause, end = kinds(), _scanners(), 0, 0
    for start, char in enumerate(flat):
        tries = scanners[char]
        if not tries or start < end:
            continue
        for cue, fits in tries:  # noqa: B007 - which fits is asked behind
            match = fits(flat, start)
            if match:
                break
        else:
            continue
        kind, end = names[cue], match.end()
        token = Token(kind, start, end, flat[start:end], clause=clause)
        if kind == "verb":
            token.verb = VERBS[cue - len(_FIXED)]
            if token.verb.rule == "cooperate" and (inside := _partners().search(token.text)):
                token.names = named(inside[1], memory)
        elif kind == "name":
            token.names = named(token.text, memory)
            memory.names.extend(name for name in token.names if remembered(name))
            bodies = tuple(name for name in token.names if name[0] in patterns.BODIES)
            if len(bodies) > 1:
                memory.lists.append(bodies)
        elif kind == "back":
            token.names, token.kind = back(token.text, memory), "name"
        elif kind == "list":
            token.names, token.kind = _listed(token.text, memory), "name"
        elif kind == "address":
            token.names, token.kind = memory.addressees, "name"
        elif kind in ("comma", "item"):
            clause += 1
        result.append(token)
    return result
