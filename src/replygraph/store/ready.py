"""What the store makes of one letter alone, made beforehand: by the workers that read it.

Claims, quads and contributions cost as much time as the one writer needs for all the rest, so they
are made where there are many processes. What depends on other letters is left to the writer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from replygraph.claims import Claims, claims
from replygraph.derive import share
from replygraph.errors import ReplygraphError
from replygraph.identify import Identity
from replygraph.store.cells import packed
from replygraph.store.nquads import letter_quads
from replygraph.store.records import pack

_NONE_SAME = Identity({})


@dataclass(frozen=True, slots=True)
class Ready:
    """A letter ready to be stored.

    ``body`` is the packed record, ``quads`` are the lines of the letter's graph, ``share`` is what
    it contributes as if nothing were the same as anything; ``names`` are the IRIs it names.
    """

    key: str
    digest: str
    part: int
    id: str
    date: str
    public: bool | None
    reviewed: bool
    body: bytes
    quads: bytes
    share: bytes | None
    names: frozenset[str]


def ready(record: Mapping[str, Any], base: str) -> Ready | None:
    """Return a record with all that is made of it alone; None where it is no reply letter.

    Raises what `replygraph.claims.claims` raises, and ValueError for a span outside the text.
    """
    found = claims(record, base)
    if found is None:
        return None
    kept = {name: value for name, value in record.items() if name != "iri"}
    return Ready(
        found.iri,
        found.digest,
        found.part,
        found.id,
        found.date or "",
        record.get("public"),
        "reviews" in record,
        pack(kept),
        "".join(letter_quads(found)).encode("utf-8"),
        packed(share(found, _NONE_SAME, base), base),
        frozenset(_named(found)),
    )


def prepared(record: dict[str, Any], base: str) -> Ready | dict[str, Any]:
    """Return a record ready to be stored or, where that cannot be, as it is.

    For workers: the writer meets the fault again and reports it.
    """
    try:
        return ready(record, base) or record
    except (ReplygraphError, ValueError, KeyError, TypeError):
        return record


def _named(letter: Claims) -> Iterable[str]:
    for thing in (*letter.mentioned, *letter.addressees, letter.agency, letter.submission):
        if thing:
            yield thing.iri
    for claim in letter.statements:
        yield claim.subject.iri
        yield claim.object.iri
    for promise in letter.promises:
        if promise.agency:
            yield promise.agency.iri
