"""The Reconciliation Service API 0.2 (OpenRefine): agencies, events, programs, places by name."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from replygraph import iri as iris
from replygraph.errors import ReplygraphError
from replygraph.serve import links, web
from replygraph.serve.describe import here
from replygraph.serve.finding.names import Names, classes_of, names
from replygraph.serve.finding.search import Hit
from replygraph.serve.live import Live
from replygraph.serve.protocol import BadRequestError, request_pairs
from replygraph.serve.thing import thing
from replygraph.serve.words import called
from replygraph.vocab import iri as full

TYPES = (
    "rg:Agency",
    "schema:Event",
    "rg:Program",
    "schema:Place",
    "org:Organization",
    "rg:Document",
)
_BATCH = 200
_SURE = 99.0


def _type(name: str, lang: str) -> dict[str, str]:
    return {"id": name, "name": called(full(name), lang)}


def _id(iri: str, base: str) -> str:
    return iri.removeprefix(base) if iri.startswith(base) else iri


def _candidate(hit: Hit, base: str, lang: str, *, match: bool) -> dict[str, Any]:
    classes = classes_of(hit.kinds)
    kinds = [name for name in TYPES if full(name) in classes]
    return {
        "id": _id(hit.iri, base),
        "name": hit.name,
        "type": [_type(name, lang) for name in kinds],
        "score": hit.score,
        "match": match,
    }


def _known(types: Any) -> list[str]:
    """Return the classes of a query's types, all of ours where it names none that we know."""
    asked = [types] if isinstance(types, str) else list(types or ())
    asked = [one.get("id", "") if isinstance(one, dict) else str(one) for one in asked]
    found = [full(name) for name in TYPES if name in asked or full(name) in asked]
    return found or [full(name) for name in TYPES]


def _answer(index: Names, query: Any, base: str, lang: str) -> list[dict[str, Any]]:
    """Return the candidates of one query; the first is a match where nothing rivals it."""
    if not isinstance(query, dict) or not isinstance(query.get("query"), str):
        return []
    limit = query.get("limit")
    most = min(limit, 100) if isinstance(limit, int) and limit > 0 else 10
    hits = index.hits(query["query"][:500], most, classes=_known(query.get("type")))
    alone = len(hits) == 1 or (len(hits) > 1 and hits[1].score < _SURE)
    return [
        _candidate(hit, base, lang, match=i == 0 and hit.score >= _SURE and alone)
        for i, hit in enumerate(hits)
    ]


def _manifest(request: Request, lang: str) -> dict[str, Any]:
    at = here(request)
    live: Live = request.app.state.live
    suggest = {"service_url": at, "flyout_service_path": "/reconcile/flyout?id=${id}"}
    return {
        "versions": ["0.1", "0.2"],
        "name": "replygraph",
        "identifierSpace": live.now.base,
        "schemaSpace": iris.NS,
        "defaultTypes": [_type(name, lang) for name in TYPES],
        "view": {"url": f"{at}/id/{{{{id}}}}"},
        "preview": {"url": f"{at}/reconcile/preview?id={{{{id}}}}", "width": 420, "height": 220},
        "suggest": {
            "entity": {**suggest, "service_path": "/reconcile/suggest/entity"},
            "type": {"service_url": at, "service_path": "/reconcile/suggest/type"},
            "property": {"service_url": at, "service_path": "/reconcile/suggest/property"},
        },
        "batchSize": 50,
    }


async def reconcile(request: Request) -> Response:
    """Return the manifest or, for ``queries``, candidates."""
    live: Live = request.app.state.live
    lang = web.language(request)
    try:
        given = dict(await request_pairs(request))
        if "queries" not in given:
            return JSONResponse(_manifest(request, lang))
        queries = json.loads(given["queries"])
    except BadRequestError as error:
        return web.problem(error, error.status, lang)
    except (ValueError, RecursionError):
        queries = None
    if not isinstance(queries, dict) or len(queries) > _BATCH:
        wrong = ReplygraphError(
            f"queries 应为 JSON 对象，至多 {_BATCH} 个问题。",
            f"queries is a JSON object with at most {_BATCH} queries.",
        )
        return web.problem(wrong, 400, lang)
    index = await names(live.now)
    base = live.now.base

    def answered() -> dict[str, Any]:
        return {
            key: {"result": _answer(index, query, base, lang)} for key, query in queries.items()
        }

    return JSONResponse(await asyncio.to_thread(answered))


async def suggest_entity(request: Request) -> Response:
    """Return things whose names begin with or hold the prefix."""
    live: Live = request.app.state.live
    lang = web.language(request)
    prefix = request.query_params.get("prefix", "").strip()[:200]
    cursor = request.query_params.get("cursor", "0")
    start = int(cursor) if cursor.isdecimal() and len(cursor) < 5 else 0
    index = await names(live.now)
    hits: list[Hit] = []
    if prefix:
        classes = _known(None)
        hits = await asyncio.to_thread(index.hits, prefix, start + 10, classes=classes)
    found = [
        {
            "id": _id(hit.iri, live.now.base),
            "name": hit.name,
            "description": "、".join(called(kind, lang) for kind in classes_of(hit.kinds)),
            "notable": [_type(n, lang) for n in TYPES if full(n) in classes_of(hit.kinds)],
        }
        for hit in hits[start:]
    ]
    return JSONResponse({"result": found})


async def suggest_type(request: Request) -> Response:
    """Return the types whose names hold the prefix, in either language."""
    lang = web.language(request)
    prefix = request.query_params.get("prefix", "").strip().casefold()
    found = [
        _type(name, lang)
        for name in TYPES
        if any(
            prefix in text.casefold() for text in (name, *(called(full(name), x) for x in LANGS))
        )
    ]
    return JSONResponse({"result": found})


LANGS = ("zh", "en")


async def suggest_property(request: Request) -> Response:
    """Return no property: candidates are told apart by name and type only."""
    del request
    return JSONResponse({"result": []})


async def preview(request: Request) -> Response:
    """Return a small page on one candidate, which OpenRefine shows in a frame."""
    live: Live = request.app.state.live
    name = request.query_params.get("id", "")
    iri = links.clean(name if name.startswith(("http://", "https://")) else live.now.base + name)
    found = await thing(live.now, iri, web.language(request)) if iri else None
    if found is None:
        return web.missing(request, name)
    answer = web.page(request, "preview.html", thing=found)
    answer.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; frame-ancestors *"
    )
    answer.headers["X-Frame-Options"] = "ALLOWALL"
    return answer


async def flyout(request: Request) -> Response:
    """Return the same as HTML in JSON, as the suggest service has it."""
    answer = await preview(request)
    html = bytes(answer.body).decode("utf-8")
    return JSONResponse({"id": request.query_params.get("id", ""), "html": html})
