"""Dumps of the whole graph, with checksums, made once for each generation when first asked for."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from replygraph.errors import MachineError
from replygraph.serve import web
from replygraph.serve.aside import done_aside
from replygraph.serve.live import Generation, Live
from replygraph.views import Words

#: name → media type
FILES = {
    "replygraph.nq.gz": "application/gzip",
    "replygraph.trig.gz": "application/gzip",
    "SHA256SUMS": "text/plain; charset=utf-8",
}
#: for how many generations dumps stay: one that was asked for may be about to be sent
_STAY = 2

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
        assert live.scratch
        target = Path(tempfile.mkdtemp(prefix=f"dump-{now.number:09}-", dir=live.scratch))
        if not await done_aside("replygraph.serve.dump", str(now.store), str(target)):
            shutil.rmtree(target, ignore_errors=True)
            raise MachineError(
                "无法写出数据包；请检查临时文件夹所在磁盘的空间。",
                "the dump could not be written; is there room in the temporary folder?",
            )
        for older in sorted(live.scratch.glob("dump-*"))[:-_STAY]:
            shutil.rmtree(older, ignore_errors=True)  # who reads one has it open
        return target

    folder: Path = await now.once("dump", made)
    return folder


def _sums(folder: Path) -> dict[str, str]:
    lines = (folder / "SHA256SUMS").read_text(encoding="ascii").splitlines()
    return {name: digest for digest, name in (line.split() for line in lines)}


async def overview(request: Request) -> Response:
    """Return the page that lists the dumps with size and checksum."""
    live: Live = request.app.state.live
    now = live.now
    folder = await _folder(live, now)
    files = [
        (name, (folder / name).stat().st_size, digest) for name, digest in _sums(folder).items()
    ]
    return web.page(request, "dump.html", files=files, generation=now.number, tables=_TABLES)


async def file(request: Request) -> Response:
    """Return a dump, or part of it; 304 where the client has it already."""
    live: Live = request.app.state.live
    name = request.path_params["name"]
    if name not in FILES:
        return web.missing(request, name)
    now = live.now
    folder = await _folder(live, now)
    digest = _sums(folder).get(name, "")
    headers = {"Cache-Control": "no-cache", "X-Generation": str(now.number)}
    if digest:
        headers["ETag"] = f'"{digest}"'
        known = request.headers.get("if-none-match", "").split(",")
        if headers["ETag"] in [one.strip().removeprefix("W/") for one in known]:
            return Response(status_code=304, headers=headers)
        headers["Digest"] = f"sha-256={digest}"
    return FileResponse(folder / name, media_type=FILES[name], headers=headers)
