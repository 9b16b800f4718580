"""The day as of which it is told what is past: never the clock, so that pages stay as they are."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request

from replygraph.serve.explorer.ask import ask
from replygraph.serve.live import Generation
from replygraph.views.axis import period


def _named(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


async def as_of(request: Request, now: Generation) -> tuple[date, bool]:
    """Return the day that the address names (``?on=``), else that of the newest letter.

    The second value tells whether the address names it.
    """
    if given := _named(request.query_params.get("on", "")[:10]):
        return given, True

    async def newest() -> date:
        rows = await ask(now, "newest")
        found = period(rows[0].get("date", "")) if rows else None
        return date.fromordinal(found.end) if found else date(2000, 1, 1)

    kept: date = await now.once("newest", newest)
    return kept, False
