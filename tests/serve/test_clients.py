"""The clients that people use, each against the running service."""

import json
import shutil
import subprocess

import pytest

AGENCIES = "SELECT ?x ?l { ?x a rg:Agency ; rdfs:label ?l } ORDER BY ?l"
PREFIXES = (
    "PREFIX rg: <https://w3id.org/replygraph/ns#> "
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
)


def names(site):
    found = json.loads(site.ask(AGENCIES).text)["results"]["bindings"]
    return [row["l"]["value"] for row in found]


def test_sparqlwrapper(site):
    wrapper = pytest.importorskip("SPARQLWrapper", reason="SPARQLWrapper is not installed")
    client = wrapper.SPARQLWrapper(f"http://127.0.0.1:{site.port}/sparql")
    client.setQuery(PREFIXES + AGENCIES)
    for form in (wrapper.JSON, wrapper.XML, wrapper.CSV):
        client.setReturnFormat(form)
        found = client.query().convert()
        if form == wrapper.JSON:
            assert [row["l"]["value"] for row in found["results"]["bindings"]] == names(site)
    client.setMethod(wrapper.POST)
    client.setReturnFormat(wrapper.JSON)
    assert len(client.query().convert()["results"]["bindings"]) == len(names(site))
    client.setQuery("CONSTRUCT { ?x ?p ?o } WHERE { ?x ?p ?o }")
    client.setReturnFormat(wrapper.TURTLE)
    assert client.query().convert()
    client.setQuery("SELECT * {")
    with pytest.raises(wrapper.SPARQLExceptions.QueryBadFormed):
        client.query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflibs_sparqlstore(site, method):
    from rdflib import Graph
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    store = SPARQLStore(f"http://127.0.0.1:{site.port}/sparql", method=method)
    graph = Graph(store)
    assert [str(row.l) for row in graph.query(PREFIXES + AGENCIES)] == names(site)
    assert graph.query("ASK { ?s ?p ?o }").askAnswer


def test_curl(site):
    curl = shutil.which("curl")
    if not curl:
        pytest.skip("curl is not installed")
    at = f"http://127.0.0.1:{site.port}"

    def run(*arguments):
        done = subprocess.run(
            [curl, "-sS", "--compressed", *arguments], capture_output=True, check=True
        )
        return done.stdout.decode("utf-8")

    query = f"query={AGENCIES}"
    table = run("-H", "Accept: text/csv", "--data-urlencode", query, f"{at}/sparql")
    assert [line.split(",")[1] for line in table.split("\r\n")[1:-1]] == names(site)
    assert run("-G", "-H", "Accept: text/csv", "--data-urlencode", query, f"{at}/sparql") == table
    turtle = run(
        "-L",
        "-H",
        "Accept: text/turtle",
        f"{at}/id/agency/%E9%9D%92%E5%B2%9A%E5%B8%82%E6%95%99%E8%82%B2%E5%B1%80",
    )
    assert "青岚市教育局" in turtle


COMUNICA = """
const { QueryEngine } = require('@comunica/query-sparql');
(async () => {
  const stream = await new QueryEngine().queryBindings(process.argv[2], {
    sources: [{ type: 'sparql', value: process.argv[1] }] });
  const rows = await stream.toArray();
  console.log(JSON.stringify(rows.map((row) => row.get('l').value).sort()));
})();
"""


def test_comunica(site):
    node = shutil.which("node")
    found = node and subprocess.run(
        [node, "-e", "require.resolve('@comunica/query-sparql')"], capture_output=True, check=False
    )
    if not found or found.returncode:
        pytest.skip("node with @comunica/query-sparql is not here (npm install it, set NODE_PATH)")
    done = subprocess.run(
        [node, "-e", COMUNICA, f"http://127.0.0.1:{site.port}/sparql", PREFIXES + AGENCIES],
        capture_output=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout) == sorted(names(site))


def test_reconciler(site, monkeypatch):
    reconciler = pytest.importorskip("reconciler", reason="reconciler is not installed")
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    monkeypatch.setattr("numpy.NaN", float("nan"), raising=False)  # it still calls it so
    asked = pandas.Series(["青岚市科技局", "青岚市教育局", "无此机构"])
    found = reconciler.reconcile(
        asked,
        type_id="rg:Agency",
        reconciliation_endpoint=f"http://127.0.0.1:{site.port}/reconcile",
    )
    best = dict(zip(found["input_value"], found["name"], strict=True))
    assert best["青岚市科技局"] == "青岚市科学技术局"
    assert best["青岚市教育局"] == "青岚市教育局"
