"""Keeps the graph of identity: which things stand for which, what is undecided, what was judged.

Only groups of things that changed letters or judgements touch are made anew. Cells of this store::

    S  IRI of a thing       the one that stands for it, and its label
    G  IRI that stands      a thing for which it stands
    U  IRI of a thing       another that may be the same
    J  judgement            its lines, as long as both things are there
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from replygraph.derive import SEP
from replygraph.identify import (
    Grouping,
    Groups,
    Identity,
    Judgement,
    Judgements,
    Key,
    identify_keys,
)
from replygraph.store.cells import Kept
from replygraph.store.known import Writer

#: things whose groups are put in place at once
_GROUPED = 5000


class _Same(Mapping[str, str]):
    """Leads from an IRI to the one that stands for it, looked up as needed."""

    def __init__(self, cells: Kept) -> None:
        self._cells = cells

    def __getitem__(self, name: str) -> str:
        for value in self._cells.values("S", name):
            return value.partition(SEP)[0]
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._cells.items("S"))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Identities:
    """The cells of identity, and the lines that they make."""

    def __init__(self, cells: Kept, writer: Writer) -> None:
        """Work on the given cells."""
        self._cells = cells
        self._writer = writer

    def identity(self) -> Identity:
        """Return what is the same at present."""
        return Identity(_Same(self._cells))

    def settle(self, judgements: Judgements) -> tuple[list[str], list[str], list[str]]:
        """Bring the cells up to date; return lines that go, lines that come, names that changed.

        Letters that name a changed thing have to be shared anew.
        """
        gone: set[str] = set()
        come: set[str] = set()
        changed = set(self._submissions(gone, come))
        starts = self._starts(judgements)
        seen: set[str] = set()
        found = Grouping(self._said, self._met, judgements)
        for at in range(0, len(starts), _GROUPED):
            fresh = [name for name in starts[at : at + _GROUPED] if name not in seen]
            groups = found.groups(fresh)
            seen |= groups.seen
            changed |= self._put(groups, {*fresh, *groups.seen}, found, (gone, come))
        self._judged(judgements, gone, come)
        return sorted(gone - come), sorted(come - gone), sorted(changed)

    def _said(self, name: str) -> list[str]:
        return self._cells.values("i", name)

    def _met(self, key: str) -> list[str]:
        return self._cells.values("b", key)

    def _starts(self, judgements: Judgements) -> list[str]:
        """Return the things whose groups may have changed, with those that were grouped so far."""
        found = set(self._cells.touched("i"))
        for key in self._cells.touched("b"):
            found |= {value.rpartition(SEP)[0] for value in self._met(key)}
        before = Judgements(self._kept_judgements())
        found |= set(judgements.changed(before))
        for name in sorted(found):
            stands = next((v.partition(SEP)[0] for v in self._cells.values("S", name)), name)
            found |= {stands, *self._cells.values("G", stands), *self._cells.values("U", name)}
        return sorted(name for name in found if not self._is_submission(name))

    @staticmethod
    def _is_submission(name: str) -> bool:
        return "/submission/" in name

    def _put(
        self,
        groups: Groups,
        names: set[str],
        found: Grouping,
        lines: tuple[set[str], set[str]],
    ) -> set[str]:
        """Put groups in place of those before; return the names that other ones stand for now."""
        gone, come = lines
        changed = set()
        for name in sorted(names):
            before = self._cells.values("S", name)
            after = []
            if name in groups.same:
                thing = found.thing(name)
                after = [groups.same[name] + SEP + (thing.label if thing else "")]
            if before != after:
                self._replace(name, before, after, gone, come)
                changed.add(name)
        fresh = {frozenset(pair) for pair in groups.unsure}
        for name in sorted(names):
            for other in self._cells.values("U", name):
                if frozenset((name, other)) not in fresh:
                    self._cells.drop([("U", name, other), ("U", other, name)])
                    gone.add(self._writer.unsure(*sorted((name, other))))
        for one, other in sorted(groups.unsure):
            if other not in self._cells.values("U", one):
                self._cells.add([("U", one, other), ("U", other, one)])
                come.add(self._writer.unsure(one, other))
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
        if not any(True for _ in self._cells.touched("k")):
            return
        now = identify_keys(Key(*json.loads(v)) for _, v in self._cells.items("k")).same
        before = {n: v for n, v in self._cells.items("S") if self._is_submission(n)}
        for name in sorted(before.keys() | now.keys()):
            old = [before[name]] if name in before else []
            new = [now[name] + SEP] if name in now else []
            if old != new:
                self._replace(name, old, new, gone, come)
                yield name

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
