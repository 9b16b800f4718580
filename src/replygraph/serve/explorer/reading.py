"""The records of letters (text, mentions with their places), and sentences quoted from them."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Collection, Iterable
from typing import Any

from replygraph.serve.live import Generation
from replygraph.store.base import Places
from replygraph.store.records import Records
from replygraph.views.parts import Quote, passage, quoted

Json = dict[str, Any]
#: records kept in memory, about 50 kB each
_KEPT = 400


def _read(now: Generation, keys: Iterable[str]) -> dict[str, Json]:
    kept = Records(Places(now.store).records, now.at, write=False)
    try:
        found = ((key, kept.get(key)) for key in keys)
        return {key: record for key, record in found if record}
    finally:
        kept.close()


async def _none_yet() -> OrderedDict[str, Json]:
    return OrderedDict()


async def records(now: Generation, keys: Iterable[str]) -> dict[str, Json]:
    """Return the records of letters by their IRIs, without those that are not there.

    Where only public letters are served, ``now`` is a copy that holds no others. The last few
    hundred are kept, so that nobody may change what is returned.
    """
    kept: OrderedDict[str, Json] = await now.once("records", _none_yet)
    wanted = sorted(set(keys))
    missing = [key for key in wanted if key not in kept]
    fresh = await asyncio.to_thread(_read, now, missing) if missing else {}
    found = {key: record for key in wanted if (record := kept.get(key) or fresh.get(key))}
    for key, record in found.items():
        kept[key] = record
        kept.move_to_end(key)
    while len(kept) > _KEPT:
        kept.popitem(last=False)
    return found


async def record(now: Generation, key: str) -> Json | None:
    """Return the record of one letter, None where there is none."""
    return (await records(now, [key])).get(key)


async def quotes(
    now: Generation, passages: Iterable[str], focus: Collection[str] = ()
) -> dict[str, Quote]:
    """Return sentences by their IRIs (``…/letter/KEY#char=120,158``), names in them marked.

    ``focus`` are entities whose names stand out. What no record has is left out.
    """
    wanted = {name: found for name in passages if (found := passage(name))}
    known = await records(now, (key for key, _, _ in wanted.values()))
    return {
        name: quoted(known[key], key, start, end, focus)
        for name, (key, start, end) in wanted.items()
        if key in known and 0 <= start < end <= len(known[key]["text"])
    }
