"""The lines and tables of an HTML tree, from its serialised form, in one pass."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from replygraph.read.pieces import Cell, Piece, lay_table

#: Stand before and behind what the page publishes; private characters, removed from input.
OPEN, CLOSE = "\ue000", "\ue001"

_TAGS = r"(?:<!--.*?-->|</?[a-z][^>\"]*(?:\"[^\"]*\"[^>\"]*)*>)"
# Text, or a run of tags with at most blanks between them: navigation becomes one token.
_TOKEN = re.compile(rf"([^<]+)|({_TAGS}(?:[ \n\t]*{_TAGS})*)", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>\"]*(?:\"[^\"]*\"[^>\"]*)*)>")
_TABULAR = re.compile(r"</?(?:t[dhr]|table|pre)\b")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_SPAN = re.compile(r'\b(col|row)span="?(\d{1,3})')
_BLOCKS = frozenset(
    {"p", "div", "br", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {"section", "article", "header", "footer", "main", "aside", "hr", "center", "form"}
    | {"fieldset", "blockquote", "address", "figure", "pre", "body", "html", "tbody", "thead"}
    | {"tfoot", "caption", "ucapcontent", "ucaptitle", "details", "summary", "nav"}
)
_BREAK = re.compile(rf"</?(?:{'|'.join(sorted(_BLOCKS))})\b")
_CELLS = frozenset({"td", "th"})
_MAX_TABLES = 2000


@dataclass(slots=True)
class _Table:
    """A table under way: rows of cells, a cell being the items inside it."""

    rows: list[list[tuple[int, list[str | Piece]]]] = field(default_factory=list)
    nested: bool = False
    taken: dict[int, int] = field(default_factory=dict)


class _Walker:
    """Turns tokens into items: a str is a line of running text, a Piece part of a table."""

    def __init__(self) -> None:
        self.items: list[str | Piece] = []
        self.open: list[_Table] = []
        self.saved: list[list[str | Piece]] = []
        self.line: list[str] = []
        self.tables = 0
        self.pre = 0

    def end_line(self) -> None:
        """Close the line that is open."""
        if self.line:
            text = "".join(self.line)
            self.line.clear()
            lines = text.split("\n") if self.pre else [_SPACE.sub(" ", text)]
            self.items += [bare for one in lines if (bare := one.strip())]

    def start_cell(self, attributes: str) -> None:
        """Begin a cell; its column takes spans into account."""
        table = self.open[-1]
        if not table.rows:
            table.rows.append([])
        spans = {kind: int(count) for kind, count in _SPAN.findall(attributes)}
        row = table.rows[-1]
        column = row[-1][0] + 1 if row else 0
        while table.taken.get(column, 0) > 0:
            table.taken[column] -= 1
            column += 1
        width = max(1, min(spans.get("col", 1), 64))
        if spans.get("row", 1) > 1:
            for place in range(column, column + width):
                table.taken[place] = spans["row"] - 1
        self.items = []
        row.append((column, self.items))

    def end_table(self) -> None:
        """Close a table: cells where it holds data, running text where it only lays out."""
        table, outer = self.open.pop(), self.saved.pop()
        items = [item for row in table.rows for _column, cell in row for item in cell]
        marked = any(isinstance(item, str) and (OPEN in item or CLOSE in item) for item in items)
        self.items = outer
        if table.nested or marked or any(isinstance(item, Piece) for item in items):
            outer += items
        elif items and self.tables < _MAX_TABLES:
            rows = [
                [Cell("\n".join(map(str, cell)), column) for column, cell in row]
                for row in table.rows
            ]
            outer += lay_table([row for row in rows if row], self.tables)
            self.tables += 1

    def tag(self, name: str, attributes: str, *, closing: bool) -> None:
        """Take one tag."""
        if name in _BLOCKS:
            self.end_line()
            if name == "pre":
                self.pre = max(0, self.pre + (-1 if closing else 1))
        elif name == "table":
            self.end_line()
            if closing and self.open:
                self.end_table()
            elif not closing:
                if self.open:
                    self.open[-1].nested = True
                self.saved.append(self.items)
                self.open.append(_Table())
        elif name == "tr" and self.open:
            self.end_line()
            if not closing:
                self.open[-1].rows.append([])
        elif name in _CELLS and self.open:
            self.end_line()
            if not closing:
                self.start_cell(attributes)


def items_of(serialised: str) -> list[str | Piece]:
    """Return the lines (str) and table pieces of a serialised tree, in reading order.

    Tables that only lay the page out dissolve into lines.

    >>> items_of("<div>我<b>局</b></div><table><tr><td>文号</td><td>1号</td></tr></table>")[0]
    '我局'
    """
    walker = _Walker()
    for text, tags in _TOKEN.findall(serialised):
        if text:
            walker.line.append(html.unescape(text) if "&" in text else text)
        elif _TABULAR.search(tags):
            for closing, name, attributes in _TAG.findall(tags):
                walker.tag(name, attributes, closing=bool(closing))
        elif _BREAK.search(tags):
            walker.end_line()
    walker.end_line()
    while walker.open:
        walker.end_table()
    return walker.items
