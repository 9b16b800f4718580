"""From scores to groups: things that are one, without ever joining two that must stay apart.

A group depends only on the things that meet, directly or through others, so that a changed letter
touches few groups, and what comes out never depends on the order of letters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from sys import intern

from replygraph.identify.apart import Traits, are_apart, traits
from replygraph.identify.judged import Judgements
from replygraph.identify.scoring import APART, Score, score
from replygraph.identify.things import CROWD, Thing, keys, meeting, thing_of

Pair = tuple[str, str]
#: things, scores and names at keys that are kept in memory between two groups
_KEPT = 8_000
_KEPT_SCORES = 20_000
_KEPT_NAMES = 100_000


@dataclass(slots=True)
class Groups:
    """What was found of some things: ``same`` leads to the one that stands for its group.

    ``seen`` are all things that were looked at; ``unsure`` are pairs that stay undecided.
    """

    same: dict[str, str] = field(default_factory=dict)
    unsure: set[Pair] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Block:
    """Who stands at one key: all, and those that all others there may meet."""

    every: frozenset[str]
    anchors: frozenset[str]
    crowded: bool


class Grouping:
    """Groups things. ``said`` returns what letters say of an IRI, ``met`` who stands at a key.

    ``met`` returns texts ``IRI⇥part``, see `replygraph.identify.things.keys`.
    """

    def __init__(
        self,
        said: Callable[[str], list[str]],
        met: Callable[[str], list[str]],
        judgements: Judgements,
    ) -> None:
        """Take what the groups depend on."""
        self._said = said
        self._met = met
        self._judgements = judgements
        self._things: dict[str, Traits | None] = {}
        self._alone: set[str] = set()  # of them those that one letter names, in one way
        self._scores: dict[Pair, Score] = {}
        self._blocks: dict[str, _Block] = {}
        self._standing = 0

    def thing(self, name: str) -> Thing | None:
        """Return the thing with this IRI; None where no letter names it."""
        found = self._traits(name)
        return found.thing if found else None

    def _traits(self, name: str) -> Traits | None:
        if name not in self._things:
            said = self._said(name)
            if len(said) == 1:
                self._alone.add(name)
            self._things[name] = traits(thing_of(name, said)) if said else None
        return self._things[name]

    def score(self, one: str, other: str) -> Score | None:
        """Return the score of two IRIs; None where one is not there or they are not compared."""
        pair = (one, other) if one <= other else (other, one)
        if pair not in self._scores:
            first, second = self.thing(pair[0]), self.thing(pair[1])
            judged = self._judgements.of(*pair)
            if first is None or second is None:
                return None
            if first.compared and second.compared:
                self._scores[pair] = score(first, second, judged)
            else:
                self._scores[pair] = Score((), judged)
        return self._scores[pair]

    def candidates(self, name: str) -> list[str]:
        """Return the IRIs that may be the same as ``name``, sorted."""
        return sorted(self._candidates(name))

    def _candidates(self, name: str) -> set[str]:
        mine = self._traits(name)
        if mine is None:
            return set()
        found = set(self._judgements.judged_with(name))
        if mine.thing.compared:
            for key, part in self._keys(mine.thing):
                block = self._block(key)
                if part == "-":
                    found |= block.anchors
                elif part == "*" or not block.crowded:
                    found |= block.every
        found.discard(name)
        return found

    def _keys(self, thing: Thing) -> Iterable[tuple[str, str]]:
        """Return where a thing stands: what its letters say one by one, as `met` has it."""
        if thing.iri in self._alone:
            return keys(thing)
        return {key for text in self._said(thing.iri) for key in meeting(thing.iri, text)}

    def _block(self, key: str) -> _Block:
        if key not in self._blocks:
            pairs = [value.rpartition("\t") for value in self._met(key)]
            every = frozenset(intern(other) for other, _, _ in pairs)
            anchors = frozenset(intern(other) for other, _, part in pairs if part == "*")
            self._blocks[key] = _Block(every, anchors, len(pairs) > CROWD)
            self._standing += len(pairs)
        return self._blocks[key]

    def _forget(self) -> None:
        """Let go of what was looked up, where it has become much."""
        if len(self._things) > _KEPT:
            self._things.clear()
            self._alone.clear()
        if len(self._scores) > _KEPT_SCORES:
            self._scores.clear()
        if self._standing > _KEPT_NAMES:
            self._blocks.clear()
            self._standing = 0

    def groups(self, starts: Iterable[str]) -> Groups:
        """Return the groups of ``starts`` and of all that hang together with them."""
        found = Groups()
        for start in sorted(set(starts)):
            if start not in found.seen and self.thing(start) is not None:
                self._group(start, found)
            self._forget()
        return found

    def _group(self, start: str, found: Groups) -> None:
        together, edges, todo = {start}, dict[Pair, Score](), [start]
        unsure: set[Pair] = set()
        while todo:
            name = todo.pop()
            judged = set(self._judgements.judged_with(name))
            mine = self._traits(name)
            # A pair is looked at once: with what was looked at before, that one looked at this.
            found.seen.add(name)
            for other in self._candidates(name) - found.seen:
                theirs = self._traits(other)
                if mine is None or theirs is None:
                    continue
                if other not in judged and are_apart(mine, theirs):
                    continue
                reasons = self.score(name, other)
                if reasons is None:
                    continue
                pair, verdict = (name, other) if name < other else (other, name), reasons.verdict
                if verdict == "same":
                    edges[pair] = reasons
                    if other not in together:
                        together.add(other)
                        todo.append(other)
                elif verdict == "unsure":
                    unsure.add(pair)
        if not edges:
            found.unsure |= unsure
            return
        groups, apart = self._joined(together, edges)
        unsure |= apart
        for group in groups:
            stands = min(group, key=self._rank)
            if len(group) > 1:
                unsure = {pair for pair in unsure if not group.issuperset(pair)}
            found.same.update((name, stands) for name in group if name != stands)
        found.unsure |= unsure

    def _joined(
        self, names: set[str], edges: dict[Pair, Score]
    ) -> tuple[list[set[str]], set[Pair]]:
        """Join what is surest first; return the groups, and the pairs that were not joined."""
        group = {name: {name} for name in names}
        apart: set[Pair] = set()
        surest = sorted(edges, key=lambda p: (not edges[p].judged, -edges[p].value, p))
        for pair in surest:
            one, other = group[pair[0]], group[pair[1]]
            if one is other:
                continue
            judged = edges[pair].judged is not None
            wide = any(thing.national for n in (*one, *other) if (thing := self.thing(n)))
            if any(self._forbidden(a, b, judged=judged, wide=wide) for a in one for b in other):
                apart.add(pair)
                continue
            one |= other
            for name in other:
                group[name] = one
        return [group[n] for n in sorted(names) if n == min(group[n])], apart

    def _forbidden(self, one: str, other: str, *, judged: bool, wide: bool) -> bool:
        """Tell whether two members may not be joined; people's word goes against features only.

        ``wide``: a thing of the whole country is among them, done in many regions.
        """
        reasons = self.score(one, other)
        if reasons is None:
            return False
        if reasons.judged:
            return reasons.judged != "same"
        return not judged and any(
            feature.forbids and not (wide and feature.name == APART) for feature in reasons.features
        )

    def _rank(self, name: str) -> tuple[bool, bool, bool, int, str]:
        """Return what tells the name that stands for a group.

        It is a full one that needs no region, else that of the region which has it in hand.
        """
        thing = self.thing(name)
        assert thing is not None
        numbered = thing.compared and bool(thing.shape.document)
        return numbered, thing.scoped, not thing.owned, -len(thing.label), name
