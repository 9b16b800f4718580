"""What a text that somebody typed may mean, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from replygraph.resources import authority
from replygraph.serve.finding.alphabet import folded
from replygraph.serve.finding.forms import FORMER, LABEL, divided
from replygraph.serve.finding.index import Index, Ints, Token

#: how a hit was found, best first; a tier is a place in this list
HOW = (
    "exact",
    "also exact",
    "formerly exact",
    "prefix",
    "also prefix",
    "formerly prefix",
    "contains",
    "also contains",
    "formerly contains",
    "read exact",
    "read prefix",
    "read also",
    "read contains",
    "sounds",
    "near exact",
    "near prefix",
    "near contains",
    "like",
)
_TIER = {name: tier for tier, name in enumerate(HOW)}
#: longer texts are looked for as they stand only
_LONGEST = 120
_NEAR_MOST = 24
_LIKE = 0.6
_LIKE_MOST = 60
_SCORES = {"exact": (100.0, 0.0), "also exact": (99.0, 0.0), "formerly exact": (98.0, 0.0)}


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that a text may mean; ``row`` is the name of it that was found.

    The score goes up to 100, which only the name itself has.
    """

    iri: str
    name: str
    kinds: int
    letters: int
    how: str
    score: float
    row: str
    former: bool
    note: str


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: entries in order of likelihood with their tiers and names."""

    index: Index
    text: str
    entries: Ints
    tiers: Ints
    rows: Ints
    alike: dict[int, float]

    def __len__(self) -> int:
        """Return how many entries were found."""
        return len(self.entries)

    def hit(self, place: int) -> Hit:
        """Return what was found at a place of the order."""
        index, entry, row = self.index, int(self.entries[place]), int(self.rows[place])
        how = HOW[self.tiers[place]]
        name = index.names[entry]
        return Hit(
            index.iris[entry],
            name,
            int(index.kinds[entry]),
            int(index.letters[entry]),
            how,
            self._score(how, row),
            index.rows[row],
            bool(index.form[row] == FORMER),
            index.notes[entry],
        )

    def _score(self, how: str, row: int) -> float:
        if how in _SCORES:
            return _SCORES[how][0]
        if how == "like":
            return round(100 * self.alike.get(row, 0.0), 1)
        part = min(1.0, len(self.text) / max(1, int(self.index.lengths[row])))
        word = how.rpartition(" ")[2]
        least = {"prefix": 60, "contains": 50, "sounds": 50}.get(word, 45)
        return round(min(95.0, least + 35 * part), 1)

    def hits(self, start: int = 0, most: int | None = None) -> Iterator[Hit]:
        """Return hits in order."""
        end = len(self) if most is None else min(len(self), start + most)
        return (self.hit(place) for place in range(start, end))


class _Heap:
    """Collects rows with their tiers."""

    def __init__(self, index: Index, wanted: int) -> None:
        self._index = index
        self._wanted = wanted
        self.rows: list[Ints] = []
        self.tiers: list[npt.NDArray[np.uint8]] = []

    def add(self, rows: Ints, tiers: npt.NDArray[np.uint8] | int) -> None:
        given = np.full(len(rows), tiers, np.uint8) if isinstance(tiers, int) else tiers
        if self._wanted:
            fits = (self._index.kinds[self._index.entry[rows]] & self._wanted) != 0
            rows, given = rows[fits], given[fits]
        if len(rows):
            self.rows.append(rows)
            self.tiers.append(given)

    def places(self, begins: Ints, ends: Ints, base: str) -> None:
        """Add what lies between places, by whether that is a whole name or its beginning."""
        index = self._index
        rows = index.row(begins)
        first = begins == index.starts[rows]
        whole = first & (ends == index.ends[rows])
        if base == "read":
            own = index.form[rows] == LABEL
            tiers = np.where(own, _TIER["read prefix"], _TIER["read also"])
            tiers = np.where(whole, _TIER["read exact"], tiers)
            tiers = np.where(first, tiers, _TIER["read contains"])
        else:
            part = np.where(whole, 0, np.where(first, 1, 2))
            tiers = 3 * part + index.form[rows]
        self.add(rows, tiers.astype(np.uint8))

    def ordered(self) -> tuple[Ints, Ints, Ints]:
        """Return entries with tiers and rows, the best first; each entry once, by its best row."""
        none = np.empty(0, np.int64)
        if not self.rows:
            return none, none, none
        rows = np.concatenate(self.rows).astype(np.int64)
        tiers = np.concatenate(self.tiers).astype(np.int64)
        entries = self._index.entry[rows].astype(np.int64)
        order = np.argsort((entries << 40) | (tiers << 34) | rows, kind="stable")
        entries, tiers, rows = entries[order], tiers[order], rows[order]
        once = np.concatenate([[True], entries[1:] != entries[:-1]])
        entries, tiers, rows = entries[once], tiers[once], rows[once]
        order = np.argsort((tiers << 40) | entries, kind="stable")
        return entries[order], tiers[order], rows[order]

    def enough(self, few: int) -> bool:
        """Tell whether there are ``few`` entries, or one whose whole name it is."""
        exact = (_TIER["formerly exact"], _TIER["read exact"])
        if any(((t <= exact[0]) | (t == exact[1])).any() for t in self.tiers):
            return True
        seen = {int(e) for rows in self.rows for e in self._index.entry[rows[:100]]}
        return len(seen) >= few

    def __bool__(self) -> bool:
        return bool(self.rows)


def fuller(text: str) -> str:
    """Return the name of an agency written out, as the authority knows its short forms.

    >>> fuller("深圳市发改委")
    '深圳市发展和改革委员会'
    """
    head, rest, _, _ = divided(text)
    return head + authority().expand(rest) if rest else text


def find(index: Index, given: str, *, wanted: int = 0, enough: int = 3) -> Found:
    """Return what a text may mean; ``wanted`` are classes (bits), any where it is 0.

    Mistakes are only looked for where no name is the text, and fewer than ``enough`` hold it.
    """
    text = folded(" ".join(given.split()))[:_LONGEST]
    heap = _Heap(index, wanted)
    alike: dict[int, float] = {}
    if text:
        _exactly(index, text, heap)
        longer = folded(fuller(" ".join(given.split())[:_LONGEST]))
        if longer != text:
            _written_out(index, longer, heap)
        if any(char.isascii() and char.isalpha() for char in text):
            among = index.beginning() if len(text) == 1 else None
            heap.places(*index.spelled(text, among), "read")
        if len(text) >= 3 and not heap.enough(enough):
            _sounding(index, text, heap)
            _nearly(index, text, heap)
        if not heap:
            alike = _alike(index, text, heap)
    return Found(index, text, *heap.ordered(), alike)


def _exactly(index: Index, text: str, heap: _Heap) -> None:
    tokens = index.tokens(text)
    if tokens:
        begins = index.follow(tokens)
        heap.places(begins, begins + len(tokens), "text")


def _written_out(index: Index, text: str, heap: _Heap) -> None:
    """Look for a name that was written in short as if it stood in full."""
    tokens = index.tokens(text)
    if tokens:
        begins = index.follow(tokens)
        rows = index.row(begins)
        whole = (begins == index.starts[rows]) & (begins + len(tokens) == index.ends[rows])
        first = np.where(begins == index.starts[rows], 4, 7)
        heap.add(rows, np.where(whole, _TIER["also exact"], first).astype(np.uint8))


def _sounding(index: Index, text: str, heap: _Heap) -> None:
    """Look for names that are read alike: 生态环镜局."""
    if text.isascii():
        return
    masks: Sequence[Token] = [index.alphabet.same(char) for char in text]
    if all(isinstance(mask, np.ndarray) and mask.any() for mask in masks):
        heap.add(index.row(index.follow(masks)), _TIER["sounds"])


def _nearly(index: Index, text: str, heap: _Heap) -> None:
    """Look for names that differ from the text by one character."""
    if len(text) > _NEAR_MOST:
        return
    if text.isascii() and text.isalpha():
        _nearly_read(index, text, heap)
        return
    for tokens, free in index.near(text):
        if any(isinstance(token, int) and token < 0 for token in tokens):
            continue
        _add_near(index, tokens, free, heap)


def _add_near(index: Index, tokens: Sequence[Token], free: int, heap: _Heap) -> None:
    among = index.beginning() if all(token is None for token in tokens) else None
    begins = index.follow(tokens, among)
    rows = index.row(begins)
    first = begins == index.starts[rows]
    whole = first & (begins + len(tokens) == index.ends[rows])
    part = np.where(whole, 0, np.where(first, 1, 2))
    fits = part <= free
    heap.add(rows[fits], (part[fits] + _TIER["near exact"]).astype(np.uint8))


#: letters that no syllable begins with
_INSIDE = frozenset("iuv")


def _nearly_read(index: Index, text: str, heap: _Heap) -> None:
    """Look for names of whose letters one is wrong, missing, too many, or two turned round.

    The first two letters are taken to be right.
    """
    if len(text) < 5:
        return
    size = len(text)
    among = index.beginning(index.alphabet.read(text[0]))
    among = np.unique(index.spelled(text[:2], among)[0])
    if _INSIDE.isdisjoint(text):
        letters: list[Token] = [index.alphabet.read(letter) for letter in text]
        for place in range(2, size):
            for rest in (letters[place + 1 :], letters[place:]):
                tokens = [*letters[:place], None, *rest]
                begins = index.follow(tokens, among)
                _read_near(index, begins, begins + len(tokens), heap)
    pairs = enumerate(pairwise(text))
    turned = {text[:p] + b + a + text[p + 2 :] for p, (a, b) in pairs if p > 1 and a != b}
    dropped = {text[:p] + text[p + 1 :] for p in range(2, size)}
    for other in sorted((turned | dropped) - {text}):
        _read_near(index, *index.spelled(other, among), heap)


def _read_near(index: Index, begins: Ints, ends: Ints, heap: _Heap) -> None:
    rows = index.row(begins)
    tiers = np.where(ends == index.ends[rows], _TIER["near exact"], _TIER["near prefix"])
    heap.add(rows, tiers.astype(np.uint8))


def _alike(index: Index, text: str, heap: _Heap) -> dict[int, float]:
    """Look for names with much the same characters."""
    rows, alike = index.shared(text, _LIKE_MOST)
    good = alike >= _LIKE
    heap.add(rows[good], _TIER["like"])
    return {int(row): float(score) for row, score in zip(rows, alike, strict=True)}
