"""What people judged: that two things are the same, different, or not to be decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from replygraph.identify.scoring import Verdict


@dataclass(frozen=True, slots=True, order=True)
class Judgement:
    """One decision on two IRIs, with who made it, when and why; the same whichever comes first."""

    one: str
    other: str
    verdict: Verdict
    who: str = ""
    when: str = ""
    why: str = ""


class Judgements:
    """Decisions by pair. Of several on one pair the last (by date) stands."""

    def __init__(self, given: Iterable[Judgement] = ()) -> None:
        """Take the decisions, in any order."""
        self.by_pair: dict[tuple[str, str], Judgement] = {}
        for judgement in sorted(given, key=lambda j: (j.when, j)):
            self.by_pair[_pair(judgement.one, judgement.other)] = judgement
        self._with: dict[str, set[str]] = defaultdict(set)
        for one, other in self.by_pair:
            self._with[one].add(other)
            self._with[other].add(one)

    def of(self, one: str, other: str) -> Verdict | None:
        """Return what was judged of two IRIs; None where nothing was."""
        found = self.by_pair.get(_pair(one, other))
        return found.verdict if found else None

    def all(self) -> list[Judgement]:
        """Return the decisions that stand, sorted by pair."""
        return [self.by_pair[pair] for pair in sorted(self.by_pair)]

    def judged_with(self, name: str) -> list[str]:
        """Return the IRIs that were judged together with ``name``, sorted."""
        return sorted(self._with.get(name, ()))

    def changed(self, other: Judgements) -> list[str]:
        """Return the IRIs on which the two differ, sorted."""
        pairs = self.by_pair.keys() | other.by_pair.keys()
        return sorted({n for pair in pairs if self.of(*pair) != other.of(*pair) for n in pair})


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)
