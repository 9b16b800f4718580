"""What is known from all letters together, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from replygraph.claims import Named
from replygraph.derive.authority import Known, Line


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

    Kind and date are the same for every letter that reports the act; ``targets`` are what it was
    about (several where one survey led to several places), ``evidence`` the passages (IRIs). All
    are sorted, each once.
    """

    iri: str
    kind: str
    targets: tuple[str, ...]
    date: str | None
    participants: tuple[str, ...]
    bodies: tuple[str, ...]
    letters: tuple[str, ...]
    evidence: tuple[str, ...]
    possibly: tuple[str, ...] = ()

    @property
    def target(self) -> str | None:
        """Return the first of what it was about; None for an agreement between the bodies."""
        return self.targets[0] if self.targets else None

    @property
    def strength(self) -> float:
        """Return what the act adds to each pair: 1/(n−1) for n agencies, 0 for fewer than two."""
        return 1 / (len(self.bodies) - 1) if len(self.bodies) > 1 else 0.0


class Collaboration(NamedTuple):
    """A pair of agencies with the joint acts they share; dates are EDTF as stated.

    A tuple, since an act makes as many as it has bodies, squared.
    """

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
    """All that is known. ``triples`` are (subject, predicate name, object), done ones only.

    ``known`` says what the authority file knows of the things, by IRI; ``lines`` are the lineages
    and changes of the agencies among them.
    """

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
    known: Mapping[str, Known]
    lines: tuple[Line, ...]

    @property
    def lineages(self) -> dict[str, str]:
        """Return the lineage (IRI) of each agency that has one."""
        return {agency: line.iri for line in self.lines for agency in line.members if line.iri}
