"""The lines and tables of an HTML tree, in one walk."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from replygraph.read.patterns import CONTENT_CLASSES, CONTENT_IDS
from replygraph.read.pieces import Cell, Piece, lay_table

if TYPE_CHECKING:
    from collections.abc import Mapping

#: A line of running text, a part of a table, or the edge of a box that may hold what the page
#: publishes: n opens the nth, -n closes it.
Item = str | Piece | int

_SPACE = re.compile(r"[ \t\r\n\f]+")
_INLINE, _BLOCK, _ITEM, _TABLE, _CELL, _PRE, _ROW, _LIST, _BREAK, _LINK, _SKIP = range(11)
#: Left out with all that is inside.
DROPPED = (
    "script",
    "style",
    "noscript",
    "iframe",
    "svg",
    "select",
    "button",
    "textarea",
    "object",
)
_BLOCKS = (
    *("p", "div", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("section", "article", "header", "footer", "main", "aside", "hr", "center", "form"),
    *("fieldset", "blockquote", "address", "figure", "body", "html", "tbody", "thead"),
    *("tfoot", "caption", "ucapcontent", "ucaptitle", "details", "summary", "nav"),
)
_KINDS = (
    dict.fromkeys(_BLOCKS, _BLOCK)
    | dict.fromkeys((*DROPPED, "-comment"), _SKIP)
    | {"a": _LINK, "table": _TABLE, "tr": _ROW, "td": _CELL, "th": _CELL, "pre": _PRE}
    | {"li": _ITEM, "ul": _LIST, "ol": _LIST, "br": _BREAK}
)
_MAX_TABLES = 2000
_MAX_BOXES = 20


@dataclass(slots=True)
class _Table:
    """A table under way: rows of cells, a cell being the lines inside it."""

    rows: list[list[tuple[int, list[Item]]]] = field(default_factory=list)
    taken: dict[int, int] = field(default_factory=dict)


class _Walker:
    """Turns the nodes of a tree into items.

    A table that holds another one, or a box of content, only lays the page out: it dissolves as
    soon as that shows, so that ``table`` is the innermost one or none.
    """

    def __init__(self, *, links: bool, hides: bool) -> None:
        self.links = links
        self.hides = hides
        self.items: list[Item] = []
        self.into = self.items
        self.table: _Table | None = None
        self.line: list[str] = []
        self.tables = self.pre = self.boxes = self.inside = self.lists = 0

    def end_line(self) -> None:
        """Close the line that is open."""
        text = "".join(self.line)
        self.line.clear()
        if self.pre:
            self.into += [bare for one in text.split("\n") if (bare := one.strip())]
        elif bare := text.strip():
            # Long lines mostly have one blank at a time: finding that is faster than replacing.
            if "\n" in bare or "  " in bare or "\t" in bare or "\r" in bare or "\f" in bare:
                bare = _SPACE.sub(" ", bare)
            self.into.append(bare)

    def dissolve(self) -> None:
        """Take the lines of the table that is open as running text."""
        if self.table is not None:
            self.items += [item for row in self.table.rows for _at, cell in row for item in cell]
        self.table, self.into = None, self.items

    def start_cell(self, attributes: Mapping[str, str | None]) -> None:
        """Begin a cell; its column takes spans into account."""
        if self.table is None:
            return
        table = self.table
        if not table.rows:
            table.rows.append([])
        row = table.rows[-1]
        column = row[-1][0] + 1 if row else 0
        while table.taken.get(column, 0) > 0:
            table.taken[column] -= 1
            column += 1
        width = max(1, min(_number(attributes.get("colspan")), 64))
        down = _number(attributes.get("rowspan"))
        if down > 1:
            for place in range(column, column + width):
                table.taken[place] = down - 1
        self.into = []
        row.append((column, self.into))

    def end_table(self) -> None:
        """Close a table: cells where it holds data."""
        if self.table is None:
            return
        if self.tables >= _MAX_TABLES:
            self.dissolve()
            return
        rows = [
            [Cell("\n".join(map(str, cell)), column) for column, cell in row]
            for row in self.table.rows
        ]
        self.table, self.into = None, self.items
        if any(cell.text for row in rows for cell in row):
            self.items += lay_table([row for row in rows if row], self.tables)
            self.tables += 1

    def start(self, node: Any, kind: int) -> None:
        """Take the start of a table, a part of one, a list, or preformatted text."""
        if kind == _CELL:
            self.start_cell(node.attributes)
        elif kind == _ROW and self.table is not None:
            self.table.rows.append([])
        elif kind == _TABLE:
            self.dissolve()
            self.table = _Table()
        elif kind == _PRE:
            self.pre += 1
        elif kind == _LIST:
            self.lists += 1

    def end(self, kind: int, box: int) -> None:
        """Take the end of a table, a list, preformatted text, or a box of content."""
        if self.line:
            self.end_line()
        if kind == _TABLE:
            self.end_table()
        elif kind == _PRE:
            self.pre -= 1
        elif kind == _LIST:
            self.lists -= 1
        if box:
            self.dissolve()
            self.into.append(-box)
            self.inside -= 1

    def box(self, attributes: Mapping[str, str | None]) -> int:
        """Return the number of the box of content that a node begins, 0 where it is none."""
        names = attributes.get("class")
        if attributes.get("id") not in CONTENT_IDS and not (
            names and not CONTENT_CLASSES.isdisjoint(names.split())
        ):
            return 0
        self.boxes += 1
        self.inside += 1
        self.end_line()
        self.dissolve()
        self.into.append(self.boxes)
        return self.boxes

    def is_navigation(self, node: Any) -> bool:
        """Tell whether a list outside the content has no metadata, for want of a colon."""
        if self.links or self.inside or self.lists:
            return False
        text = node.text()
        return "：" not in text and ":" not in text

    def walk(self, body: Any) -> None:
        """Take all that is inside ``body``; most nodes cost a few look-ups and no call."""
        node = body.child
        above: list[tuple[Any, int, int]] = []
        kind_of, line, hides, links = _KINDS.get, self.line, self.hides, self.links
        inside = 0
        while True:
            if node is None:
                if not above:
                    break
                node, kind, box = above.pop()
                if box or kind >= _TABLE:
                    self.end(kind, box)
                    inside = self.inside
                elif kind and line:
                    self.end_line()
                node = node.next
                continue
            tag = node.tag
            if tag == "-text":
                text = node.text_content
                if line or not text.isspace():
                    line.append(text)
                node = node.next
                continue
            kind, box = kind_of(tag, _INLINE), 0
            if kind:
                if kind == _LINK and (links or inside):
                    kind = _INLINE
                elif line and kind < _LINK:
                    self.end_line()
                if kind >= _BREAK or (kind == _LIST and self.is_navigation(node)):
                    node = node.next
                    continue
            if (hides or not inside) and (attributes := node.attributes):
                if hides and _hidden(attributes):
                    node = node.next
                    continue
                if not inside and kind != _ITEM and self.boxes < _MAX_BOXES:
                    box = self.box(attributes)
                    inside = self.inside
            if kind >= _TABLE:
                self.start(node, kind)
            above.append((node, kind, box))
            node = node.child
        if line:
            self.end_line()
        self.dissolve()


def _number(value: str | None) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 4 else 1


def _hidden(attributes: Mapping[str, str | None]) -> bool:
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return style is not None and ("display:none" in style or "display: none" in style)


def items_of(body: Any, *, links: bool, hides: bool = True) -> list[Item]:
    """Return the lines (str), table pieces and edges of boxes (int) of a tree, in reading order.

    Outside the boxes that known systems put their text in, links count only with ``links``.
    ``hides`` may be False where nothing in the tree is hidden.

    >>> from selectolax.lexbor import LexborHTMLParser
    >>> page = "我<b>局</b><a>打印</a><p hidden>彩</p><div id=zoom>答<br>复</div>"
    >>> items_of(LexborHTMLParser(page).body, links=False)
    ['我局', 1, '答', '复', -1]
    """
    walker = _Walker(links=links, hides=hides)
    walker.walk(body)
    return walker.items
