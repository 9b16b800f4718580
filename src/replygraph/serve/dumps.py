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
from replygraph.views import Words

#: name → media type
FILES = {
    "replygraph.nq.gz": "application/gzip",
    "replygraph.trig.gz": "application/gzip",
    "SHA256SUMS": "text/plain; charset=utf-8",
}


#: tables that people ask for most: address, what it is, what a row is
_TABLES = (
    (
        "/register?format=csv",
        Words("答复函台账", "Register of letters"),
        Words(
            "一封一行：谁提、谁办、结果、意见", "a letter a row: who asked, who handles, outcome"
        ),
    ),
    (
        "/register?list=commitments&format=csv",
        Words("承诺台账", "Register of commitments"),
        Words("一项一行：原句、期限、是否已过", "one a row: sentence, due date, whether past"),
    ),
    (
        "/network?format=csv&table=all-ties",
        Words("机构协作", "Collaborations"),
        Words("一对机构一行：次数、年份、一句原文", "a pair a row: acts, years, a sentence"),
    ),
    (
        "/change?format=csv",
        Words("前后两年的变化", "What changed between two years"),
        Words(
            "一对机构一行：前后次数、两年各一句", "a pair a row: acts and a sentence of each year"
        ),
    ),
    (
        "/timeline?format=csv",
        Words("活动", "Events"),
        Words("一次一行：时间、主办、地区、原句", "one a row: when, who, where, sentence"),
    ),
)


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
    return web.page(request, "dump.html", files=files, generation=live.now.number, tables=_TABLES)


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
