"""A report is one file: it loads nothing, runs nothing, and takes names as text only."""

import io
import json
import re
import sys

import pytest
from stories import stories

from replygraph.errors import MachineError
from replygraph.show import pdf, report
from replygraph.views import brief, by_lineage, corpus

NAMES = ("青岚市生态环境局", "青岚市", "青岚市美丽河湖示范工程")


@pytest.fixture(scope="module")
def found():
    return by_lineage(corpus(stories()))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_report_opens_without_errors_and_fits_a_phone(browser, tmp_path, found, name, lang):
    path = tmp_path / "report.html"
    path.write_text(report(brief(found, name), lang=lang), encoding="utf-8")
    context = browser.new_context(offline=True, viewport={"width": 360, "height": 740})
    tab = context.new_page()
    beyond, errors = [], []
    tab.on("request", lambda r: beyond.append(r.url) if not r.url.startswith("file:") else None)
    tab.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    tab.goto(path.as_uri())
    assert tab.inner_text("h1") == name
    assert tab.locator("blockquote").count() > 0
    assert tab.locator(".network svg").count() == 1
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
    assert tab.locator("script").count() == 0
    links = tab.eval_on_selector_all(
        "a", "found => found.map(a => !!document.querySelector(a.getAttribute('href')))"
    )
    assert links
    assert all(links)
    assert beyond == errors == []
    context.close()


def test_report_speaks_the_language_asked_for(found):
    zh, en = (report(brief(found, NAMES[0]), lang=lang) for lang in ("zh", "en"))
    assert "原文为证" in zh
    assert "In the words of the letters" in en
    assert 'lang="en"' in en
    assert not re.search(r"<(h2|th|dt)[^>]*>[^<]*[一-龥]", en)


def test_names_with_markup_stay_text():
    odd = json.dumps(stories(), ensure_ascii=False).replace("生态环境局", "<b>&'局")
    records = json.loads(odd)
    page = report(brief(by_lineage(corpus(records)), "青岚市<b>&'局"))
    assert "<b>" not in page
    assert "青岚市&lt;b&gt;&amp;&#x27;局" in page


def test_a_name_of_eighty_characters_fits_a_phone(browser, tmp_path):
    long = "生态环境" * 20 + "局"
    records = json.loads(json.dumps(stories(), ensure_ascii=False).replace("生态环境局", long))
    path = tmp_path / "report.html"
    page = report(brief(by_lineage(corpus(records)), f"青岚市{long}"))
    path.write_text(page, encoding="utf-8")
    tab = browser.new_page(viewport={"width": 360, "height": 740})
    tab.goto(path.as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
    tab.close()


def test_same_letters_give_the_same_bytes(found):
    again = by_lineage(corpus(list(reversed(stories()))))
    assert report(brief(found, NAMES[1])) == report(brief(again, NAMES[1]))


def test_report_becomes_a_pdf(found):
    pytest.importorskip("weasyprint", reason="weasyprint is not installed: PDF not written")
    pdfium = pytest.importorskip("pypdfium2")
    data = pdf(report(brief(found, NAMES[0])))
    opened = pdfium.PdfDocument(io.BytesIO(data))
    text = opened[0].get_textpage().get_text_range()
    assert len(opened) >= 2
    assert NAMES[0] in text
    assert "2021" in text


def test_without_weasyprint_the_remedy_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(MachineError, match=r"replygraph\[pdf\]"):
        pdf("<p>甲局</p>")
