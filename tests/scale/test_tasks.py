"""What a task takes in and leaves behind, without a cluster."""

import gzip
import json
import zipfile
from pathlib import Path

import pytest
from spread import LETTER, letters

from replygraph import iri, parts
from replygraph.errors import ReadError, UsageError
from replygraph.parts import Done, How, Item, Manifest, Task, items, listing, make, tasks
from replygraph.store.records import unpack

fsspec = pytest.importorskip("fsspec", reason="needs the extra scale")


@pytest.fixture
def how(tmp_path):
    return How(str(tmp_path / "parts"), iri.BASE, "test")


def read_back(done: Done, how: How) -> list[str]:
    return sorted(r["number"] for part in done.parts for r in records(part, how))


def records(part: str, how: How) -> list[dict]:
    return [unpack(one.body) for one in parts.letters(part, how)]


def test_a_task_leaves_its_records_and_their_quads(tmp_path, how):
    folder = letters(tmp_path / "in", 3)
    [task] = tasks(items([str(folder)]))
    done = make(task, how)
    assert (done.files, done.letters, done.problems) == (3, 3, [])
    assert read_back(done, how) == ["1", "2", "3"]
    quads = gzip.decompress(Path(how.parts, f"{done.task}.nq.gz").read_bytes()).decode("utf-8")
    assert quads.count("/ns#Letter>") == 3
    assert not list(Path(how.parts).glob("*.new"))


def test_the_same_task_gives_the_same_bytes(tmp_path, how):
    folder = letters(tmp_path / "in", 2)
    [task] = tasks(items([str(folder)]))
    first = make(task, how)
    found = {p.name: p.read_bytes() for p in Path(how.parts).iterdir()}
    assert make(task, how) == first
    assert {p.name: p.read_bytes() for p in Path(how.parts).iterdir()} == found


def test_a_changed_file_makes_another_task(tmp_path, how):
    folder = letters(tmp_path / "in", 2)
    [before] = tasks(items([str(folder)]))
    (folder / "0001.txt").write_text(LETTER.format(n=77), encoding="utf-8")
    [after] = tasks(items([str(folder)]))
    assert before.id(how) != after.id(how)


def test_many_files_make_several_tasks_of_whole_batches(tmp_path):
    folder = letters(tmp_path / "in", 300)
    found = list(tasks(items([str(folder)])))
    assert [task.files for task in found] == [128, 128, 44]
    assert sum(len(batch) for task in found for batch in task.batches) == 300


def test_files_of_a_zip_are_read_from_it(tmp_path, how):
    folder = letters(tmp_path / "in", 20)
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, file.name)
    [task] = tasks(items([str(tmp_path / "all.zip")]))
    assert make(task, how).letters == 20


def test_addresses_of_a_file_system_that_fsspec_knows(how):
    fs = fsspec.filesystem("memory")
    for n in (1, 2):
        fs.pipe(f"/heap/{n}.txt", LETTER.format(n=n).encode("utf-8"))
    far = How("memory://parts", how.base, how.reader)
    [task] = tasks(items(["memory://heap"]))
    assert [item.address for batch in task.batches for item in batch] == [
        "memory:///heap/1.txt",
        "memory:///heap/2.txt",
    ]
    assert read_back(make(task, far), far) == ["1", "2"]


def test_a_list_names_files_one_a_line(tmp_path, how):
    folder = letters(tmp_path / "in", 3)
    names = tmp_path / "list.txt"
    names.write_text(f"{folder}/0001.txt\n\n{folder}/0003.txt\n", encoding="utf-8")
    [task] = tasks(items([], [str(names)]))
    assert read_back(make(task, how), how) == ["1", "3"]


def test_a_far_file_that_is_gone_is_named_and_the_others_go_on(how):
    fs = fsspec.filesystem("memory")
    fs.pipe("/some/1.txt", LETTER.format(n=1).encode("utf-8"))
    task = Task(((Item("memory:///some/1.txt"), Item("memory:///some/none.txt")),))
    done = make(task, how)
    assert done.letters == 1
    assert "memory:///some/none.txt" in done.problems[0][1]


class TestParquet:
    @pytest.fixture
    def table(self, tmp_path):
        pa = pytest.importorskip("pyarrow")
        import pyarrow.parquet as pq

        rows = [LETTER.format(n=n) for n in range(1, 41)]
        path = tmp_path / "letters.parquet"
        pq.write_table(
            pa.table({"body": rows, "url": [f"https://example.org/{n}" for n in range(40)]}),
            path,
            row_group_size=25,
        )
        return path

    def test_each_row_group_is_a_task_and_url_names_the_letters(self, table, how):
        column = How(how.parts, how.base, how.reader, text_column="body")
        found = list(tasks(items([str(table)])))
        assert len(found) == 2
        done = [make(task, column) for task in found]
        assert [one.letters for one in done] == [25, 15]
        [record] = [r for r in records(done[0].task, column) if r["number"] == "7"]
        assert record["source"] == "https://example.org/6"

    def test_a_column_that_is_not_there_is_named_with_those_that_are(self, table, how):
        [task, _] = tasks(items([str(table)]))
        with pytest.raises(UsageError, match="body") as error:
            make(task, how)
        assert "--text-column" in error.value.en


def test_files_are_listed_once_and_told_again_as_they_were():
    given = [Item("甲\udcff\n.txt", 3, "17"), Item("b.parquet", 1 << 40, "", 2)]
    listed = iter(given)
    with listing(listed) as (many, found):
        assert many == 2
        assert list(found) == given
    assert next(listed, None) is None


def test_a_path_without_files_is_refused(tmp_path):
    with pytest.raises(ReadError, match="none"):
        list(items([str(tmp_path / "none")]))


class TestManifest:
    def test_remembers_what_is_done(self, tmp_path):
        path = tmp_path / "manifest.jsonl"
        Manifest(path).add(Done("a", ["a"], 3, 2, [("坏", "bad")]))
        assert Manifest(path).done["a"].letters == 2

    def test_a_line_cut_off_by_a_crash_counts_as_not_written(self, tmp_path):
        path = tmp_path / "manifest.jsonl"
        Manifest(path).add(Done("a", ["a"]))
        with path.open("a", encoding="utf-8") as file:
            file.write("\n" + json.dumps({"task": "b", "parts": ["b"]})[:-4])
        again = Manifest(path)
        assert set(again.done) == {"a"}
        again.add(Done("c", ["c"]))
        assert set(Manifest(path).done) == {"a", "c"}
