"""Commands that hand the graph on: a page, files for other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from replygraph.cli.graph import STORE
from replygraph.cli.lang import language, say
from replygraph.cli.out import note, write
from replygraph.errors import UsageError

if TYPE_CHECKING:
    from replygraph.views import Corpus

GRAPH_FORMS = ("trig", "nq", "ttl", "jsonld")
NETWORK_FORMS = ("graphml", "gexf", "csv")


BY = click.option(
    "--by",
    type=click.Choice(["lineage", "body"]),
    default="lineage",
    show_default=True,
    help=say(
        "更名前后的机构算作一个（lineage）或分列（body）",
        "renamed bodies as one (lineage) or apart (body)",
    ),
)


def corpus_of(store: str, by: str = "body") -> Corpus:
    """Return what the store's letters say, as the views take it."""
    from replygraph.store import open_store
    from replygraph.views import by_lineage, corpus

    with open_store(store) as graph:
        found = corpus(graph.records(), base=graph.base)
    return by_lineage(found) if by == "lineage" else found


@click.command(
    help=say(
        "把网络写成一个可离线打开的 HTML 页面：机构协作，或一个名称的周围。",
        "Write the network as one page that opens offline: who works with whom, or around a name.",
    )
)
@STORE
@click.option(
    "--around",
    metavar="NAME",
    help=say("机构、项目、活动、文件、提案", "an agency, program, event, document or submission"),
)
@click.option("--limit", type=int, default=None, help=say("最多画多少个", "draw at most so many"))
@BY
@click.option("-o", "--output", default="network.html", show_default=True)
def view(store: str, around: str | None, limit: int | None, by: str, output: str) -> None:
    """Write one offline page."""
    from replygraph.show import page
    from replygraph.views import acts, agency_network, ties
    from replygraph.views import around as near

    found = corpus_of(store, by)
    shared = acts(found)
    pairs = ties(found, shared)
    more: dict[str, Any] = {"limit": limit} if limit else {}
    if around:
        network = near(found, shared, pairs, around, **more)
    else:
        network = agency_network(found, shared, pairs, **more)
    write(output, page(network, lang=language()))
    if output != "-":
        note(say(f"已写入 {output}，用浏览器打开即可。", f"{output}: open it in a browser."))


@click.command(
    help=say(
        "导出：trig、nq、ttl（每封信一个文件）、jsonld 为图谱；graphml、gexf、csv 为网络。",
        "Export: trig, nq, ttl (a file a letter), jsonld: the graph; graphml, gexf, csv: networks.",
    )
)
@STORE
@click.option("--format", "form", type=click.Choice(GRAPH_FORMS + NETWORK_FORMS), required=True)
@click.option(
    "--what",
    type=click.Choice(["collaborations", "statements"]),
    default="collaborations",
    show_default=True,
    help=say("网络的内容：机构协作或全部陈述", "which network: collaborations or statements"),
)
@click.option(
    "--full",
    is_flag=True,
    help=say(
        "图谱格式：附每处提及和每条意见建议（NIF）",
        "graph formats: with each mention and point (NIF)",
    ),
)
@click.option("-o", "--output", default="-", help=say("文件或文件夹", "file or folder"))
def export(store: str, form: str, what: str, full: bool, output: str) -> None:
    """Export the graph or one of its networks."""
    from replygraph.store import export as written
    from replygraph.store import open_store

    if form in GRAPH_FORMS:
        with open_store(store) as graph:
            written(graph, form, sys.stdout.buffer if output == "-" else Path(output), full=full)
        return
    from replygraph.analyse import csv_pair, gexf, graphml, network_graph
    from replygraph.views import acts, collaboration_rows, statement_rows, ties

    found = corpus_of(store)
    if what == "statements":
        nodes, edges = statement_rows(found)
    else:
        shared = acts(found)
        nodes, edges = collaboration_rows(found, shared, ties(found, shared))
    if form == "csv":
        if output == "-":
            raise UsageError(
                "csv 有两张表，请用 -o 给出文件夹。", "csv has two tables; give a folder with -o."
            )
        for name, text in zip(("nodes", "edges"), csv_pair(nodes, edges), strict=True):
            write(str(Path(output) / f"{name}.csv"), text.encode("utf-8-sig"))
        return
    graph_of = network_graph(nodes, edges, directed=what == "statements")
    write(output, (graphml if form == "graphml" else gexf)(graph_of))
