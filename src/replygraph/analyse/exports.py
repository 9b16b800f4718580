"""Files for Gephi, Cytoscape, R and others: GraphML, GEXF, JSON and a pair of CSV tables."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx

Row = Mapping[str, Any]

# What XML 1.0 cannot hold.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

#: between the values of a list in one cell
_BETWEEN = "；"


def network_graph(nodes: Iterable[Row], edges: Iterable[Row], *, directed: bool) -> nx.Graph[str]:
    """Return a networkx graph of the rows; nodes have an ``id``, edges ``source`` and ``target``.

    A multigraph where a pair has several edges.

    >>> network_graph([{"id": "甲局"}, {"id": "乙局"}], [], directed=False).number_of_nodes()
    2
    """
    rows = list(edges)
    pairs = {
        (r["source"], r["target"]) if directed else tuple(sorted((r["source"], r["target"])))
        for r in rows
    }
    several = len(pairs) < len(rows)
    graph: nx.Graph[str]
    if several:
        graph = nx.MultiDiGraph() if directed else nx.MultiGraph()
    else:
        graph = nx.DiGraph() if directed else nx.Graph()
    for row in nodes:
        graph.add_node(row["id"], **{k: v for k, v in row.items() if k != "id"})
    for row in rows:
        attributes = {k: v for k, v in row.items() if k not in {"source", "target"}}
        graph.add_edge(row["source"], row["target"], **attributes)
    return graph


def _plain(value: Any) -> str | float | bool:
    """Return what an XML attribute can hold: lists are joined, odd characters left out."""
    if isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, (list, tuple, set, frozenset)):
        items = sorted(value, key=str) if isinstance(value, (set, frozenset)) else value
        return _NOT_XML.sub("", _BETWEEN.join(str(item) for item in items))
    return _NOT_XML.sub("", str(value))


def cleaned(graph: nx.Graph[str]) -> nx.Graph[str]:
    """Return a copy whose attributes every writer accepts; what is None is left out.

    >>> graph = nx.Graph()
    >>> graph.add_node("甲局", until=None, names=["市甲局", "甲局"])
    >>> dict(cleaned(graph).nodes["甲局"])
    {'names': '市甲局；甲局'}
    """

    def keep(data: Mapping[str, Any]) -> dict[str, Any]:
        return {key: _plain(value) for key, value in data.items() if value is not None}

    copy = graph.__class__()
    for node, data in graph.nodes(data=True):
        copy.add_node(_NOT_XML.sub("", node), **keep(data))
    for a, b, data in graph.edges(data=True):
        copy.add_edge(_NOT_XML.sub("", a), _NOT_XML.sub("", b), **keep(data))
    return copy


def graphml(graph: nx.Graph[str]) -> bytes:
    """Return the graph as GraphML, UTF-8."""
    out = io.BytesIO()
    nx.write_graphml_xml(cleaned(graph), out, encoding="utf-8", prettyprint=True)
    return out.getvalue()


def gexf(graph: nx.Graph[str]) -> bytes:
    """Return the graph as GEXF 1.3, UTF-8, for Gephi; ``x`` and ``y`` become positions.

    ``dates`` of an edge (intervals of days) become its spells, for Gephi's time line; an edge
    without any stands at all times. The writer stamps the day, which is taken out: the same graph
    gives the same bytes.
    """
    copy = cleaned(graph)
    for _, _, data in copy.edges(data=True):
        if intervals := data.pop("dates", ""):
            data["spells"] = [tuple(one.split("/")) for one in intervals.split(_BETWEEN)]
    for _, data in copy.nodes(data=True):
        if "x" in data and "y" in data:
            data["viz"] = {"position": {"x": data.pop("x"), "y": data.pop("y"), "z": 0.0}}
    out = io.BytesIO()
    nx.write_gexf(copy, out, encoding="utf-8", prettyprint=True, version="1.3")
    text = out.getvalue().decode("utf-8")
    text = re.sub(r' lastmodifieddate="[^"]*"', "", text)
    # networkx misspells the namespace of the schema's place, and strict readers object
    return text.replace("http://w3.org/2001/", "http://www.w3.org/2001/").encode("utf-8")


def cytoscape(graph: nx.Graph[str]) -> str:
    """Return the graph as JSON for Cytoscape and Cytoscape.js; lists stay lists.

    >>> graph = network_graph([{"id": "甲局", "label": "甲局"}], [], directed=False)
    >>> json.loads(cytoscape(graph))["elements"]["nodes"][0]["data"]["label"]
    '甲局'
    """

    def kept(data: Mapping[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in data.items() if value is not None}

    # Cytoscape labels by "name"; networkx reads "value" as the node and "key" as the edge.
    nodes = [
        {"data": {"name": node, **kept(data), "id": node, "value": node}}
        for node, data in graph.nodes(data=True)
    ]
    for node in nodes:
        node["data"]["name"] = node["data"].get("label", node["data"]["name"])
    edges = [
        {"data": {**kept(data), "id": f"e{number}", "key": number, "source": a, "target": b}}
        for number, (a, b, data) in enumerate(graph.edges(data=True))
    ]
    whole = {
        "data": {"name": "replygraph"},
        "directed": graph.is_directed(),
        "multigraph": graph.is_multigraph(),
        "elements": {"nodes": nodes, "edges": edges},
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _table(rows: list[Row], first: tuple[str, ...]) -> str:
    columns = list(dict.fromkeys([*first, *(key for row in rows for key in row)]))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(["" if row.get(c) is None else _cell(_plain(row.get(c))) for c in columns])
    return out.getvalue()


def _cell(value: str | float | bool) -> str | float:
    """Return a cell that no spreadsheet takes for a formula."""
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{value}"
    return value


def csv_pair(nodes: Iterable[Row], edges: Iterable[Row]) -> tuple[str, str]:
    """Return the tables of nodes and edges with the column names that Gephi expects.

    Write them with the encoding ``utf-8-sig``, so that Excel reads the Chinese.

    >>> csv_pair([{"id": "甲局", "label": "甲局"}], [])[0].splitlines()
    ['Id,Label', '甲局,甲局']
    """
    renamed = {"id": "Id", "label": "Label", "source": "Source", "target": "Target"}
    renamed |= {"weight": "Weight"}

    def rename(row: Row) -> Row:
        return {renamed.get(key, key): value for key, value in row.items()}

    return (
        _table([rename(row) for row in nodes], ("Id", "Label")),
        _table([rename(row) for row in edges], ("Source", "Target")),
    )
