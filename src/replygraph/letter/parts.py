"""Two letters in one file: where the second begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from replygraph.letter import patterns as p
from replygraph.letter.greeting import greeting_at
from replygraph.letter.layout import is_sign_date, opens
from replygraph.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from replygraph.letter.lines import Line


def _begins(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line can be the first of a letter's head."""
    line = lines[index]
    tight = line.tight
    if line.chrome or len(tight) > 120 or line.tab:
        return False
    return bool(
        p.HEADING_AGENCY.match(tight)
        or p.LETTERHEAD.match(tight)
        or p.DOC_NUMBER.match(line.text)
        or p.ATTACHMENT.fullmatch(tight)
        or (tight.startswith(("关于", "对")) and "。" not in tight)
    )


def parts(normal: str, lines: tuple[Line, ...]) -> list[Span]:
    """Return the spans of the letters that a file holds, in order; offsets of ``normal``.

    A new letter begins where, behind a sign-off date, a head and another salutation with its
    opening follow. A file that holds no two letters gives one span.
    """
    whole = Span(0, len(normal))
    if normal.count("如下") + normal.count("收悉") < 2:
        return [whole]
    starts = [0]
    signed: int | None = None
    for index, line in enumerate(lines):
        if is_sign_date(line.tight) or (
            len(line.tight) < 60 and p.SIGNED_RUN.fullmatch(line.tight)
        ):
            signed = index
        elif signed is not None and index > signed and _greets(lines, index):
            first = next((i for i in range(signed + 1, index) if _begins(lines, i)), index)
            starts.append(lines[first].start)
            signed = None
    ends = [*starts[1:], len(normal)]
    return [Span(a, b) for a, b in zip(starts, ends, strict=True)]


def _greets(lines: tuple[Line, ...], index: int) -> bool:
    found = greeting_at(lines, index)
    if not found:
        return False
    if found.end < lines[found.last].end:
        return True
    return any(opens(x) for x in lines[found.last + 1 : found.last + 3])
