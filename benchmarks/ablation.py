"""What each part of the reading is worth: the scores without it.

    python benchmarks/ablation.py [FOLDER…]

Each row is a process of its own in which one part is taken out before anything is read, by putting
a stand-in wherever the package has the original; the package itself has no such switches. Folders
hold ``letters/`` and ``gold/``; by default data/gold and data/gold/held, of which only totals are
printed. A part that the package no longer has under this name ends the row with its name.

* no agencies: kinds, bodies, forms, local agencies of the authority empty: grammar only;
* no places: divisions and areas of the authority empty;
* no authority: both;
* no lists: a list carries neither region nor type to its members (市发改委、财政局);
* no agreement: other occurrences of a name in the letter count for nothing;
* no short forms: 以下简称 defines nothing.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = (ROOT / "data" / "gold", ROOT / "data" / "gold" / "held")
SHOWN = ("mentions", "mentions/AGENCY", "mentions/PLACE", "canonical/AGENCY", "statements")
AGENCIES: dict[str, Any] = {
    "kinds": [],
    "bodies": [],
    "local": [],
    "forms": {"\uffff局": "\uffff局"},  # an automaton needs a word
    "abbreviations": {},
    "departments": {},
    "weak": [],
}
PLACES: dict[str, Any] = {
    "places": [["0", "\uffff省", "province", "", 0, 9999, [], [], []]],
    "areas": [["\uffff区", "zone", "0", 0, 9999]],
    "common": {},
}


def module(name: str) -> Any:
    """Return a module of the package."""
    return importlib.import_module(f"replygraph.{name}")


def everywhere(original: object, stand_in: object) -> None:
    """Put ``stand_in`` wherever a module of the package holds ``original``, tables included."""
    package = importlib.import_module("replygraph")
    for step in ("mentions", "resolve", "statements"):
        folder = [f"{package.__path__[0]}/{step}"]
        for found in pkgutil.iter_modules(folder):
            module(f"{step}.{found.name}")
    for name, loaded in list(sys.modules.items()):
        if name.startswith("replygraph."):
            for key, value in list(vars(loaded).items()):
                if value is original:
                    setattr(loaded, key, stand_in)
                elif isinstance(value, dict):
                    value.update({k: stand_in for k, v in value.items() if v is original})


def without_tables(**empty: Any) -> None:
    """Let the authority load with these tables instead of its own."""
    from replygraph.resources.authority import Authority

    init = Authority.__init__

    def emptied(self: Authority, data: dict[str, Any]) -> None:
        assert empty.keys() <= data.keys(), empty.keys() - data.keys()
        init(self, {**data, **empty})

    Authority.__init__ = emptied


def in_reader(method: str) -> None:
    """Let the reader of agencies skip one of its passes."""
    reader = vars(module("mentions.agencies"))["_Reader"]
    assert hasattr(reader, method), method
    setattr(reader, method, lambda *_: None)


def without_lists() -> None:
    everywhere(module("resolve.lists").runs, lambda *_: ())
    in_reader("lists")


def without_agreement() -> None:
    finders = module("mentions.finders")
    everywhere(finders.FINDERS["replygraph_repeats"], lambda _, known: known)
    everywhere(module("mentions.agreement").agree, lambda _, found, *__: iter(found))
    in_reader("repeats")


def without_short_forms() -> None:
    everywhere(module("mentions.shortforms").short_forms, lambda *_: ())
    in_reader("aliases")
    names = module("resolve.names").Names
    define = names.define
    names.define = lambda self, mentions, written, _: define(self, mentions, written, "")


PARTS: dict[str, Callable[[], None]] = {
    "all parts": lambda: None,
    "no agencies": lambda: without_tables(**AGENCIES),
    "no places": lambda: without_tables(**PLACES),
    "no authority": lambda: without_tables(**AGENCIES, **PLACES),
    "no lists": without_lists,
    "no agreement": without_agreement,
    "no short forms": without_short_forms,
}


def scored(folder: Path) -> dict[str, float]:
    """Return the F1 of each thing that is scored, over the letters of ``folder``."""
    from replygraph.evaluate import score
    from replygraph.pipeline import extract_one

    pairs = []
    for path in sorted((folder / "gold").glob("*.json")):
        letter = folder / "letters" / f"{path.stem}.txt"
        outcome = extract_one((letter.name, letter.read_bytes()), with_contacts=True)
        if outcome.error:
            raise SystemExit(f"{path.stem}: {outcome.error[1]}")
        pairs.append((outcome.records[0], json.loads(path.read_text(encoding="utf-8"))))
    return {name: counts.f1 for name, counts in score(pairs).counts.items()}


def main() -> None:
    if sys.argv[1:2] == ["--part"]:
        PARTS[sys.argv[2]]()
        print(json.dumps(scored(Path(sys.argv[3]))))
        return
    for folder in [Path(name) for name in sys.argv[1:]] or [f for f in FOLDERS if f.is_dir()]:
        print(f"{folder.name:16s}" + "".join(f"{name:>18s}" for name in SHOWN))
        whole: dict[str, float] = {}
        for part in PARTS:
            done = subprocess.run(
                [sys.executable, __file__, "--part", part, str(folder)],
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                print(f"{part:16s} {done.stderr.strip().splitlines()[-1]}")
                continue
            found = json.loads(done.stdout)
            whole = whole or found
            cells = (f"{found[name]:8.3f} ({found[name] - whole[name]:+.3f})" for name in SHOWN)
            print(f"{part:16s}" + "".join(f"{cell:>18s}" for cell in cells))


if __name__ == "__main__":
    main()
