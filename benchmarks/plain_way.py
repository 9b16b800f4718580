"""What one would do without replygraph: jieba.posseg, networkx and rdflib, written the plain way.

    python benchmarks/plain_way.py FOLDER

Each letter is tagged; names that end like a body's, persons, places and words in 《》 and quotes
are kept as nodes; two bodies in one sentence are tied; a verb between two names makes a triple;
everything goes into an rdflib graph and is asked for the partners of the body that has most. It
prints seconds to a queryable graph and peak memory. No claim is made on what it finds.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import time
from itertools import combinations
from pathlib import Path
from urllib.parse import quote

import jieba.posseg as pseg
import networkx as nx
from rdflib import RDF, RDFS, Graph, Literal, Namespace

EX = Namespace("https://example.org/")
BODY = re.compile(r"(?:局|委|厅|部|办|院|会|政府|委员会|办公室)$")
QUOTED = re.compile(r"《([^《》]{2,40})》|“([^“”]{2,30})”")
SENTENCE = re.compile(r"[^。；;\n]+")


def node(kind: str, name: str):
    """Return the IRI of a name."""
    return EX[f"{kind}/{quote(name)}"]


def one(path: Path, graph: Graph, network: nx.Graph) -> None:
    """Add what one letter says."""
    letter = EX[f"letter/{path.stem}"]
    text = path.read_text(encoding="utf-8")
    graph.add((letter, RDF.type, EX.Letter))
    graph.add((letter, EX.text, Literal(text, lang="zh")))
    for sentence in SENTENCE.finditer(text):
        bodies, names, verb = [], [], None
        for token in pseg.cut(sentence[0]):
            kind = None
            if BODY.search(token.word) and len(token.word) > 1:
                kind = "agency"
            elif token.flag == "nr":
                kind = "person"
            elif token.flag == "ns":
                kind = "place"
            elif token.flag == "v":
                verb = token.word
            if kind:
                thing = node(kind, token.word)
                graph.add((thing, RDF.type, EX[kind.title()]))
                graph.add((thing, RDFS.label, Literal(token.word, lang="zh")))
                graph.add((letter, EX.mentions, thing))
                if names and verb:
                    graph.add((names[-1], EX[quote(verb)], thing))
                names.append(thing)
                if kind == "agency":
                    bodies.append(thing)
        for found in QUOTED.finditer(sentence[0]):
            thing = node("document", found[1] or found[2])
            graph.add((thing, RDF.type, EX.Document))
            graph.add((thing, RDFS.label, Literal(found[1] or found[2], lang="zh")))
            graph.add((letter, EX.mentions, thing))
        for a, b in combinations(sorted(set(bodies)), 2):
            weight = network.get_edge_data(a, b, {"weight": 0})["weight"]
            network.add_edge(a, b, weight=weight + 1)


def main() -> None:
    """Build the graph of a folder and ask it one question."""
    start = time.perf_counter()
    graph, network = Graph(), nx.Graph()
    files = sorted(Path(sys.argv[1]).rglob("*.txt"))
    for path in files:
        one(path, graph, network)
    for a, b, weight in network.edges(data="weight"):
        graph.add((a, EX.cooperatesWith, b))
        graph.add((b, EX.cooperatesWith, a))
        network[a][b]["strength"] = weight
    most = max(network.degree, key=lambda pair: (pair[1], pair[0]))[0]
    query = f"SELECT ?n WHERE {{ <{most}> <{EX.cooperatesWith}> ?b . ?b <{RDFS.label}> ?n }}"
    rows = len(list(graph.query(query)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = {
        "letters": len(files),
        "seconds": round(time.perf_counter() - start, 1),
        "MB": round(peak),
        "triples": len(graph),
        "rows": rows,
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
