"""Plain text: its encoding, its paragraphs, and the tables that were flattened into it."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import TYPE_CHECKING

from replygraph.errors import Note, ReadError
from replygraph.model import Block, BlockKind, Document, Span
from replygraph.read.patterns import POINT_HEADERS
from replygraph.read.pieces import clean, fields_in, label_of, stem

if TYPE_CHECKING:
    from collections.abc import Iterator

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# Common in any letter: a decoding that shows many of them is the right one.
_FREQUENT = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下"
    "提案建议代表委员答复办理单位市区县局现将如下关于号收悉感谢您對為國這個會發議辦們時來關於"
)
#: Chinese text shows about 0.3; bytes that are no text stay below.
_LEAST_FIT = 0.03
_SAMPLE = 2000
_HAN = re.compile("[\u4e00-\u9fff]")
_BARS = re.compile(r"[|｜]")
_CELL = re.compile(r"[^\t|｜]+")


def _fitness(text: str) -> float:
    """Return the share of frequent characters among the Chinese ones of ``text``."""
    sample = Counter(text[:_SAMPLE])
    han = sum(count for char, count in sample.items() if "\u4e00" <= char <= "\u9fff")
    known = sum(count for char, count in sample.items() if char in _FREQUENT)
    return known / han if han else 0.0


def _wide(data: bytes) -> str | None:
    """Return the UTF-16 flavour of ``data`` without a byte order mark, or None."""
    head = data[:4000]
    if len(head) < 4 or head.count(0) == 0:
        return None
    # Line feeds, digits and blanks show their zero byte at odd (LE) or even (BE) places.
    odd, even = head[1::2].count(0), head[0::2].count(0)
    if odd and odd > 3 * even:
        return "utf-16-le"
    return "utf-16-be" if even and even > 3 * odd else None


def _strict(data: bytes, encoding: str) -> str | None:
    # Half of a surrogate pair, left by broken converters, is taken out later with a warning.
    errors = "surrogatepass" if encoding == "utf-8" else "strict"
    try:
        return data.decode(encoding, errors)
    except (UnicodeDecodeError, LookupError):
        return None


def decode(data: bytes, source: str, hint: str | None = None) -> tuple[str, list[str]]:
    """Return the text of ``data`` and warnings; raises ReadError where no encoding fits.

    A byte order mark decides, then strict UTF-8, then UTF-16 by its zero bytes, then GB18030 or
    Big5 by which shows more frequent characters; charset-normalizer only for the rest.

    >>> decode("关于第52号提案的答复".encode("gb18030"), "a.txt")
    ('关于第52号提案的答复', [])
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), []
    text = _strict(data, "utf-8")
    if text is not None and data.count(0) * 5 < len(data):
        return text, []
    wide = _wide(data)
    if wide:
        return data.decode(wide, errors="replace"), []
    if text is not None:
        return text, []
    # Pages that say gb2312 mean its superset, as browsers know.
    options = [hint] if hint and not hint.lower().startswith("gb") else []
    options += ["gb18030", "big5", "cp950"]
    found = [(decoded, name) for name in options if (decoded := _strict(data, name)) is not None]
    if found:
        best = max(found, key=lambda pair: _fitness(pair[0]))[0]
        if len(best) < 100 or _fitness(best) > _LEAST_FIT:
            return best, []
    return _repaired(data, source)


def _repaired(data: bytes, source: str) -> tuple[str, list[str]]:
    """Return the text with its broken bytes replaced, if nearly all of it can be read."""
    best, name = max(
        ((data.decode(name, errors="replace"), name) for name in ("utf-8", "gb18030", "big5")),
        key=lambda pair: _fitness(pair[0]) - 20 * pair[0].count("\ufffd") / max(1, len(pair[0])),
    )
    broken = best.count("\ufffd")
    if broken * 20 <= len(best) and _HAN.search(best) and _fitness(best) > _LEAST_FIT:
        zh = f"按 {name} 解码时有 {broken} 处无法识别的字节，已用 � 代替。"
        en = f"{broken} bytes that are no {name} were replaced by �."
        return best, [Note(zh, en)]
    from charset_normalizer import from_bytes

    guess = from_bytes(data[:100_000]).best()
    if guess is not None and _fitness(str(guess)) > _LEAST_FIT:
        name = guess.encoding
        note = Note(f"编码按 {name} 推断。", f"taken for {name} by its bytes.")
        return data.decode(name, errors="replace"), [note]
    raise ReadError(
        f"{source}：不是文本，或编码无法识别；请另存为 UTF-8 文本、.docx 或 .pdf 后重试。",
        f"{source}: no text, or in an unknown encoding; save it as UTF-8 text, .docx or .pdf.",
    )


def _cells(line: str, offset: int, table: int, row: int) -> list[Block]:
    """Return the cells of a line that tabs or bars divide; fewer than two are none."""
    found: list[tuple[int, int]] = []
    for match in _CELL.finditer(line):
        bare = match[0].strip()
        if bare:
            start = match.start() + match[0].index(bare)
            found.append((start, start + len(bare)))
    if len(found) < 2:
        return []
    result: list[Block] = []
    label: str | None = None
    for column, (start, end) in enumerate(found):
        place = offset + start
        inside = [] if label else fields_in(line[start:end])
        if len(inside) == 1 and inside[0][2] == end - start:
            # 文号：青水函〔2022〕3号 between two tabs
            label, value = inside[0][0], place + inside[0][1]
            result.append(Block(Span(place, value), "cell", table, row, column))
            place = value
        kind: BlockKind = "field" if label else "cell"
        result.append(Block(Span(place, offset + end), kind, table, row, column, label=label))
        label = None if label else label_of(line[start:end])
    return result


def _is_table_line(line: str) -> bool:
    if "\t" in line and "\t" in line.strip():
        return True
    if "|" not in line and "｜" not in line:
        return False
    parts = [part for part in _BARS.split(line) if part.strip()]
    return len(parts) >= 3 or (len(parts) == 2 and label_of(parts[0]) is not None)


def _paragraph(line: str, offset: int) -> list[Block]:
    bare = line.strip()
    if not bare:
        return []
    start = offset + line.index(bare)
    result: list[Block] = []
    last = 0
    for label, first, end in fields_in(bare):
        result.append(Block(Span(start + last, start + first)))
        result.append(Block(Span(start + first, start + end), "field", label=label))
        last = end
    if last < len(bare):
        result.append(Block(Span(start + last, start + len(bare))))
    return result


def _led(line: str) -> bool:
    """Tell whether a line is a cell as Word copies it: one cell a line, led by a tab."""
    return (
        line.lstrip(" \u3000").startswith("\t") and bool(line.strip()) and "\t" not in line.strip()
    )


def _lines(text: str) -> list[tuple[str, int]]:
    result, offset = [], 0
    for line in text.split("\n"):
        result.append((line, offset))
        offset += len(line) + 1
    return result


def _copied_rows(lines: list[tuple[str, int]]) -> dict[int, list[int]]:
    """Return first line → lines of every run of two or more lines led by a tab."""
    rows: dict[int, list[int]] = {}
    index = 0
    while index < len(lines):
        run = index
        while run < len(lines) and _led(lines[run][0]):
            run += 1
        if run - index >= 2:
            rows[index] = list(range(index, run))
        index = max(run, index + 1)
    return rows


def _cell_end(lines: list[tuple[str, int]], last: int) -> int:
    """Return the line behind an answer that goes on until the next line led by a tab."""
    end = last + 1
    while end < len(lines) and not _led(lines[end][0]):
        end += 1
    return end if end < len(lines) else last + 1


def blocks(text: str) -> Iterator[Block]:
    r"""Yield the blocks of plain text: paragraphs, cells of flattened tables, metadata fields.

    >>> [(b.kind, b.label) for b in blocks("索引号：00123\n意见建议\t办理答复")]
    [('paragraph', None), ('field', '索引号'), ('cell', None), ('cell', None)]
    """
    lines = _lines(text)
    copied = _copied_rows(lines) if "\t" in text else {}
    table, row, index = -1, 0, 0
    in_table, points = False, False
    while index < len(lines):
        line, offset = lines[index]
        if index in copied:
            run = copied[index]
            table, row = (table, row + 1) if in_table else (table + 1, 0)
            points = points if in_table else all(POINT_HEADERS.search(lines[i][0]) for i in run)
            end = run[-1] + 1
            if points and row and len(run) == 2:
                end = _cell_end(lines, run[-1])
            for column, place in enumerate(run):
                until = lines[end - 1] if place == run[-1] else lines[place]
                start = lines[place][1] + len(lines[place][0]) - len(lines[place][0].lstrip())
                stop = until[1] + len(until[0])
                stop = start + len(text[start:stop].rstrip())
                yield Block(Span(start, stop), "cell", table, row, column)
            in_table, index = True, end
            continue
        if _is_table_line(line):
            same = in_table and not points
            found = _cells(line, offset, table if same else table + 1, row + 1 if same else 0)
            if found:
                table, row = found[0].table or 0, found[0].row or 0
                in_table, points = True, False
                yield from found
                index += 1
                continue
        if line.strip():
            in_table = points = False
            yield from _paragraph(line, offset)
        index += 1


def read_text(data: bytes, source: str) -> Document:
    """Return the document of a plain text; its text is the file's own, but for line ends."""
    raw, notes = decode(data, source)
    text, more = clean(raw)
    if not text.strip():
        raise ReadError(
            f"{source}：文件里没有文字；请检查是否导出完整。",
            f"{source}: the file holds no text; check whether it was exported whole.",
        )
    return Document(
        stem(source),
        source,
        hashlib.sha256(data).hexdigest(),
        "text/plain",
        text,
        tuple(blocks(text)),
        (*notes, *more),
    )
