"""Whether a commitment's day has passed: as of a day that is given, never as of the clock."""

from __future__ import annotations

from datetime import date

from replygraph.views.axis import Period, period
from replygraph.views.network import Words
from replygraph.views.parts import Column

STATES = {
    "past": Words("期限已过", "due date passed"),
    "ahead": Words("尚未到期", "not yet due"),
    "open": Words("未写期限", "no due date"),
}


def state(when: Period | None, on: date) -> str:
    """Return ``past`` where all of the period lies before the day, else ``ahead``; or ``open``."""
    if when is None:
        return "open"
    return "past" if when.end < on.toordinal() else "ahead"


def status(due: str, on: date) -> Words:
    """Return in words how a due date (EDTF) stands on a day.

    >>> status("2022", date(2023, 5, 1)).zh, status("2023-05", date(2023, 5, 1)).zh
    ('期限已过', '尚未到期')
    """
    return STATES[state(period(due), on)]


def column(on: date) -> Column:
    """Return the column of `status`; its head says as of which day."""
    return Column(Words(f"状态（截至 {on}）", f"status on {on}"))
