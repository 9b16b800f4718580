"""Exact-match scores of predicted records against gold records, both in the contract's JSON.

Source: `GUIDE.md`, section 4. All functions are pure; a record is a ``dict`` as printed by
``replygraph extract --format jsonl``.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Json = Mapping[str, Any]

#: header fields of the contract that are compared one by one
FIELDS = (
    "kind",
    "number",
    "title",
    "session",
    "doc_number",
    "role",
    "replying_agency",
    "addressees",
    "addressees_open",
    "date",
    "category",
    "public",
    "contact",
)
#: optional in the gold: compared only where the gold has the key
OPTIONAL_FIELDS = ("category_text", "feedback", "reason")

_QUOTES = str.maketrans("", "", "“”‘’\"'「」『』《》〈〉 \u3000\u00a0\t")
_BRACKETS = str.maketrans("()[]〔〕【】,:;?!~", "（）（）（）（），：；？！～")


def normal_name(name: str | None) -> str:
    """Return ``name`` without quotes and blanks, brackets and punctuation in one form.

    >>> normal_name("“绿韵悠扬”主题活动 (2021)")
    '绿韵悠扬主题活动（2021）'
    """
    text = unicodedata.normalize("NFC", name or "")
    return text.translate(_QUOTES).translate(_BRACKETS)


@dataclass(slots=True)
class Counts:
    """Right, predicted and expected, with the F1 they give."""

    right: int = 0
    predicted: int = 0
    expected: int = 0

    def add(self, right: int, predicted: int, expected: int) -> None:
        """Count one letter more."""
        self.right += right
        self.predicted += predicted
        self.expected += expected

    @property
    def precision(self) -> float:
        """Return right / predicted; 1 where nothing was predicted."""
        return self.right / self.predicted if self.predicted else 1.0

    @property
    def recall(self) -> float:
        """Return right / expected; 1 where nothing was expected."""
        return self.right / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall; 1 where both sides are empty.

        >>> Counts(3, 4, 6).f1
        0.6
        """
        total = self.predicted + self.expected
        return 2 * self.right / total if total else 1.0


@dataclass(slots=True)
class Scores:
    """Counts by what was compared, and the differences, one line each, to work from."""

    counts: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    errors: list[str] = field(default_factory=list)

    def compare(
        self,
        where: str,
        what: str,
        predicted: Iterable[Hashable],
        expected: Iterable[Hashable],
        *,
        group: Callable[[Any], str] | None = None,
        show: Callable[[Any], str] = str,
    ) -> None:
        """Compare two sets under the name ``what``, and under ``what/group(item)`` too."""
        found, wanted = set(predicted), set(expected)
        self.counts[what].add(len(found & wanted), len(found), len(wanted))
        if group:
            for name in {group(item) for item in found | wanted}:
                part_found = {item for item in found if group(item) == name}
                part_wanted = {item for item in wanted if group(item) == name}
                self.counts[f"{what}/{name}"].add(
                    len(part_found & part_wanted), len(part_found), len(part_wanted)
                )
        self.errors.extend(f"{where}\t{what}\t-\t{show(item)}" for item in wanted - found)
        self.errors.extend(f"{where}\t{what}\t+\t{show(item)}" for item in found - wanted)

    def accuracy(self, where: str, what: str, predicted: object, expected: object) -> None:
        """Compare one value under the name ``what``."""
        equal = predicted == expected
        self.counts[what].add(int(equal), 1, 1)
        if not equal:
            self.errors.append(f"{where}\t{what}\t!\t{predicted!r} for {expected!r}")


def _field(name: str, value: Any) -> Any:
    if name in ("title", "replying_agency", "session", "doc_number"):
        return normal_name(value) or None
    if name == "addressees":
        return tuple(normal_name(item) for item in value or ())
    if name == "contact" and value:
        return (normal_name(value.get("name")), normal_name(value.get("phone")))
    if name == "feedback" and value:
        return (value.get("contacted"), value.get("opinion"))
    if name == "addressees_open":
        return bool(value)
    return value


def _triple(relation: Json) -> tuple[str, str, str]:
    subject, obj = normal_name(relation["subject"]), normal_name(relation["object"])
    if relation["predicate"] == "cooperatesWith" and obj < subject:
        subject, obj = obj, subject
    return (subject, relation["predicate"], obj)


def _spans(record: Json, key: str, *names: str) -> set[tuple[int, ...]]:
    return {tuple(offset for name in names for offset in item[name]) for item in record[key]}


def _relations(scores: Scores, where: str, predicted: Json, gold: Json) -> None:
    found = {_triple(item): item for item in predicted["relations"]}
    wanted = {_triple(item): item for item in gold["relations"]}
    scores.compare(where, "statements", found, wanted, group=lambda t: t[1], show=" | ".join)
    done = [t for t, item in found.items() if item["modality"] == "done"]
    right = [t for t in done if t in wanted and wanted[t]["modality"] == "done"]
    scores.counts["statements done (precision)"].add(len(right), len(done), len(done))
    for triple in found.keys() & wanted.keys():
        ours, theirs = found[triple], wanted[triple]
        label = f"{where} {' | '.join(triple)}"
        scores.accuracy(label, "modality", ours["modality"], theirs["modality"])
        scores.accuracy(label, "statement date", ours["date"], theirs["date"])
        hit = any(a < d and c < b for a, b in ours["evidence"] for c, d in theirs["evidence"])
        scores.accuracy(label, "evidence", hit, expected=True)


def _mentions(scores: Scores, where: str, predicted: Json, gold: Json) -> None:
    def key(mention: Json) -> tuple[int, int, str, str]:
        text = str(mention["text"])
        return (mention["start"], mention["end"], mention["type"], text)

    found = {key(m)[:3]: m for m in predicted["mentions"]}
    wanted = {key(m)[:3]: m for m in gold["mentions"]}
    scores.compare(
        where,
        "mentions",
        [(*k, found[k]["text"] if k in found else wanted[k]["text"]) for k in found],
        [(*k, found[k]["text"] if k in found else wanted[k]["text"]) for k in wanted],
        group=lambda m: m[2],
        show=lambda m: f"{m[2]} [{m[0]},{m[1]}) {m[3]!r}",
    )
    for same in sorted(found.keys() & wanted.keys()):
        if same[2] != "INDICATOR":
            ours, theirs = found[same]["canonical"], wanted[same]["canonical"]
            label = f"{where} [{same[0]},{same[1]}) {wanted[same]['text']!r}"
            scores.accuracy(label, f"canonical/{same[2]}", normal_name(ours), normal_name(theirs))
            if same[2] == "AGENCY":
                wrong = ours is not None and normal_name(ours) != normal_name(theirs)
                scores.counts["wrong agency links"].add(int(wrong), 1, 1)


def _commitments(scores: Scores, where: str, predicted: Json, gold: Json) -> None:
    def entries(record: Json) -> set[tuple[int, int, str]]:
        return {(*c["text"], normal_name(c["agency"])) for c in record["commitments"]}

    scores.compare(where, "commitments", entries(predicted), entries(gold))
    due = {(*c["text"], normal_name(c["agency"])): c["due"] for c in gold["commitments"]}
    for item in predicted["commitments"]:
        same = (*item["text"], normal_name(item["agency"]))
        if same in due:
            scores.accuracy(f"{where} {same}", "commitment due", item["due"], due[same])


def score_letter(scores: Scores, predicted: Json, gold: Json) -> None:
    """Add one letter's comparison to ``scores``; both records in the contract's shape."""
    where = str(gold["id"])
    scores.accuracy(where, "is_reply", predicted["is_reply"], gold["is_reply"])
    if not gold["is_reply"]:
        if gold.get("reason") is not None:
            scores.accuracy(where, "reason", predicted.get("reason"), gold["reason"])
        return
    for name in FIELDS:
        ours, theirs = _field(name, predicted.get(name)), _field(name, gold.get(name))
        scores.accuracy(where, f"field/{name}", ours, theirs)
    for name in OPTIONAL_FIELDS:
        if name in gold and name != "reason":
            ours, theirs = _field(name, predicted.get(name)), _field(name, gold[name])
            scores.accuracy(where, f"optional/{name}", ours, theirs)
    scores.compare(
        where,
        "points",
        _spans(predicted, "points", "suggestion", "answer"),
        _spans(gold, "points", "suggestion", "answer"),
    )
    _mentions(scores, where, predicted, gold)
    _relations(scores, where, predicted, gold)
    _commitments(scores, where, predicted, gold)


def score(pairs: Iterable[tuple[Json, Json]]) -> Scores:
    """Score (predicted, gold) pairs of records and add ``fields``, the mean field accuracy."""
    scores = Scores()
    for predicted, gold in pairs:
        score_letter(scores, predicted, gold)
    total = Counts()
    for name in FIELDS:
        part = scores.counts[f"field/{name}"]
        total.add(part.right, part.predicted, part.expected)
    scores.counts["fields"] = total
    macro = [
        c.f1 for n, c in scores.counts.items() if n.startswith("mentions/") and c.expected >= 30
    ]
    if macro:
        mean = round(1000 * sum(macro) / len(macro))
        scores.counts["mentions (macro, ‰)"] = Counts(mean, 1000, 1000)
    return scores
