"""The index of all names of a generation, made once, beside the event loop."""

from __future__ import annotations

import asyncio
import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from replygraph import iri as iris
from replygraph.serve.explorer.ask import text as question
from replygraph.serve.finding.forms import SHORT, Form, agency_forms, place_forms
from replygraph.serve.finding.index import Index, Named
from replygraph.serve.finding.search import Found, Hit, find
from replygraph.serve.live import Generation
from replygraph.serve.pool import LimitError
from replygraph.store.serving import Ask
from replygraph.views.parts import kind_of
from replygraph.vocab import iri as full

#: classes whose members have names that people look for; a bit each
CLASSES = (
    "foaf:Person",
    "rg:Agency",
    "org:Organization",
    "schema:Place",
    "schema:Event",
    "rg:Program",
    "rg:Document",
    "rg:Submission",
    "rg:Medium",
    "rg:Letter",
    "rg:Proposal",
    "rg:Suggestion",
)
#: kinds of things, in the order of the page of results; bits after those of the classes
KINDS = (
    "agency",
    "proposal",
    "program",
    "event",
    "document",
    "org",
    "place",
    "person",
    "media",
    "letter",
)
_AFTER = 16
_ALL = 20_000_000


def kind_bits(kinds: Iterable[str]) -> int:
    """Return the bits of kinds; what is no kind is left out.

    >>> kind_bits(["agency", "nonsense"]) == 1 << 16
    True
    """
    return sum(1 << (_AFTER + KINDS.index(kind)) for kind in set(kinds) if kind in KINDS)


def class_bits(classes: Iterable[str]) -> int:
    """Return the bits of classes given as IRIs."""
    wanted = set(classes)
    return sum(1 << place for place, name in enumerate(CLASSES) if full(name) in wanted)


def classes_of(bits: int) -> tuple[str, ...]:
    """Return the IRIs of the classes that bits stand for."""
    return tuple(full(name) for place, name in enumerate(CLASSES) if bits >> place & 1)


def _where(iri: str, base: str) -> str:
    """Return what an IRI tells of the place of a thing among others of its name.

    >>> _where("https://w3id.org/replygraph/id/person/政协/泉州市/洪雅琴", iris.BASE)
    '政协 泉州市'
    """
    for start in (base, iris.BASE):
        if iri.startswith(start):
            parts = iri.removeprefix(start).split("/")[1:-1]
            return " ".join(part for part in parts if part)
    return ""


@dataclass(frozen=True, slots=True)
class Names:
    """All names of a generation."""

    index: Index

    def find(self, text: str, *, kinds: Iterable[str] = (), classes: Iterable[str] = ()) -> Found:
        """Return what a text may mean, of these kinds or classes, else of any."""
        return find(self.index, text, wanted=kind_bits(kinds) | class_bits(classes))

    def hits(
        self, text: str, most: int = 10, *, kinds: Iterable[str] = (), classes: Iterable[str] = ()
    ) -> list[Hit]:
        """Return the likeliest, at most so many."""
        return list(self.find(text, kinds=kinds, classes=classes).hits(0, most))


Rows = list[list[str]]


def things(
    named: Rows, more: Rows, same: Rows, counts: Mapping[str, int], base: str
) -> list[Named]:
    """Return what there is to be found: IRIs of one thing as one, with all its names."""
    mains = {one: main for one, main in same if one != main}
    classes = {full(name): 1 << place for place, name in enumerate(CLASSES)}
    bits: dict[str, int] = defaultdict(int)
    labels: dict[str, str] = {}
    further: dict[str, dict[str, int]] = defaultdict(dict)
    for iri, kind, name in named:
        main = mains.get(iri, iri)
        bits[main] |= classes.get(kind, 0)
        if main != iri or labels.setdefault(main, name) != name:
            further[main][name] = SHORT
    notes: dict[str, str] = {}
    for iri, name in more:
        main = mains.get(iri, iri)
        if main in bits:
            further[main][name] = SHORT
            notes[main] = name if kind_of(main) == "proposal" else ""
    found = []
    for iri, classed in bits.items():
        kind = kind_of(iri)
        name = labels.get(iri) or next(iter(further[iri]))
        forms = dict(further.get(iri, ()))
        forms.update(form for form in _forms(kind, name) if form[0] not in forms)
        forms.pop(name, None)
        note = " ".join(part for part in (notes.get(iri, ""), _where(iri, base)) if part)
        mask = classed | kind_bits((kind,))
        found.append(Named(iri, name, mask, counts.get(iri, 0), tuple(forms.items()), note))
    return found


def _forms(kind: str, name: str) -> list[Form]:
    if kind == "agency":
        return agency_forms(name)
    return place_forms(name) if kind == "place" else []


async def _table(now: Generation, name: str) -> Rows:
    """Return the rows of a query; as CSV, which is read fastest."""
    ask = Ask(question(name), results=("text/csv",))
    reply = await now.pool.run(ask, rows=_ALL)

    def read() -> Rows:
        text = io.StringIO(reply.body.decode("utf-8"), newline="")
        return list(csv.reader(text))[1:]

    return await asyncio.to_thread(read)


async def _counts(now: Generation) -> dict[str, int]:
    """Return how many letters name each thing; nothing where counting takes too long."""
    try:
        rows = await _table(now, "search-letters")
    except LimitError:
        return {}
    return {iri: int(count) for iri, count in rows}


async def names(now: Generation) -> Names:
    """Return the index of names, made once for a generation."""

    async def made() -> Names:
        named, more, same, counts = await asyncio.gather(
            _table(now, "search-names"),
            _table(now, "search-more"),
            _table(now, "search-same"),
            _counts(now),
        )

        def index() -> Names:
            return Names(Index(things(named, more, same, counts, now.base)))

        return await asyncio.to_thread(index)

    found: Names = await now.once("names", made)
    return found
