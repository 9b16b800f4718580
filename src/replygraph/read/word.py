"""Word .docx: paragraphs and tables in document order, straight from its XML.

python-docx is not used for reading: it leaves out content controls, text boxes and automatic
numbers, and takes seven times as long.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from replygraph.errors import Note, ReadError
from replygraph.read.archive import member, open_zip
from replygraph.read.numbering import Numbering, W
from replygraph.read.patterns import LETTER_FOOT, LETTERHEAD, PAGE_NUMBER
from replygraph.read.pieces import Cell, Piece, assemble, lay_table, paragraph

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

    from lxml.etree import _Element

    from replygraph.model import Document

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAIN = "word/document.xml"
STYLES = "word/styles.xml"
_STYLE_USED = re.compile(rb"<w:pStyle\s+w:val=[\"']([^\"']+)")
_MAIN_NAMES = re.compile(r"word/document\d*\.xml")
_STRICT = (b"http://purl.oclc.org/ooxml/", b"http://schemas.openxmlformats.org/")
_NUMBERED = re.compile(rb"<w:numPr")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_P, _TBL, _SDT, _R, _T = W + "p", W + "tbl", W + "sdt", W + "r", W + "t"
_PPR, _RPR, _BOX = W + "pPr", W + "rPr", W + "txbxContent"
_BREAKS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
# Deleted and moved-away text, field codes and the older twin of a drawing say nothing (again).
_SKIPPED = {
    W + "del",
    W + "moveFrom",
    W + "instrText",
    W + "delText",
    _FALLBACK,
    _PPR,
    W + "sectPr",
    W + "tblPr",
    W + "tblGrid",
}
_MAX_DEPTH = 40
#: A tree takes about ten times the bytes of its XML; a letter has a tenth of a megabyte.
_MAX_PART = 24 * 1024 * 1024


def _bomb(source: str, name: str) -> ReadError:
    return ReadError(
        f"{source}：{name} 含有 DTD 定义，疑似 XML 炸弹，已拒绝；请核实来源。",
        f"{source}: {name} defines entities, perhaps an XML bomb; refused. Check where it is from.",
    )


def _parse(content: bytes, source: str, name: str) -> _Element:
    """Return the root of an XML part; entities stay unexpanded, huge trees are refused."""
    from lxml import etree

    if len(content) > _MAX_PART:
        raise ReadError(
            f"{source}：{name} 过大（{len(content) // 1_048_576} MB）；请拆分文档。",
            f"{source}: {name} is too large ({len(content) // 1_048_576} MB); split the document.",
        )
    # "Strict" files differ in the names of their namespaces.
    content = content.replace(
        _STRICT[0] + b"wordprocessingml/main", _STRICT[1] + b"wordprocessingml/2006/main"
    )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if b"<!ENTITY" in content[:4096]:
            raise _bomb(source, name) from error
        raise ReadError(
            f"{source}：{name} 不是有效的 XML；请用 Word 或 WPS 重新保存。",
            f"{source}: {name} is no valid XML; save it again in Word or WPS.",
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _bomb(source, name)
    return root


def _optional(archive: zipfile.ZipFile, name: str, source: str) -> _Element | None:
    if name not in archive.namelist():
        return None
    return _parse(member(archive, name, source), source, name)


class _Reader:
    """Walks the body once; text boxes wait until their paragraph has ended."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.tables = 0
        self.too_deep = False

    def _runs(self, node: _Element, out: list[str], boxes: list[_Element], depth: int) -> None:
        if depth > _MAX_DEPTH:
            self.too_deep = True
            return
        for child in node:
            tag = child.tag
            if tag == _T:
                out.append(child.text or "")
            elif tag in _BREAKS:
                out.append(_BREAKS[tag])
            elif tag == _BOX:
                boxes.append(child)
            elif tag == _RPR:
                if child.find(W + "vanish") is not None:
                    return
            elif tag not in _SKIPPED and len(child):
                self._runs(child, out, boxes, depth + 1)

    def paragraph(self, node: _Element, depth: int) -> Iterator[Piece]:
        """Yield the pieces of ``w:p`` and then of the text boxes anchored in it."""
        out: list[str] = []
        boxes: list[_Element] = []
        self._runs(node, out, boxes, 0)
        text = "".join(out).strip()
        properties = node.find(_PPR)
        if text:
            style = properties.find(W + "pStyle") if properties is not None else None
            name = (style.get(W + "val") or "").lower() if style is not None else ""
            heading = name.startswith(("heading", "title")) or (
                properties is not None and properties.find(W + "outlineLvl") is not None
            )
            label = self.numbering.label(properties)
            yield from paragraph(label + text, kind="heading" if heading else "paragraph")
        for box in boxes:
            yield from self.blocks(box, depth + 1)

    def blocks(self, node: _Element, depth: int = 0) -> Iterator[Piece]:
        """Yield the pieces of a body, cell, text box or content control, in order."""
        if depth > _MAX_DEPTH:
            self.too_deep = True
            return
        for child in node:
            tag = child.tag
            if tag == _P:
                yield from self.paragraph(child, depth)
            elif tag == _TBL:
                yield from self.table(child, depth)
            elif tag not in _SKIPPED and isinstance(tag, str) and len(child):
                # Content controls, insertions, custom XML: only wrapping.
                yield from self.blocks(child, depth + 1)

    def table(self, node: _Element, depth: int) -> Iterator[Piece]:
        """Yield the pieces of ``w:tbl``; merged cells come once."""
        number = self.tables
        self.tables += 1
        rows: list[list[Cell]] = []
        nested: list[Piece] = []
        for row in node.iter(W + "tr") if depth == 0 else node.findall(f".//{W}tr"):
            if next(row.iterancestors(_TBL), None) is not node:
                continue  # of a table in a cell
            rows.append(self._row(row, depth, nested))
        yield from lay_table(rows, number)
        yield from nested

    def _row(self, row: _Element, depth: int, nested: list[Piece]) -> list[Cell]:
        cells: list[Cell] = []
        column = 0
        for cell in row.iter(W + "tc"):
            if next(cell.iterancestors(W + "tr"), None) is not row:
                continue
            properties = cell.find(W + "tcPr")
            span, goes_on = 1, False
            if properties is not None:
                grid = properties.find(W + "gridSpan")
                width = grid.get(W + "val", "1") if grid is not None else "1"
                span = min(int(width), 64) if width.isdigit() else 1
                merge = properties.find(W + "vMerge")
                goes_on = merge is not None and merge.get(W + "val", "continue") == "continue"
            if not goes_on:
                pieces = list(self.blocks(cell, depth + 1))
                own = [piece for piece in pieces if piece.table is None]
                nested += [piece for piece in pieces if piece.table is not None]
                text = "".join((p.glue if i else "") + p.text for i, p in enumerate(own))
                cells.append(Cell(text, column))
            column += max(1, span)
        return cells


def _parts_around(
    archive: zipfile.ZipFile, body: _Element, source: str
) -> tuple[list[Piece], list[Piece]]:
    """Return letterhead lines from page headers, contact and 抄送 lines from footers."""
    rels = _optional(archive, "word/_rels/document.xml.rels", source)
    if rels is None:
        return [], []
    targets = {rel.get("Id"): rel.get("Target", "") for rel in rels}
    found: dict[str, list[Piece]] = {"header": [], "footer": []}
    seen: set[str] = set()
    for kind, cue in (("header", LETTERHEAD), ("footer", LETTER_FOOT)):
        for reference in body.iter(f"{W}{kind}Reference"):
            name = "word/" + targets.get(reference.get(_REL), "").removeprefix("/word/")
            root = None if name in seen else _optional(archive, name, source)
            seen.add(name)
            if root is None:
                continue
            lines = list(_Reader(Numbering(None, None)).blocks(root))
            lines = [line for line in lines if not PAGE_NUMBER.fullmatch(line.text)]
            known = {piece.text for piece in found[kind]}
            if any(cue.search(line.text) for line in lines):
                found[kind] += [line for line in lines if line.text not in known]
    return found["header"], found["footer"]


def _main(archive: zipfile.ZipFile) -> str:
    """Return the name of the main part: online editors number it (word/document2.xml)."""
    names = archive.namelist()
    return MAIN if MAIN in names else next(filter(_MAIN_NAMES.fullmatch, names), MAIN)


def _numbering(archive: zipfile.ZipFile, content: bytes, source: str) -> Numbering:
    """Return the counters of the document, without parsing parts that no paragraph asks for."""
    styles = b""
    used = set(_STYLE_USED.findall(content))
    if used and STYLES in archive.namelist():
        styles = member(archive, STYLES, source)
        numbered = {
            style for style in used if _NUMBERED.search(styles, *_style_part(styles, style))
        }
        styles = styles if numbered else b""
    if not styles and b"w:numPr" not in content:
        return Numbering(None, None)
    return Numbering(
        _optional(archive, "word/numbering.xml", source),
        _parse(styles, source, STYLES) if styles else None,
    )


def _style_part(styles: bytes, style: bytes) -> tuple[int, int]:
    """Return where the definition of ``style`` stands in the bytes of ``styles.xml``."""
    start = styles.find(b'w:styleId="' + style + b'"')
    end = styles.find(b"</w:style>", start)
    return (start, end if end >= 0 else len(styles)) if start >= 0 else (0, 0)


def read_docx(data: bytes, source: str) -> Document:
    """Return the document of a .docx (or .docm, or one that WPS wrote).

    Automatic numbers are printed, deleted and hidden text is left out; page headers and footers
    count only where they hold letterhead, contact or 抄送. Raises ReadError for damaged files.
    """
    archive = open_zip(data, source)
    content = member(archive, _main(archive), source)
    root = _parse(content, source, MAIN)
    body = root.find(W + "body")
    if body is None:
        raise ReadError(
            f"{source}：没有正文部分；请用 Word 或 WPS 重新保存。",
            f"{source}: it has no body; save it again in Word or WPS.",
        )
    reader = _Reader(_numbering(archive, content, source))
    pieces = list(reader.blocks(body))
    around = b"headerReference" in content or b"footerReference" in content
    before, after = _parts_around(archive, body, source) if around else ([], [])
    printed = {piece.text for piece in pieces}
    before = [piece for piece in before if piece.text not in printed]
    after = [piece for piece in after if piece.text not in printed]
    deep = Note("文档嵌套过深，部分内容未读取。", "nested too deep; a part of it was not read.")
    notes = [deep] if reader.too_deep else []
    return assemble(data, source, MEDIA_TYPE, [*before, *pieces, *after], notes)
