"""How the scores grew with the letters that were read, for the rules and for what is trained.

    python benchmarks/learning_curve.py [COMMITS]

For the rules: the package as it was at about COMMITS (14) commits that changed how letters are
read, each unpacked from the history into a folder of its own and run on today's annotated letters,
those held back included; scored by today's scoring, totals only. Beside each stands how many
annotated letters its authors had before them. For what is trained: the second opinion of
`second_opinion.py`, trained on more and more letters. A checkout with its history is needed.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "data" / "gold"
STEPS = ("letter", "mentions", "resolve", "statements", "resources")
#: the letters a to d lay beside the checkout before they came into it
BEFORE_THE_CHECKOUT = 54
#: run in the package of the past: folder of letters in, records out
READ = """
import json, sys
from pathlib import Path
from replygraph.pipeline import extract_one
found = {}
for path in sorted(Path(sys.argv[1]).glob("*.txt")):
    try:
        outcome = extract_one((path.name, path.read_bytes()), with_contacts=True)
    except Exception:  # the code of then fell over some letters of today: not read
        continue
    if outcome.records:
        found[path.stem] = outcome.records[0]
json.dump(found, sys.stdout)
"""
LISTS = ("points", "mentions", "relations", "commitments")
EMPTY: dict[str, Any] = {"is_reply": False, **{name: [] for name in LISTS}}


def git(*words: str) -> bytes:
    """Return what git says about this checkout."""
    done = subprocess.run(["git", "-C", str(ROOT), *words], capture_output=True, check=True)
    return done.stdout


def has_history() -> bool:
    """Tell whether the commits are here; say so where they are not."""
    try:
        here = len(git("rev-list", "HEAD").split()) > 50
    except (OSError, subprocess.CalledProcessError):
        here = False
    if not here:
        print("no history here (an unpacked archive or a shallow clone): nothing to compare")
    return here


def unpack(commit: str, folder: Path, *paths: str) -> None:
    """Write ``paths`` as they were at ``commit`` into ``folder``."""
    packed = io.BytesIO(git("archive", "--format=tar", commit, *paths))
    with tarfile.open(fileobj=packed) as archive:
        archive.extractall(folder, filter="data")


def past(commit: str, letters: Path, mentions: str | None = None) -> dict[str, Any]:
    """Return the records of a folder of letters as the package of ``commit`` reads them.

    ``mentions`` is an older commit whose finders of mentions are put in. Empty where it cannot run.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        unpack(commit, folder, "src", "ontology")
        if mentions:
            step = "src/replygraph/mentions"
            shutil.rmtree(folder / step)
            unpack(mentions, folder, step)
        done = subprocess.run(
            [sys.executable, "-c", READ, str(letters)],
            capture_output=True,
            env={**os.environ, "PYTHONPATH": str(folder / "src"), "PYTHONHASHSEED": "0"},
            cwd=folder,
            check=False,
        )
        return json.loads(done.stdout) if done.returncode == 0 else {}


def golds(folder: Path) -> dict[str, Any]:
    """Return the annotated records of a folder."""
    return {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((folder / "gold").glob("*.json"))
    }


def f1(records: dict[str, Any], folder: Path, *names: str) -> list[float]:
    """Return the F1 of ``names`` over all letters of ``folder``."""
    from replygraph.evaluate import score

    counts = score((records.get(stem, EMPTY), gold) for stem, gold in golds(folder).items()).counts
    return [counts[name].f1 for name in names]


def read_by_then(commit: str) -> int:
    """Return how many annotated letters (no other files) the authors had at ``commit``."""
    names = git("ls-tree", "--name-only", commit, "data/gold/gold/").decode().split()
    today = golds(GOLD)
    stems = {Path(name).stem for name in names}
    return sum(today[s]["is_reply"] for s in stems & today.keys()) or BEFORE_THE_CHECKOUT


def history(most: int) -> None:
    """Print one line for each of at most ``most`` commits."""
    paths = [f"src/replygraph/{step}" for step in STEPS]
    commits = git("log", "--reverse", "--format=%h", "--", *paths).decode().split()
    last = len(commits) - 1
    chosen = sorted({round(i * last / max(1, most - 1)) for i in range(most)})
    what = ("mentions", "canonical/AGENCY", "statements")
    folders = [folder for folder in (GOLD, GOLD / "held") if folder.is_dir()]
    print("rules, F1 on today's annotated letters")
    head = "".join(
        f"  {folder.name + ' ' + name.lower():>21s}" for folder in folders for name in what
    )
    print(f"commit    letters read{head}")
    for commit in [commits[i] for i in chosen]:
        cells = []
        for folder in folders:
            records = past(commit, folder / "letters")
            cells += f1(records, folder, *what) if records else []
        if cells:
            row = "".join(f"  {cell:21.3f}" for cell in cells)
            print(f"{commit}  {read_by_then(commit):12d}{row}", flush=True)


def main() -> None:
    if not has_history():
        return
    history(int(sys.argv[1]) if len(sys.argv) > 1 else 14)
    import second_opinion

    print()
    second_opinion.curve()


if __name__ == "__main__":
    main()
