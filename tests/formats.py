"""One letter in every format that agencies publish it in."""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "read"))

from samples import Rows, make_docx, make_html, make_pdf


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


def copies(text: str, name: str = "a") -> dict[str, bytes]:
    """Return the same letter as text in two encodings, Word, PDF and web page, by file name."""
    made = parts(text)
    return {
        f"{name}.txt": text.encode(),
        f"{name}-gb18030.txt": text.encode("gb18030"),
        f"{name}.docx": make_docx(made),
        f"{name}.html": make_html(made).encode(),
        f"{name}.pdf": make_pdf(made),
    }


def bare(value: object) -> str:
    """Return the value without blanks: what formats differ in, a PDF has none at a line's end."""
    return re.sub(r"\s", "", str(value))
