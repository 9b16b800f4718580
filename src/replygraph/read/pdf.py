"""Text PDF: lines into paragraphs, ruled tables into cells, page furniture left out."""

from __future__ import annotations

import itertools
import re
import time
from typing import TYPE_CHECKING, Any

from replygraph.errors import Note, ReadError
from replygraph.read.patterns import PAGE_NUMBER
from replygraph.read.pdf_page import Line, Table, cell_text, lines_of, tables_of
from replygraph.read.pieces import MAX_CHARS, Cell, Piece, assemble, lay_table, paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from replygraph.model import Document

_MAX_PAGES = 500
_SECONDS = 45.0
_DIGITS = re.compile(r"\d+")
# A line that opens a paragraph, whatever stands before it: 一、 （二） 3. 附件 一是
_OPENS = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、](?!\d)|附件"
    r"|[上下]一[篇条页]|抄\s?[送报]|[^，。]{2,60}(?:委员|代表|同志|[局委会厅])[:：]$)"
)
# The end of a title; what follows in the head of a letter is a line of its own.
_TITLE_END = re.compile(r"^.{0,30}(?:关于|对)[^，。]*(?:答复|复函|答复函|的函|意见)$")
# What stands on lines of its own behind the body: signature, date, contact, category.
_CLOSES = re.compile(
    r"[^，。；：、！]{2,24}(?:局|委|厅|部|办|会|院|府|公室|中心|大队)$"
    r"|(?:[12]\d{3}|二[〇○OＯ零])\S{1,3}年\S{1,3}月\S{1,3}日$"
    r"|[（(]?(?:联系|承办|经办|此件|公开|来信|抄送|电话|办[理复])|感谢|衷心感谢|专此|特此|此复|[ABCD]类?$"
)
_NARROW = "，。；：、）》”！？"
_TOKEN = re.compile(r"[0-9A-Za-z.%]+")
_PRIVATE = re.compile("[\ue000-\uf8ff\ufffd\x00-\x08]")


class _Page:
    """What one page holds: its lines in reading order, its tables with their texts."""

    def __init__(
        self, number: int, lines: list[Line], tables: list[tuple[Table, list[list[Cell]]]]
    ) -> None:
        self.number = number
        self.lines = lines
        self.tables = tables
        down = sorted(lines, key=lambda line: -line.top)
        self.edges = down[:2] + down[-2:]
        sizes = sorted(line.size for line in lines)
        self.size = sizes[len(sizes) // 2] if sizes else 0.0

    def apart(self, line: Line) -> bool:
        """Tell whether small print or distance sets a line off from the text of its page."""
        if line.size < 0.9 * self.size:
            return True
        above = min((o.bottom for o in self.lines if o.bottom > line.bottom), default=9e9)
        below = max((o.bottom for o in self.lines if o.bottom < line.bottom), default=-9e9)
        return min(above - line.bottom, line.bottom - below) > 2.1 * self.size


def _columns(lines: list[Line]) -> list[list[Line]]:
    """Return the lines as one column, or as heading lines, left and right column."""
    if len(lines) < 16:
        return [lines]
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    middle = (left + right) / 2
    first = [line for line in lines if line.right <= middle + 4]
    second = [line for line in lines if line.left >= middle - 4]
    across = [line for line in lines if line.left < middle - 4 and line.right > middle + 4]
    if len(second) < 6 or len(first) < 6 or len(across) * 4 > len(lines):
        return [lines]
    top = max(line.top for line in [*first, *second])
    heads = [line for line in lines if line in across and line.bottom >= top - 4]
    rest = [line for line in across if line not in heads]
    down = sorted(first, key=lambda line: -line.top), sorted(second, key=lambda line: -line.top)
    return [part for part in (heads, down[0], down[1], rest) if part]


def _is_furniture(line: Line, page: _Page, repeated: set[str]) -> bool:
    if line not in page.edges:
        return False
    if PAGE_NUMBER.fullmatch(line.text) or _place(line) in repeated:
        return True
    # On a single page only its small print and its distance tell a running head.
    highest = max(other.top for other in page.lines)
    following = max((o.top for o in page.lines if o.top < line.bottom), default=0.0)
    return (
        len(page.lines) >= 6
        and line.size <= 0.8 * page.size
        and line.top == highest
        and line.bottom - following > 2 * line.size
    )


def _place(line: Line) -> str:
    """Return what a running head has in common on all pages: its words and its height."""
    return f"{_DIGITS.sub('#', line.text)}@{line.bottom:.0f}"


def _repeated(pages: list[_Page]) -> set[str]:
    """Return what stands at the edge of most pages: running heads and feet, digits as #."""
    if len(pages) < 2:
        return set()
    counts: dict[str, int] = {}
    for page in pages:
        edges = {_place(line) for line in page.edges if page.apart(line)}
        for text in edges:
            counts[text] = counts.get(text, 0) + 1
    need = max(2, (len(pages) * 2 + 2) // 3)
    return {text for text, count in counts.items() if count >= need}


def _joins(before: Line, line: Line, left: float, right: float, leading: float) -> bool:
    """Tell whether ``line`` goes on with the paragraph of ``before``."""
    em = before.size
    # A number moves to the next line whole, and leaves so much room.
    token = _TOKEN.match(line.text)
    # A closing mark must not begin a line: what stands before it moves along.
    marks = sum(mark in _NARROW for mark in line.text[1:5])
    room = (2.2 + (marks and marks + 1)) * em
    room += 0.55 * em * len(token[0]) if token and len(token[0]) < 12 else 0.0
    if abs(line.size - em) > 0.15 * em or before.right < right - room:
        return False
    if line.left > left + 0.9 * em or before.left > left + 4 * em:
        return False
    gap = before.bottom - line.bottom
    if 0 < leading * 1.5 < gap:
        return False
    names = before.text.count("、") > 1 and "。" not in before.text
    if before.text[-1] not in "，、" and not names and _OPENS.match(line.text):
        return False
    ended = before.text[-1] in "。！？：）)*】" or before.text[-7:].isdigit()
    return not (ended and _CLOSES.match(line.text))


def _leading(lines: list[Line]) -> float:
    gaps = sorted(a.bottom - b.bottom for a, b in itertools.pairwise(lines) if a.bottom > b.bottom)
    return gaps[len(gaps) // 2] if gaps else 0.0


def _margins(lines: list[Line]) -> tuple[float, float]:
    return (
        min((line.left for line in lines), default=0.0),
        max((line.right for line in lines), default=0.0),
    )


class _Flow:
    """Collects pieces in reading order, joining what page and line breaks parted."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.text = ""
        self.page = 1
        self.last: Line | None = None
        self.margins = (0.0, 0.0)
        self.rows: list[list[Cell]] = []
        self.tables = 0

    def line(self, line: Line, page: int, margins: tuple[float, float], leading: float) -> None:
        """Take one line of running text."""
        self.end_table()
        if self.last is not None and self.text:
            shift = self.margins[0] - margins[0]
            shifted = Line(
                self.last.text,
                self.last.left - shift,
                self.last.right - self.margins[1] + margins[1],
                self.last.bottom if page == self.page else line.bottom,
                self.last.top,
                self.last.size,
            )
            title = (
                len(self.pieces) < 8
                and line.text not in ("函", "的函", "复函")
                and _TITLE_END.match(self.text)
            )
            if not title and _joins(shifted, line, *margins, leading):
                words = f"{self.text[-1]}{line.text[0]}"
                self.text += (" " if words.isascii() and words.isalpha() else "") + line.text
                self.last, self.margins = line, margins
                return
        self.end_paragraph()
        self.text, self.page = line.text, page
        self.last, self.margins = line, margins

    def end_paragraph(self) -> None:
        """Close the paragraph that is open."""
        if self.text:
            self.pieces += paragraph(self.text, self.page)
        self.text, self.last = "", None

    def table(self, rows: list[list[Cell]], page: int) -> None:
        """Take a table, or the part of one that goes on from the page before."""
        goes_on = bool(self.rows) and not self.text
        self.end_paragraph()
        if not goes_on:
            self.end_table()
            self.page = page
        elif rows and rows[0] and not rows[0][0].text and len(rows[0]) == len(self.rows[-1]):
            self.rows[-1] = [
                Cell(old.text + new.text, old.column)
                for old, new in zip(self.rows[-1], rows[0], strict=True)
            ]
            rows = rows[1:]
        self.rows += rows

    def end_table(self) -> None:
        """Close the table that is open."""
        if self.rows:
            self.pieces += lay_table(self.rows, self.tables, self.page)
            self.tables += 1
            self.rows = []


def _flow(pages: list[_Page]) -> list[Piece]:
    repeated = _repeated(pages)
    flow = _Flow()
    # The last page may hold short lines only: the margins are those of all pages.
    whole = _margins([line for page in pages for line in page.lines])
    for page in pages:
        kept = [line for line in page.lines if not _is_furniture(line, page, repeated)]
        outside = [
            line for line in kept if not any(table.box.holds(line) for table, _rows in page.tables)
        ]
        waiting = list(page.tables)
        for column in _columns(outside):
            margins, leading = _margins(column), _leading(column)
            if column is outside:
                margins = whole
            for line in column:
                while waiting and line.top < waiting[0][0].box.top:
                    flow.table(waiting.pop(0)[1], page.number)
                flow.line(line, page.number, margins, leading)
        for _table, rows in waiting:
            flow.table(rows, page.number)
    flow.end_paragraph()
    flow.end_table()
    return flow.pieces


def _pages(document: Any, raw: Any) -> Iterator[tuple[_Page, int]]:
    for index in range(min(len(document), _MAX_PAGES)):
        page = document[index]
        textpage = page.get_textpage()
        lines = lines_of(textpage, raw)
        tables, images = tables_of(page, raw)
        texts = [
            (
                table,
                [
                    [Cell(cell_text(textpage, box), column) for column, box in enumerate(row)]
                    for row in table.rows
                ],
            )
            for table in tables
        ]
        yield _Page(index + 1, lines, texts), images
        textpage.close()
        page.close()


def _open(data: bytes, source: str) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise ReadError(
                f"{source}：PDF 已加密；请先取消打开密码后重试。",
                f"{source}: the PDF is encrypted; remove the password first.",
            ) from error
        raise ReadError(
            f"{source}：PDF 已损坏或不完整；请重新下载或另存为 PDF。",
            f"{source}: the PDF is damaged or cut off; download it or save it as PDF again.",
        ) from error


def read_pdf(data: bytes, source: str) -> Document:
    """Return the document of a PDF; a scanned one goes through OCR.

    Running heads and page numbers are left out, lines are joined into paragraphs, also across
    pages, two columns are read one after the other, ruled tables give cells. Blocks know their
    page. Raises ReadError for encrypted and damaged files.
    """
    import pypdfium2
    from pypdfium2 import raw

    document = _open(data, source)
    notes: list[str] = []
    pages: list[_Page] = []
    images = chars = 0
    deadline = time.monotonic() + _SECONDS
    try:
        total = len(document)
        for page, pictures in _pages(document, raw):
            pages.append(page)
            images += pictures
            chars += sum(len(line.text) for line in page.lines)
            if chars > MAX_CHARS or time.monotonic() > deadline:
                break
        if len(pages) < total:
            notes.append(
                Note(
                    f"共 {total} 页，只读取了前 {len(pages)} 页；请拆分文件。",
                    f"only the first {len(pages)} of {total} pages were read; split the file.",
                )
            )
        sample = "".join(line.text for page in pages for line in page.lines)
        broken = len(_PRIVATE.findall(sample))
        if pages and ((images and chars < 15 * len(pages)) or broken * 4 > max(1, len(sample))):
            from replygraph.read.ocr import read_scanned

            return read_scanned(document, data, source)
    except pypdfium2.PdfiumError as error:
        raise ReadError(
            f"{source}：第 {len(pages) + 1} 页无法读取（{error}）；请重新另存为 PDF。",
            f"{source}: page {len(pages) + 1} cannot be read ({error}); save it as PDF again.",
        ) from error
    finally:
        document.close()
    if broken:
        notes.append(
            Note(
                f"有 {broken} 个字符因字体缺少编码而无法识别。",
                f"{broken} characters cannot be told: their font has no encoding.",
            )
        )
    return assemble(data, source, "application/pdf", _flow(pages), notes)
