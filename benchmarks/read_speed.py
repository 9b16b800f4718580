"""Time to read and structure 1,000 mixed files, as a ratio to the bare format libraries.

    python benchmarks/read_speed.py [FILES]

Every file is made here from the sample letters, with the chrome that government pages carry.
Ours and theirs alternate file by file in one run, so that other load hits both alike. "bare" is
what one would write with the library alone: python-docx walking paragraphs and cells, pypdfium2's
page text, selectolax's and lxml's text of the body, a decoded file. Ours gives paragraphs, cells,
metadata, pages and a digest from the same bytes.
"""

from __future__ import annotations

import io
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
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


def bare_selectolax(data: bytes) -> str:
    body = LexborHTMLParser(data).body
    return body.text(separator="\n") if body else ""


def bare_lxml(data: bytes) -> str:
    return str(lxml.html.fromstring(data).text_content())


BARE: dict[str, tuple[tuple[str, Callable[[bytes], str]], ...]] = {
    "docx": (("python-docx", bare_docx),),
    "pdf": (("pypdfium2", bare_pdf),),
    "html": (("selectolax", bare_selectolax), ("lxml.html", bare_lxml)),
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
    for name, data in made:
        kind = name.rpartition(".")[2]
        begin = clock()
        document = read(data, name)
        spent[kind, "read"] += clock() - begin
        begin = clock()
        letters(document)
        spent[kind, "letter"] += clock() - begin
        for library, run in BARE[kind]:
            begin = clock()
            run(data)
            spent[kind, library] += clock() - begin
    print("| format | bare library | bare ms | read ms | ratio | read + letter ms | ratio |")
    print("|---|---|---|---|---|---|---|")
    each = count / 4 / 1000
    for kind, libraries in BARE.items():
        for library, _run in libraries:
            bare, ours = spent[kind, library], spent[kind, "read"]
            both = ours + spent[kind, "letter"]
            print(
                f"| {kind} | {library} | {bare / each:.2f} | {ours / each:.2f} "
                f"| {ours / bare:.2f} | {both / each:.2f} | {both / bare:.2f} |"
            )
    first = [libraries[0][0] for libraries in BARE.values()]
    bare = sum(spent[kind, name] for kind, name in zip(BARE, first, strict=True))
    ours = sum(spent[kind, "read"] for kind in BARE)
    both = ours + sum(spent[kind, "letter"] for kind in BARE)
    print(f"all {count} files: read {ours / bare:.2f}, read and structure {both / bare:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
