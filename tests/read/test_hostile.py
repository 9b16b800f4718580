"""Broken and hostile files: a message that names file and remedy, or a warning; no traceback."""

import io
import os
import re
import struct
import time
import zipfile
import zlib
from pathlib import Path

import pytest
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples import LETTER, make_docx, make_html, make_pdf, make_text, repack

from replygraph.errors import ReadError, ReplygraphError
from replygraph.model import Document
from replygraph.read import office, read, read_many, sources
from replygraph.read.pieces import MAX_BYTES, MAX_CHARS

CHINESE = re.compile("[\u4e00-\u9fff]{4}")
DOCX = make_docx(LETTER)
PDF = make_pdf(LETTER)


def zipped(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "答答答答答答答答答答">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in ("ab", "bc", "cd", "de", "ef", "fg"))
    + f"]><w:document {nsdecls('w')}><w:body><w:p><w:r><w:t>&g;</w:t></w:r></w:p>"
    + "</w:body></w:document>"
)
EXTERNAL = (
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    f"<w:document {nsdecls('w')}><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"
)


def encrypted_pdf() -> bytes:
    """Return a PDF whose trailer asks for a password that nobody gave."""
    key = "<" + "00" * 32 + ">"
    crypt = f"/Encrypt<</Filter/Standard/V 1/R 2/O {key}/U {key}/P -4>>/ID[<00><00>]/Root".encode()
    return PDF.replace(b"/Root", crypt)


def encrypted_zip() -> bytes:
    data = bytearray(zipped({"a.txt": "答复".encode()}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "data", "remedy"),
    [
        ("空.docx", b"", "重新"),
        ("空白.txt", b" \r\n\x00\x00", "重新"),
        ("程序.docx", b"MZ\x90\x00" + bytes(200) + b"\x01", "不是文档"),
        ("压缩.rar", b"Rar!\x1a\x07\x00x", "zip"),
        ("半截.docx", DOCX[: len(DOCX) // 2], "重新"),
        ("半截.pdf", PDF[:60], "重新"),
        ("加密.pdf", encrypted_pdf(), "密码"),
        (
            "加密.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "密码",
        ),
        ("炸弹.docx", repack(DOCX, document=BOMB.encode()), "来源"),
        ("外部.docx", repack(DOCX, document=EXTERNAL.encode()), "来源"),
        ("坏.docx", repack(DOCX, document=b"<w:document"), "重新"),
        ("无正文.docx", repack(DOCX, document=f"<w:document {nsdecls('w')}/>".encode()), "重新"),
        ("大.docx", repack(DOCX, document=b" " * 40_000_000), "来源"),
        ("表.xlsx", zipped({"xl/workbook.xml": b"<x/>"}), "Word"),
        ("版式.ofd", zipped({"OFD.xml": b"<x/>"}), "PDF"),
        ("包.zip", zipped({"a.txt": b"x"}), "zip"),
        ("乱码.txt", bytes(range(128, 256)) * 9 + b"\xff\xfe\xff", "UTF-8"),
        ("空网页.html", b"<html><body><script>1</script></body></html>", "OCR"),
    ],
)
def test_what_cannot_be_read_is_refused_with_file_and_remedy(
    name: str, data: bytes, remedy: str
) -> None:
    with pytest.raises(ReadError) as caught:
        read(data, f"信件/{name}")
    message = str(caught.value)
    assert message.startswith(f"信件/{name}")
    assert CHINESE.search(message)
    assert remedy in message


def test_a_file_beyond_the_limit_is_refused_unread() -> None:
    with pytest.raises(ReadError, match="上限"):
        read(b"a" * (MAX_BYTES + 1), "大.txt")


def test_fifty_megabytes_of_text_are_cut_with_a_warning_in_seconds() -> None:
    begin = time.monotonic()
    document = read(("我局已办理。" * 99 + "\n").encode() * 28_000, "长.txt")
    assert len(document.text) <= MAX_CHARS
    assert "拆分" in document.warnings[-1]
    assert time.monotonic() - begin < 30


def test_a_page_with_a_hundred_thousand_open_tags_ends() -> None:
    begin = time.monotonic()
    document = read(("<html><body>" + "<div><table><tr><td>" * 25_000 + "答复").encode(), "深.html")
    assert document.text == "答复"
    assert time.monotonic() - begin < 20


def test_a_docx_nested_without_end_is_cut_with_a_warning() -> None:
    depth = 60
    body = "<w:tbl><w:tr><w:tc>" * depth + "</w:tc></w:tr></w:tbl>" * depth
    first = "<w:p><w:r><w:t>答复</w:t></w:r></w:p>"
    xml = f"<w:document {nsdecls('w')}><w:body>{first}{body}</w:body></w:document>"
    document = read(repack(DOCX, document=xml.encode()), "深.docx")
    assert document.text == "答复"
    assert "嵌套" in document.warnings[0]


def test_spam_pinyin_and_surrogates_do_not_stop_reading() -> None:
    text = "什么app可以买足彩委员：您的建議已落實(shí)。"
    assert read(text.encode("utf-8") + b"\xed\xa0\x80" + b"\n", "a.txt").text.startswith(text)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "C:\\信件\\答复.docx", "a.zip!/b/答复.docx", "-"]
)
def test_an_id_is_never_a_path(name: str) -> None:
    assert not set(read("答复".encode(), name).id) & set("/\\:")


@pytest.fixture(autouse=True)
def no_converter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "converter", lambda: None)


SEEDS = {
    "a.docx": DOCX,
    "a.pdf": PDF,
    "a.html": make_html(LETTER).encode(),
    "a.txt": make_text(LETTER).encode("gb18030"),
    "a.xml.docx": repack(DOCX, document=zlib.decompress(zlib.compress(b"<a/>"))),
}


def tried(data: bytes, name: str) -> Document | ReplygraphError:
    """Return the document or the message; any other error fails the test."""
    try:
        return read(data, name)
    except ReplygraphError as error:
        return error


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(sorted(SEEDS)),
    st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=0, max_size=6)), max_size=12),
    st.floats(0.2, 1),
)
def test_mutilated_files_give_a_document_or_a_message(
    name: str, changes: list[tuple[float, bytes]], keep: float
) -> None:
    data = bytearray(SEEDS[name])
    for place, piece in changes:
        at = int(place * len(data))
        data[at : at + len(piece)] = piece
    result = tried(bytes(data[: int(keep * len(data)) + 1]), name)
    if isinstance(result, Document):
        assert all(0 <= b.span.start < b.span.end <= len(result.text) for b in result.blocks)
        result.text.encode("utf-8")
    else:
        assert str(result).startswith(name)


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=300))
def test_xml_of_any_content_in_a_docx_gives_a_document_or_a_message(inner: str) -> None:
    xml = f"<w:document {nsdecls('w')}><w:body>{inner}</w:body></w:document>"
    result = tried(repack(DOCX, document=xml.encode("utf-8", "replace")), "a.docx")
    assert isinstance(result, Document) or str(result).startswith("a.docx")


def test_one_bad_file_does_not_stop_the_batch() -> None:
    files = [("a.txt", "甲答复".encode()), ("b.docx", b"PK\x03\x04x"), ("c.txt", "丙答复".encode())]
    found = dict(read_many(files))
    assert isinstance(found["b.docx"], ReadError)
    assert [d.text for d in found.values() if isinstance(d, Document)] == ["甲答复", "丙答复"]


def test_sources_come_in_order_from_folders_patterns_and_zips_without_litter(
    tmp_path: Path,
) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "二.txt").write_bytes("二".encode())
    (tmp_path / "a.txt").write_bytes("一".encode())
    (tmp_path / "~$a.docx").write_bytes(b"x")
    (tmp_path / ".DS_Store").write_bytes(b"x")
    inner = zipped({"里.txt": "里".encode()})
    (tmp_path / "c.zip").write_bytes(
        zipped({"z.docx": DOCX, "in.zip": inner, "__MACOSX/x": b"", "d/y.txt": "外".encode()})
    )
    found = [(name.removeprefix(str(tmp_path)), data) for name, data in sources([tmp_path])]
    assert [name for name, _data in found] == [
        "/a.txt", "/b/二.txt", "/c.zip!/d/y.txt", "/c.zip!/in.zip!/里.txt", "/c.zip!/z.docx",
    ]  # fmt: skip
    assert found[-1][1] == DOCX
    assert [Path(n).name for n, _d in sources([f"{tmp_path}/**/*.txt"])] == ["a.txt", "二.txt"]


def test_a_name_that_is_no_utf8_is_shown_readably(tmp_path: Path) -> None:
    name = os.fsdecode(bytes(tmp_path) + b"/" + "答复函.txt".encode("gbk"))
    Path(name).write_bytes(b"x")
    assert [source for source, _data in sources([tmp_path])] == [f"{tmp_path}/答复函.txt"]


def test_names_that_chinese_windows_packed_are_readable() -> None:
    data = zipped({"xxxx.txt": "答复".encode()}).replace(
        b"xxxx.txt", "答复".encode("gbk") + b".txt"
    )
    from replygraph.read.sources import unpack

    assert next(iter(unpack(data, "a.zip")))[0] == "a.zip!/答复.txt"


@pytest.mark.parametrize("path", ["没有.docx", "没有/*.txt"])
def test_a_missing_path_is_named(path: str) -> None:
    ((name, error),) = sources([path])
    assert name == path
    assert isinstance(error, ReadError)
    assert "没有" in str(error)


def test_zips_that_never_end_or_are_locked_are_refused(tmp_path: Path) -> None:
    data = zipped({"a.txt": b"x"})
    for _ in range(5):
        data = zipped({"a.zip": data})
    (tmp_path / "深.zip").write_bytes(data)
    (tmp_path / "锁.zip").write_bytes(encrypted_zip())
    (tmp_path / "弹.zip").write_bytes(zipped({"a.txt": b"0" * 30_000_000}))
    (tmp_path / "信.txt").write_bytes(b"x")
    found = {
        name.removeprefix(f"{tmp_path}/").split("!")[0]: it for name, it in sources([tmp_path])
    }
    assert "嵌套" in str(found["深.zip"])
    assert "加密" in str(found["锁.zip"])
    assert "炸弹" in str(found["弹.zip"])
    assert found["信.txt"] == b"x"


def test_a_crooked_zip_directory_is_refused() -> None:
    data = bytearray(DOCX)
    at = data.index(b"PK\x01\x02")
    data[at + 20 : at + 28] = struct.pack("<II", 2**31, 2**31)
    with pytest.raises(ReadError):
        read(bytes(data), "a.docx")
