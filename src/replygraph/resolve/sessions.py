"""Sessions of the conference and of the congress, in full."""

from __future__ import annotations

import re
from typing import NamedTuple

from replygraph.model import Kind
from replygraph.resolve.context import Context
from replygraph.resolve.regions import NATION, Region
from replygraph.text import chinese, numeral

_N = r"第?\s*(?P<{0}>[一二三四五六七八九十\d]+)\s*"
_SITTING = _N.format("sitting") + "次(?:全体)?会议"
_TERM = _N.format("term") + "届"
_REGION = "(?P<region>[一-龥]*?)"
#: 市政协三届四次会议, 政协青岚市第三届委员会第四次会议, 政协第十三届全国委员会第二次会议
_CPPCC = re.compile(
    f"{_REGION}(?:{_TERM})?政协(?P<inner>[一-龥]*?)(?:{_TERM.replace('term', 'later')})?"
    f"(?P<after>[一-龥]*?)(?:委员会)?{_SITTING}"
)
#: 市十六届人大四次会议, 区人大六届一次会议, 十三届全国人大四次会议
_CONGRESS = re.compile(
    f"{_REGION}(?:{_TERM})?(?P<inner>[一-龥]*?)(?:人大|人民代表大会)"
    f"(?:{_TERM.replace('term', 'later')})?(?:常委会|委员会)?{_SITTING}"
)


class Session(NamedTuple):
    """A session: the assembly's kind and region, its term and sitting, its name in full."""

    kind: Kind
    region: Region | None
    term: int
    sitting: int
    name: str | None


def parse(text: str, context: Context) -> Session | None:
    """Return the session that ``text`` names; None where it is none.

    ``name`` is None where the region cannot be told.
    """
    text = re.sub(r"\s+", "", text)
    for kind, pattern in (("proposal", _CPPCC), ("suggestion", _CONGRESS)):
        match = pattern.fullmatch(text)
        if not match:
            continue
        number = match["term"] or match["later"]
        term = numeral(number) if number else None
        sitting = numeral(match["sitting"])
        if term is None or sitting is None:
            return None
        groups = match.groupdict()
        where = "".join(groups.get(part) or "" for part in ("region", "inner", "after"))
        region = _region(where.removesuffix("委员会"), context)
        return _named("proposal" if kind == "proposal" else "suggestion", region, term, sitting)
    return None


def _region(where: str, context: Context) -> Region | None:
    if NATION in where:
        return Region(NATION)
    if not where:
        return Region(NATION) if context.national else context.region
    region, rest, written = context.split(where + "政府")
    if written and rest == "政府":
        return region
    return context.named(where)


def _named(kind: Kind, region: Region | None, term: int, sitting: int) -> Session:
    name = None
    if region is not None:
        ordinal, number = chinese(term), chinese(sitting)
        if region.name == NATION:
            name = (
                f"政协第{ordinal}届全国委员会第{number}次会议"
                if kind == "proposal"
                else f"第{ordinal}届全国人民代表大会第{number}次会议"
            )
        elif kind == "proposal":
            name = f"政协{region.display}第{ordinal}届委员会第{number}次会议"
        else:
            name = f"{region.display}第{ordinal}届人民代表大会第{number}次会议"
    return Session(kind, region, term, sitting, name)
