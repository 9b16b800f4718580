"""Tables for other programs, opened by readers that are not ours."""

import csv
import io
import sys

import pytest
from stories import stories

from replygraph.errors import MachineError
from replygraph.show import as_rows, csv_table, parquet, tabulated, xlsx
from replygraph.views import Table, Words, corpus, register

ODD = Table(
    "odd",
    Words("怪/表[1]", "odd"),
    Words("", ""),
    (Words("名称", "name"), Words("数", "number")),
    (("=1+1", 3), ('"引号"，\n换行', 0), ("坏\x0b字", 1.5), ("", 2)),
)


@pytest.fixture(scope="module")
def tables():
    return register(corpus(stories()))


def sheets(data):
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets


def test_register_has_a_row_a_letter_and_a_row_a_commitment(tables):
    told = stories()
    letters, commitments = tables
    assert len(letters.rows) == len([r for r in told if r.get("is_reply", True)])
    assert len(commitments.rows) == sum(len(r["commitments"]) for r in told)
    promised = [column.zh for column in letters.columns].index("承诺数")
    assert sum(row[promised] for row in letters.rows) == len(commitments.rows)
    columns = [column.zh for column in commitments.columns]
    texts = {record["id"]: record["text"] for record in told}
    for row in commitments.rows:
        assert row[columns.index("承诺事项")] in texts[row[columns.index("文件")]]


def test_register_names_who_else_handles(tables):
    others = [column.zh for column in tables[0].columns].index("其他办理单位")
    assert any("（会办）" in row[others] for row in tables[0].rows)


def test_workbook_opens_with_every_cell(tables):
    opened = sheets(xlsx(tables))
    assert [sheet.title for sheet in opened] == ["答复函台账", "承诺事项台账"]
    for sheet, table in zip(opened, tables, strict=True):
        rows = list(sheet.iter_rows(values_only=True))
        assert list(rows[0]) == [column.zh for column in table.columns]
        assert len(rows) == len(table.rows) + 1
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
    assert sheets(xlsx(tables, lang="en"))[0].title == "Register of letters"


def test_workbook_has_no_clock_and_no_formula(tables):
    assert xlsx(tables) == xlsx(tables)
    (sheet,) = sheets(xlsx([ODD]))
    assert sheet["A2"].value == "=1+1"
    assert sheet["A2"].data_type == "s"
    assert sheet["A4"].value == "坏字"
    assert [sheet["B2"].value, sheet["B3"].value, sheet["B4"].value] == [3, 0, 1.5]


def test_csv_has_a_mark_for_excel_and_no_formula(tables):
    data = csv_table(tables[0])
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len(rows) == len(tables[0].rows) + 1
    odd = list(csv.reader(io.StringIO(csv_table(ODD).decode("utf-8-sig"), newline="")))
    assert odd[1] == ["'=1+1", "3"]
    assert odd[2][0] == '"引号"，\n换行'


def test_parquet_keeps_types(tables):
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    rows = as_rows(tables[0])
    again = pq.read_table(io.BytesIO(parquet(rows))).to_pylist()
    assert again == rows
    assert isinstance(again[0]["commitments"], int)
    assert pq.read_table(io.BytesIO(parquet([]))).num_rows == 0
    listed = [{"id": "甲局", "dates": ["2021-09-01/2021-09-30"], "weight": None}]
    assert pq.read_table(io.BytesIO(parquet(listed))).to_pylist() == listed


@pytest.mark.parametrize(("library", "made"), [("openpyxl", "xlsx"), ("pyarrow", "parquet")])
def test_what_is_not_installed_is_named_with_the_remedy(monkeypatch, library, made):
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MachineError, match=rf"replygraph\[{made}\]") as caught:
        {"xlsx": lambda: xlsx([ODD]), "parquet": lambda: parquet([])}[made]()
    assert f"replygraph[{made}]" in caught.value.tell("en")


def test_rows_of_a_network_become_a_table():
    made = tabulated(
        "edges", [{"a": 1, "b": ["x", "y"]}, {"a": None, "c": 2}], Words("边", "edges")
    )
    assert [column.zh for column in made.columns] == ["a", "b", "c"]
    assert made.rows == ((1, "x；y", ""), ("", "", 2))
