"""Patterns that are tried only where a match of theirs may begin.

A letter of 800 characters holds a match of every tenth rule. Searched for by itself, each pattern
looks at each character; all together, in the pass that finds words (`vocabulary`), what they begin
with (`openings`) is looked up once, and most are never tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from replygraph.mentions.vocabulary import WORDS, Spot, places

_RULES: list[Rule] = []


class Rule:
    """A pattern whose matches begin with one of few characters or pairs of characters.

    >>> rule = Rule(re.compile("大道|[路街]段?"))
    >>> [match[0] for match in rule.finditer("南大街路段", 0, 5)]
    ['街', '路段']
    """

    __slots__ = ("number", "pattern")

    def __init__(self, pattern: re.Pattern[str]) -> None:
        """Keep the pattern; its openings are read off when the first letter is."""
        self.pattern = pattern
        self.number = WORDS + len(_RULES)
        _RULES.append(self)

    def finditer(self, text: str, first: int, last: int) -> Iterable[re.Match[str]]:
        """Return what `re.Pattern.finditer` yields, the same matches in the same order."""
        try:
            spots = places(text)[self.number]
        except IndexError:  # made since the table was
            return self.pattern.finditer(text, first, last)
        return self._at(spots, text, first, last) if spots else ()

    def _at(
        self, spots: Sequence[Spot], text: str, first: int, last: int
    ) -> Iterator[re.Match[str]]:
        match = self.pattern.match
        for start, _ in spots:
            if start >= first:
                hit = match(text, start, last)
                if hit:
                    yield hit
                    first = hit.end()


def rules() -> Sequence[Rule]:
    """Return the rules made so far, by number."""
    return _RULES
