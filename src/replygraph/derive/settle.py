"""From touched cells to what is known: each thing anew from its own cell.

`settle` is the one way by which facts come about, for a single changed letter as for all letters
at once, so that both give the same. Beside the cells that letters fill (`replygraph.derive.shares`)
it keeps some of its own::

    A  IRI of an act          the act as text, with the keys it was made from
    K  key of an act          the act made from it
    T  kind, object           acts of this kind on this object
    Q  IRI of an act          group and the act it may be the same as
    P  two agencies           acts that both took part in
    H  IRI of a submission    agencies with a part in handling it
    N  IRI of an agency       root of its place in the authority
    B  root of a place        known agencies there
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from heapq import merge
from itertools import combinations, groupby
from typing import Any, NamedTuple

from replygraph import iri
from replygraph.claims import Named
from replygraph.derive import authority
from replygraph.derive.acts import act_of, collaboration, from_text, possible_links, to_text
from replygraph.derive.authority import Known
from replygraph.derive.cells import Cells, Entry
from replygraph.derive.shares import SEP
from replygraph.derive.values import Act, Handling, Submission


class Settled(NamedTuple):
    """What is now known under ``key``; None where nothing is known any more.

    ``kind`` and ``value``: triple, member, policy, date, assembly (True) · thing (list of `Named`,
    `Known` or None) · submission, handling, act, pair (values of `replygraph.derive`) · lines (of
    a place: tuple of `Line`).
    """

    kind: str
    key: str
    value: Any


#: kinds of cells of its own
OWN = frozenset("AKTQPHNB")
#: acts that are kept in memory while pairs are made of them
_KEPT = 5000
#: entries that are added at once
_AT_ONCE = 5000
_PLAIN = {"t": "triple", "m": "member", "e": "policy", "d": "date", "y": "assembly"}


def settle(cells: Cells, base: str = iri.BASE) -> Iterator[Settled]:
    """Yield what changed for all touched cells, and keep the cells of its own up to date."""
    for kind, name in _PLAIN.items():
        for key, values in cells.touched_values(kind):
            yield Settled(name, key, True if values else None)
    kept = _Own(cells)
    yield from _things(kept)
    kept.flush()
    for key, values in cells.touched_values("s"):
        yield from _submission(kept, key, values, base)
    kept.flush()
    _acts(kept, base)
    kept.flush()
    for key, names in cells.touched_values("T"):
        _possible(cells, key, names)
    for name in _either(cells.touched("A"), cells.touched("Q")):
        yield Settled("act", name, _act(cells, name))
    yield from _pairs(cells, base)
    for key, names in cells.touched_values("B"):
        pairs = ((name, _known(_named(name, cells.values("n", name)))) for name in names)
        agencies = {name: known for name, known in pairs if known}
        yield Settled("lines", key, authority.lines(key, agencies, base) or None)


class _Own:
    """The cells of its own, as they are made anew: they are read only after `flush`.

    In a first derivation there are none before, so that none are looked up.
    """

    def __init__(self, cells: Cells) -> None:
        self.cells = cells
        self._fresh = not any(cells.has(kind) for kind in "NHA")
        self._added: list[Entry] = []

    def before(self, kind: str, key: str) -> list[str]:
        """Return the values that a cell had before it is made anew."""
        return [] if self._fresh else self.cells.values(kind, key)

    def exchange(self, before: Iterable[Entry], after: Iterable[Entry]) -> None:
        """Put entries in place of others."""
        if self._fresh:
            self._added += after
            if len(self._added) > _AT_ONCE:
                self.flush()
        else:
            _exchange(self.cells, before, after)

    def flush(self) -> None:
        """Put what was added into the cells."""
        self.cells.add(self._added)
        self._added = []


def _exchange(cells: Cells, before: Iterable[Entry], after: Iterable[Entry]) -> None:
    """Put entries in place of others; what stays the same is not touched."""
    old, new = set(before), set(after)
    cells.drop(sorted(old - new))
    cells.add(sorted(new - old))


def _either(one: Iterable[str], other: Iterable[str]) -> Iterator[str]:
    """Yield what stands in either of two sorted runs, once."""
    return (key for key, _ in groupby(merge(one, other)))


def _pairs(cells: Cells, base: str) -> Iterator[Settled]:
    """Yield the collaborations whose acts changed; each act is in as many as it has pairs."""
    acts: dict[str, Act | None] = {}
    for key, names in cells.touched_values("P"):
        if len(acts) > _KEPT:
            acts.clear()
        for name in names:
            if name not in acts:
                acts[name] = _told(cells, name)
        told = [act for name in names if (act := acts[name])]
        one, other = key.split(SEP)
        if told:
            found = collaboration((one, other), told, base)
            yield Settled("pair", found.iri, found)
        else:
            yield Settled("pair", iri.collaboration(one, other, base), None)


def _named(name: str, values: Iterable[str]) -> list[Named]:
    pairs = (value.split(SEP, 1) for value in values)
    return sorted(Named(name, kind, label) for kind, label in pairs)


def _known(called: Iterable[Named]) -> Known | None:
    return next((k for t in called if (k := authority.known(t.type, t.label))), None)


def _things(kept: _Own) -> Iterator[Settled]:
    for name, values in kept.cells.touched_values("n"):
        called = _named(name, values)
        known = _known(called)
        root = known.root if known and known.kind else None
        before = [("N", name, value) for value in kept.before("N", name)]
        places = [("B", value, name) for _, _, value in before]
        kept.exchange(before, [("N", name, root)] if root else [])
        kept.exchange(places, [("B", root, name)] if root else [])
        if not called:
            yield Settled("thing", name, None)
            continue
        # Where letters call a thing differently, the first name stands.
        label = min(thing.label for thing in called)
        kinds = sorted({thing.type for thing in called})
        yield Settled("thing", name, ([Named(name, kind, label) for kind in kinds], known))


def _submission(kept: _Own, name: str, values: list[str], base: str) -> Iterator[Settled]:
    said = [json.loads(text) for text in values]
    parts = {part.agency: part for part in _handlings(name, said, base)}
    before = kept.before("H", name)
    kept.exchange([("H", name, a) for a in before], [("H", name, a) for a in sorted(parts)])
    for agency in sorted({*before, *parts}):
        yield Settled("handling", iri.handling(name, agency, base), parts.get(agency))
    yield Settled("submission", name, _described(name, said) if said else None)
    act = _joint_handling(name, said, list(parts.values()), base)
    key = iri.joint_act("jointHandling", name, None, apart=name, base=base)
    _keep_act(kept, key, act, ())


def _described(name: str, said: list[dict[str, Any]]) -> Submission:
    own = [one for one in said if one.get("own")]

    def every(field: str) -> list[str]:
        return sorted({one[field] for one in own if one[field]})

    kinds, assemblies = every("kind"), every("assembly")
    numbers, titles = every("number"), every("title")
    label = min(min(one["labels"]) for one in said)
    if not own and label[:1].isdigit():
        numbers = [label]
    if not (numbers or titles):
        titles = [label]
    return Submission(
        name,
        kinds[0] if len(kinds) == 1 else None,
        tuple(numbers),
        tuple(titles),
        tuple(every("session")),
        assemblies[0] if len(assemblies) == 1 else None,
    )


def _handlings(name: str, said: list[dict[str, Any]], base: str) -> list[Handling]:
    found = []
    for agency in sorted({agency for one in said for agency in one["parts"]}):
        mine = [one for one in said if agency in one["parts"]]
        replies = [one for one in mine if one["parts"][agency][1]]
        found.append(
            Handling(
                iri.handling(name, agency, base),
                name,
                agency,
                tuple(sorted({role for one in mine for role in one["parts"][agency][0]})),
                tuple(sorted(one["letter"] for one in replies)),
                tuple(sorted({one["outcome"] for one in replies if one["outcome"]})),
                max((one["date"] for one in replies if one["date"]), default=None),
            )
        )
    return found


def _joint_handling(
    name: str, said: list[dict[str, Any]], parts: list[Handling], base: str
) -> Act | None:
    """Return the act that a lead agency and co-handlers make of answering together."""
    joint = [part for part in parts if {"lead", "co"} & set(part.roles)]
    if len(joint) < 2:
        return None
    agencies = tuple(part.agency for part in joint)
    return Act(
        iri.joint_act("jointHandling", name, None, apart=name, base=base),
        "jointHandling",
        (name,),
        max((part.date for part in joint if part.date), default=None),
        agencies,
        agencies,
        tuple(sorted({one["letter"] for one in said if one["parts"]})),
        tuple(sorted({passage for one in said for passage in one.get("proof", ())})),
    )


def _told(cells: Cells, name: str) -> Act | None:
    """Return an act without what it may be the same as."""
    return next((from_text(text)[0] for text in cells.values("A", name)), None)


def _act(cells: Cells, name: str) -> Act | None:
    act = _told(cells, name)
    if act is None:
        return None
    links = {value.split(SEP)[-1] for value in cells.values("Q", name)}
    return replace(act, possibly=tuple(sorted(links)))


def _entries(act: Act, keys: Iterable[str]) -> list[Entry]:
    found = [("A", act.iri, to_text(act, keys))]
    found += [("K", key, act.iri) for key in keys]
    if act.kind != "jointHandling":
        found += [("T", act.kind + SEP + target, act.iri) for target in act.targets]
    return found + [("P", SEP.join(pair), act.iri) for pair in combinations(act.bodies, 2)]


def _keep_act(kept: _Own, name: str, act: Act | None, keys: Iterable[str]) -> None:
    """Keep an act, or that there is none, and touch the pairs and groups that it changes."""
    before: list[Entry] = []
    for text in kept.before("A", name):
        old, old_keys = from_text(text)
        before = _entries(old, old_keys)
        if act is None:
            before += [("Q", name, value) for value in kept.before("Q", name)]
    after = _entries(act, keys) if act else []
    kept.exchange(before, after)
    if before and after and before[0] != after[0]:
        # Dates and participants count in groups and pairs that stay.
        both = [entry for entry in after if entry in before and entry[0] in "TP"]
        kept.cells.add(both)
        kept.cells.drop(both)


def _acts(kept: _Own, base: str) -> None:
    """Make the acts anew that letters tell of under touched keys, one after another."""
    seen: set[str] = set()
    for start in kept.cells.touched("a"):
        waiting = [start]
        while waiting:
            key = waiting.pop()
            if key in seen:
                continue
            keys, told = _together(kept.cells, key)
            if len(keys) > 1:  # a key by itself is not met again
                seen |= keys
            gone = {name for other in keys for name in kept.before("K", other)}
            for name in sorted(gone):
                for text in kept.before("A", name):
                    # An act that falls apart leaves keys that now tell of others.
                    waiting += sorted(set(from_text(text)[1]) - keys)
            act = act_of(told, base) if told else None
            for name in sorted(gone - {act.iri if act else ""}):
                _keep_act(kept, name, None, ())
            if act:
                _keep_act(kept, act.iri, act, sorted(keys))


def _together(cells: Cells, key: str) -> tuple[set[str], list[dict[str, Any]]]:
    """Return the keys that letters tie to ``key``, and what they tell under them."""
    keys, told, todo = {key}, dict[str, dict[str, Any]](), [key]
    while todo:
        for text in cells.values("a", todo.pop()):
            if text not in told:
                told[text] = json.loads(text)
                fresh = set(told[text]["keys"]) - keys
                keys |= fresh
                todo += sorted(fresh)
    return keys, [told[text] for text in sorted(told)]


def _possible(cells: Cells, group: str, names: list[str]) -> None:
    """Link the acts of a group that may be the same."""
    acts = [from_text(text)[0] for name in names for text in cells.values("A", name)]
    before = [
        ("Q", name, value)
        for name in names
        for value in cells.values("Q", name)
        if value.startswith(group + SEP)
    ]
    links = possible_links(acts)
    _exchange(cells, before, [("Q", one, group + SEP + other) for one, other in links])
