"""Facts of many sentences → one statement per subject, predicate and object."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from replygraph.model import Entity, Modality, Span, Statement, digest

_RANK: Final[dict[str, int]] = {"done": 0, "planned": 1, "negated": 2}
Key = tuple[str, str, str]


@dataclass(slots=True)
class Collector:
    """Keeps statements in the order they were first met; the surer modality wins."""

    found: dict[Key, Statement] = field(default_factory=dict)

    def add(
        self,
        subject: Entity,
        predicate: str,
        obj: Entity,
        span: Span,
        rule: str,
        *,
        date: str | None = None,
        modality: Modality = "done",
        group: str | None = None,
    ) -> None:
        """Add one statement, or its further evidence; a body does nothing to itself."""
        if subject.name == obj.name:
            return
        key = (subject.name, predicate, obj.name)
        if predicate == "cooperatesWith" and (obj.name, predicate, subject.name) in self.found:
            key = (obj.name, predicate, subject.name)
        old = self.found.get(key)
        if old is None:
            self.found[key] = Statement(
                subject, predicate, obj, (span,), rule, date, modality, group
            )
            return
        if _RANK[modality] > _RANK[old.modality]:
            return
        if _RANK[modality] < _RANK[old.modality]:
            self.found[key] = Statement(
                subject, predicate, obj, (span,), rule, date, modality, group
            )
            return
        spans = old.evidence if span in old.evidence else (*old.evidence, span)
        if old.date is None and span == old.evidence[0]:
            self.found[key] = Statement(
                old.subject,
                predicate,
                old.object,
                spans,
                old.rule,
                date,
                modality,
                old.group or group,
            )
        elif spans != old.evidence:
            self.found[key] = Statement(
                old.subject, predicate, old.object, spans, old.rule, old.date, modality, old.group
            )

    def statements(self) -> tuple[Statement, ...]:
        """Return what was collected, in the order of the letter."""
        return tuple(self.found.values())


def group_id(predicate: str, obj: Entity, date: str | None, start: int) -> str:
    """Return the identity of a joint act within its letter."""
    return "j" + digest(predicate, obj.name, date or "", str(start))
