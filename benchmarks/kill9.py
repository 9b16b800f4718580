"""Kills a writer at random moments, by default 300 times, and checks what is left each time.

The writer adds, replaces and removes letters and publishes generations. After each kill every
change that it had acknowledged must be there, the one under way whole or not at all, and the graph
byte for byte what a fresh build of the same letters gives. ``kill9.py N`` kills N times.
"""

import random
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "store")]

from test_crash import check, kill  # noqa: E402  the tests hold the writer and the check


def main() -> None:
    """Kill, check, and print the figures."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    moments, state = random.Random(kills), {}
    acknowledged, started, under_way = 0, time.monotonic(), 0
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(kills):
            lines = kill(folder, turn, moments.uniform(0.0, 0.5))
            acknowledged += sum(line.startswith(("added", "removed")) for line in lines)
            under_way += lines[-1].split()[0].endswith("ing")
            state = check(folder, lines, state)
    took = time.monotonic() - started
    sys.stdout.write(
        f"{kills} kills in {took:.0f} s, {under_way} of them within a change: "
        f"{acknowledged} acknowledged changes, 0 lost, 0 letters half in\n"
    )


if __name__ == "__main__":
    main()
