"""Files for other programs, opened by readers that are not ours."""

import csv
import io
import json
import sys
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "show"))
from stories import stories

from replygraph.analyse import csv_pair, cytoscape, gexf, graphml, network_graph
from replygraph.views import acts, collaboration_rows, corpus, statement_rows, ties

ODD = {
    "id": "甲局",
    "label": '甲"<局>\x00',
    "until": None,
    "names": ["甲局", "市甲局"],
    "weight": 1.5,
}


@pytest.fixture(scope="module")
def rows():
    found = corpus(stories())
    shared = acts(found)
    return collaboration_rows(found, shared, ties(found, shared))


def test_graphml_is_read_back_with_every_tie(rows):
    graph = network_graph(*rows, directed=False)
    again = nx.read_graphml(io.BytesIO(graphml(graph)))
    assert set(again) == set(graph)
    assert again.number_of_edges() == len(rows[1])
    assert all(data["weight"] > 0 for *_, data in again.edges(data=True))


def test_gexf_is_version_1_3_and_has_no_clock(rows):
    data = gexf(network_graph(*rows, directed=False))
    root = ET.fromstring(data)
    assert root.tag == "{http://gexf.net/1.3}gexf"
    assert root.get("version") == "1.3"
    assert b"lastmodified" not in data
    assert len(root.findall(".//{http://gexf.net/1.3}edge")) == len(rows[1])
    assert data == gexf(network_graph(*rows, directed=False))


def test_attributes_that_writers_refuse_are_cleaned():
    graph = network_graph([ODD, {"id": "乙局"}], [], directed=False)
    again = nx.read_graphml(io.BytesIO(graphml(graph)))
    assert again.nodes["甲局"] == {"label": '甲"<局>', "names": "甲局；市甲局", "weight": 1.5}
    assert ET.fromstring(gexf(graph)) is not None


def test_csv_pair_has_the_columns_gephi_wants(rows):
    nodes, edges = csv_pair(*rows)
    assert nodes.splitlines()[0].startswith("Id,Label,")
    found = list(csv.DictReader(io.StringIO(edges)))
    ids = {row["Id"] for row in csv.DictReader(io.StringIO(nodes))}
    assert len(found) == len(rows[1])
    assert {row["Source"] for row in found} | {row["Target"] for row in found} == ids
    assert all(row["evidence"] and float(row["Weight"]) > 0 for row in found)


def test_csv_cells_are_never_formulas():
    nodes, _ = csv_pair([{"id": "a", "label": "=HYPERLINK(1)"}], [])
    assert "'=HYPERLINK" in nodes


def test_statements_become_a_directed_multigraph():
    nodes, edges = statement_rows(corpus(stories()))
    graph = network_graph(nodes, edges, directed=True)
    assert graph.is_directed()
    assert graph.is_multigraph()
    assert {data["modality"] for *_, data in graph.edges(data=True)} == {"done", "planned"}
    assert nx.read_graphml(io.BytesIO(graphml(graph))).number_of_edges() == len(edges)


def test_gexf_has_a_spell_for_each_dated_act(rows):
    graph = network_graph(*rows, directed=False)
    data = gexf(graph)
    tag = "{http://gexf.net/1.3}"
    top = ET.fromstring(data).find(f"{tag}graph")
    assert (top.get("mode"), top.get("timeformat")) == ("dynamic", "date")
    dated = [row for row in rows[1] if row["dates"]]
    spells = [edge.findall(f"{tag}spells/{tag}spell") for edge in top.iter(f"{tag}edge")]
    assert sum(bool(s) for s in spells) == len(dated)
    assert sum(len(s) for s in spells) == sum(len(row["dates"]) for row in dated)
    for spell in (s for found in spells for s in found):
        assert date.fromisoformat(spell.get("start")) <= date.fromisoformat(spell.get("end"))
    again = nx.read_gexf(io.BytesIO(data), version="1.3")
    assert set(again) == set(graph)
    assert any("spells" in data for *_, data in again.edges(data=True))


def test_cytoscape_json_is_read_back_with_every_tie(rows):
    graph = network_graph(*rows, directed=False)
    told = json.loads(cytoscape(graph))
    assert {"nodes", "edges"} == set(told["elements"])
    again = nx.cytoscape_graph(told)
    assert set(again) == set(graph)
    assert again.number_of_edges() == len(rows[1])
    ids = [e["data"]["id"] for e in told["elements"]["edges"]]
    assert len(set(ids)) == len(ids)
