"""Commands on the generations of a graph: what changed, go back, delete old ones."""

from __future__ import annotations

import json

import click

from replygraph.cli.graph import STORE
from replygraph.cli.lang import say
from replygraph.cli.out import note, table


@click.command(help=say("比较图谱的两个版本（默认最近两个）。", "Compare two generations."))
@click.argument("one", type=int, required=False)
@click.argument("other", type=int, required=False)
@STORE
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "nq"]),
    default="text",
    show_default=True,
    help=say("给人看，或 N-Quads", "for people, or N-Quads"),
)
def diff(one: int | None, other: int | None, store: str, form: str) -> None:
    """Compare two generations: letters and facts that came, went or changed."""
    from replygraph import iri
    from replygraph.cli.words import shorter
    from replygraph.store import diff as compared
    from replygraph.store import folder

    found = compared(folder(store, "diff"), one, other)
    click.echo(say(f"版本 {found.one} → {found.other}", f"generation {found.one} → {found.other}"))
    more, fewer = len(found.facts_added), len(found.facts_removed)
    letters = f"+{len(found.added)} -{len(found.removed)} ~{len(found.changed)}"
    click.echo(
        say(
            f"答复函 {letters}；事实 +{more} -{fewer}", f"letters {letters}; facts +{more} -{fewer}"
        )
    )
    for mark, names in (("+", found.added), ("-", found.removed), ("~", found.changed)):
        for name in names:
            click.echo(f"{mark} {name}")
    for mark, facts in (("+", found.facts_added), ("-", found.facts_removed)):
        for fact in facts:
            click.echo(f"{mark} {shorter(fact, iri.BASE) if form == 'text' else fact.rstrip()}")


@click.command(
    help=say(
        "列出图谱的版本；可恢复某一版本，或清理旧版本。",
        "List the generations of a graph; restore one, or delete old ones.",
    )
)
@STORE
@click.option(
    "--restore",
    type=int,
    metavar="N",
    help=say("把版本 N 的内容作为新版本发布", "publish what generation N held as a new one"),
)
@click.option(
    "--keep",
    type=click.IntRange(min=1),
    metavar="N",
    help=say("只保留最近 N 个版本", "keep only the last N"),
)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
def generations(store: str, restore: int | None, keep: int | None, form: str) -> None:
    """List, restore and delete generations."""
    from replygraph.store import folder, history, open_store

    place = folder(store, "generations")
    if restore is not None or keep is not None:
        with open_store(place, write=True) as graph:
            if restore is not None:
                number = graph.rollback(restore)
                note(say(f"版本 {restore} → {number}", f"generation {restore} → {number}"))
            if keep is not None:
                gone = "、".join(map(str, graph.prune(keep))) or "0"
                note(say(f"已删除版本：{gone}", f"deleted: {gone}"))
    found = history(place)
    if form == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    columns = (say("版本", "generation"), say("信件", "letters"), say("发布时间", "published"), "")
    rows = (
        (g["generation"], g["letters"], g["published"] or "", "←" if g["current"] else "")
        for g in found
    )
    click.echo(table(columns, rows), nl=False)
