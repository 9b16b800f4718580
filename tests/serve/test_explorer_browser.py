"""The explorer in a browser: nothing is too wide, axe finds no fault, letters light up."""

import pytest
from browsing import faults, opened, too_wide
from served import service
from test_explorer import BROWSER, VIEWS, hostile_paths, stored

from browsers import NO_GRAPHICS, chromium
from explored import ISSUE, PROMISE, SURVEY, WATER, co, hostile, lead


@pytest.fixture(scope="module")
def browser():
    with chromium(*NO_GRAPHICS) as started:
        yield started


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    # letters of many years make the charts as wide as they get
    old = [lead(f"y{n}", number=str(n), date=f"{n}-05-01") for n in range(1996, 2021, 3)]
    with service(stored(tmp_path_factory.mktemp("shown"), [lead(), co(), *old])) as running:
        yield running


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    with service(stored(tmp_path_factory.mktemp("odd"), hostile())) as running:
        yield running


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_serious_and_nothing_is_too_wide(browser, shown, view, theme):
    path = VIEWS[view]
    if theme == "dark":  # the other language with it
        path += f"{'&' if '?' in path else '?'}lang=en"
    with opened(browser, shown, path, theme=theme) as tab:
        assert faults(tab) == []
        tab.set_viewport_size({"width": 360, "height": 760})
        assert too_wide(tab) == []
        if theme == "light":  # the colours are the same as on a wide page
            assert faults(tab) == []


def test_hostile_names_neither_run_nor_widen_a_page(browser, odd):
    for path in hostile_paths(odd):
        if odd.get(path, accept=BROWSER).status == 404:
            continue
        with opened(browser, odd, path, width=360) as tab:
            assert too_wide(tab) == [], path


def lit(tab):
    return tab.evaluate("[...document.querySelectorAll('.t.lit')].map(e => e.textContent).join('')")


def test_the_address_lights_up_its_sentence_and_brings_it_into_view(browser, shown):
    start = lead()["text"].index(PROMISE)
    path = f"{VIEWS['letter']}#char={start + 2},{start + 9}"
    with opened(browser, shown, path) as tab:
        tab.wait_for_selector("body[data-ready]")
        assert lit(tab) == PROMISE[2:9]
        tab.wait_for_function(
            "(r => r.top > 0 && r.bottom < innerHeight)"
            "(document.querySelector('.t.lit').getBoundingClientRect())"
        )


def test_a_statement_lights_up_its_sentence_and_stands_in_the_address(browser, shown):
    with opened(browser, shown, VIEWS["letter"]) as tab:
        tab.wait_for_selector("body[data-ready]")
        tab.click(".claims li:has-text('共同调研') a")
        assert lit(tab) == SURVEY
        start = lead()["text"].index(SURVEY)
        assert tab.url.endswith(f"#char={start},{start + len(SURVEY)}")
        tab.click(".claims li:has-text('印发') a")
        assert lit(tab) == ISSUE
        tab.go_back()
        assert lit(tab) == SURVEY
        id_ = tab.get_attribute(".claims li:has-text('印发')", "id")
        tab.goto(tab.url.partition("#")[0] + f"#{id_}")
        tab.wait_for_function("document.querySelector('.t.lit')?.textContent.startsWith('2022')")
        assert lit(tab) == ISSUE


def test_characters_outside_the_plane_count_once(browser, tmp_path):
    record = lead()
    record["text"] = record["text"].replace("市水利局对第9号", "𠮷水利局对第9号", 1)
    with service(stored(tmp_path, [record])) as site:
        start = record["text"].index(PROMISE)
        path = f"{VIEWS['letter']}#char={start},{start + 5}"
        with opened(browser, site, path) as tab:
            tab.wait_for_selector("body[data-ready]")
            assert lit(tab) == PROMISE[:5]


def test_a_click_on_a_mention_goes_to_the_thing(browser, shown):
    with opened(browser, shown, VIEWS["letter"]) as tab:
        tab.click("#paper a.m:has-text('市水利局')")
        assert tab.inner_text("h1") == WATER


def test_kinds_of_mentions_go_and_stay_away_with_the_address(browser, shown):
    with opened(browser, shown, VIEWS["letter"]) as tab:
        tab.uncheck(".legend input[value='place']")
        assert tab.url.endswith("?hide=place")
        assert "no-place" in tab.get_attribute("#paper", "class")
        tab.reload()
        assert not tab.is_checked(".legend input[value='place']")


def test_the_other_language_shows_the_same_view(browser, shown):
    start = lead()["text"].index(SURVEY)
    with opened(browser, shown, f"{VIEWS['letter']}#char={start},{start + 3}") as tab:
        tab.uncheck(".legend input[value='place']")
        tab.click(".lang")
        assert tab.get_attribute("html", "lang") == "en"
        assert lit(tab) == SURVEY[:3]
        assert "no-place" in tab.get_attribute("#paper", "class")


def test_a_table_sorts_by_click_and_key_numbers_from_the_top(browser, shown):
    with opened(browser, shown, f"/agencies/{WATER}") as tab:
        head = "#partners th:has-text('强度')"

        def column():
            values = tab.locator("#partners td.bar").all_inner_texts()
            return [float(value) for value in values]

        tab.click(f"{head} button")
        assert tab.get_attribute(head, "aria-sort") == "descending"
        assert column() == sorted(column(), reverse=True)
        tab.focus(f"{head} button")
        tab.keyboard.press("Enter")
        assert tab.get_attribute(head, "aria-sort") == "ascending"
        assert column() == sorted(column())
        assert tab.url.endswith("?sort-partners=1.up")
        tab.reload()
        assert tab.get_attribute(head, "aria-sort") == "ascending"
        assert column() == sorted(column())


def test_the_theme_follows_the_system_until_one_chooses(browser, shown):
    with opened(browser, shown, "/", theme="dark") as tab:
        assert tab.get_attribute("html", "data-theme") == "dark"
        tab.click("#theme")
        assert tab.get_attribute("html", "data-theme") == "light"
        tab.goto(tab.url + "register")
        assert tab.get_attribute("html", "data-theme") == "light"


def test_the_register_sifts_at_once_and_keeps_a_clean_address(browser, shown):
    with opened(browser, shown, "/register") as tab:
        tab.select_option("select[name=role]", "co")
        tab.wait_for_url("**/register?role=co")
        assert tab.locator("tbody tr").count() == 1


def test_the_page_works_by_keyboard_and_without_scripts(browser, shown):
    with opened(browser, shown, "/") as tab:
        tab.keyboard.press("Tab")
        assert tab.evaluate("document.activeElement.className") == "skip"
        tab.keyboard.press("Enter")
        assert tab.evaluate("document.activeElement.id") == "main"
    start = lead()["text"].index(SURVEY)
    path = f"{VIEWS['letter']}#char={start},{start + len(SURVEY)}"
    with opened(browser, shown, path, java_script_enabled=False) as tab:
        assert tab.locator(".anchor:target").count() == 1


def test_on_a_phone_rows_are_cards_and_of_many_the_first_are_shown(browser, shown):
    with opened(browser, shown, "/", width=360) as tab:
        box = tab.locator(".scroll:has(.rows)").first
        label = box.locator("td").first.evaluate("(d) => getComputedStyle(d, '::before').content")
        assert label == f'"{box.locator("td").first.get_attribute("data-label")}"'
        rows = box.locator("tbody tr")
        seen = rows.evaluate_all("(all) => all.filter((row) => row.offsetParent).length")
        assert seen == min(rows.count(), 6)
        tab.evaluate(
            """() => {
              const body = document.querySelector('.rows tbody');
              for (let n = 0; n < 20; n += 1) body.append(body.rows[0].cloneNode(true));
              document.dispatchEvent(new CustomEvent('tablesready', {detail: document.body}));
            }"""
        )
        button = tab.locator(".all-rows").first
        assert button.is_visible()
        button.click()
        assert rows.last.is_visible()
        tab.set_viewport_size({"width": 1200, "height": 800})
        assert (
            box.locator("td").first.evaluate("(d) => getComputedStyle(d).display") == "table-cell"
        )


def test_the_way_to_corrections_unfolds_them(browser, shown):
    with opened(browser, shown, VIEWS["letter"]) as tab:
        assert not tab.locator("#correct li").first.is_visible()
        tab.click("a[href='#correct']")
        tab.wait_for_selector("#correct li", state="visible")
