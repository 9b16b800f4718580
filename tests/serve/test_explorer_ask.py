"""Questions of the explorer: terms are checked in one place, files are valid SPARQL."""

import asyncio
import re
from importlib.resources import files
from types import SimpleNamespace

import pyoxigraph as ox
import pytest

from replygraph.serve.explorer.ask import Iri, Text, filled, table, term, text
from replygraph.serve.explorer.reading import quotes, record
from replygraph.store.serving import Served
from replygraph.vocab import PREFIXES

QUERIES = sorted(
    path.name.removesuffix(".rq")
    for path in (files("replygraph.serve.explorer") / "queries").iterdir()
    if path.name.endswith(".rq")
)


@pytest.mark.parametrize(
    "bad",
    [Iri("urn:x> ?p ?o } #"), Iri("x"), Iri("urn:a b"), Text("x", 'en" .'), "\ud800"],
)
def test_what_could_leave_its_place_is_refused(bad):
    with pytest.raises(ValueError, match="not a"):
        term(bad)


def test_a_text_ends_where_it_ends():
    hostile = 'a" } UNION { ?s ?p ?o } #\n\\'
    query = filled("SELECT ?o { ?o rdfs:label $name }", {"name": hostile})
    store = ox.Store()
    assert list(store.query(query, prefixes=PREFIXES)) == []
    literal = ox.Literal(hostile)
    store.add(ox.Quad(ox.NamedNode("urn:x"), ox.NamedNode(PREFIXES["rdfs"] + "label"), literal))
    assert len(list(store.query(query, prefixes=PREFIXES))) == 1


def test_a_query_wants_what_it_asks_for():
    with pytest.raises(KeyError):
        filled("SELECT ?o { $it ?p ?o }", {})
    with pytest.raises(KeyError):
        filled("SELECT ?o { ?s ?p ?o }", {"it": 1})
    with pytest.raises(ValueError, match="name of a query"):
        text("../ask")


@pytest.mark.parametrize("name", QUERIES)
def test_each_file_is_sparql_and_begins_with_what_it_answers(name):
    query = text(name)
    numbers = {match[1] for match in re.finditer(r"(?:LIMIT|OFFSET)\s+\$(\w+)", query)}
    lists = {match[1] for match in re.finditer(r"(?:VALUES \?\w+ \{|IN \()\s*\$(\w+)", query)}
    given = {}
    for parameter in re.findall(r"\$(\w+)", query):
        given[parameter] = (
            1 if parameter in numbers else (Iri("urn:x"),) if parameter in lists else Iri("urn:x")
        )
    ox.Store().query(filled(query, given), prefixes=PREFIXES)
    raw = (files("replygraph.serve.explorer") / "queries" / f"{name}.rq").read_text("utf-8")
    assert raw.startswith("# "), "say in one line what it answers"
    assert '"$' not in raw


def test_records_and_sentences_of_letters(site):
    key = "https://w3id.org/replygraph/id/letter/政协/青岚市/2021/20210007/青岚市科学技术局/lead"
    found = asyncio.run(record(site.live.now, key))
    assert found["id"] == "a"
    assert asyncio.run(record(site.live.now, "urn:none")) is None
    names = [f"{key}#char=0,5", f"{key}#char=5,99999", "urn:none#char=0,1", "nothing"]
    told = asyncio.run(quotes(site.live.now, names))
    assert list(told) == names[:1]
    assert told[names[0]].text == found["text"][:5]


def test_a_table_has_the_rows_of_the_question_with_commas_and_quotes_in_them():
    passage = "urn:letter#char=120,158"
    lines = [
        f'<{passage}> <urn:says> "河\\t湾\\n“a” \\\\ \\"b\\", c"@zh .',
        "<urn:x> <urn:says> 7 .",
    ]
    graph = ox.Store()
    graph.load("\n".join(lines).encode(), format=ox.RdfFormat.TURTLE)
    served = Served(graph)

    async def run(wanted, rows):
        return served.answer(wanted, rows)

    now = SimpleNamespace(base="urn:base/", pool=SimpleNamespace(run=run))
    rows = asyncio.run(table(now, "column", predicate=Iri("urn:says")))
    assert sorted(rows) == [[passage, '河\t湾\n“a” \\ "b", c'], ["urn:x", "7"]]
