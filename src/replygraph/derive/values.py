"""What is known from all letters together, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from replygraph.claims import Named


@dataclass(frozen=True, slots=True)
class Handling:
    """One agency's part in answering one submission; conflicting roles are all kept.

    ``replies`` are the letters of that agency on it; ``date`` is that of the last one.
    """

    iri: str
    submission: str
    agency: str
    roles: tuple[str, ...]
    replies: tuple[str, ...]
    outcomes: tuple[str, ...]
    date: str | None


@dataclass(frozen=True, slots=True)
class Act:
    """A joint act: ``bodies`` are its participants that are agencies, by IRI.

    Kind, target and date are the same for every letter that reports the act; ``evidence`` are the
    passages (IRIs) that do so.
    """

    iri: str
    kind: str
    target: str | None
    date: str | None
    participants: tuple[str, ...]
    bodies: tuple[str, ...]
    letters: tuple[str, ...]
    evidence: tuple[str, ...]
    possibly: tuple[str, ...] = ()

    @property
    def strength(self) -> float:
        """Return what the act adds to each pair: 1/(n−1) for n agencies, 0 for fewer than two."""
        return 1 / (len(self.bodies) - 1) if len(self.bodies) > 1 else 0.0


@dataclass(frozen=True, slots=True)
class Collaboration:
    """A pair of agencies with the joint acts they share; dates are EDTF as stated."""

    iri: str
    pair: tuple[str, str]
    acts: tuple[str, ...]
    letters: tuple[str, ...]
    strength: float
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Submission:
    """A proposal or suggestion, with all that letters say of it."""

    iri: str
    kind: str | None
    numbers: tuple[str, ...]
    titles: tuple[str, ...]
    sessions: tuple[str, ...]
    assembly: str | None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known. ``triples`` are (subject, predicate name, object), done ones only."""

    triples: tuple[tuple[str, str, str], ...]
    things: tuple[Named, ...]
    submissions: tuple[Submission, ...]
    members: tuple[tuple[str, str], ...]
    policies: tuple[str, ...]
    handlings: tuple[Handling, ...]
    acts: tuple[Act, ...]
    collaborations: tuple[Collaboration, ...]
    dates: tuple[str, ...]
    same: Mapping[str, str]
