"""The command that makes the graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from replygraph.cli.cluster import Cluster, cluster_options
from replygraph.cli.graph import STORE
from replygraph.cli.lang import language, say, told
from replygraph.cli.out import finish, note, progress
from replygraph.cli.read import MODEL

if TYPE_CHECKING:
    from replygraph.pipeline import Outcome
    from replygraph.reviews import Reviews


@click.command(
    help=say(
        "读取答复函（或 extract 输出的 .jsonl），写入图谱；中断后再次运行即从断处继续。",
        "Read letters (or the .jsonl that extract printed) into a graph; a build that was "
        "interrupted goes on where it stopped when it is run again.",
    )
)
@click.argument("paths", nargs=-1)
@STORE
@cluster_options
@click.option("--jobs", type=int, default=None, help=say("并行进程数", "worker processes"))
@MODEL
@click.option("--base", default=None, help=say("本批数据的 IRI 前缀", "base IRI of what is new"))
@click.option(
    "--with-contacts", is_flag=True, help=say("保留联系人姓名和电话", "keep names and numbers")
)
@click.option(
    "--public-only",
    is_flag=True,
    help=say("不收录不公开的答复函", "leave out letters that are not public"),
)
@click.option(
    "--again",
    is_flag=True,
    help=say("已收录的文件也重新读取", "read files again that are stored already"),
)
@click.option(
    "--judgements",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=say(
        "人工判断异同的表，默认图谱文件夹中的 judgements.csv",
        "table of what is the same; by default judgements.csv in the store",
    ),
)
@click.option(
    "--corrections",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=say(
        "人工更正的表，默认图谱文件夹中的 corrections.csv",
        "table of corrections; by default corrections.csv in the store",
    ),
)
def build(
    paths: tuple[str, ...],
    store: str,
    base: str | None,
    public_only: bool,
    judgements: Path | None,
    corrections: Path | None,
    cluster: Cluster,
    **how: Any,
) -> None:
    """Read letters into a graph."""
    from replygraph import iri
    from replygraph.building import read_into
    from replygraph.reviews import read_reviews
    from replygraph.store import open_store

    cluster.check(paths, store)
    with (
        open_store(store, write=True, base=base or iri.BASE, public_only=public_only) as graph,
        progress() as display,
    ):
        tables = judgements, corrections
        reviews = read_reviews(Path(store), *tables, graph.base, graph.reviews())
        task = display.add_task(say("读取", "reading"), total=None)
        tell = _Telling(display, task)
        mended = graph.review(reviews)
        far = None
        if cluster.address:
            far = cluster.outcomes(paths, store, graph.base, tell.total, **how)
        report = read_into(graph, paths, tell=tell, far=far, **how)
        report.problems += [*mended.problems, *graph.stale_reviews()]
        number = graph.generation
    for zh, en in report.problems:
        note(say(zh, en))
    note(
        say(
            f"新增 {report.added} 封，替换 {report.replaced}，未变 {report.unchanged}，"
            f"旧版本 {report.older}，副本 {report.copies}，不是答复函 {report.skipped}，"
            f"不公开 {report.withheld}；"
            f"{_reviewed(reviews)}版本 {number} → {store}",
            f"{report.added} letters added, {report.replaced} replaced, {report.unchanged} "
            f"unchanged, {report.older} older versions, {report.copies} copies, "
            f"{report.skipped} no reply letters, "
            f"{report.withheld} withheld; {_reviewed(reviews)}generation {number} → {store}",
        )
    )
    finish(tell.problems + len(report.problems))


def _reviewed(reviews: Reviews) -> str:
    """Return how many lines people reviewed, nothing where there is none."""
    lines = len(reviews.corrections), len(reviews.judgements)
    if not any(lines):
        return ""
    return say(
        f"复核：更正 {lines[0]} 行，判断 {lines[1]} 行；",
        f"reviewed: {lines[0]} lines of corrections, {lines[1]} of judgements; ",
    )


class _Telling:
    """Tells of each file above the progress bar, and counts those that could not be read."""

    def __init__(self, display: Any, task: Any) -> None:
        self.display = display
        self.task = task
        self.problems = 0

    def total(self, files: int) -> None:
        """Tell how many files there are, so that the end can be estimated."""
        self.display.update(self.task, total=files)

    def __call__(self, outcome: Outcome | None) -> None:
        """Tell what became of a file; None is one that is stored already."""
        self.display.advance(self.task, outcome.files if outcome else 1)
        if outcome is None:
            return
        if outcome.error:
            self.problems += 1
            self._tell(outcome.error[language() == "en"])
        for warning in outcome.warnings:
            self._tell(say(f"{outcome.source}：{warning}", f"{outcome.source}: {told(warning)}"))

    def _tell(self, text: str) -> None:
        """Print one line unbroken, so that paths can be copied."""
        self.display.console.print(text, markup=False, highlight=False, soft_wrap=True)
