"""Find the words of all vocabularies of the finders in one pass over a letter.

Finders know 12,000 words: divisions, agencies, where names may begin, what names end in. Each of
these has its place in one table, by its first two characters; a letter's pairs of characters are
looked up in it once, and each finder gets the few places where a word of its own may begin.
An automaton does the same for one vocabulary, but compares each character with all first
characters one by one: six times as long on Chinese words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import compress, count
from typing import Generic, NamedTuple, TypeVar

from replygraph.model import Span
from replygraph.text.pairs import pairs

#: the vocabularies by their number
DIVISIONS, AGENCIES, STOPS, HEADS = range(4)
#: how many there are; the numbers behind are those of rules (`rules`)
WORDS = 4
#: a place in a text, and how long the words are that begin like it, the shortest first
Spot = tuple[int, tuple[int, ...]]
Value_co = TypeVar("Value_co", covariant=True)


class Words(Generic[Value_co]):
    """The words of one vocabulary, each with a value; ``number`` says which vocabulary it is.

    >>> words = Words(DIVISIONS, {"深圳": 1, "深圳市": 2, "省": 3})
    >>> list(words.find("在深圳市", Span(0, 4), [(1, (2, 3))]))
    [(1, 3, 1), (1, 4, 2)]
    >>> words.longest("本省的深圳市", 0, 6, [(3, (2, 3))])
    {1: 3, 3: 2}
    """

    __slots__ = ("_single", "_values", "number", "sizes")

    def __init__(self, number: int, values: Mapping[str, Value_co]) -> None:
        """Keep ``values``, by word."""
        sizes: dict[str, set[int]] = {}
        for word in values:
            if len(word) > 1:
                sizes.setdefault(word[:2], set()).add(len(word))
        single = "".join(sorted(word for word in values if len(word) == 1))
        self.number = number
        self.sizes = {pair: tuple(sorted(found)) for pair, found in sizes.items()}
        self._single = re.compile(f"[{re.escape(single)}]") if single else None
        self._values = dict(values)

    def find(
        self, text: str, span: Span, spots: Iterable[Spot] | None = None
    ) -> Iterator[tuple[int, int, Value_co]]:
        """Yield start, end and value of each word of two or more characters in ``span``.

        From left to right; of those that begin at one place, the shortest first.
        """
        values, first, last = self._values, span.start, span.end
        for start, sizes in places(text)[self.number] if spots is None else spots:
            if start >= first:
                for size in sizes:
                    value = values.get(text[start : start + size])
                    if value is not None and start + size <= last:
                        yield start, start + size, value

    def longest(
        self, text: str, first: int, last: int, spots: Iterable[Spot] | None = None
    ) -> dict[int, Value_co]:
        """Return by place the value of the longest word that begins there; not in reading order."""
        values = self._values
        found: dict[int, Value_co] = {}
        if self._single:
            found = {
                hit.start(): values[hit[0]] for hit in self._single.finditer(text, first, last)
            }
        for start, sizes in places(text)[self.number] if spots is None else spots:
            if start >= first:
                for size in reversed(sizes):
                    value = values.get(text[start : start + size])
                    if value is not None and start + size <= last:
                        found[start] = value
                        break
        return found


class _Table(NamedTuple):
    """By pair and by character, which vocabularies and rules it begins something of."""

    pairs: dict[int, tuple[tuple[int, tuple[int, ...]], ...]]
    singles: dict[str, tuple[int, ...]]
    single: re.Pattern[str]
    #: how many vocabularies and rules there are, and which begin with pairs and with characters
    size: int
    mixed: tuple[int, ...]


@cache
def _table() -> _Table:
    # the finders' modules ask this one
    from replygraph.mentions import agencies, divisions, finders, judge, stops
    from replygraph.mentions.openings import openings
    from replygraph.mentions.rules import rules

    del finders  # its modules make the rules
    table: dict[int, list[tuple[int, tuple[int, ...]]]] = {}
    singles: dict[str, list[int]] = {}
    mixed = []
    vocabularies: tuple[Words[object], ...] = (
        divisions.names(),
        agencies.names(),
        stops.stops(),
        judge.heads(),
    )
    for words in vocabularies:
        for pair, sizes in words.sizes.items():
            table.setdefault(pairs(pair)[0], []).append((words.number, sizes))
    for rule in rules():
        starts = openings(rule.pattern)
        if starts is None:
            raise ValueError(f"a rule may begin with nearly anything: {rule.pattern.pattern}")
        for start in sorted(starts):
            if len(start) == 1:
                singles.setdefault(start, []).append(rule.number)
            else:
                table.setdefault(pairs(start)[0], []).append((rule.number, ()))
        if len(set(map(len, starts))) > 1:
            mixed.append(rule.number)
    return _Table(
        {pair: tuple(found) for pair, found in table.items()},
        {char: tuple(found) for char, found in singles.items()},
        re.compile(f"[{re.escape(''.join(sorted(singles)))}]"),
        WORDS + len(rules()),
        tuple(mixed),
    )


@lru_cache(maxsize=2)
def places(text: str) -> list[list[Spot]]:
    """Return for each vocabulary and rule, by number, where it may begin in ``text``."""
    table = _table()
    found: list[list[Spot]] = [[] for _ in range(table.size)]
    entries = list(map(table.pairs.get, pairs(text)))
    for start, entry in zip(compress(count(), entries), filter(None, entries), strict=True):
        for number, sizes in entry:
            found[number].append((start, sizes))
    singles = table.singles
    for hit in table.single.finditer(text):
        spot = hit.start(), ()
        for number in singles[hit[0]]:
            found[number].append(spot)
    for number in table.mixed:
        found[number].sort()
    return found
