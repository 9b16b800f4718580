"""What one letter contributes to what is known, as entries of cells (`replygraph.derive.cells`).

The kinds of cells, their keys and values::

    t  subject, predicate, object        a plain triple that the letter states as done
    n  IRI of a thing                    its mention type and label
    m  person, assembly                  membership
    e  IRI of a document                 somebody issued it: a policy document
    d  date (EDTF)                       occurs
    y  key of an assembly                a submission or a member belongs to it
    k  IRI of the letter                 the key of its submission, for `identify`
    r  IRI of a thing as written         the letter that names it, for what may be merged
    i  IRI of a thing as written         what the letter says of it, for `identify`
    b  key where things may meet         IRI and part of the thing, for `identify`
    s  IRI of a submission               what the letter says of it and of its handling
    a  key of a joint act                what the letter says of the act
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from replygraph import iri
from replygraph.claims import Claim, Claims, Named
from replygraph.derive.acts import local_acts
from replygraph.derive.cells import Entry
from replygraph.identify import Identity, sayings_met, submission_key

#: types of things that `identify` may find to be the same under different IRIs
_MERGED = frozenset({"PROPOSAL", "PERSON", "ORG", "EVENT", "PROGRAM", "DOCUMENT"})
_ROLES = {"leads": "lead", "coHandles": "co"}
#: kinds of cells that depend on which things are the same
KNOWN = frozenset("tnmesa")
#: kinds that `renamed` looks at
_NAMING = KNOWN | {"r"}
#: between the bodies in the key of an act (`replygraph.derive.acts`)
_GROUPED = "\x1f"
#: between the parts of a key
SEP = "\t"


_text = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def packed(value: Any) -> str:
    """Return a value as text, the same for equal values."""
    return _text(value)


def passages(letter: str, members: list[Claim]) -> list[str]:
    """Return the IRIs of the first passage that proves each of the claims, sorted."""
    first = (claim.evidence[0] for claim in members if claim.evidence)
    return sorted({iri.passage(letter, span.start, span.end) for span in first})


def _named(letter: Claims) -> set[Named]:
    named = {*letter.mentioned, *letter.addressees}
    for claim in letter.statements:
        named.add(claim.subject)
        named.add(claim.object)
    named |= {promise.agency for promise in letter.promises if promise.agency}
    named |= {thing for thing in (letter.agency, letter.submission) if thing}
    return named


def _submissions(letter: Claims, named: set[Named], identity: Identity) -> list[Entry]:
    """Return what the letter says of its own submission and of the others that it names."""
    said: dict[str, dict[str, Any]] = {}
    for thing in sorted(thing for thing in named if thing.type == "PROPOSAL"):
        name = identity.of(thing.iri)
        one = said.setdefault(name, {"letter": letter.iri, "labels": [], "parts": {}})
        one["labels"].append(thing.label)
    if letter.submission:
        own = said[identity.of(letter.submission.iri)]
        for name in ("kind", "number", "title", "session", "assembly"):
            own[name] = getattr(letter, name)
        own["own"] = True
        if letter.agency:
            own["parts"][letter.agency.iri] = [[letter.role] if letter.role else [], True]
            own["outcome"], own["date"] = letter.category, letter.date
    proof: dict[str, list[Claim]] = defaultdict(list)
    for claim in letter.statements:
        if claim.predicate in _ROLES and claim.object.type == "PROPOSAL":
            if claim.modality != "done":
                continue
            name = identity.of(claim.object.iri)
            part = said[name]["parts"].setdefault(claim.subject.iri, [[], False])
            part[0] = sorted({*part[0], _ROLES[claim.predicate]})
            proof[name].append(claim)
    for name, members in proof.items():
        said[name]["proof"] = passages(letter.iri, members)
    return [("s", name, packed(one)) for name, one in said.items()]


def _member(letter: Claims, identity: Identity, base: str) -> list[Entry]:
    if not (letter.assembly and letter.kind):
        return []
    assembly = f"{base}assembly/{letter.assembly}"
    start = f"{base}person/{letter.assembly}/"
    return [
        ("m", identity.of(claim.subject.iri) + SEP + assembly, "")
        for claim in letter.statements
        if claim.predicate == "proposed" and claim.subject.iri.startswith(start)
    ]


def _triples(letter: Claims, identity: Identity) -> list[Entry]:
    found = []
    for claim in letter.statements:
        if claim.modality != "done":
            continue
        subject, target = identity.of(claim.subject.iri), identity.of(claim.object.iri)
        found.append(("t", SEP.join((subject, claim.predicate, target)), ""))
        if claim.predicate in _ROLES and claim.object.type == "PROPOSAL":
            found.append(("t", SEP.join((subject, "handles", target)), ""))
        if claim.predicate == "issues" and claim.object.type == "DOCUMENT":
            found.append(("e", target, ""))
    if letter.submission and letter.agency:
        handled = identity.of(letter.submission.iri)
        found.append(("t", SEP.join((letter.agency.iri, "handles", handled)), ""))
    return found


def _identified(letter: Claims) -> list[Entry]:
    """Return what `identify` compares, and where things of one name meet."""
    found: list[Entry] = []
    for thing, text, met in sayings_met(letter):
        found.append(("i", thing.iri, text))
        found += [("b", key, thing.iri + SEP + part) for key, part in met]
    return found


def share(letter: Claims, identity: Identity, base: str = iri.BASE) -> list[Entry]:
    """Return the entries of one letter, sorted, each once.

    ``identity`` says which things stand for the ones that the letter names; those for which
    others stand have their name in the graph of identity.
    """
    named = _named(letter)
    return _sorted(_said(letter, named) + _known(letter, named, identity, base))


def known_share(letter: Claims, identity: Identity, base: str = iri.BASE) -> list[Entry]:
    """Return those entries of `share` that depend on ``identity``: of the kinds in `KNOWN`."""
    return _sorted(_known(letter, _named(letter), identity, base))


def renamed(entries: Iterable[Entry], same: Mapping[str, str]) -> list[Entry] | None:
    """Return what `known_share` gives for a letter, from its `share` where nothing was the same.

    ``same`` leads from IRIs to those that stand for them. None where the letter itself is needed:
    it names one thing in two ways, or its joint acts would come in another order.
    """
    held = [entry for entry in entries if entry[0] in _NAMING]
    names = {key for kind, key, _ in held if kind in "nr"}
    now = {name: same[name] for name in names if name in same}
    if len({now.get(name, name) for name in names}) < len(names):
        return None
    found = []
    for kind, key, value in held:
        if kind == "a":
            told = _told_anew(value, now)
            if told is None:
                return None
            found.append((kind, key if told is value else _about_anew(key, now), told))
        elif kind in KNOWN and not (kind == "n" and key in now):
            found.append((kind, SEP.join([now.get(end, end) for end in key.split(SEP)]), value))
    return _sorted(found)


def _told_anew(text: str, now: Mapping[str, str]) -> str | None:
    """Return what a letter tells of an act under other names; None if their order is another."""
    told = json.loads(text)
    names = sorted({*told["objects"], *told["who"]})
    if now.keys().isdisjoint(names):
        return text
    after = [now.get(name, name) for name in names]
    joined = not (told["objects"] or told["date"])  # in the key, without a sign between
    if joined or after != sorted(after):
        return None
    for field in ("objects", "who"):
        told[field] = [now.get(name, name) for name in told[field]]
    told["keys"] = [_about_anew(key, now) for key in told["keys"]]
    return packed(told)


def _about_anew(key: str, now: Mapping[str, str]) -> str:
    """Return the key of an act under other names."""
    kind, one, other = key.split(SEP)
    ends = (_GROUPED.join([now.get(n, n) for n in part.split(_GROUPED)]) for part in (one, other))
    return SEP.join((kind, *ends))


def _sorted(entries: list[Entry]) -> list[Entry]:
    """Return entries sorted, each once; sorts the list given."""
    entries.sort()
    return entries[:1] + [entry for before, entry in pairwise(entries) if entry != before]


def _said(letter: Claims, named: set[Named]) -> list[Entry]:
    """Return what does not depend on what is the same: what `identify` needs, and dates."""
    found = _identified(letter)
    found += [("r", thing.iri, letter.iri) for thing in named if thing.type in _MERGED]
    dates = {claim.date for claim in letter.statements} | {letter.date}
    found += [("d", date, "") for date in dates if date]
    if letter.assembly:
        found.append(("y", letter.assembly, ""))
    key = submission_key(letter)
    if key:
        found.append(("k", letter.iri, packed(key.parts)))
    return found


def _known(letter: Claims, named: set[Named], identity: Identity, base: str) -> list[Entry]:
    found = _submissions(letter, named, identity) + _triples(letter, identity)
    found += _member(letter, identity, base)
    found += [
        ("n", thing.iri, thing.type + SEP + thing.label)
        for thing in named
        if thing.type != "PROPOSAL" and identity.of(thing.iri) == thing.iri
    ]
    for act in local_acts(letter, identity):
        text = packed(act)
        found += [("a", name, text) for name in act["keys"]]
    return found
