"""The salutation: who is addressed, on one line or several, persons or bodies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from replygraph.letter import patterns as p

if TYPE_CHECKING:
    from replygraph.letter.lines import Line


@dataclass(frozen=True, slots=True)
class Greeting:
    """The salutation: the lines it takes, the names as written, and 等委员.

    ``plain`` tells that it calls nobody deputy or member (李明先生：).
    """

    first: int
    last: int
    end: int
    names: str
    open: bool
    person: bool
    plain: bool = False


#: what a line ends with that is a salutation and no more, and what parts one from its letter
_ENDS = frozenset("表员们生士志鉴）)好：:！!，,。")
_PARTED = re.compile("[：:！!]")


def _names_ok(names: str) -> bool:
    return p.NOT_NAMES.search(names) is None


def greeting_at(lines: tuple[Line, ...], index: int) -> Greeting | None:
    """Return the salutation that begins at line ``index``; its names may run over three lines."""
    line = lines[index]
    text = line.text
    if line.chrome or len(text) > 200:
        return None
    if ("代" in text or "委" in text) and _PARTED.search(text):
        run = p.SALUTATION_RUN.match(text)
        if run and _names_ok(run["names"]):
            end = line.start + run.end()
            return Greeting(index, index, end, run["names"], bool(run["open"]), person=True)
    last = index
    while True:
        greets = ("代" in text or "委" in text) and text[-1] in _ENDS
        match = p.SALUTATION.match(text) if greets else None
        if match and _names_ok(match["names"]):
            names, last = _each_in_a_line(lines, last, match["names"])
            end = lines[last].end
            return Greeting(index, last, end, names, bool(match["open"]), person=True)
        titled = p.SALUTATION_TITLE.match(text) if greets else None
        if titled and _names_ok(titled["names"]):
            end = lines[last].end
            return Greeting(index, last, end, titled["names"], bool(titled["open"]), person=True)
        if not text.endswith("、") or last - index >= 3 or last + 1 >= len(lines):
            break
        last += 1
        text += lines[last].text
    plain = p.SALUTATION_PLAIN.match(line.text) if line.tight.endswith(("：", ":", "！")) else None
    if plain and _names_ok(plain["names"]):
        return Greeting(index, index, line.end, plain["names"], open=False, person=True, plain=True)
    if lines[index].tight.endswith(("：", ":")):
        return _body_greeting(lines, index)
    return None


def _each_in_a_line(lines: tuple[Line, ...], last: int, names: str) -> tuple[str, int]:
    """Return the names with those of the lines below, each with its word: 甲代表 / 乙代表."""
    while last + 1 < len(lines) and len(lines[last].tight) < 9 and names:
        if lines[last].tight[-1] in "：:，,":
            break
        below = p.SALUTATION.match(lines[last + 1].text)
        if not below or len(lines[last + 1].tight) > 9 or not _names_ok(below["names"]):
            break
        names, last = f"{names}、{below['names']}", last + 1
    return names, last


def _body_greeting(lines: tuple[Line, ...], index: int) -> Greeting | None:
    """Return a salutation of bodies (市工商联：); the next line must speak of a submission."""
    line = lines[index]
    match = p.SALUTATION_BODY.match(line.text)
    if not match or p.SALUTATION_ALL.search(line.tight) or p.NOT_SALUTATION.search(line.tight):
        return None
    following = lines[index + 1].text if index + 1 < len(lines) else ""
    if not p.RECEIVED_WHAT.search(following[:300]):
        return None
    return Greeting(index, index, line.end, match["names"], open=False, person=False)
