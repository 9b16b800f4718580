"""Where commands write: files or ``-``, tables that know how wide Chinese is, progress."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from replygraph.cli.lang import say
from replygraph.errors import MachineError

if TYPE_CHECKING:
    from rich.progress import Progress


def write(target: str, content: str | bytes) -> None:
    """Write ``content`` to the path ``target`` or, for ``-``, to standard output; UTF-8."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    if target == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    path = Path(target)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise MachineError(
            f"{path}：无法写入（{error.strerror}），请换一个位置或检查权限。",
            f"{path}: cannot be written ({error.strerror}); choose another place.",
        ) from error


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, title: str = "") -> str:
    """Return a text table; wide characters count two columns."""
    from rich.console import Console
    from rich.table import Table

    wide = sys.stdout.isatty()
    console = Console(width=None if wide else 160, no_color=True, highlight=False)
    grid = Table(title=title or None, box=None, title_justify="left", pad_edge=False)
    for column in columns:
        grid.add_column(column, overflow="fold")
    for row in rows:
        grid.add_row(*("" if cell is None else str(cell) for cell in row))
    with console.capture() as captured:
        console.print(grid)
    return "\n".join(line.rstrip() for line in captured.get().splitlines()) + "\n"


def note(text: str) -> None:
    """Tell the user something on standard error."""
    click.echo(text, err=True)


@contextmanager
def progress() -> Iterator[Progress]:
    """Yield a progress display on standard error; silent where that is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as Remaining

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Remaining(),
        console=Console(stderr=True),
        transient=True,
    ) as display:
        yield display


def finish(problems: int) -> None:
    """End with 1 where the data gave findings, else return."""
    if problems:
        note(say(f"共 {problems} 处问题，见上。", f"{problems} problems, see above."))
        raise SystemExit(1)
