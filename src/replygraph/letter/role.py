"""The part of the replying agency in the handling: said, or implied by whom it consulted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from replygraph.letter import cues as c
from replygraph.letter import patterns as p

if TYPE_CHECKING:
    from collections.abc import Mapping

    from replygraph.letter.layout import Layout
    from replygraph.model import Role

_FIELD_ROLES: tuple[tuple[str, Role], ...] = (
    ("独办", "sole"),
    ("单办", "sole"),
    ("单独", "sole"),
    ("分办", "split"),
    ("会办", "co"),
    ("协办", "co"),
    ("主办", "lead"),
    ("牵头", "lead"),
)


def _consulted(opening: str, agency: str | None) -> bool:
    """Tell whether the opening says that other bodies were consulted on the submission.

    >>> _consulted("经商财政部，现答复如下", None), _consulted("我局会同县水务局到现场踏勘", None)
    (True, False)
    """
    for match in c.CONSULTED.finditer(opening):
        whom = match["a"] or match["b"] or match["c"] or match["d"] or ""
        if c.SURVEY.search(match[0]) and not match["a"]:
            continue
        listed = re.split("[、和与]|共同|联合", whom)
        if match["d"] and any(agency and len(x) > 3 and agency.endswith(x) for x in listed):
            continue  # the signers themselves, not others
        if re.search(rf"{p.BODY_HEAD}", whom):
            return True
    return False


def role(layout: Layout, meta: Mapping[str, str], agency: str | None) -> Role | None:
    """Return lead, co, split or sole after the guide's section 1; None where nothing says it."""
    span = layout.opening
    opening = ""
    if span:
        opening = "".join(layout.normal[span.start : span.end].split())
    heading = "".join(x.tight for x in layout.named_lines)
    tail = "".join(x.tight for x in layout.tail_lines)[:400]
    body = layout.greeting is not None and not layout.greeting.person
    if c.CO_HEADING.search(heading) or c.CO.search(opening):
        return "co"
    if body and (c.CO_PHRASE.search(opening) or c.CO_PHRASE.search(tail)):
        return "co"
    for said in (opening, heading):
        if c.SOLE.search(said):
            return "sole"
        if c.SPLIT.search(said):
            return "split"
    if c.LEAD.search(opening) or c.LEAD_HEADING.search(heading) or _consulted(opening, agency):
        return "lead"
    return _field_role(meta, agency)


def _field_role(meta: Mapping[str, str], agency: str | None) -> Role | None:
    for label in ("办理类型", "办理方式", "承办方式", "承办类型", "主会办"):
        for word, found in _FIELD_ROLES:
            if word in meta.get(label, ""):
                return found
    handlers = meta.get("承办单位", "")
    for word, found in _FIELD_ROLES[:-1]:
        if re.search(rf"[（(]{word}[）)]", handlers):
            own = re.search(rf"([{p.HAN}]+)[（(]([{p.HAN}]+)[）)]", handlers)
            if own and _same(agency, own[1]) and own[2].startswith(word):
                return found
    co = meta.get("协办单位") or meta.get("会办单位") or ""
    if any(_same(agency, name) for name in re.split(r"[、，,\s]+", co) if name):
        return "co"
    if "分办单位" in meta and "主办单位" not in meta:
        return "split"
    if co or (meta.get("主办单位") and _same(agency, meta["主办单位"])):
        return "lead"
    return None


def _same(agency: str | None, name: str) -> bool:
    """Tell whether a name in the metadata can be the replying agency: same last characters."""
    return bool(agency and len(name) > 2 and agency[-2:] == name[-2:] and name[-4:-1] in agency)
