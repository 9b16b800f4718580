"""The slots of a verb's frame: what stands before it, behind it, and what it points back to."""

from __future__ import annotations

import re
from typing import Final

from replygraph.statements import marks as p
from replygraph.statements.joint import made_to
from replygraph.statements.left import Left
from replygraph.statements.patterns import BODIES, OBJECT_MARKS, VENUE_MARKS
from replygraph.statements.tokens import DIVISION, Name, Names, Token

STOPS: Final = frozenset({"comma", "item"})
#: 在A举办的E上: 在 belongs to the event, not to A
WITHIN: Final = ("上", "期间", "中", "活动", "会上")
_GOVERNORS: Final = frozenset({"preposition", "with", "by", "copula"})
_MARKS: Final = _GOVERNORS | {"de", "dun"}
_FUNDS: Final = ("资金", "基金", "公益金", "经费", "专项债券", "债券", "投资")
#: 安排G补助资金, 安排680万元改造L: the name is what the money is for
_MONEY: Final = re.compile("(?!用于|作为|支持)[\u4e00-\u9fff]{0,6}?(?:资金|经费|补贴|补助)")
_SPENT: Final = re.compile("改造|建设|购买|购置|补助|奖励|修缮|提升")
#: a sum ends the clause, but for a noun of aid: 给予200万元资金支持
_SUM_ENDS: Final = re.compile(
    "(?:的?[\u4e00-\u9fff]{0,4}(?:支持|补助|资助|扶持|奖励|补贴|奖补|资金|经费)"
    "|(?:用于)?(?:购|添|修|改|建|装)[\u4e00-\u9fff]{1,6}"
    # 赞助300件救生衣
    "|(?:救生衣|物资|设备|器材|服装|奖品|图书|树苗|种苗|帐篷|车辆|口罩|教材|电脑|展品)"
    # 选派12名教师任裁判
    "|[\u4e00-\u9fff]{0,8}(?:担任|任|充当|当|做)(?:裁判|志愿者|评委|领队|讲解员|辅导员|教练|顾问|引导员)员?)?"
    "(?:[，。；;、予）]|$)"
)
_LED: Final = re.compile("(?:组织)?(?:编制|起草|制定|拟[定订]|修订|编写|研究|论证|谋划|建设)")
_SERIES: Final = re.compile("等?系列(?!活动)")
_HONOUR: Final = re.compile("(?:评选|评比|表彰|认定|奖|称号|案例|名单|推选|选树)$")


def is_honour(name: Name) -> bool:
    """Tell whether a name is that of an honour or a contest for one."""
    return name[0] == "PROGRAM" and _HONOUR.search(name[1].name) is not None


def adjacent(left: Token, right: Token) -> bool:
    """Tell whether nothing but 原, 市 or the like stands between two tokens."""
    return right.start - left.end <= 2


def governor(tokens: list[Token], place: int) -> Token | None:
    """Return the mark right before the name at ``place``, None for a bare name."""
    before = tokens[place - 1] if place else None
    if before is None:
        return None
    if before.kind == "date" and place > 1 and tokens[place - 2].text == "在":
        # 在11月9日消防宣传日前
        near = before.start == tokens[place - 2].end and before.end == tokens[place].start
        return tokens[place - 2] if near else None
    if before.kind not in _MARKS:
        return None
    token, index = tokens[place], place - 1
    if before.kind == "dun":  # 在某湖、L举办E: the list's first name was not read
        first = tokens[index - 1] if index and before.end == token.start else before
        near = first.kind in _GOVERNORS and 0 < before.start - first.end <= 8
        return first if near and first.inner == token.inner else None
    if before.kind != "de":
        near = before.inner == token.inner and token.start - before.end <= 2
        return before if near else None
    if index and not tokens[index - 1].inner:
        before = tokens[index - 1]  # 对工作滞后的A
        if before.text in ("对", "向", "针对") and 2 < tokens[index].start - before.end < 9:
            return before
    if token.inner:
        return None
    while index > 0 and (tokens[index].inner or tokens[index].kind == "de"):
        index -= 1
    before = tokens[index]
    if before.kind in _GOVERNORS and not before.inner and adjacent(before, tokens[index + 1]):
        return before
    return None


def _pivots(before: Token, verb: Token, name: Token) -> bool:
    """Tell whether the object of ``before`` is the subject of ``verb`` (支持A举办E)."""
    assert before.verb is not None
    assert verb.verb is not None
    if not before.verb.pivot or not name.names:
        return False
    if before.verb.rule == "invite":
        return verb.verb.rule.startswith(("participate", "support"))
    if before.verb.rule == "organize-hold" and verb.verb.venue:
        return False  # 组织A、B召开E: the event is not theirs
    return name.names[0][0] in BODIES or name.names[0][0] == "PERSON"


def _name_left(left: Left, tokens: list[Token], index: int, verb: Token) -> bool:
    """Put the name at ``index`` in its slot; return True where the subject is found."""
    token = tokens[index]
    mark = governor(tokens, index)
    if mark is None:
        before = tokens[token.taken] if token.taken >= 0 else None
        if left.agent:
            left.theme = left.theme or token.names
            return True
        if before is not None and before.verb is not None:
            if _pivots(before, verb, token):
                left.subject, left.given, left.actors = token.names, True, before.subject
            else:
                left.subject, left.given = before.subject, before.given
                left.partners = before.partners + left.partners
        else:
            left.subject, left.given = token.names, True
        return True
    if mark.kind == "with":
        if (
            index + 1 < len(tokens)
            and tokens[index + 1].kind == "de"
            and (tokens[index + 1].start == token.end)
        ):
            return False  # 加强与B的配合: B does not act with the subject
        left.partners = token.names + left.partners
    elif mark.kind == "by":
        left.subject, left.given, left.agent = token.names, True, True
    elif mark.text == "依托" and token.names and token.names[0][0] in BODIES:
        left.subject, left.given, left.partners = token.names, True, ()
        return True
    elif mark.text == "被" or (mark.text == "经" and verb.verb is not None and verb.verb.award):
        left.judge = token.names
    elif mark.text in OBJECT_MARKS:
        left.marked = left.marked or token.names
    elif mark.text in VENUE_MARKS:
        left.venue = left.venue or token.names
    return False


#: 每年E期间举办F: says when
_MEANWHILE: Final = ("期间", "之际", "前后", "前夕")


def look_left(tokens: list[Token], place: int, flat: str) -> Left:
    """Collect subject, partners, marked object and venue of the verb at ``place``."""
    left, inner, taken_over = Left(), tokens[place].inner, False
    index = place - 1
    while index >= 0:
        token = tokens[index]
        if token.kind in STOPS or (inner and not token.inner):
            break
        if token.inner and not inner:
            index -= 1
            continue
        if token.kind == "dun" and (left.given or left.partners):
            break
        if token.kind == "verb":
            taken_over = not left.partners
            if not left.given:
                left.subject, left.given = token.subject, token.given
                left.turned = token.turned
                left.partners = token.partners + left.partners
            left.marked = left.marked or token.marked
            left.venue = left.venue or token.venue
            break
        if token.kind == "name" and not flat.startswith(_MEANWHILE, token.end):
            if _name_left(left, tokens, index, tokens[place]):
                break
            if governor(tokens, index) is not None and tokens[index - 1].kind != "de":
                index -= 1
        elif token.kind == "preposition" and token.text in OBJECT_MARKS:
            left.loose = True
        index -= 1
    left.joined = bool(left.partners) and (left.given or not taken_over)
    return left


def fitting(token: Token, verb: Token, flat: str) -> Names:
    """Return the names of ``token`` that the frame of ``verb`` takes as its object."""
    frame = verb.verb
    assert frame is not None
    objects = frame.objects
    if _SERIES.match(flat, token.end) or flat.startswith(("过程中", "之际"), token.end):
        return ()
    names = tuple(name for name in token.names if name[0] in objects)
    if frame.rule == "organize-hold":
        names = tuple(name for name in names if name[0] != "PROGRAM" or is_honour(name))
    if verb.text == "统筹":  # 统筹G资金: money, no work
        names = tuple(name for name in names if not name[1].name.endswith(_FUNDS))
    if names and objects.get("PLACE") == "supports":
        if frame.indirect:
            names = tuple(name for name in names if not name[1].name.endswith(_FUNDS))
            if not (
                _MONEY.match(flat, token.end)
                or (frame.funds and _SPENT.search(flat, verb.end, token.start))
            ):
                names = ()
        names = tuple(n for n in names if n[0] != "PLACE" or not DIVISION.search(n[1].name))
    return names


def is_attribute(tokens: list[Token], index: int) -> bool:
    """Tell whether the name at ``index`` only says whose or where the one right behind it is.

    中办、国办《意见》; 保定市“河小青”活动; 省教育厅名师计划.
    """
    token, following = tokens[index], tokens[index + 1 : index + 2]
    if not following or following[0].kind != "name" or following[0].start != token.end:
        return False
    kinds = [names[0][0] for names in (token.names, following[0].names) if names]
    return len(kinds) == 2 and (
        (kinds[0] in BODIES and kinds[1] == "DOCUMENT")
        or (kinds[0] == "PLACE" and kinds[1] in ("EVENT", "PROGRAM", "DOCUMENT"))
    )


def _is_named(tokens: list[Token], index: int) -> bool:
    """Tell whether an event or programme follows at ``index``, past a 的."""
    for token in tokens[index : index + 2]:
        if token.kind == "name":
            return bool(token.names) and token.names[0][0] in ("EVENT", "PROGRAM")
    return False


def look_right(tokens: list[Token], place: int, flat: str) -> Names:
    """Return the names behind the verb at ``place`` that its frame takes; mark them as taken."""
    verb = tokens[place]
    frame = verb.verb
    assert frame is not None
    if verb.taken >= 0:
        return fitting(tokens[verb.taken], verb, flat)
    edge, index = verb.end, place + 1
    while index < len(tokens):
        token = tokens[index]
        if token.kind in STOPS or token.kind == "dun":
            break
        if token.inner and not verb.inner:
            edge = token.end
            index += 1
            continue
        if token.kind in ("preposition", "with", "by") and not (frame.award and token.text == "为"):
            if index + 1 < len(tokens) and tokens[index + 1].kind in ("name", "date"):
                edge = tokens[index + 1].end
                index += 2
                continue
        elif token.kind == "verb":
            if token.start - edge > 4 or made_to(flat, verb.start, token.start):
                break
        elif token.kind == "name":
            if token.start - edge > 14:
                break
            if flat.startswith(p.ATTACHING, token.end) and _is_named(tokens, index + 1):
                edge = (
                    tokens[index + 1].start if tokens[index + 1].kind == "name" else token.end + 4
                )
                index += 1  # 举办E1配套的E2
                continue
            asked = flat[token.end : token.end + 1] in p.ASKS and p.ASKED.match(flat, token.end)
            if asked:  # 尚未启动贵会所提到的G
                edge, index = asked.end(), index + 1
                continue
            names = fitting(token, verb, flat)
            if names and names[0][0] == "PLACE" and is_attribute(tokens, index):
                names = ()  # 推进L的G: the place only says where
            if names:
                token.taken = place
                return names
            if is_attribute(tokens, index):
                edge = token.end
                index += 1
                continue
            if frame.pivot and token.names and token.names[0][0] in BODIES | {"PERSON"}:
                token.taken = place
                verb.objects = token.names
                return ()
            if frame.funds:
                token.taken = place
            elif not frame.award:
                break
        edge = token.end
        index += 1
    return ()


def is_bare(tokens: list[Token], place: int, flat: str, *, figures: bool = False) -> bool:
    """Tell whether nothing but a boundary (or more verbs, or a sum) follows the verb."""
    token = tokens[place]
    index, end = place + 1, token.end
    while index < len(tokens):
        following = tokens[index]
        if following.start - end > (6 if figures else 1):
            break
        if following.kind == "verb" and following.clause == token.clause:
            if token.verb is None or token.verb.rule not in ("lead", "issue", "support"):
                return False
            end = following.end
        elif figures and following.kind == "figure":
            return _SUM_ENDS.match(flat, following.end) is not None
        else:
            break
        index += 1
    if figures:
        return False
    if token.verb is not None and token.verb.rule == "lead":
        made = _LED.match(flat, end)  # D由A牵头编制
        end = made.end() if made else end
    end += 2 * flat.startswith(("完毕", "完成"), end)  # 由A组织实施完毕
    if flat[end : end + 1] == "的" and token.verb and token.verb.venue:  # E是由A主办的展会
        named = any(t.kind == "name" and t.clause == token.clause for t in tokens[index:])
        return not named and "是" in flat[: token.start]
    return end >= len(flat) or flat[end] in "，。；;、并）)"
