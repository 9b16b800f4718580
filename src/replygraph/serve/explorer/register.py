"""The register (台账): all letters and all commitments, to sift, to put in order, to download."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from replygraph.serve.explorer import shell
from replygraph.serve.explorer.ask import Bound, Row, ask, some, table
from replygraph.serve.explorer.columns import column, members, merged, together
from replygraph.serve.explorer.day import as_of
from replygraph.serve.live import Generation
from replygraph.views import due, ledger
from replygraph.views.ledger import Entry, Field, Promise
from replygraph.views.parts import Sheet

PAGE = 50


Columns = tuple[list[list[str]], dict[str, list[list[str]]]]


async def _filed(now: Generation) -> Columns:
    """Return all letters, and the columns of what they are filed under."""
    letters, columns = await asyncio.gather(
        members(now, "rg:Letter"),
        together(
            date=column(now, "rg:date", "rg:Letter"),
            agency=column(now, "rg:replyingAgency"),
            role=column(now, "rg:role", "rg:Letter"),
            outcome=column(now, "rg:outcome", "rg:Letter"),
            opinion=column(now, "rg:opinion"),
            about=column(now, "rg:submission", "rg:Letter"),
        ),
    )
    return letters, columns


async def _submissions(now: Generation) -> Columns:
    """Return all submissions, and the columns of what is known of them."""
    submissions, columns = await asyncio.gather(
        members(now, "rg:Proposal", "rg:Suggestion", "rg:Submission"),
        together(
            name=table(now, "register-names"),
            number=column(now, "rg:number"),
            title=column(now, "dcterms:title"),
            session=column(now, "rg:session"),
            assembly=column(now, "rg:assembly"),
        ),
    )
    return submissions, columns


async def replying(now: Generation) -> dict[str, str]:
    """Return the names of the agencies that answered, by IRI."""

    async def gathered() -> dict[str, str]:
        return dict(sorted(await table(now, "register-agencies"), reverse=True))

    kept: dict[str, str] = await now.once("replying", gathered)
    return kept


async def entries(now: Generation) -> tuple[Entry, ...]:
    """Return all letters as they are filed; gathered once a generation."""

    async def gathered() -> tuple[Entry, ...]:
        (letters, cells), (submissions, more), names, called = await asyncio.gather(
            _filed(now), _submissions(now), replying(now), table(now, "register-assemblies")
        )

        def put() -> tuple[Entry, ...]:
            return ledger.entries(
                merged(letters, cells), merged(submissions, more), names, dict(called)
            )

        return await asyncio.to_thread(put)

    kept: tuple[Entry, ...] = await now.once("register", gathered)
    return kept


async def promises(now: Generation) -> tuple[Promise, ...]:
    """Return all commitments as they are filed; gathered once a generation."""

    async def gathered() -> tuple[Promise, ...]:
        vows, dates, who, filed = await asyncio.gather(
            members(now, "rg:Commitment"),
            column(now, "rg:due"),
            column(now, "rg:agency", "rg:Commitment"),
            entries(now),
        )
        called = await chunked(now, "called", "things", (agency for _, agency in who))
        names = {row["it"]: row["name"] for row in called}

        def put() -> tuple[Promise, ...]:
            return ledger.promises(merged(vows, {"due": dates}), who, names, filed)

        return await asyncio.to_thread(put)

    kept: tuple[Promise, ...] = await now.once("register-commitments", gathered)
    return kept


async def chunked(now: Generation, query: str, name: str, iris: Iterable[str]) -> list[Row]:
    """Return the rows of a query on many IRIs, asked some at a time."""
    found: list[Row] = []
    for these in some(iris):
        given: dict[str, Bound] = {name: these}
        found += await ask(now, query, **given)
    return found


async def _letters(now: Generation, rows: Sequence[Entry], total: int) -> Sheet:
    about = [one.about for one in rows if one.about]
    people, handlers = await asyncio.gather(
        chunked(now, "register-people", "submissions", about),
        chunked(now, "register-handlers", "submissions", about),
    )
    return ledger.letters_sheet(rows, people, handlers, total)


async def _promises(
    request: Request, now: Generation, rows: Sequence[Promise], total: int
) -> Sheet:
    (on, _), texts = await asyncio.gather(
        as_of(request, now),
        chunked(now, "passage-texts", "passages", (one.passage for one in rows)),
    )
    return ledger.promises_sheet(rows, texts, total, on)


@dataclass(frozen=True, slots=True)
class _Found:
    """What a request for the register finds: the table, and how many there are."""

    sheet: Sheet
    fields: tuple[Field, ...]
    total: int
    whole: int
    at: int
    last: int
    states: dict[str, int]


def _pages(total: int) -> int:
    return max(1, -(-total // PAGE))


async def _in_order(now: Generation, by: str, *, down: bool) -> Sequence[Entry]:
    """Return all letters in an order; each order is made once a generation."""
    filed = await entries(now)
    if (by, down) == ("date", True):
        return filed

    async def ordered() -> Sequence[Entry]:
        return await asyncio.to_thread(ledger.ordered, filed, by, down=down)

    kept: Sequence[Entry] = await now.once(f"register {by} {down}", ordered)
    return kept


def _itself(entry: Entry) -> Entry:
    return entry


def _letter(promise: Promise) -> Entry:
    return promise.entry


async def _sifted(
    now: Generation, rows: Sequence[Any], asked: dict[str, str], words: str, *, vows: bool
) -> tuple[Sequence[Any], tuple[Field, ...]]:
    """Return the rows that fit and the fields; what all rows give is kept."""
    entry: Any = _letter if vows else _itself
    given = words or any(asked.get(name) for name in ledger.FIELDS)
    if given or len(rows) != len(await (promises(now) if vows else entries(now))):
        return await asyncio.to_thread(ledger.sifted, rows, asked, words, entry)

    async def whole() -> tuple[Field, ...]:
        _, fields = await asyncio.to_thread(ledger.sifted, rows, {}, "", entry)
        return fields

    return rows, await now.once(f"register fields {vows}", whole)


async def _found(request: Request, now: Generation, *, vows: bool, csv: bool) -> _Found:
    asked = dict(request.query_params)
    words = asked.get("q", "").strip()[:200]
    by, down = _order(request)
    every: Sequence[Any] = await (promises(now) if vows else _in_order(now, by, down=down))
    whole = len(every)
    states: dict[str, int] = {}
    if vows:
        on, _ = await as_of(request, now)
        fit, _ = await _sifted(now, every, asked, words, vows=True)
        states = await asyncio.to_thread(due.counts, [one.due for one in fit], on)
        every = await asyncio.to_thread(ledger.due_in, every, asked.get("due", ""), on)
    rows, fields = await _sifted(now, every, asked, words, vows=vows)
    total = len(rows)
    last = _pages(total)
    at = min(shell.number(request, "page", 1, 1_000_000), last)
    shown = rows if csv else rows[(at - 1) * PAGE : at * PAGE]
    sheet = await (_promises(request, now, shown, total) if vows else _letters(now, shown, total))
    return _Found(sheet, fields, total, whole, at, last, states)


def _order(request: Request) -> tuple[str, bool]:
    """Return what rows are put in order by, and whether from the top down."""
    by = request.query_params.get("sort", "date")
    by = by if by in ledger.ORDERS else "date"
    return by, request.query_params.get("order", "down" if by == "date" else "up") == "down"


async def register(request: Request) -> Response:
    """Return the register of letters, with ``?list=commitments`` that of commitments."""
    now = shell.generation(request)
    vows = request.query_params.get("list") == "commitments"
    csv = request.query_params.get("format") == "csv"
    if not csv and await shell.patiently(promises(now) if vows else entries(now)) is None:
        return shell.waiting(request)
    found = await _found(request, now, vows=vows, csv=csv)
    if csv:
        return shell.csv(request, found.sheet)
    by, down = _order(request)
    return shell.answer(
        request,
        "register.html",
        sheet=found.sheet,
        fields=found.fields,
        total=found.total,
        whole=found.whole,
        at=found.at,
        last=found.last,
        vows=vows,
        words=request.query_params.get("q", "").strip()[:200],
        due=request.query_params.get("due", ""),
        states=[(name, due.STATES[name], found.states[name]) for name in found.states],
        on=request.query_params.get("on", ""),
        caution=due.CAUTION,
        by=by,
        down=down,
        orders={"编号": "number", "题目（答复函）": "title", "答复单位": "agency",
                "答复日期": "date", "办理结果": "outcome", "政协、人大": "assembly"},
        some=any(f.chosen for f in found.fields)
        or any(request.query_params.get(name) for name in ("q", "due")),
    )  # fmt: skip


ROUTES = [Route("/register", register)]
