"""The protocol beyond the W3C's tests: formats, q-values, languages of errors."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rdflib import Graph

from replygraph.serve.protocol import BadRequestError, form_pairs

SELECT = "SELECT ?l { ?x rdfs:label ?l } ORDER BY ?l LIMIT 3"
CONSTRUCT = "CONSTRUCT { ?x rdfs:label ?l } WHERE { ?x rdfs:label ?l }"
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("text/csv", "text/csv"),
        ("application/json", JSON),
        ("text/csv;q=0.3, text/tab-separated-values;q=0.8", "text/tab-separated-values"),
        ("application/xml", XML),
        ("*/*", JSON),
        ("image/png, */*;q=0.1", JSON),
        ("text/*", "text/csv"),
        (f"{JSON};q=0, */*", XML),
        ("text/turtle, application/sparql-results+xml;q=0.5", XML),
    ],
)
def test_a_table_comes_in_the_format_the_client_likes_best(site, accept, media):
    answer = site.ask(SELECT, accept=accept)
    assert (answer.status, answer.media) == (200, media)


@pytest.mark.parametrize(
    ("accept", "media", "name"),
    [
        ("text/turtle", "text/turtle", "turtle"),
        ("application/ld+json", "application/ld+json", "json-ld"),
        ("application/rdf+xml, text/turtle;q=0.9", "application/rdf+xml", "xml"),
        ("text/plain", "application/n-triples", "nt"),
        ("application/n-quads", "application/n-quads", "nquads"),
        ("application/trig", "application/trig", "trig"),
        ("*/*", "text/turtle", "turtle"),
    ],
)
def test_a_graph_comes_in_every_format_and_is_the_same(site, accept, media, name):
    from rdflib import Dataset

    answer = site.ask(CONSTRUCT, accept=accept)
    assert (answer.status, answer.media) == (200, media)
    target = Dataset(default_union=True) if name in ("nquads", "trig") else Graph()
    target.parse(data=answer.body, format=name)
    assert len(target) == len(site.ask(CONSTRUCT, accept="application/n-triples").text.splitlines())


def test_what_cannot_be_written_as_asked_is_406(site):
    assert site.ask(SELECT, accept="image/png").status == 406
    assert site.ask(SELECT, accept="text/turtle").status == 406
    assert site.ask(CONSTRUCT, accept="text/csv").status == 406
    assert site.get("/sparql", accept="image/png").status == 406


def test_the_three_ways_of_asking_agree(site):
    one = site.ask(SELECT).body
    form = urlencode({"query": SELECT})
    assert site.post("/sparql", form, "application/x-www-form-urlencoded").body == one
    assert site.post("/sparql", SELECT, "application/sparql-query; charset=utf-8").body == one


def test_chinese_comes_through_whole(site):
    query = 'SELECT ("《环保“十四五”》\\n" AS ?t) {}'
    found = json.loads(site.ask(query).text)["results"]["bindings"][0]["t"]["value"]
    assert found == "《环保“十四五”》\n"
    tree = ET.fromstring(site.ask(query, accept=XML).text)
    assert tree.find(".//{*}literal").text == "《环保“十四五”》\n"


def test_the_default_graph_is_the_union_and_every_triple_counts_once(site):
    def count(where):
        found = site.ask(f"SELECT (COUNT(*) AS ?n) {{ {where} }}")
        return int(json.loads(found.text)["results"]["bindings"][0]["n"]["value"])

    assert count("?s ?p ?o") == count("GRAPH ?g { ?s ?p ?o }") > 0
    assert count("GRAPH <urn:mine-graph> { ?s ?p ?o }") == 1


def test_all_variables_come_in_the_order_of_the_query(site):
    assert site.ask("SELECT * { ?z a ?a . ?a ?m ?b }", accept="text/csv").text.startswith(
        "z,a,m,b\r\n"
    )


def test_an_unknown_function_is_an_error_in_its_row_only(site):
    answer = site.ask("SELECT (<urn:f>(1) AS ?x) (2 AS ?y) {}", accept="text/csv")
    assert answer.text == "x,y\r\n,2\r\n"


def test_errors_say_where_in_both_languages_the_clients_first(site):
    chinese = site.get("/sparql?query=SELECT+*+%7B+%3Fs+%3Fp", accept_language="zh-CN").text
    english = site.get("/sparql?query=SELECT+*+%7B+%3Fs+%3Fp", accept_language="en").text
    assert chinese.startswith("SPARQL 语法有误，第 1 行")
    assert english.startswith("malformed SPARQL near line 1")


def test_methods_that_would_write_are_refused(site):
    for method in ("PUT", "DELETE", "PATCH"):
        assert site.get("/sparql", method=method).status == 405
    answer = site.post("/sparql", "update=DROP+ALL", "application/x-www-form-urlencoded")
    assert answer.status == 403
    assert site.post("/sparql", "DROP ALL", "application/sparql-update").status == 403


def test_head_and_options(site):
    assert site.get("/sparql?query=ASK+%7B%7D", method="HEAD").body == b""
    answer = site.get("/sparql", method="OPTIONS")
    assert answer.status == 204
    assert "POST" in answer.headers["access-control-allow-methods"]


def test_a_browser_gets_the_editor_and_a_program_the_description(site):
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert site.get("/sparql", accept=browser).media == "text/html"
    assert site.ask(SELECT, accept=browser).media == "text/html"
    assert site.get("/sparql").media == "text/turtle"
    assert site.get("/sparql", accept="application/ld+json").media == "application/ld+json"


def test_a_download_has_a_name_that_is_safe(site):
    asked = urlencode({"query": SELECT, "format": "csv", "download": 'a"b.csv'})
    answer = site.get(f"/sparql?{asked}")
    assert answer.media == "text/csv"
    assert answer.headers["content-disposition"] == 'attachment; filename="a_b.csv"'


def test_a_body_too_long_is_refused(site):
    assert site.post("/sparql", "#" * (2 << 20), "application/sparql-query").status == 413


def test_answers_are_compressed_for_those_who_take_it(site):
    import gzip

    plain = site.ask(CONSTRUCT, accept="application/n-triples")
    answer = site.get(
        f"/sparql?{urlencode({'query': CONSTRUCT})}",
        accept="application/n-triples",
        accept_encoding="gzip",
    )
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(answer.body) == plain.body


@given(st.text(st.sampled_from("a=&%+;\\ux4e2dFf0你\n")).map(lambda text: text.encode("utf-8")))
@example(b"query=%E4%BD%A0%5C%5cx&a&&=b&%zz=%4&x=\\x41")
@example(b"a=%ff")
def test_forms_are_read_as_the_standard_library_reads_them(data):
    try:
        text = data.decode("ascii")
        expected = parse_qsl(text, keep_blank_values=True, errors="strict")
    except ValueError:
        with pytest.raises(BadRequestError):
            form_pairs(data)
    else:
        assert form_pairs(data) == expected


def test_csv_quotes_addresses_that_hold_a_comma(site):
    where = "VALUES (?a ?b) { (<urn:a#char=1,2> '甲，\"乙\"\\n丙') (<urn:b> UNDEF) }"
    answer = site.ask(f"SELECT ?a ?b {{ {where} }}", accept="text/csv")
    rows = list(csv.reader(io.StringIO(answer.text, newline="")))
    assert rows == [["a", "b"], ["urn:a#char=1,2", '甲，"乙"\n丙'], ["urn:b", ""]]
