"""Pages and data for every IRI, the ontology, dumps, descriptions, reconciliation."""

import csv
import gzip
import hashlib
import json
import re
from html import unescape
from urllib.parse import quote, urlencode

import pytest
from rdflib import Dataset, Graph, URIRef

BASE = "https://w3id.org/replygraph/id/"
AGENCY = "agency/青岚市科学技术局"
LETTER = "letter/政协/青岚市/2021/20210007/青岚市科学技术局/lead"
BROWSER = "text/html,*/*;q=0.5"


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (BROWSER, "agencies"),
        ("text/turtle", "data/agency"),
        ("application/ld+json", "data/agency"),
        ("*/*", "agencies"),
    ],
)
def test_an_id_leads_to_a_page_or_to_data(site, accept, kind):
    answer = site.get(f"/id/{AGENCY}", accept=accept)
    assert answer.status == 303
    assert answer.headers["location"] == f"/{kind}/{quote(AGENCY.removeprefix('agency/'))}"
    assert "Accept" in answer.headers["vary"]
    assert site.get(answer.headers["location"], accept=accept).status == 200


def test_a_page_tells_name_facts_sentences_and_letters(site):
    page = site.get(f"/page/{AGENCY}", accept=BROWSER).text
    assert "<h1>青岚市科学技术局</h1>" in page
    assert "共同调研" in page
    assert "市科技局会同市教育局、市气象局共同到河湾湿地调研" in page
    assert f'href="/page/{quote("agency/青岚市教育局")}' in page or "青岚市教育局" in page
    english = site.get(f"/page/{AGENCY}?lang=en", accept=BROWSER).text
    assert "jointly surveys" in english
    assert '<html lang="en">' in english


def test_every_iri_of_the_graph_has_a_page(site):
    found = site.ask("SELECT DISTINCT ?s { ?s ?p ?o FILTER(ISIRI(?s)) }", accept="text/csv").text
    iris = [row[0] for row in csv.reader(found.splitlines()[1:])]
    assert len(iris) > 30
    for iri in sorted({iri.partition("#")[0] for iri in iris}):
        path = (
            f"/page/{iri.removeprefix(BASE)}"
            if iri.startswith(BASE)
            else f"/page?{urlencode({'iri': iri})}"
        )
        assert site.get(path, accept=BROWSER).status == 200, iri


def test_links_of_a_page_lead_somewhere(site):
    import re

    page = site.get(f"/page/{LETTER}", accept=BROWSER).text
    targets = {
        t.partition("#")[0].replace("&amp;", "&") for t in re.findall(r'href="(/[^"]*)"', page)
    }
    assert len(targets) > 10
    for target in targets:
        assert site.get(target, accept=BROWSER).status in (200, 202), (
            target
        )  # 202: the network is being made


def test_a_page_writes_what_people_imported_as_text_only(site):
    page = site.get("/page?iri=urn:mine", accept=BROWSER).text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_a_letters_data_hold_its_mentions_too(site):
    answer = site.get(f"/data/{LETTER}", accept="text/turtle")
    graph = Graph().parse(data=answer.body, format="turtle")
    nif = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
    assert list(graph.subjects(None, URIRef(nif + "Phrase")))
    assert (URIRef(BASE + LETTER), URIRef(nif + "isString"), None) in graph
    again = site.get(f"/data/{LETTER}", accept="text/turtle", if_none_match=answer.headers["etag"])
    assert (again.status, again.body) == (304, b"")


def test_data_are_the_same_in_all_formats(site):
    sizes = set()
    for accept, name in (
        ("text/turtle", "turtle"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
        ("application/n-triples", "nt"),
    ):
        answer = site.get(f"/data/{AGENCY}", accept=accept)
        assert answer.media == accept
        sizes.add(len(Graph().parse(data=answer.body, format=name)))
    assert len(sizes) == 1
    assert site.get(f"/data/{AGENCY}?format=jsonld").media == "application/ld+json"
    assert site.get(f"/data/{AGENCY}", accept="image/png").status == 406


@pytest.mark.parametrize(
    "path", ["/page/agency/无此机构", "/data/agency/无此机构", "/id/%3E%20x", "/none"]
)
def test_what_is_not_there_is_404(site, path):
    answer = site.get(path, accept=BROWSER)
    if path.startswith("/id/") and answer.status == 303:
        answer = site.get(answer.headers["location"], accept=BROWSER)
    assert answer.status == 404


def test_many_rows_come_in_pages(site):
    assert site.get(f"/page/{AGENCY}?page=2", accept=BROWSER).status == 200
    assert site.get(f"/page/{AGENCY}?page=-1", accept=BROWSER).status == 200


def test_the_ontology_reads_in_both_languages_and_all_formats(site):
    page = site.get("/ontology", accept=BROWSER).text
    assert 'id="jointlySurveys"' in page
    assert "共同调研" in page
    assert "Several bodies or persons visit" in site.get("/ontology?lang=en", accept=BROWSER).text
    sizes = {
        len(Graph().parse(data=site.get("/ontology", accept=accept).body, format=name))
        for accept, name in (
            ("text/turtle", "turtle"),
            ("application/rdf+xml", "xml"),
            ("application/ld+json", "json-ld"),
        )
    }
    assert len(sizes) == 1


def test_void_and_dcat_describe_the_data_and_where_the_dumps_are(site):
    answer = site.get("/.well-known/void", accept="text/turtle")
    graph = Graph().parse(data=answer.body, format="turtle")
    void = "http://rdfs.org/ns/void#"
    (dump, *_) = sorted(graph.objects(None, URIRef(void + "dataDump")))
    assert site.get(str(dump).partition(str(site.port))[2]).status == 200
    triples = next(graph.objects(None, URIRef(void + "triples"))).toPython()
    count = site.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", accept="text/csv").text
    assert count.split("\r\n")[1] in {str(t) for t in graph.objects(None, URIRef(void + "triples"))}
    assert triples > 0


def test_dumps_are_whole_checked_and_known_by_their_tag(site):
    sums = dict(reversed(line.split()) for line in site.get("/dump/SHA256SUMS").text.splitlines())
    total = site.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", accept="text/csv").text.split("\r\n")[
        1
    ]
    for name, form in (("replygraph.nq.gz", "nquads"), ("replygraph.trig.gz", "trig")):
        answer = site.get(f"/dump/{name}")
        assert hashlib.sha256(answer.body).hexdigest() == sums[name]
        data = Dataset(default_union=True)
        data.parse(data=gzip.decompress(answer.body), format=form)
        assert len(data) == int(total)
        assert site.get(f"/dump/{name}", if_none_match=answer.headers["etag"]).status == 304
        assert site.get(f"/dump/{name}", range="bytes=0-9").body == answer.body[:10]
    assert "SHA-256" in site.get("/dump", accept=BROWSER).text


def test_healthz(site):
    found = json.loads(site.get("/healthz").text)
    assert (found["status"], found["generation"]) == ("ok", site.live.now.number)


def test_search_finds_parts_of_names_and_short_forms(site):
    assert (
        quote("青岚市科学技术局")
        in site.get("/search?q=%E7%A7%91%E5%AD%A6%E6%8A%80%E6%9C%AF", accept=BROWSER).text
    )
    found = json.loads(site.get(f"/suggest?{urlencode({'q': '青岚市科技局'})}").text)
    assert found[0]["name"] == "青岚市科学技术局"


def test_reconciliation_follows_the_api(site):
    manifest = json.loads(site.get("/reconcile").text)
    assert "0.2" in manifest["versions"]
    assert manifest["identifierSpace"] == BASE
    queries = {
        "q0": {"query": "青岚市科学技术局", "type": "rg:Agency"},
        "q1": {"query": "青岚市气象", "limit": 1},
        "q2": {"query": "科学技术局", "type": "schema:Event"},
        "q3": {"query": ""},
    }
    form = urlencode({"queries": json.dumps(queries)})
    found = json.loads(site.post("/reconcile", form, "application/x-www-form-urlencoded").text)
    first = found["q0"]["result"][0]
    assert (first["name"], first["match"], first["score"]) == ("青岚市科学技术局", True, 100)
    assert first["type"][0]["id"] == "rg:Agency"
    assert [c["name"] for c in found["q1"]["result"]] == ["青岚市气象局"]
    assert found["q2"]["result"] == []
    assert found["q3"]["result"] == []
    assert site.get(f"/id/{first['id']}", accept=BROWSER).status == 303
    preview = site.get(f"/reconcile/preview?{urlencode({'id': first['id']})}")
    assert "青岚市科学技术局" in preview.text
    assert "frame-ancestors *" in preview.headers["content-security-policy"]


@pytest.mark.parametrize(
    "queries", ["[", "[]", '"x"', '{"q": 1}', '{"q": {"query": 5}}', "[" * 100_000]
)
def test_reconciliation_survives_nonsense(site, queries):
    form = urlencode({"queries": queries})
    answer = site.post("/reconcile", form, "application/x-www-form-urlencoded")
    assert answer.status in (200, 400)


def test_suggest_services(site):
    entity = json.loads(
        site.get(f"/reconcile/suggest/entity?{urlencode({'prefix': '青岚市'})}").text
    )
    assert {"青岚市科学技术局", "青岚市人才办法"} <= {r["name"] for r in entity["result"]}
    kinds = json.loads(site.get("/reconcile/suggest/type?prefix=agen").text)
    assert [r["id"] for r in kinds["result"]] == ["rg:Agency"]
    assert json.loads(site.get("/reconcile/suggest/property?prefix=x").text) == {"result": []}


def test_query_and_download_greet_in_plain_words_and_offer_tables(site):
    for path, words in (("/sparql", "不必懂查询语言"), ("/dump", "表格可直接用 Excel 打开")):
        html = site.get(path, accept="text/html").text
        assert html.index("<h1>") < html.index(words)
        assert words in html
    html = site.get("/dump", accept="text/html").text
    for target in re.findall(r'<li><a href="([^"]+)" download>', html):
        answer = site.get(unescape(target))
        assert answer.status == 200, target
        assert answer.media == "text/csv", target
    assert html.index("/register?format=csv") < html.index("replygraph.nq.gz")
