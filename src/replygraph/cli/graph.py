"""Commands that make the graph and ask it."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from replygraph.cli.lang import language, say
from replygraph.cli.out import finish, note, table, write
from replygraph.cli.words import word
from replygraph.errors import UsageError

if TYPE_CHECKING:
    from replygraph.ask.identity import Match

#: what is compared when names of one thing are sought, in Chinese
REASONS = {
    "same name": "名称相同",
    "same name, one with a place": "名称相同，其一带地名",
    "same name but for level and kind": "名称相同，仅级别、类别用语不同",
    "also called": "又称",
    "short form": "简称",
    "words left out": "省略用字",
    "names differ": "名称不同",
    "names alike": "名称相近",
    "likeness alone": "仅名称相近不足为据",
    "length of the name": "名称长度",
    "side by side in a letter": "同一封信中并列",
    "edition": "届次",
    "year": "年份",
    "year stated by one": "仅其一有年份",
    "series and edition": "系列与某一届",
    "edition and year": "届次与年份",
    "edition without a date": "该届未见日期",
    "part": "所指部分",
    "numbers": "数字",
    "sort": "文种",
    "stage": "稿次",
    "document number": "文号",
    "document number not known": "文号不详",
    "of the whole country": "全国性",
    "same region": "地区相同",
    "one region in the other": "地区有隶属关系",
    "region named by the other letter": "对方来信提及该地区",
    "region not known": "地区不详",
    "regions apart": "地区不同",
    "places differ": "地名不同",
    "same bodies": "共同的单位",
    "same submission": "同一提案或建议",
    "organisation named otherwise": "组织名称不同",
}
STORE = click.option(
    "--store",
    default="graph",
    show_default=True,
    help=say(
        "图谱所在文件夹，或 SPARQL 服务器的地址（http://…）",
        "folder of the graph, or address of a SPARQL server (http://…)",
    ),
)
UNION = click.option(
    "--union/--no-union",
    default=None,
    help=say(
        "默认图是否为各图的并集；默认按图谱自己的设置",
        "whether the default graph is the union of all graphs; by default as the store has it",
    ),
)
OUTPUT = click.option("-o", "--output", default="-", help=say("写入文件", "write to this file"))


FORMS = ("table", "csv", "tsv", "json", "xml", "ttl")


@click.command(
    help=say(
        "用 SPARQL 查询图谱；不给查询时列出现成的问题。",
        "Ask the graph in SPARQL; without a query, list the ready questions.",
    )
)
@click.argument("sparql", required=False)
@STORE
@UNION
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
    union: bool | None,
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
    asked = question(name) if name else None
    if asked:
        wrong = [item for item in given if "=" not in item]
        if wrong:
            raise UsageError(f"参数应写作 名称=值：{wrong[0]}", f"not NAME=VALUE: {wrong[0]}")
        pairs = (item.partition("=") for item in given)
        values = {key: value for key, _, value in pairs}
        sparql = asked.sparql(values)
        for parameter in asked.parameters:
            if parameter.name not in values:
                chosen = f"--set {parameter.name}={parameter.example}"
                note(say(f"未给参数，用的是例子：{chosen}", f"by default: {chosen}"))
    elif file:
        sparql = file.read_text(encoding="utf-8")
    with open_store(store, union=union) as graph:
        answer = graph.query(sparql or "")
    if answer.kind == "select" and not answer.rows:
        check = asked is not None and asked.parameters
        hint = say("；请用 explain 核对名称", "; check the name with explain") if check else ""
        note(say(f"没有结果{hint}。", f"no results{hint}."))
    if form == "table" and answer.kind == "select":
        write(output, table(answer.columns, answer.rows))
    elif form == "table" and answer.kind == "ask":
        write(output, say("是\n", "yes\n") if answer.boolean else say("否\n", "no\n"))
    else:
        text = render(answer, "ttl" if form == "table" else form)
        # Excel takes a file for Chinese in UTF-8 only with the mark; a pipe needs none
        excel = form == "csv" and output != "-"
        write(output, text.encode("utf-8-sig") if excel else text)


@click.command(name="import", help=say("导入自己的 RDF 数据。", "Bring in RDF of your own."))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--graph", required=True, help=say("放入哪个图（IRI）", "IRI of its graph"))
@STORE
@UNION
def import_(file: Path, graph: str, store: str, union: bool | None) -> None:
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
    with open_store(store, write=True, union=union) as kept:
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
            click.echo(f"{problem.source}{line}{say('：', ': ')}{problem.text}")
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
    _matches(found.matches)
    for review in found.reviews:
        value = f" {review.value}" if review.value else ""
        by = " ".join(filter(None, (review.who, review.when, review.why)))
        click.echo(f"{say('复核', 'review')} {review.target} {review.action}{value}  {by}")
    for said in found.said:
        date = f" {said.date}" if said.date else ""
        date += f" {say('已复核', 'reviewed')} {said.reviewed}" if said.reviewed else ""
        how = f"{word(said.modality)}{date}"
        click.echo(f"{said.subject} —{word(said.predicate)}→ {said.object}  [{how}]")
        click.echo(f"    “{said.sentence}”")
        number = said.statement.rpartition("#")[2]
        rule = f"{say('规则', 'rule')} {said.rule}  {say('编号', 'id')} {number}"
        click.echo(f"    {said.source}:{said.line}  {rule}")


_VERDICTS = {
    "same": ("同一", "same"),
    "unsure": ("未定", "undecided"),
    "different": ("不同", "different"),
}


def _matches(found: tuple[Match, ...]) -> None:
    """Print which names are one, may be or are not, with the reasons and who decided."""
    for match in found:
        verdict = say(*_VERDICTS[match.verdict])
        click.echo(f"{verdict} {match.label}  <{match.iri}>  {match.value:.2f}")
        if match.judged:
            by = " ".join(filter(None, match.judged))
            click.echo(f"    {say('人工判断', 'judged by people')} {by}")
        for reason in match.reasons:
            name = say(REASONS.get(reason.name, reason.name), reason.name)
            weight = say("不可合并", "forbids") if reason.forbids else f"{reason.weight:+.2f}"
            click.echo(
                f"    {weight}  {name}"
                + (f"{say('：', ': ')}{reason.value}" if reason.value else "")
            )


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
            rows += [(f"{word(key)} / {word(name)}", number) for name, number in value.items()]
        else:
            rows.append((word(key), value))
    sys.stdout.write(table((say("项目", "what"), say("数量", "count")), rows))
