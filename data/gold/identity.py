#!/usr/bin/env python3
"""Write ``identity.csv`` (letter, start, end, entity) from the sources' ``#identity`` lines.

Usage: ``python identity.py [FOLDER]``, after ``build.py``. Whatever it prints is a complaint.

A source says on one line which of its mentions are which thing of the world, after their
canonical names: ``#identity E:恭城月柿节=月柿节;P:莫永华=莫永华-桂林市政协4``. The letter
before the colon is the mention's type, as in the inline marks; the id behind ``=`` is ours and
means only that equal ids are one thing and different ids are two, also where names are the same.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

from build import TYPES, load

Row = tuple[str, int, int, str]


def rows(root: Path) -> tuple[list[Row], list[str]]:
    """Return one row for each mention with an id, sorted, and the complaints."""
    found: list[Row] = []
    complaints: list[str] = []
    for path in sorted((root / "src").glob("*.src")):
        line = load(path).value("identity")
        if line is None:
            continue
        gold: dict[str, Any] = json.loads(
            (root / "gold" / f"{path.stem}.json").read_text(encoding="utf-8")
        )
        for item in line.split(";"):
            name, _, entity = item.strip().partition("=")
            kind, _, canonical = name.partition(":")
            hits = [
                (path.stem, mention["start"], mention["end"], entity)
                for mention in gold["mentions"]
                if (mention["type"], mention["canonical"]) == (TYPES.get(kind), canonical)
            ]
            if not hits or not entity:
                complaints.append(f"{path.stem} no mention for {item}")
            found += hits
    return sorted(found), complaints


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    table, problems = rows(folder)
    with (folder / "identity.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("letter", "start", "end", "entity"))
        writer.writerows(table)
    sys.stdout.write("".join(f"{problem}\n" for problem in problems))
    sys.exit(bool(problems))
