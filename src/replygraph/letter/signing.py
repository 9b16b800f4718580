"""Who signs, and when: agency from sign-off, title, letterhead, suffix or metadata; the date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from replygraph.letter import cues as c
from replygraph.letter import patterns as p
from replygraph.letter.layout import bare_sign, is_sign_date
from replygraph.letter.lines import tight
from replygraph.text import dates

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from replygraph.letter.layout import Layout
    from replygraph.letter.lines import Line


STATE = "中华人民共和国"
#: what parts the cells of a form
_CELL = re.compile(r"[\t|]")
#: what short heads stand for: 州民委, 州民族宗教事务委员会
_HEADS = {"委": "委员会", "办": "办公室"}
_GAP = re.compile(r"[\s、]+")


def signed(layout: Layout) -> tuple[str | None, str | None]:
    """Return agency and date text of the sign-off."""
    agency = date = None
    for line in layout.lines[layout.sign : layout.post]:
        text = bare_sign(line)
        label = p.SIGN_DATE_LABEL.match(text)
        text = text[label.end() :] if label else text
        first = p.SIGN_DATE.match(text)
        if first and p.SIGN_AGENCY.fullmatch(text[first.end() :].strip()):
            date = date or first[0]
            text = text[first.end() :].strip()
        match = p.SIGN_AGENCY.match(text)
        if match and not agency:
            agency = _first(line, match["agency"]) + _office_below(layout, line)
            while match:
                text = text[match.end() :].strip()
                match = p.SIGN_AGENCY.match(text)
        label = p.SIGN_DATE_LABEL.match(text)
        text = text[label.end() :] if label else text
        found = p.SIGN_DATE.fullmatch(text)
        if found and not date:
            date = text
    return agency, date or _date_below(layout, agency)


def _date_below(layout: Layout, agency: str | None) -> str | None:
    """Return the date that stands in the lines under the agency, broken over two even."""
    if not agency:
        return None
    below = [bare_sign(line) for line in layout.lines[layout.sign + 1 : layout.sign + 5]]
    for text, after in zip(below, [*below[1:], ""], strict=False):
        for words in (text, text + after if text.endswith("年") else ""):
            if is_sign_date(words) and p.SIGN_DATE.fullmatch(words):
                return words
    return None


def _office_below(layout: Layout, line: Line) -> str:
    """Return the office of a government whose name goes on below: …区人民政府 / 南湖街道办事处."""
    index = layout.lines.index(line) + 1
    below = layout.lines[index].tight if index < len(layout.lines) else ""
    goes_on = line.tight.endswith("人民政府") and p.OFFICE_OF.fullmatch(below)
    return below if goes_on else ""


def _first(line: Line, agency: str) -> str:
    """Return the first of several agencies that blanks or 、 part in one line, else ``agency``."""
    names = [p.SIGN_NOTE.sub("", tight(piece)) for piece in _GAP.split(line.plain)]
    names = [name for name in names if name and not is_sign_date(name)]
    several = len(names) > 1 and all(len(x) > 3 and p.SIGN_AGENCY.fullmatch(x) for x in names)
    return names[0] if several and agency.startswith(names[0]) else agency


def _of_heading(lines: Sequence[Line]) -> list[str]:
    """Return the agencies that the head names: before 关于, as letterhead, as suffix."""
    found = []
    whole = "".join(line.tight for line in lines)
    for line in lines:
        match = None if _CELL.search(line.text) else p.HEADING_AGENCY.match(line.tight)
        if match and not re.search("政协|人大|会议", match["agency"][-4:]):
            found.append(match["agency"])
            break
    for line in lines[:6]:
        match = None if _CELL.search(line.text) else p.LETTERHEAD.match(line.tight)
        if match and not re.search(r"第|号|的|答复|提案|建议", match["agency"]):
            found.append(match["agency"])
            break
    suffix = p.SUFFIX_AGENCY.search(whole)
    if suffix:
        found.append(suffix[1])
    return found


def _of_contact(layout: Layout) -> list[str]:
    """Return the agency whose unit answers the telephone, where nobody signs: 宁夏水利厅."""
    for line in layout.tail_lines:
        match = c.CONTACT_OF.search(line.tight)
        if match:
            return [match["agency"]]
    return []


def _fuller(name: str, others: Sequence[str]) -> str:
    """Return the longest of ``others`` that is ``name`` with its region written out, else it.

    >>> _fuller("建邺区城市管理局", ["南京市建邺区城市管理局", "南京市水务局"])
    '南京市建邺区城市管理局'
    >>> _fuller("黔东南州民政局", ["黔东南苗族侗族自治州民政局"])
    '黔东南苗族侗族自治州民政局'
    """
    best = name
    for other in others:
        if other == STATE + name and not name.endswith("海关"):
            continue  # a ministry's own name has no 中华人民共和国 before it
        same = other.endswith(name) or (other[:2] == name[:2] and other[-3:] == name[-3:])
        same = same or (
            other[:2] == name[:2]
            and other.endswith(_HEADS.get(name[-1], name[-2:]))
            and _short(name, other)
        )
        if len(other) > len(best) and same:
            best = other
    return best


def _short(name: str, full: str) -> bool:
    """Tell whether ``name`` is ``full`` with characters left out: 交警支队, 交通警察支队."""
    rest = iter(full)
    return all(char in rest for char in name)


def agency(layout: Layout, meta: Mapping[str, str], signer: str | None) -> str | None:
    """Return the replying agency as written, in the fullest form that the letter has.

    ``signer`` is the agency of the sign-off.
    """
    head = _of_heading(layout.named_lines)
    fields = [
        value
        for label in p.AGENCY_FIELDS
        if (value := "".join(meta.get(label, "").split()))
        and re.fullmatch(rf"[{p.HAN}（）()]{{2,40}}{p.AGENCY_HEAD}", value)
        and not p.NO_AGENCY.fullmatch(value)
    ]
    named = [x for x in (signer, *head, *fields) if x] or _of_contact(layout)
    if not named:
        return None
    found = _fuller(named[0], named[1:])
    if signer and signer.startswith(STATE):
        return found
    return found.removeprefix(STATE) if re.search("[部署]$|委员会$", found) else found


def date(
    layout: Layout, meta: Mapping[str, str], text: str | None
) -> tuple[str | None, str | None]:
    """Return the letter's date and the date of publication, ISO, None where not written.

    ``text`` is the date of the sign-off as written.
    """
    published = _published(layout, meta)
    found = _iso(text, published) if text else None
    if found is None:
        for label in p.DATE_FIELDS:
            found = _iso(meta.get(label, ""), published)
            if found:
                break
    if found is None:
        found = _bracketed(layout.head_lines)
    return found, published


def _bracketed(lines: Sequence[Line]) -> str | None:
    """Return the date that stands alone under the title: （2016年3月18日）, 2016年3月18日."""
    for line in lines:
        if "年" in line.tight and line.tight.endswith("日") and is_sign_date(line.tight):
            return _iso(line.tight, None)
        numbered = p.DOC_NUMBER.match(line.text)
        if numbered and is_sign_date("".join(line.text[numbered.end() :].split())):
            return _iso("".join(line.text[numbered.end() :].split()), None)
        if line.tight[:1] in "（(" and line.tight[-1:] in "）)":
            written = p.SIGN_DATE.fullmatch(line.tight[1:-1])
            if written:
                return _iso(written[0], None)
    return None


def _published(layout: Layout, meta: Mapping[str, str]) -> str | None:
    for label in p.PUBLISHED_FIELDS:
        found = _iso(meta.get(label, ""), None)
        if found:
            return found
    for line in layout.tail_lines:
        match = p.PUBLISHED_RUN.search(line.text)
        if match:
            return _iso(match[1], None)
    return None


def _iso(text: str, reference: str | None) -> str | None:
    if not text:
        return None
    match = p.SIGN_DATE.match(text.strip())
    if not match:
        return None
    piece = match[0].strip()
    if re.fullmatch(r"\d{4}年?", piece):
        return None  # only the year is left of a damaged date
    return dates.parse(piece, reference) or dates.restore_date(piece, reference)
