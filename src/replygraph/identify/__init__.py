"""Which entities of different letters are the same.

Entities are the same when their IRIs are. Beyond that

- a submission whose key lacks a part (a letter that does not say which assembly, which session)
  is the one full submission that fits, if exactly one does; else it stays apart, with a warning;
- events, programs, documents and organisations are compared by name, edition, year, number,
  region and bodies (`replygraph.identify.scoring`), each reason on record, with a band between
  same and different where nothing is decided;
- people's judgements go before both.

The result is a pure function of all letters and judgements, independent of their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from replygraph import iri
from replygraph.claims import Claims, Named
from replygraph.identify.groups import Grouping, Groups
from replygraph.identify.judged import Judgement, Judgements
from replygraph.identify.names import beside
from replygraph.identify.scoring import SAME, UNSURE, Feature, Score, Verdict, score
from replygraph.identify.things import Thing, meeting, sayings, sayings_met, thing_of

__all__ = [
    "SAME",
    "UNSURE",
    "Feature",
    "Grouping",
    "Groups",
    "Identity",
    "Judgement",
    "Judgements",
    "Key",
    "Score",
    "Thing",
    "Verdict",
    "beside",
    "grouping",
    "identify",
    "identify_keys",
    "meeting",
    "sayings",
    "sayings_met",
    "score",
    "submission_key",
    "thing_of",
]


@dataclass(frozen=True, slots=True)
class Identity:
    """``same`` leads from an IRI to the one that stands for it; others stand for themselves.

    ``unsure`` are pairs of IRIs that may be the same, which nobody has judged yet; ``labels`` the
    names of things for which others stand; ``judged`` the judgements on things that are there.
    """

    same: Mapping[str, str]
    warnings: tuple[str, ...] = ()
    unsure: tuple[tuple[str, str], ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    judged: tuple[Judgement, ...] = ()

    def of(self, name: str) -> str:
        """Return the IRI that stands for ``name``."""
        return self.same.get(name, name)

    def named(self, thing: Named) -> Named:
        """Return ``thing`` under the IRI that stands for it."""
        return Named(self.of(thing.iri), thing.type, thing.label)


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What is known of a submission: empty strings are unknown parts."""

    iri: str
    assembly: str
    session: str
    year: str
    number: str
    title: str

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the fields, in order, to be kept as text: ``Key(*parts)`` is the key again."""
        return self.iri, self.assembly, self.session, self.year, self.number, self.title

    @property
    def certainty(self) -> int:
        """Return 2 for a key that every letter would give, 1 for one by the letter's year, 0."""
        if iri.is_partial(self.iri):
            return 0
        return 2 if self.session or f"/{self.number[:4]}/{self.number}" in self.iri else 1

    def fits(self, other: Key) -> bool:
        """Tell whether nothing contradicts that ``other`` is the same, and something says so."""
        pairs = [
            (getattr(self, part), getattr(other, part))
            for part in ("assembly", "session", "number", "title")
        ]
        if any(one and two and one != two for one, two in pairs):
            return False
        assembly, session, number, title = (bool(one and two) for one, two in pairs)
        return title or (number and assembly and (session or self.year == other.year))


def submission_key(letter: Claims) -> Key | None:
    """Return what a letter says that identifies its submission; None where it names none."""
    if not letter.submission:
        return None
    return Key(
        letter.submission.iri,
        letter.assembly or "",
        iri.session_key(letter.session) if letter.session else "",
        (letter.date or "")[:4],
        letter.number or "",
        iri.segment(letter.title) if letter.title else "",
    )


def identify(letters: Iterable[Claims], judgements: Judgements | None = None) -> Identity:
    """Return which entities are the same, and a warning for each submission that stays apart."""
    told, decided = list(letters), judgements or Judgements()
    submissions = identify_keys(key for letter in told if (key := submission_key(letter)))
    made, names = grouping(told, decided)
    things = made.groups(names)
    same = {**submissions.same, **things.same}
    return Identity(
        dict(sorted(same.items())),
        submissions.warnings,
        tuple(sorted(things.unsure)),
        {name: thing.label for name in sorted(things.same) if (thing := made.thing(name))},
        tuple(j for j in decided.all() if made.thing(j.one) and made.thing(j.other)),
    )


def grouping(letters: Iterable[Claims], judgements: Judgements) -> tuple[Grouping, list[str]]:
    """Return the means to compare what letters name, and the IRIs that they name."""
    said: dict[str, set[str]] = defaultdict(set)
    met: dict[str, set[str]] = defaultdict(set)
    for letter in letters:
        for thing, text in sayings(letter):
            said[thing.iri].add(text)
            for key, part in meeting(thing.iri, text):
                met[key].add(f"{thing.iri}\t{part}")
    made = Grouping(
        lambda name: sorted(said.get(name, ())), lambda key: sorted(met.get(key, ())), judgements
    )
    return made, sorted(said)


def identify_keys(given: Iterable[Key]) -> Identity:
    """Return which submissions are the same, from the keys of the letters' submissions."""
    keys = set(given)
    near: dict[str, set[Key]] = defaultdict(set)
    for key in keys:
        if key.certainty:
            near[key.number].add(key)
            near[key.title].add(key)
    fitting: dict[tuple[int, str], set[str]] = defaultdict(set)
    for key in keys:
        if key.certainty == 2:
            continue
        others = near[key.number] if key.number else set[Key]()
        others = others | (near[key.title] if key.title else set[Key]())
        fitting[-key.certainty, key.iri] |= {
            other.iri for other in others if other.certainty > key.certainty and key.fits(other)
        }
    same: dict[str, str] = {}
    warnings = []
    for (_, name), found in sorted(fitting.items()):
        stands = sorted({same.get(other, other) for other in found})
        if len(stands) == 1:
            same[name] = stands[0]
        elif stands:
            warnings.append(
                f"{iri.tail(name)}：有 {len(stands)} 件提案或建议与之相合，未合并；"
                "请在记录中补全会议或编号。"
            )
    return Identity(dict(sorted(same.items())), tuple(warnings))
