"""A store that is killed or runs out of disk at any moment: nothing half in, nothing lost."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from records import issue, survey
from replygraph.errors import StoreError
from replygraph.store import open_store
from replygraph.store.cells import Kept

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")

POOL = {
    **{f"s{i}": survey(f"s{i}", number=f"2021{i:04d}") for i in range(1, 13)},
    **{f"i{i}": issue(f"i{i}", number=f"2022{i:04d}") for i in range(1, 13)},
}
#: adds, replaces and removes letters, telling of each change that the store has acknowledged
WRITER = """
import random, sys
sys.path.insert(0, "tests"); sys.path.insert(0, "tests/store")
from test_crash import POOL
from replygraph.store import open_store
from replygraph.store.cells import Kept
turn = random.Random(int(sys.argv[2]))
with open_store(sys.argv[1], write=True) as store:
    while True:
        name = turn.choice(sorted(POOL))
        if turn.random() < 0.25:
            print("removing", name, flush=True)
            store.remove(name)
            print("removed", name, flush=True)
        else:
            category = turn.choice("ABCD")
            print("adding", name, category, flush=True)
            store.add([{**POOL[name], "category": category}])
            print("added", name, category, flush=True)
        if turn.random() < 0.3:
            store.publish()
"""


def dump(store):
    return "".join(store.nquads_sorted())


def kill(path, turn, after):
    """Run the writer, kill it after some seconds, and return the lines that it printed."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(turn)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": "src"},
    ) as writer:
        first = writer.stdout.readline()
        time.sleep(after)
        writer.send_signal(signal.SIGKILL)
        return [first, *writer.stdout.read().splitlines()]


def check(path, lines, before):
    """Check that what was acknowledged is there, and that the rest is whole or not there.

    ``before`` is what stood at the start, category by name; the new state is returned.
    """
    sure, open_change = dict(before), None
    for line in lines:
        what, name, *category = line.split()
        if what == "added":
            sure[name] = category[0]
        elif what == "removed":
            sure.pop(name, None)
        open_change = (name, category[0] if category else None) if what.endswith("ing") else None
    wanted = [sure]
    if open_change:
        name, category = open_change
        changed = {key: value for key, value in sure.items() if key != name}
        wanted.append({**changed, name: category} if category else changed)
    with open_store(path, write=True) as store:
        store.publish()
        found = {record["id"]: record["category"] for record in store.records()}
        assert found in wanted
        with open_store(None, write=True) as again:
            again.update({**POOL[name], "category": c} for name, c in found.items())
            assert dump(store) == dump(again)
    return found


def test_a_writer_killed_at_any_moment_loses_nothing(tmp_path):
    turns, state = random.Random(7), {}
    for turn in range(4):
        lines = kill(tmp_path, turn, turns.uniform(0.0, 0.6))
        state = check(tmp_path, lines, state)


def test_a_full_disk_is_told_and_nothing_is_lost(tmp_path):
    script = (
        "import resource, signal, sys; sys.path.insert(0, 'tests')\n"
        "sys.path.insert(0, 'tests/store')\n"
        "from test_crash import POOL\n"
        "from replygraph.errors import StoreError\n"
        "from replygraph.store import open_store\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "store = open_store(sys.argv[1], write=True)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)\n"
        "try:\n"
        "    for name, record in POOL.items():\n"
        "        store.add([record]); print(name, flush=True)\n"
        "    store.publish(); print('published')\n"
        "except StoreError as error:\n"
        "    print(error.zh, file=sys.stderr)\n"
    )
    with open_store(tmp_path, write=True) as store:
        store.update([POOL["s1"]])
        size = (tmp_path / "records.sqlite").stat().st_size
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path), str(size + 30_000)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": "src"},
        check=False,
    )
    told = set(done.stdout.split())
    assert "published" not in told
    assert "磁盘空间" in done.stderr
    with open_store(tmp_path) as reader:
        assert [record["id"] for record in reader.records()] == ["s1"]
    with open_store(tmp_path, write=True) as store:
        assert told | {"s1"} <= {record["id"] for record in store.records()}
        store.update(POOL.values())
        assert len(store) == len(POOL)


def test_a_generation_cut_short_is_cleared_away(tmp_path):
    with open_store(tmp_path, write=True) as store:
        store.update([survey("a")])
    for name in ("000002", "000003.new", "000000.gone"):
        (tmp_path / "generations" / name).mkdir()
    with open_store(tmp_path, write=True) as store:
        assert store.generations() == (1,)
        store.update([issue("b")])
        assert store.generations() == (1, 2)
    assert sorted(p.name for p in (tmp_path / "generations").iterdir()) == ["000001", "000002"]


def test_an_unwritable_folder_is_told(tmp_path):
    place = tmp_path / "file"
    place.write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="无法写入"):
        open_store(place / "graph", write=True)


@pytest.mark.parametrize("first", [[], ["s1", "i3"]])
@pytest.mark.parametrize("again", ["at once", "when opened anew"])
def test_a_settle_broken_off_leaves_nothing_of_letters_that_go(tmp_path, monkeypatch, first, again):
    def dies(_):
        raise StoreError("断电", "no power")

    store = open_store(tmp_path, write=True)
    if first:
        store.update([POOL[name] for name in first])
    store.add([POOL["s1"], POOL["s2"], POOL["i1"]])
    with monkeypatch.context() as context:
        context.setattr(Kept, "settled", dies)  # what is known has reached the engine by then
        with pytest.raises(StoreError):
            store.publish()
    if again == "when opened anew":
        store.close()
        store = open_store(tmp_path, write=True)
    store.remove("s2")
    store.remove("i1")
    store.publish()
    with open_store(None, write=True) as other:
        other.update(POOL[name] for name in sorted({*first, "s1"}))
        assert dump(store) == dump(other)
    store.add([POOL["s2"]])
    store.publish()
    with open_store(None, write=True) as other:
        other.update(POOL[name] for name in sorted({*first, "s1", "s2"}))
        assert dump(store) == dump(other)
    store.close()
