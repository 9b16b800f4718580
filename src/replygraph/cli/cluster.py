"""The options of `build` that spread the reading over a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from replygraph.cli.lang import say
from replygraph.errors import UsageError

if TYPE_CHECKING:
    from replygraph.parts import Done, How
    from replygraph.pipeline import Outcome


@dataclass(frozen=True, slots=True)
class Cluster:
    """What the options say: where to read, and where the parts of the result go."""

    address: str | None
    parts: str | None
    lists: tuple[str, ...]
    text_column: str

    def check(self, paths: tuple[str, ...], store: str) -> None:
        """Raise UsageError for what cannot be read in this way."""
        if not paths and not self.lists:
            raise UsageError("请给出要读取的文件或文件夹。", "name the files or folders to read.")
        needs = [*self.lists, *(path for path in paths if path.endswith(".parquet"))]
        if needs and not self.address:
            raise UsageError(
                f"{needs[0]}：清单和 Parquet 文件须与 --cluster 同用（本机用 --cluster local）。",
                f"{needs[0]}: lists and Parquet files need --cluster (--cluster local for this "
                "machine).",
            )
        if self.address and not self.parts and "://" in store:
            raise UsageError(
                "写入 SPARQL 服务时，--cluster 还需要 --parts（分片的位置）。",
                "--cluster with a server as the store needs --parts, the place of the parts.",
            )
        if self.address and "-" in paths:
            raise UsageError(
                "--cluster 不能读取标准输入（-）。", "--cluster cannot read standard input (-)."
            )

    def outcomes(
        self,
        paths: tuple[str, ...],
        store: str,
        base: str,
        total: Callable[[int], None],
        *,
        jobs: int | None,
        again: bool,
        **reading: Any,
    ) -> Iterator[Outcome]:
        """Yield what became of the files, as the cluster gets on; ``total`` hears how many."""
        from replygraph import cluster
        from replygraph.building import reader
        from replygraph.parts import How, Manifest, items, listing, tasks

        assert self.address
        place = self.parts or str((Path(store) / "parts").absolute())
        how = How(place, base, reader(**reading), text_column=self.text_column, **reading)
        files = [path for path in paths if not path.endswith(".jsonl")]
        manifest = Manifest(_beside(place, store) / "manifest.jsonl")
        if again:
            manifest.done.clear()
        with listing(items(files, self.lists)) as (many, found):
            total(many)
            for done in cluster.run(self.address, tasks(found), how, manifest, jobs=jobs):
                yield from _told(done, how)


def _told(done: Done, how: How) -> Iterator[Outcome]:
    """Yield what became of the files of a task."""
    from replygraph.parts import letters
    from replygraph.pipeline import Outcome

    for words in done.problems:
        yield Outcome("", error=words, files=0)
    for source, warning in done.warnings:
        yield Outcome(source, warnings=(warning,), files=0)
    for part in done.parts:
        yield Outcome(part, tuple(letters(part, how)), files=0)
    yield Outcome("", files=done.files)


def _beside(parts: str, store: str) -> Path:
    """Return the folder of this machine for the list of what is done."""
    if "://" not in parts:
        return Path(parts)
    return Path(store) if "://" not in store else Path()


def cluster_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options to a command, which gets them as one `Cluster`."""

    @click.option(
        "--cluster",
        metavar="ADDRESS",
        help=say(
            "在 Dask 集群上读取：调度器地址（tcp://主机:8786），或 local（本机多进程）",
            "read on a Dask cluster: the scheduler's address (tcp://host:8786), or local for "
            "processes of this machine",
        ),
    )
    @click.option(
        "--parts",
        metavar="ADDRESS",
        help=say(
            "集群各机都能读写的分片位置（文件夹或 s3://…），默认图谱文件夹中的 parts",
            "where parts go: a folder or s3://… that all machines of the cluster reach; by "
            "default parts in the store",
        ),
    )
    @click.option(
        "--list",
        "lists",
        multiple=True,
        metavar="FILE",
        help=say(
            "文件地址清单，一行一个（与 --cluster 同用）",
            "a list of files' addresses, one a line (with --cluster)",
        ),
    )
    @click.option(
        "--text-column",
        default="text",
        metavar="NAME",
        show_default=True,
        help=say("Parquet 中正文所在的列", "the column of a Parquet file that holds the text"),
    )
    @wraps(command)
    def wrapped(
        cluster: str | None,
        parts: str | None,
        lists: tuple[str, ...],
        text_column: str,
        **rest: Any,
    ) -> Any:
        return command(cluster=Cluster(cluster, parts, lists, text_column), **rest)

    return wrapped
