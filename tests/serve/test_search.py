"""The page of results, suggestions, the time line and regions: what they say and restore."""

import asyncio
import csv
import io
import json
import re
from html import unescape
from urllib.parse import quote, urlencode

import pytest
from served import service
from test_explorer import stored

from explored import AFTER, BEFORE, MARKUP, MONEY, NAMES, PROMISE, WATER, co, hostile, lead, told
from replygraph.serve.explorer import timeline

BROWSER = "text/html,*/*;q=0.5"
HELD = "2021年10月，市水利局承办第三届河湾文化节。"
COMING = "市水利局将于2022年10月承办第四届河湾文化节。"
LATE = "我局将于2021年底前完成清岸工程。"


def festival():
    """Return a letter of two editions of a series, with a promise that is past."""
    names = {
        **NAMES,
        "第三届河湾文化节": ("EVENT", "第三届河湾文化节"),
        "第四届河湾文化节": ("EVENT", "第四届河湾文化节"),
    }
    return told(
        "f",
        ["市水利局对第10号提案的答复", HELD, COMING, LATE, "清岸工程继续。"],
        [
            (WATER, "organizes", "第三届河湾文化节", HELD, "2021-10"),
            (WATER, "organizes", "第四届河湾文化节", COMING, "2022-10", "planned"),
        ],
        number="10",
        names=names,
        promises=[(LATE, WATER, "2021")],
        category="B",
        category_text="B类",
    )


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    with service(stored(tmp_path_factory.mktemp("shown"), [lead(), co(), festival()])) as running:
        yield running


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    with service(stored(tmp_path_factory.mktemp("odd"), hostile())) as running:
        yield running


def page(site, path, status=200):
    while (answer := site.get(path, accept=BROWSER)).status == 202:
        assert answer.headers["refresh"]
    assert answer.status == status, path
    return answer.text


def text(html):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", html)))


def rows(answer):
    assert answer.body.startswith(b"\xef\xbb\xbf")
    assert answer.media == "text/csv"
    return list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"))))


def suggested(site, **asked):
    return json.loads(site.get(f"/suggest?{urlencode(asked)}").text)


class TestSearch:
    def test_initials_short_and_former_names_lead_to_the_agency(self, shown):
        assert suggested(shown, q="sxsslj")[0]["name"] == WATER
        assert suggested(shown, q="绍兴住建局")[0]["name"] == AFTER
        assert WATER in [one["name"] for one in suggested(shown, q="绍兴市水力局")]

    def test_suggestions_say_kind_place_and_address(self, shown):
        [one] = suggested(shown, q="河湾古镇")
        assert (one["kind"], one["letters"]) == ("place", 1)
        assert shown.get(one["href"], accept=BROWSER).status == 200
        person = suggested(shown, q="周闻笛")[0]
        assert person["note"] == "政协 绍兴市"
        assert suggested(shown, q="zwd", kind="person")[0]["name"] == "周闻笛"

    def test_suggestions_keep_to_a_kind_and_a_number(self, shown):
        found = suggested(shown, q="绍兴市", kind="agency", limit=2)
        assert [one["kind"] for one in found] == ["agency", "agency"]
        assert suggested(shown, q="河湾", kind="agency") == []
        assert suggested(shown, q="  ") == []

    def test_the_page_groups_by_kind_with_counts(self, shown):
        html = page(shown, "/search?q=河湾")
        assert 'id="event"' in html
        assert 'id="place"' in html
        assert "kind=event" in html
        said = text(html)
        assert re.search(r"全部 \d+", said)
        assert "第四届河湾文化节" in said

    def test_one_kind_in_full_and_as_csv(self, shown):
        html = page(shown, "/search?q=河湾&kind=event")
        assert 'id="place"' not in html
        table = rows(shown.get("/search?q=河湾&kind=event&format=csv&table=event"))
        assert {row[0] for row in table[1:]} == {
            "第三届河湾文化节",
            "第四届河湾文化节",
            "河湾文化节",
        }
        everything = rows(shown.get("/search?q=河湾&format=csv&table=all"))
        assert everything[0][-1] == "IRI"
        assert len(everything) > len(table)

    def test_a_submission_is_found_by_its_title(self, shown):
        table = rows(shown.get("/search?q=水岸更新&format=csv&table=all"))
        assert any("关于推进河湾水岸更新的提案" in row[3] for row in table[1:])

    def test_nothing_found_and_nothing_asked_say_so(self, shown):
        assert "没有找到" in page(shown, "/search?q=xyzzyxyzzy")
        assert "szssthjj" in page(shown, "/search")
        assert "Nothing found" in page(shown, "/search?q=xyzzyxyzzy&lang=en")

    def test_hostile_names_are_text(self, odd):
        html = page(odd, f"/search?{urlencode({'q': MARKUP})}")
        assert "<script>alert" not in html
        assert suggested(odd, q="alert")[0]["name"]


class TestTimeline:
    def test_events_stand_with_editions_status_and_sentence(self, shown):
        html = page(shown, "/timeline")
        said = text(html)
        assert "第三届河湾文化节" in said
        start = festival()["text"].index(HELD)
        assert f"#char={start},{start + len(HELD)}" in html
        table = rows(shown.get("/timeline?format=csv&table=events"))
        by_name = {row[1]: row for row in table[1:]}
        assert by_name["第三届河湾文化节"][0] == "2021-10"
        assert by_name["第三届河湾文化节"][2] == "3"
        assert by_name["第四届河湾文化节"][4] == "计划举办"
        assert by_name["第三届河湾文化节"][6] == "浙江省绍兴市"
        assert by_name["第三届河湾文化节"][8] == HELD
        assert by_name["河湾文化节"][0] == ""

    @pytest.mark.parametrize(
        ("asked", "names"),
        [
            ({"region": "330600"}, {"第三届河湾文化节", "第四届河湾文化节", "河湾文化节"}),
            ({"region": "440000"}, set()),
            ({"kind": "festival", "state": "planned"}, {"第四届河湾文化节"}),
            ({"from": "2021", "until": "2021"}, {"第三届河湾文化节"}),
            ({"agency": WATER}, {"第三届河湾文化节", "第四届河湾文化节"}),
            ({"agency": "sxsslj"}, {"第三届河湾文化节", "第四届河湾文化节"}),
            ({"agency": AFTER}, {"河湾文化节"}),  # by lineage: its predecessor organised it
            ({"agency": "不存在的机构xyz"}, set()),
            ({"series": "河湾文化节"}, {"第三届河湾文化节", "第四届河湾文化节", "河湾文化节"}),
        ],
    )
    def test_the_address_sifts(self, shown, asked, names):
        table = rows(
            shown.get(f"/timeline?{urlencode({**asked, 'format': 'csv', 'table': 'events'})}")
        )
        assert {row[1] for row in table[1:]} == names
        assert shown.get(f"/timeline?{urlencode(asked)}", accept=BROWSER).status == 200

    def test_commitments_are_judged_as_of_the_newest_letter(self, shown):
        html = page(shown, "/timeline/commitments")
        assert "2022-06-30" in html
        assert "不是今天" in html
        table = rows(shown.get("/timeline/commitments?format=csv&table=commitments"))
        by_text = {row[3]: row for row in table[1:]}
        assert by_text[LATE][:3] == ["2021", "期限已过", "181"]
        assert by_text[PROMISE][:3] == ["2022-12", "尚未到期", ""]
        assert by_text[PROMISE][4] == WATER

    def test_commitments_as_of_another_day(self, shown):
        asked = "/timeline/commitments?on=2023-01-01"
        assert "不是今天" not in page(shown, asked)
        table = rows(shown.get(f"{asked}&state=past&format=csv&table=commitments"))
        assert {row[3] for row in table[1:]} == {LATE, PROMISE}
        assert rows(shown.get(f"{asked}&state=ahead&format=csv&table=commitments"))[1:] == []

    @pytest.mark.parametrize(
        "asked",
        ["from=x&until=99999", "from=2022&until=2019", "on=2022-13-99", "page=99999", "region=%00",
         "kind=nonsense", "series=" + "很" * 300, "from=1900&until=1900", "from=²&until=١"],
    )  # fmt: skip
    def test_nonsense_in_the_address_does_no_harm(self, shown, asked):
        for path in ("/timeline", "/timeline/commitments"):
            assert shown.get(f"{path}?{asked}", accept=BROWSER).status == 200

    def test_an_agency_is_written_as_text(self, shown):
        html = page(shown, f"/timeline?{urlencode({'agency': MARKUP, 'series': MARKUP})}")
        assert "<script>alert" not in html


class TestRegions:
    def test_the_tree_opens_as_the_address_says(self, shown):
        html = page(shown, "/regions")
        assert "浙江" in html
        assert 'id="r-330600"' not in html
        assert 'id="r-330600"' in page(shown, "/regions?open=330000")

    def test_counts_are_those_of_the_letters(self, shown):
        table = rows(shown.get("/regions?format=csv&table=all"))
        by_code = {row[0]: row for row in table[1:]}
        assert by_code["330600"][1] == "浙江省绍兴市"
        assert by_code["330600"][3:5] == ["3", "2"]
        assert by_code["330000"][3:] == by_code["330600"][3:]
        assert by_code["330600"][6:] == ["1", "1", "0", "0", "1"]

    def test_a_region_shows_agencies_ties_and_outcomes(self, shown):
        said = text(page(shown, "/regions/330600"))
        for part in (WATER, MONEY, AFTER, "各年的办理结果", "浙江省", "330600"):
            assert part in said
        ties = rows(shown.get("/regions/330600?format=csv&table=ties"))
        assert {WATER, MONEY} <= {name for row in ties[1:] for name in row[:2]}
        assert ties[1][2] == "本地"
        agencies = rows(shown.get("/regions/330600?format=csv&table=agencies"))
        assert agencies[1][:3] == [WATER, "绍兴市", "2"]

    def test_a_region_without_letters_says_so_and_none_is_missing(self, shown):
        assert "没有这里的机构" in page(shown, "/regions/440300")
        assert "没有这里的机构" in page(shown, f"/regions/{quote('全国')}")
        page(shown, "/regions/999999", 404)
        page(shown, f"/regions/{quote(MARKUP, safe='')}", 404)

    @pytest.mark.parametrize(
        "asked", ["by=nonsense", "open=x,%00,330000", "by=solved", "by=agencies"]
    )
    def test_nonsense_in_the_address_does_no_harm(self, shown, asked):
        assert shown.get(f"/regions?{asked}", accept=BROWSER).status == 200

    def test_hostile_names_are_text(self, odd):
        for path in ("/regions", "/regions/330600", "/timeline", "/timeline/commitments"):
            assert "<script>alert" not in page(odd, path)


def test_empty_stores_have_all_views(tmp_path):
    with service(stored(tmp_path, [])) as site:
        for path in ("/search?q=x", "/timeline", "/timeline/commitments", "/regions",
                     "/regions/330600"):  # fmt: skip
            page(site, path)
        assert suggested(site, q="x") == []


def test_every_view_speaks_english(shown):
    for path in ("/search?q=河湾", "/timeline", "/timeline/commitments", "/regions",
                 "/regions/330600"):  # fmt: skip
        html = page(shown, f"{path}{'&' if '?' in path else '?'}lang=en")
        assert '<html lang="en">' in html
        assert "下载 CSV" not in html


def test_a_page_that_takes_long_says_so_and_opens_by_itself(shown, monkeypatch):
    totals = timeline.totals

    async def slow(now):
        await asyncio.sleep(0.5)
        return await totals(now)

    monkeypatch.setattr(timeline, "totals", slow)
    monkeypatch.setattr("replygraph.serve.explorer.patience.PATIENCE", 0)
    asked = f"/timeline?{urlencode({'agency': WATER})}"
    answer = shown.get(asked, accept=BROWSER)
    assert answer.status == 202
    assert answer.headers["refresh"] == "3"
    assert "正在整理" in answer.text
    monkeypatch.undo()
    assert "第三届河湾文化节" in page(shown, asked)


def test_predecessors_are_found(shown):
    assert BEFORE in [one["name"] for one in suggested(shown, q=BEFORE)]
