"""The table of corrections that a letter's page offers: what is mended in it comes into force."""

import re

import pytest

from replygraph import pipeline
from replygraph.reviews import Reviews, corrected, read_corrections
from replygraph.serve.explorer import shell
from replygraph.show import csv_table
from replygraph.views import Table
from replygraph.views.correcting import corrections_sheet

LETTER = """绍兴市水利局关于市政协九届二次会议第21号提案的答复
周闻笛委员：
您提出的《关于治理城市内涝的提案》收悉，现答复如下：
2022年5月，我局会同市财政局开展了排水管网调研。
绍兴市水利局
2022年6月30日
"""


@pytest.fixture(scope="module")
def record():
    (found,) = pipeline.extract_one(("a.txt", LETTER.encode())).records
    return found


@pytest.fixture(params=["zh", "en"])
def table(record, request):
    """Return the table as it is downloaded."""
    sheet = corrections_sheet(record)
    rows = tuple(tuple(shell.plain(cell) or "" for cell in row) for row in sheet.rows)
    columns = tuple(column.title for column in sheet.columns)
    given = Table(sheet.name, sheet.title, sheet.note, columns, rows)
    return csv_table(given, lang=request.param).decode("utf-8-sig")


def read(tmp_path, text):
    path = tmp_path / "corrections.csv"
    path.write_text(text, encoding="utf-8")
    return Reviews(tuple(read_corrections(path)))


def test_as_downloaded_it_changes_nothing(table, record, tmp_path):
    reviews = read(tmp_path, table)
    assert reviews.corrections == ()
    assert corrected(record, reviews) == record


def test_all_that_was_read_stands_in_it(table, record):
    for target in (*(r["id"] for r in record["relations"]), *(m["id"] for m in record["mentions"])):
        assert f",{target}," in table
    assert record["relations"]
    assert ",number," in table


def test_a_line_without_its_sign_is_in_force(table, record, tmp_path):
    lines = table.splitlines()
    (mine,) = (at for at, line in enumerate(lines) if ",number," in line)
    lines[mine] = lines[mine].removeprefix("#").replace(",21,", ",12,")
    now = corrected(record, read(tmp_path, "\n".join(lines)))
    assert (record["number"], now["number"]) == ("21", "12")


def test_each_line_that_says_something_can_be_read(table, tmp_path):
    heading, *lines = table.splitlines()
    live = [line.removeprefix("#") for line in lines if not re.match(r"[^,]*,[\w-]+,[^,]+,,", line)]
    live += [line.removeprefix("#") for line in lines if re.match(r"[^,]*,m[\w-]+,", line)]
    assert (
        len(read(tmp_path, "\n".join([heading, *live])).corrections) == len(live) > len(lines) / 2
    )
