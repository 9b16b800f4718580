"""Tables for other programs: CSV that Excel reads, workbooks (.xlsx), Parquet."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from replygraph.errors import MachineError
from replygraph.views import Table, Words

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Row = Mapping[str, Any]

# What no cell can hold; a sentence that begins like a formula stays a text.
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: files hold no clock: the same letters give the same bytes
_DAY = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def words(cell: object, lang: str) -> str | int | float:
    """Return a cell as a number or text in the language; lists are joined, None is empty.

    >>> words(Words("主办", "lead"), "zh"), words(["甲", "乙"], "zh"), words(None, "zh")
    ('主办', '甲；乙', '')
    """
    if isinstance(cell, Words):
        return cell.en if lang == "en" else cell.zh
    if cell is None:
        return ""
    if isinstance(cell, int | float):
        return cell
    if isinstance(cell, list | tuple):
        return "；".join(str(words(one, lang)) for one in cell)
    return _NOT_TEXT.sub("", str(cell))


def tabulated(name: str, rows: Sequence[Row], title: Words) -> Table:
    """Return rows as a table whose columns are named by their keys."""
    keys = list(dict.fromkeys(key for row in rows for key in row))
    cells = tuple(tuple(words(row.get(key), "en") for key in keys) for row in rows)
    return Table(name, title, title, tuple(Words(key, key) for key in keys), cells)


def csv_table(table: Table, *, lang: str = "zh") -> bytes:
    """Return the table as CSV in UTF-8 with a byte order mark, so that Excel reads the Chinese."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([words(column, lang) for column in table.columns])
    for row in table.rows:
        cells = (words(cell, lang) for cell in row)
        writer.writerow(
            f"'{c}" if isinstance(c, str) and c.startswith(_FORMULA) else c for c in cells
        )
    return out.getvalue().encode("utf-8-sig")


def xlsx(tables: Iterable[Table], *, lang: str = "zh") -> bytes:
    """Return a workbook, one sheet a table: headings stay in sight and filter, text is text.

    Raises `MachineError` where openpyxl (the extra ``xlsx``) is not installed.
    """
    try:
        from openpyxl import Workbook
    except ImportError:
        raise MachineError(
            "写 .xlsx 需要 openpyxl，请先运行：pip install 'replygraph[xlsx]'；"
            "或改用 --format csv。",
            "Writing .xlsx needs openpyxl: pip install 'replygraph[xlsx]', or use --format csv.",
        ) from None
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "replygraph"
    for table in tables:
        title = str(words(table.title, lang))
        sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31])
        _fill(sheet, table, lang)
    out = io.BytesIO()
    book.save(out)
    return _without_clock(out.getvalue())


def _fill(sheet: Worksheet, table: Table, lang: str) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    rows = [[words(cell, lang) for cell in row] for row in (table.columns, *table.rows)]
    wide = [0] * len(table.columns)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            text = value[:32767] if isinstance(value, str) else value
            cell = sheet.cell(number, column, None if text == "" else text)
            if isinstance(value, str) and value:
                cell.data_type = "s"  # also what begins with =
            cell.alignment = Alignment(vertical="top", wrap_text=isinstance(value, str))
            size = sum(2 if ord(c) > 0x2E7F else 1 for c in str(value))
            wide[column - 1] = max(wide[column - 1], size + 2)
    for cell in sheet[1]:
        cell.font = Font(bold=True, color="1F2328")
        cell.fill = PatternFill("solid", fgColor="F1EEE6")
    for column, size in enumerate(wide, 1):
        sheet.column_dimensions[get_column_letter(column)].width = min(max(size, 8), 48)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _without_clock(data: bytes) -> bytes:
    """Return the workbook with a fixed day in place of now."""
    out = io.BytesIO()
    day = datetime(*_DAY[:3], tzinfo=UTC).strftime("%Y-%m-%dT00:00:00Z").encode()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _STAMP.sub(rb"\g<1>" + day, content)
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return out.getvalue()


def parquet(rows: Sequence[Row]) -> bytes:
    """Return rows as a Parquet table: text, numbers and lists of text keep their types.

    Raises `MachineError` where pyarrow (the extra ``parquet``) is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise MachineError(
            "写 Parquet 需要 pyarrow，请先运行：pip install 'replygraph[parquet]'；"
            "或改用 --format csv。",
            "Writing Parquet needs pyarrow: pip install 'replygraph[parquet]', or use "
            "--format csv.",
        ) from None
    keys = list(dict.fromkeys(key for row in rows for key in row))
    out = io.BytesIO()
    pq.write_table(pa.table({key: [row.get(key) for row in rows] for key in keys}), out)
    return out.getvalue()


def as_rows(table: Table) -> list[Row]:
    """Return a table as rows for programs: names and values in English, an empty text is None."""
    names = [str(words(column, "en")).replace(" ", "_") for column in table.columns]
    cells = [[words(cell, "en") for cell in row] for row in table.rows]
    return [
        dict(zip(names, (None if cell == "" else cell for cell in row), strict=True))
        for row in cells
    ]
