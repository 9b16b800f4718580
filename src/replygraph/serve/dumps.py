"""Dumps of the whole graph, with checksums, made once for each generation when first asked for."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from replygraph.errors import MachineError
from replygraph.serve import web
from replygraph.serve.live import Generation, Live

#: name → media type
FILES = {
    "replygraph.nq.gz": "application/gzip",
    "replygraph.trig.gz": "application/gzip",
    "SHA256SUMS": "text/plain; charset=utf-8",
}


async def _folder(live: Live, now: Generation) -> Path:
    async def made() -> Path:
        target = Path(tempfile.mkdtemp(prefix="replygraph-dump-", dir=live.scratch))
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "replygraph.serve.dump", str(now.store), str(target)
        )
        if await process.wait():
            raise MachineError("无法写出数据包。", "the dump could not be written.")
        return target

    folder: Path = await now.once("dump", made)
    return folder


def _sums(folder: Path) -> dict[str, str]:
    lines = (folder / "SHA256SUMS").read_text(encoding="ascii").splitlines()
    return {name: digest for digest, name in (line.split() for line in lines)}


async def overview(request: Request) -> Response:
    """Return the page that lists the dumps with size and checksum."""
    live: Live = request.app.state.live
    folder = await _folder(live, live.now)
    files = [
        (name, (folder / name).stat().st_size, digest) for name, digest in _sums(folder).items()
    ]
    return web.page(request, "dump.html", files=files, generation=live.now.number)


async def file(request: Request) -> Response:
    """Return a dump, or part of it; 304 where the client has it already."""
    live: Live = request.app.state.live
    name = request.path_params["name"]
    if name not in FILES:
        return web.missing(request, name)
    folder = await _folder(live, live.now)
    digest = _sums(folder).get(name, "")
    headers = {"Cache-Control": "no-cache", "X-Generation": str(live.now.number)}
    if digest:
        headers["ETag"] = f'"{digest}"'
        known = [p.strip() for p in request.headers.get("if-none-match", "").split(",")]
        if headers["ETag"] in known:
            return Response(status_code=304, headers=headers)
        headers["Digest"] = f"sha-256={digest}"
    return FileResponse(folder / name, media_type=FILES[name], headers=headers)
