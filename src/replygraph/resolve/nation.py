"""Names of national bodies and of their inner units."""

from __future__ import annotations

import re
from functools import lru_cache

from replygraph.resolve.context import Context
from replygraph.resolve.named import Named, unit_name
from replygraph.resources import authority

STATE = "中华人民共和国"
_CENTRAL = re.compile(r"中央(?=(?:组织|宣传|统战|对外联络|社会工作)部|办公厅|政策研究室|政法委)")
_PREFIXES = ("国家", "国务院", "中国", "全国", "中华全国", "中央", "中共中央")


@lru_cache(maxsize=8192)
def national(text: str) -> Named | None:
    """Return a national body, or an inner unit of one; None where none is meant."""
    known = authority()
    for size in range(len(text), 1, -1):
        body = known.national.get(text[:size])
        if body is None:
            continue
        tail = text[size:]
        if tail and (tail[-1] not in "司处室局厅科会部队行办" or tail[0] == "门"):
            return None
        name = _literal(text[:size], body.name)
        short = text[:size] != body.name
        return Named(name + (unit_name(tail) if tail else ""), None, text, short, True, "national")
    return None


def as_signed(found: Named, context: Context) -> Named:
    """Return a national body; with 中华人民共和国 where it signs the letter so."""
    own = context.letter.agency or ""
    if not own.startswith(STATE) or not f"{STATE}{found.name}".startswith(own):
        return found
    return found._replace(name=f"{STATE}{found.name}")


def _literal(written: str, official: str) -> str:
    """Return a national name expanded after the table; nothing is added from outside it."""
    known = authority()
    if written == official:
        return written
    if written in ("党中央", "中央编办", "中央人民政府", "全国政协", "全国人大", "全国人大常委会"):
        return official if written != "党中央" else "中共中央"
    if written in ("中办", "国办"):
        return official
    central = _CENTRAL.sub("中共中央", written)
    if central != written:
        return central + ("员会" if central.endswith("委") else "")
    for prefix in _PREFIXES:
        if written.startswith(prefix) and len(written) > len(prefix) + 1:
            if written.endswith("贸促会"):
                return official
            rest = written[len(prefix) :]
            if prefix == "全国" and rest.startswith(("人大", "政协")):
                return official
            return prefix + known.expand(rest)
    if written in ("团中央", "共青团中央") or written.endswith("贸促会"):
        return official
    # The guide adds nothing from outside the letter: 税务总局 stays, its entity says the rest.
    return known.expand(written)
