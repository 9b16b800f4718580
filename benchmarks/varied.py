"""Makes letters as text, any number of them, by varying the annotated ones of data/gold.

    python benchmarks/varied.py N FOLDER [START]

Letter number i is one of the annotated reply letters moved to another division of the same level,
with other people, numbers of submissions and documents, days and figures; what it says and how it
says it stays. Letter i is the same on any machine. Written as UTF-8 text, 1,000 to a folder.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ahocorasick

from replygraph.resources import authority

GOLD = Path(__file__).resolve().parent.parent / "data" / "gold"
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = "明华文强丽敏静磊洋艳勇军杰娟涛超霞平刚桂英兰玉春红建国志伟芳"
#: divisions that a corpus is about: a province has about so many
PLACES = 150
_FOLDER = 1000
#: a digit but the first, and not of a year
_DIGIT = re.compile(r"(?<=\d)\d(?![\d]*年)")


class Vary:
    """The annotated letters, and the divisions that they are moved to."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, dict[str, Any]]] = []
        for path in sorted((GOLD / "gold").glob("*.json")):
            record = json.loads(path.read_text(encoding="utf-8"))
            if record["is_reply"]:
                text = (GOLD / "letters" / f"{path.stem}.txt").read_text(encoding="utf-8")
                self.letters.append((text, record))
        levels = defaultdict(list)
        for place in authority().places:
            if place.until == 9999 and place.name.endswith(("省", "市", "县", "区")):
                levels[place.level].append(place.name)
        rng = random.Random(0)
        self.places = {
            level: sorted(rng.sample(names, min(PLACES, len(names))))
            for level, names in sorted(levels.items())
        }
        self.level = {p.name: p.level for p in authority().places if p.until == 9999}
        self.named = ahocorasick.Automaton()
        for name in self.level:
            self.named.add_word(name, name)
        self.named.make_automaton()

    def letter(self, number: int) -> str:
        """Return letter ``number``."""
        rng = random.Random(number)
        text, record = self.letters[number % len(self.letters)]
        new: dict[str, str] = {}
        parts, last = [], 0
        for mention in record["mentions"]:
            words = mention["text"]
            if mention["type"] == "PERSON" and 2 <= len(words) <= 3:
                given = "".join(rng.choice(GIVEN) for _ in words[1:])
                fresh = new.setdefault(words, rng.choice(SURNAMES) + given)
            elif mention["type"] == "INDICATOR":
                fresh = _DIGIT.sub(lambda _: str(rng.randint(0, 9)), words)
            else:
                continue
            parts += [text[last : mention["start"]], fresh]
            last = mention["end"]
        moved = "".join([*parts, text[last:]])
        if (called := record.get("number") or "").isdecimal():
            # A number of its own: else many letters would pass for versions of one.
            where = rf"(?<!\d){called}(?!\d)" if len(called) > 2 else rf"(?<=第){called}(?=号)"
            moved = re.sub(where, str(1 + number // len(self.letters)), moved)
        return self._moved(moved, rng)

    def _moved(self, text: str, rng: random.Random) -> str:
        """Return the text with each division that it names often moved to another one."""
        counts = {name: text.count(name) for name in {n for _, n in self.named.iter(text)}}
        for name in sorted(counts, key=lambda one: (-counts[one], one))[:2]:
            choice = self.places.get(self.level[name])
            if choice:
                other = rng.choice(choice)
                text = text.replace(name, other)
                if len(name) > 2 and len(other) > 2:
                    text = text.replace(name[:-1], other[:-1])
        return text


def letters(count: int, start: int = 0) -> Iterator[str]:
    """Yield ``count`` letters as text."""
    vary = Vary()
    for number in range(start, start + count):
        yield vary.letter(number)


def write(count: int, folder: Path, start: int = 0) -> int:
    """Write letters as files; return their characters."""
    size = 0
    for number, text in enumerate(letters(count, start), start):
        place = folder / f"{number // _FOLDER:04d}"
        if number % _FOLDER == 0 or number == start:
            place.mkdir(parents=True, exist_ok=True)
        (place / f"{number:07d}.txt").write_text(text, encoding="utf-8")
        size += len(text)
    return size


if __name__ == "__main__":
    many, where, *first = sys.argv[1:]
    print(write(int(many), Path(where), int(first[0]) if first else 0), "characters")
