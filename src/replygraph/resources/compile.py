"""Compile the reviewed sources in data/authority into the packaged files.

    python -m replygraph.resources.compile [--check]

``--check`` writes nothing and ends with 1 where a packaged file is stale.
"""

from __future__ import annotations

import csv
import json
import sys
import zlib
from pathlib import Path
from typing import Any

from replygraph.resources import pinyin, words
from replygraph.resources.authority import expand

TARGET = Path(__file__).with_name("authority.json.z")
SOURCES = Path(__file__).resolve().parents[3] / "data" / "authority"
SHORT_HEADS = (("委员会", "委"), ("办公室", "办"))


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _many(cell: str) -> list[str]:
    return [item for item in cell.split("|") if item]


def _years(row: dict[str, str]) -> tuple[int, int]:
    return int(row["from"] or 0), int(row["until"] or 9999)


def _short(row: dict[str, str]) -> list[str]:
    """Return the short forms; an autonomous division's also without its peoples: 湘西自治州."""
    short = _many(row["short"])
    tail = row["name"][-3:]
    if tail not in ("自治州", "自治县", "自治旗"):
        return short
    stems = [one.removesuffix(tail[-1]) for one in short]
    further = (stem + tail for stem in stems if len(stem) > 1)
    return list(dict.fromkeys([*short, *further]))


def _places(folder: Path) -> list[list[Any]]:
    return [
        [
            row["id"],
            row["name"],
            row["level"],
            row["parent"],
            *_years(row),
            _short(row),
            _many(row["former"]),
            _many(row["successors"]),
        ]
        for row in _rows(folder, "places")
    ]


#: sources of kinds that exist in all regions
_GENERAL = (
    "国务院机构改革",
    "党和国家机构",
    "深化党和国家",
    "中华人民共和国国务院",
    "国税地税",
    "组建国家",
)
LEVELS = ("province", "prefecture", "county")


def _heads(row: dict[str, str], level: str) -> list[str]:
    """Return the heads at a level; an empty one stands where the stem is the whole name."""
    return row[level].split("|") if row[level] else []


def _shortened(head: str) -> list[str]:
    shorter = [head.removesuffix(full) + s for full, s in SHORT_HEADS if head.endswith(full)]
    return [head, *shorter]


def _kinds(folder: Path, abbreviations: dict[str, str]) -> tuple[list[list[Any]], dict[str, str]]:
    """Return the kinds and, for each way to write one, its name after the guide's table."""
    kinds: list[list[Any]] = []
    forms: dict[str, str] = {}
    short: dict[str, str] = {}
    for row in _rows(folder, "kinds"):
        levels = [[row["stem"] + head for head in _heads(row, level)] for level in LEVELS]
        names = list(dict.fromkeys(name for level in levels for name in level))
        for name in names:
            head = name.removeprefix(row["stem"])
            forms[name] = expand(name, abbreviations)
            for form in _shortened(head):
                for stem in (row["stem"], *_many(row["shorts"])):
                    written = stem + form
                    if written != name:
                        short.setdefault(written, expand(stem + head, abbreviations))
        years = _years(row)
        general = row["source"].startswith(_GENERAL)
        after = _many(row["successors"])
        kinds.append([row["id"], row["branch"], names, levels, *years, after, general])
    for row in _rows(folder, "local"):
        for form in _shortened(row["name"]):
            short.setdefault(form, row["name"])
    for row in _rows(folder, "names"):
        short[row["written"]] = row["canonical"]
        short.setdefault(row["canonical"], row["canonical"])
    for written, name in short.items():
        # What the table says of a short form goes before an official name spelt the same way.
        if written not in forms:
            forms[written] = name
    return kinds, forms


def _bodies(folder: Path) -> list[list[Any]]:
    return [
        [
            row["id"],
            row["name"],
            _many(row["shorts"]),
            row["branch"],
            *_years(row),
            _many(row["successors"]),
        ]
        for row in _rows(folder, "national")
    ]


def _departments(folder: Path) -> dict[str, list[str]]:
    """Return the inner units of the national bodies, by the body's id."""
    found: dict[str, list[str]] = {}
    for row in _rows(folder, "departments"):
        found.setdefault(row["body"], []).append(row["unit"])
    return found


def _weak(folder: Path) -> list[str]:
    """Return the names that are agencies only behind a region or in a list of agencies."""
    rows = [row for row in _rows(folder, "names") if row["kind"] == "weak"]
    return sorted({row[column] for row in rows for column in ("written", "canonical")})


def compiled(folder: Path = SOURCES) -> bytes:
    """Return the bytes of the packaged file; the same for the same sources."""
    abbreviations = {r["written"]: r["canonical"] for r in _rows(folder, "abbreviations")}
    kinds, forms = _kinds(folder, abbreviations)
    data = {
        "abbreviations": abbreviations,
        "areas": [[r["name"], r["kind"], r["place"], *_years(r)] for r in _rows(folder, "areas")],
        "bodies": _bodies(folder),
        "common": {f"{r['word']}|{r['kind']}": 1 for r in _rows(folder, "common")},
        "departments": _departments(folder),
        "forms": dict(sorted(forms.items())),
        "kinds": kinds,
        "local": [[r["place"], r["name"], *_years(r), r["kind"]] for r in _rows(folder, "local")],
        "places": _places(folder),
        "weak": _weak(folder),
    }
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8"), 9)


def compiled_readings(folder: Path = SOURCES) -> bytes:
    """Return the bytes of the packaged readings of characters: a line a reading, its characters."""
    usual: dict[str, str] = {}
    for line in (folder / "pinyin.txt").read_text(encoding="utf-8").splitlines():
        reading, _, chars = line.partition(" ")
        usual.update(dict.fromkeys(chars, reading))
    usual.update((row["char"], row["readings"]) for row in _rows(folder, "polyphones"))
    found: dict[str, list[str]] = {}
    for char, reading in sorted(usual.items()):
        found.setdefault(reading, []).append(char)
    lines = [f"{reading} {''.join(chars)}\n" for reading, chars in sorted(found.items())]
    return zlib.compress("".join(lines).encode("utf-8"), 9)


def compiled_words(folder: Path = SOURCES) -> bytes:
    """Return the bytes of the packaged ordinary words: the lines as they stand."""
    return zlib.compress((folder / "words.txt").read_bytes(), 9)


def main() -> int:
    """Write the packaged files, or check them; return the exit status."""
    made = {
        TARGET: compiled(),
        pinyin.FILE: compiled_readings(),
        words.FILE: compiled_words(),
    }
    if "--check" in sys.argv[1:]:
        fresh = all(path.exists() and path.read_bytes() == data for path, data in made.items())
        return 0 if fresh else 1
    for path, data in made.items():
        path.write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
