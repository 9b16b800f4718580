"""How characters are read: syllables without tones, as people type them to find a name.

The usual reading of each character goes back to Unihan (through pypinyin, MIT); readings that
matter in names of places and people (厦 xia, 重 chong, 六 lu) are written by hand in
``data/authority/polyphones.csv``.
"""

from __future__ import annotations

import zlib
from functools import cache
from pathlib import Path

#: beginnings of syllables that are typed with two letters
TWO_LETTERS = frozenset({"zh", "ch", "sh"})
FILE = Path(__file__).with_name("pinyin.txt.z")


@cache
def readings() -> dict[str, tuple[str, ...]]:
    """Return the readings of each character, the likeliest in a name first; ü is written v.

    >>> found = readings()
    >>> found["厦"], found["六"], found["深"]
    (('xia', 'sha'), ('liu', 'lu'), ('shen',))
    """
    found: dict[str, tuple[str, ...]] = {}
    for line in zlib.decompress(FILE.read_bytes()).decode("utf-8").splitlines():
        read, _, chars = line.partition(" ")
        several = tuple(read.split("|"))
        found.update(dict.fromkeys(chars, several))
    return found


@cache
def syllables() -> frozenset[str]:
    """Return all syllables.

    >>> "zhuang" in syllables(), "zhuag" in syllables()
    (True, False)
    """
    return frozenset(one for several in set(readings().values()) for one in several)


def initials(name: str) -> str:
    """Return the first letters of a name as it is read; what is no Chinese character stays.

    >>> initials("深圳市生态环境局"), initials("重庆市"), initials("G20峰会")
    ('szssthjj', 'cqs', 'G20fh')
    """
    known = readings()
    return "".join(known[char][0][0] if char in known else char for char in name)
