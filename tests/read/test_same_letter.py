"""A letter gives the same fields as text, GB18030 text, Word, PDF and web page."""

import re
from pathlib import Path
from typing import Any

import pytest
from samples import Rows, make_docx, make_html, make_pdf

from conftest import ROOT, shared
from replygraph.letter import letters
from replygraph.model import Document
from replygraph.read import read

FIELDS = [
    "is_reply",
    "kind",
    "number",
    "title",
    "session",
    "doc_number",
    "role",
    "agency",
    "addressees",
    "addressees_open",
    "date",
    "category",
    "public",
    "contact",
]


def parts(text: str) -> tuple[str | Rows, ...]:
    """Return the paragraphs and tab-separated tables of a letter, without leading blanks."""
    result: list[str | Rows] = []
    rows: list[tuple[str, ...]] = []

    def end_rows() -> None:
        if len({len(row) for row in rows}) == 1:
            result.append(Rows(tuple(rows)))
        else:
            result.extend(" ".join(row) for row in rows)
        rows.clear()

    for line in filter(str.strip, text.split("\n")):
        if "\t" in line.strip():
            rows.append(tuple(cell.strip() for cell in line.strip().split("\t")))
            continue
        if rows:
            end_rows()
        result.append(line.strip())
    if rows:
        end_rows()
    return tuple(result)


def fields(document: Document) -> dict[str, Any]:
    letter = letters(document)[0]
    # Blanks are what formats differ in: a PDF has none where a page left room.
    found = {name: re.sub(r"\s", "", str(getattr(letter, name))) for name in FIELDS}
    return {**found, "points": len(letter.points)}


def differing(path: Path) -> list[str]:
    text = read(path.read_bytes(), path.name).text
    made = parts(text)
    expected = fields(read(text.encode(), "a.txt"))
    files = {
        "gb.txt": text.encode("gb18030"),
        "a.docx": make_docx(made),
        "a.html": make_html(made).encode(),
        "a.pdf": make_pdf(made),
    }
    return [name for name, data in files.items() if fields(read(data, name)) != expected]


def test_the_sample_letters_read_the_same_in_every_format() -> None:
    paths = sorted((ROOT / "data" / "letters").glob("*.txt"))
    paths += sorted((ROOT / "data" / "letters").glob("*.docx"))
    assert paths
    assert {path.name: found for path in paths if (found := differing(path))} == {}


def test_the_annotated_letters_read_the_same_in_every_format() -> None:
    paths = sorted(shared("gold", "letters").glob("*.txt"))
    bad = {path.name: found for path in paths if (found := differing(path))}
    assert len(paths) - len(bad) >= 20
    # A paragraph that ends just at the margin can still be taken for an unfinished one.
    assert len(bad) <= len(paths) // 20, bad


@pytest.mark.parametrize("number", ["0071", "20210587"])
def test_a_table_letter_reads_the_same_with_and_without_ruling(number: str) -> None:
    text = (
        f"关于第{number}号提案的答复\n张三委员：\n意见建议\t办理答复\n一、扩面。\t已办。\n"
        "市水务局\n2021年7月1日"
    )
    word = read(make_docx(parts(text)), "a.docx")
    assert fields(word) == fields(read(text.encode(), "a.txt"))
