"""Joint acts and the collaborations that they make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import combinations

from replygraph import iri
from replygraph.claims import Claim, Claims, bounds
from replygraph.derive.values import Act, Collaboration, Handling
from replygraph.identify import Identity

#: predicate → kind of the act that joint subjects make with it. One-sided support, attendance
#: and supervision are shown, not counted as doing one thing together.
KINDS = {
    "issues": "jointIssue",
    "jointlySurveys": "jointSurvey",
    "hosts": "jointEvent",
    "organizes": "jointEvent",
    "leads": "jointProgram",
    "implements": "jointProgram",
    "cooperatesWith": "agreement",
}


@dataclass(slots=True)
class Gathered:
    """What letters tell of one act, before it is known whether it is joint at all."""

    kind: str
    target: str | None
    date: str | None
    participants: set[str] = field(default_factory=set)
    bodies: set[str] = field(default_factory=set)
    letters: set[str] = field(default_factory=set)
    evidence: set[str] = field(default_factory=set)


def passages(letter: str, members: Iterable[Claim]) -> set[str]:
    """Return the IRIs of the first passage that proves each of the claims."""
    first = (claim.evidence[0] for claim in members if claim.evidence)
    return {iri.passage(letter, span.start, span.end) for span in first}


class Acts:
    """Gathers the acts of letters, given one after another in any order."""

    def __init__(self, identity: Identity, base: str) -> None:
        """Start with no act; ``base`` is where their IRIs begin."""
        self._identity = identity
        self._base = base
        self._found: dict[str, Gathered] = {}

    def add(self, letter: Claims) -> None:
        """Take in the done joint acts of one letter."""
        groups: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
        for claim in letter.statements:
            kind = KINDS.get(claim.predicate)
            if kind is None or claim.modality != "done" or claim.object.type == "PROPOSAL":
                continue
            alone = claim.predicate in ("jointlySurveys", "cooperatesWith")
            if not (claim.group or alone):
                continue
            if kind == "agreement":
                key: tuple[str, ...] = (kind, claim.group or claim.id)
            else:
                key = (kind, claim.group or "", self._identity.of(claim.object.iri))
            groups[*key, claim.date or ""].append(claim)
        signed = {
            (claim.evidence[:1], claim.subject.iri)
            for key, members in groups.items()
            if key[0] == "jointIssue"
            for claim in members
        }
        for key, members in sorted(groups.items()):
            # To sign an agreement by name is one act: that document's, not a second one beside it.
            named = key[0] == "agreement" and all(
                (claim.evidence[:1], end.iri) in signed
                for claim in members
                for end in (claim.subject, claim.object)
            )
            if not named:
                self._gather(letter.iri, key, members)

    def _gather(self, letter: str, key: tuple[str, ...], members: list[Claim]) -> None:
        kind, group, date = key[0], key[1], key[-1]
        named = {claim.subject for claim in members}
        target: str | None = self._identity.of(members[0].object.iri)
        if kind == "agreement":
            named |= {claim.object for claim in members}
            target = None
        everyone = {self._identity.of(thing.iri) for thing in named}
        if len(everyone) < 2:
            return
        about = target or "\x1f".join(sorted(everyone))
        name = iri.joint_act(
            kind, about, date or None, apart="" if date else f"{letter}#{group}", base=self._base
        )
        act = self._found.setdefault(name, Gathered(kind, target, date or None))
        act.participants |= everyone
        act.bodies |= {self._identity.of(t.iri) for t in named if t.type == "AGENCY"}
        act.letters.add(letter)
        act.evidence |= passages(letter, members)

    def joint_handlings(
        self,
        handlings: Iterable[Handling],
        told: dict[str, set[str]],
        proof: dict[str, set[str]],
    ) -> None:
        """Take in the submissions that a lead agency answers with others.

        ``told`` has, for each submission, the letters that name its handlers, ``proof`` the
        passages.
        """
        by_submission: dict[str, list[Handling]] = defaultdict(list)
        for handling in handlings:
            if {"lead", "co"} & set(handling.roles):
                by_submission[handling.submission].append(handling)
        for submission, parts in sorted(by_submission.items()):
            if len(parts) < 2:
                continue
            dates = sorted(part.date for part in parts if part.date)
            name = iri.joint_act(
                "jointHandling", submission, None, apart=submission, base=self._base
            )
            agencies = {part.agency for part in parts}
            self._found[name] = Gathered(
                "jointHandling",
                submission,
                dates[-1] if dates else None,
                agencies,
                set(agencies),
                set(told[submission]),
                set(proof[submission]),
            )

    def result(self) -> tuple[Act, ...]:
        """Return the acts, those that may be the same linked, sorted by IRI."""
        acts = {
            name: Act(
                name,
                act.kind,
                act.target,
                act.date,
                tuple(sorted(act.participants)),
                tuple(sorted(act.bodies)),
                tuple(sorted(act.letters)),
                tuple(sorted(act.evidence)),
            )
            for name, act in sorted(self._found.items())
        }
        near: dict[tuple[str, str], list[Act]] = defaultdict(list)
        for act in acts.values():
            if act.target and act.kind != "jointHandling":
                near[act.kind, act.target].append(act)
        for group in near.values():
            for one, other in combinations(group, 2):
                if _may_be_same(one, other):
                    before = acts[one.iri]
                    acts[one.iri] = replace(before, possibly=(*before.possibly, other.iri))
        return tuple(acts.values())


def _may_be_same(one: Act, other: Act) -> bool:
    first, second = bounds(one.date), bounds(other.date)
    if not (first and second):
        return bool(set(one.participants) & set(other.participants))
    return first[0] <= second[1] and second[0] <= first[1]


def _rank(act: Act) -> tuple[int, str]:
    """Return what tells the better known of two acts that may be the same: the finer date."""
    return (-len(act.date or ""), act.iri)


def _distinct(together: list[Act]) -> list[Act]:
    """Return the acts without those that may be the same as a better known one among them."""
    kept: list[Act] = []
    for act in sorted(together, key=_rank):
        if not any(act.iri in other.possibly or other.iri in act.possibly for other in kept):
            kept.append(act)
    return kept


def collaborations(acts: Iterable[Act], base: str = iri.BASE) -> tuple[Collaboration, ...]:
    """Return the pairs of agencies that share a joint act, sorted by IRI.

    Strength is Σ 1/(n−1) over the acts of n agencies, summed exactly, so that it does not depend
    on the order of the letters. Acts that may be the same count once, the better dated one.
    """
    shared: dict[tuple[str, str], list[Act]] = defaultdict(list)
    for act in acts:
        for pair in combinations(act.bodies, 2):
            shared[pair].append(act)
    found = []
    for pair, told in shared.items():
        together = _distinct(told)
        dates = sorted(act.date for act in together if act.date)
        found.append(
            Collaboration(
                iri.collaboration(*pair, base=base),
                pair,
                tuple(sorted(act.iri for act in together)),
                tuple(sorted({letter for act in told for letter in act.letters})),
                float(sum(Fraction(1, len(act.bodies) - 1) for act in together)),
                dates[0] if dates else None,
                dates[-1] if dates else None,
            )
        )
    return tuple(sorted(found, key=lambda c: c.iri))
