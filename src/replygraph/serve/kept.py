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
#: an answer that took more seconds of a processor than this is not let go for lesser ones
_DEAR = 0.02
#: the share of the room that lesser answers have, and the share of it that one answer may take
_LESSER = 4
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
class _Shelf:
    """Answers within ``room`` bytes; those that were asked for longest ago go first."""

    room: int
    size: int = 0
    answers: OrderedDict[Key, Reply] = field(default_factory=OrderedDict)

    def get(self, key: Key) -> Reply | None:
        found = self.answers.get(key)
        if found is not None:
            self.answers.move_to_end(key)
        return found

    def put(self, key: Key, reply: Reply) -> None:
        cost = _cost(key, reply)
        if cost * _SHARE > self.room or key in self.answers:
            return
        self.answers[key] = reply
        self.size += cost
        while self.size > self.room:
            self.size -= _cost(*self.answers.popitem(last=False))


class Kept:
    """Answers of one generation, at most ``room`` bytes.

    Those that were had in a moment have a part of the room to themselves: however many of them are
    asked for, they do not push out what took long.
    """

    def __init__(self, room: int) -> None:
        """Have room for answers."""
        self._dear = _Shelf(room - room // _LESSER)
        self._lesser = _Shelf(room // _LESSER)

    @property
    def size(self) -> int:
        """Return how many bytes are taken."""
        return self._dear.size + self._lesser.size

    def get(self, key: Key) -> Reply | None:
        """Return an answer that is kept."""
        return self._dear.get(key) or self._lesser.get(key)

    def keep(self, key: Key, reply: Reply, took: float) -> None:
        """Keep an answer that took so many seconds of a processor."""
        (self._dear if took >= _DEAR else self._lesser).put(key, reply)

    def clear(self) -> None:
        """Forget all."""
        self._dear, self._lesser = _Shelf(0), _Shelf(0)


def _cost(key: Key, reply: Reply) -> int:
    """Return about how many bytes an answer takes with its query."""
    return len(reply.body) + 4 * len(key[0].sparql) + 1000
