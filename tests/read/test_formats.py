"""The same letter reads the same from every format; each format's own turns are understood."""

import email.message
import email.policy
import io
import itertools
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st
from samples import LETTER, Rows, columns_pdf, make_docx, make_html, make_pdf, make_text, repack

from material import shared
from replygraph.errors import MachineError
from replygraph.model import Document
from replygraph.read import ocr, office, read, read_many

PLAIN = read(make_docx(LETTER), "letter.docx").text


def saved(document: "docx.document.Document") -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def cells(document: Document) -> list[tuple[int | None, int | None, int | None, str]]:
    return [
        (b.table, b.row, b.column, b.span.of(document.text))
        for b in document.blocks
        if b.table is not None
    ]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("letter.pdf", make_pdf(LETTER)),
        ("letter.html", make_html(LETTER).encode()),
        ("unknown-box.html", make_html(LETTER, box='class="x12"').encode()),
        ("gbk.html", make_html(LETTER).replace("utf-8", "gb2312").encode("gb18030")),
    ],
)
def test_the_same_letter_gives_the_same_text_in_every_format(name: str, data: bytes) -> None:
    assert read(data, name).text == PLAIN


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_plain_text_is_decoded_whatever_its_encoding(encoding: str) -> None:
    document = read(make_text(LETTER).encode(encoding), "a/letter.txt")
    assert document.text == make_text(LETTER)
    assert (document.id, document.media_type, document.warnings) == ("letter", "text/plain", ())


def test_big5_is_told_from_gb18030() -> None:
    traditional = (
        "關於第52號提案的答復\n張三委員：您提出的建議收悉，現答復如下。感謝您對我們工作的關心。"
    )
    assert read(traditional.encode("big5"), "a.txt").text == traditional


def test_a_text_with_a_broken_byte_is_repaired_and_says_so() -> None:
    data = make_text(LETTER).encode() + "特此答复".encode()[:-1]
    document = read(data, "a.txt")
    assert document.text.endswith("特此答\ufffd")
    assert "1 处" in document.warnings[0]


def test_line_ends_and_control_characters_are_made_even_with_a_warning() -> None:
    document = read("答复函\r\n我\x00局\r\n".encode(), "a.txt")
    assert document.text == "答复函\n我局\n"
    assert "1 个" in document.warnings[0]


def test_the_text_of_every_gold_letter_is_the_file_itself() -> None:
    for path in sorted(shared("gold", "letters").glob("*.txt")):
        document = read(path.read_bytes(), str(path))
        assert document.text == path.read_text(encoding="utf-8")


@given(st.text(alphabet="我局答复\t|：。 \n索引号文号意见建议A1", max_size=80))
def test_blocks_of_a_text_are_ordered_apart_and_not_blank(raw: str) -> None:
    if not raw.strip():
        return
    document = read(("答复" + raw).encode(), "a.txt")
    spans = [block.span for block in document.blocks]
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all(span.of(document.text).strip() for span in spans)


def test_tabs_and_bars_of_a_text_give_cells_and_labelled_fields() -> None:
    text = (
        "索 引 号：|0012|发文日期：|2022-07-22\n文号：青水函〔2022〕3号  来源：县水务局\n"
        "编号：7\t届次：三届\n意见建议\t办理答复\n"
    )
    document = read(text.encode(), "a.txt")
    fields = {b.label: b.span.of(text) for b in document.blocks if b.label}
    assert fields == {
        "索引号": "0012",
        "发文日期": "2022-07-22",
        "文号": "青水函〔2022〕3号",
        "来源": "县水务局",
        "编号": "7",
        "届次": "三届",
    }
    assert cells(document)[-2:] == [(1, 1, 0, "意见建议"), (1, 1, 1, "办理答复")]


def test_a_table_that_word_copied_one_cell_a_line_gives_its_cells_back() -> None:
    text = (
        "\t意见建议\n\t办理答复\n\n\t一、扩面。\n\t已印发。\n\n另外已拨款。\n\n"
        "\t二、提质。\n\t已办。\n谢谢。\n\t三\n\t四"
    )
    found = cells(read(text.encode(), "a.txt"))
    assert [cell[3] for cell in found[:4]] == [
        "意见建议",
        "办理答复",
        "一、扩面。",
        "已印发。\n\n另外已拨款。",
    ]


def test_merged_nested_and_boxed_parts_of_a_docx_come_once_and_in_order() -> None:
    document = docx.Document()
    document.add_paragraph("前")
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "并列"
    table.cell(0, 2).text = "三"
    table.cell(1, 0).merge(table.cell(1, 1))
    inner = table.cell(1, 2).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "内甲", "内乙"
    table.cell(1, 0).text = "下"
    anchor = document.add_paragraph("锚")
    anchor.add_run()._r.append(
        parse_xml(
            f"<w:pict {nsdecls('w')} xmlns:v='urn:schemas-microsoft-com:vml'><v:shape><v:textbox>"
            "<w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent>"
            "</v:textbox></v:shape></w:pict>"
        )
    )
    result = read(saved(document), "a.docx")
    assert result.text.replace("\t", "\n").split("\n") == [
        "前", "并列", "三", "下", "内甲", "内乙", "锚", "框内",
    ]  # fmt: skip
    assert (0, 0, 2, "三") in cells(result)


def test_vertically_merged_cells_come_once() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "跨行"
    table.cell(0, 1).text, table.cell(1, 1).text = "上", "下"
    assert read(saved(document), "a.docx").text.count("跨行") == 1


def test_word_changes_fields_and_hidden_text_are_read_as_printed() -> None:
    xml = (
        f'<?xml version="1.0"?><w:document {nsdecls("w")}><w:body><w:p>'
        "<w:r><w:t>我局</w:t></w:r><w:del><w:r><w:delText>不</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>已</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>赌</w:t></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:sdt><w:sdtContent><w:r><w:t>办理</w:t></w:r>"
        "</w:sdtContent></w:sdt><w:r><w:br/><w:t>谢谢</w:t></w:r></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>控件</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        "</w:body></w:document>"
    )
    assert read(repack(make_docx(LETTER), document=xml.encode()), "a.docx").text == (
        "我局已办理\n谢谢\n控件"
    )


def test_word_files_of_other_editors_are_found_and_read() -> None:
    strict = (
        '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body><w:p><w:r>'
        "<w:t>张三委员：</w:t></w:r></w:p></w:body></w:document>"
    )
    assert read(repack(make_docx(LETTER), document=strict.encode()), "a.docx").text == "张三委员："
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as online:
        online.writestr("word/document2.xml", strict)
    assert read(stream.getvalue(), "a.wps").text == "张三委员："


def test_automatic_numbers_are_printed() -> None:
    number = "<w:pPr><w:numPr><w:ilvl w:val='{}'/><w:numId w:val='1'/></w:numPr></w:pPr>"
    lines = [(0, "完善政策"), (1, "扩面"), (1, "提质"), (0, "加强监管"), (1, "检查")]
    body = "".join(
        f"<w:p>{number.format(level)}<w:r><w:t>{text}</w:t></w:r></w:p>" for level, text in lines
    )
    numbering = (
        f"<w:numbering {nsdecls('w')}><w:abstractNum w:abstractNumId='0'>"
        "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCountingThousand'/>"
        "<w:lvlText w:val='%1、'/></w:lvl><w:lvl w:ilvl='1'><w:start w:val='1'/>"
        "<w:numFmt w:val='decimal'/><w:lvlText w:val='%2.'/></w:lvl></w:abstractNum>"
        "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>"
    )
    data = repack(
        make_docx(LETTER),
        document=f"<w:document {nsdecls('w')}><w:body>{body}</w:body></w:document>".encode(),
        numbering=numbering.encode(),
    )
    assert read(data, "a.docx").text == "一、完善政策\n1.扩面\n2.提质\n二、加强监管\n1.检查"


def test_the_letterhead_in_a_page_header_counts_a_running_title_does_not() -> None:
    document = docx.Document()
    document.add_paragraph("张三委员：")
    header = document.sections[0].header
    header.paragraphs[0].text = "青岚市水务局文件"
    document.sections[0].footer.paragraphs[0].text = "— 1 —"
    assert read(saved(document), "a.docx").text == "青岚市水务局文件\n张三委员："
    header.paragraphs[0].text = "提案答复汇编"
    assert read(saved(document), "a.docx").text == "张三委员："


def test_a_pdf_paragraph_goes_on_across_pages_without_page_numbers() -> None:
    long = "我局会同市财政局推进农村供水工程建设，" * 60
    document = read(make_pdf(("张三委员：", long + "特此答复。", "2023年7月20日")), "a.pdf")
    assert document.text == f"张三委员：\n{long}特此答复。\n2023年7月20日"
    assert [block.page for block in document.blocks] == [1, 1, 2]


def test_a_pdf_table_goes_on_across_pages() -> None:
    rows = tuple((f"第{n}条意见", f"已于202{n % 4}年办结，" * 8 + "特此说明。") for n in range(9))
    document = read(make_pdf(("答复如下：", Rows(rows), "谢谢。")), "a.pdf")
    assert [cell[3] for cell in cells(document)] == [text for row in rows for text in row]
    assert {cell[0] for cell in cells(document)} == {0}


def test_two_columns_of_a_pdf_are_read_one_after_the_other() -> None:
    left = [f"左栏第{n:02}行的文字在这里写满" for n in range(20)]
    right = [f"右栏第{n:02}行的文字在这里写满" for n in range(20)]
    text = read(columns_pdf(left, right), "a.pdf").text.replace("\n", "")
    assert text == "".join(left + right)


def test_metadata_of_a_page_are_fields_and_its_chrome_is_left_out() -> None:
    table = (
        "<table><tr><td>索 引 号：</td><td>0012/2021</td>"
        "<td>发文字号：</td><td>青水函〔2021〕11号</td></tr><tr><td>成文日期：</td><td>2021-10-13</td></tr></table>"
        '<div class="info">来源：市水务局&nbsp; 发布时间：2021-10-20 浏览次数：33 【打印】</div>'
    )
    page = make_html(LETTER).replace('<div id="zoom">', table + '<div id="zoom">')
    document = read(page.encode(), "a.html")
    fields = {b.label: b.span.of(document.text) for b in document.blocks if b.label}
    assert fields == {
        "索引号": "0012/2021",
        "发文字号": "青水函〔2021〕11号",
        "成文日期": "2021-10-13",
        "来源": "市水务局",
        "发布时间": "2021-10-20",
    }
    assert document.text.endswith(PLAIN)
    assert not any(word in document.text for word in ("栏目", "首页", "足彩", "版权", "打印"))


def test_the_title_above_the_content_of_a_page_is_kept() -> None:
    page = make_html(("张三委员：", *LETTER[3:])).replace(
        '<div id="zoom">', "<h1>关于第0071号提案的答复函</h1><div id='zoom'>"
    )
    assert read(page.encode(), "a.html").text.startswith("关于第0071号提案的答复函\n张三委员：")


def test_tables_that_only_lay_out_a_page_dissolve() -> None:
    inner = "<table><tr><td><p>张三委员：</p><p>您的建议收悉。</p></td></tr></table>"
    page = f"<table><tr><td>{inner}</td></tr></table>"
    document = read(f"<html><body>{page}</body></html>".encode(), "a.html")
    assert document.text == "张三委员：\n您的建议收悉。"
    assert cells(document) == []


def test_a_saved_web_archive_is_read_like_its_page() -> None:
    message = email.message.EmailMessage(policy=email.policy.default)
    message.set_content(make_html(LETTER), subtype="html", cte="base64")
    message.make_related()
    data = message.as_bytes()
    assert read(data, "a.mhtml").text == PLAIN
    assert read(data, "a.doc").media_type == "multipart/related"


RTF = (
    rb"{\rtf1\ansi\uc1 "
    + b"".join(b"\\u%d?" % ord(char) for char in "张三委员：")
    + rb"\par "
    + b"".join(b"\\u%d?" % ord(char) for char in "现答复如下。")
    + b"}"
)


def test_a_missing_converter_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "converter", lambda: None)
    with pytest.raises(MachineError, match=r"a\.wps.*libreoffice-writer-nogui"):
        read(RTF, "a.wps")


def test_old_formats_go_through_one_call_and_keep_their_order() -> None:
    if office.converter() is None:
        pytest.skip("LibreOffice is not installed: nothing to convert old Word files with")
    files = [("b.rtf", RTF), ("a.txt", "甲".encode()), ("broken.rtf", RTF[:30]), ("c.doc", RTF)]
    found = list(read_many(files))
    assert [name for name, _document in found] == ["b.rtf", "a.txt", "broken.rtf", "c.doc"]
    first = found[0][1]
    assert isinstance(first, Document)
    assert first.text == "张三委员：\n现答复如下。"
    assert (first.id, first.media_type) == ("b", "application/rtf")


def test_a_missing_text_recognition_is_named_with_its_package(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ocr, "_program", lambda: None)
    with pytest.raises(MachineError, match=r"a\.jpg.*tesseract-ocr-chi-sim"):
        read(b"\x89PNG\r\n\x1a\n" + bytes(64) + b"x", "a.jpg")
