"""Whether a commitment's day has passed: as of a day that is given, never as of the clock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from replygraph.views.axis import Period, period
from replygraph.views.network import Words
from replygraph.views.parts import Badge, Column

STATES = {
    "past": Words("期限已过", "due date passed"),
    "ahead": Words("尚未到期", "not yet due"),
    "open": Words("未写期限", "no due date"),
}


_TONES = {"past": "warn"}


def state(when: Period | None, on: date) -> str:
    """Return ``past`` where all of the period lies before the day, else ``ahead``; or ``open``."""
    if when is None:
        return "open"
    return "past" if when.end < on.toordinal() else "ahead"


def status(due: str, on: date) -> Badge:
    """Return as a badge how a due date (EDTF) stands on a day.

    >>> status("2022", date(2023, 5, 1)).zh, status("2023-05", date(2023, 5, 1)).zh
    ('期限已过', '尚未到期')
    """
    found = state(period(due), on)
    return Badge(STATES[found].zh, STATES[found].en, _TONES.get(found, ""))


def counts(dues: Iterable[str], on: date) -> dict[str, int]:
    """Return how many due dates are in each state on a day.

    >>> counts(["2022", "", "2024-05"], date(2023, 5, 1))
    {'past': 1, 'ahead': 1, 'open': 1}
    """
    found = dict.fromkeys(STATES, 0)
    for due in dues:
        found[state(period(due), on)] += 1
    return found


def summary(dues: Iterable[str], on: date) -> Words:
    """Return in words how many commitments are past, ahead and undated on a day."""
    found = [(name, n) for name, n in counts(dues, on).items() if n]
    zh = "，".join(f"{STATES[name].zh} {n} 项" for name, n in found)
    en = ", ".join(f"{STATES[name].en}: {n}" for name, n in found)
    return Words(f"截至 {on}：{zh}" if zh else "", f"on {on}: {en}" if en else "")


#: what is to be said wherever it is told that a day has passed
CAUTION = Words(
    "期限已过不等于没有办成：信写成之后的进展，图谱里看不到。",
    "That a date has passed does not mean that nothing was done: what came after is not known.",
)


def column(on: date) -> Column:
    """Return the column of `status`; its head says as of which day."""
    return Column(Words(f"状态（截至 {on}）", f"status on {on}"))
