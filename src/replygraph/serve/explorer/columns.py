"""What a whole graph says of all members of some classes: gone through one predicate at a time.

A question with an OPTIONAL for each column looks up every cell of every row, on one worker. To go
through each predicate once takes about two thirds of that on disk, and workers share it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterable, Mapping, Sequence

from replygraph.serve.explorer.ask import Iri, Row, table
from replygraph.serve.live import Generation
from replygraph.vocab import iri as full

Pairs = Iterable[Sequence[str]]


def merged(members: Pairs, columns: Mapping[str, Pairs]) -> dict[str, Row]:
    """Return a row for each member, with what the columns say of it.

    ``members`` are IRIs and classes. Of several values of one column the longest is kept, of those
    the first in order; columns may say something of others, too.

    >>> merged([("a", "x"), ("b", "x")], {"date": [("a", "2021"), ("a", "2021-03"), ("c", "2020")]})
    {'a': {'it': 'a', 'class': 'x', 'date': '2021-03'}, 'b': {'it': 'b', 'class': 'x'}}
    """
    found: dict[str, Row] = {}
    for it, kind in members:
        found.setdefault(it, {"it": it, "class": kind})
    for name, pairs in columns.items():
        for it, value in pairs:
            row = found.get(it)
            if row is None:
                continue
            before = row.get(name)
            if before is None or (-len(value), value) < (-len(before), before):
                row[name] = value
    return found


async def members(now: Generation, *classes: str) -> list[list[str]]:
    """Return all IRIs of classes (prefixed names), those of the first class first."""
    wanted = [full(name) for name in classes]
    found = await table(now, "members", classes=tuple(map(Iri, wanted)))
    return sorted(found, key=lambda row: (wanted.index(row[1]), row[0]))


async def column(now: Generation, predicate: str, of: str = "") -> list[list[str]]:
    """Return (IRI, value) for a predicate; of members of a class, where the engine is to look.

    Without a class is cheaper; name one where many others have the predicate.
    """
    said = Iri(full(predicate))
    if of:
        return await table(now, "column-of", predicate=said, **{"class": Iri(full(of))})
    return await table(now, "column", predicate=said)


async def together(**asked: Awaitable[list[list[str]]]) -> dict[str, list[list[str]]]:
    """Return columns that are asked for at the same time, by name."""
    rows = await asyncio.gather(*asked.values())
    return dict(zip(asked, rows, strict=True))
