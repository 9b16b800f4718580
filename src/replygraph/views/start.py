"""The start page: the story of the loaded letters in figures, and questions that lead on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from replygraph.views.agency import last_name, span
from replygraph.views.labels import OPINIONS, OUTCOMES, local
from replygraph.views.network import Words
from replygraph.views.parts import Chip, Figure, Quote, focused

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Tie:
    """A close collaboration with one of its acts, and the sentence that tells of it."""

    one: Chip
    other: Chip
    strength: float
    acts: int
    years: str
    what: Words
    quote: Quote | None


@dataclass(frozen=True, slots=True)
class Question:
    """A ready question: the question, what one will see, where it leads (an IRI or an address)."""

    words: Words
    about: Words
    iri: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """All that the start page shows."""

    letters: int
    lead: Words
    figures: tuple[Figure, ...]
    years: tuple[tuple[str, int], ...]
    undated: int
    outcomes: tuple[tuple[str, Words, int], ...]
    judged: int
    opinions: tuple[tuple[str, Words, int], ...]
    ties: tuple[Tie, ...]
    pairs: int
    assemblies: tuple[tuple[str, int], ...]
    busiest: tuple[tuple[Chip, int], ...]
    questions: tuple[Question, ...]


def most(counts: Mapping[str, int], number: int) -> list[str]:
    """Return the IRIs with the most letters, and all that have as many as the last of them.

    >>> most({"a": 3, "b": 1, "c": 1, "d": 0}, 2)
    ['a', 'b', 'c']
    """
    ranked = sorted(counts, key=lambda one: (-counts[one], one))
    least = counts[ranked[number - 1]] if len(ranked) >= number else 1
    return [one for one in ranked if counts[one] >= max(least, 1)]


def busiest(counts: Mapping[str, int], called: Iterable[Row], number: int = 10) -> list[Row]:
    """Return the agencies that answered most letters, those of equal rank by name."""
    found = {row["it"]: row["name"] for row in called}
    ranked = sorted(found.items(), key=lambda item: (-counts[item[0]], item[1], item[0]))
    return [
        {"agency": iri, "name": name, "letters": str(counts[iri])} for iri, name in ranked[:number]
    ]


def least(rows: Iterable[Row], number: int) -> float:
    """Return the strength that about ``number`` collaborations have at least.

    >>> least([{"strength": "0.5", "pairs": "9"}, {"strength": "2", "pairs": "3"}], 3)
    2.0
    """
    strength, left = 0.0, number
    for row in sorted(rows, key=lambda row: -float(row["strength"])):
        strength = float(row["strength"])
        left -= int(row["pairs"])
        if left <= 0:
            break
    return strength


def closest(rows: Iterable[Row], number: int) -> list[Row]:
    """Return the closest collaborations, the closest first."""

    def rank(row: Row) -> tuple[float, int, str, str]:
        return -float(row["strength"]), -int(row["acts"]), row["oneName"], row["otherName"]

    return sorted(rows, key=rank)[:number]


def _first(rows: Iterable[Row], name: str) -> int:
    return next((int(row[name]) for row in rows if name in row), 0)


def years(rows: Iterable[Row]) -> tuple[tuple[str, int], ...]:
    """Return (year, letters) without gaps, at most the last thirty.

    >>> years([{"year": "2021", "letters": "2"}, {"year": "2023", "letters": "1"}])
    (('2021', 2), ('2022', 0), ('2023', 1))
    """
    counts: dict[int, int] = defaultdict(int)
    for row in rows:
        counts[int(row["year"])] += int(row["letters"])
    if not counts:
        return ()
    first = max(min(counts), max(counts) - 29)
    return tuple((str(year), counts[year]) for year in range(first, max(counts) + 1))


def ties(
    rows: Iterable[Row], telling: Mapping[str, tuple[str, Words, str]], told: Mapping[str, Quote]
) -> tuple[Tie, ...]:
    """Return the closest collaborations; ``telling`` and ``told`` as for partners."""
    found = []
    for row in rows:
        place, what, _ = telling.get(row["pair"], ("", Words("", ""), ""))
        quote = told.get(place)
        found.append(
            Tie(
                Chip(row["one"], row["oneName"]),
                Chip(row["other"], row["otherName"]),
                float(row["strength"]),
                int(row["acts"]),
                span(row.get("first", ""), row.get("last", "")),
                what,
                focused(quote, {row["one"], row["other"]}) if quote else None,
            )
        )
    return tuple(found)


def _figures(
    rows: Mapping[str, Sequence[Row]], answering: int, totals: Mapping[str, int]
) -> tuple[Figure, ...]:
    dated = _first(rows["due"], "dated")
    return (
        Figure(
            totals["rg:Letter"],
            Words("封答复函", "reply letters"),
            Words("读入并认出的答复函", "read and recognised as replies"),
            None,
            "/register",
        ),
        Figure(
            totals["rg:Submission"],
            Words("件提案、建议", "submissions"),
            Words(
                f"提案 {totals['rg:Proposal']}，建议 {totals['rg:Suggestion']}",
                f"{totals['rg:Proposal']} proposals, {totals['rg:Suggestion']} suggestions",
            ),
        ),
        Figure(
            answering,
            Words("个机构作出答复", "agencies that answered"),
            Words("信中提到的机构共计", "of the agencies that letters name"),
            totals["rg:Agency"],
        ),
        Figure(
            totals["rg:JointAct"],
            Words("次联合行动", "joint acts"),
            Words(
                f"连成 {totals['rg:Collaboration']} 对协作机构；可能是同一次的分开计",
                f"tie {totals['rg:Collaboration']} pairs; what may be one act is apart",
            ),
            None,
            "/network",
        ),
        Figure(
            totals["rg:Commitment"],
            Words("项承诺", "commitments"),
            Words(f"其中 {dated} 项写明期限", f"{dated} of them with a due date"),
            None,
            "/timeline/commitments",
        ),
        Figure(
            totals["foaf:Person"],
            Words("位委员、代表等", "members, deputies, others"),
            Words("信中点名的人员", "persons named in letters"),
        ),
    )


def questions(rows: Mapping[str, Sequence[Row]], found: tuple[Tie, ...]) -> tuple[Question, ...]:
    """Return up to five questions that the loaded letters answer, each with where it leads."""
    listed = [
        Question(
            Words("哪些机构一起做事最多？", "Which agencies do most things together?"),
            Words("协作网络，按联系强弱", "the network of collaborations"),
            path="/network",
        )
    ]
    quoted = next((tie for tie in found if tie.quote), None)
    if quoted and quoted.quote:
        a, b = quoted.one.name, quoted.other.name
        listed.append(
            Question(
                Words(
                    f"凭什么说{a}与{b}有协作？",
                    f"What shows that {a} and {b} work together?",
                ),
                Words("信中的那一句话", "the sentence, in its letter"),
                iri=quoted.quote.iri,
            )
        )
    for row in rows["widest"][:1]:
        title = row.get("title") or row["name"]
        listed.append(
            Question(
                Words(f"《{title}》是谁办的，怎么答的？", f"Who handled “{title}”, and how?"),
                Words("办理单位的答复，逐条对照", "the replies of its handlers, side by side"),
                iri=row["about"],
            )
        )
    for row in rows["renamed"][:1]:
        first, last = row["label"].partition("—")[0], last_name(row["label"])
        listed.append(
            Question(
                Words(
                    f"{first}和{last}前后都与谁协作？",
                    f"Whom did {first}, and {last}, work with?",
                ),
                Words("更名前后算作一个，也可分列", "before and after renaming, as one or apart"),
                iri=row["lineage"],
            )
        )
    for row in rows["busiest"][: 5 - min(len(listed) + 1, 5)]:
        listed.append(
            Question(
                Words(f"{row['name']}答复了什么、承诺了什么？", f"What did {row['name']} promise?"),
                Words(f"{row['letters']} 封答复", f"{row['letters']} replies"),
                iri=row["agency"],
            )
        )
    listed.append(
        Question(
            Words("谁承诺了什么，什么时候到期？", "Who promised what, and by when?"),
            Words("按期限排列，已过期的标明", "by due date, those past are marked"),
            path="/timeline/commitments",
        )
    )
    return tuple(listed[:6])


def story(
    rows: Mapping[str, Sequence[Row]],
    answering: int,
    totals: Mapping[str, int],
    telling: Mapping[str, tuple[str, Words, str]],
    told: Mapping[str, Quote],
) -> Story:
    """Return what the start page shows, from the rows of its questions by their names.

    ``answering`` is the number of agencies that answered.
    """
    listed = years(rows["years"])
    undated = totals["rg:Letter"] - sum(int(row["letters"]) for row in rows["years"])
    found = ties(rows["ties"], telling, told)
    values = {(local(r["p"]), local(r["value"])): int(r["letters"]) for r in rows["classes"]}
    outcomes = tuple(
        (letter, words, values.get(("outcome", letter), 0)) for letter, words in OUTCOMES.items()
    )
    n, places = totals["rg:Letter"], len(rows["assemblies"])
    known = [year for year, count in listed if count]
    period = span(known[0], known[-1]) if known else ""
    zh = f"这里有 {n} 封答复函"
    zh += f"，写于 {period} 年" if period else ""
    zh += f"，答复 {places} 个政协、人大的委员和代表" if places else ""
    en = f"{n} reply letters"
    en += f" of {period}" if period else ""
    en += f" to members and deputies of {places} assemblies" if places else ""
    lead = Words(
        f"{zh}。谁提出、谁办理、一起做了什么、答应了什么，每一条都有原文为据。",
        f"{en}: who asked, who handled it, what they did together and promised, each with the "
        "sentence that says so.",
    )
    return Story(
        n,
        lead,
        _figures(rows, answering, totals),
        listed,
        undated,
        outcomes,
        sum(count for _, _, count in outcomes),
        tuple((name, words, values.get(("opinion", name), 0)) for name, words in OPINIONS.items()),
        found,
        totals["rg:Collaboration"],
        tuple((r["name"], int(r["letters"])) for r in rows["assemblies"]),
        tuple((Chip(r["agency"], r["name"]), int(r["letters"])) for r in rows["busiest"]),
        questions(rows, found),
    )
