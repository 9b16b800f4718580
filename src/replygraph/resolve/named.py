"""What the name of an agency becomes, and the parts that all kinds of names share."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from replygraph.resolve.regions import Region
from replygraph.resources import authority


class Named(NamedTuple):
    """A canonical name; ``region`` is what it belongs to, ``rest`` its name behind the region.

    ``short`` says that an abbreviation was written, so that a fuller form in the letter wins.
    """

    name: str | None
    region: Region | None
    rest: str
    short: bool
    verified: bool
    rule: str


def unit_name(name: str) -> str:
    """Return the name of an inner unit, expanded: 气候司 → 应对气候变化司."""
    known = authority()
    if name == "气候司":
        return known.abbreviations["气候"] + "司"
    if name.endswith("工委"):
        return name[:-1] + "作委员会"
    if name.endswith("委") and not name.endswith("管委"):
        return name + "员会"
    return name + "公室" if name.endswith("办") else name


@lru_cache(maxsize=8192)
def body_name(rest: str) -> tuple[str, bool]:
    """Return the name behind a region, expanded, and whether the authority knows it.

    The longest known beginning is expanded by itself, what follows is its inner unit.
    """
    known = authority()
    for size in range(len(rest), 1, -1):
        expanded = known.forms.get(rest[:size])
        if expanded is not None:
            tail = rest[size:]
            if not tail:
                return expanded, True
            if tail == "门":
                break
            return expanded + unit_name(tail), True
    return known.expand(rest), False


@lru_cache(maxsize=8192)
def led_by_another(rest: str) -> bool:
    """Tell whether an unknown name begins with a place of its own: 鹤壁援疆工作队."""
    known = authority()
    if known.begins(rest):
        return False
    return any(
        rest[:size] in known.by_name and not known.is_common(rest[:size], "short")
        for size in (4, 3, 2)
        if len(rest) > size + 2
    )
