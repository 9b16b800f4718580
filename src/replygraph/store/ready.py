"""What the store makes of one letter alone, made beforehand: by the workers that read it.

Claims, quads and contributions cost as much time as the one writer needs for all the rest, so they
are made where there are many processes. What depends on other letters is left to the writer.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from replygraph.claims import Claims, claims
from replygraph.derive import share
from replygraph.errors import ReplygraphError
from replygraph.identify import Identity
from replygraph.model import Record
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


#: a letter as it may be given to a store
Given = Record | Mapping[str, Any] | Ready


def digest(given: Given) -> str:
    """Return the digest of the document that a letter was read from."""
    if isinstance(given, Ready):
        return given.digest
    found = given.letter.digest if isinstance(given, Record) else given.get("digest")
    return str(found or "")


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


def to_line(given: Ready | Mapping[str, Any]) -> bytes:
    """Return a letter as a line of JSON, but for its quads, of which it has the length.

    A record that could not be made ready is a line of its own kind.
    """
    if isinstance(given, Ready):
        value: Any = [
            given.key,
            given.digest,
            given.part,
            given.id,
            given.date,
            given.public,
            given.reviewed,
            b64encode(given.body).decode("ascii"),
            len(given.quads),
            b64encode(given.share).decode("ascii") if given.share is not None else None,
            sorted(given.names),
        ]
    else:
        value = given
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass") + b"\n"


def from_line(line: bytes, quads: Callable[[int], bytes]) -> Ready | dict[str, Any]:
    """Return what `to_line` was given; ``quads`` reads the given number of bytes of quads."""
    value = json.loads(line.decode("utf-8", "surrogatepass"))
    if isinstance(value, dict):
        return value
    key, digest_, part, id_, date, public, reviewed, body, size, shared, names = value
    return Ready(
        key,
        digest_,
        part,
        id_,
        date,
        public,
        reviewed,
        b64decode(body),
        quads(size),
        b64decode(shared) if shared is not None else None,
        frozenset(names),
    )


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
