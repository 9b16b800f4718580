"""The query page in a browser that can reach nothing but the service."""

import json

import pytest

from browsers import NO_GRAPHICS, chromium


@pytest.fixture(scope="module")
def browser():
    with chromium(*NO_GRAPHICS) as started:
        yield started


@pytest.fixture
def tab(browser, site):
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    tab.wrong, tab.beyond = [], []
    own = f"http://127.0.0.1:{site.port}/"
    tab.on("pageerror", lambda error: tab.wrong.append(str(error)))
    tab.on("console", lambda m: tab.wrong.append(m.text) if m.type == "error" else None)
    tab.on("request", lambda r: None if r.url.startswith(own) else tab.beyond.append(r.url))
    tab.goto(f"{own}sparql")
    tab.wait_for_selector(".CodeMirror")
    yield tab
    assert tab.wrong == []
    assert tab.beyond == []
    context.close()


def run(tab, query):
    tab.evaluate("query => yasqe.setValue(query)", query)
    tab.click("#run")
    tab.wait_for_selector("#status:has-text('版本')")


def test_a_ready_question_runs_by_one_click_with_a_name_of_ones_own(tab):
    tab.click("#questions button:has-text('某机构与谁协作')")
    tab.wait_for_selector("#results:not([hidden])")
    tab.fill("#parameters input", "青岚市教育局")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("td:has-text('青岚市气象局')")
    assert "青岚市教育局" in tab.evaluate("yasqe.getValue()")


def test_results_are_table_chart_and_network_and_can_be_downloaded(tab):
    run(
        tab,
        "SELECT ?a ?b ?strength { ?p rg:between ?x, ?y ; rg:strength ?strength . "
        "?x rdfs:label ?a . ?y rdfs:label ?b FILTER(STR(?x) < STR(?y)) }",
    )
    assert tab.locator(".rows tbody tr").count() > 2
    tab.click(".rows th >> nth=2")
    assert tab.get_attribute(".rows th >> nth=2", "aria-sort") == "ascending"
    tab.click("[data-view=chart]")
    assert tab.locator("svg rect.bar").count() > 1
    tab.click("[data-view=network]")
    assert tab.locator("svg circle").count() >= 3
    with tab.expect_download() as waiting:
        tab.click("#downloads a:has-text('CSV')")
    assert waiting.value.suggested_filename == "result.csv"


def test_a_graph_is_shown_too(tab):
    run(tab, "CONSTRUCT { ?x rdfs:label ?l } WHERE { ?x a rg:Agency ; rdfs:label ?l }")
    assert tab.locator("td:has-text('青岚市教育局')").count() > 0
    assert tab.inner_text("#downloads a >> nth=0") == "TTL"


def test_the_address_reopens_the_query(tab):
    run(tab, 'SELECT ("再见" AS ?word) {}')
    again = tab.context.new_page()
    again.goto(tab.url)
    again.wait_for_selector("td:has-text('再见')")
    again.close()


def complete(tab, query, column):
    """Ask for completion with the cursor in a column of a query."""
    tab.evaluate("query => yasqe.setValue(query)", query)
    tab.evaluate("column => { yasqe.setCursor(0, column); yasqe.focus(); }", column)
    tab.keyboard.press("Control+Space")


def test_terms_and_names_are_completed(tab):
    complete(tab, "SELECT * { ?s rg:joint", 99)
    tab.wait_for_selector(".CodeMirror-hint:has-text('共同调研')")
    tab.keyboard.press("Escape")
    complete(tab, 'SELECT * { ?s rdfs:label "青岚市科技局" }', 30)
    tab.wait_for_selector(".CodeMirror-hint:has-text('青岚市科学技术局')")


def test_what_is_wrong_is_said_in_the_readers_language_and_as_text(tab):
    tab.evaluate("yasqe.setValue('SELECT * { ?s <img src=x onerror=alert(1)> ')")
    tab.click("#run")
    tab.wait_for_selector("#error:not([hidden])")
    assert "SPARQL 语法有误" in tab.inner_text("#error")
    assert tab.locator("#error img").count() == 0
    tab.wrong = [text for text in tab.wrong if "400" not in text]  # the browser's own note


def test_names_from_the_data_are_text_in_the_table(tab):
    run(tab, "SELECT ?x { <urn:mine> <urn:says> ?x }")
    assert "<script>" in tab.inner_text(".rows")


def test_every_ready_question_runs(tab, site):
    context = json.loads(tab.inner_text("#context", timeout=2000) or tab.text_content("#context"))
    assert len(context["questions"]) >= 25
    for question in context["questions"]:
        assert site.ask(question["text"]).status == 200, question["name"]
