"""Applies corrections to the record of a letter, in a way that can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from replygraph import iri
from replygraph.claims import claims, statement_ids
from replygraph.model import mention_id
from replygraph.reviews.fields import FIELDS, value_of
from replygraph.reviews.table import Correction, Reviews

Json = dict[str, Any]
#: fields on which the key of the submission depends
_KEY = frozenset({"number", "title", "session", "assembly", "date", "kind"})


def corrected(record: Mapping[str, Any], reviews: Reviews, base: str = iri.BASE) -> Json:
    """Return the record as people corrected it, with ``reviews`` saying what they looked at.

    ``unreviewed`` keeps the fields as they were read, so that `uncorrected` gives back the record.
    A correction whose target is not there changes nothing and is not among ``reviews``.
    """
    raw = uncorrected(record)
    lines = _lines_for(raw, reviews, base)
    if not lines:
        return raw
    made, told = dict(raw), list[Json]()
    ids = statement_ids(raw, base)
    gone: set[int] = set()
    for line in lines:
        if _apply(made, line, ids, gone):
            told.append(_told(line))
    if gone:
        kept = enumerate(made["relations"])
        made["relations"] = [relation for index, relation in kept if index not in gone]
    changed = {
        name: [raw[name]] if name in raw else [] for name in made if _differs(raw, made, name)
    }
    if told:
        made["reviews"], made["unreviewed"] = told, changed
    return made


def uncorrected(record: Mapping[str, Any]) -> Json:
    """Return the record as it was before `corrected`."""
    found = {name: v for name, v in record.items() if name not in ("reviews", "unreviewed")}
    for name, value in (record.get("unreviewed") or {}).items():
        if value:
            found[name] = value[0]
        else:
            found.pop(name, None)
    return found


def _differs(raw: Json, made: Json, name: str) -> bool:
    return name not in raw or raw[name] != made[name]


def _told(line: Correction) -> Json:
    names = ("letter", "target", "action", "value", "who", "when", "why")
    return {name: getattr(line, name) for name in names}


def _lines_for(raw: Json, reviews: Reviews, base: str) -> list[Correction]:
    by_letter = reviews.by_letter
    if not by_letter or not raw.get("is_reply", True):
        return []
    found = list(by_letter.get(str(raw.get("id")), ()))
    if any("/" in name for name in by_letter):
        letter = claims(raw, base)
        name = letter.iri if letter else ""
        found += by_letter.get(name, ())
        found += by_letter.get(name.removeprefix(base), ())
    return sorted(found, key=lambda line: (line.when, line))


def _apply(made: Json, line: Correction, ids: list[str], gone: set[int]) -> bool:
    """Apply one line to the record being made; return whether its target is there."""
    if line.target in FIELDS:
        if line.action != "confirm":
            value: Any = [] if line.target == "addressees" else None
            if line.action == "set":
                value = value_of(line.target, line.value)
            _set_field(made, line.target, value)
        return True
    if line.target.startswith("m"):
        return _mention(made, line)
    hits = [index for index, name in enumerate(ids) if name == line.target]
    if line.action == "reject":
        gone.update(hits)
        return bool(hits)
    made["relations"] = list(made.get("relations") or ())
    for index in hits:
        relation = {**made["relations"][index], "reviewed": line.action}
        if line.action == "set":
            _set_parts(relation, value_of(line.target, line.value))
        made["relations"][index] = relation
    return bool(hits)


def _set_parts(relation: Json, parts: Mapping[str, Any]) -> None:
    for name, value in parts.items():
        relation[name] = value
        if name in ("subject", "object"):
            # Who or what it is, is looked up anew from the name.
            relation.pop(f"{name}_iri", None)
            relation.pop(f"{name}_type", None)
    relation.pop("id", None)


def _mention(made: Json, line: Correction) -> bool:
    found = False
    mentions = []
    for mention in made.get("mentions") or ():
        if _id(mention) != line.target:
            mentions.append(mention)
            continue
        found = True
        if line.action == "set":
            mentions.append({**mention, "canonical": line.value, "entity": None})
        elif line.action == "confirm":
            mentions.append(mention)
    made["mentions"] = mentions
    return found


def _id(mention: Mapping[str, Any]) -> str:
    made = mention_id(mention["start"], mention["end"], mention["type"])
    return str(mention.get("id") or made)


def _set_field(made: Json, name: str, value: Any) -> None:
    before = made.get(name)
    made[name] = value
    if name == "replying_agency" and before and value:
        # 我局 in the letter is the agency that replies: what was said of one is said of the other.
        _rename(made, lambda kind, old: value if (kind, old) == ("AGENCY", before) else None)
    if name in _KEY:
        own = {made.get("number"), made.get("title"), before} - {None}
        called = made.get("number") or made.get("title")
        _rename(made, lambda kind, old: called if kind == "PROPOSAL" and old in own else None)


def _rename(made: Json, new: Callable[[str, str], str | None]) -> None:
    """Give names another one, and have their IRIs made anew."""
    made["mentions"] = [
        _renamed(m, "canonical", m["type"], ("entity",), new) for m in made.get("mentions") or ()
    ]
    kinds = {m["canonical"]: m["type"] for m in made["mentions"] if m.get("canonical")}
    relations = list(made.get("relations") or ())
    for side in ("subject", "object"):
        relations = [
            _renamed(
                r, side, r.get(f"{side}_type") or kinds.get(r[side], ""), (f"{side}_iri",), new
            )
            for r in relations
        ]
    made["relations"] = relations
    made["commitments"] = [
        _renamed(c, "agency", "AGENCY", ("agency_iri",), new) for c in made.get("commitments") or ()
    ]


def _renamed(
    row: Json, name: str, kind: str, iris: Iterable[str], new: Callable[[str, str], str | None]
) -> Json:
    value = new(kind, row[name]) if row.get(name) else None
    return {**row, name: value, **dict.fromkeys(iris)} if value else row
