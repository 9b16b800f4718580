"""Opens a store by what names it: a folder, nothing (memory), or the address of a server."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from replygraph import iri
from replygraph.errors import StoreError, UsageError
from replygraph.store import embedded
from replygraph.store.interface import Store


def is_url(store: Path | str | None) -> bool:
    """Tell whether a store is named by the address of a server.

    >>> is_url("http://127.0.0.1:8890/sparql"), is_url("graph")
    (True, False)
    """
    return isinstance(store, str) and store.lower().startswith(("http://", "https://"))


def open_store(
    path: Path | str | None,
    *,
    write: bool = False,
    base: str = iri.BASE,
    public_only: bool = False,
    union: bool | None = None,
) -> Store:
    """Return the store in the folder or on the server ``path``; None gives one in memory.

    Without ``write`` it is what was last published, read-only. ``union`` says whether the default
    graph of queries is the union of all graphs: for this opening, or, with ``write``, for the
    store; None is what the store has, at first that it is. Raises StoreError where there is
    no store or only part of one, where a newer version made it, where another process writes, or
    where ``base`` is not that of the store; MachineError where the server cannot be reached.
    """
    if not is_url(path):
        try:
            return embedded.open_store(
                path, write=write, base=base, public_only=public_only, union=union
            )
        except (OSError, RuntimeError, sqlite3.DatabaseError) as error:
            if write:
                raise
            raise StoreError(
                f"{path}：图谱不完整或已损坏（{error}）；请从备份恢复，或运行 replygraph build "
                f"… --store 另一个文件夹 重新建立。",
                f"{path}: this graph is damaged, or not all there ({error}); restore the back-up, "
                "or build it anew in another folder.",
            ) from error
    if union is False:
        raise UsageError(
            f"{path}：服务器上的图谱总以各图的并集为默认图，不能用 --no-union。",
            f"{path}: on a server the default graph is always the union; leave --no-union out.",
        )
    from replygraph.store.remote import open_remote

    return open_remote(str(path), write=write, base=base, public_only=public_only)


def folder(store: Path | str, what: str) -> Path:
    """Return the folder of a store.

    Raises UsageError, saying that ``what`` needs one, where the store is on a server.
    """
    if is_url(store):
        raise UsageError(
            f"{what} 需要文件夹中的图谱，不能用于服务器上的 {store}；"
            f"请先 build 到文件夹，再用 --store 文件夹。",
            f"{what} needs a store in a folder, and {store} is on a server; build into a folder "
            "and give that with --store.",
        )
    return Path(store)
