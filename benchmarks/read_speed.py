"""Time to read and structure 1,000 mixed files, as a ratio to the bare format libraries.

    python benchmarks/read_speed.py [FILES]

Every file is made here from the sample letters, with the chrome that government pages carry.
Ours and the bare library take turns file by file in one run, each going first as often as the
other, so that other load and cold caches hit both alike; the libraries shown for context follow.

What is compared: "read" is bytes to `Document` (paragraphs, cells, metadata fields, pages,
warnings, digest, navigation left out); "read + letter" adds finding all parts of the letter. The
bare side is the least that anyone must write to get text by paragraph and cell out of the same
bytes: python-docx walking paragraphs and cells; pypdfium2's text of each page; for web pages
selectolax, the parser that we use too, with scripts dropped and its tree walked once, text parted
at block elements. That first row of each format is the one the total ratio is taken from. The
other rows are context: lxml walked in the same way, selectolax's `text()` (one string of the
page, navigation and scripts with it, so less than any reader can use), and trafilatura and
BeautifulSoup (pip install trafilatura beautifulsoup4), which people use in their place; a row is
left out where its library is not installed. For plain text nothing is bare: decoding has no
structure to give, so it stands outside the totals.
"""

from __future__ import annotations

import importlib.util
import io
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "read"))

import docx  # noqa: E402
import lxml.html  # noqa: E402
import pypdfium2  # noqa: E402
from docx.table import Table  # noqa: E402
from samples import LETTER, Rows, make_docx, make_html, make_pdf, make_text  # noqa: E402
from selectolax.lexbor import LexborHTMLParser  # noqa: E402

from replygraph.letter import letters  # noqa: E402
from replygraph.read import read  # noqa: E402

PLEDGES = (
    "市财政局安排专项资金{0}万元，支持{1}个村实施管网改造。",
    "我局会同市农业农村局、市乡村振兴局到白石县开展联合调研{1}次，现场研究解决问题{0}个。",
    "{1}月，我局印发《青岚市水质监测工作方案》，建成监测点{0}处，并向社会公布检测结果。",
)


def letter(rng: random.Random) -> tuple[str | Rows, ...]:
    """Return a letter of 1,500 to 2,500 characters, as most are."""
    parts: list[str | Rows] = [*LETTER[:4]]
    for number in range(rng.randint(4, 8)):
        sentences = (
            rng.choice(PLEDGES).format(rng.randint(10, 900), rng.randint(2, 12))
            for _ in range(rng.randint(3, 8))
        )
        parts.append(f"（{'一二三四五六七八'[number]}）推进工作。" + "".join(sentences))
    if rng.random() < 0.3:
        parts.insert(4, LETTER[4])
    return (*parts, *LETTER[5:])


def page(parts: tuple[str | Rows, ...]) -> str:
    """Return a web page of 30 to 60 KB, as the sites of agencies serve them."""
    row = "<td>索引号：</td><td>0012</td><td>文号：</td><td>青水函〔2021〕1号</td>"
    meta = f"<table><tr>{row}</tr></table>"
    attributes = ' class="MsoNormal" style="font-family:宋体;font-size:16pt;line-height:200%"'
    html = (
        make_html(parts).replace("<span", f"<span{attributes}").replace("<p ", f"<p{attributes} ")
    )
    script = f"<script>{'function track(a,b){return a+b;}' * 300}</script>"
    return html.replace('<div id="zoom">', meta + '<div id="zoom">').replace("</body>", script)


def bare_docx(data: bytes) -> str:
    def walk(container: Any) -> Iterator[str]:
        for item in container.iter_inner_content():
            if isinstance(item, Table):
                for row in item.rows:
                    for cell in row.cells:
                        yield from walk(cell)
            else:
                yield item.text

    return "\n".join(walk(docx.Document(io.BytesIO(data))))


def bare_pdf(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


BLOCKS = {
    *("p", "div", "br", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("table", "tbody", "tr", "td", "th", "section", "article", "header", "footer", "center"),
    *("form", "pre"),
}


def bare_selectolax(data: bytes) -> list[str]:
    tree = LexborHTMLParser(data.decode("utf-8"))
    tree.strip_tags(["script", "style"])
    lines: list[str] = []
    line: list[str] = []

    def end() -> None:
        text = "".join(line).strip()
        line.clear()
        if text:
            lines.append(text)

    def walk(node: Any) -> None:
        for child in node.iter(include_text=True):
            tag = child.tag
            if tag == "-text":
                line.append(child.text_content)
            elif tag in BLOCKS:
                end()
                walk(child)
                end()
            else:
                walk(child)

    walk(tree.body)
    end()
    return lines


def bare_lxml(data: bytes) -> list[str]:
    root = lxml.html.document_fromstring(data)
    lines: list[str] = []
    line: list[str] = []

    def end() -> None:
        text = "".join(line).strip()
        line.clear()
        if text:
            lines.append(text)

    def walk(node: Any) -> None:
        block = node.tag in BLOCKS
        if block:
            end()
        if isinstance(node.tag, str) and node.tag not in ("script", "style"):
            line.append(node.text or "")
            for child in node:
                walk(child)
        if block:
            end()
        line.append(node.tail or "")

    walk(root)
    end()
    return lines


def plain_selectolax(data: bytes) -> str:
    body = LexborHTMLParser(data).body
    return body.text() if body else ""


def soup(data: bytes) -> list[str]:
    import bs4

    tree = bs4.BeautifulSoup(data, "lxml")
    for node in tree(["script", "style"]):
        node.decompose()
    return list(tree.stripped_strings)


def trafilatura_text(data: bytes) -> str | None:
    import trafilatura

    return trafilatura.extract(data, include_tables=True, favor_recall=True)


def _here(*names: str) -> bool:
    return all(importlib.util.find_spec(name) for name in names)


BARE: dict[str, tuple[tuple[str, Callable[[bytes], Any]], ...]] = {
    "docx": (("python-docx, paragraphs and cells", bare_docx),),
    "pdf": (("pypdfium2, text of each page", bare_pdf),),
    "html": (
        ("selectolax, one walk by block", bare_selectolax),
        ("lxml.html, one walk by block", bare_lxml),
        ("selectolax `text()`, no blocks", plain_selectolax),
        *((("BeautifulSoup", soup),) if _here("bs4") else ()),
        *((("trafilatura", trafilatura_text),) if _here("trafilatura") else ()),
    ),
    "txt": (("bytes.decode", lambda data: data.decode("gb18030")),),
}


def files(count: int) -> list[tuple[str, bytes]]:
    rng = random.Random(52)
    result = []
    for number in range(count):
        parts = letter(rng)
        kind = ("docx", "pdf", "html", "txt")[number % 4]
        data = {
            "docx": lambda p=parts: make_docx(p),
            "pdf": lambda p=parts: make_pdf(p),
            "html": lambda p=parts: page(p).encode(),
            "txt": lambda p=parts: make_text(p).encode("gb18030"),
        }[kind]()
        result.append((f"{number}.{kind}", data))
    return result


def main(count: int) -> None:
    spent: dict[tuple[str, str], float] = defaultdict(float)
    made = files(count)
    for name, data in made[:4]:
        list(letters(read(data, name)))
    clock = time.process_time

    def ours(name: str, data: bytes, kind: str) -> None:
        begin = clock()
        document = read(data, name)
        spent[kind, "read"] += clock() - begin
        begin = clock()
        letters(document)
        spent[kind, "letter"] += clock() - begin

    def theirs(library: str, run: Callable[[bytes], Any], data: bytes, kind: str) -> None:
        begin = clock()
        run(data)
        spent[kind, library] += clock() - begin

    for number, (name, data) in enumerate(made):
        kind = name.rpartition(".")[2]
        turns = [partial(ours, name, data, kind), partial(theirs, *BARE[kind][0], data, kind)]
        # Each goes first as often as the other: who comes after a stranger finds cold caches.
        first = number // 4 % 2
        for turn in (*turns[first:], *turns[:first]):
            turn()
    for name, data in made:
        kind = name.rpartition(".")[2]
        for library, run in BARE[kind][1:]:
            theirs(library, run, data, kind)
    print("| format | bare library | bare ms | read ms | ratio | read + letter ms | ratio |")
    print("|---|---|---|---|---|---|---|")
    each = count / 4 / 1000
    for kind, libraries in BARE.items():
        for library, _run in libraries:
            bare, reading = spent[kind, library], spent[kind, "read"]
            both = reading + spent[kind, "letter"]
            print(
                f"| {kind} | {library} | {bare / each:.2f} | {reading / each:.2f} "
                f"| {reading / bare:.2f} | {both / each:.2f} | {both / bare:.2f} |"
            )
    kinds = [kind for kind in BARE if kind != "txt"]
    bare = sum(spent[kind, BARE[kind][0][0]] for kind in kinds)
    reading = sum(spent[kind, "read"] for kind in kinds)
    both = reading + sum(spent[kind, "letter"] for kind in kinds)
    print(
        f"{count * 3 // 4} files of docx, pdf and html: "
        f"read {reading / bare:.2f}, read and structure {both / bare:.2f}"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
