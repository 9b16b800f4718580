"""Scans are read by Tesseract, each page with its confidence; noise of recognition goes."""

import io
import re
import shutil
import subprocess
from collections.abc import Callable

import pypdfium2
import pytest
from samples import make_pdf

from replygraph.letter import letters
from replygraph.model import Document
from replygraph.read import ocr, read

LETTER = (
    "青岚市水务局",
    "关于市政协三届四次会议第0071号提案的答复函",
    "方圆委员：",
    "您提出的《关于加快农村饮水安全工程建设的提案》（第0071号）收悉，现答复如下：",
    "2022年3月，我局联合市财政局印发实施方案，安排经费860万元，完成12个村的管网改造。",
    "感谢您对水务工作的关心和支持！",
    "青岚市水务局",
    "2023年7月20日",
)


@pytest.fixture(scope="module")
def scan() -> Callable[[str], bytes]:
    """Return the letter as a picture in the format asked for."""
    pytest.importorskip("PIL", reason="Pillow is not installed: no picture can be made")
    if ocr._program() is None:
        pytest.skip("Tesseract with chi_sim is not installed: no scan can be read")
    fonts = shutil.which("fc-list")
    listed = (
        subprocess.run([fonts, ":lang=zh"], capture_output=True, check=False) if fonts else None
    )
    if not (listed and listed.stdout.strip()):
        pytest.skip("no Chinese font is installed: no letter can be drawn")
    page = pypdfium2.PdfDocument(make_pdf(LETTER, head=None))[0]
    picture = page.render(scale=200 / 72).to_pil().convert("L")

    def saved(form: str) -> bytes:
        stream = io.BytesIO()
        picture.save(stream, form, resolution=200)
        return stream.getvalue()

    return saved


def understood(document: Document) -> None:
    (letter,) = letters(document)
    assert letter.is_reply
    assert (letter.number, letter.date) == ("0071", "2023-07-20")
    assert letter.addressees == ("方圆",)
    assert re.sub(r"\s", "", document.text).count("第0071号") == 2
    (warning,) = document.warnings
    found = re.fullmatch(r"第 1 页由文字识别（OCR）得到，平均置信度 (\d+)%.*。", warning)
    assert found
    assert 50 <= int(found[1]) <= 100


def test_a_picture_of_a_letter_is_read_with_its_confidence(scan: Callable[[str], bytes]) -> None:
    document = read(scan("PNG"), "扫描.png")
    assert document.media_type == "image/png"
    understood(document)


def test_a_scanned_pdf_is_read_page_by_page(scan: Callable[[str], bytes]) -> None:
    document = read(scan("PDF"), "扫描.pdf")
    assert document.media_type == "application/pdf"
    assert {block.page for block in document.blocks} == {1}
    understood(document)


@pytest.mark.parametrize(
    ("recognised", "printed"),
    [
        ("关 于 第 52 号 提 案 的 答 复", "关于第52号提案的答复"),
        ("现答复如下: 一、扩面; 二、提质", "现答复如下：一、扩面；二、提质"),
        ("(2022一2024年)", "（2022—2024年）"),
        ("《饮水安全》〈第0071号)收悉", "《饮水安全》（第0071号）收悉"),
        ("水管| 2022年3月", "水管2022年3月"),
        ("联系电话: 0000-8234", "联系电话：0000-8234"),
        ("GDP 3.5 %", "GDP 3.5 %"),
        ("9:00", "9:00"),
    ],
)
def test_noise_of_recognition_is_mended(recognised: str, printed: str) -> None:
    assert ocr.tidy(recognised) == printed


@pytest.mark.parametrize(("trust", "doubt"), [(95.0, False), (60.0, True)])
def test_a_doubtful_page_asks_for_a_look(trust: float, doubt: bool) -> None:
    assert ("请对照原件核对" in ocr._note(3, trust)) is doubt
    assert f"第 3 页由文字识别（OCR）得到，平均置信度 {trust:.0f}%" in ocr._note(3, trust)
