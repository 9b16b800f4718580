"""Generations on disk: sealed whole, switched to at once, deleted one by one."""

from __future__ import annotations

import json
import shutil
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from replygraph.errors import StoreError
from replygraph.store.base import Places, sync_folder
from replygraph.store.loading import WAITING


@contextmanager
def on_disk(folder: Path | None) -> Iterator[None]:
    """Turn what goes wrong with the disk inside into one sentence; what was published stands."""
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        raise StoreError(
            f"{folder}：无法写入（{error}），请检查磁盘空间和权限；已写入的答复函和上一版本不受影响，"
            "再次运行即从中断处继续。",
            f"{folder}: cannot be written ({error}); check space and permissions. Letters already "
            "stored and the last generation stand; run it again to go on from there.",
        ) from error


def seal(places: Places, graph: ox.Store, about: dict[str, Any]) -> None:
    """Publish the engine's state as the generation that ``about`` numbers, and switch to it."""
    number = about["generation"]
    folder = places.generation(number)
    fresh = folder.with_name(folder.name + ".new")
    for left in (fresh, folder):  # of a publication that was cut short
        shutil.rmtree(left, ignore_errors=True)
    fresh.mkdir(parents=True)
    graph.backup(str(fresh / "graph"))
    with (fresh / "about.json").open("w", encoding="utf-8") as file:
        json.dump(about, file)
    fresh.rename(folder)
    sync_folder(folder.parent)
    places.switch(number)
    with places.log.open("a", encoding="utf-8") as log:
        log.write(json.dumps({**about, "published": time.strftime("%FT%T%z")}) + "\n")


def delete(places: Places, numbers: Iterable[int]) -> None:
    """Delete generations; each is taken out of sight at once, whatever happens then."""
    for number in numbers:
        folder = places.generation(number)
        gone = folder.with_name(folder.name + ".gone")
        folder.rename(gone)
        shutil.rmtree(gone)


def tidy(places: Places) -> None:
    """Delete what a crash left behind: generations half written, half deleted, never switched to.

    Lines that waited for the engine go too; they are made anew. Only the one writer may call this.
    """
    for path in places.root.glob(WAITING):
        path.unlink()
    current = places.current_number()
    folder = places.root / "generations"
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix in (".new", ".gone") or (path.name.isdecimal() and int(path.name) > current):
            shutil.rmtree(path, ignore_errors=True)


def history(path: Path | str) -> list[dict[str, Any]]:
    """Return what is known of each generation that the store at ``path`` keeps, oldest first.

    Keys: ``generation``, ``letters``, ``published`` (local time, None where the log lost it) and
    ``current``. Raises StoreError where there is no store.
    """
    places = Places(Path(path))
    if not places.current_number():
        raise StoreError(
            f"{path}：这里没有图谱，请先运行 replygraph build … --store {path}。",
            f"{path}: no graph here; run replygraph build … --store {path}.",
        )
    times: dict[int, str] = {}
    if places.log.exists():
        for line in places.log.read_text(encoding="utf-8").splitlines():
            try:
                entry = json.loads(line)
                times[entry["generation"]] = entry["published"]
            except (json.JSONDecodeError, KeyError):
                continue  # a line that a crash cut short
    current, found = places.current_number(), []
    for number in places.numbers():
        about = places.generation(number) / "about.json"
        known = json.loads(about.read_text(encoding="utf-8")) if about.exists() else {}
        found.append(
            {
                "generation": number,
                "letters": known.get("letters"),
                "published": times.get(number),
                "current": number == current,
            }
        )
    return found
