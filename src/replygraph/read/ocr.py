"""Scans and photographs, through Tesseract where it is installed."""

from __future__ import annotations

import functools
import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

from replygraph.errors import MachineError, Note, ReadError
from replygraph.read.patterns import PAGE_NUMBER
from replygraph.read.pdf_page import unwrap
from replygraph.read.pieces import Piece, assemble, paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from replygraph.model import Document

_LANGUAGE = "chi_sim"
_SECONDS = 50
_MAX_PAGES = 30
_DPI = 200
#: Below this mean confidence of its words (0 to 100) a page deserves a look.
_DOUBTFUL = 80.0
_HAN = "\u3000-\u303f\u3400-\u9fff\uff00-\uffef"
_GAP = re.compile(f"(?<=[{_HAN}]) +| +(?=[{_HAN}])")
_SIGNS = dict(zip(",;:!?()", "，；：！？（）", strict=True))
_NARROW = re.compile(f"(?<=[{_HAN}])[,;:!?()]|[,;:!?()](?=[{_HAN}])")
# What the engine takes a sign for: 2022一2024年, 〈第0071号), a table's ruling.
_MISTAKEN = (
    (re.compile(r"(?<=\d)[一ー](?=\d)"), "—"),
    (re.compile(r"[〈<](第[^〈〉<>（）()]{1,24}号)[〉>）)]"), r"（\1）"),
    (re.compile(r"[（(](第[^〈〉<>（）()]{1,24}号)[〉>]"), r"（\1）"),
    (re.compile(f"[(（]([^()（）]*[{_HAN}][^()（）]*)[)）]"), r"（\1）"),
    (re.compile(r"\s*[|｜]\s*"), " "),
)


def tidy(line: str) -> str:
    """Return a recognised line without blanks between characters, its signs as printed.

    >>> tidy("方 圆 委员: 您 的 提案〈第0071号)收悉, 2022一2024年")
    '方圆委员：您的提案（第0071号）收悉，2022—2024年'
    """
    for pattern, sign in _MISTAKEN:
        line = pattern.sub(sign, line)
    line = _NARROW.sub(lambda match: _SIGNS[match[0]], _GAP.sub("", line))
    return _GAP.sub("", line).strip()


@functools.cache
def _program() -> str | None:
    """Return the program if it has Chinese, None where either is missing."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    listed = subprocess.run(  # noqa: S603  a fixed program, no shell
        [program, "--list-langs"], capture_output=True, check=False, timeout=20
    ).stdout.decode("utf-8", "replace")
    return program if _LANGUAGE in listed.split() else None


def _require(source: str) -> str:
    program = _program()
    if program is None:
        raise MachineError(
            f"{source}：是扫描件或图片，需要文字识别；请安装 Tesseract 及中文数据"
            "（Debian/Ubuntu：tesseract-ocr 与 tesseract-ocr-chi-sim），或提供可复制文字的文件。",
            f"{source}: a scan or picture, which needs OCR; install Tesseract with Chinese "
            "data (Debian/Ubuntu: tesseract-ocr and tesseract-ocr-chi-sim), or give a file "
            "whose text can be copied.",
        )
    return program


def _words(program: str, image: bytes, source: str, page: int) -> tuple[list[str], float]:
    """Return the lines of one image and the mean confidence of its words."""
    try:
        done = subprocess.run(  # noqa: S603  the image goes through standard input
            [program, "stdin", "stdout", "-l", _LANGUAGE, "--psm", "3", "--dpi", str(_DPI), "tsv"],
            input=image,
            capture_output=True,
            check=False,
            timeout=_SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise ReadError(
            f"{source}：第 {page} 页识别超过 {_SECONDS} 秒；请降低扫描分辨率或拆分文件。",
            f"{source}: page {page} takes more than {_SECONDS} s; scan at a lower "
            "resolution or split it.",
        ) from error
    if done.returncode:
        raise ReadError(
            f"{source}：第 {page} 页的图像无法识别；请重新扫描或另存为 PNG。",
            f"{source}: the image of page {page} cannot be read; scan it again or save it as PNG.",
        )
    lines: dict[tuple[str, ...], list[str]] = {}
    trust: list[float] = []
    for row in done.stdout.decode("utf-8", "replace").splitlines()[1:]:
        parts = row.split("\t")
        if len(parts) == 12 and parts[11].strip():
            lines.setdefault(tuple(parts[1:5]), []).append(parts[11])
            trust.append(float(parts[10]))
    texts = [tidy(" ".join(words)) for words in lines.values()]
    return [text for text in texts if text], sum(trust) / len(trust) if trust else 0.0


def _page_pieces(lines: list[str], page: int) -> list[Piece]:
    kept = [line for line in lines if not PAGE_NUMBER.fullmatch(line)]
    return paragraph(unwrap(kept), page)


def _note(page: int, trust: float) -> Note:
    doubt, check = ("，请对照原件核对", "; check it") if trust < _DOUBTFUL else ("", "")
    return Note(
        f"第 {page} 页由文字识别（OCR）得到，平均置信度 {trust:.0f}%{doubt}。",
        f"page {page} was read by OCR, with a mean confidence of {trust:.0f}%{check}.",
    )


def read_image(data: bytes, source: str, media_type: str) -> Document:
    """Return the document of a scanned page; a warning gives the confidence.

    Raises MachineError where Tesseract or its Chinese data is missing, ReadError where nothing
    can be recognised.
    """
    lines, trust = _words(_require(source), data, source, 1)
    return assemble(data, source, media_type, _page_pieces(lines, 1), [_note(1, trust)])


def _images(document: Any) -> Iterator[bytes]:
    for index in range(min(len(document), _MAX_PAGES)):
        page = document[index]
        width, height = page.get_size()
        # A page of billboard size would take all memory: never more than 4000 points of a side.
        scale = min(_DPI / 72, 4000 / max(width, height, 1))
        bitmap = page.render(scale=scale, grayscale=True)
        stride, rows = bitmap.stride, bytes(bitmap.buffer)
        pixels = b"".join(
            rows[line * stride : line * stride + bitmap.width] for line in range(bitmap.height)
        )
        yield f"P5 {bitmap.width} {bitmap.height} 255\n".encode("ascii") + pixels
        bitmap.close()
        page.close()


def read_scanned(document: Any, data: bytes, source: str) -> Document:
    """Return the document of a PDF without text layer; one warning a page gives the confidence."""
    program = _require(source)
    pieces: list[Piece] = []
    notes: list[str] = []
    for number, image in enumerate(_images(document), 1):
        lines, trust = _words(program, image, source, number)
        pieces += _page_pieces(lines, number)
        notes.append(_note(number, trust))
    if len(document) > _MAX_PAGES:
        notes.append(
            Note(
                f"共 {len(document)} 页，只识别了前 {_MAX_PAGES} 页；请拆分文件。",
                f"only the first {_MAX_PAGES} of {len(document)} pages were read; split the file.",
            )
        )
    return assemble(data, source, "application/pdf", pieces, notes)
