"""Search, time line and regions in a browser: keys, addresses, axe, width."""

import pytest
from browsing import faults, opened, too_wide
from served import service
from test_explorer import stored
from test_search import HELD, festival

from browsers import NO_GRAPHICS, chromium
from explored import MARKUP, WATER, co, hostile, lead, told

VIEWS = {
    "search": "/search?q=河湾",
    "one kind": "/search?q=河湾&kind=event",
    "nothing asked": "/search",
    "events": "/timeline",
    "months": "/timeline?from=2021&until=2021",
    "commitments": "/timeline/commitments",
    "regions": "/regions?open=330000,330600",
    "region": "/regions/330600",
}


@pytest.fixture(scope="module")
def browser():
    with chromium(*NO_GRAPHICS) as started:
        yield started


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    old = [
        told(f"y{n}", ["市水利局的答复"], [], number=str(n), date=f"{n}-05-01")
        for n in range(1996, 2021, 3)
    ]
    records = [lead(), co(), festival(), *old]
    with service(stored(tmp_path_factory.mktemp("shown"), records)) as running:
        yield running


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_serious_and_nothing_is_too_wide(browser, shown, view, theme):
    with opened(browser, shown, VIEWS[view], theme=theme) as tab:
        assert faults(tab) == []
        tab.set_viewport_size({"width": 360, "height": 760})
        assert too_wide(tab) == []


def test_hostile_names_neither_run_nor_widen_a_page(browser, tmp_path):
    with service(stored(tmp_path, hostile())) as site:
        for path in ("/search?q=绍兴", "/timeline", "/timeline/commitments", "/regions/330600"):
            with opened(browser, site, path, width=360) as tab:
                assert too_wide(tab) == [], path
        with opened(browser, site, "/", width=360) as tab:
            tab.fill("#find", MARKUP[:20])
            tab.wait_for_selector("#find-list-0 li")
            assert too_wide(tab) == []


def test_suggestions_come_while_typing_and_are_chosen_by_keys(browser, shown):
    with opened(browser, shown, "/regions") as tab:
        tab.focus("#find")
        tab.keyboard.type("sxsslj")
        tab.wait_for_selector("#find-list-0 li")
        assert tab.get_attribute("#find", "aria-expanded") == "true"
        assert faults(tab) == []
        tab.keyboard.press("ArrowDown")
        chosen = tab.get_attribute("#find", "aria-activedescendant")
        assert tab.get_attribute(f"#{chosen}", "aria-selected") == "true"
        tab.keyboard.press("Escape")
        assert tab.get_attribute("#find", "aria-expanded") == "false"
        tab.keyboard.press("ArrowDown")  # opens the list again, at its first
        tab.keyboard.press("Enter")
        tab.wait_for_url("**/agencies/**")
        assert tab.inner_text("h1") == WATER


def test_enter_without_a_choice_opens_the_page_of_results(browser, shown):
    with opened(browser, shown, "/") as tab:
        tab.fill("#find", "河湾")
        tab.keyboard.press("Enter")
        tab.wait_for_url("**/search?q=*")
        assert "第三届河湾文化节" in tab.inner_text("main")


def test_the_search_works_without_scripts(browser, shown):
    with opened(browser, shown, "/", java_script_enabled=False) as tab:
        tab.fill("#find", "河湾")
        tab.press("#find", "Enter")
        tab.wait_for_url("**/search?q=*")
        assert "第三届河湾文化节" in tab.inner_text("main")


def test_an_agency_is_suggested_into_the_filter(browser, shown):
    with opened(browser, shown, "/timeline") as tab:
        tab.focus("#agency")
        tab.keyboard.type("sxsslj")
        tab.wait_for_selector(".seek li")
        tab.keyboard.press("ArrowDown")
        tab.keyboard.press("Enter")
        assert tab.input_value("#agency") == WATER
        tab.keyboard.press("Enter")
        tab.wait_for_url("**agency=*")
        assert WATER in tab.inner_text("main .note")


def test_a_mark_leads_to_its_sentence(browser, shown):
    with opened(browser, shown, "/timeline?from=2021&until=2021") as tab:
        tab.focus(".lanes a.s-done")
        tab.keyboard.press("Enter")
        tab.wait_for_url("**/letters/**")
        tab.wait_for_selector("body[data-ready]")
        lit = "[...document.querySelectorAll('.t.lit')].map(e => e.textContent).join('')"
        assert tab.evaluate(lit) == HELD


def test_a_year_narrows_the_time_line_and_stands_in_the_address(browser, shown):
    with opened(browser, shown, "/timeline") as tab:
        tab.click(".stack a:has-text('2021')")
        tab.wait_for_url("**from=2021*")
        assert "2021 年各月" in tab.inner_text("main")
        said = tab.inner_text("main")
        tab.reload()
        assert tab.inner_text("main") == said


def test_the_tree_opens_and_a_square_leads_to_its_province(browser, shown):
    with opened(browser, shown, "/regions") as tab:
        tab.click("#r-330000 a.fold")
        tab.wait_for_selector("#r-330600")
        assert tab.get_attribute("#r-330000 a.fold", "aria-expanded") == "true"
        tab.focus(".tiles-map a[href*='330000']")
        tab.keyboard.press("Enter")
        tab.wait_for_url("**/regions/330000")
        assert tab.inner_text("h1") == "浙江省"
