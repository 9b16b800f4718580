"""The network in a browser: the whole story, addresses that restore views, keyboard, no WebGL."""

from pathlib import Path

import pytest
from browsing import faults, opened, too_wide
from served import service

from browsers import SOFTWARE_GRAPHICS, driver, launched
from replygraph.resources import demo_letters

AGENCY = "绍兴市生态环境局"


@pytest.fixture(scope="module")
def play():
    with driver() as started:
        yield started


@pytest.fixture(scope="module")
def browser(play):
    started = launched(play, *SOFTWARE_GRAPHICS)
    yield started
    started.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    from click.testing import CliRunner

    from replygraph.cli import group

    store = tmp_path_factory.mktemp("story") / "graph"
    built = CliRunner().invoke(group, ["build", str(demo_letters()), "--store", str(store)])
    assert built.exit_code == 0, built.output
    with service(store) as running:
        while running.get("/network", accept="text/html").status == 202:
            pass
        yield running


def network(browser, site, path="/network", **more):
    return opened(browser, site, path, accept_downloads=True, **more)


def until(tab, expression, seconds=45):
    """Wait until the expression holds: the page's policy forbids Playwright's own way."""
    for _ in range(seconds * 20):
        if tab.evaluate(expression):
            return
        tab.wait_for_timeout(50)
    raise AssertionError(f"never so: {expression}")


def ready(tab):
    tab.wait_for_selector("body[data-ready]", state="attached")
    until(tab, "!document.querySelector('[data-busy]')")


def seen(tab):
    """Return what a reader sees of the view: heading, counts, evidence, rows of the tables."""
    ready(tab)
    tab.wait_for_timeout(400)
    return [
        " ".join(tab.inner_text(part).split())
        for part in ("#counts", "#years", "#panel", "#ties tbody", "#nodes tbody")
    ]


def test_the_story(browser, site):
    with network(browser, site, "/") as tab:
        # find the agency, see its partners
        tab.fill("#find", "生态环境局")
        tab.press("#find", "Enter")
        tab.click(f"main a:has-text('{AGENCY}') >> nth=0")
        assert tab.inner_text("h1") == AGENCY
        assert "绍兴市水利局" in tab.inner_text("#partners")
        tab.click("a[href^='/network?ego=']")
        ready(tab)
        assert "13" in tab.inner_text("#counts")
        whole = tab.evaluate("document.getElementById('counts').textContent")
        # the slider to one year
        tab.focus("#since")
        tab.keyboard.press("End")
        until(tab, "document.getElementById('years').textContent.includes('2023')")
        until(tab, "location.search.includes('year=2023')")
        ready(tab)
        until(tab, f"document.getElementById('counts').textContent !== {whole!r}")
        # the strongest tie
        one, other = tab.evaluate(
            "[...document.querySelector('#ties tbody').rows[0].cells].slice(0, 2)"
            ".map(cell => cell.textContent.trim())"
        )
        tab.click("#ties tbody tr:first-child td:last-child a")
        ready(tab)
        panel = tab.inner_text("#panel")
        assert one in panel
        assert other in panel
        assert "项联合行动" in panel
        # the same view in a new window
        first = seen(tab)
        address = tab.url
        fresh = tab.context.new_page()
        fresh.goto(address)
        assert seen(fresh) == first
        fresh.close()
        # the table
        with tab.expect_download() as waited:
            tab.click("#ties .download")
        with Path(waited.value.path()).open(encoding="utf-8-sig") as file:
            lines = file.read().splitlines()
        assert len(lines) == 1 + tab.evaluate("document.querySelector('#ties tbody').rows.length")
        # the sentence in its letter
        sentence = tab.inner_text("#panel blockquote >> nth=0")
        tab.click("#panel .quote figcaption a >> nth=0")
        tab.wait_for_selector(".t.lit")
        lit = tab.evaluate(
            "[...document.querySelectorAll('.t.lit')].map(e => e.textContent).join('')"
        )
        assert "".join(lit.split()) == "".join(sentence.split())


def at(tab, name):
    """Return where a mark is drawn, in pixels of the page."""
    return tab.evaluate(
        """name => {
          const {picture, data} = window.replygraphNetwork;
          const spot = picture.spot(data.marks.findIndex(m => m.name === name));
          const box = document.getElementById('stage').getBoundingClientRect();
          return [box.left + spot.x, box.top + spot.y];
        }""",
        name,
    )


def free_line(tab):
    """Return a place on a line between two bodies at which nothing else lies."""
    return tab.evaluate(
        """() => {
          const {picture, data} = window.replygraphNetwork;
          const box = document.getElementById('stage').getBoundingClientRect();
          for (const [i, [a, b]] of data.lines.entries()) {
            if (data.marks[a].g || data.marks[b].g) continue;
            const one = picture.spot(a), other = picture.spot(b);
            const x = (one.x + other.x) / 2, y = (one.y + other.y) / 2;
            const far = data.marks.every((m, n) => {
              const spot = picture.spot(n);
              return Math.hypot(spot.x - x, spot.y - y) > picture.shown(m, 1) + 8;
            });
            if (far && picture.lineAt(x, y, 3) === i) return [box.left + x, box.top + y];
          }
          return null;
        }"""
    )


def test_clicks_on_the_picture_select_open_and_close(browser, site):
    with network(browser, site, "/network?open=") as tab:
        ready(tab)
        tab.mouse.click(*at(tab, "绍兴市"))
        until(tab, "location.search.includes('open=%7E')")
        until(tab, "window.replygraphNetwork.data.grounds.length === 1")
        ready(tab)
        tab.wait_for_timeout(600)
        tab.mouse.click(*at(tab, "绍兴市水利局"))
        until(tab, "document.querySelector('#panel h2').textContent.includes('水利局')")
        tab.mouse.click(*free_line(tab))
        until(tab, "new URLSearchParams(location.search).has('a')")
        ready(tab)
        assert tab.inner_text("#panel blockquote >> nth=0")
        tab.go_back()
        until(tab, "!new URLSearchParams(location.search).has('a')")
        tab.click("#collapse")
        until(tab, "window.replygraphNetwork.data.grounds.length === 0")


def test_play_steps_through_the_years_and_says_so(browser, site):
    with network(browser, site) as tab:
        ready(tab)
        tab.click("#play")
        until(tab, "document.getElementById('years').textContent.includes('2019')")
        assert tab.get_attribute("#play", "aria-pressed") == "true"
        until(tab, "document.getElementById('years').textContent.includes('2020')")
        tab.click("#play")
        assert tab.get_attribute("#play", "aria-pressed") == "false"
        tab.click("#bars button:last-child")
        until(tab, "location.search.includes('year=2023')")
        tab.click("#all-years")
        until(tab, "!location.search.includes('year')")


def test_filters_and_search_stand_in_the_address(browser, site):
    with network(browser, site) as tab:
        ready(tab)
        tab.click("text=领域")
        until(tab, "location.search.includes('group=kind')")
        tab.click(".drop summary")
        tab.check("input[name=relation][value=jointSurvey]")
        until(tab, "location.search.includes('relation=jointSurvey')")
        tab.keyboard.press("Escape")
        tab.fill("#seek", "水利部")
        tab.press("#seek", "Enter")
        until(tab, "location.search.includes('ego=')")
        tab.click("#clear")
        until(tab, "location.search === '?group=kind'")
        tab.fill("#seek", "水利部")
        tab.press("#seek", "Enter")
        until(tab, "location.search.includes('ego=')")
        tab.fill("#seek-to", "绍兴市财政局")
        tab.press("#seek-to", "Enter")
        until(tab, "location.search.includes('to=')")
        until(tab, "document.querySelectorAll('#panel .quote').length > 2")


def test_an_answer_that_comes_late_undoes_nothing(browser, site):
    with network(browser, site) as tab:
        ready(tab)
        tab.fill("#seek", "水利部")
        until(tab, "document.querySelector('#seek-list option')?.value === '水利部'")
        tab.fill("#seek", "水利部 ")
        tab.fill("#seek", "水利部")
        until(tab, "location.search.includes('ego=')")
        late = []
        tab.route(
            "**/network/find.json*",
            lambda route: late.append(route) if not late else route.continue_(),
        )
        tab.press("#seek", "Enter")
        tab.fill("#seek-to", "绍兴市财政局")
        tab.press("#seek-to", "Enter")
        until(tab, "location.search.includes('to=')")
        late[0].continue_()
        tab.wait_for_timeout(500)
        assert "to=" in tab.evaluate("location.search")


def test_keys_zoom_and_move_the_picture(browser, site):
    with network(browser, site) as tab:
        ready(tab)
        camera = "JSON.stringify(window.replygraphNetwork.picture.sigma.getCamera().getState())"
        fit = tab.evaluate(camera)
        tab.focus("#stage")
        tab.keyboard.press("+")
        tab.keyboard.press("ArrowRight")
        until(tab, f"{camera} !== '{fit}'")
        tab.wait_for_timeout(300)
        tab.keyboard.press("0")
        until(tab, f"{camera} === '{fit}'")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["/network", "/network?ego=水利部&to=绍兴市财政局", "/matrix", "/change"]
)
def test_axe_finds_nothing_serious_and_nothing_is_too_wide(browser, site, path, theme):
    with network(browser, site, path, theme=theme) as tab:
        if path == "/change":
            tab.wait_for_selector("#change table")
        else:
            ready(tab)
        assert faults(tab) == []
        tab.set_viewport_size({"width": 360, "height": 760})
        tab.wait_for_timeout(200)
        assert too_wide(tab) == []
        assert faults(tab) == []


def test_without_webgl_the_tables_and_the_evidence_work(play, site):
    browser = launched(play, *SOFTWARE_GRAPHICS, "--disable-3d-apis")
    with network(browser, site) as tab:
        ready(tab)
        assert tab.is_visible("#no-webgl")
        tab.click("#ties tbody tr:first-child td:last-child a")
        tab.wait_for_selector("#panel blockquote")
        tab.click("#bars button:last-child")
        until(tab, "location.search.includes('year=2023')")
        ready(tab)
    browser.close()


def test_the_matrix_tells_the_evidence_of_a_square_and_its_address_restores_it(browser, site):
    with network(browser, site, "/matrix") as tab:
        ready(tab)
        tab.click("#matrix a >> nth=0")
        tab.wait_for_selector("#panel blockquote")
        told = tab.inner_text("#panel")
        fresh = tab.context.new_page()
        fresh.goto(tab.url)
        ready(fresh)
        assert fresh.inner_text("#panel") == told
        assert fresh.locator(".chosen").count() == 2
        fresh.close()
        tab.click("text=20")
        until(tab, "location.search.includes('n=20')")
