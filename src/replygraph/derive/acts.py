"""Joint acts as letters tell them, what they are together, and the collaborations they make."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import combinations
from typing import Any

from replygraph import iri
from replygraph.claims import Claim, Claims, bounds
from replygraph.derive.values import Act, Collaboration
from replygraph.identify import Identity
from replygraph.model import Span

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
_ALONE = frozenset({"jointlySurveys", "cooperatesWith"})

#: what a letter tells of an act, as values that can be kept as text
Told = dict[str, Any]


class _Part:
    """Claims of one letter that tell of the same act."""

    def __init__(self, kind: str, date: str, members: list[Claim], identity: Identity) -> None:
        self.kind = kind
        self.date = date
        named = {claim.subject for claim in members}
        if kind == "agreement":
            named |= {claim.object for claim in members}
            self.objects: set[str] = set()
        else:
            self.objects = {identity.of(claim.object.iri) for claim in members}
        self.who = {identity.of(thing.iri) for thing in named}
        self.bodies = {identity.of(thing.iri) for thing in named if thing.type == "AGENCY"}
        self.sentences = {claim.evidence[0] for claim in members if claim.evidence}

    def is_same(self, other: _Part) -> bool:
        """Tell whether one sentence tells of both: by the same bodies, or on the same object.

        A survey of two places, a document and its annex, an agreement with two partners are one
        act each.
        """
        if (self.kind, self.date) != (other.kind, other.date):
            return False
        if not self.sentences & other.sentences:
            return False
        if self.kind == "agreement":
            return bool(self.who & other.who)
        return self.who == other.who or bool(self.objects & other.objects)

    def include(self, other: _Part) -> None:
        """Take in what the other tells."""
        self.objects |= other.objects
        self.who |= other.who
        self.bodies |= other.bodies
        self.sentences |= other.sentences


def _parts(letter: Claims, identity: Identity) -> list[_Part]:
    groups: dict[tuple[str, str, str, str], list[Claim]] = defaultdict(list)
    for claim in letter.statements:
        kind = KINDS.get(claim.predicate)
        if kind is None or claim.modality != "done" or claim.object.type == "PROPOSAL":
            continue
        if not (claim.group or claim.predicate in _ALONE):
            continue
        about = "" if kind == "agreement" else identity.of(claim.object.iri)
        group = claim.group or (claim.id if kind == "agreement" else "")
        groups[kind, group, about, claim.date or ""].append(claim)
    parts = [_Part(key[0], key[3], groups[key], identity) for key in sorted(groups)]
    return [part for part in parts if len(part.who) > 1]


def _merged(parts: list[_Part]) -> list[_Part]:
    issued = [part for part in parts if part.kind == "jointIssue"]
    found: list[_Part] = []
    for part in parts:
        # To sign an agreement by name is one act: that document's, not a second one beside it.
        if part.kind == "agreement" and any(
            part.who <= other.who and part.sentences & other.sentences for other in issued
        ):
            continue
        rest = []
        for other in found:
            if part.is_same(other):
                part.include(other)
            else:
                rest.append(other)
        found = [*rest, part]
    return found


def _keys(part: _Part, letter: str) -> list[str]:
    """Return under which keys other letters may tell of the same act; undated ones stay apart."""
    if not part.date:
        first = min(part.sentences, default=Span(0, 0))
        about = min(part.objects) if part.objects else "".join(sorted(part.who))
        return [f"{part.kind}\t{letter}#{first.start}\t{about}"]
    abouts = sorted(part.objects) or ["\x1f".join(sorted(part.who))]
    return [f"{part.kind}\t{about}\t{part.date}" for about in abouts]


def local_acts(letter: Claims, identity: Identity) -> list[Told]:
    """Return the done joint acts that one letter tells of, each once."""
    return [
        {
            "kind": part.kind,
            "date": part.date,
            "keys": _keys(part, letter.iri),
            "objects": sorted(part.objects),
            "who": sorted(part.who),
            "bodies": sorted(part.bodies),
            "letter": letter.iri,
            "evidence": sorted(iri.passage(letter.iri, s.start, s.end) for s in part.sentences),
        }
        for part in _merged(_parts(letter, identity))
    ]


def _all(told: list[Told], name: str) -> tuple[str, ...]:
    return tuple(sorted({value for one in told for value in one[name]}))


def act_of(told: list[Told], base: str) -> Act:
    """Return the act that letters tell of under keys that hang together."""
    kind, date = told[0]["kind"], told[0]["date"] or None
    objects = _all(told, "objects")
    first = min(key for one in told for key in one["keys"])
    about = objects[0] if objects else first
    return Act(
        iri.joint_act(kind, about, date, apart="" if date else first, base=base),
        kind,
        objects,
        date,
        _all(told, "who"),
        _all(told, "bodies"),
        tuple(sorted({one["letter"] for one in told})),
        _all(told, "evidence"),
    )


def to_text(act: Act, keys: Iterable[str]) -> str:
    """Return an act as text, with the keys of the cells that it was made from."""
    fields: list[Any] = [act.iri, act.kind, act.targets, act.date, act.participants, act.bodies]
    fields += [act.letters, act.evidence, sorted(keys)]
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> tuple[Act, list[str]]:
    """Return the act and the keys that `to_text` was given."""
    name, kind, targets, date, participants, bodies, letters, evidence, keys = json.loads(text)
    many = (tuple(v) for v in (targets, participants, bodies, letters, evidence))
    targets, participants, bodies, letters, evidence = many
    return Act(name, kind, targets, date, participants, bodies, letters, evidence), keys


def may_be_same(one: Act, other: Act) -> bool:
    """Tell whether two acts of one kind on one object may be the same act.

    Their dates overlap, or one is undated and somebody took part in both.
    """
    if one.kind != other.kind or not set(one.targets) & set(other.targets):
        return False
    if one.kind == "jointHandling":
        return False
    first, second = bounds(one.date), bounds(other.date)
    if not (first and second):
        return bool(set(one.participants) & set(other.participants))
    return first[0] <= second[1] and second[0] <= first[1]


def rank(act: Act) -> tuple[int, str]:
    """Return what tells the better known of two acts that may be the same: the finer date."""
    return (-len(act.date or ""), act.iri)


def possible_links(acts: Iterable[Act]) -> list[tuple[str, str]]:
    """Return (act, better known act that it may be the same as), at most one for each act."""
    found: list[tuple[str, str]] = []
    before: list[Act] = []
    for act in sorted(acts, key=rank):
        better = next((other for other in before if may_be_same(act, other)), None)
        if better:
            found.append((act.iri, better.iri))
        before.append(act)
    return found


def _distinct(together: list[Act]) -> list[Act]:
    """Return the acts without those that may be the same as a better known one among them."""
    if len(together) == 1:
        return together
    kept: list[Act] = []
    near: dict[tuple[str, str], list[Act]] = defaultdict(list)
    for act in sorted(together, key=rank):
        groups = [(act.kind, target) for target in act.targets]
        if not any(may_be_same(act, other) for group in groups for other in near[group]):
            kept.append(act)
            for group in groups if act.kind != "jointHandling" else ():
                near[group].append(act)
    return kept


def _of_one(act: Act, pair: tuple[str, str], base: str) -> Collaboration:
    """Return what two agencies did together once: most pairs."""
    name, date = iri.collaboration(*pair, base=base), act.date or None
    return Collaboration(name, pair, (act.iri,), act.letters, act.strength, date, date)


def collaboration(pair: tuple[str, str], told: list[Act], base: str = iri.BASE) -> Collaboration:
    """Return what two agencies did together.

    Strength is Σ 1/(n−1) over the acts of n agencies, summed exactly, so that it does not depend
    on the order of the letters. Acts that may be the same count once, the better dated one.
    """
    if len(told) == 1:
        return _of_one(told[0], pair, base)
    together = _distinct(told)
    dates = sorted(act.date for act in together if act.date)
    sizes = Counter(len(act.bodies) - 1 for act in together)
    # Sorted runs one after another are soon sorted; a set's order is none.
    letters = dict.fromkeys(letter for act in told for letter in act.letters)
    return Collaboration(
        iri.collaboration(*pair, base=base),
        pair,
        tuple(sorted(act.iri for act in together)),
        tuple(sorted(letters)),
        float(sum(Fraction(count, size) for size, count in sizes.items())),
        dates[0] if dates else None,
        dates[-1] if dates else None,
    )


def collaborations(
    acts: Iterable[Act], base: str = iri.BASE, *, lineages: Mapping[str, str] | None = None
) -> tuple[Collaboration, ...]:
    """Return the pairs of agencies that share a joint act, sorted by IRI.

    With ``lineages`` (agency → lineage, `Facts.lineages`) bodies that succeeded each other count
    as one, under the IRI of their lineage.
    """
    line = lineages or {}
    shared: dict[tuple[str, str], list[Act]] = defaultdict(list)
    for act in acts:
        for pair in combinations(sorted({line.get(body, body) for body in act.bodies}), 2):
            shared[pair].append(act)
    found = (collaboration(pair, told, base) for pair, told in shared.items())
    return tuple(sorted(found, key=lambda c: c.iri))
