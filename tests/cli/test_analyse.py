"""The command `analyse` as a person types it."""

import csv
import io

from typed import run


def test_without_a_name_it_lists_the_analyses():
    assert "betweenness" in run("analyse").stdout


def test_a_table_names_agencies_and_says_what_it_counts(store):
    result = run("analyse", "degree", "--store", store, "--top", "3")
    assert "绍兴市" in result.stdout
    assert len(result.stdout.splitlines()) == 5
    assert "16 " in result.stderr


def test_csv_opens_in_excel(store, tmp_path):
    target = tmp_path / "degree.csv"
    run("analyse", "degree", "--store", store, "--format", "csv", "--top", "0", "-o", target)
    data = target.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(rows) > 10
    assert {len(row) for row in rows} == {4}


def test_bodies_count_apart_where_asked(store):
    whole, apart = (
        run("analyse", "degree", "--store", store, "--by", by, "--top", "0").stdout.splitlines()
        for by in ("lineage", "body")
    )
    assert len(apart) >= len(whole)


def test_wrong_use_names_the_remedy(store):
    assert "degree" in run("analyse", "degre", "--store", store, code=2).stderr
    assert "--from" in run("analyse", "change", "--store", store, code=2).stderr
    args = ("--from", "2023", "--until", "2020")
    assert "--until 2020" in run("analyse", "degree", "--store", store, *args, code=2).stderr
