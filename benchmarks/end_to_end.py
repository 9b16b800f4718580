"""From a folder of letters to an answer, beside what one would do without replygraph.

    python benchmarks/end_to_end.py [LETTERS]

The same made letters (`varied.py`), in one run, one after the other: ``replygraph build`` with its
own processes and ``replygraph query`` for the partners of the body that has most; then
`plain_way.py`. Printed are seconds to the first answer, and the peak memory of the largest process.
Wanted at 5,000 letters: at least 5 times faster.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import varied

HERE = Path(__file__).parent
_ASK = """SELECT ?a (COUNT(?c) AS ?n) WHERE { ?c a rg:Collaboration ; rg:between ?a }
GROUP BY ?a ORDER BY DESC(?n) ?a LIMIT 1"""
_OURS = """import json, resource, sys, time
from pathlib import Path
start = time.perf_counter()
import replygraph
if __name__ == "__main__":
    report = replygraph.build(sys.argv[1], sys.argv[2])
    built = time.perf_counter() - start
    rows = replygraph.query(sys.argv[3], sys.argv[2])
    rows = replygraph.query("SELECT ?b WHERE { ?c rg:between <" + rows[0]["a"] + "> , ?b }",
        sys.argv[2])
    mine, theirs = (resource.getrusage(w).ru_maxrss / 1024
        for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({"letters": report.added, "seconds": round(time.perf_counter() - start, 1),
        "built": round(built, 1), "MB": round(mine), "MB of a worker": round(theirs),
        "rows": len(rows)}))
"""


def ran(*command: str) -> dict[str, float]:
    """Return what a program prints at its end."""
    done = subprocess.run([sys.executable, *command], check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main(count: int) -> None:
    """Measure both ways on ``count`` letters."""
    from replygraph import compiled

    print("reading is", "compiled" if compiled() else "pure Python", flush=True)
    folder = Path(tempfile.mkdtemp(prefix="replygraph-bench-"))
    try:
        size = varied.write(count, folder / "letters")
        print(
            f"{count} letters, {size / 1e6:.1f} M characters; {os.cpu_count()} cores, "
            f"Python {platform.python_version()}"
        )
        script = folder / "ours.py"
        script.write_text(_OURS, encoding="utf-8")
        ours = ran(str(script), str(folder / "letters"), str(folder / "graph"), _ASK)
        print("replygraph          ", ours, flush=True)
        started = time.perf_counter()
        plain = ran(str(HERE / "plain_way.py"), str(folder / "letters"))
        print("posseg, nx, rdflib  ", plain, f"({time.perf_counter() - started:.1f} s in all)")
        print(f"ratio of seconds: {plain['seconds'] / ours['seconds']:.2f}")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
