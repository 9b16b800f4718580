"""Commands that make the graph and ask it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from replygraph.cli.lang import language, say
from replygraph.cli.out import finish, note, progress, table, write
from replygraph.errors import UsageError

STORE = click.option(
    "--store", default="graph", show_default=True, help=say("图谱所在文件夹", "folder of the graph")
)
OUTPUT = click.option("-o", "--output", default="-", help=say("写入文件", "write to this file"))


@click.command(
    help=say(
        "读取答复函（或 extract 输出的 .jsonl），写入图谱。",
        "Read letters (or the .jsonl that extract printed) into a graph.",
    )
)
@click.argument("paths", nargs=-1, required=True)
@STORE
@click.option("--jobs", type=int, default=None, help=say("并行进程数", "worker processes"))
@click.option("--base", default=None, help=say("本批数据的 IRI 前缀", "base IRI of what is new"))
@click.option(
    "--with-contacts", is_flag=True, help=say("保留联系人姓名和电话", "keep names and numbers")
)
@click.option(
    "--public-only",
    is_flag=True,
    help=say("不收录不公开的答复函", "leave out letters that are not public"),
)
def build(
    paths: tuple[str, ...],
    store: str,
    jobs: int | None,
    base: str | None,
    with_contacts: bool,
    public_only: bool,
) -> None:
    """Read letters into a graph."""
    from replygraph import iri
    from replygraph.store import open_store

    problems = 0
    with (
        open_store(store, write=True, base=base or iri.BASE, public_only=public_only) as graph,
        progress() as display,
    ):
        task = display.add_task(say("读取", "reading"), total=None)

        def records() -> Iterator[dict[str, Any]]:
            nonlocal problems
            for outcome in outcomes(paths, jobs=jobs, with_contacts=with_contacts):
                display.advance(task)
                if outcome.error:
                    problems += 1
                    display.console.print(outcome.error[language() == "en"], markup=False)
                for warning in outcome.warnings:
                    display.console.print(f"{outcome.source}：{warning}", markup=False)
                yield from outcome.records

        report = graph.update(records())
        number = graph.generation
    for zh, en in report.problems:
        note(say(zh, en))
    note(
        say(
            f"新增 {report.added} 封，替换 {report.replaced}，未变 {report.unchanged}，"
            f"旧版本 {report.older}，不是答复函 {report.skipped}，不公开 {report.withheld}；"
            f"版本 {number} → {store}",
            f"{report.added} letters added, {report.replaced} replaced, {report.unchanged} "
            f"unchanged, {report.older} older versions, {report.skipped} no reply letters, "
            f"{report.withheld} withheld; generation {number} → {store}",
        )
    )
    finish(problems + len(report.problems))


def outcomes(
    paths: tuple[str, ...], *, jobs: int | None = None, with_contacts: bool = False
) -> Iterator[Any]:
    """Yield the outcome of each source: letters are read, .jsonl files taken as they are."""
    from replygraph.pipeline import extract_all, from_jsonl
    from replygraph.read import sources

    edited = [path for path in paths if path.endswith(".jsonl")]
    for path in edited:
        try:
            yield from_jsonl(path, Path(path).read_bytes())
        except OSError as error:
            raise UsageError(
                f"{path}：无法读取（{error.strerror}）。", f"{path}: {error.strerror}."
            ) from error
    letters = [path for path in paths if path not in edited]
    if letters:
        yield from extract_all(sources(letters), jobs=jobs, with_contacts=with_contacts)


FORMS = ("table", "csv", "tsv", "json", "xml", "ttl")


@click.command(
    help=say(
        "用 SPARQL 查询图谱；不给查询时列出现成的问题。",
        "Ask the graph in SPARQL; without a query, list the ready questions.",
    )
)
@click.argument("sparql", required=False)
@STORE
@click.option(
    "--file", "file", type=click.Path(exists=True, path_type=Path), help=say("查询文件", "a file")
)
@click.option("--name", help=say("现成问题的名称或编号", "name or number of a ready question"))
@click.option(
    "--set",
    "given",
    multiple=True,
    metavar="NAME=VALUE",
    help=say("现成问题的参数", "parameter of a ready question"),
)
@click.option("--format", "form", type=click.Choice(FORMS), default="table", show_default=True)
@OUTPUT
def query(
    sparql: str | None,
    store: str,
    file: Path | None,
    name: str | None,
    given: tuple[str, ...],
    form: str,
    output: str,
) -> None:
    """Ask the graph in SPARQL."""
    from replygraph.ask import cookbook, question, render
    from replygraph.store import open_store

    if sum(x is not None for x in (sparql, file, name)) > 1:
        raise UsageError(
            "SPARQL、--file、--name 请只给一个。", "Give one of SPARQL, --file and --name."
        )
    if sparql is None and file is None and name is None:
        rows = [
            (q.name, say(q.zh, q.en), " ".join(p.name for p in q.parameters)) for q in cookbook()
        ]
        columns = (say("名称", "name"), say("问题", "question"), say("参数", "parameters"))
        write(output, table(columns, rows))
        return
    if name:
        wrong = [item for item in given if "=" not in item]
        if wrong:
            raise UsageError(f"参数应写作 名称=值：{wrong[0]}", f"not NAME=VALUE: {wrong[0]}")
        pairs = (item.partition("=") for item in given)
        sparql = question(name).sparql({key: value for key, _, value in pairs})
    elif file:
        sparql = file.read_text(encoding="utf-8")
    with open_store(store) as graph:
        answer = graph.query(sparql or "")
    if form == "table" and answer.kind == "select":
        write(output, table(answer.columns, answer.rows))
    elif form == "table" and answer.kind == "ask":
        write(output, say("是\n", "yes\n") if answer.boolean else say("否\n", "no\n"))
    else:
        write(output, render(answer, "ttl" if form == "table" else form))


@click.command(name="import", help=say("导入自己的 RDF 数据。", "Bring in RDF of your own."))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--graph", required=True, help=say("放入哪个图（IRI）", "IRI of its graph"))
@STORE
def import_(file: Path, graph: str, store: str) -> None:
    """Bring in RDF of your own, into a graph of its own that ``build`` keeps."""
    from replygraph.store import open_store

    kinds = {
        ".ttl": "text/turtle",
        ".nt": "application/n-triples",
        ".nq": "application/n-quads",
        ".trig": "application/trig",
        ".rdf": "application/rdf+xml",
        ".xml": "application/rdf+xml",
        ".jsonld": "application/ld+json",
    }
    media = kinds.get(file.suffix.lower())
    if media is None:
        known = " ".join(kinds)
        raise UsageError(
            f"{file}：不认识的后缀，可用 {known}。", f"{file}: unknown suffix; known: {known}."
        )
    with open_store(store, write=True) as kept:
        report = kept.import_rdf(file.read_bytes(), graph, media)
        kept.publish()
    note(
        say(
            f"{file} → {graph}：新增 {report.added} 条，跳过 {report.skipped} 条（别处已有）",
            f"{file} → {graph}: {report.added} triples, {report.skipped} skipped (stand elsewhere)",
        )
    )


@click.command(help=say("按 SHACL 形状检查图谱。", "Check the graph against its SHACL shapes."))
@STORE
@click.option("--lang", type=click.Choice(["zh", "en"]), default=None)
def validate(store: str, lang: str | None) -> None:
    """Check the graph; one sentence a problem."""
    from replygraph.store import open_store
    from replygraph.store import validate as check

    found = 0
    with open_store(store) as graph:
        letters = len(graph)
        for problem in check(graph, lang or language()):
            found += 1
            line = f":{problem.line}" if problem.line else ""
            click.echo(f"{problem.source}{line}：{problem.text}")
    if not found:
        note(say(f"{letters} 封答复函，没有问题。", f"{letters} letters, no problem."))
    finish(found)


@click.command(
    help=say(
        "说明一个名称、IRI 或陈述的来历：哪封信、哪句话、哪条规则。",
        "Say where a name, an IRI or a statement comes from: letter, sentence, rule.",
    )
)
@click.argument("what")
@STORE
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
def explain(what: str, store: str, form: str) -> None:
    """Say where something comes from."""
    from replygraph.ask import explain as told
    from replygraph.store import open_store

    with open_store(store) as graph:
        found = told(graph, what)
    if form == "json":
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=1))
        return
    click.echo(f"{found.name}  <{found.iri}>  {'、'.join(found.kinds)}")
    columns = (
        say("写作", "written"),
        say("次数", "times"),
        say("规则", "rule"),
        say("文件", "file"),
    )
    if found.written:
        click.echo(table(columns, ((w.text, w.times, w.rule, w.source) for w in found.written)))
    for said in found.said:
        date = f" {said.date}" if said.date else ""
        click.echo(f"{said.subject} —{said.predicate}→ {said.object}  [{said.modality}{date}]")
        click.echo(f"    “{said.sentence}”")
        click.echo(f"    {said.source}:{said.line}  {say('规则', 'rule')} {said.rule}")


@click.command(help=say("图谱概况。", "What the graph holds."))
@STORE
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
def stats(store: str, form: str) -> None:
    """Count what the graph holds."""
    from replygraph.ask import stats as counted
    from replygraph.store import open_store

    with open_store(store) as graph:
        found = counted(graph)
    if form == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    rows = []
    for key, value in found.items():
        if isinstance(value, dict):
            rows += [(f"{key} / {name}", number) for name, number in value.items()]
        else:
            rows.append((key, value))
    sys.stdout.write(table((say("项目", "what"), say("数量", "count")), rows))


@click.command(help=say("比较图谱的两个版本（默认最近两个）。", "Compare two generations."))
@click.argument("one", type=int, required=False)
@click.argument("other", type=int, required=False)
@STORE
def diff(one: int | None, other: int | None, store: str) -> None:
    """Compare two generations: letters and facts that came, went or changed."""
    from replygraph.store import diff as compared

    found = compared(store, one, other)
    click.echo(say(f"版本 {found.one} → {found.other}", f"generation {found.one} → {found.other}"))
    for mark, letters in (("+", found.added), ("-", found.removed), ("~", found.changed)):
        for letter in letters:
            click.echo(f"{mark} {letter}")
    for mark, facts in (("+", found.facts_added), ("-", found.facts_removed)):
        for fact in facts:
            click.echo(f"{mark} {fact.rstrip()}")
