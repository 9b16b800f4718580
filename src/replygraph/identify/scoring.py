"""How sure it is that two things of different letters are one, feature by feature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from replygraph.identify.names import Shape, alike, shape, shortened
from replygraph.identify.patterns import SORTS, WIDE
from replygraph.identify.things import Thing
from replygraph.resources.local import NATION, region_of, relation

Verdict = Literal["same", "unsure", "different"]

#: at least this: the same; below `UNSURE`: different; between: undecided
SAME = 0.8
UNSURE = 0.6
#: names less alike than this are two
_ALIKE = 0.7
#: what a name must count at least to be that of the same thing
_SURE = 0.45
_EQUAL = 0.6
#: titles of documents at least this long are rarely given twice
_LONG = 12
#: what forbids that local things are one, unless they are parts of one of the whole country
APART = "regions apart"


@dataclass(frozen=True, slots=True)
class Feature:
    """One reason: what was compared, what came of it, what it adds; ``forbids`` decides alone."""

    name: str
    value: str
    weight: float
    forbids: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """The reasons for and against, and what they come to; a judgement of people decides alone."""

    features: tuple[Feature, ...]
    judged: Verdict | None = None

    @property
    def value(self) -> float:
        """Return the sum of the weights, 0 where a reason forbids it."""
        if any(feature.forbids for feature in self.features):
            return 0.0
        return round(sum(feature.weight for feature in self.features), 4)

    @property
    def verdict(self) -> Verdict:
        """Return what people judged, else what the value says."""
        if self.judged:
            return self.judged
        if self.value >= SAME:
            return "same"
        return "unsure" if self.value >= UNSURE else "different"


def _name(one: Thing, other: Thing) -> Feature:
    """Compare the names: the best of several ways in which names of one thing differ.

    Names that are only alike never suffice, and names that are not forbid.
    """
    a, b = one.shape, other.shape
    if a.core == b.core:
        return Feature("same name", a.core, 0.6)
    if a.stem == b.stem:
        if bool(a.place) != bool(b.place):
            # A company is one with and without its city; a program may be a part of one elsewhere.
            weight = 0.55 if one.kind == "ORG" else _SURE
            return Feature("same name, one with a place", a.place or b.place, weight)
        return Feature("same name but for level and kind", a.stem, 0.57)
    stems = ({shape(t.kind, n).stem for n in (t.label, *t.names)} for t in (one, other))
    shared = set.intersection(*stems)
    if shared:
        return Feature("also called", min(shared), 0.55)
    short, full = sorted((a, b), key=lambda s: (len(s.core), s.core))
    left, right = WIDE.sub("", short.core), WIDE.sub("", full.core)
    if one.kind == "EVENT" and len(left) <= 5 and left not in right and shortened(left, right):
        return Feature("short form", f"{left} / {right}", 0.45)
    left, right = sorted((a.stem, b.stem), key=lambda text: (len(text), text))
    if len(left) >= 5 and _contracted(left, right):
        return Feature("words left out", f"{left} / {right}", 0.45)
    close = alike(a.stem, b.stem)
    if close < _ALIKE or left in right:
        # What goes on behind a whole name is a part of it, or another thing.
        return Feature("names differ", f"{close:.2f}", 0.0, forbids=True)
    return Feature("names alike", f"{close:.2f}", round(0.4 * close, 4))


def _contracted(short: str, full: str) -> bool:
    """Tell whether a name is another without some characters: the same end, and most of it."""
    rest = iter(full)
    most = len(short) * 2 >= len(full) and short[-3:] == full[-3:]
    return most and short not in full and all(char in rest for char in short)


def _distinct(one: Thing, other: Thing) -> Feature | None:
    """Tell how much an equal name says: long ones are rarely given twice."""
    size = min(len(one.shape.stem), len(other.shape.stem), 12)
    return Feature("length of the name", str(size), round(0.2 * size / 12, 4))


def _years(one: Thing, other: Thing) -> list[Feature]:
    a, b = one.shape, other.shape
    found = []
    if a.edition and b.edition:
        same = a.edition == b.edition
        found.append(Feature("edition", f"{a.edition} / {b.edition}", 0.15, forbids=not same))
    if a.years and b.years:
        same = a.years == b.years
        found.append(Feature("year", f"{a.years} / {b.years}", 0.1, forbids=not same))
    elif one.kind == "EVENT" and bool(a.edition or a.years) != bool(b.edition or b.years):
        found.append(
            Feature(
                "series and edition",
                f"{a.edition or a.years} / {b.edition or b.years}",
                0.0,
                forbids=True,
            )
        )
    elif one.kind == "EVENT" and bool(a.edition) != bool(b.edition):
        found.append(_edition_year(one, other))
    elif (
        (a.years or b.years)
        and one.kind in ("DOCUMENT", "PROGRAM")
        and not (a.edition or b.edition)
    ):
        found.append(
            Feature(
                "year stated by one",
                f"{a.years or b.years}",
                -0.05 if one.kind == "DOCUMENT" else -0.2,
            )
        )
    return found


def _edition_year(one: Thing, other: Thing) -> Feature:
    """Compare an edition that is counted with one that is called by its year."""
    counted, dated = (one, other) if one.shape.edition else (other, one)
    if not counted.years:
        return Feature("edition without a date", f"{counted.shape.edition}", -0.1)
    fits = bool({*counted.years} & {*dated.shape.years})
    value = f"第{counted.shape.edition}届 {counted.years} / {dated.shape.years}"
    return Feature("edition and year", value, 0.15 if fits else 0.0, forbids=not fits)


def _marks(a: Shape, b: Shape, *, document: bool) -> list[Feature]:
    found = []
    if a.part != b.part:
        found.append(Feature("part", f"{a.part or '-'} / {b.part or '-'}", 0.0, forbids=True))
    if a.numbers != b.numbers and ((a.numbers and b.numbers) or a.stem == b.stem):
        value = f"{'、'.join(a.numbers) or '-'} / {'、'.join(b.numbers) or '-'}"
        found.append(Feature("numbers", value, 0.0, forbids=True))
    sorts = [last[0] if (last := SORTS.search(s.core)) else "" for s in (a, b)]
    if document and sorts[0] != sorts[1] and all(sorts):
        found.append(Feature("sort", " / ".join(sorts), 0.0, forbids=True))
    if a.stage != b.stage and "稿" in a.stage + b.stage:
        found.append(Feature("stage", f"{a.stage or '-'} / {b.stage or '-'}", 0.0, forbids=True))
    return found


def _documents(one: Thing, other: Thing) -> Feature | None:
    if not (one.documents and other.documents):
        return None
    shared = {*one.documents} & {*other.documents}
    value = f"{'、'.join(one.documents)} / {'、'.join(other.documents)}"
    return Feature("document number", value, 1.0 if shared else 0.0, forbids=not shared)


def _regions(one: Thing, other: Thing, *, shared: bool) -> Feature:
    """Compare where the two are done: local things of different regions are never one."""
    if one.shape.place and other.shape.place and one.shape.place != other.shape.place:
        places = f"{one.shape.place} / {other.shape.place}"
        if not (one.shape.place in other.shape.core or other.shape.place in one.shape.core):
            return Feature("places differ", places, 0.0, forbids=True)
    sided = bool(one.shape.place) != bool(other.shape.place) and one.shape.core != other.shape.core
    if sided:
        placed, free = (one, other) if one.shape.place else (other, one)
        here = region_of(placed.shape.place) or next(iter(placed.home), "")
        if not any(relation(here, r) in ("same", "inside") for r in free.home if r != NATION):
            return Feature("places differ", f"{placed.shape.place} / -", 0.0, forbids=not shared)
    if (one.national or other.national) and not sided:
        return Feature("of the whole country", "", 0.25)
    ties = {relation(a, b) for a in one.home for b in other.home}
    if "same" in ties:
        return Feature("same region", "", 0.2)
    if "inside" in ties:
        return Feature("one region in the other", "", 0.2)
    if {*one.home} & {*other.near} or {*other.home} & {*one.near}:
        return Feature("region named by the other letter", "", 0.2)
    if "apart" not in ties:
        return Feature("region not known", "", 0.0)
    value = f"{'、'.join(one.home)} / {'、'.join(other.home)}"
    local = [any(r != NATION for r in t.owned) for t in (one, other)]
    if all(local) and not shared:
        return Feature(APART, value, 0.0, forbids=True)
    if one.kind == "DOCUMENT" and min(len(one.label), len(other.label)) >= _LONG:
        return Feature(APART, value, -0.15 if any(local) else 0.0)
    return Feature(APART, value, -0.3)


def score(one: Thing, other: Thing, judged: Verdict | None = None) -> Score:
    """Return how sure it is that two things are one, with all reasons; symmetrical.

    >>> from replygraph.identify.things import thing_of
    >>> said = '{"type":"PROGRAM","label":"护蕾行动","region":"%s"}'
    >>> one = thing_of("https://e.cn/program/湘潭市/护蕾行动", [said % "430300"])
    >>> other = thing_of("https://e.cn/program/衢州市/护蕾行动", [said % "330800"])
    >>> score(one, other).verdict, [f.name for f in score(one, other).features if f.weight < 0]
    ('different', ['regions apart'])
    """
    if other.iri < one.iri:
        one, other = other, one
    found: list[Feature | None] = []
    number = _documents(one, other)
    if one.shape.document or other.shape.document:
        found.append(number or Feature("document number not known", "", 0.0))
        return Score(tuple(f for f in found if f), judged)
    name = _name(one, other)
    if name.forbids:
        return Score((name,), judged)
    if number and number.weight:
        # What has one number is one document, however it is called.
        return Score((number,), judged)
    found += [name, _distinct(one, other) if name.weight >= _SURE else None, number]
    document = one.kind == "DOCUMENT"
    found += [*_years(one, other), *_marks(one.shape, other.shape, document=document)]
    together = {*one.letters} & {*other.letters}
    if together and not name.name.startswith("same name"):
        # A letter that gives two names speaks of two things, but for its own short forms.
        found.append(Feature("side by side in a letter", min(together), 0.0, forbids=True))
    elif together and name.weight < _EQUAL:
        found.append(Feature("side by side in a letter", min(together), -0.2))
    shared = sorted({*one.owners} & {*other.owners})
    found.append(_regions(one, other, shared=bool(shared)))
    if shared:
        found.append(Feature("same bodies", shared[0], 0.15))
    if {*one.about} & {*other.about}:
        found.append(Feature("same submission", min({*one.about} & {*other.about}), 0.2))
    if name.weight < _SURE:
        found.append(Feature("likeness alone", "", -0.2))
    if one.kind == "ORG" and not name.name.startswith("same name"):
        found.append(Feature("organisation named otherwise", "", -0.4))
    return Score(tuple(f for f in found if f), judged)
