"""Number, title, session, document number and kind: what the head and the opening say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from replygraph.letter import patterns as p
from replygraph.letter.lines import tight

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from replygraph.letter.layout import Layout
    from replygraph.letter.lines import Line
    from replygraph.model import Kind

_QUOTES = {"《": "》", "“": "”", "「": "」", "『": "』", '"': '"', "〈": "〉"}
_OPEN = re.compile(r"[《“「『\"]")
_LISTS = ("、", "和", "及", "与", "，", ",")
_KINDS: dict[str, Kind] = {"提案": "proposal"}


@dataclass(frozen=True, slots=True)
class Head:
    """What `read_head` found; ``kind_said`` is the word beside the number."""

    number: str | None
    title: str | None
    session: str | None
    doc_number: str | None
    kind: Kind | None


def _kind_of(word: str | None) -> Kind | None:
    if not word:
        return None
    return "proposal" if word == "提案" else "suggestion"


def _number(heading: str, opening: str, meta: Mapping[str, str]) -> tuple[str | None, Kind | None]:
    """Return number and kind of the number line: heading first, then opening, then metadata."""
    for text in (heading, opening):
        found = [m for m in p.NUMBER.finditer(text) if m[1]]
        named = [m for m in found if m["kind"]]
        if named:
            return _of_run(found, named[0], text)[1], _kind_of(named[0]["kind"])
        bracket = p.NUMBER_BRACKET.search(text) or p.NUMBER_LABELLED.search(text)
        if bracket:
            return bracket[1], _kind_of(bracket.groupdict().get("kind"))
        if found:
            return found[0][1], None
    words = p.NUMBER_WORDS.search(heading) or p.NUMBER_WORDS.search(opening)
    if words:
        return words[1], _kind_of(words["kind"])
    for label, kind in p.NUMBER_FIELDS:
        digits = re.search(r"[A-Za-z]{0,4}\d{1,12}", meta.get(label, ""))
        if digits:
            return digits[0], "proposal" if kind == "proposal" else "suggestion"
    return None, None


def _of_run(found: Sequence[re.Match[str]], named: re.Match[str], text: str) -> re.Match[str]:
    """Return the first number of the run whose last has the word: 第12号、第47号提案."""
    first = named
    for match in reversed(found[: found.index(named)]):
        if text[match.end() : first.start()] not in _LISTS:
            break
        first = match
    return first


def balanced(text: str, start: int) -> int | None:
    """Return the offset behind the quote that closes the one at ``start``, None if none does.

    >>> balanced("“加快“城市大脑”建设”收悉", 0)
    12
    """
    opened, closed = text[start], _QUOTES[text[start]]
    if opened == closed:
        end = text.find(closed, start + 1)
        return end + 1 if end > 0 else None
    depth = 0
    for place in range(start, min(len(text), start + 160)):
        if text[place] == opened:
            depth += 1
        elif text[place] == closed:
            depth -= 1
            if depth == 0:
                return place + 1
    return None


def _clean(title: str) -> str:
    """Return a title without the quotes around it and without a quote whose other half is lost."""
    title = re.sub(r"[（(]第?[\w-]{1,12}号[）)]$", "", title.strip("　 _-"))
    while len(title) > 2 and title[0] in _QUOTES and balanced(title, 0) == len(title):
        title = re.sub(r"[（(]第?[\w-]{1,12}号[）)]$", "", title[1:-1])
    if title.count("“") != title.count("”"):
        title = title.replace("“", "").replace("”", "") if title.count("”") < 2 else title
    return title


def _quoted(text: str) -> list[str]:
    """Return the quoted titles of the opening, in order; those in a row are merged proposals."""
    titles: list[str] = []
    place = 0
    while True:
        match = _OPEN.search(text, place)
        if not match:
            return titles
        end = balanced(text, match.start())
        before = text[max(0, match.start() - 24) : match.start()]
        if end is None:
            place = match.end()
            continue
        if titles:
            if not re.fullmatch(
                r"(?:[（(][^（）()]*[）)])?(?:等|的?提案|的?建议)?[、和及与，,；;]{0,2}(?:第[^《“]{1,16}号)?(?:提案|建议)?"
                r"(?:[一-龥·]{2,12}(?:委员|代表)(?:所)?提(?:出|交)?的)?",
                text[place : match.start()],
            ):
                return titles
            titles.append(_clean(text[match.start() : end]))
        elif end - match.start() > 5 and (
            p.TITLE_BEFORE.search(before) or p.TITLE_QUOTED.match(text[match.start() : end])
        ):
            titles.append(_clean(text[match.start() : end]))
        place = end


def _opening_title(opening: str) -> str | None:
    received = p.RECEIVED.search(opening)
    quoted = _quoted(opening[: received.end() if received else len(opening)])
    bare = p.TITLE_BARE.search(opening)
    if quoted and not (bare and bare.start("title") < opening.find(quoted[0]) - 3):
        return "；".join(quoted)
    if bare:
        title = bare["title"]
        inner = re.match(r"关于[《“]", title)
        return _clean(title[2:] if inner and title[-1] in "》”" else title)
    return quoted[0] if quoted else None


def _heading_title(lines: Sequence[Line], heading: str) -> str | None:
    for match in _OPEN.finditer(heading):
        end = balanced(heading, match.start())
        if end and end - match.start() > 6:
            text = _clean(heading[match.start() : end])
            if re.match(r"关于|对|加|推|建|促", text) or re.search(f"{p.SUBMISSION}$", text):
                return text
    inner = p.TITLE_BRACKETED.search(heading)
    if inner:
        return _clean(inner[1])
    pages = [p.PAGE_TITLE.match(p.NUMBER_LEADS.sub("", line.tight)) for line in lines]
    behind = re.search(
        rf"(?:号[）)]?|次会议)(关于[^。；《“]{{4,80}}?{p.SUBMISSION})的?{p.REPLY_NAME}", heading
    )
    bare = behind or re.search(
        rf"(关于[^。；《“]{{4,80}}?{p.SUBMISSION})(?:的)?{p.REPLY_NAME}", heading
    )
    for found in (*pages, bare):
        if found and not re.search(r"第\w{1,12}号|次会议", found[1]) and _says_what(found[1]):
            return found[1]
    return None


def _says_what(title: str) -> bool:
    """Tell whether a title has a matter of its own: not 关于有关提案."""
    return len(title) > 7 and not re.match(r"(?:关于|对)(?:对)?(?:有关|该|代表|委员)", title)


def _session(texts: Sequence[str]) -> str | None:
    """Return the first session phrase; one whose 会议 is lost only where no whole one stands."""
    lost = None
    for text in texts:
        for match in p.SESSION.finditer(text):
            core = match["core"]
            left = text[max(0, match.start("core") - 24) : match.start("core")]
            left = re.split(rf"[^{p.HAN}]", left)[-1]
            cut = p.SESSION_CUT.match(left)
            left = left[cut.end() :] if cut else left
            kept = p.SESSION_LEFT.search(left)
            whole = (kept[0] if kept else "") + core
            if re.search("政协|人大|人民代表|委员会|大[一二三四五六七]次|届大", whole):
                if match["end"]:
                    return whole
                lost = lost or whole
    return lost


def _doc_number(lines: Sequence[Line], post: Sequence[Line], meta: Mapping[str, str]) -> str | None:
    for line in lines:
        for match in p.DOC_NUMBER.finditer(line.plain):
            before = line.plain[: match.start()]
            if "《" not in before or before.count("《") <= before.count("》"):
                return _strip_label(match[0])
    for label in ("发文字号", "文号", "文件编号"):
        written = p.DOC_NUMBER.search(meta.get(label, ""))
        if written:
            return _strip_label(written[0])
    for line in lines:
        if p.DOC_NUMBER_BARE.fullmatch(line.tight):
            return line.tight
    for line in post:
        own = p.DOC_NUMBER_OWN.match(line.text)
        if own and "《" not in line.text:
            return _strip_label(own["number"])
    return None


def _strip_label(number: str) -> str:
    return re.sub(r"^(?:文\s*号|发文字号)", "", tight(number))


def _kind(
    number_line: Kind | None, session: str | None, who: str, title: str | None
) -> Kind | None:
    if session and "政协" in session:
        return "proposal"
    if session and re.search("人大|人民代表|届大", session):
        return "suggestion"
    if number_line:
        return number_line
    for text in (who, (title or "")[-4:]):
        if "委员" in text or "提案" in text:
            return "proposal"
        if "代表" in text or re.search("建议|议案|原案", text):
            return "suggestion"
    return None


def heading_text(lines: Sequence[Line]) -> str:
    """Return the head's lines as one string without blanks: a title may run over several lines."""
    return "".join(line.tight for line in lines)


def read_head(layout: Layout, meta: Mapping[str, str]) -> Head:
    """Return what head, opening and metadata say of the submission."""
    lines = layout.head_lines
    plain = [x for x in layout.named_lines if len(x.tight) < 300]
    heading = heading_text(plain)
    span = layout.opening
    opening = tight(layout.normal[span.start : span.end]) if span else ""
    number, said = _number(heading, opening, meta)
    title = _opening_title(opening) or _heading_title(plain, heading)
    if title is None:
        title = next(
            (_clean(tight(meta[x])) for x in p.TITLE_FIELDS if _is_title(meta.get(x))), None
        )
    tail = "\n".join(x.tight for x in layout.tail_lines if not p.NEIGHBOUR.search(x.text))
    session = _session(["\n".join(x.tight for x in lines), heading, opening, tail])
    end = span.start if span else layout.body.start
    who = (
        tight(layout.normal[layout.lines[layout.head].start : end + 40]) if layout.greeting else ""
    )
    doc = _doc_number(
        [x for x in layout.lines[: layout.head] if not p.NEIGHBOUR.search(x.text)],
        layout.tail_lines,
        meta,
    )
    word = said or _kind_of_text(heading) or _kind_of_text(title or "")
    return Head(number, title, session, doc, _kind(said, session, who, title) or word)


def _is_title(value: str | None) -> bool:
    return bool(value and re.search(rf"{p.SUBMISSION}[》”]?$", tight(value)) and len(value) > 6)


def _kind_of_text(text: str) -> Kind | None:
    found = re.search(p.SUBMISSION, text)
    return _kind_of(found[0]) if found else None
