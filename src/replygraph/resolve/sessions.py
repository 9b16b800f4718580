"""Sessions of the conference and of the congress, in full."""

from __future__ import annotations

import re
from typing import NamedTuple

from replygraph.model import Kind
from replygraph.resolve.context import Context, once
from replygraph.resolve.regions import NATION, Region
from replygraph.text.numerals import chinese, numeral

_NUMBER = r"[一二三四五六七八九十\d]+"
#: 三届, 第十三届
_TERM = re.compile(rf"第?({_NUMBER})届")
#: 四次会议, 第二次全体会议
_SITTING = re.compile(rf"第?({_NUMBER})次(?:全体)?会议$")
#: what is left beside the region: 政协…委员会, …人大, …人民代表大会
_ASSEMBLY = re.compile(r"中国人民政治协商会议|政协|人民代表大会|人大|常委会|常务委员会|委员会")


class Session(NamedTuple):
    """A session: the assembly's kind and region, its term and sitting, its name in full."""

    kind: Kind
    region: Region | None
    term: int
    sitting: int
    name: str | None


@once
def parse(text: str, context: Context) -> Session | None:
    """Return the session that ``text`` names; None where it is none.

    ``name`` is None where the region cannot be told.
    """
    if "会议" not in text and "全会" not in text:
        return None
    text = "".join(text.split())
    if text.endswith("全会"):
        text = text[:-2] + "会议"
    term, sitting = _TERM.search(text), _SITTING.search(text)
    if not (term and sitting):
        return None
    proposal = "政协" in text or "政治协商会议" in text
    if not (proposal or "人大" in text or "人民代表大会" in text):
        return None
    ordinal, number = numeral(term[1]), numeral(sitting[1])
    if ordinal is None or number is None:
        return None
    where = _ASSEMBLY.sub("", text[: sitting.start()].replace(term[0], "", 1))
    region = _region(where, context)
    return _named("proposal" if proposal else "suggestion", region, ordinal, number)


def _region(where: str, context: Context) -> Region | None:
    if NATION in where:
        return Region(NATION)
    if not where:
        return Region(NATION) if context.national else context.region
    if where in ("镇", "乡"):
        hall = context.agency or ""
        return Region(hall[:-4]) if hall.endswith(where + "人民政府") else None
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
