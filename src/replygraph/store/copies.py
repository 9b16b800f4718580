"""Copies of one letter: published twice word for word, they are one letter with several sources.

A record's ``copies`` are the sources beside its ``source``, sorted. Copies with the same bytes are
one record; a Word file and a web page of the same words (``identity`` of the record) are two, of
which the one that stands carries the sources of both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from replygraph.store.ready import Ready, ready
from replygraph.store.records import unpack

Json = Mapping[str, Any]


def sources(record: Json) -> set[str]:
    """Return all places that a record was read from."""
    return {record.get("source") or "", *(record.get("copies") or ())} - {""}


def merged(record: Json, before: Json) -> dict[str, Any]:
    """Return a record with the sources of an earlier one of the same bytes.

    It goes by the first of them, so that the order of reading does not matter.

    >>> merged({"id": "b", "source": "b.txt"}, {"id": "a", "source": "a.txt"})
    {'id': 'a', 'source': 'a.txt', 'copies': ['b.txt']}
    """
    every = sorted(sources(record) | sources(before))
    if not every:
        return dict(record)
    named = before if before.get("source") == every[0] else record
    found = {**record, "id": named["id"], "source": every[0], "copies": every[1:]}
    if not found["copies"]:
        del found["copies"]
    return found


def with_copies(one: Ready, kept: bytes | None, base: str) -> tuple[Ready, bool]:
    """Return a letter with the sources of what is kept (packed) of the same bytes.

    The second value tells whether it came from where none of these did.
    """
    if kept is None or kept == one.body:
        return one, False
    given, before = unpack(one.body), unpack(kept)
    more = merged(given, before)
    if more == given:
        return one, False
    return ready(more, base) or one, sources(more) != sources(before)


def same_words(one: bytes, other: bytes | None) -> bool:
    """Tell whether two packed records are of one letter, word for word."""
    wording = unpack(one).get("identity")
    return bool(wording and other) and wording == unpack(other or b"").get("identity")


def also_at(record: Json, source: str, name: str) -> dict[str, Any]:
    """Return a record with a further source, which gives the id ``name``."""
    told = {**record, "source": source, "id": name}
    told.pop("copies", None)
    return merged(told, record)


def standing(versions: Sequence[Json]) -> tuple[dict[str, Any], list[tuple[str, int]]]:
    """Return the first of the versions of a letter with the sources of its copies among them.

    The second value are digest and part of the versions that it replaces, one of each wording.
    """
    first = versions[0]
    every, seen, older = sources(first), {first.get("identity")}, []
    for other in versions[1:]:
        wording = other.get("identity")
        if wording and wording == first.get("identity"):
            every |= sources(other)
        elif not wording or wording not in seen:
            older.append((str(other["digest"]), int(other.get("part") or 0)))
        seen.add(wording)
    rest = sorted(every - {first.get("source")})
    return {**first, **({"copies": rest} if rest else {})}, older
