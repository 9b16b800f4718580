"""What a view of the network shows, as it stands in the address: the address restores the view."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from replygraph.views.filters import Filter
from replygraph.views.grouped import GROUPINGS, Grouping
from replygraph.views.whole import ACTS, KINDS, OUTCOMES

#: how many bodies a matrix may show, and how many it does where nothing is said
SIZES = (20, 40, 60, 80)
USUAL = 40
_MANY = 60
_LONG = 200


@dataclass(frozen=True, slots=True)
class State:
    """One view. ``ego``, ``to``, ``node``, ``one`` and ``other`` are names or keys as given.

    ``ego`` with ``to`` is the way between the two; ``most`` is the size of the matrix. Where
    ``opened`` is None the size of the network decides which groups are open.
    """

    by: str = "lineage"
    group: Grouping = "circle"
    opened: tuple[str, ...] | None = None
    what: Filter = field(default_factory=Filter)
    ego: str = ""
    to: str = ""
    node: str = ""
    one: str = ""
    other: str = ""
    whole: bool = False
    lang: str = ""
    most: int = USUAL
    view: str = "network"

    def address(self, **changes: Any) -> str:
        """Return the address of this view with some of its values changed."""
        wanted = replace(self, **changes) if changes else self
        pairs = wanted.pairs()
        return f"/{wanted.view}?{urlencode(pairs)}" if pairs else f"/{wanted.view}"

    def pairs(self) -> list[tuple[str, str]]:
        """Return the parameters of the address; what is as by default is left out."""
        what = self.what
        found = [("by", self.by)] if self.by != "lineage" else []
        if self.group != "circle":
            found.append(("group", self.group))
        if self.opened is not None:
            found += [("open", key) for key in self.opened] or [("open", "")]
        found += [("kind", kind) for kind in what.kinds]
        found += [("region", what.region)] if what.region else []
        found += [("relation", relation) for relation in what.relations]
        found += [("outcome", outcome) for outcome in what.outcomes]
        if what.by_year:
            found.append(("year", years(what)))
        for name in ("ego", "to", "node"):
            found += [(name, getattr(self, name))] if getattr(self, name) else []
        if self.one and self.other:
            found += [("a", self.one), ("b", self.other)]
        found += [("whole", "1")] if self.whole else []
        found += [("n", str(self.most))] if self.most != USUAL else []
        found += [("lang", self.lang)] if self.lang else []
        return found


def years(what: Filter) -> str:
    """Return the years as they stand in the address.

    >>> years(Filter(since=2021, until=2021)), years(Filter(since=2019))
    ('2021', '2019-')
    """
    if what.since == what.until:
        return str(what.since)
    return f"{what.since or ''}-{what.until or ''}"


def _year(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else 0


def spell(text: str) -> tuple[int, int]:
    """Return first and last year of ``2021``, ``2019-2022``, ``2019-`` or ``-2022``; 0 is none."""
    first, sign, last = text.partition("-")
    if not sign:
        return _year(first), _year(first)
    since, until = _year(first), _year(last)
    return (until, since) if since and until and since > until else (since, until)


def _among(given: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    wanted = set(given)
    return tuple(one for one in known if one in wanted)


def state(query: QueryParams, view: str = "network") -> State:
    """Return what an address of a view asks for; what it cannot mean is left out.

    >>> state(QueryParams("group=region&year=2019-2022&kind=party&kind=x")).what.since
    2019
    """
    grouping: Grouping = next((g for g in GROUPINGS if g == query.get("group")), "circle")
    since, until = spell(query.get("year", ""))
    what = Filter(
        _among(query.getlist("kind"), KINDS),
        query.get("region", "")[:_LONG],
        _among(query.getlist("relation"), ACTS),
        _among(query.getlist("outcome"), OUTCOMES),
        since,
        until,
    )
    opened = None
    if "open" in query:
        given = [key[:_LONG] for key in query.getlist("open") if key][:_MANY]
        opened = tuple(dict.fromkeys(given))
    ego, to, node, one, other = (
        query.get(name, "")[:_LONG] for name in ("ego", "to", "node", "a", "b")
    )
    lang = query.get("lang", "")
    return State(
        "body" if query.get("by") == "body" else "lineage",
        grouping,
        opened,
        what,
        ego,
        to,
        node,
        one,
        other,
        whole=query.get("whole") == "1",
        lang=lang if lang in ("zh", "en") else "",
        most=next((n for n in SIZES if str(n) == query.get("n")), USUAL),
        view=view,
    )
