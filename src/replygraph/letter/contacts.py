"""Who handles the letter, and every place where the text gives away their name or number."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from typing import TYPE_CHECKING

from replygraph.letter import cues as c
from replygraph.letter import patterns as p
from replygraph.letter.layout import is_sign_date
from replygraph.model import Contact, Span
from replygraph.text.spaced import spaced

if TYPE_CHECKING:
    from collections.abc import Iterable

    from replygraph.letter.layout import Layout
    from replygraph.letter.lines import Line

_PIECES = re.compile(r"[、，,；;。（）()|/【】\[\]]|\s{2,}|\t")
_NAME = re.compile(rf"[{p.HAN}A-Za-z*＊×]{{1,15}}")
#: frequent family names that no department of three characters begins with
_PLAIN_NAME = re.compile(rf"[{p.HAN}*＊]{{2,4}}")
_COURTESY = re.compile("(?<=.{2})(?:同志|先生|女士)$")
_UNIT_END = re.compile(r"(?:处|科|股|室|司|局|厅|办|中心|部|委|队|站|所|组|院|会)$")
#: which lines tell of the contact: last of the body, in the head, beside a number
_TELLS = re.compile("联系|电话|承办人|热线")
_HEAD_TELLS = re.compile("联系|承办人|经办")
_NEAR_NUMBER = re.compile("联系|电话|承办|经办|手机")
#: 8 3 0 4 1 1 2 2
_APART = re.compile(r"(?:[\d*xX×]\s?[-—]?\s?){7,}")
_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱何郭罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
)
_STOP = re.compile(
    r"(?:联\s*系\s*)?(?:电\s*话|方\s*式|地\s*址)|咨\s*询|热\s*线|服\s*务\s*(?:热\s*线|电\s*话)|职\s*[务称]|责\s*任|邮\s*(?:政\s*)?编|传\s*真|手\s*机|承\s*办|经\s*办|联\s*系|审\s*核|签\s*发|负\s*责|分\s*管|办\s*理|公\s*开|抄\s*送|类\s*别|[（(]?[A-D]\s*类|电\s*子|邮\s*箱"
)
_NOT_A_NAME = re.compile(
    r"答复|函复|此复|特此|专此|感谢|谢谢|回复|抄送|[局委厅]$|"
    r"电话|联系|承办|公开|类别|单位|部门|办理|同意|评估|情况|意见|附件|地址"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A contact with the places of name and numbers."""

    contact: Contact | None
    private: tuple[Span, ...]


def _is_department(piece: str) -> bool:
    if len(piece) == 3 and piece[0] in _SURNAMES and piece[-1] in "科会院":
        return False  # 李志科
    return len(piece) > 2 and _UNIT_END.search(piece) is not None


def name_of(rest: str) -> str | None:
    """Return the person in what stands behind 联系人：, else the department, else None.

    >>> name_of("生态保护修复司黄一鸣，电话：010-8423"), name_of("韦　健"), name_of("宣教处 518")
    ('黄一鸣', '韦健', '宣教处')
    """
    persons, unit = _who(rest)
    return persons[0] if persons else unit


def _who(rest: str) -> tuple[list[str], str | None]:
    """Return the persons and the department in what stands behind 联系人：."""
    phone = c.PHONE.search(rest)
    head = rest[: phone.start()] if phone else rest
    stop = _STOP.search(head)
    if stop:
        head = head[: stop.start()]
    pieces = [x for x in _PIECES.split(head) if x.strip(" ：:、-—")]
    words: list[str] = []
    for piece in pieces:
        for part in piece.strip(" ：:、-—").split():
            apart = words and (len(part) == 1 or len(words[-1]) == 1)
            if apart and len(words[-1] + part) <= 4 and not _is_department(words[-1]):
                words[-1] += part
            else:
                words.append(part)
    unit = None
    persons: list[str] = []
    for word in words:
        split = c.DEPARTMENT.match(word)
        if split and split["name"] and len(split["name"]) >= 2 and len(split["unit"]) >= 3:
            persons.append(split["name"])
            unit = unit or split["unit"]
        elif _is_department(word):
            unit = unit or word
        elif _NAME.fullmatch(word) and not _NOT_A_NAME.search(word):
            persons.append(_COURTESY.sub("", word))
    return persons, unit


def _phone(text: str) -> str | None:
    for match in c.PHONE.finditer(text):
        digits = sum(c.isdigit() or c in "*xX×" for c in match[0])
        if digits >= 5 and not c.DATE_LIKE.match(text, match.start()):
            return match[0].strip()
    return None


def _labelled(lines: list[str], pattern: re.Pattern[str]) -> tuple[str | None, str | None, bool]:
    """Return name and phone behind the last label of the kind; a phone may follow lines below."""
    for index, text in enumerate(lines):
        found = list(pattern.finditer(text))
        if not found:
            continue
        match = found[0]
        name = name_of(match["rest"]) if match["rest"].strip() else None
        if name is None and not match["rest"].strip() and index + 1 < len(lines):
            name = name_of(lines[index + 1])
        phone = _phone(match["rest"])
        before = text[: match.start()]
        if not phone and c.PHONE_LABEL.search(before):
            phone = _phone(before)
        elif not phone and index and c.PHONE_LABEL.match(lines[index - 1]):
            phone = _phone(lines[index - 1])
        for below in lines[index + 1 : index + 4]:
            if phone:
                break
            if c.PHONE_LABEL.search(below) or c.PHONE.fullmatch(below):
                phone = _phone(below)
        if name or phone:
            return name, phone, True
    return None, None, False


def _unlabelled(lines: list[str]) -> tuple[str | None, str | None]:
    """Return name and phone where cells were flattened: 朱庆楼 / 联系电话 / 23610132."""
    for index, text in enumerate(lines):
        match = c.PHONE_LABEL.match(text)
        if not match:
            continue
        phone = _phone(text) or (_phone(lines[index + 1]) if index + 1 < len(lines) else None)
        above = lines[index - 1] if index else ""
        name = "".join(above.split())
        if phone:
            plain = _PLAIN_NAME.fullmatch(name) and not _NOT_A_NAME.search(name)
            behind = name_of(text[match.end() :])
            named = c.NAME_BEHIND.match(text, text.find(phone) + len(phone))
            behind = behind or (name_of(named["rest"]) if named else None)
            return (name if plain else behind), phone
    return None, None


def read_contact(layout: Layout, original: str) -> Found:
    """Return the contact of the letter and the private spans; offsets of the text.

    The number is given as printed in ``original``, the text as read.
    """
    start = max(layout.body.start, layout.body.end - 120)
    tail = [line.plain for line in layout.tail_lines]
    last = layout.normal[start : layout.body.end].rpartition("\n")[2]
    lines = [*tail, *([last] if _TELLS.search(last) else [])]
    lines += [x.plain for x in layout.head_lines if _HEAD_TELLS.search(x.plain)]
    name, phone, found = _labelled(lines, c.CONTACT_PERSON)
    if not found:
        name, phone, found = _labelled(lines, c.CONTACT_LOOSE)
    if not found:
        name, phone, found = _labelled(lines, c.CONTACT_WEAK)
    if not found or not name:
        unit, number, found_unit = _labelled(lines, c.CONTACT_UNIT)
        if found_unit:
            name, phone, found = name or unit, phone or number, True
    if not found:
        for text in lines:
            bare = c.CONTACT_BARE.search(text) or c.CONTACT_SAID.search(text)
            if bare:
                rest = bare[bare.lastgroup or "rest"]
                name, phone, found = name_of(rest), _phone(rest), True
                break
    if not name and not phone:
        name, phone = _unlabelled(lines)
    place = layout.normal.find(phone, layout.span.start, layout.span.end) if phone else -1
    if phone and place >= 0:
        phone = original[place : place + len(phone)]
    contact = Contact(name, phone) if name or phone else None
    return Found(contact, tuple(_private(layout, lines, contact)))


def _private(layout: Layout, lines: list[str], contact: Contact | None) -> Iterable[Span]:
    """Yield the spans of contact names, everywhere, and of telephone numbers."""
    normal, span = layout.normal, layout.span
    names = {contact.name} if contact and contact.name else set()
    for text in lines:
        for match in c.CONTACT_PERSON.finditer(text):
            names.update(_who(match["rest"])[0])
    found_spans: set[Span] = set()
    for name in names:
        if not _is_department(name):
            found_spans |= set(_places(layout, name))
    for match in c.PHONE_ANY.finditer(normal, span.start, span.end):
        found_spans.add(Span(match.start(), match.end()))
    for line in (*layout.tail_lines, *layout.head_lines):
        if is_sign_date(line.tight):
            continue
        if line.plain is not line.text:
            found_spans |= set(_spaced(line))
        elif _NEAR_NUMBER.search(line.text) or c.PHONE.fullmatch(line.text):
            for match in c.PHONE.finditer(line.text):
                digits = sum(c.isdigit() or c in "*xX×" for c in match[0])
                if digits >= 5 and not c.DATE_LIKE.match(line.text, match.start()):
                    found_spans.add(Span(line.start + match.start(), line.start + match.end()))
    return _merged(found_spans)


def _spaced(line: Line) -> Iterable[Span]:
    """Yield the numbers of a line whose characters all stand apart: 8 3 0 4 1 1 2 2."""
    for match in _APART.finditer(line.text):
        yield Span(line.start + match.start(), line.start + len(line.text[: match.end()].rstrip()))


def _places(layout: Layout, name: str) -> Iterable[Span]:
    """Yield every place of a contact's name, blanks inside allowed; one character only by label."""
    normal, span = layout.normal, layout.span
    if len(name.strip("*＊×")) < 2:
        for match in c.CONTACT_PERSON.finditer(normal, span.start, span.end):
            place = normal.find(name, match.start("rest"), match.end("rest"))
            if place >= 0:
                yield Span(place, place + len(name))
        return
    for start, end in spaced(normal[span.start : span.end], name, string.whitespace, 4):
        yield Span(span.start + start, span.start + end)


def _merged(spans: set[Span]) -> list[Span]:
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.start < result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return result
