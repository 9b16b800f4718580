"""Does anything trained on the annotated letters read mentions better than the rules alone?

    python benchmarks/second_opinion.py

Two trials, both seeded: a logistic regression that keeps or drops each mention of the rules, and a
CRF over characters (python-crfsuite; pip install python-crfsuite) with the rules' labels among its
features, which drops, corrects and adds.

The rules were written with the annotated letters in view, so their labels there are too good to
learn from. Each letter is therefore labelled by the rules of a time before it was read (`BLIND`),
unpacked from the history. Trials are cross-validated on the letters e and f, whole groups of
letters that share names at a time; the last word are the letters held back, with the rules of
today and a model trained on all others: totals only, with a paired bootstrap over letters.
"""

from __future__ import annotations

import csv
import importlib.util
import random
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from learning_curve import GOLD, golds, has_history, past

#: first letter of the ids → (commit, older commit for the finders) that had not seen these letters
BLIND = {
    "abcd": ("0f26187", "29605b2"),
    "e": ("9ec24ef", None),
    "f": ("1e0360a", None),
}
#: places had no finder yet when the letters a to d were new
PLACES = "9ec24ef"
FOLDS = 5
#: what the CRF must be sure of to drop, to add and to correct; chosen by cross-validation
DROP, ADD, MEND = 0.05, 0.6, 0.6
CRF = {"c1": 0.3, "c2": 0.1, "max_iterations": 80, "feature.possible_transitions": False}
SUFFIXES = set("省市县区州盟旗镇乡村街道局委办厅部院会校厂司社所站队组")

Span = tuple[int, int, str]


class Letter(NamedTuple):
    """A letter with the mentions that rules found (with their names) and the annotated ones."""

    text: str
    found: tuple[tuple[int, int, str, str], ...]
    gold: frozenset[Span]


class Counts(NamedTuple):
    """Right, found and annotated mentions of one letter."""

    right: int
    found: int
    gold: int


def mentions_of(record: dict[str, Any]) -> tuple[tuple[int, int, str, str], ...]:
    """Return start, end, type and rule of the mentions of a record."""
    return tuple((m["start"], m["end"], m["type"], m["rule"]) for m in record.get("mentions", ()))


def letter_of(record: dict[str, Any], gold: dict[str, Any], text: str) -> Letter:
    """Return a letter as the trials take it."""
    wanted = frozenset((m["start"], m["end"], m["type"]) for m in gold["mentions"])
    return Letter(text, mentions_of(record), wanted)


def blind_letters() -> dict[str, Letter]:
    """Return the annotated letters with the labels of rules that had not seen them."""
    folder = GOLD / "letters"
    early = past(PLACES, folder)
    found = {}
    for group, (commit, finders) in BLIND.items():
        records = past(commit, folder, finders)
        for stem, gold in golds(GOLD).items():
            if stem[0] in group and gold["is_reply"] and records.get(stem, {}).get("mentions"):
                text = (folder / f"{stem}.txt").read_text(encoding="utf-8")
                letter = letter_of(records[stem], gold, text)
                if finders:
                    letter = letter._replace(found=with_places(letter.found, early[stem]))
                found[stem] = letter
    return found


def with_places(
    found: tuple[tuple[int, int, str, str], ...], record: dict[str, Any]
) -> tuple[tuple[int, int, str, str], ...]:
    """Return ``found`` with the places of another record in its gaps."""
    kept = [m for m in found if m[2] != "PLACE"]
    places = [m for m in mentions_of(record) if m[2] == "PLACE"]
    return tuple(sorted(kept + [p for p in places if not any(meet(p, m) for m in kept)]))


def meet(one: Sequence[Any], other: Sequence[Any]) -> bool:
    """Tell whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def folds(stems: Iterable[str]) -> list[list[str]]:
    """Return the letters e and f in folds; letters that share a thing stay together."""
    root: dict[str, str] = {}

    def top(stem: str) -> str:
        while root.setdefault(stem, stem) != stem:
            stem = root[stem]
        return stem

    things = defaultdict(set)
    with (GOLD / "identity.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            things[row["entity"]].add(row["letter"])
    for letters in things.values():
        first, *others = sorted(letters)
        for other in others:
            root[top(other)] = top(first)
    groups = defaultdict(list)
    for stem in sorted(stems):
        if stem[0] in "ef":
            groups[top(stem)].append(stem)
    found: list[list[str]] = [[] for _ in range(FOLDS)]
    for group in sorted(groups.values(), key=lambda g: (-len(g), g)):
        min(found, key=len).extend(group)
    return found


# --- keep or drop ------------------------------------------------------------------------------


def traits(letter: Letter, index: int) -> set[str]:
    """Return the features of one mention of the rules."""
    text, found = letter.text, letter.found
    start, end, kind, rule = found[index]
    word = text[start:end]
    before = found[index - 1] if index else None
    after = found[index + 1] if index + 1 < len(found) else None
    same = [m for m in found if text[m[0] : m[1]] == word]
    plain = {
        f"length {min(end - start, 12)}",
        f"before {text[max(0, start - 2) : start]}",
        f"left {text[start - 1 : start]}",
        f"after {text[end : end + 2]}",
        f"right {text[end : end + 1]}",
        f"head {word[-2:]}",
        f"end {word[-1:]}",
        f"begin {word[:2]}",
        f"neighbour {before[2] if before and before[1] >= start - 2 else None}",
        f"next {after[2] if after and after[0] <= end + 2 else None}",
        f"marked everywhere {len(same) == text.count(word)}",
        f"of one type {len({m[2] for m in same}) == 1}",
        f"times {min(len(same), 4)}",
    }
    return {"bias", kind, rule, *(f"{trait} {kind}" for trait in plain)}


def logistic(rows: list[set[str]], right: list[bool], *, ridge: float = 1.0) -> dict[str, float]:
    """Return weights of features by regularised logistic regression (Adam, full batch)."""
    import numpy as np

    number = {name: i for i, name in enumerate(sorted(set().union(*rows)))}
    owner = np.array([i for i, row in enumerate(rows) for _ in row])
    column = np.array([number[name] for row in rows for name in sorted(row)])
    wanted = np.array(right, dtype=float)
    weights, mean, square = (np.zeros(len(number)) for _ in range(3))
    for step in range(1, 301):
        score = np.bincount(owner, weights[column], len(rows))
        miss = 1 / (1 + np.exp(-score)) - wanted
        slope = np.bincount(column, miss[owner], len(number)) + ridge * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        weights -= 0.05 * mean / (1 - 0.9**step) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return {name: float(weights[i]) for name, i in number.items()}


class KeepOrDrop:
    """Keeps each mention of the rules that is more likely right than wrong."""

    name = "keep or drop (logistic regression)"

    def __init__(self, letters: Iterable[Letter]) -> None:
        """Train on ``letters``."""
        rows, right = [], []
        for letter in letters:
            for index, mention in enumerate(letter.found):
                rows.append(traits(letter, index))
                right.append(mention[:3] in letter.gold)
        self.weights = logistic(rows, right)

    def read(self, letter: Letter) -> set[Span]:
        """Return the mentions of ``letter``."""
        return {
            mention[:3]
            for index, mention in enumerate(letter.found)
            if sum(self.weights.get(name, 0.0) for name in traits(letter, index)) > 0
        }


# --- a CRF over characters ---------------------------------------------------------------------


def char_class(char: str) -> str:
    """Return the class of a character: digit, letter, Han, or itself where it is a mark."""
    if char.isdigit():
        return "0"
    if char.isascii() and char.isalpha():
        return "A"
    return "H" if "一" <= char <= "龥" else char


@cache
def tables() -> tuple[dict[str, str], dict[str, str]]:
    """Return the heads of names and the verbs before them, as the rules know them, by kind."""
    from replygraph.mentions import headwords

    heads, verbs = {}, {}
    for name, words in sorted(vars(headwords).items()):
        kind, _, what = name.partition("_")
        if what in ("STRONG", "WEAK", "NAMES", "HEADS"):
            heads |= dict.fromkeys(words, kind)
        elif what == "VERBS" and kind in ("EVENT", "PROGRAM", "HONOUR"):
            verbs |= dict.fromkeys(words, kind)
    return heads, verbs


def in_tables(text: str) -> list[list[str]]:
    """Return for each character which head it is in, the next head, the verb just before."""
    heads, verbs = tables()
    size = len(text)
    last, inside, verb = [""] * size, [""] * size, [""] * (size + 1)
    for start in range(size):
        for length in range(1, 7):
            word = text[start : start + length]
            if word in heads:
                last[start + length - 1] = heads[word]
                inside[start : start + length - 1] = [heads[word]] * (length - 1)
            if word in verbs:
                verb[start + length] = f"{verbs[word]} {word}"
    rows = []
    for at in range(size):
        ahead = next(((k, last[k]) for k in range(at, min(size, at + 12)) if last[k]), None)
        row = [f"head {last[at]}", f"in {inside[at]}", f"verb {verb[at]}"]
        if ahead:
            row += [f"ahead {ahead[1]}", f"ahead {min(ahead[0] - at, 3)} {ahead[1]}"]
        rows.append([trait for trait in row if not trait.endswith(" ")])
    return rows


def features(letter: Letter, *, rules: bool = True) -> list[list[str]]:
    """Return the features of each character of a letter."""
    text = letter.text
    size = len(text)
    label, short, long = ["O"] * size, ["-"] * size, ["-"] * size
    for start, end, kind, rule in letter.found if rules else ():
        for at in range(start, end):
            label[at] = ("B-" if at == start else "E-" if at == end - 1 else "I-") + kind
            short[at] = f"{kind}:{rule.split('-')[0]}"
            long[at] = rule
    pad = 4
    chars = "^" * pad + text + "^" * pad
    classes = "".join(map(char_class, text))
    classes = "^" * pad + classes + "^" * pad
    labels = ["^"] * pad + label + ["^"] * pad
    rows, quote, title = [], 0, 0
    known = in_tables(text)
    for at in range(size):
        char, here = text[at], at + pad
        quote = {"“": 1, "”": 0, "\n": 0}.get(char, quote)
        title = {"《": 1, "》": 0, "\n": 0}.get(char, title)
        row = [f"w{k}{chars[here + k]}" for k in range(-3, 4)]
        row += [f"b{k}{chars[here + k : here + k + 2]}" for k in range(-2, 2)]
        row += [f"k{k}{classes[here + k]}" for k in range(-2, 3)]
        row += known[at]
        row += ["kk" + classes[here - 1 : here + 2], f"q{quote}{title}"]
        if char in SUFFIXES:
            row.append("suffix")
        if rules:
            row += [f"l{k}{labels[here + k]}" for k in range(-3, 4)]
            row.append("ll" + "|".join(labels[here - 1 : here + 2]))
            row += [f"r{short[at]}", f"R{long[at]}{label[at][0]}"]
            row += [f"lw{k}{label[at]}{chars[here + k]}" for k in (-1, 0, 1)]
        rows.append(row)
    return rows


def lines(text: str) -> Iterable[tuple[int, int]]:
    """Yield the lines of a text that are not empty."""
    start = 0
    for line in text.split("\n"):
        if line:
            yield start, start + len(line)
        start += len(line) + 1


class SecondOpinion:
    """A CRF that drops, corrects and adds; without ``rules`` it reads alone."""

    name = "second opinion (CRF with the rules' labels)"

    def __init__(self, letters: Iterable[Letter], *, rules: bool = True) -> None:
        """Train on ``letters``."""
        import pycrfsuite

        self.rules = rules
        trainer = pycrfsuite.Trainer("lbfgs", CRF, verbose=False)
        for letter in letters:
            rows = features(letter, rules=rules)
            wanted = ["O"] * len(letter.text)
            for start, end, kind in letter.gold:
                wanted[start:end] = [f"B-{kind}", *[f"I-{kind}"] * (end - start - 1)]
            for start, end in lines(letter.text):
                trainer.append(pycrfsuite.ItemSequence(rows[start:end]), wanted[start:end])
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model"
            trainer.train(str(path))
            self.packed = path.read_bytes()  # the tagger reads it where it lies: keep it
            self.tagger = pycrfsuite.Tagger()
            self.tagger.open_inmemory(self.packed)
        self.labels = set(self.tagger.labels())

    def read(self, letter: Letter) -> set[Span]:
        """Return the mentions of ``letter``."""
        import pycrfsuite

        sure: dict[Span, float] = {}
        own: dict[Span, float] = {}
        rows = features(letter, rules=self.rules)
        for start, end in lines(letter.text):
            tags = self.tagger.tag(pycrfsuite.ItemSequence(rows[start:end]))
            for span in spans(tags):
                own[span[0] + start, span[1] + start, span[2]] = self._belief(span, end - start)
            for mention in letter.found:
                if start <= mention[0] and mention[1] <= end:
                    inside = (mention[0] - start, mention[1] - start, mention[2])
                    sure[mention[:3]] = self._belief(inside, end - start)
        return combined(sure, own) if self.rules else set(own)

    def _belief(self, span: Span, size: int) -> float:
        """Return the least of the marginals that make a span, in the line tagged last."""
        start, end, kind = span
        first, inner = f"B-{kind}", f"I-{kind}"
        if first not in self.labels:
            return 0.0
        beliefs = [self.tagger.marginal(first, start)]
        if inner in self.labels:
            beliefs += [self.tagger.marginal(inner, at) for at in range(start + 1, end)]
            if end < size:
                beliefs.append(1 - self.tagger.marginal(inner, end))
        return min(beliefs)


def spans(tags: Sequence[str]) -> Iterable[Span]:
    """Yield the spans of a sequence of BIO tags."""
    at = 0
    while at < len(tags):
        end = at + 1
        if tags[at].startswith("B-"):
            kind = tags[at][2:]
            while end < len(tags) and tags[end] == f"I-{kind}":
                end += 1
            yield at, end, kind
        at = end


def combined(sure: dict[Span, float], own: dict[Span, float]) -> set[Span]:
    """Return the rules' mentions without doubtful ones, corrected, and what was added."""
    kept: set[Span] = set()
    for span, belief in sure.items():
        if belief < DROP:
            continue
        better = {o for o, b in own.items() if meet(o, span) and o != span and b > MEND}
        kept |= better if better and belief < 1 - MEND else {span}
    return kept | {o for o, b in own.items() if b > ADD and not any(meet(o, s) for s in sure)}


# --- scores ------------------------------------------------------------------------------------


def counted(found: Iterable[Span], letter: Letter) -> Counts:
    """Return the counts of one letter."""
    unique = set(found)
    return Counts(len(unique & letter.gold), len(unique), len(letter.gold))


def total(counts: Iterable[Counts]) -> tuple[float, float, float]:
    """Return precision, recall and F1 over letters."""
    right, found, gold = map(sum, zip(*counts, strict=True))
    return right / found, right / gold, 2 * right / (found + gold)


def compared(name: str, ours: list[Counts], rules: list[Counts]) -> None:
    """Print the scores of a trial and of the rules, with a paired bootstrap over letters."""
    dice = random.Random(0)
    gains = []
    for _ in range(2000):
        sample = dice.choices(range(len(ours)), k=len(ours))
        gains.append(total(ours[i] for i in sample)[2] - total(rules[i] for i in sample)[2])
    gains.sort()
    low, high = gains[50], gains[-51]
    worse = sum(gain <= 0 for gain in gains) / len(gains)
    precision, recall, f1 = total(ours)
    print(
        f"  {name:46s} P {precision:.4f} R {recall:.4f} F1 {f1:.4f}  gain "
        f"{f1 - total(rules)[2]:+.4f} (95 %: {low:+.4f} to {high:+.4f}; no gain: {worse:.0%})"
    )


TRIALS = (KeepOrDrop, SecondOpinion)


def cross_validated(letters: dict[str, Letter]) -> None:
    """Print the scores of the trials on letters that they were not trained on."""
    parts = folds(letters)
    stems = [stem for part in parts for stem in part]
    rules = [counted((m[:3] for m in letters[s].found), letters[s]) for s in stems]
    print(f"cross-validated, {len(stems)} letters e and f, rules blind to them:")
    print("  {:46s} P {:.4f} R {:.4f} F1 {:.4f}".format("rules", *total(rules)))
    for trial in TRIALS:
        ours = []
        for part in parts:
            model = trial(letters[s] for s in letters if s not in part)
            ours += [counted(model.read(letters[s]), letters[s]) for s in part]
        compared(trial.name, ours, rules)


def held_back(letters: dict[str, Letter]) -> None:
    """Print totals on the letters held back, with the rules of today; nothing of the letters."""
    from replygraph.pipeline import extract_one

    folder = GOLD / "held"
    held = []
    for stem, gold in golds(folder).items():
        path = folder / "letters" / f"{stem}.txt"
        record = extract_one((path.name, path.read_bytes()), with_contacts=True).records[0]
        if gold["is_reply"]:
            held.append(letter_of(record, gold, record["text"]))
    rules = [counted((m[:3] for m in letter.found), letter) for letter in held]
    print(f"held back, {len(held)} letters, rules of today:")
    print("  {:46s} P {:.4f} R {:.4f} F1 {:.4f}".format("rules", *total(rules)))
    for trial in TRIALS:
        model = trial(letters.values())
        begin = time.process_time()
        ours = [counted(model.read(letter), letter) for letter in held]
        seconds = time.process_time() - begin
        compared(trial.name, ours, rules)
        speed = sum(len(letter.text) for letter in held) / seconds / 1000
        size = f", {len(model.packed) / 1e6:.1f} MB" if isinstance(model, SecondOpinion) else ""
        print(f"    {speed:.0f} k chars/s beside the rules{size}")


def curve() -> None:
    """Print the score on the letters f of what is trained on more and more of the others."""
    if not importlib.util.find_spec("pycrfsuite"):
        print("python-crfsuite is not installed: the trained part is left out")
        return
    letters = blind_letters()
    tests = [letter for stem, letter in letters.items() if stem[0] == "f"]
    pool = [stem for stem in letters if stem[0] != "f"]
    random.Random(0).shuffle(pool)
    rules = total(counted((m[:3] for m in letter.found), letter) for letter in tests)[2]
    print(f"trained, F1 on the {len(tests)} letters f (rules blind to them: {rules:.3f})")
    print("letters  CRF alone  CRF with the rules' labels")
    sizes = [n for n in (5, 10, 20, 40) if n < len(pool)]
    for size in [*sizes, len(pool)]:
        trained = [letters[stem] for stem in pool[:size]]
        row = []
        for with_rules in (False, True):
            model = SecondOpinion(trained, rules=with_rules)
            row.append(total(counted(model.read(letter), letter) for letter in tests)[2])
        print(f"{size:7d}  {row[0]:9.3f}  {row[1]:26.3f}", flush=True)


def main() -> None:
    if not importlib.util.find_spec("pycrfsuite"):
        print("python-crfsuite is not installed (pip install python-crfsuite): nothing to try")
    elif has_history():
        letters = blind_letters()
        cross_validated(letters)
        held_back(letters)


if __name__ == "__main__":
    main()
