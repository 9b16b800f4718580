"""Commands that hand the graph on: a page, files for other programs."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from replygraph.cli.graph import STORE
from replygraph.cli.lang import language, say
from replygraph.cli.out import note, write
from replygraph.errors import UsageError

if TYPE_CHECKING:
    from replygraph.views import By, Corpus

GRAPH_FORMS = ("trig", "nq", "ttl", "jsonld")
NETWORK_FORMS = ("graphml", "gexf", "cytoscape")
TABLE_FORMS = ("csv", "xlsx", "parquet")


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


def corpus_of(store: str, by: By = "body", *, public_only: bool = False) -> Corpus:
    """Return what the store's letters say, as the views take it; at will the public ones only."""
    from replygraph import views
    from replygraph.store import open_store
    from replygraph.store.public import is_public

    with open_store(store) as graph:
        if public_only:
            is_public(graph)  # refuses a store that holds contacts
        return views.corpus_of(graph, by, public_only=public_only)


@click.command(
    help=say(
        "把网络写成一个可离线打开的 HTML 页面：机构协作，或一个名称的周围；"
        "-o 以 .svg 结尾则为静态图。",
        "Write the network as one page that opens offline: who works with whom, or around a name; "
        "a still picture where -o ends with .svg.",
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
def view(store: str, around: str | None, limit: int | None, by: By, output: str) -> None:
    """Write one offline page."""
    from replygraph.show import page, svg
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
    still = output.lower().endswith(".svg")
    write(output, (svg if still else page)(network, lang=language()))
    if output != "-":
        note(say(f"已写入 {output}，用浏览器打开即可。", f"{output}: open it in a browser."))


@click.command(
    help=say(
        "生成一个机构、项目或地区的简报：数字、图、表和原文，一个文件；-o 以 .pdf 结尾则为 PDF。",
        "Write a report on an agency, program or region in one file: figures, tables, sentences; "
        "a PDF where -o ends with .pdf.",
    )
)
@click.argument("name")
@STORE
@BY
@click.option("-o", "--output", default="report.html", show_default=True)
def report(name: str, store: str, by: By, output: str) -> None:
    """Write a report."""
    from replygraph.show import pdf
    from replygraph.show import report as written
    from replygraph.views import brief

    page = written(brief(corpus_of(store, by), name), lang=language())
    write(output, pdf(page) if output.lower().endswith(".pdf") else page)
    if output != "-":
        note(say(f"已写入 {output}。", f"{output} written."))


@click.command(
    help=say(
        "导出图谱（trig、nq、ttl 每封信一个文件、jsonld）、网络（graphml、gexf、cytoscape）"
        "或表格（csv、xlsx、parquet）。",
        "Export the graph (trig, nq, ttl a file a letter, jsonld), a network (graphml, gexf, "
        "cytoscape) or tables (csv, xlsx, parquet).",
    )
)
@STORE
@click.option(
    "--format", "form", type=click.Choice(GRAPH_FORMS + NETWORK_FORMS + TABLE_FORMS), required=True
)
@click.option(
    "--what",
    type=click.Choice(["collaborations", "statements", "register"]),
    default="collaborations",
    show_default=True,
    help=say(
        "机构协作、全部陈述，或台账（每封信一行、每项承诺一行）",
        "collaborations, statements, or the register: a row a letter, a row a commitment",
    ),
)
@BY
@click.option(
    "--full",
    is_flag=True,
    help=say(
        "图谱格式：附每处提及和每条意见建议（NIF）",
        "graph formats: with each mention and point (NIF)",
    ),
)
@click.option(
    "--public-only",
    is_flag=True,
    help=say("只含公开的答复函及由其得出的事实", "only public letters and what follows from them"),
)
@click.option("-o", "--output", default="-", help=say("文件或文件夹", "file or folder"))
def export(
    store: str, form: str, what: str, by: By, full: bool, public_only: bool, output: str
) -> None:
    """Export the graph, one of its networks or the register."""
    if form in GRAPH_FORMS:
        _graph(store, form, output, full=full, public_only=public_only)
        return
    found = corpus_of(store, "body" if what == "register" else by, public_only=public_only)
    if what == "register":
        _register(found, form, output)
    else:
        _network(found, form, what, output)


def _graph(store: str, form: str, output: str, *, full: bool, public_only: bool) -> None:
    from replygraph.store import export as written
    from replygraph.store import open_store
    from replygraph.store.public import is_public, public_copy

    target = sys.stdout.buffer if output == "-" else Path(output)
    with open_store(store) as graph:
        if not public_only or is_public(graph):
            written(graph, form, target, full=full)
            return
        with tempfile.TemporaryDirectory(prefix="replygraph-", ignore_cleanup_errors=True) as place:
            public_copy(graph, Path(place) / "graph")
            with open_store(Path(place) / "graph") as copy:
                written(copy, form, target, full=full)


def _files(form: str, output: str, files: dict[str, bytes]) -> None:
    """Write several tables into a folder."""
    if output == "-":
        raise UsageError(
            f"{form} 有多张表，请用 -o 给出文件夹。",
            f"{form} has several tables; give a folder with -o.",
        )
    for name, data in files.items():
        write(str(Path(output) / f"{name}.{form}"), data)


def _register(found: Corpus, form: str, output: str) -> None:
    from replygraph.show import as_rows, csv_table, parquet, xlsx
    from replygraph.views import register

    if form not in TABLE_FORMS:
        raise UsageError(
            f"台账是表格，不能写成 {form}。请用 --format xlsx、csv 或 parquet。",
            f"The register is a table and cannot be written as {form}; use --format xlsx, csv "
            "or parquet.",
        )
    tables = register(found)
    if form == "xlsx":
        write(output, xlsx(tables, lang=language()))
    elif form == "csv":
        _files(form, output, {t.name: csv_table(t, lang=language()) for t in tables})
    else:
        _files(form, output, {t.name: parquet(as_rows(t)) for t in tables})


def _network(found: Corpus, form: str, what: str, output: str) -> None:
    from replygraph.analyse import csv_pair, cytoscape, gexf, graphml, network_graph
    from replygraph.show import parquet, tabulated, xlsx
    from replygraph.views import Words, acts, collaboration_rows, statement_rows, ties

    if what == "statements":
        nodes, edges = statement_rows(found)
    else:
        shared = acts(found)
        nodes, edges = collaboration_rows(found, shared, ties(found, shared))
    if form == "csv":
        pair = (text.encode("utf-8-sig") for text in csv_pair(nodes, edges))
        _files(form, output, dict(zip(("nodes", "edges"), pair, strict=True)))
    elif form == "parquet":
        _files(form, output, {"nodes": parquet(nodes), "edges": parquet(edges)})
    elif form == "xlsx":
        sheets = (("nodes", nodes, Words("点", "nodes")), ("edges", edges, Words("边", "edges")))
        write(output, xlsx([tabulated(*sheet) for sheet in sheets], lang=language()))
    else:
        graph = network_graph(nodes, edges, directed=what == "statements")
        if form == "cytoscape":
            write(output, cytoscape(graph))
        else:
            write(output, graphml(graph) if form == "graphml" else gexf(graph))
