"""What people reviewed, in the store: kept between builds, applied to letters, taken back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from replygraph.identify import Judgement, Judgements
from replygraph.reviews import Correction, Reviews, corrected, uncorrected
from replygraph.store.base import BuildReport
from replygraph.store.knowledge import Knowledge
from replygraph.store.ready import Ready
from replygraph.store.records import Records

_KEPT = "reviews"
#: keys of the letters that have corrections
_REVIEWED = "reviewed"


class Reviewable:
    """The part of a store that keeps what people reviewed."""

    _records: Records
    _knowledge: Knowledge
    _reviewing: Reviewing

    def _for_writing(self) -> None:
        raise NotImplementedError

    def _add(
        self, given: Mapping[str, Any] | Ready, report: BuildReport, made: dict[str, Ready]
    ) -> None:
        raise NotImplementedError

    def review(self, reviews: Reviews) -> BuildReport:
        """Put what people reviewed in place of what they had; it stands for later builds too."""
        self._for_writing()
        report = BuildReport()
        with self._records.transaction():
            self._reviewing.replace(reviews, lambda record: self._add(record, report, {}))
        self._knowledge.refresh()
        return report

    def reviews(self) -> Reviews:
        """Return what people reviewed."""
        return self._reviewing.reviews

    def stale_reviews(self) -> list[tuple[str, str]]:
        """Return a sentence (zh, en) for each review whose target is not in the graph."""
        return list(self._reviewing.stale(self._knowledge.names))


class Reviewing:
    """The reviews of a store: the records hold letters as corrected, and how they were before."""

    def __init__(self, records: Records, knowledge: Knowledge, base: str) -> None:
        """Take up the reviews of the last build."""
        self._records = records
        self._knowledge = knowledge
        self._base = base
        self.reviews = Reviews.from_text(records.setting(_KEPT))
        self._keys = set(json.loads(records.setting(_REVIEWED, "[]")))
        knowledge.judgements = Judgements(self.reviews.judgements)

    def corrected(self, record: dict[str, Any]) -> dict[str, Any]:
        """Return a record as it is to be kept; one without corrections as it is."""
        return corrected(record, self.reviews, self._base)

    def note(self, key: str, *, reviewed: bool) -> None:
        """Remember, within a transaction, whether a letter has corrections."""
        if (key in self._keys) != reviewed:
            self._keys ^= {key}
            self._records.set(_REVIEWED, json.dumps(sorted(self._keys), ensure_ascii=False))

    def replace(self, reviews: Reviews, add: Callable[[dict[str, Any]], object]) -> None:
        """Put other reviews in place, within a transaction; letters that change are added anew."""
        before, self.reviews = self.reviews, reviews
        self._records.set(_KEPT, reviews.to_text())
        self._knowledge.judgements = Judgements(reviews.judgements)
        if {*before.judgements} != {*reviews.judgements}:
            self._records.set("unsettled", "yes")
        if {*before.corrections} == {*reviews.corrections}:
            return
        named = {one.letter for one in (*before.corrections, *reviews.corrections)}
        keys = set(self._keys)
        for name in sorted(named):
            full = name if "://" in name or "/" not in name else self._base + name
            keys |= set(self._records.keys_of(full))
        for key in sorted(keys):
            bodies = self._records.bodies(key)
            if all(self.corrected(body) == body for body in bodies):
                continue
            self._records.drop(key)
            self._keys.discard(key)
            for body in bodies:
                add(uncorrected(body))

    def stale(self, named: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
        """Yield a sentence (zh, en) for each line whose target is gone.

        ``named`` tells whether a letter names a thing.
        """
        told = set()
        for key in sorted(self._keys):
            for review in (self._records.get(key) or {}).get("reviews", ()):
                told.add(Correction(**review))
        for line in sorted({*self.reviews.corrections} - told):
            where = self._where(line)
            what = f"{line.letter} {line.target}"
            yield (
                f"{where[0]}：图谱中没有 {what}，未更正；请核对编号，或删去该行。",
                f"{where[1]}: {what} is not in the graph; check it or delete the line.",
            )
        for judgement in self.reviews.judgements:
            for name in (judgement.one, judgement.other):
                if not named(name):
                    where = self._where(judgement)
                    yield (
                        f"{where[0]}：图谱中没有 {name}，判断未用；请核对 IRI，或删去该行。",
                        f"{where[1]}: {name} is not in the graph; check it or delete the line.",
                    )

    def _where(self, line: Correction | Judgement) -> tuple[str, str]:
        file, number = self.reviews.places.get(line, ("", 0))
        return f"{file} 第 {number} 行", f"{file} line {number}"
