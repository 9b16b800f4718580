"""The matrix view: the strongest bodies against each other, circles as blocks on the diagonal."""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from replygraph.serve import rdf, web
from replygraph.serve.explorer import drawing, evidence, network, shell
from replygraph.serve.explorer.state import SIZES, State, state
from replygraph.serve.explorer.woven import Woven
from replygraph.serve.live import Generation
from replygraph.views import Words
from replygraph.views.matrix import Matrix
from replygraph.views.matrix import matrix as made
from replygraph.views.parts import Cell, Chip, Column, Link, Sheet

#: units of the drawing: a square, room for the names on the left and above
_SIDE, _LEFT, _TOP = 20, 214, 206
_LONG = 14


def _short(name: str) -> str:
    return name if len(name) <= _LONG else f"{name[: _LONG - 1]}…"


def _picture(net: Woven, view: State, found: Matrix) -> dict[str, Any]:
    """Return the drawing: rows, squares on both sides of the diagonal, blocks."""
    keys = [net.key(row.body) for row in found.rows]
    squares = []
    for square in found.squares:
        href = view.address(one=keys[square.a], other=keys[square.b])
        chosen = {view.one, view.other} == {keys[square.a], keys[square.b]}
        for row, column in ((square.a, square.b), (square.b, square.a)):
            squares.append(
                {
                    "x": _LEFT + column * _SIDE,
                    "y": _TOP + row * _SIDE,
                    "row": row,
                    "column": column,
                    "shade": square.shade,
                    "acts": square.acts,
                    "strength": square.strength,
                    "href": href,
                    "chosen": chosen,
                }
            )
    rows = [
        {"at": n * _SIDE, "name": row.name, "label": _short(row.name), "kind": row.kind}
        for n, row in enumerate(found.rows)
    ]
    blocks = [
        {"at": block.start * _SIDE, "size": block.size * _SIDE, "name": block.name}
        for block in found.blocks
    ]
    size = len(found.rows) * _SIDE
    return {
        "rows": rows,
        "squares": squares,
        "blocks": blocks,
        "side": _SIDE,
        "left": _LEFT,
        "top": _TOP,
        "size": size,
        "width": _LEFT + size + 6,
        "height": _TOP + size + 6,
    }


def _sheets(net: Woven, view: State, found: Matrix) -> tuple[Sheet, Sheet]:
    """Return the squares as a list of ties, and the matrix itself for other programs."""
    iris = [net.net.ids[row.body] for row in found.rows]
    ties: list[tuple[Cell, ...]] = []
    for square in sorted(found.squares, key=lambda s: (-s.strength, s.a, s.b)):
        one, other = found.rows[square.a], found.rows[square.b]
        ends = {"one": net.key(one.body), "other": net.key(other.body)}
        ties.append(
            (
                Chip(iris[square.a], one.name),
                Chip(iris[square.b], other.name),
                square.strength,
                square.acts,
                Link(Words("看依据", "evidence"), view.address(lang="", **ends)),
            )
        )
    values = {(s.a, s.b): s.strength for s in found.squares}
    full: list[tuple[Cell, ...]] = [
        (row.name, *(values.get((min(a, b), max(a, b)), 0) for b in range(len(found.rows))))
        for a, row in enumerate(found.rows)
    ]
    name = Words("机构", "agency")
    return (
        Sheet(
            "ties",
            Words("矩阵中的协作", "Ties in the matrix"),
            (*drawing.ENDS, drawing.STRENGTH, drawing.ACTS_DONE, drawing.EVIDENCE),
            tuple(ties),
        ),
        Sheet(
            "matrix",
            Words("协作矩阵", "Collaboration matrix"),
            (Column(name), *(Column(Words(r.name, r.name), "number") for r in found.rows)),
            tuple(full),
        ),
    )


async def _told(now: Generation, net: Woven, view: State) -> dict[str, Any] | None:
    one = net.find(view.one) if view.one else None
    other = net.find(view.other) if view.other else None
    if one is None or other is None:
        return None
    return {"sort": "tie", "tie": await evidence.tie(now, net, view, one, other)}


async def matrix(request: Request) -> Response:
    """Return the page of the matrix, or one of its tables as CSV."""
    now, view = shell.generation(request), state(request.query_params, "matrix")
    net = await network.ready(request, now, view.by)
    if net is None:
        return shell.waiting(request, network.WEAVING)
    found = await asyncio.to_thread(made, net.net, view.what, view.most)
    sheets = _sheets(net, view, found)
    if request.query_params.get("format") == "csv":
        return shell.answer(request, "matrix.html", sheets=sheets)
    answer = shell.answer(
        request,
        "matrix.html",
        sheets=sheets[:1],
        state=view,
        panel=await _told(now, net, view),
        m=_picture(net, view, found),
        found=found,
        sizes=SIZES,
        **network.controls(net, view),
    )
    return rdf.tagged(request, bytes(answer.body), "text/html", vary="Accept, Accept-Language")


async def panel(request: Request) -> Response:
    """Return the evidence of a square, as a piece of the page."""
    now, view = shell.generation(request), state(request.query_params, "matrix")
    net = await network.ready(request, now, view.by)
    told = await _told(now, net, view) if net else None
    if told is None:
        return web.missing(request, f"{view.one} — {view.other}")
    answer = shell.answer(request, "network_panel.html", panel=told)
    return rdf.tagged(request, bytes(answer.body), "text/html", vary="Accept, Accept-Language")


ROUTES = [Route("/matrix", matrix), Route("/matrix/panel", panel)]
