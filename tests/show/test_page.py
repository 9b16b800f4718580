"""The single-file page: nothing is loaded, text is text, a click shows the sentence."""

import json
import re

import pytest
from stories import stories

from replygraph.show import page
from replygraph.views import acts, agency_network, around, corpus, ties

HOSTILE = "</script><script>alert(1)</script>\"'<img src=x onerror=alert(2)> href=x 《>&{{ data }}"


@pytest.fixture(scope="module")
def told():
    found = corpus(stories())
    shared = acts(found)
    return found, shared, ties(found, shared)


@pytest.fixture(scope="module")
def html(told):
    return page(agency_network(*told))


def hostile_html():
    records = stories()
    for record in records:
        record["title"] = HOSTILE
        record["id"] += '"><script>alert(3)</script>'
        for relation in record["relations"]:
            for side in ("subject", "object"):
                if relation[side].endswith("生态环境局"):
                    relation[side] += HOSTILE
        for mention in record["mentions"]:
            if mention["canonical"].endswith("生态环境局"):
                mention["canonical"] += HOSTILE
    found = corpus(records)
    shared = acts(found)
    return page(agency_network(found, shared, ties(found, shared)))


def test_page_refers_to_nothing_that_could_be_loaded(html):
    markup = re.sub(r"<script\b[^>]*>.*?</script>", "", html, flags=re.DOTALL)
    assert not re.search(r"https?:|//[a-z]", markup)
    assert re.findall(
        r"<(?:script|img|iframe|link|object|embed)[^>]*(?:src|href)=[^>]*>", html
    ) == ['<link rel="icon" href="data:,">']
    assert "url(" not in markup
    assert "@import" not in markup


def test_policy_forbids_requests_and_foreign_scripts(html):
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)[1]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy.split("script-src")[1].split(";")[0]


def test_data_holds_the_sentences_and_no_markup():
    html = hostile_html()
    data = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert "<" not in data[1]
    assert HOSTILE in {letter["title"] for letter in json.loads(data[1])["letters"]}


def test_same_records_in_any_order_give_the_same_page(html):
    found = corpus(list(reversed(stories())))
    shared = acts(found)
    assert page(agency_network(found, shared, ties(found, shared))) == html


def test_no_request_leaves_and_labels_are_drawn(opened, html):
    shown = opened(html)
    drawn = shown.tab.evaluate(
        """() => new Promise((done) => {
          const seen = new Set(), real = CanvasRenderingContext2D.prototype.fillText;
          CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
            seen.add(text); return real.call(this, text, ...rest);
          };
          replygraph.network.redraw();
          requestAnimationFrame(() => requestAnimationFrame(() => done([...seen])));
        })"""
    )
    assert shown.beyond() == []
    assert shown.errors == []
    assert {"青岚市", "生态环境局", "民政局"} <= set(drawn)
    assert "18 封答复函" in shown.text("#subtitle")
    assert "34 / 34 个点" in shown.text("#count")


def click_edge(shown, one: str, other: str) -> None:
    """Click the middle of the line between two nodes, as a person would."""
    place = shown.tab.evaluate(
        """([one, other]) => {
          const names = replygraph.names(), net = replygraph.network;
          const [a, b] = [names.indexOf(one), names.indexOf(other)];
          const at = net.getPositions([a, b]);
          const box = document.getElementById('net').getBoundingClientRect();
          const p = net.canvasToDOM({ x: at[a].x * 0.55 + at[b].x * 0.45,
                                      y: at[a].y * 0.55 + at[b].y * 0.45 });
          return { x: p.x + box.left, y: p.y + box.top };
        }""",
        [one, other],
    )
    shown.tab.mouse.click(place["x"], place["y"])


def test_click_on_an_edge_shows_the_sentence_that_proves_it(opened, html):
    shown = opened(html)
    click_edge(shown, "青岚市民政局", "青岚市公安局")
    panel = shown.tab.wait_for_selector("#panel blockquote")
    assert panel
    text = shown.text("#panel")
    assert "市民政局、市卫生健康委员会、市公安局共同组织" in text
    assert "《关于完善社区养老服务的提案》的答复" in text
    assert "共同办活动" in text
    assert set(shown.tab.eval_on_selector_all("#panel mark", "m => m.map(x => x.textContent)")) == {
        "市民政局", "市公安局",
    }  # fmt: skip


def test_titles_and_names_with_markup_are_plain_text(opened):
    shown = opened(hostile_html())
    shown.tab.fill("#search", "青岚市生态环境局")
    shown.tab.press("#search", "Enter")
    assert HOSTILE in shown.text("#panel h2.name")
    shown.tab.click("#panel .rows .row")
    assert HOSTILE in shown.text("#panel figcaption")
    shown.tab.click("[data-mode=table]")
    assert shown.tab.query_selector("img, #sheet script, #panel script") is None
    assert shown.errors == []
    assert shown.beyond() == []


def test_search_finds_by_short_name_and_shows_partners(opened, html):
    shown = opened(html)
    shown.tab.fill("#search", "市水务局")
    assert "水务局" in shown.text("#hits")
    shown.tab.press("#search", "Enter")
    assert "水务局" in shown.text("#panel h2.name")
    assert "往来最多的对象" in shown.text("#panel")
    assert "提到它的答复函" in shown.text("#panel")


def test_filters_by_kind_of_tie_and_by_year(opened, html):
    shown = opened(html)
    whole = shown.tab.evaluate("replygraph.edges().length")
    for kind in ("jointIssue", "jointHandling", "jointEvent", "jointProgram", "agreement"):
        shown.tab.click(f"[data-kind={kind}]")
    left = shown.tab.evaluate("replygraph.edges().length")
    assert 0 < left < whole
    assert f"{left} / {whole} 条联系" in shown.text("#count")
    shown.tab.click("[data-kind=agreement]")
    shown.tab.fill("#until", "2021")
    assert shown.text("#span") == "2021"
    assert shown.tab.evaluate("replygraph.edges().length") == left


def test_table_holds_everything_and_downloads_as_csv_with_bom(opened, html):
    shown = opened(html)
    shown.tab.click("[data-mode=table]")
    assert len(shown.tab.query_selector_all("#sheet table")[0].query_selector_all("tbody tr")) == 70
    with shown.tab.expect_download() as waiting:
        shown.tab.click("#csv-edges")
    data = waiting.value.path().read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert len(data.decode("utf-8-sig").splitlines()) == 71


def test_speaks_english_and_knows_the_dark(opened, html):
    shown = opened(html)
    shown.tab.click("#lang")
    assert "reply letters" in shown.text("#subtitle")
    assert shown.tab.get_attribute("html", "lang") == "en"
    shown.tab.click("#theme")
    assert shown.tab.get_attribute("html", "data-theme") == "dark"


def test_can_be_used_by_keyboard(opened, html):
    shown = opened(html)
    shown.tab.focus("#net")
    shown.tab.keyboard.press("ArrowRight")
    first = shown.text("#panel h2.name")
    shown.tab.keyboard.press("ArrowRight")
    assert shown.text("#panel h2.name") != first
    shown.tab.keyboard.press("Escape")
    assert "怎么读这张图" in shown.text("#panel")


def test_nothing_overflows_on_a_phone(opened, html):
    shown = opened(html, viewport={"width": 360, "height": 740})
    assert shown.tab.evaluate("document.documentElement.scrollWidth") <= 360


def test_nodes_stand_still_until_asked(opened, html):
    shown = opened(html)
    before = shown.tab.evaluate("JSON.stringify(replygraph.network.getPositions())")
    shown.tab.wait_for_timeout(400)
    assert shown.tab.evaluate("JSON.stringify(replygraph.network.getPositions())") == before
    shown.tab.click("#move")
    shown.tab.wait_for_timeout(600)
    assert shown.tab.evaluate("JSON.stringify(replygraph.network.getPositions())") != before


def many(agencies: int):
    """Records of invented cities with, in all, as many agencies as asked."""
    records = []
    template = stories()[0]
    for number in range(agencies // 8):
        text = json.dumps(template, ensure_ascii=False)
        city = f"第{chr(0x4E00 + number)}市"  # as long as the name it replaces: offsets hold
        records.append(json.loads(text.replace("青岚市", city)))
        records[-1]["digest"] = f"{number:064x}"
        records[-1]["id"] = f"m{number}"
    return records


def test_large_networks_open_as_groups_and_expand_on_demand(opened):
    found = corpus(many(400))
    shared = acts(found)
    shown = opened(page(agency_network(found, shared, ties(found, shared))))
    assert shown.tab.evaluate("replygraph.network.body.data.nodes.length") <= 150
    assert "个组" in shown.text("#count")
    shown.tab.click("#panel .rows .row")
    shown.tab.click("#panel .main")
    assert re.search(r"49 个组、8 / 400 个点", shown.text("#count"))


def test_around_an_agency_and_a_submission(opened, told):
    shown = opened(page(around(*told, "青岚市民政局")))
    assert "民政局" in shown.text("h1")
    assert shown.errors == []
    shown = opened(page(around(*told, "20231024")))
    assert "答复" in shown.text("#panel")
    assert "会办" in shown.text("#relations")
    assert shown.beyond() == []


def test_network_without_a_tie_says_so(opened):
    found = corpus([])
    shown = opened(page(agency_network(found, (), ())))
    assert "没有可画的联系" in shown.text("#panel")
    assert shown.errors == []


def test_a_name_of_eighty_characters_and_one_letter_fit(opened):
    records = json.loads(
        json.dumps(stories()[:1], ensure_ascii=False).replace("生态环境局", "生态环境" * 20 + "局")
    )
    found = corpus(records)
    shared = acts(found)
    shown = opened(
        page(agency_network(found, shared, ties(found, shared))),
        viewport={"width": 360, "height": 740},
    )
    assert shown.tab.evaluate("document.documentElement.scrollWidth") <= 360
    assert shown.errors == []
