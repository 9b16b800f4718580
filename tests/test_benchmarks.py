"""Every measurement has a short form that `make bench` runs."""

from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "benchmarks"
#: what others import, and what is named in short.txt as left out
HELPERS = {"explorer_graphs.py", "made.py", "plain_way.py", "servers.py", "varied.py"}


def test_all_scripts_are_run_or_named_as_left_out():
    told = (FOLDER / "short.txt").read_text(encoding="utf-8")
    for script in FOLDER.glob("*.py"):
        assert script.name in HELPERS or script.name in told, script.name


def test_what_is_run_is_there():
    for line in (FOLDER / "short.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            assert (FOLDER / line.split()[0]).exists(), line
