"""The network's and the matrix's addresses: pages, pieces of pages, data, tables."""

import asyncio
import csv
import io
import json
import re
import time
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from served import service
from starlette.datastructures import QueryParams
from test_explorer import stored

from explored import hostile
from records import issue, record, survey
from replygraph.serve.explorer.state import State, state
from replygraph.serve.explorer.woven import woven
from replygraph.views.filters import Filter

PARTNERS = ("青岚市科学技术局", "青岚市教育局")


@contextmanager
def network(folder, made):
    """Run a service whose network is ready."""
    with service(stored(folder, made)) as running:
        while running.get("/network", accept="text/html").status == 202:
            time.sleep(0.2)
        yield running


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    later = record(
        "later",
        [
            (
                "2023年，市科技局与市水务局联合印发河湾方案。",
                [
                    ("青岚市科学技术局", "issues", "河湾方案", "2023", "done", "g"),
                    ("青岚市水务局", "issues", "河湾方案", "2023", "done", "g"),
                ],
            )
        ],
        number="20230001",
        date="2023-08-01",
        category="B",
    )
    made = [survey("a"), issue("b"), later]
    with network(tmp_path_factory.mktemp("network"), made) as running:
        yield running


def graph(site, query=""):
    return json.loads(site.get(f"/network/graph.json?{query}").body)


def rows(site, path):
    answer = site.get(path)
    assert answer.body.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"))))


class TestState:
    @pytest.mark.parametrize(
        "query",
        [
            "by=body&group=region&open=a&open=b%2Fc&kind=party&region=x&relation=agreement&year=2021",
            "open=&year=2019-2022&ego=%E7%94%B2&to=%E4%B9%99&node=n&a=1&b=2&whole=1&n=80&lang=en",
            "year=2019-",
            "",
        ],
    )
    def test_goes_into_the_address_and_back(self, query):
        found = state(QueryParams(query))
        again = state(QueryParams(found.address().partition("?")[2]))
        assert again == found

    def test_leaves_out_what_it_cannot_mean(self):
        odd = "group=x&kind=x&relation=y&outcome=Z&year=no&n=7&by=z&lang=fr&whole=2&a=1"
        assert state(QueryParams(odd)) == State(one="1")

    def test_turns_years_round(self):
        assert state(QueryParams("year=2022-2019")).what == Filter(since=2019, until=2022)


class TestNetwork:
    def test_page_says_what_it_counts_out_of_how_many(self, shown):
        page = shown.get("/network?lang=zh", accept="text/html").text
        total = graph(shown)["totals"]
        assert f"<b>{total['acts']}</b> 项联合行动（共 {total['acts_all']}）" in page
        assert "图中的协作" in page

    def test_draws_the_bodies_and_their_ties(self, shown):
        found = graph(shown)
        names = {mark["name"] for mark in found["marks"]}
        assert set(PARTNERS) <= names
        assert all(0 <= line[0] < len(names) for line in found["lines"])
        assert dict(found["years"])[2023] == 1

    def test_a_year_leaves_its_acts_and_keeps_the_places(self, shown):
        whole, found = graph(shown), graph(shown, "year=2023")
        assert found["totals"]["acts"] == 1
        assert len(found["lines"]) == 1
        places = {m["id"]: (m["x"], m["y"]) for m in whole["marks"]}
        assert {m["id"]: (m["x"], m["y"]) for m in found["marks"]} == places

    def test_outcome_class_is_that_of_the_letter(self, shown):
        assert graph(shown, "outcome=B")["totals"]["acts"] == 1

    def test_ego_of_a_name(self, shown):
        found = graph(shown, "ego=青岚市教育局")
        assert found["marks"][0]["name"] == found["middle"] == "青岚市教育局"
        assert graph(shown, "ego=没有这个局")["marks"] == []

    def test_way_between_two(self, shown):
        found = graph(shown, "ego=青岚市教育局&to=青岚市水务局")
        names = [m["name"] for m in found["marks"]]
        assert names == ["青岚市教育局", "青岚市科学技术局", "青岚市水务局"]
        panel = shown.get("/network/panel?ego=青岚市教育局&to=青岚市水务局").text
        assert panel.count("<h3>") == 2
        assert "河湾方案" in panel

    def test_where_no_way_leads_that_is_said(self, shown):
        for path in ("/network", "/network/panel", "/network/tables"):
            page = shown.get(f"{path}?ego=青岚市教育局&to=无此机构", accept="text/html")
            assert page.status == 200, path

    def test_a_tie_tells_its_acts_with_sentence_and_letter(self, shown):
        panel = shown.get("/network/panel?a=青岚市科学技术局&b=青岚市水务局").text
        assert "联合发文" in panel
        assert "所选范围内 1 项联合行动，共 1 项" in panel
        assert "#char=0,24" in panel
        other = shown.get("/network/panel?a=青岚市科学技术局&b=青岚市水务局&year=2019").text
        assert "所选范围内 0 项联合行动，共 1 项" in other

    def test_a_body_tells_its_partners(self, shown):
        panel = shown.get("/network/panel?node=青岚市教育局").text
        assert "青岚市科学技术局" in panel
        assert "以它为中心" in panel

    def test_groups_tell_their_strongest_ties(self, shown):
        closed = graph(shown, "open=&group=kind")
        assert closed["opened"] == []
        one, other = (closed["marks"][n]["id"] for n in closed["lines"][0][:2])
        panel = shown.get(f"/network/panel?group=kind&a={one}&b={other}").text
        assert "对协作" in panel

    def test_finds_names_by_their_parts_and_short_forms(self, shown):
        found = json.loads(shown.get("/network/find.json?q=科技局").body)
        assert [hit["name"] for hit in found] == ["青岚市科学技术局"]
        assert json.loads(shown.get("/network/find.json?q=").body) == []

    def test_tables_hold_what_is_drawn(self, shown):
        found = graph(shown)
        ties = rows(shown, "/network?format=csv&table=ties")
        nodes = rows(shown, "/network?format=csv&table=nodes")
        assert len(ties) == len(found["lines"]) + 1
        assert len(nodes) == len(found["marks"]) + 1
        assert ties[0][:4] == ["甲方", "乙方", "强度", "联合行动"]

    def test_the_evidence_can_be_had(self, shown):
        query = "a=青岚市科学技术局&b=青岚市水务局"
        found = rows(shown, f"/network?{query}&format=csv&table=acts")
        assert found[1][0] == "联合发文"
        assert found[1][5] == "2023年，市科技局与市水务局联合印发河湾方案。"
        assert found[1][8].endswith("#char=0,24")
        assert "table=acts" in shown.get(f"/network/panel?{query}").text
        assert shown.get("/network?a=x&b=y&format=csv&table=acts").status == 404

    def test_all_ties_can_be_had(self, shown):
        found = rows(shown, "/network?format=csv&table=all-ties")
        assert len(found) == graph(shown)["totals"]["ties_all"] + 1
        assert found[1][4].endswith(found[1][0])
        one = rows(shown, "/network?year=2023&format=csv&table=all-ties")
        assert len(one) == 2

    def test_all_at_once_has_every_tie(self, shown):
        found = json.loads(shown.get("/network/whole.json").body)
        assert len(found["a"]) == graph(shown)["totals"]["ties_all"]
        assert len(found["name"]) == len(found["x"]) == len(found["kind"])

    @pytest.mark.parametrize("path", ["/network", "/network/graph.json", "/matrix"])
    def test_answers_are_tagged(self, shown, path):
        first = shown.get(path, accept="text/html")
        tag = first.headers["etag"]
        again = shown.get(path, accept="text/html", if_none_match=tag)
        assert (again.status, again.body) == (304, b"")

    def test_speaks_english(self, shown):
        page = shown.get("/network?lang=en", accept="text/html").text
        assert "Who works with whom" in page
        assert "joint acts tie" in page

    def test_by_body_and_by_lineage_are_both_there(self, shown):
        assert graph(shown, "by=body")["totals"]["ties_all"] > 0


class TestMatrix:
    def test_holds_each_tie_twice_and_in_the_table_once(self, shown):
        page = shown.get("/matrix?lang=zh", accept="text/html").text
        ties = rows(shown, "/matrix?format=csv&table=ties")
        assert page.count('class="cell s') - 6 == 2 * (len(ties) - 1)

    def test_is_downloaded_as_a_matrix(self, shown):
        found = rows(shown, "/matrix?format=csv&table=matrix")
        assert all(len(row) == len(found) for row in found)
        names = found[0][1:]
        assert [row[0] for row in found[1:]] == names
        a, b = names.index("青岚市科学技术局"), names.index("青岚市水务局")
        assert found[a + 1][b + 1] == found[b + 1][a + 1] == "1.0"

    def test_tells_the_evidence_of_a_square(self, shown):
        query = "a=青岚市科学技术局&b=青岚市水务局"
        assert "河湾方案" in shown.get(f"/matrix/panel?{query}").text
        page = shown.get(f"/matrix?{query}", accept="text/html").text
        assert page.count(" chosen") == 2
        assert shown.get("/matrix/panel?a=x&b=y").status == 404


def test_hostile_names_stay_text(tmp_path):
    with network(tmp_path, hostile()) as site:
        for path in ("/network", "/matrix"):
            page = site.get(path, accept="text/html").text
            assert "<script>alert" not in page
            assert "<img" not in page


def test_an_empty_store_has_an_empty_network(tmp_path):
    with network(tmp_path, []) as site:
        for path in ("/network", "/matrix"):
            assert site.get(path, accept="text/html").status == 200
        assert graph(site)["marks"] == []


def test_a_network_that_is_still_made_says_so_and_comes(tmp_path, monkeypatch):
    monkeypatch.setattr("replygraph.serve.explorer.network._PATIENCE", 0.0)
    with service(stored(tmp_path, [survey("a")])) as site:
        first = site.get("/network", accept="text/html")
        assert (first.status, first.headers["refresh"]) == (202, "3")
        assert site.get("/network/graph.json").status == 503
        monkeypatch.setattr("replygraph.serve.explorer.network._PATIENCE", 60.0)
        assert site.get("/network", accept="text/html").status == 200


def test_a_generation_read_from_disk_and_then_from_memory_is_woven_once(monkeypatch, tmp_path):
    begun = []

    async def weave(_, folder):
        begun.append(folder.name)
        return {"lineage": len(begun)}

    class Service:
        scratch = tmp_path

    async def asked():
        live = Service()
        for number, at in ((1, 3), (1, 3), (2, 4), (1, 3)):
            await woven(live, SimpleNamespace(number=number, at=at))

    monkeypatch.setattr("replygraph.serve.explorer.woven._weave", weave)
    asyncio.run(asked())
    assert begun == ["network-1-3", "network-2-4"]


def test_two_years_side_by_side_say_what_is_new_and_gone_with_sentences(shown):
    address = "/change?before=2021&after=2023"
    html = shown.get(address, accept="text/html").text
    assert "2021 年" in html
    assert "2023 年" in html
    found = {frozenset(row[1:3]): row for row in rows(shown, f"{address}&format=csv")}
    new = found[frozenset(("青岚市科学技术局", "青岚市水务局"))]
    assert new[0] == "新出现"
    assert new[3:5] == ["0", "1"]
    assert "联合印发河湾方案" in new[8]
    gone = found[frozenset(PARTNERS)]
    assert gone[0] == "不再见到"
    assert int(gone[3]) > 0 == int(gone[4])
    assert gone[7]
    assert not gone[8]
    swapped = rows(shown, "/change?before=2023&after=2021&change=new&format=csv")
    assert {row[0] for row in swapped[1:]} == {"新出现"}
    assert frozenset(PARTNERS) in {frozenset(row[1:3]) for row in swapped[1:]}
    english = shown.get(f"{address}&lang=en", accept="text/html").text
    assert "not seen again" in english
    assert rows(shown, f"{address}&region=绍兴市&format=csv")[1:] == []


def test_an_address_with_no_years_compares_the_last_two(shown):
    html = shown.get("/change?before=2021-x&after=", accept="text/html").text
    assert 'name="before" value="2021"' in html
    assert 'name="after" value="2023"' in html


def test_the_table_of_all_ties_has_years_and_a_sentence(shown):
    found = rows(shown, "/network?format=csv&table=all-ties")
    head = found[0]
    first, last, said = (head.index(name) for name in ("首次年份", "末次年份", "其中一句"))
    later = next(row for row in found if {"青岚市科学技术局", "青岚市水务局"} <= set(row[:2]))
    assert (later[first], later[last]) == ("2023", "2023")
    assert "联合印发河湾方案" in later[said]
    assert all(row[said] for row in found[1:])
    dated = rows(shown, "/network?year=2021&format=csv&table=all-ties")
    assert {row[last] for row in dated[1:]} == {"2021"}


def test_cities_stand_among_the_regions_to_choose_from(tmp_path_factory):
    with network(tmp_path_factory.mktemp("cities"), hostile()) as site:
        html = site.get("/network", accept="text/html").text
    options = html[html.index('<select name="region">') :].partition("</select>")[0]
    assert re.search(
        r'<optgroup label="浙江省">.*?value="绍兴市".*?</optgroup>', options, re.DOTALL
    )


def test_an_agency_without_joint_acts_is_told_apart_and_led_to_its_page(shown):
    html = shown.get("/network?ego=青岚市<i>局", accept="text/html").text
    assert "“青岚市&lt;i&gt;局”在信中没有与别的机构的联合行动" in html
    assert 'href="/search?q=%E9%9D%92' in html
    there = shown.get(f"/network?ego={PARTNERS[0]}", accept="text/html").text
    assert 'id="apart"' not in there
