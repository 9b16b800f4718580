"""An index of the names in the graph: for search, completion and reconciliation."""

from __future__ import annotations

import unicodedata
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from replygraph.resources import authority
from replygraph.views.names import region

_MANY = 5_000


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that has a name; ``kinds`` are IRIs of its classes."""

    iri: str
    name: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that a name may mean; the score goes up to 100, which only the name itself has."""

    entry: Entry
    score: float


def folded(name: str) -> str:
    """Return a name as it is compared: one width, no blanks, no marks.

    >>> folded(" 《深圳市 Ｇ20 方案》")
    '深圳市g20方案'
    """
    text = unicodedata.normalize("NFKC", name).casefold()
    return "".join(char for char in text if char.isalnum())


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)} or {text}


def fuller(name: str) -> str:
    """Return the name of an agency written out, as the authority knows its short forms.

    >>> fuller("深圳市发改委")
    '深圳市发展和改革委员会'
    """
    first, inner = region(name)
    head = first + inner if name.startswith(first + inner) else ""
    rest = name[len(head) :]
    return head + (authority().expand(rest) or rest)


class Names:
    """Finds entries by their names, also by parts of them and by short forms of agencies."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Index the entries."""
        self.entries = sorted(entries, key=lambda entry: (entry.name, entry.iri))
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._holding: dict[str, array[int]] = defaultdict(lambda: array("I"))
        for number, entry in enumerate(self.entries):
            text = folded(entry.name)
            self._exact[text].append(number)
            for pair in _pairs(text):
                self._holding[pair].append(number)

    def find(self, name: str, kinds: Iterable[str] = (), limit: int = 10) -> list[Hit]:
        """Return the likeliest entries, best first; ``kinds`` are classes, any where none given."""
        wanted = set(kinds)
        scores: dict[int, float] = {}
        for text, weight in {folded(fuller(name)): 0.99, folded(name): 1.0}.items():
            if not text:
                continue
            for number, score in self._scored(text).items():
                scores[number] = max(scores.get(number, 0.0), score * weight)
        found = ((self.entries[number], score) for number, score in scores.items())
        hits = [
            Hit(entry, round(score, 1))
            for entry, score in found
            if not wanted or wanted & set(entry.kinds)
        ]
        hits.sort(key=lambda hit: (-hit.score, len(hit.entry.name), hit.entry.name, hit.entry.iri))
        return hits[:limit]

    def _scored(self, text: str) -> dict[int, float]:
        found = dict.fromkeys(self._exact.get(text, ()), 100.0)
        pairs = _pairs(text)
        shared: Counter[int] = Counter()
        for pair in sorted(pairs, key=lambda pair: len(self._holding.get(pair, ()))):
            shared.update(self._holding.get(pair, ()))
            if len(shared) > 20 * _MANY:  # the rarer pairs came first
                break
        for number, common in shared.most_common(_MANY):
            if number in found:
                continue
            other = folded(self.entries[number].name)
            score = 2 * common / (len(pairs) + len(_pairs(other)))
            if other.startswith(text):
                score = max(score, 0.6) + 0.15 * len(text) / len(other)
            elif text in other:
                score = max(score, 0.5) + 0.1 * len(text) / len(other)
            found[number] = min(95.0, 100 * score)
        return found
