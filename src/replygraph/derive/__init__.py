"""What is known from all letters together: facts, handlings, joint acts, collaborations.

`derive` is a pure function of the letters (`replygraph.claims.Claims`), in any order: adding,
replacing and removing letters gives what deriving anew gives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from replygraph import iri
from replygraph.claims import Claims, Named
from replygraph.derive.acts import KINDS, Acts, collaborations, passages
from replygraph.derive.values import Act, Collaboration, Facts, Handling, Submission
from replygraph.identify import Identity

__all__ = [
    "KINDS",
    "Act",
    "Collaboration",
    "Facts",
    "Handling",
    "Submission",
    "collaborations",
    "derive",
]

_ROLES = {"leads": "lead", "coHandles": "co"}


@dataclass(slots=True)
class _Part:
    roles: set[str] = field(default_factory=set)
    replies: set[str] = field(default_factory=set)
    outcomes: set[tuple[str, str]] = field(default_factory=set)
    dates: set[str] = field(default_factory=set)


class _Handlings:
    """Gathers who handles what, from headers and from statements."""

    def __init__(self, identity: Identity) -> None:
        self.identity = identity
        self.parts: dict[tuple[str, str], _Part] = defaultdict(_Part)
        self.told: dict[str, set[str]] = defaultdict(set)
        self.proof: dict[str, set[str]] = defaultdict(set)

    def add(self, letter: Claims) -> None:
        """Take in one letter."""
        if letter.submission and letter.agency:
            submission = self.identity.of(letter.submission.iri)
            part = self.parts[submission, letter.agency.iri]
            part.replies.add(letter.iri)
            self.told[submission].add(letter.iri)
            if letter.role:
                part.roles.add(letter.role)
            if letter.category:
                part.outcomes.add((letter.date or "", letter.category))
            if letter.date:
                part.dates.add(letter.date)
        for claim in letter.statements:
            if (
                claim.predicate in _ROLES
                and claim.object.type == "PROPOSAL"
                and claim.modality == "done"
            ):
                submission = self.identity.of(claim.object.iri)
                self.parts[submission, claim.subject.iri].roles.add(_ROLES[claim.predicate])
                self.told[submission].add(letter.iri)
                self.proof[submission] |= passages(letter.iri, [claim])

    def result(self, base: str) -> tuple[Handling, ...]:
        """Return the handlings, sorted by submission and agency."""
        return tuple(
            Handling(
                iri.handling(submission, agency, base=base),
                submission,
                agency,
                tuple(sorted(part.roles)),
                tuple(sorted(part.replies)),
                tuple(sorted({name for _, name in part.outcomes})),
                max(part.dates) if part.dates else None,
            )
            for (submission, agency), part in sorted(self.parts.items())
        )


class _Things:
    """Gathers what is named; where letters call a thing differently, the first name stands."""

    def __init__(self, identity: Identity) -> None:
        self.identity = identity
        self.labels: dict[tuple[str, str], str] = {}
        self.submissions: dict[str, list[Claims]] = defaultdict(list)

    def add(self, letter: Claims) -> None:
        """Take in one letter."""
        named = [*letter.mentioned, *letter.addressees]
        named += [side for claim in letter.statements for side in (claim.subject, claim.object)]
        named += [promise.agency for promise in letter.promises if promise.agency]
        named += [thing for thing in (letter.agency, letter.submission) if thing]
        for thing in set(named):
            key = self.identity.of(thing.iri), thing.type
            self.labels[key] = min(self.labels.get(key, thing.label), thing.label)
        if letter.submission:
            self.submissions[self.identity.of(letter.submission.iri)].append(letter)

    def things(self) -> tuple[Named, ...]:
        """Return what is named, but for submissions."""
        return tuple(
            Named(name, kind, label)
            for (name, kind), label in sorted(self.labels.items())
            if kind != "PROPOSAL"
        )

    def all_submissions(self) -> tuple[Submission, ...]:
        """Return the submissions, those too that letters only mention."""
        found = []
        for (name, kind), label in sorted(self.labels.items()):
            if kind != "PROPOSAL":
                continue
            letters = self.submissions.get(name, [])
            kinds = sorted({x.kind for x in letters if x.kind})
            assemblies = sorted({x.assembly for x in letters if x.assembly})
            digits = {label} if not letters and label[:1].isdigit() else set[str]()
            numbers = {x.number for x in letters if x.number} | digits
            titles = {x.title for x in letters if x.title}
            if not (numbers or titles):
                titles = {label}
            found.append(
                Submission(
                    name,
                    kinds[0] if len(kinds) == 1 else None,
                    tuple(sorted(numbers)),
                    tuple(sorted(titles)),
                    tuple(sorted({x.session for x in letters if x.session})),
                    assemblies[0] if len(assemblies) == 1 else None,
                )
            )
        return tuple(found)


def _members(letter: Claims, base: str) -> set[tuple[str, str]]:
    if not (letter.assembly and letter.kind):
        return set()
    assembly = f"{base}assembly/{letter.assembly}"
    start = f"{base}person/{letter.assembly}/"
    return {
        (claim.subject.iri, assembly)
        for claim in letter.statements
        if claim.predicate == "proposed" and claim.subject.iri.startswith(start)
    }


def derive(letters: Iterable[Claims], identity: Identity, base: str = iri.BASE) -> Facts:
    """Return all that is known from ``letters``; their order does not matter."""
    handlings, things, acts = _Handlings(identity), _Things(identity), Acts(identity, base)
    triples: set[tuple[str, str, str]] = set()
    members: set[tuple[str, str]] = set()
    dates: set[str] = set()
    for letter in letters:
        handlings.add(letter)
        things.add(letter)
        acts.add(letter)
        members |= _members(letter, base)
        for claim in letter.statements:
            if claim.date:
                dates.add(claim.date)
            if claim.modality == "done":
                subject, target = identity.of(claim.subject.iri), identity.of(claim.object.iri)
                triples.add((subject, claim.predicate, target))
    parts = handlings.result(base)
    triples |= {(part.agency, "handles", part.submission) for part in parts}
    acts.joint_handlings(parts, handlings.told, handlings.proof)
    found = acts.result()
    documents = {thing.iri for thing in things.things() if thing.type == "DOCUMENT"}
    return Facts(
        triples=tuple(sorted(triples)),
        things=things.things(),
        submissions=things.all_submissions(),
        members=tuple(sorted(members)),
        policies=tuple(sorted({t for _, p, t in triples if p == "issues" and t in documents})),
        handlings=parts,
        acts=found,
        collaborations=collaborations(found, base),
        dates=tuple(sorted(dates)),
        same=_sorted(identity.same),
    )


def _sorted(same: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(same.items()))
