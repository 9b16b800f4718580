"""The working copy of a store on a server: where a build prepares what it then sends.

The copy is an embedded store in the user's cache. The server is what counts: a copy that is not of
the server's state is thrown away and made anew from the records that the server keeps, so that any
machine can go on from any other's work.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any
from uuid import uuid4

from replygraph import __version__, iri
from replygraph.errors import StoreError
from replygraph.reviews import Reviews
from replygraph.store.base import Places, WriteLock, sync_folder
from replygraph.store.embedded import Embedded
from replygraph.store.generations import tidy
from replygraph.store.records import LAYOUT, unpack
from replygraph.store.remote_push import Change, View, push
from replygraph.store.remote_sparql import Server
from replygraph.store.remote_state import (
    REVIEWS,
    Pending,
    State,
    bodies,
    exchange,
    import_node,
    letter_node,
    letters,
    state,
)

#: lines of what is known that may have changed since the server was last brought up to date
CHANGED = "changed.nq"
#: seconds after which a change is taken for given up, if its machine did not say otherwise
LEASE = 600


def cache_folder(url: str) -> Path:
    """Return where the working copy of a server lies on this machine.

    ``REPLYGRAPH_CACHE`` names another folder for them all.
    """
    given = os.environ.get("REPLYGRAPH_CACHE", "")
    system = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", "")
    root = Path(given) if given else (Path(system) if system else Path.home() / ".cache")
    return root / "replygraph" / sha256(url.encode("utf-8")).hexdigest()[:16]


def maker() -> str:
    """Return what facts are derived by: version, layout of the store, authority."""
    authority = files("replygraph.resources") / "authority.json.z"
    return f"{__version__} {LAYOUT} {sha256(authority.read_bytes()).hexdigest()[:12]}"


@dataclass(frozen=True, slots=True)
class Link:
    """How a working copy stands to the server.

    ``token`` and ``generation`` are the state of the server and the generation of the copy that
    were equal last; ``sending`` and ``sent`` those that are on their way; ``whole`` says that the
    next change has to send everything; ``maker`` is what derives the facts of the copy.
    """

    owner: str
    maker: str
    token: str = ""
    generation: int = 0
    sending: str = ""
    sent: int = 0
    whole: bool = False

    @classmethod
    def read(cls, folder: Path) -> Link:
        """Return the link kept in the folder of a copy; a new one where there is none."""
        try:
            return cls(**json.loads((folder / "server.json").read_text(encoding="utf-8")))
        except (FileNotFoundError, ValueError, TypeError):
            return cls(uuid4().hex, maker())

    def arrived(self) -> Link:
        """Return the link once the server has what was on its way."""
        return Link(self.owner, self.maker, self.sending, self.sent)

    def write(self, folder: Path) -> Link:
        """Keep the link, whole or not at all; return it."""
        fresh = folder / "server.json.new"
        with fresh.open("w", encoding="utf-8") as file:
            json.dump(asdict(self), file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(folder / "server.json")
        sync_folder(folder)
        return self


def open_copy(server: Server, found: State | None, base: str, *, public_only: bool) -> Embedded:
    """Return the store on a server, opened for writing.

    ``found`` is the state just read. Raises StoreError where another process writes, or where
    ``base`` is not that of the store.
    """
    folder = cache_folder(server.url)
    places = Places(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = WriteLock(folder)
    except OSError as error:
        raise StoreError(
            f"{folder}：工作副本无法写入（{error.strerror}），可用 REPLYGRAPH_CACHE 另选文件夹。",
            f"{folder}: the working copy cannot be written ({error.strerror}); name another "
            "folder with REPLYGRAPH_CACHE.",
        ) from error
    try:
        return _opened(server, found, places, lock, base, public_only=public_only)
    except BaseException:
        lock.release()
        raise


def _opened(
    server: Server,
    found: State | None,
    places: Places,
    lock: WriteLock,
    base: str,
    *,
    public_only: bool,
) -> Mirrored:
    link = Link.read(places.root)
    if found and not found.pending and link.sending and found.token == link.sending:
        link = link.arrived().write(places.root)  # nothing else was left to do
    known = found if found and (found.generation or found.pending) else None
    mine = bool(known and known.pending and known.pending.token == link.sending)
    if known and known.pending and not mine:
        _refuse_while_written(server, known.pending, link)
    current = (known.token, known.maker) == (link.token, maker()) if known else not link.token
    if known and base not in (known.base, iri.BASE):
        raise StoreError(
            f"图谱建立时的 --base 是 {known.base}，不能改为 {base}；请另建一个。",
            f"the graph was built with --base {known.base}; build another one for {base}.",
        )
    stays = mine or (current and not (known and known.pending))
    if stays:
        tidy(places)
    else:
        _wipe(places)
        link = Link(link.owner, maker()).write(places.root)
        base = known.base if known else base
        public_only = public_only or bool(known and known.public_only)
    copy = Mirrored(server, link, places, lock, base, public_only=public_only)
    try:
        if mine:
            copy.finish()
        elif known and not stays:
            copy.take(known)
    except BaseException:
        copy.close()
        raise
    return copy


def _refuse_while_written(server: Server, pending: Pending, link: Link) -> None:
    left = pending.until - int(time.time())
    if left > 0 and pending.owner != link.owner:
        raise StoreError(
            f"{server.url}：另一台机器正在写入；若它已中断，{left // 60 + 1} 分钟后可由本机接手。",
            f"{server.url}: another machine is writing to it; if that was cut short, this one can "
            f"take over in {left // 60 + 1} minutes.",
        )


def _wipe(places: Places) -> None:
    """Delete all of a working copy but its lock."""
    for path in sorted(places.root.iterdir()):
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != "lock":
            path.unlink()


class Mirrored(Embedded):
    """The working copy, which sends to the server what it publishes."""

    def __init__(
        self,
        server: Server,
        link: Link,
        places: Places,
        lock: WriteLock,
        base: str,
        *,
        public_only: bool,
    ) -> None:
        """Open the copy; `open_copy` is the way to call this."""
        self._server = server
        self._link = link
        self._folder = places.root
        super().__init__(places, lock, base, public_only=public_only, union=None)
        self._note_from_now()

    def _note_from_now(self) -> None:
        """Note the lines that change from now on, unless everything is sent next anyway."""
        notes = bool(self._link.generation) and not self._link.whole
        self._knowledge.noting = self._note if notes else None

    def _note(self, lines: Iterable[str]) -> None:
        """Keep lines before they change; a line that a crash cut short is left behind."""
        with (self._folder / CHANGED).open("a", encoding="utf-8") as file:
            file.write("\n")
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())

    def close(self) -> None:
        """Close copy and connection."""
        super().close()
        self._server.close()

    def publish(self) -> int:
        """Derive anew what is known and send what changed to the server."""
        super().publish()
        noted = self._knowledge.noting is not None
        if self._link.sending:
            self.finish()
        news = self._link.generation != self.generation or self._link.whole
        if news and self.generation in self.generations():
            if not noted:
                self._link = replace(self._link, whole=True).write(self._folder)
            self._send(uuid4().hex, self.generation)
            (self._folder / CHANGED).unlink(missing_ok=True)
        self._note_from_now()
        return self.generation

    def finish(self) -> None:
        """Send to its end a change that was cut short."""
        self._send(self._link.sending, self._link.sent)

    def take(self, found: State) -> None:
        """Fill the empty copy with what the server keeps.

        What another version derived, or a change of another machine that was cut short, is sent
        anew as a whole.
        """
        broken = found.pending is not None
        last = max(found.generation, found.pending.generation if found.pending else 0)
        self.generation = last if broken else last - 1
        self._records.at = self.generation + 1
        kept = dict(bodies(self._server, [REVIEWS]))
        if kept:
            self.review(Reviews.from_text(zlib.decompress(kept[REVIEWS][0]).decode("utf-8")))
        self.update(self._kept(), publish=False)
        imports = {import_node(graph): graph for graph in found.imports}
        for node, lines in bodies(self._server, imports):
            self.import_rdf(zlib.decompress(lines[0]), imports[node], "application/n-triples")
        super().publish()
        whole = broken or found.maker != self._link.maker or not self.generations()
        self._link = replace(
            self._link, token=found.token, generation=self.generation, whole=whole
        ).write(self._folder)
        self._note_from_now()
        if broken:
            self.publish()

    def _kept(self) -> Iterator[dict[str, Any]]:
        nodes = map(letter_node, letters(self._server))
        for _, found in bodies(self._server, nodes):
            yield from map(unpack, found)

    def _send(self, token: str, generation: int) -> None:
        """Bring the server to the given generation of the copy."""
        assert self.places is not None
        link, found = self._link, state(self._server)
        mine = bool(found and found.pending and found.pending.owner == link.owner)
        if (found.token if found else "") != link.token:
            raise _overtaken(self._server)
        if found and found.pending and not mine:
            _refuse_while_written(self._server, found.pending, link)
        self._link = replace(link, sending=token, sent=generation).write(self._folder)
        before = link.generation if link.generation and not link.whole else None
        view = View.open(self.places, generation, before, self._folder / CHANGED)
        try:
            change = _Change(self._server, found, link.owner, token, generation)
            push(self._server, view, self._records.setting("reviews"), change)
            count, imports = view.records.count(), tuple(view.records.imported())
        finally:
            view.close()
        about = (self.base, self.public_only, link.maker, token, imports)
        change.end(State(generation, count, *about))
        self._link = self._link.arrived().write(self._folder)
        self.prune(1)


def _overtaken(server: Server) -> StoreError:
    return StoreError(
        f"{server.url}：期间另一台机器已写入；请再运行一次，以它的结果为起点。",
        f"{server.url}: another machine has written to it meanwhile; run this again to go on from "
        "there.",
    )


class _Change(Change):
    """A change of the server's state, announced before and ended after."""

    def __init__(
        self, server: Server, found: State | None, owner: str, token: str, generation: int
    ) -> None:
        self._server = server
        self._stands = found
        self._pending = Pending(owner, token, generation, 0)
        self.keep()

    def keep(self) -> None:
        """Say that the change goes on, where that was not said for a while."""
        now = int(time.time())
        if self._pending.until - now < LEASE // 2:
            self._pending = replace(self._pending, until=now + LEASE)
            self._put(replace(self._stands or State(), pending=self._pending))

    def end(self, after: State) -> None:
        """Say that the change is whole."""
        self._put(after)

    def _put(self, after: State) -> None:
        if not exchange(self._server, self._stands, after):
            raise _overtaken(self._server)
        self._stands = after
