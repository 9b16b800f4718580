"""The command that computes on the collaboration network."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import click

from replygraph.cli.graph import OUTPUT, STORE
from replygraph.cli.lang import language, say
from replygraph.cli.out import note, table, write
from replygraph.cli.share import BY, corpus_of
from replygraph.errors import UsageError

if TYPE_CHECKING:
    from replygraph.views import By

KINDS = ("jointIssue", "jointSurvey", "jointEvent", "jointProgram", "agreement")


@click.command(
    help=say(
        "分析机构协作；不给名称时列出各种分析。",
        "Analyse who works with whom; without a name, list the analyses.",
    )
)
@click.argument("name", required=False)
@STORE
@click.option("--from", "since", type=int, metavar="YEAR", help=say("从哪一年", "first year"))
@click.option("--until", type=int, metavar="YEAR", help=say("到哪一年（含）", "last year"))
@BY
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(KINDS),
    help=say("只计这类联合行动，可多次给出", "count only such joint acts; may be repeated"),
)
@click.option(
    "--region",
    default="",
    metavar="NAME",
    help=say(
        "只看这个地区的机构之间，如 绍兴市、浙江省（与网络页同一规则）",
        "only between agencies of this region, such as 绍兴市, 浙江省 (as on the network page)",
    ),
)
@click.option(
    "--top",
    type=click.IntRange(min=0),
    default=20,
    show_default=True,
    help=say("只列前 N 行，0 为全部", "only the first N rows, 0 for all"),
)
@click.option("--format", "form", type=click.Choice(["table", "csv"]), default="table")
@OUTPUT
def analyse(
    name: str | None,
    store: str,
    since: int | None,
    until: int | None,
    by: By,
    kinds: tuple[str, ...],
    region: str,
    top: int,
    form: str,
    output: str,
) -> None:
    """Print what an analysis finds."""
    from replygraph.views import ANALYSES, Scope, Words, analysis

    if name is None:
        known = [(key, say(title.zh, title.en)) for key, (title, _) in ANALYSES.items()]
        write(output, table((say("名称", "name"), say("回答什么", "answers")), known))
        return
    if name not in ANALYSES:
        raise UsageError(
            f"没有名为“{name}”的分析。可用：{'、'.join(ANALYSES)}。",
            f"There is no analysis called “{name}”. There are: {', '.join(ANALYSES)}.",
        )
    if since is not None and until is not None and since > until:
        raise UsageError(
            f"--from {since} 晚于 --until {until}，请对调。",
            f"--from {since} is later than --until {until}; swap them.",
        )
    scope = Scope(since, until, tuple(sorted(set(kinds))), region.strip())
    found = analysis(corpus_of(store, by), name, scope)
    rows = found.rows[:top] if top else found.rows
    shown = [[say(c.zh, c.en) if isinstance(c, Words) else c for c in r] for r in rows]
    columns = [column.en if language() == "en" else column.zh for column in found.columns]
    if form == "csv":
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(columns)
        writer.writerows(shown)
        write(output, text.getvalue().encode("utf-8-sig"))
    else:
        write(output, table(columns, shown, title=say(found.title.zh, found.title.en)))
    note(say(found.note.zh, found.note.en))
    if len(shown) < len(found.rows):
        note(
            say(
                f"列出 {len(shown)} 行，共 {len(found.rows)} 行（--top 0 列出全部）。",
                f"{len(shown)} of {len(found.rows)} rows (--top 0 lists all).",
            )
        )
