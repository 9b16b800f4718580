"""Derives data/authority/words.txt: ordinary words, by class and by how seldom they are.

``derive_words.py`` needs jieba (MIT), whose dictionary counts words in prose and tags them. One
line a class and a rank, then its words. Names of people, places and bodies are left out: what is
told here is what a name is not. Rank r stands for a share of e^-r of all words.
"""

# ruff: noqa: INP001

from __future__ import annotations

import math
from pathlib import Path

import jieba

from replygraph.resources import authority

TARGET = Path(__file__).resolve().parent.parent / "data" / "authority" / "words.txt"
#: the dictionary's tags by the class that they make here
CLASSES = {
    "v": "v vg vd",
    "d": "d ad dg",
    "a": "a z ag",
    "p": "p",
    "c": "c",
    "r": "r rr rg",
    "m": "m mg mq q",
    "f": "f s",
    "t": "t tg",
    "l": "l i",
    "u": "u uj ul ud ug uv uz y e o k",
    "n": "n ng an b j g",
    "w": "vn",
}
#: how often a word must stand in the dictionary's texts, by its length
LEAST = {1: 200, 2: 60, 3: 60, 4: 60}


def main() -> None:
    """Write the table."""
    of_tag = {tag: kind for kind, tags in CLASSES.items() for tag in tags.split()}
    rows = []
    with (Path(jieba.__file__).parent / "dict.txt").open(encoding="utf-8") as file:
        rows = [line.split() for line in file]
    # divisions that the dictionary tags as verbs: 保定, 包头
    places = authority().by_name
    total = sum(int(row[1]) for row in rows)
    found: dict[tuple[str, int], list[str]] = {}
    for word, count, tag in rows:
        often = int(count)
        if tag not in of_tag or often < LEAST.get(len(word), total):
            continue
        if word not in places and all("一" <= char <= "龥" for char in word):
            rank = round(-math.log(often / total))
            found.setdefault((of_tag[tag], rank), []).append(word)
    lines = [
        f"{kind} {rank} {' '.join(sorted(words))}\n"
        for (kind, rank), words in sorted(found.items())
    ]
    TARGET.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
