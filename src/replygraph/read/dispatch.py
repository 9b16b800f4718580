"""Which reader takes a file: decided by its content, not by its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from replygraph.errors import ReadError, ReplygraphError
from replygraph.read.pieces import MAX_BYTES

if TYPE_CHECKING:
    from replygraph.model import Document

_IMAGES = (
    (b"\x89PNG\r\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"BM", "image/bmp"),
)
_REFUSED = (
    (b"MZ", "Windows 程序", "a Windows program"),
    (b"\x7fELF", "程序", "a program"),
    (b"Rar!", "RAR 压缩包，请改存为 .zip", "a RAR archive; pack it as .zip"),
    (b"7z\xbc\xaf", "7z 压缩包，请改存为 .zip", "a 7z archive; pack it as .zip"),
    (
        b"\x1f\x8b",
        "gzip 压缩包，请先解压或改存为 .zip",
        "a gzip file; unpack it or pack it as .zip",
    ),
    (b"SQLite format", "数据库文件", "a database"),
    (b"OggS", "音频文件", "a sound file"),
    (b"ID3", "音频文件", "a sound file"),
)
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|div|table|p|span|title|script|article)[\s>/]",
    re.IGNORECASE,
)
_MHTML = re.compile(rb"(?im)^content-type:\s*multipart/related|^mime-version:")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE = {
    "application/msword": ".doc",
    "application/rtf": ".rtf",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.ms-word.xml": ".xml",
}


def _wide(name: str) -> bytes:
    return name.encode("utf-16-le")


def _sheet(source: str) -> ReadError:
    return ReadError(
        f"{source}：是表格或演示文稿，不是答复函文档；请提供 Word、PDF 或文本。",
        f"{source}: a spreadsheet or presentation, no letter; give Word, PDF or text.",
    )


def _ole(data: bytes, source: str) -> str:
    if _wide("EncryptedPackage") in data:
        raise ReadError(
            f"{source}：文档已加密；请用 Word 打开并取消密码后重试。",
            f"{source}: the document is encrypted; open it in Word and remove the password.",
        )
    if _wide("WordDocument") in data:
        return "application/msword"
    if _wide("Workbook") in data or _wide("PowerPoint Document") in data:
        raise _sheet(source)
    return "application/msword"


def _zipped(data: bytes, source: str) -> str:
    from replygraph.read.archive import member, open_zip
    from replygraph.read.word import MEDIA_TYPE

    if b"word/document" in data:
        return MEDIA_TYPE  # the directory of the archive names it; its reader opens it
    archive = open_zip(data, source)
    names = set(archive.namelist())
    if "mimetype" in names and b"opendocument.text" in member(archive, "mimetype", source):
        return "application/vnd.oasis.opendocument.text"
    if any(name.startswith(("xl/", "ppt/")) for name in names):
        raise _sheet(source)
    if "OFD.xml" in names:
        raise ReadError(
            f"{source}：是 OFD 版式文件，暂不能读取；请用阅读器另存为 PDF 后重试。",
            f"{source}: an OFD file, which cannot be read yet; save it as PDF in its viewer.",
        )
    raise ReadError(
        f"{source}：是压缩包，不是单个文档；请直接把 .zip 交给命令，由它逐个读取。",
        f"{source}: a zip file, no single document; give the .zip to the command itself.",
    )


def media_type_of(data: bytes, source: str) -> str:
    """Return the media type that the content shows; raises ReadError where it is no document.

    >>> media_type_of("关于第52号提案的答复".encode(), "a.doc")
    'text/plain'
    """
    head = data[:2048]
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if bare[:14].lower().startswith((b"<!doctype html", b"<html")):
        return "text/html"
    if head.startswith(b"PK\x03\x04"):
        return _zipped(data, source)
    if b"%PDF-" in head[:1024]:
        return "application/pdf"
    if head.startswith(_OLE):
        return _ole(data, source)
    if bare.startswith(b"{\\rtf"):
        return "application/rtf"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    for magic, name in _IMAGES:
        if head.startswith(magic):
            return name
    for magic, what, english in _REFUSED:
        if head.startswith(magic):
            raise ReadError(
                f"{source}：不是文档（{what}）。", f"{source}: no document ({english})."
            )
    if b"w:wordDocument" in head or b"office:document" in head or b"pkg:package" in head:
        return "application/vnd.ms-word.xml"
    if b"multipart/" in data[:8192].lower() and _MHTML.search(head):
        return "multipart/related"
    # Bytes of UTF-16 hide the tags behind zeros.
    if _HTML.search(bare[:1024].replace(b"\x00", b"")):
        return "text/html"
    return "text/plain"


def _check(data: bytes, source: str) -> None:
    if not data.strip(b"\x00\r\n\t "):
        raise ReadError(
            f"{source}：文件为空；请重新导出或下载。",
            f"{source}: the file is empty; export or download it again.",
        )
    if len(data) > MAX_BYTES:
        raise ReadError(
            f"{source}：文件有 {len(data) // 1_048_576} MB，"
            f"超过 {MAX_BYTES // 1_048_576} MB 的上限；请拆分，或只保留答复函正文。",
            f"{source}: {len(data) // 1_048_576} MB, more than the limit of "
            f"{MAX_BYTES // 1_048_576} MB; split it, or keep the letter only.",
        )


def read(data: bytes, source: str, *, media_type: str | None = None) -> Document:
    r"""Return the document that ``data`` holds; offsets count code points of its text.

    ``source`` names it in messages and gives its id (the file's stem); ``media_type`` decides
    where given, else the content. Raises ReadError, with file, place and remedy, for what cannot
    be read, and MachineError where a converter is missing.

    >>> read("关于第52号提案的答复\r\n张三委员：".encode("gb18030"), "letters/52.txt").text
    '关于第52号提案的答复\n张三委员：'
    """
    _check(data, source)
    kind = media_type or media_type_of(data, source)
    if kind == "text/plain":
        from replygraph.read.plain import read_text

        return read_text(data, source)
    if kind in ("text/html", "application/xhtml+xml"):
        from replygraph.read.web import read_html

        return read_html(data, source)
    if kind == "multipart/related":
        from replygraph.read.web import read_mhtml

        return read_mhtml(data, source)
    if kind == "application/pdf":
        from replygraph.read.pdf import read_pdf

        return read_pdf(data, source)
    if kind.startswith("image/"):
        from replygraph.read.ocr import read_image

        return read_image(data, source, kind)
    if kind in _OFFICE:
        return _converted([(source, data, kind)])[0]
    from replygraph.read.word import MEDIA_TYPE, read_docx

    if kind == MEDIA_TYPE:
        return read_docx(data, source)
    raise ReadError(
        f"{source}：不支持的类型 {kind}；请提供 Word、PDF、网页或文本。",
        f"{source}: type {kind} is not supported; give Word, PDF, a web page or text.",
    )


def _converted(files: list[tuple[str, bytes, str]]) -> list[Document]:
    from replygraph.read.office import read_office

    result = read_office([(source, data, _OFFICE[kind], kind) for source, data, kind in files])
    for item in result:
        if isinstance(item, ReplygraphError):
            raise item
    return [item for item in result if not isinstance(item, ReplygraphError)]


def _try(data: bytes, source: str) -> Document | ReplygraphError:
    try:
        return read(data, source)
    except ReplygraphError as error:
        return error


def read_many(
    files: Iterable[tuple[str, bytes | ReplygraphError]], *, batch: int = 16
) -> Iterator[tuple[str, Document | ReplygraphError]]:
    """Yield source and document, or the error, for every file, in order.

    Files that need LibreOffice are converted up to ``batch`` in one call, which takes a fraction
    of the time of one call each.
    """
    from replygraph.read.office import read_office

    waiting: list[tuple[str, Document | ReplygraphError | None]] = []
    office: list[tuple[str, bytes, str, str]] = []

    def flush() -> Iterator[tuple[str, Document | ReplygraphError]]:
        converted = iter(read_office(office) if office else [])
        for source, result in waiting:
            yield source, next(converted) if result is None else result
        waiting.clear()
        office.clear()

    for source, data in files:
        if isinstance(data, ReplygraphError):
            waiting.append((source, data))
            continue
        try:
            _check(data, source)
            kind = media_type_of(data, source)
        except ReplygraphError as error:
            waiting.append((source, error))
            continue
        if kind in _OFFICE:
            office.append((source, data, _OFFICE[kind], kind))
            waiting.append((source, None))
        else:
            waiting.append((source, _try(data, source)))
        if len(office) >= batch or not office or len(waiting) >= 8 * batch:
            yield from flush()
    yield from flush()
