"""From what a reader found to a `Document`: pieces, tables, cleaning, limits."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from replygraph.errors import Note, ReadError
from replygraph.model import Block, BlockKind, Document, Span
from replygraph.read.patterns import METADATA_LABELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Bytes of one file; characters of one document (a long letter has 30,000; what the steps behind
#: take for the limit stays below a minute).
MAX_BYTES = 64 * 1024 * 1024
MAX_CHARS = 300_000
#: Cells of a row that stay on one line, as label and value do.
_SHORT = 40

# Not allowed in XML, and so in most of what we write later.
_FORBIDDEN = re.compile(f"[\x00-\x08\x0e-\x1f\x7f{chr(0xD800)}-{chr(0xDFFF)}\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_LABELS = re.compile(
    r"(?:(?<=\s)|(?<=[|｜])|^)("
    + "|".join(
        r"[ \u3000]*".join(map(re.escape, label))
        for label in sorted(METADATA_LABELS, key=lambda label: (-len(label), label))
    )
    .replace(r"\(", "[(（]")
    .replace(r"\)", "[)）]")
    + r")\s*[:：]\s*"
)
#: what a label begins with: most lines are told by that
_FIRST_OF_LABEL = frozenset(label[0] for label in METADATA_LABELS)
_NEXT_FIELD = re.compile(r"\s+(?:[^\s:：]{1,4}[ \u3000]?){1,3}[:：]|\s*[【|｜]|\s*$")
_UNCLEAN = re.compile(f"{_FORBIDDEN.pattern}|[\r\x0b\x0c\x85\u2028\u2029]")


class Piece(NamedTuple):
    """Text that becomes one block; ``glue`` is what separates it from the piece before."""

    text: str
    kind: BlockKind = "paragraph"
    table: int | None = None
    row: int | None = None
    column: int | None = None
    page: int | None = None
    label: str | None = None
    glue: str = "\n"


class Cell(NamedTuple):
    """A table cell with the column it begins in."""

    text: str
    column: int


def stem(source: str) -> str:
    """Return the id of a document: the name of its file, without folders and suffix.

    >>> stem("letters.zip!/2021/答复函.docx"), stem("-")
    ('答复函', 'stdin')
    """
    path = source.replace("\\", "/").partition("?")[0].rstrip("/")
    while path.endswith("/."):
        path = path[:-2].rstrip("/")
    name = path.rpartition("/")[2]
    dot = name.rfind(".")
    if name in ("-", "", "."):
        return "stdin"
    return name[:dot] if 0 < dot < len(name) - 1 else name


def clean(text: str) -> tuple[str, list[str]]:
    r"""Return ``text`` with ``\n`` line ends, without characters that XML forbids, and warnings.

    >>> clean("我局\x00答复\r\n")
    ('我局答复\n', ['删除了 1 个控制字符或无效字符。'])
    """
    warnings: list[str] = []
    unclean = _UNCLEAN.search(text) is not None
    text = (_LINE_ENDS.sub("\n", text) if unclean else text).removeprefix("\ufeff")
    text, removed = _FORBIDDEN.subn("", text) if unclean else (text, 0)
    if removed:
        warnings.append(
            Note(
                f"删除了 {removed} 个控制字符或无效字符。",
                f"{removed} control characters or invalid ones were removed.",
            )
        )
    if len(text) > MAX_CHARS:
        cut = text.rfind("\n", 0, MAX_CHARS)
        text = text[: cut if cut > MAX_CHARS // 2 else MAX_CHARS]
        warnings.append(
            Note(
                f"正文超过 {MAX_CHARS} 字，只读取了前 {len(text)} 字；请拆分文件。",
                f"more than {MAX_CHARS} characters; only the first {len(text)} were read; "
                "split the file.",
            )
        )
    return text, warnings


def label_of(text: str) -> str | None:
    """Return the metadata label that ``text`` is, without blanks and colon, else None.

    >>> label_of("索 引 号："), label_of("我局")
    ('索引号', None)
    """
    if len(text) > 16 or text.lstrip()[:1] not in _FIRST_OF_LABEL:
        return None
    bare = "".join(text.split()).rstrip(":：").replace("（", "(").replace("）", ")")
    return bare if bare in METADATA_LABELS else None


def fields_in(line: str) -> list[tuple[str, int, int]]:
    """Return label, start and end of every value in a line of metadata; mostly none.

    >>> fields_in("来源：县水务局  发布时间：2023-09-05 字号：[大 中 小]")
    [('来源', 3, 7), ('发布时间', 14, 24)]
    """
    # Further in, 编号： may be part of a sentence: the line must begin with a label.
    if not line or len(line) > 300 or not (":" in line or "：" in line):
        return []
    if line[0] not in _FIRST_OF_LABEL or not _LABELS.match(line):
        return []
    result: list[tuple[str, int, int]] = []
    for match in _LABELS.finditer(line):
        if result and match.start() < result[-1][2]:
            continue  # a label within the value before it is part of that value
        label = label_of(match[1])
        start = match.end()
        stop = _NEXT_FIELD.search(line, start)
        end = stop.start() if stop else len(line.rstrip())
        if label and start < end:
            result.append((label, start, end))
    return result


def lay_row(cells: Sequence[Cell], table: int, row: int, page: int | None = None) -> list[Piece]:
    """Return the pieces of one table row.

    Short cells share a line, parted by tabs; where one is long or has several paragraphs, each
    stands on lines of its own, so that no sentence runs from a suggestion into its answer. A cell
    behind a known label is a field.
    """
    filled = [(text, cell) for cell in cells if (text := cell.text.strip())]
    short = all(len(cell.text) <= _SHORT and "\n" not in cell.text for _text, cell in filled)
    result: list[Piece] = []
    label: str | None = None
    for text, cell in filled:
        column = cell.column
        glue = "\t" if short and result else "\n"
        if label:
            result.append(Piece(text, "field", table, row, column, page, label, glue))
            label = None
            continue
        label = label_of(text)
        inside = [] if label else fields_in(text)
        if len(inside) == 1 and inside[0][2] == len(text):
            # 文号：青水函〔2022〕3号 in one cell
            name, start, _end = inside[0]
            result.append(Piece(text[:start], "cell", table, row, column, page, None, glue))
            result.append(Piece(text[start:], "field", table, row, column, page, name, ""))
        else:
            result.append(Piece(text, "cell", table, row, column, page, None, glue))
    return result


def lay_table(rows: Sequence[Sequence[Cell]], table: int, page: int | None = None) -> list[Piece]:
    """Return the pieces of a table; a table of one cell only frames paragraphs."""
    filled = [[cell for cell in row if cell.text.strip()] for row in rows]
    if sum(map(len, filled)) == 1:
        only = next(cell for row in filled for cell in row)
        return [Piece(line.strip(), page=page) for line in only.text.split("\n") if line.strip()]
    result: list[Piece] = []
    for number, row in enumerate(filled):
        result += lay_row(row, table, number, page)
    return result


def pieces_of(
    line: str,
    fields: Sequence[tuple[str, int, int]],
    page: int | None = None,
    kind: BlockKind = "paragraph",
) -> list[Piece]:
    """Return the pieces of a line without blanks at its edges whose ``fields_in`` are known."""
    if not fields:
        return [Piece(line, kind, page=page)]
    result: list[Piece] = []
    last = 0
    for label, start, end in fields:
        result.append(Piece(line[last:start], kind, page=page, glue="" if last else "\n"))
        result.append(Piece(line[start:end], "field", page=page, label=label, glue=""))
        last = end
    if last < len(line):
        result.append(Piece(line[last:], kind, page=page, glue=""))
    return result


def paragraph(text: str, page: int | None = None, kind: BlockKind = "paragraph") -> list[Piece]:
    """Return the pieces of a paragraph, one a line; ``标签：值`` as label and field."""
    return [
        piece
        for line in text.split("\n")
        if (bare := line.strip())
        for piece in pieces_of(bare, fields_in(bare), page, kind)
    ]


def _laid(pieces: Iterable[Piece]) -> tuple[str, list[Block]]:
    """Return the text that pieces make, up to the limit, and their blocks."""
    texts: list[str] = []
    blocks: list[Block] = []
    length = 0
    for text, kind, table, row, column, page, label, glue in pieces:
        if not text:
            continue
        if length >= MAX_CHARS:
            break
        if length:
            texts.append(glue)
            length += len(glue)
        texts.append(text)
        start, length = length, length + len(text)
        blocks.append(Block(Span(start, length), kind, table, row, column, page, label))
    return "".join(texts), blocks


def assemble(
    data: bytes,
    source: str,
    media_type: str,
    pieces: Iterable[Piece],
    warnings: Sequence[str] = (),
) -> Document:
    """Return the document that ``pieces`` make; raises ReadError where they hold no text."""
    notes = list(warnings)
    pieces = tuple(pieces)
    whole, blocks = _laid(pieces)
    if _UNCLEAN.search(whole):
        # Rare, so it is looked for once, in all of them.
        whole, blocks = _laid(
            piece._replace(text=_FORBIDDEN.sub("", _LINE_ENDS.sub("\n", piece.text)))
            for piece in pieces
        )
    if not whole or whole.isspace():
        raise ReadError(
            f"{source}：没有读到文字；若是扫描件，请先做文字识别（OCR）再读取。",
            f"{source}: no text was found; if it is a scan, run OCR on it first.",
        )
    if len(whole) >= MAX_CHARS:
        notes.append(
            Note(
                f"正文超过 {MAX_CHARS} 字，其余未读取；请拆分文件。",
                f"more than {MAX_CHARS} characters; the rest was not read; split the file.",
            )
        )
        whole = whole[:MAX_CHARS]
        blocks = [
            replace(block, span=Span(block.span.start, min(block.span.end, MAX_CHARS)))
            for block in blocks
            if block.span.start < MAX_CHARS
        ]
    return Document(
        stem(source),
        source,
        hashlib.sha256(data).hexdigest(),
        media_type,
        whole,
        tuple(blocks),
        tuple(notes),
    )
