"""``demo``: the whole way with the sample letters, as a newcomer would want to see it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from replygraph.cli.lang import language, say
from replygraph.cli.out import finish, note, progress, table
from replygraph.cli.read import name

if TYPE_CHECKING:
    from replygraph.store import Store
    from replygraph.views import Act, Corpus, Tie

#: how many pairs of agencies the demo tells of
PAIRS = 5

KINDS = {
    "jointSurvey": ("联合调研", "joint survey of"),
    "jointIssue": ("联合印发", "joint issue of"),
    "jointEvent": ("联合举办", "joint event"),
    "jointProgram": ("联合推进", "joint program"),
    "agreement": ("签约共建", "agreement on"),
    "jointHandling": ("共同办理", "joint handling of"),
}


def _build(store: Path, letters: Path) -> tuple[int, int]:
    """Build the graph; return how many letters were taken and how many files failed."""
    from replygraph.pipeline import extract_all
    from replygraph.read import sources
    from replygraph.store import open_store

    given = [item for item in sources([letters]) if not item[0].endswith(".md")]
    failed = 0
    with open_store(store, write=True) as graph, progress() as display:
        task = display.add_task(say("读取答复函", "reading letters"), total=len(given))

        def records() -> Iterator[dict[str, Any]]:
            nonlocal failed
            for outcome in extract_all(given, jobs=1):
                display.advance(task)
                if outcome.error:
                    failed += 1
                    note(outcome.error[language() == "en"])
                yield from outcome.records

        report = graph.update(records())
    return report.seen - report.skipped, failed


def _letters(graph: Store) -> str:
    columns = ("日期", "答复单位", "编号", "角色", "类别", "陈述", "承诺")
    english = ("date", "agency", "number", "role", "class", "statements", "commitments")
    rows = sorted(
        (
            r["date"] or "",
            r["replying_agency"] or "",
            r["number"] or "",
            name(r["role"]),
            r["category"] or "",
            len(r["relations"]),
            len(r["commitments"]),
        )
        for r in graph.records()
    )
    return table(columns if language() == "zh" else english, rows)


def _command() -> str:
    """Return how the user can call the command: by name, or by its path where it is not found."""
    if shutil.which("replygraph"):
        return "replygraph"
    path = Path(sys.argv[0])
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def _answer(found: Corpus, shared: tuple[Act, ...], pairs: tuple[Tie, ...]) -> Iterator[str]:
    """Yield the lines that answer: which agencies worked together most, and on what."""
    from replygraph.views import act_item

    strongest = sorted(pairs, key=lambda t: (-t.strength, -len(t.acts), t.a, t.b))[:PAIRS]
    for rank, tie in enumerate(strongest, 1):
        both = " — ".join(found.things[body].name for body in (tie.a, tie.b))
        joint = [shared[index] for index in tie.acts]
        count = say(
            f"{len(joint)} 次联合行动，强度 {tie.strength:.2f}",
            f"{len(joint)} joint acts, strength {tie.strength:.2f}",
        )
        yield f"{rank}. {click.style(both, bold=True)}  {count}"
        # what they did in the world tells more than that they answered the same submission
        act = max(joint, key=lambda a: (a.kind != "jointHandling", a.date or "", a.id))
        what = act_item(act, found).object
        kind = say(*KINDS.get(act.kind, (act.kind, act.kind)))
        yield f"   {act.date or say('未注明日期', 'undated')} {kind}{say('：', ': ')}{what}"
        if act.quotes:
            quote = act.quotes[0]
            yield f"   “{quote.text.strip()}”"
            yield f"   —— {Path(found.letters[quote.letter].source).name}"


@click.command(
    help=say(
        "用随附的示例答复函走一遍：建图、检查、回答、画图。",
        "The whole way with the sample letters: graph, check, answer, picture.",
    )
)
@click.argument("folder", default="replygraph-demo", type=click.Path(path_type=Path))
def demo(folder: Path) -> None:
    """Build, check, ask and draw the sample letters, and say how to go on."""
    from replygraph.resources import demo_letters
    from replygraph.show import page
    from replygraph.store import open_store, validate
    from replygraph.views import acts, agency_network, corpus_of, ties

    letters, store = demo_letters(), folder / "graph"
    folder.mkdir(parents=True, exist_ok=True)
    taken, failed = _build(store, letters)
    with open_store(store) as graph:
        problems = [p.text for p in validate(graph, language())]
        triples = sum(1 for _ in graph.quads())
        found = corpus_of(graph)
        click.echo(_letters(graph))
    click.echo(
        say(
            f"{taken} 封示例答复函 → {triples} 条三元组，SHACL 检查 {len(problems)} 处问题。",
            f"{taken} sample letters → {triples} triples, {len(problems)} problems under SHACL.",
        )
    )
    for text in problems:
        note(text)
    shared = acts(found)
    pairs = ties(found, shared)
    click.echo(
        say("\n哪些机构联合行动最多，为了什么？", "\nWho worked together most, and on what?")
    )
    for line in _answer(found, shared, pairs):
        click.echo(line)
    target = folder / "network.html"
    network = agency_network(found, shared, pairs)
    target.write_text(page(network, lang=language()), encoding="utf-8", newline="\n")
    first = min(pairs, key=lambda t: (-t.strength, t.a, t.b), default=None)
    who = found.things[first.a].name if first else ""
    call = _command()
    click.echo(
        say(
            f"\n网络图：{target}（用浏览器打开，不需联网；点连线看原文）\n"
            "接下来：\n"
            f"  {call} query --name joint-surveys --store {store}\n"
            f"  {call} view --around {who} --store {store} -o agency.html\n"
            f"  {call} build 你的文件夹 --store 我的图谱\n",
            f"\nNetwork: {target} (open it in a browser, no internet needed; click a line)\n"
            "Next:\n"
            f"  {call} query --name joint-surveys --store {store}\n"
            f"  {call} view --around {who} --store {store} -o agency.html\n"
            f"  {call} build YOUR-FOLDER --store my-graph\n",
        )
    )
    finish(failed + len(problems))
