"""Derives data/authority/pinyin.txt: the usual reading of each character, by syllable.

``derive_pinyin.py`` needs pypinyin (MIT), whose readings go back to the Unihan database. One line a
syllable without its tone, then the characters read so first of all. Readings that matter in names
of places and people stand in ``polyphones.csv``, which is written by hand.
"""

# ruff: noqa: INP001

from __future__ import annotations

import unicodedata
from pathlib import Path

from pypinyin.constants import PINYIN_DICT

TARGET = Path(__file__).resolve().parent.parent / "data" / "authority" / "pinyin.txt"
_TONES = str.maketrans("", "", "\u0300\u0301\u0304\u030c")


def plain(reading: str) -> str:
    """Return a reading without its tone, ü as v, as it is typed."""
    text = unicodedata.normalize("NFD", reading).translate(_TONES)
    return unicodedata.normalize("NFC", text).replace("ü", "v")


def main() -> None:
    """Write the table."""
    found: dict[str, list[str]] = {}
    for code in [0x3007, *range(0x4E00, 0xA000)]:
        if code in PINYIN_DICT:
            found.setdefault(plain(PINYIN_DICT[code].split(",")[0]), []).append(chr(code))
    lines = [f"{reading} {''.join(chars)}\n" for reading, chars in sorted(found.items())]
    TARGET.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
