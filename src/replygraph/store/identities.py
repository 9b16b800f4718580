"""Keeps the graph of identity: which things stand for which, what is undecided, what was judged.

Only groups of things that changed letters or judgements touch are made anew. Cells of this store::

    S  IRI of a thing       the one that stands for it, and its label
    G  IRI that stands      a thing for which it stands
    U  IRI of a thing       another that may be the same
    J  judgement            its lines, as long as both things are there
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from replygraph.derive import SEP
from replygraph.identify import (
    Identity,
    Judgement,
    Judgements,
    Key,
    beside,
    identify_keys,
)
from replygraph.store import helper
from replygraph.store.cells import Kept
from replygraph.store.known import Writer
from replygraph.store.spool import Spool

#: the cells that tell which IRI stands for another
SAME = "S"
#: things whose groups are put in place at once
_GROUPED = 5000
#: names that are kept in memory with what stands for them
_LOOKED_UP = 50_000
#: the certainty of a key to which none is compared that has it too
_CERTAIN = 2


class _Same(Mapping[str, str]):
    """Leads from an IRI to the one that stands for it, looked up as needed."""

    def __init__(self, cells: Kept) -> None:
        self._cells = cells
        self._found: dict[str, str | None] = {}

    def __getitem__(self, name: str) -> str:
        if name not in self._found:
            if len(self._found) > _LOOKED_UP:
                self._found.clear()
            values = self._cells.values("S", name)
            self._found[name] = values[0].partition(SEP)[0] if values else None
        found = self._found[name]
        if found is None:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._cells.items("S"))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Identities:
    """The cells of identity, and the lines that they make."""

    def __init__(self, cells: Kept, writer: Writer, file: Path | None) -> None:
        """Work on the given cells, kept in ``file``; None where they are in memory."""
        self._cells = cells
        self._file = file
        self._writer = writer

    def identity(self) -> Identity:
        """Return what is the same at present."""
        return Identity(_Same(self._cells) if self._cells.has("S") else {})

    def lines(self) -> Iterator[str]:
        """Yield all lines of the graph of identity, as they were last settled."""
        for name, value in self._cells.items(SAME):
            stands, _, label = value.partition(SEP)
            yield from self._writer.same(name, stands, label)
        for one, other in self._cells.items("U"):
            if one < other:
                yield self._writer.unsure(one, other)
        for judgement in self._kept_judgements():
            yield from self._writer.judged(judgement)

    def settle(self, judgements: Judgements) -> Iterator[tuple[list[str], list[str]]]:
        """Bring the cells up to date; yield lines that go and lines that come, piece by piece.

        `letters` are then those to be shared anew.
        """
        self._changed = self._cells.spool("changed")
        waiting = self._starts(judgements)  # before the judgements of the last time are forgotten
        gone: set[str] = set()
        come: set[str] = set()
        self._note(self._submissions(gone, come))
        self._judged(judgements, gone, come)
        yield sorted(gone - come), sorted(come - gone)
        for found in helper.every(self._cells, self._file, waiting, judgements):
            gone, come = set(), set()
            self._note(self._put(found, (gone, come)))
            yield sorted(gone - come), sorted(come - gone)

    def _note(self, names: Iterable[str]) -> None:
        """Remember names for which others stand now."""
        self._changed.add([("", name) for name in names])

    def letters(self, size: int) -> Iterator[list[str]]:
        """Yield the letters that name what changed in `settle`, ``size`` at a time."""
        found = self._cells.spool("letters")
        for names in self._changed.pages(_GROUPED):
            for name in names:
                found.add([("", letter) for letter in self._cells.values("r", name)])
        yield from found.pages(size)

    def _said(self, name: str) -> list[str]:
        return self._cells.values("i", name)

    def _starts(self, judgements: Judgements) -> Spool:
        """Return the things whose groups may have changed, with those that were grouped so far.

        Names that are alike lie side by side, so that what is looked up serves again.
        """
        found = self._cells.spool("starts")
        person = f"{self._writer.base}person/"
        judged = set(judgements.changed(Judgements()))

        def put(names: Iterable[str]) -> None:
            found.add(
                (beside(name.rpartition("/")[2]), name)
                for name in names
                # of persons only people may judge
                if not self._is_submission(name) and (name in judged or not name.startswith(person))
            )

        put(self._cells.touched("i"))
        if not self._cells.all_touched("i"):
            for _, values in self._cells.touched_values("b"):
                put({value.rpartition(SEP)[0] for value in values})
        before = Judgements(self._kept_judgements())
        judged |= set(before.changed(Judgements()))
        put(judgements.changed(before))
        if self._cells.has("S") or self._cells.has("U"):
            for names in found.pages(_GROUPED):
                for name in names:
                    stands = next(
                        (v.partition(SEP)[0] for v in self._cells.values("S", name)), name
                    )
                    grouped = self._cells.values("G", stands)
                    put({stands, *grouped, *self._cells.values("U", name)} - {name})
        return found

    @staticmethod
    def _is_submission(name: str) -> bool:
        return "/submission/" in name

    def _put(self, found: helper.Found, lines: tuple[set[str], set[str]]) -> set[str]:
        """Put groups in place of those before; return the names that other ones stand for now."""
        gone, come = lines
        changed = set()
        for name in found.seen:
            before = self._cells.values("S", name)
            after = [SEP.join(found.same[name])] if name in found.same else []
            if before != after:
                self._replace(name, before, after, gone, come)
                changed.add(name)
        pairs = {(one, other) for one, other in found.unsure}
        pairs |= {(other, one) for one, other in pairs}
        for name in found.seen:
            for other in self._cells.values("U", name):
                if (name, other) not in pairs:
                    self._cells.drop([("U", name, other), ("U", other, name)])
                    gone.add(self._writer.unsure(*sorted((name, other))))
        fresh = [
            (one, other) for one, other in found.unsure if other not in self._cells.values("U", one)
        ]
        self._cells.add(("U", *ends) for pair in fresh for ends in (pair, pair[::-1]))
        come.update(self._writer.unsure(*pair) for pair in fresh)
        return changed

    def _replace(
        self, name: str, before: list[str], after: list[str], gone: set[str], come: set[str]
    ) -> None:
        for values, lines, change in (
            (before, gone, self._cells.drop),
            (after, come, self._cells.add),
        ):
            for value in values:
                stands, _, label = value.partition(SEP)
                change([("S", name, value), ("G", stands, name)])
                lines.update(self._writer.same(name, stands, label))

    def _submissions(self, gone: set[str], come: set[str]) -> Iterator[str]:
        """Find anew which submissions are the same; yield those for which others stand now."""
        if not self._cells.is_touched("k"):
            return
        now = identify_keys(self._comparable()).same
        before = {n: v for n, v in self._cells.items("S") if self._is_submission(n)}
        for name in sorted(before.keys() | now.keys()):
            old = [before[name]] if name in before else []
            new = [now[name] + SEP] if name in now else []
            if old != new:
                self._replace(name, old, new, gone, come)
                yield name

    def _comparable(self) -> Iterator[Key]:
        """Yield the keys that lack a part, and of the others those with their number or title."""
        called: set[str] = set()
        for key in self._keys():
            if key.certainty < _CERTAIN:
                called |= {key.number, key.title} - {""}
        if called:
            yield from (k for k in self._keys() if not called.isdisjoint((k.number, k.title)))

    def _keys(self) -> Iterator[Key]:
        return (Key(*json.loads(value)) for _, value in self._cells.items("k"))

    # Judgements

    def _kept_judgements(self) -> list[Judgement]:
        return [Judgement(*json.loads(value)) for _, value in self._cells.items("J")]

    def _judged(self, judgements: Judgements, gone: set[str], come: set[str]) -> None:
        """Keep the judgements that are in force: those on two things that are there."""
        now = [j for j in judgements.all() if self._said(j.one) and self._said(j.other)]
        before = self._kept_judgements()
        for judgement in before:
            gone.update(self._writer.judged(judgement))
        for judgement in now:
            come.update(self._writer.judged(judgement))
        old, new = ({_packed(j) for j in some} for some in (before, now))
        self._cells.drop(("J", "", value) for value in sorted(old - new))
        self._cells.add(("J", "", value) for value in sorted(new - old))


def _packed(one: Judgement) -> str:
    fields = (one.one, one.other, one.verdict, one.who, one.when, one.why)
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
