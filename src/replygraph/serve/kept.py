"""Answers that are kept for the next who asks the same of the same generation."""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass, field

from replygraph.store.serving import Ask, Reply

#: what another run may answer otherwise: functions that draw or read a clock, and graphs, whose
#: blank nodes are new each time; an escape may hide any of them
_FRESH = re.compile(
    r"(?<![A-Za-z])(?:NOW|RAND|(?:STR)?UUID|BNODE|CONSTRUCT|DESCRIBE)(?![A-Za-z])|\\u",
    re.IGNORECASE,
)
_WORDS = ("now", "rand", "uuid", "bnode", "construct", "describe", "\\u")
#: an answer that takes less than this is had again as soon as it is looked up
_WORTH = 0.02
#: no answer takes more than this share of the room
_SHARE = 4

#: a query, and how many rows its answer may have
Key = tuple[Ask, int]


def same_again(sparql: str) -> bool:
    """Tell whether a query has the same answer each time; a query with a doubtful word has not.

    >>> same_again("SELECT ?b { ?a foaf:knows ?b }"), same_again("SELECT (NOW() AS ?n) { }")
    (True, False)
    """
    lower = sparql.lower()
    return not (any(word in lower for word in _WORDS) and _FRESH.search(sparql))


@dataclass(slots=True)
class Kept:
    """Answers of one generation, the least used forgotten: at most ``room`` bytes."""

    room: int
    size: int = 0
    _answers: OrderedDict[Key, Reply] = field(default_factory=OrderedDict)

    def get(self, key: Key) -> Reply | None:
        """Return an answer that is kept."""
        found = self._answers.get(key)
        if found is not None:
            self._answers.move_to_end(key)
        return found

    def keep(self, key: Key, reply: Reply, took: float) -> None:
        """Keep an answer that took so many seconds of a processor, if it is worth its room."""
        cost = _cost(key, reply)
        if took < _WORTH or cost * _SHARE > self.room or key in self._answers:
            return
        self._answers[key] = reply
        self.size += cost
        while self.size > self.room:
            self.size -= _cost(*self._answers.popitem(last=False))

    def clear(self) -> None:
        """Forget all."""
        self._answers.clear()
        self.size = 0


def _cost(key: Key, reply: Reply) -> int:
    """Return about how many bytes an answer takes with its query."""
    return len(reply.body) + 4 * len(key[0].sparql) + 1000
