"""Characters a second of the whole way, beside what one would use to tag and to tokenise.

    python benchmarks/speed.py [ROUNDS]

On the same letters, in one run, on one core: jieba.posseg tagging them (the usual off-the-shelf
way to persons, places and organisations), spaCy's own Chinese tokenizer with jieba, and ours from
plain text to statements (`read`, `letters`, `mentions`, `resolve`, `statements`, `commitments`).
Times are CPU time. Each half of the letters is read in a process of its own that was warmed up on
the other half, as deep in a heap: dictionaries are loaded and patterns compiled, but no cache has
seen these letters. Garbage collection leaves out what was loaded by then, for all three, as in our
workers (`replygraph.pool`). The three take turns. Printed are medians, their ratios, and the peak
memory of a process that does only ours. Wanted: at least 8 times jieba.posseg, 1.5 times spaCy's
jieba, at most 400 MB.

jieba is needed (pip install jieba); without it only ours is measured.
"""

from __future__ import annotations

import gc
import importlib.util
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LETTERS = ROOT / "data" / "gold" / "letters"
WANTED = {"jieba.posseg": 8.0, "spaCy, jieba tokenizer": 1.5}
MEMORY = 400
OURS = "replygraph, whole way"


def ours() -> Callable[[bytes], object]:
    """Return a function from the bytes of a letter to its record."""
    from replygraph.pipeline import records
    from replygraph.read import read

    return lambda data: list(records(read(data, "letter.txt")))


def posseg() -> Callable[[bytes], object]:
    """Return jieba's tagger."""
    import jieba.posseg

    return lambda data: list(jieba.posseg.cut(data.decode("utf-8")))


def tokenizer() -> Callable[[bytes], object]:
    """Return spaCy's Chinese tokenizer with jieba."""
    import spacy

    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    return lambda data: nlp.make_doc(data.decode("utf-8"))


def texts(folder: Path) -> list[bytes]:
    """Return the files of a folder that are in UTF-8, as bytes; of the gold, the reply letters."""
    gold = folder.parent / "gold"

    def is_letter(path: Path) -> bool:
        said = gold / f"{path.stem}.json"
        return not said.exists() or json.loads(said.read_text(encoding="utf-8"))["is_reply"]

    found = (path.read_bytes() for path in sorted(folder.glob("*.txt")) if is_letter(path))
    return [data for data in found if data.decode("utf-8", errors="ignore").encode() == data]


def one_round(turn: int, *, alone: bool) -> None:
    """Time each system once; ``turn`` says which goes first and which half counts. Print JSON."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    systems = {OURS: ours}
    if not alone and importlib.util.find_spec("jieba"):
        systems |= {"jieba.posseg": posseg, "spaCy, jieba tokenizer": tokenizer}
    order = list(systems)
    first = turn // 2 % len(order)
    order = order[first:] + order[:first]
    letters = texts(LETTERS)
    warming, counted = (letters[::2], letters[1::2])[:: 1 if turn % 2 else -1]
    seconds = {}
    for name in order:
        work = systems[name]()
        for data in warming:
            work(data)
        gc.collect()
        gc.freeze()
        begin = time.process_time()
        for data in counted:
            work(data)
        seconds[name] = time.process_time() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    megabytes = peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
    print(json.dumps({"seconds": seconds, "megabytes": megabytes}))


def child(*arguments: str) -> dict:
    """Run this script once in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, *arguments], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    from replygraph import compiled

    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    print("reading is", "compiled" if compiled() else "pure Python")
    letters = texts(LETTERS)
    size = sum(len(data.decode("utf-8")) for data in letters)
    found = []
    for turn in range(rounds):
        halves = [child("--round", str(2 * turn + half))["seconds"] for half in (0, 1)]
        found.append({name: sum(half[name] for half in halves) for name in halves[0]})
    print(
        f"{len(letters)} letters, {size} characters, one core, CPU time, {rounds} rounds (median)"
    )
    for name in sorted(found[0], key=lambda n: statistics.median(r[n] for r in found)):
        median = statistics.median(round_[name] for round_ in found)
        line = f"{name:24s} {size / median / 1000:6.0f} k chars/s"
        line += f" {len(letters) / median:6.0f} letters/s"
        if name in WANTED:
            ratio = statistics.median(round_[name] / round_[OURS] for round_ in found)
            ok = "yes" if ratio >= WANTED[name] else "NO"
            line += f"   ours / this = {ratio:.2f} (wanted {WANTED[name]}: {ok})"
        print(line)
    peak = child("--alone", "0")["megabytes"]
    ok = "yes" if peak <= MEMORY else "NO"
    print(f"peak memory of ours {peak:.0f} MB (wanted ≤ {MEMORY}: {ok})")


if __name__ == "__main__":
    if sys.argv[1:2] in (["--round"], ["--alone"]):
        one_round(int(sys.argv[2]), alone=sys.argv[1] == "--alone")
    else:
        main()
