"""Sample files, made on the spot: the same letter as .docx, .pdf, .html and text."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass

import docx

_PUNCTUATION = "，。；：、）》”！？"


@dataclass(frozen=True)
class Rows:
    """A table of a sample letter."""

    cells: tuple[tuple[str, ...], ...]


LETTER: tuple[str | Rows, ...] = (
    "青岚市水务局",
    "关于市政协三届四次会议第0071号提案的答复函",
    "方圆等委员：",
    (
        "您在市政协三届四次会议上提出的《关于加快农村饮水安全工程建设的提案》（第0071号）收悉，我局会同市财政局、"
        "市农业农村局进行了认真研究，现答复如下："
    ),
    Rows(
        (
            ("意见建议", "办理答复"),
            (
                "一、加大投入，完善农村供水管网。",
                (
                    "2022年3月，我局联合市财政局印发《青岚市农村供水保障三年行动方案（2022—2024年）》，"
                    "安排经费860万元。"
                ),
            ),
            ("二、加强水质监测。", "2023年5月18日，我局与市卫生健康委在白石县开展联合检查。"),
        )
    ),
    "下一步，我局将重点抓好以下工作：一是2024年底前完成松溪区管网改造；二是建立水质公开制度，每季度向社会公布一次检测结果。",
    "感谢您对水务工作的关心和支持！",
    "青岚市水务局",
    "2023年7月20日",
    "（联系人：苏琳，联系电话：0000-8234****）",
)


def make_docx(parts: tuple[str | Rows, ...]) -> bytes:
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
        else:
            table = document.add_table(0, len(part.cells[0]))
            for row in part.cells:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def repack(data: bytes, **parts: bytes) -> bytes:
    """Return a .docx with members replaced or added (``document`` for word/document.xml)."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        names = {f"word/{name}.xml": content for name, content in parts.items()}
        for info in old.infolist():
            if info.filename not in names:
                new.writestr(info, old.read(info))
        for name, content in names.items():
            new.writestr(name, content)
    return stream.getvalue()


def make_text(parts: tuple[str | Rows, ...]) -> str:
    lines: list[str] = []
    for part in parts:
        if isinstance(part, str):
            lines.append(part)
        else:
            lines += ["\t".join(row) for row in part.cells]
    return "\n".join(lines) + "\n"


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def make_html(parts: tuple[str | Rows, ...], *, box: str = 'id="zoom"') -> str:
    body: list[str] = []
    for part in parts:
        if isinstance(part, str):
            middle = len(part) // 2
            # Word leaves such splits behind in the middle of a sentence.
            body.append(
                f'<p style="text-indent:2em"><span lang="EN-US">{_escape(part[:middle])}</span>'
                f"<font>{_escape(part[middle:])}</font></p>"
            )
        else:
            rows = "".join(
                "<tr>" + "".join(f"<td><p>{_escape(c)}</p></td>" for c in row) + "</tr>"
                for row in part.cells
            )
            body.append(f"<table border=1>{rows}</table>")
    links = "".join(f'<li><a href="/c{i}/index.html">栏目名称{i}</a></li>' for i in range(60))
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>提案答复-青岚市水务局</title>'
        f"<script>{'var tracker = 1;' * 400}</script><style>{'.a{color:#333}' * 200}</style></head>"
        f'<body><div class="header"><ul>{links}</ul></div>'
        '<div class="position">您现在的位置：<a href="/">首页</a> &gt; <a>政务公开</a></div>'
        f"<div {box}>{''.join(body)}</div>"
        '<div style="display:none">什么app可以买足彩</div>'
        f'<div class="share">分享到：</div><ul>{links}</ul>'
        '<div class="footer">版权所有：青岚市水务局 备案号</div></body></html>'
    )


class _Canvas:
    """Pages of lines and rules in a font that every PDF reader knows by name."""

    SIZE, LEFT, RIGHT, TOP, BOTTOM, LEADING = 14, 80.0, 80.0 + 14 * 30, 740.0, 90.0, 24.0

    def __init__(self, head: str | None) -> None:
        self.pages: list[list[str]] = []
        self.head = head
        self.y = 0.0
        self.new_page()

    def new_page(self) -> None:
        self.pages.append([])
        self.y = self.TOP
        if self.head:
            self.text(self.head, 220, 790, 9)
        self.text(f"— {len(self.pages)} —", 290, 40, 9)

    def text(self, text: str, x: float, y: float, size: int = SIZE) -> None:
        code = text.encode("utf-16-be").hex()
        self.pages[-1].append(f"BT /F {size} Tf {x:.1f} {y:.1f} Td <{code}> Tj ET")

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.pages[-1].append(f"0.5 w {x0:.1f} {y0:.1f} m {x1:.1f} {y1:.1f} l S")

    def line(self, text: str, x: float) -> None:
        if self.y < self.BOTTOM:
            self.new_page()
        self.text(text, x, self.y)
        self.y -= self.LEADING

    def paragraph(self, text: str, *, indent: bool) -> None:
        for number, line in enumerate(wrap(("　　" if indent else "") + text, 30)):
            shift = 2 * self.SIZE if indent and number == 0 else 0
            self.line(line.strip("　"), self.LEFT + shift)

    def table(self, rows: tuple[tuple[str, ...], ...]) -> None:
        width = (self.RIGHT - self.LEFT) / len(rows[0])
        columns = int(width // self.SIZE) - 1
        edge = self.y + self.LEADING - 4
        for row in rows:
            cells = [wrap(text, columns) for text in row]
            height = self.LEADING * max(map(len, cells))
            if self.y - height < self.BOTTOM - self.LEADING:
                self.new_page()
                edge = self.y + self.LEADING - 4
            for number, lines in enumerate(cells):
                for place, line in enumerate(lines):
                    x = self.LEFT + number * width + 5
                    self.text(line, x, self.y - place * self.LEADING)
            bottom = self.y - height + self.LEADING - 4
            for number in range(len(row) + 1):
                x = self.LEFT + number * width
                self.rule(x, edge, x, bottom)
            self.rule(self.LEFT, edge, self.RIGHT, edge)
            self.rule(self.LEFT, bottom, self.RIGHT, bottom)
            self.y -= height
            edge = bottom
        self.y -= 6

    def bytes(self) -> bytes:
        kids = " ".join(f"{5 + 2 * i} 0 R" for i in range(len(self.pages)))
        objects = [
            "<</Type/Catalog/Pages 2 0 R>>",
            f"<</Type/Pages/Count {len(self.pages)}/Kids[{kids}]>>",
            (
                "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
                "/DescendantFonts[4 0 R]>>"
            ),
            (
                "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/W[1 95 500]"
                "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
                "/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6"
                "/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880"
                "/StemV 93>>>>"
            ),
        ]
        for number, page in enumerate(self.pages):
            objects.append(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>"
                f"/Contents {6 + 2 * number} 0 R>>"
            )
            stream = "\n".join(page)
            objects.append(f"<</Length {len(stream)}>>stream\n{stream}\nendstream")
        out, places = b"%PDF-1.5\n", []
        for number, body in enumerate(objects, 1):
            places.append(len(out))
            out += f"{number} 0 obj{body}endobj\n".encode("ascii")
        table = "".join(f"{place:010} 00000 n \n" for place in places)
        return out + (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
            f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
        ).encode("ascii")


def wrap(text: str, width: int) -> list[str]:
    """Break a paragraph the Chinese way: no punctuation at the start of a line."""
    lines: list[str] = []
    while text:
        end, room = 0, float(width)
        while end < len(text) and room >= 0:
            room -= 0.5 if text[end] < "\u0100" else 1.0
            end += 1
        end -= room < 0
        while end < len(text) and text[end] in _PUNCTUATION:
            end -= 1
        token = re.search(r"[0-9]+$", text[:end])
        if token and end < len(text) and text[end].isdigit() and token.start() > 0:
            end = token.start()
        lines.append(text[:end])
        text = text[end:]
    return lines


def make_pdf(parts: tuple[str | Rows, ...], *, head: str | None = "青岚市提案答复汇编") -> bytes:
    canvas = _Canvas(head)
    for part in parts:
        if isinstance(part, str):
            canvas.paragraph(part, indent=len(part) > 24 and not part.startswith("关于"))
        else:
            canvas.table(part.cells)
    return canvas.bytes()


def columns_pdf(left: list[str], right: list[str]) -> bytes:
    """Return one page of two columns, the left one drawn first."""
    canvas = _Canvas(None)
    for x, lines in ((60.0, left), (330.0, right)):
        canvas.y = canvas.TOP
        for line in lines:
            canvas.line(line, x)
    return canvas.bytes()
