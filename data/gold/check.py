#!/usr/bin/env python3
"""Check annotated letters against the guide's formal rules.

Usage: ``python check.py [FOLDER] [--totals]``. ERR lines are errors; WARN lines are places to look
(a name that is marked in one place and not in another, a cue that usually stands in a mention).
``--totals`` prints sums only, so that the letters held back can be checked without reading them.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Json = dict[str, Any]

TYPES = frozenset(
    [
        "PERSON",
        "AGENCY",
        "ORG",
        "PLACE",
        "EVENT",
        "PROGRAM",
        "DOCUMENT",
        "PROPOSAL",
        "DATE",
        "INDICATOR",
        "MEDIA",
    ]
)
PREDICATES = frozenset(
    [
        "proposed",
        "answers",
        "leads",
        "coHandles",
        "supports",
        "organizes",
        "participatesIn",
        "jointlySurveys",
        "issues",
        "implements",
        "hosts",
        "awardedTo",
        "partOf",
        "supervises",
        "cooperatesWith",
    ]
)
KEYS = [
    "id",
    "is_reply",
    "kind",
    "number",
    "title",
    "session",
    "doc_number",
    "role",
    "replying_agency",
    "addressees",
    "addressees_open",
    "date",
    "category",
    "public",
    "contact",
    "points",
    "mentions",
    "relations",
    "commitments",
]
OPTIONAL = ("category_text", "feedback", "reason")
REASONS = ("news", "report", "proposal", "notice", "message-board", "other")
VALUES: dict[str, tuple[str | None, ...]] = {
    "kind": ("proposal", "suggestion", None),
    "role": ("lead", "co", "split", "sole", None),
    "category": ("A", "B", "C", "D", None),
}
CUE = re.compile(
    r"我[局委厅市县区省部院办国镇乡会州旗校队]|本[局委市县区厅部]|贵[委会单党局]|《|〔|\d{4}年"
    r"|\d[\d.,]*[余多]?[%％]|\d+[余多]?[万亿]|\d+[余多]?[个家条次人户处座件名场]"
)


def _header(gold: Json) -> Iterator[str]:
    if [key for key in gold if key in KEYS] != KEYS:
        yield f"keys {list(gold)}"
    if extra := set(gold) - set(KEYS) - set(OPTIONAL):
        yield f"unknown keys {sorted(extra)}"
    for key, allowed in VALUES.items():
        if gold[key] not in allowed:
            yield f"{key} {gold[key]!r}"
    if "reason" in gold and (gold["is_reply"] or gold["reason"] not in REASONS):
        yield f"reason {gold['reason']!r}"
    said = gold.get("feedback")
    opinions = ("satisfied", "partly", "unsatisfied", None)
    if said and (said["opinion"] not in opinions or said["evidence"] is None):
        yield f"feedback {said}"
    if gold.get("category_text") and gold["category"] not in gold["category_text"]:
        yield f"category {gold['category']} is not in {gold['category_text']!r}"


def _mentions(text: str, gold: Json) -> Iterator[str]:
    if "\r" in text or "\ufeff" in text:
        yield "CR or BOM"
    end = 0
    for mention in gold["mentions"]:
        start, name = mention["start"], mention["canonical"]
        if text[start : mention["end"]] != mention["text"]:
            yield f"offset {mention}"
        if start < end:
            yield f"overlap or order {mention}"
        end = mention["end"]
        if mention["type"] not in TYPES or mention["text"] != mention["text"].strip():
            yield f"type or blanks {mention}"
        if mention["type"] in ("AGENCY", "PLACE") and re.match("我|本|贵[委会单党]|你", name or ""):
            yield f"unresolved reference {mention}"
        if mention["type"] == "DATE" and not name:
            yield f"date without canonical {mention}"


def _facts(text: str, gold: Json) -> Iterator[str]:
    names = {mention["canonical"] for mention in gold["mentions"] if mention["canonical"]}
    known = names | {gold["number"], gold["title"], gold["replying_agency"]}
    triples: Counter[tuple[str, str, str]] = Counter()
    for relation in gold["relations"]:
        triple = (relation["subject"], relation["predicate"], relation["object"])
        triples[triple] += 1
        for name in (relation["subject"], relation["object"]):
            if name not in known:
                yield f"{relation['predicate']}: no canonical {name!r}"
        if relation["predicate"] not in PREDICATES:
            yield f"predicate {relation}"
        if relation["modality"] not in ("done", "planned", "negated"):
            yield f"modality {relation}"
        start, end = relation["evidence"][0]
        if not 0 <= start < end <= len(text):
            yield f"evidence {relation}"
    yield from (f"twice {triple}" for triple, count in triples.items() if count > 1)
    for promise in gold["commitments"]:
        start, end = promise["text"]
        part = text[start:end]
        if not part or part != part.strip() or re.search(r"[。；;\n]", part):
            yield f"commitment span {promise}"
        if promise["agency"] not in known:
            yield f"commitment agency {promise}"
        if promise["due"] and not re.fullmatch(r"\d{4}(-\d\d){0,2}", promise["due"]):
            yield f"commitment due {promise}"
    if gold["is_reply"]:
        yield from (f"addressee is no mention: {a}" for a in gold["addressees"] if a not in names)
        if gold["replying_agency"] not in names:
            yield f"agency is no mention: {gold['replying_agency']}"
        flat = re.sub(r"\s", "", text)
        for key in ("number", "title"):
            parts = (gold[key] or "").split("；")  # two merged submissions: two titles
            if any(part not in flat for part in parts):
                yield f"{key} not literally in the text: {gold[key]}"


def errors(text: str, gold: Json) -> list[str]:
    """Return what breaks a formal rule in one letter."""
    found = [*_header(gold), *_mentions(text, gold), *_facts(text, gold)]
    if not gold["is_reply"] and any(
        gold[key] for key in KEYS if key not in ("id", "is_reply", "addressees_open")
    ):
        found.append("a file that is no reply letter has no fields")
    return found


def warnings(text: str, gold: Json) -> list[str]:
    """Return places that may hold a mention that was missed."""
    if not gold["is_reply"]:
        return []
    covered = [False] * len(text)
    for mention in gold["mentions"]:
        covered[mention["start"] : mention["end"]] = [True] * len(mention["text"])

    def around(match: re.Match[str]) -> str:
        return text[max(0, match.start() - 8) : match.end() + 10].replace("\n", "/")

    found: list[str] = []
    surfaces = [m["text"] for m in gold["mentions"] if m["type"] != "INDICATOR"]
    for surface in dict.fromkeys(s for s in surfaces if len(s) > 1):
        for match in re.finditer(re.escape(surface), text):
            if not any(covered[match.start() : match.end()]):
                found.append(f"unmarked repeat {surface} … {around(match)}")
    for match in CUE.finditer(text):
        opens = match.group() in "《〔" and covered[min(len(text) - 1, match.end())]
        if not any(covered[match.start() : match.end()]) and not opens:
            found.append(f"unmarked cue {match.group()} … {around(match)}")
    return found


def check(root: Path, *, totals: bool = False) -> tuple[list[str], bool]:
    """Return the lines of the report on ``root`` and whether everything is in order."""
    lines: list[str] = []
    sums: Counter[str] = Counter()
    for path in sorted((root / "gold").glob("*.json")):
        gold: Json = json.loads(path.read_text(encoding="utf-8"))
        text = (root / "letters" / f"{path.stem}.txt").read_text(encoding="utf-8")
        bad, doubtful = errors(text, gold), warnings(text, gold)
        sums.update(files=1, replies=gold["is_reply"], errors=len(bad), warnings=len(doubtful))
        sums.update(characters=len(text), commitments=len(gold["commitments"]))
        sums.update(points=len(gold["points"]), feedback=bool(gold.get("feedback")))
        sums.update(mentions=len(gold["mentions"]), relations=len(gold["relations"]))
        sums.update(f"mentions/{m['type']}" for m in gold["mentions"])
        sums.update(f"relations/{r['predicate']}" for r in gold["relations"])
        sums.update(f"modality/{r['modality']}" for r in gold["relations"])
        if not totals:
            lines += [f"ERR {path.stem} {line}" for line in bad]
            lines += [f"WARN {path.stem} {line}" for line in doubtful]
    lines += [f"{name}\t{count}" for name, count in sorted(sums.items())]
    return lines, bool(sums["files"]) and not sums["errors"]


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if word != "--totals"]
    folder = Path(words[0]) if words else Path(__file__).resolve().parent
    report, fine = check(folder, totals="--totals" in sys.argv)
    sys.stdout.write("\n".join(report) + "\n")
    sys.exit(not fine)
