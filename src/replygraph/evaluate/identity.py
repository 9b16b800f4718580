"""How well names of one thing are brought together across letters: B³ on annotated mentions.

Source: Bagga and Baldwin, "Algorithms for scoring coreference chains" (1998): each mention is
judged by how much of its predicted group is right, and how much of its true group was found.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from pathlib import Path
from typing import Any

from replygraph.claims import claims
from replygraph.errors import ReplygraphError
from replygraph.identify import identify

#: a mention: letter, start, end
Place = tuple[str, int, int]


def b_cubed(
    predicted: Mapping[Place, Hashable], expected: Mapping[Place, Hashable]
) -> tuple[float, float, float]:
    """Return precision, recall and F1 over the mentions of ``expected``.

    A mention that is missing from ``predicted`` stands alone: right by itself, found by nobody.

    >>> gold = {("a", 0, 2): "x", ("b", 0, 2): "x", ("b", 5, 7): "y"}
    >>> [round(x, 3) for x in b_cubed({("a", 0, 2): 1, ("b", 0, 2): 1, ("b", 5, 7): 1}, gold)]
    [0.556, 1.0, 0.714]
    """
    ours: dict[Hashable, set[Place]] = defaultdict(set)
    theirs: dict[Hashable, set[Place]] = defaultdict(set)
    names = {place: predicted.get(place, ("alone", place)) for place in expected}
    for place in expected:
        ours[names[place]].add(place)
        theirs[expected[place]].add(place)
    if not expected:
        return 1.0, 1.0, 1.0
    precision = recall = 0.0
    for place in sorted(expected):
        mine, gold = ours[names[place]], theirs[expected[place]]
        right = len(mine & gold)
        precision += right / len(mine)
        recall += right / len(gold)
    precision, recall = precision / len(expected), recall / len(expected)
    return precision, recall, 2 * precision * recall / (precision + recall)


def read_identity(path: Path) -> dict[Place, str]:
    """Return what identity.csv (letter, start, end, entity) says; ReplygraphError where it lacks.

    Equal values are one thing of the world, different ones two.
    """
    found = {}
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            try:
                found[row["letter"], int(row["start"]), int(row["end"])] = row["entity"]
            except (KeyError, TypeError, ValueError) as error:
                raise ReplygraphError(
                    f"{path} 第 {number} 行：应为 letter,start,end,entity，起止为整数；请更正。",
                    f"{path} line {number}: not letter,start,end,entity with whole numbers.",
                ) from error
    return found


def identified(records: Iterable[Mapping[str, Any]]) -> dict[Place, str]:
    """Return the IRI that stands for each mention of the records, all letters taken together."""
    pairs = [(record, made) for record in records if (made := claims(record))]
    identity = identify(letter for _, letter in pairs)
    found = {}
    for record, letter in pairs:
        by_name = {(thing.type, thing.label): thing.iri for thing in letter.mentioned}
        for mention in record.get("mentions") or ():
            name = by_name.get((mention["type"], mention.get("canonical")))
            if mention["type"] == "PROPOSAL" and letter.submission:
                own = (letter.number, letter.title)
                name = letter.submission.iri if mention.get("canonical") in own else name
            if name:
                found[str(record["id"]), mention["start"], mention["end"]] = identity.of(name)
    return found


def score_identity(
    records: Iterable[Mapping[str, Any]], expected: Mapping[Place, str]
) -> tuple[float, float, float]:
    """Return B³ precision, recall and F1 of the records against `read_identity`."""
    return b_cubed(identified(records), expected)


def differences(records: Iterable[Mapping[str, Any]], expected: Mapping[Place, str]) -> list[str]:
    """Return one line for each thing that was split, and for each two that were joined."""
    told = list(records)
    found = identified(told)
    texts = {str(record["id"]): record["text"] for record in told}
    lines = []

    def words(place: Place) -> str:
        return f"{place[0]}:{texts.get(place[0], '')[place[1] : place[2]]}"

    def groups(of: Mapping[Place, str], by: Mapping[Place, str], what: str) -> None:
        together: dict[str, dict[str, Place]] = defaultdict(dict)
        for place in sorted(expected):
            here = of.get(place, f"? {place}")
            together[here].setdefault(by.get(place, f"? {place}"), place)
        for name, parts in sorted(together.items()):
            if len(parts) > 1:
                shown = " | ".join(f"{words(p)} [{key}]" for key, p in parts.items())
                lines.append(f"identity {what}: {name}: {shown}")

    groups(expected, found, "split")
    groups(found, expected, "joined")
    return lines
