"""Ordinary words, by class and by how seldom they stand in prose: what a name is not.

Derived by ``scripts/derive_words.py`` from the dictionary of jieba (MIT).
"""

from __future__ import annotations

import zlib
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("words.txt.z")


@cache
def ordinary() -> dict[str, tuple[int, str]]:
    """Return by word its rank (the higher the rarer; e^-rank of all words) and its class.

    Classes: v verb, d adverb, a adjective, p preposition, c conjunction, r pronoun, m number or
    measure, f side, t time, l idiom, u particle, n noun, w verbal noun. Names are left out.

    >>> ordinary()["因为"], ordinary()["退化"][1], "退化河" in ordinary()
    ((7, 'c'), 'v', False)
    """
    found: dict[str, tuple[int, str]] = {}
    for line in zlib.decompress(FILE.read_bytes()).decode("utf-8").splitlines():
        kind, rank, *words = line.split(" ")
        found.update(dict.fromkeys(words, (int(rank), kind)))
    return found
