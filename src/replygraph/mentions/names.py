"""Find EVENT, PROGRAM and ORG mentions: a head noun, the left edge before it, and a judgement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from replygraph.mentions import judge
from replygraph.mentions.agreement import agree
from replygraph.mentions.bodies import find as bodies
from replygraph.mentions.honours import find as honours
from replygraph.mentions.initiatives import find as initiatives
from replygraph.mentions.initiatives import is_told, is_vague
from replygraph.mentions.lexicon import mention
from replygraph.mentions.name_patterns import BRANCH_OF_TRADE, CENSUS
from replygraph.mentions.quotes import find as quoted
from replygraph.mentions.rules import Rule
from replygraph.mentions.segments import body_begins
from replygraph.mentions.sessions import find as sessions
from replygraph.mentions.stops import Edge, Edges
from replygraph.mentions.terms import find as terms
from replygraph.model import Letter, Mention, MentionType

_TAIL = re.compile(r"[（(](?![以下又简原含等代盖公签主会协分独承])[一-龥]{2,8}(?<!简称)[）)]")
_DAY = re.compile(r"\d月|\d日")
_CENSUS = Rule(CENSUS)
_EDITION = re.compile(r"(?:\d{4}年?)?[（(]?(?:第[一二三四五六七八九十百\d]+|首)届")


class Candidate(NamedTuple):
    """A stretch of text that may be a name: its place, its head and what stands before it."""

    start: int
    head_start: int
    end: int
    head: str
    kind: MentionType
    edge: Edge


def candidates(letter: Letter, edges: Edges) -> Iterator[Candidate]:
    """Yield every head with the text before it, from the left edge on."""
    text, first, end_of_letter = letter.normal, letter.span.start, letter.span.end
    heads = judge.heads().longest(text, first, end_of_letter)
    for place in sorted(heads):
        word, size, kind, whole, not_after = heads[place]
        if size == 1 and text[place - 1 : place].isdigit():
            continue  # 3月, 5日
        start = edges.start_before(place)
        if start == place and not whole and text[place - 1] != "”":
            continue
        end = place + size
        if not_after and not_after.match(text, end):
            continue
        yield Candidate(start, place, end, word, kind, edges.before(place))


def find(letter: Letter, known: Sequence[Mention] = ()) -> Iterator[Mention]:
    """Yield events, programs and organisations; ``known`` are mentions found before (agencies…).

    Names in quotes and after honours' verbs are found here too. Overlaps are left to the policy.

    >>> from replygraph.model import Letter, Span
    >>> text = "我局开展“护瓷”专项行动，举办2013年景德镇国际陶瓷博览会，资助宏窑陶瓷有限公司。"
    >>> letter = Letter("a", "a.txt", "", 0, text, text, Span(0, len(text)))
    >>> for found in sorted({(found.type, found.text) for found in find(letter)}):
    ...     print(*found)
    EVENT 2013年景德镇国际陶瓷博览会
    ORG 宏窑陶瓷有限公司
    PROGRAM “护瓷”专项行动
    """
    edges, text = Edges(letter, known), letter.normal
    yield from sessions(letter)
    yield from quoted(letter, edges)
    yield from honours(letter, edges)
    for match in _CENSUS.finditer(text, letter.span.start, letter.span.end):
        yield mention(letter, *match.span(), "PROGRAM", "census")
    yield from terms(letter, edges)
    yield from initiatives(letter, edges, known)
    yield from bodies(letter, edges)
    places = frozenset(m.span.start for m in known if m.type == "PLACE")
    for start, end, kind in _governed(letter, edges, places):
        yield mention(letter, start, end, kind, f"{kind.lower()}-governed")
    yield from agree(letter, tuple(_judged(letter, edges, places)), places)


def _judged(letter: Letter, edges: Edges, places: frozenset[int]) -> Iterator[Mention]:
    text = letter.normal
    for candidate in candidates(letter, edges):
        kind = candidate.kind
        opening = _opening(text, candidate) if text[candidate.start - 1] == "”" else None
        if opening is not None:
            if text[candidate.end - 2 : candidate.end] in judge.NO_EVENT_END:
                continue  # “皖事通”平台开展
            if text[candidate.start : candidate.end] == "创建活动":
                kind = "PROGRAM"  # 创建(活动) is a program, 活动 an event
            end = judge.term(text, candidate.end) if kind == "PROGRAM" else candidate.end
            yield mention(letter, opening, end, kind, f"{kind.lower()}-quoted-head")
            continue
        if candidate.head in judge.WHOLE:
            end = candidate.end
            if kind == "ORG" and (branch := BRANCH_OF_TRADE.match(text, end)):
                end = branch.end()
            yield mention(letter, candidate.head_start, end, kind, "known-name")
            if candidate.head in judge.CLOSED:
                continue
        if candidate.start == candidate.head_start:
            continue
        rule = _RULES[kind](text, candidate, places)
        if rule:
            end = candidate.end
            if kind == "ORG" and (tail := _TAIL.match(text, end)):
                name, own = text[candidate.start : end], tail[0][1:-1]
                alias = judge.ALIAS.match(tail[0][1:]) or judge.is_short(own, name)
                end = end if alias else tail.end()
            if kind == "PROGRAM":
                end = judge.term(text, end)
            start = candidate.start
            if kind == "ORG":
                start = judge.led(text, start, candidate.head_start)
                begins = body_begins(text, start, candidate.head_start, places)
                if begins > start and judge.GENERIC.fullmatch(text, begins, candidate.head_start):
                    continue
                start = begins
            if kind != "ORG" and (led := judge.BEFORE_NAME[kind].match(text, start, end)):
                start = led.end()
            if kind == "PROGRAM" and candidate.head in judge.MONEY:
                end -= judge.money(text, start, end)  # 郭家河提水工程|资金
            if kind == "ORG" and (role := judge.ROLE.match(text, start)):
                start = role.end()
            if kind == "ORG" and text[start] == "原" and text[start + 1 : start + 2] not in "种创":
                start += 1
            if kind == "ORG" and _bears_medium(text, candidate):
                start -= len(candidate.edge.word)  # 云上贵州|大数据产业发展有限公司
            if kind == "ORG" and _belongs(text, candidate):
                start -= len(candidate.edge.word)  # 中国科学院自动化研究所
            yield mention(letter, start, end, kind, rule)


def _governed(
    letter: Letter, edges: Edges, places: frozenset[int]
) -> Iterator[tuple[int, int, MentionType]]:
    """Yield proper names whose head no list knows, by their verb: 举办第六届东归那达慕."""
    text = letter.normal
    for kind, verbs, pattern, found in _BY_VERB:
        for edge in edges.of_kind(kind):
            match = edge.word in verbs and pattern.match(text, edge.start, letter.span.end)
            if not match or edges.before(match.end(1)).start != edge.start:
                continue
            name, span = match[1], range(*match.span(1))
            proper = judge.SPECIFIC.search(name) or any(place in span for place in places)
            if proper and not judge.GENERIC.fullmatch(name):
                yield match.start(1), match.end(1), found


_BY_VERB: Final[tuple[tuple[str, frozenset[str], re.Pattern[str], MentionType], ...]] = (
    ("event", judge.HOSTING, judge.HOSTED, "EVENT"),
    ("program", judge.STARTING, judge.STARTED, "PROGRAM"),
)


def _opening(text: str, candidate: Candidate) -> int | None:
    """Return where the quote opens that ends right before the candidate's own words, if any."""
    start = candidate.start
    if start == 0 or candidate.head_start - start > 16 or candidate.kind == "ORG":
        return None
    opening = text.rfind("“", max(0, start - 32), start)
    if opening < 0 or "\n" in text[opening:start] or "”" in text[opening : start - 1]:
        return None
    while (
        text[opening - 1] == "”"
        and (further := text.rfind("“", max(0, opening - 16), opening)) >= 0
    ):
        opening = further  # “寸草心”“手足情”志愿服务行动
    words = text[start : candidate.head_start]
    if judge.TERM_INSIDE.search(words):
        return None
    if len(words) < 2 and (candidate.head in judge.NO_QUOTED_HEAD or len(candidate.head) == 1):
        return None
    return opening


def _event(text: str, item: Candidate, places: frozenset[int]) -> str | None:
    name, core = text[item.start : item.end], text[item.start : item.head_start]
    if judge.no_event(text, name, core, item.head, item.end):
        return None
    specific = _specific(core, item, places)
    generic = judge.GENERIC.fullmatch(core)
    kind = item.edge.kind
    if item.edge.word in ("到", "赴", "在") and item.head in judge.MARKETS:
        return None
    if item.head == "调研":
        return "event-survey" if judge.TOPIC_SURVEY.fullmatch(name) else None
    last = core[-1:]
    if core.startswith(judge.ANY_OF_A_KIND) or judge.RUN_OF_TIME.search(core):
        return None
    if _DAY.search(core) or not ("一" <= last <= "龥" or last in "）)”"):
        return None
    if item.head == "开放日" and kind in ("event", "INDICATOR") and len(core) > 1:
        return "event-open-day"
    if item.head == "分会场" and core.endswith(("设", "主", "设立", "设置", "增设")):
        return None
    if len(item.head) == 1 and last in "一二三四五六七八九十个年每":
        return None
    if _EDITION.match(core) and not generic:
        return "event-edition"
    if item.head in judge.EVENT_STRONG and len(item.head) > 1:
        if (
            generic
            and not (specific and len(core) > 2)
            and not (kind in ("event", "INDICATOR") and len(core) > 3)
        ):
            return None
        own = specific or (kind == "event" and len(core) > 3)
        if not own and (len(core) < 2 or item.head in judge.MEETING_HEADS):
            return None
        return f"event-head-{kind.lower()}"
    if generic:
        return None
    if len(item.head) == 1:
        if item.head == "节":
            return "event-festival"
        sure = kind == "event" or (specific and item.head in "赛展季" and len(core) > 3)
        return "event-short-head" if sure and len(core) >= 3 else None
    if judge.TAIL_ACTIVITY.search(core):
        return None
    if item.head == "活动" and judge.GOES_TO.search(core):
        return "event-goes-to"
    if not specific:
        hosted = (
            item.head == "活动"
            and len(core) > 4
            and (item.edge.word in judge.HOSTING or (item.edge.word == "组织" and len(core) > 5))
        )
        return "event-hosted-activity" if hosted else None
    return "event-weak-head" if len(core) >= 4 or kind == "event" else None


def _specific(core: str, item: Candidate, places: frozenset[int]) -> bool:
    return bool(judge.SPECIFIC.search(core)) or not places.isdisjoint(
        range(item.start, item.head_start)
    )


def _program(text: str, item: Candidate, places: frozenset[int]) -> str | None:
    core, kind = text[item.start : item.head_start], item.edge.kind
    if item.edge.word in ("新建", "新增", "建成") and _COUNT.match(text, item.end):
        return None
    governed = kind in ("program", "event", "honour")
    specific = _specific(core, item, places)
    if len(core) < 2 or _COUNTED.fullmatch(core) or is_vague(core):
        return None
    if (
        item.head == "试点"
        and judge.TRIED_BY.search(core)
        and text[item.end : item.end + 1] not in judge.ENDING
    ):
        return None  # 隆昌市|试点“就近认证”
    if item.head.endswith("项目") and not _project(text, item, core, specific):
        return None
    generic = judge.GENERIC.fullmatch(_YEAR.sub("", core))
    told = is_told(text, item.start, item.end, core)
    if item.head in judge.FUNDS:
        sure = item.edge.word in judge.PAYING or not generic or told
        return "program-fund" if sure and judge.is_fund(core) else None
    named = governed or item.edge.word in judge.HELPING or text[item.end : item.end + 1] in "由是为"
    long_enough = told or len(core) > (3 if item.head in judge.NAMING else 5)
    if generic and not ((named or told) and long_enough and item.head in judge.PROGRAM_STRONG):
        return None
    if item.head == "资金":
        return "program-fund" if item.edge.word in judge.PAYING and judge.is_fund(core) else None
    if item.head == "基金" and item.edge.word in judge.PAYING and judge.is_fund(core):
        return "program-fund"
    if item.head in judge.ZONES and not governed:
        return None
    if (
        item.head == "创建"
        and len(core) > 3
        and not core.endswith(judge.CREATED_BY_ALL)
        and (
            (item.edge.word in judge.CREATING and text[item.end : item.end + 1] in _CLOSING)
            or judge.BY_WHOM.match(text, item.end)
        )
    ):
        return "program-creation"
    if item.head in judge.PROGRAM_STRONG:
        if governed or specific or kind in ("other", "function", "AGENCY"):
            return f"program-head-{kind.lower()}"
        return "program-head-clause" if len(core) >= 4 else None
    if item.head == "建设" and len(core) > 3 and judge.BY_WHOM.match(text, item.end):
        return "program-by-whom"
    if (
        item.head == "建设"
        and judge.FACILITY.search(core)
        and len(core) > 4
        and (
            kind == "program"
            or (item.edge.word == "开展" and core.endswith(judge.WAYS))
            or item.edge.word in judge.HELPING
            or text.startswith("任务", item.end)
        )
    ):
        return "program-facility"
    return _program_weak(text, item, core, governed=governed, specific=specific)


def _program_weak(
    text: str, item: Candidate, core: str, *, governed: bool, specific: bool
) -> str | None:
    """Return the rule where the head alone says little: what stands around it must."""
    if item.head in judge.PRODUCTS:
        launched = item.edge.word in judge.LAUNCHING and len(core) < 6
        return "program-product" if launched and not judge.NO_PRODUCT.search(core) else None
    if (specific and judge.PART_OF.match(text, item.end)) or judge.PART.match(text, item.end):
        return "program-part"
    if not governed or len(core) < 4:
        return None
    if item.head == "平台":
        running = item.edge.word in judge.RUNNING or (specific and item.edge.word == "纳入")
        return "program-platform" if running else None
    if (specific and item.head != "中心") or item.head in ("改革", "专项"):
        return "program-weak-head"
    return None


def _belongs(text: str, item: Candidate) -> bool:
    """Tell whether the agency right before is the first part of a body's name."""
    edge = item.edge
    return (
        edge.kind == "AGENCY"
        and edge.word[0] not in "贵该"
        and item.head in judge.INSTITUTES
        and text.startswith(edge.word, item.start - len(edge.word))
    )


def _bears_medium(text: str, item: Candidate) -> bool:
    """Tell whether the medium right before is the first part of a firm's name."""
    edge = item.edge
    firm = item.head.endswith(("公司", "集团"))
    return firm and edge.kind == "MEDIA" and text.endswith(edge.word, 0, item.start)


def _project(text: str, item: Candidate, core: str, specific: bool) -> bool:
    """Tell whether …项目 names one project, and not projects of a kind or in an area."""
    if judge.of_kind(text, item.end, core, item.edge.kind) or _COUNT.match(text, item.end):
        return False
    if specific or text.startswith("由", item.end) or item.head != "项目":
        return True
    if item.edge.kind in ("punct", "clause", "start"):
        told = judge.SITE.search(core) or judge.OF_A_PROJECT.match(text, item.end)
        return len(core) > 4 and bool(told or is_told(text, item.start, item.end, core))
    governed = item.edge.kind in ("program", "event", "honour")
    return len(core) > (3 if governed else 4)


def _org(text: str, item: Candidate, places: frozenset[int]) -> str | None:
    first = judge.led(text, item.start, item.head_start)
    name, core = text[first : item.end], text[first : item.head_start]
    listed = text[item.start - 1] in "、和及" and _specific(core, item, places)
    if (
        (_COUNT.match(text, item.end) and not listed)  # A公司和B公司3家
        or _BATCH.match(core)
        or judge.ANY_BODY.match(core)
        or judge.WITHIN.search(core)
        or judge.TOGETHER.search(core)
    ):
        return None  # 侨爱心学校3所: a kind
    if core in ("省", "市", "县", "区", "州", "旗", "盟") and (
        item.head in judge.OF_REGION
        or (len(item.head) > 3 and item.head not in judge.NOT_OF_REGION)
    ):
        return "org-region-head"
    if judge.INTO.search(name):
        return None
    if name in judge.NO_ORG or core[-1:] in judge.NO_BODY or _DATED.match(core):
        return None
    if item.edge.kind == "honour" and not (
        judge.AWARDING.match(text, item.end)
        or (item.edge.word in ("认定", "授予") and judge.NAMING_BODY.match(text, item.end))
    ):
        return None
    if _belongs(text, item):
        return "org-head-agency"
    if len(core) < 2 or judge.GENERIC.fullmatch(core):
        return None
    founded = item.edge.word in judge.FOUNDING and (item.edge.word, item.head) != ("共建", "学院")
    if founded and not _specific(core, item, places):
        return None
    return f"org-head-{item.edge.kind.lower()}"


_COUNT = re.compile("\\d+[余多]?[个项件家处所座]")
_YEAR = re.compile(r"^\d{4}年?度?")
_CLOSING = frozenset(("", *"，。；、）”：\n工活任和"))
_COUNTED = re.compile("第?[一二三四五六七八九十首]批|上述.*")
_BATCH = re.compile("首批|第.{1,2}批|.{0,4}第.{1,2}批")
_DATED = re.compile(r"\d{4}年")
_RULES = {"EVENT": _event, "PROGRAM": _program, "ORG": _org}
