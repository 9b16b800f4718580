"""The explorer's pages: what they say, where they lead, what they are downloaded as."""

import csv
import dataclasses
import io
import re
from collections import Counter
from html import unescape
from urllib.parse import quote, unquote

import pytest
from served import service

from explored import (
    AFTER,
    ANSWER,
    BEFORE,
    HEARD,
    ISSUE,
    LONG,
    MARKUP,
    MONEY,
    PROMISE,
    SURVEY,
    WATER,
    co,
    hostile,
    lead,
)
from replygraph.serve.explorer import shell
from replygraph.store import open_store

BROWSER = "text/html,*/*;q=0.5"
LEAD = f"政协/绍兴市/9-2/9/{WATER}/lead"
VIEWS = {
    "start": "/",
    "letter": f"/letters/{LEAD}",
    "submission": "/submissions/政协/绍兴市/9-2/9",
    "agency": f"/agencies/{WATER}",
    "renamed": f"/agencies/{BEFORE}",
    "person": "/people/政协/绍兴市/周闻笛",
    "program": "/programs/清岸工程",
    "event": "/events/河湾文化节",
    "place": "/places/河湾古镇",
    "document": "/documents/河湾行动方案",
    "register": "/register",
    "commitments": "/register?list=commitments",
    "facts": f"/page/agency/{WATER}",
}


def stored(folder, records, **more):
    with open_store(folder / "graph", write=True, **more) as kept:
        kept.update(records)
    return folder / "graph"


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    with service(stored(tmp_path_factory.mktemp("shown"), [lead(), co()])) as running:
        yield running


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    with service(stored(tmp_path_factory.mktemp("odd"), hostile())) as running:
        yield running


def page(site, path, status=200):
    answer = site.get(path, accept=BROWSER)
    assert answer.status == status, path
    return answer.text


def rows(answer):
    assert answer.body.startswith(b"\xef\xbb\xbf")
    assert answer.media == "text/csv"
    return list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"))))


def text(html):
    return unescape(re.sub(r"<[^>]+>", "", html))


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_speaks_both_languages_and_leads_to_pages_that_are_there(shown, view):
    html = page(shown, VIEWS[view])
    assert '<html lang="zh-CN">' in html
    sign = "&" if "?" in VIEWS[view] else "?"
    english = page(shown, f"{VIEWS[view]}{sign}lang=en")
    assert '<html lang="en">' in english
    targets = {unescape(t).partition("#")[0] for t in re.findall(r'href="(/[^"]*)"', english)}
    assert len(targets) > 8
    for target in sorted(targets - {""}):
        answer = shown.get(unquote(target), accept=BROWSER)
        if answer.status == 303:
            answer = shown.get(unquote(answer.headers["location"]), accept=BROWSER)
        assert answer.status in (200, 202), (view, unquote(target))


@pytest.mark.parametrize("view", VIEWS)
def test_each_table_is_downloaded_as_csv_for_excel(shown, view):
    html = page(shown, VIEWS[view])
    targets = [unescape(t) for t in re.findall(r'href="([^"]*format=csv[^"]*)"', html)]
    if view != "facts":
        assert targets
    for target in targets:
        found = rows(shown.get(unquote(target)))
        assert len(found) > 1
        assert {len(row) for row in found} == {len(found[0])}


def test_csv_has_all_rows_and_says_so_in_its_name(shown):
    answer = shown.get(f"/agencies/{WATER}?format=csv&table=partners")
    assert 'filename="replygraph-partners.csv"' in answer.headers["content-disposition"]
    found = rows(answer)
    assert found[0][0] == "协作机构"
    assert {AFTER, MONEY} <= {row[0] for row in found[1:]}
    assert rows(shown.get(f"/agencies/{WATER}?format=csv&lang=en"))[0][0] == "partner"
    assert shown.get(f"/agencies/{WATER}?format=csv&table=none", accept=BROWSER).status == 404


def test_the_letter_is_whole_with_its_statements_points_and_outcome(shown):
    html = page(shown, VIEWS["letter"])
    paper = html[html.index('id="paper"') : html.index("</article>")]
    for sentence in (SURVEY, ISSUE, ANSWER, PROMISE, HEARD):
        assert sentence in text(paper)
    start = lead()["text"].index(SURVEY)
    assert f'id="char={start},{start + len(SURVEY)}"' in paper
    assert f'href="#char={start},{start + len(SURVEY)}"' in html
    assert f'href="/agencies/{quote(WATER)}"' in paper
    for words in ("共同调研", "A 类", "满意", "期限 2022-12", "意见建议"):
        assert words in html
    hidden = page(shown, f"{VIEWS['letter']}?hide=agency,place")
    assert 'class="paper no-agency no-place"' in hidden


def test_the_submission_sets_the_replies_side_by_side(shown):
    html = page(shown, VIEWS["submission"])
    table = html[html.index('class="replies"') : html.index("</table>")]
    line = next(row for row in table.split("<tr>") if ANSWER in text(row))
    assert "我局安排清岸工程资金。" in text(line)
    assert "没有答复这一条" in table
    for words in ("主办", "会办", "周闻笛", "罗听雨", "不止以上各位", "2022-12"):
        assert words in html


def test_a_renamed_agency_counts_as_one_unless_asked_apart(shown):
    one = page(shown, VIEWS["renamed"])
    assert f"<h1>{AFTER}</h1>" in one
    assert BEFORE in one
    assert "按沿革" in one
    partners = {row[0]: row for row in rows(shown.get(f"{VIEWS['renamed']}?format=csv"))}
    assert partners[WATER][2] == "2"
    apart = page(shown, f"{VIEWS['renamed']}?by=body")
    assert f"<h1>{BEFORE}</h1>" in apart
    alone = {r[0]: r for r in rows(shown.get(f"{VIEWS['renamed']}?by=body&format=csv"))}
    assert alone[WATER][2] == "1"
    water = {row[0] for row in rows(shown.get(f"/agencies/{WATER}?format=csv"))}
    assert AFTER in water
    assert BEFORE not in water
    line = shown.get("/lineages/330600/housing-urban-rural", accept=BROWSER)
    assert (line.status, unquote(line.headers["location"])) == (303, f"/agencies/{AFTER}")


def test_a_thing_says_who_has_what_part_in_it(shown):
    program = text(page(shown, VIEWS["program"]))
    assert "实施者" in program
    assert WATER in program
    assert "支持者" in program
    person = page(shown, VIEWS["person"])
    assert "关于推进河湾水岸更新的提案" in person
    assert "罗听雨" in person
    assert "政协绍兴市委员会" in person


def test_the_start_page_counts_and_asks(shown):
    html = page(shown, "/")
    assert "这里有 2 封答复函，写于 2022 年" in html
    questions = html[html.index('<ol class="ask">') :].partition("</ol>")[0]
    assert questions.count("<li>") == 5
    assert "凭什么说" in questions


def test_the_register_sifts_sorts_and_downloads_what_is_left(shown):
    html = page(shown, "/register?role=lead")
    assert re.search(r"<b>1</b> <span class=\"whole\">/ 2</span>", html)
    assert "主办（1）" in html
    assert "会办（1）" in html
    found = rows(shown.get("/register?role=lead&format=csv"))
    assert [row[4] for row in found[1:]] == [WATER]
    ordered = rows(shown.get("/register?sort=agency&format=csv"))
    assert [row[4] for row in ordered[1:]] == sorted([WATER, MONEY])
    assert "没有符合的" in page(shown, "/register?year=1999")
    assert page(shown, "/register?page=99&sort=nonsense&outcome=%22%3E")
    promised = rows(shown.get("/register?list=commitments&format=csv"))
    assert [row[0] for row in promised[1:]] == [PROMISE]


@pytest.mark.parametrize(
    "path",
    ["/letters/none", "/agencies/无此机构", "/submissions/x/y", "/people/x", "/lineages/x/y",
     "/agencies/%3E%20x", "/events/%00"],
)  # fmt: skip
def test_what_is_not_there_is_404(shown, path):
    assert shown.get(path, accept=BROWSER).status == 404


def test_an_iri_of_any_kind_leads_to_its_view(shown):
    for part, view in (("agency", "agencies"), ("letter", "letters"), ("person", "people")):
        name = {"agency": WATER, "letter": LEAD, "person": "政协/绍兴市/周闻笛"}[part]
        answer = shown.get(f"/id/{part}/{name}", accept=BROWSER)
        assert (answer.status, unquote(answer.headers["location"])) == (303, f"/{view}/{name}")
    act = shown.ask("SELECT ?a { ?a a rg:JointAct }", accept="text/csv").text.split()[1]
    path = act.removeprefix("https://w3id.org/replygraph/id/")
    assert shown.get(f"/id/{path}", accept=BROWSER).headers["location"] == f"/page/{path}"


def test_another_iri_of_a_thing_leads_to_its_page(tmp_path):
    same = (
        "<https://w3id.org/replygraph/id/program/岸工程> "
        "<http://www.w3.org/2002/07/owl#sameAs> "
        "<https://w3id.org/replygraph/id/program/清岸工程> ."
    )
    store = stored(tmp_path, [lead()])
    with open_store(store, write=True) as kept:
        kept.import_rdf(same.encode(), "urn:same", "application/n-triples")
        kept.publish()
    with service(store) as site:
        answer = site.get("/programs/岸工程?lang=en", accept=BROWSER)
        assert answer.status == 303
        assert unquote(answer.headers["location"]) == "/programs/清岸工程?lang=en"


def test_a_store_with_a_base_of_its_own_shows_letters_and_known_agencies(tmp_path):
    store = stored(tmp_path, [lead()], base="https://data.example.cn/id/")
    with service(store) as site:
        assert f"<h1>{WATER}</h1>" in page(site, f"/agencies/{WATER}")
        assert SURVEY in text(page(site, VIEWS["letter"]))
        assert f'href="/agencies/{quote(WATER)}"' in page(site, VIEWS["letter"])


def test_an_empty_store_has_a_start_page_and_a_register(tmp_path):
    with service(stored(tmp_path, [])) as site:
        assert "还没有答复函" in page(site, "/")
        assert "没有符合的" in page(site, "/register")


def test_a_page_that_takes_long_to_count_waits_and_comes_back(tmp_path, monkeypatch):
    with service(stored(tmp_path, [lead()])) as site:
        monkeypatch.setattr(shell, "PATIENCE", 0)
        for path in ("/", "/register"):
            answer = site.get(path, accept=BROWSER)
            assert (answer.status, answer.headers["refresh"]) == (202, "2")
            assert "正在清点" in answer.text
        monkeypatch.undo()
        assert "这里有 1 封答复函" in page(site, "/")
        assert page(site, "/register")


def test_only_public_letters_are_shown_where_others_look_on(tmp_path):
    secret = co(public=False)
    with service(stored(tmp_path, [lead(), secret]), public_only=True) as site:
        assert "1 封答复函" in text(page(site, "/"))
        assert shown_nowhere(site, "河湾文化节")
        assert site.get(f"/letters/政协/绍兴市/9-2/9/{MONEY}/co", accept=BROWSER).status == 404


def shown_nowhere(site, words):
    paths = ("/", "/register", VIEWS["submission"], VIEWS["program"], f"/agencies/{MONEY}")
    return all(words not in page(site, path) for path in paths)


def hostile_paths(site):
    found = site.ask("SELECT DISTINCT ?s { ?s rdfs:label ?n }", accept="text/csv").text.split(
        "\r\n"
    )[1:]
    base = "https://w3id.org/replygraph/id/"
    paths = ["/", "/register", "/register?list=commitments"]
    for iri in sorted(filter(None, found)):
        answer = site.get(f"/id/{iri.removeprefix(base)}", accept=BROWSER)
        paths.append(unquote(answer.headers["location"]))
    return paths


def test_names_with_markup_and_quotes_stay_text(odd):
    paths = hostile_paths(odd)
    assert len(paths) > 10
    seen = ""
    for path in paths:
        answer = odd.get(path, accept=BROWSER)
        if answer.status == 303:
            answer = odd.get(unquote(answer.headers["location"]), accept=BROWSER)
        assert answer.status == 200, path
        assert "<script>alert" not in answer.text, path
        assert "49" not in re.findall(r"\{\{ ?(\d+) ?\}\}", answer.text)
        assert f'="{MARKUP[:8]}' not in answer.text
        seen += answer.text
    assert "&lt;script&gt;alert(1)" in seen
    assert LONG in seen
    table = rows(odd.get("/register?format=csv"))
    assert MARKUP in table[1][2]


def test_formulas_in_names_are_texts_in_excel(tmp_path):
    record = lead(title="=HYPERLINK(1)提案")
    with service(stored(tmp_path, [record])) as site:
        found = rows(site.get("/register?format=csv"))
        assert not found[1][2].startswith("=")


def test_the_start_page_counts_what_the_register_lists(tmp_path):
    with service(stored(tmp_path, [lead(), co()])) as fresh:
        html = page(fresh, "/")
        assert "register" not in fresh.live.now.kept, "no list of all letters for a few counts"
        busiest = dict(rows(fresh.get("/?format=csv&table=busiest"))[1:])
        assemblies = dict(rows(fresh.get("/?format=csv&table=assemblies"))[1:])
        head, *letters = rows(fresh.get("/register?format=csv"))
    agency, assembly, day = (head.index(name) for name in ("答复单位", "政协、人大", "答复日期"))
    assert busiest == {n: str(k) for n, k in Counter(row[agency] for row in letters).items()}
    assert assemblies == {n: str(k) for n, k in Counter(row[assembly] for row in letters).items()}
    assert all(f"/register?year={row[day][:4]}" in html for row in letters)


def test_what_was_made_from_disk_is_kept_when_the_graph_is_in_memory(shown):
    now = shown.live.now
    page(shown, "/register")
    later = dataclasses.replace(now, kept={})
    later.take_over(now)
    assert later.kept["register"].result() is now.kept["register"].result()
    other = dataclasses.replace(now, kept={}, number=now.number + 1)
    other.take_over(now)
    assert other.kept == {}


def test_commitments_are_sifted_by_whether_their_day_has_passed(shown):
    def listed(query):
        found = rows(shown.get(f"/register?list=commitments&format=csv&on=2023-05-01{query}"))
        return [dict(zip(found[0], row, strict=True)) for row in found[1:]]

    every = listed("")
    state = next(name for name in every[0] if name.startswith("状态"))
    for due, words in (("past", "期限已过"), ("ahead", "尚未到期"), ("open", "未写期限")):
        fit = listed(f"&due={due}")
        assert fit == [row for row in every if row[state] == words]
    assert listed("&due=past")
    assert listed("&due=dated") == [row for row in every if row["完成期限"]]
    assert listed("&due=nonsense") == every
    early = rows(shown.get("/register?list=commitments&format=csv&on=2000-01-01&due=past"))
    assert len(early) == 1
    html = page(shown, "/register?list=commitments&on=2023-05-01&due=past")
    assert f"期限已过（{len(listed('&due=past'))}）" in html
    assert 'name="on" value="2023-05-01"' in html
    assert "期限已过不等于没有办成" in html


def test_a_submission_and_an_agency_say_at_the_top_which_promises_are_past(shown):
    for view in ("submission", "agency"):
        html = page(shown, f"{VIEWS[view]}?on=2023-05-01")
        assert "截至 2023-05-01：期限已过 1 项" in text(html), view
        assert '<span class="badge warn">期限已过</span>' in html
        assert "尚未到期" in page(shown, f"{VIEWS[view]}?on=2022-05-01")
    html = page(shown, VIEWS["agency"])
    assert f"/timeline/commitments?state=past&amp;agency={quote(WATER)}" in html
