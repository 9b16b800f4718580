"""What a relative date leans on: the year of the date before it, or of the sentence so far."""

from __future__ import annotations

import re
from collections.abc import Sequence

from replygraph.model import Mention

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
#: how far back a sentence is looked through
_FAR = 60
_ENDS = re.compile("[。；\n]")


def date_before(
    index: int, mentions: Sequence[Mention], values: Sequence[str | None]
) -> str | None:
    """Return the last date before mention ``index``, the end of a range; None where there is none.

    ``values`` are the canonicals of ``mentions``.
    """
    for place in range(index - 1, -1, -1):
        value = values[place]
        if value and mentions[place].type == "DATE":
            return value.rpartition("/")[2]
    return None


def year_before(text: str, place: int) -> str | None:
    """Return the last year that the sentence has before ``place``, as in an event's name.

    >>> year_before("成效明显。2019年粮食安全宣传周于当年", 16), year_before("2019年举办。当年", 8)
    ('2019', None)
    """
    years = _YEAR.findall(_ENDS.split(text[max(0, place - _FAR) : place])[-1])
    return years[-1] if years else None
