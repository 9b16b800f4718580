"""The SPARQL 1.1 Protocol, query operation: GET, POST with a form, POST with the query itself."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from replygraph.errors import QueryError
from replygraph.serve import web
from replygraph.serve.describe import service_description
from replygraph.serve.editor import editor
from replygraph.serve.live import Live
from replygraph.serve.negotiate import accepted
from replygraph.serve.pool import LimitError
from replygraph.store.serving import GRAPH_TYPES, RESULT_TYPES, Ask, NotAcceptableError

_FORM = "application/x-www-form-urlencoded"
_DIRECT = "application/sparql-query"
_MOST = 1 << 20
_FIELDS = 1000

#: further names by which clients ask for a format
OTHER_NAMES = (
    ("application/json", "application/sparql-results+json"),
    ("application/xml", "application/sparql-results+xml"),
    ("text/xml", "application/sparql-results+xml"),
    ("text/plain", "application/n-triples"),
    ("application/x-turtle", "text/turtle"),
)
#: values of ``format=``, for people who type an address or click a download
SHORT = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "json-ld": "application/ld+json",
    "turtle": "text/turtle",
    "n3": "text/n3",
    "ntriples": "application/n-triples",
    "rdf+xml": "application/rdf+xml",
}
Pairs = list[tuple[str, str]]


class BadRequestError(QueryError):
    """The request does not follow the protocol; ``status`` says how."""

    def __init__(self, status: int, zh: str, en: str) -> None:
        """Keep the status of the answer."""
        super().__init__(zh, en)
        self.status = status


def _unquoted(data: bytes) -> str:
    """Return what a part of a form stands for; UnicodeDecodeError where an escape is none.

    The escapes are Python's own but for their sign, and those are read all at once.
    """
    plain = data.replace(b"+", b" ").replace(b"\\", b"%5C").replace(b"%", b"\\x")
    return plain.decode("unicode_escape").encode("latin-1").decode("utf-8")


def form_pairs(data: bytes) -> Pairs:
    """Return names and values of a form or of an address, as `parse_qsl` does.

    Raises BadRequestError for what is not UTF-8, or more than a thousand.
    """
    try:
        if data.isascii() and data.count(b"&") < _FIELDS:
            parts = [part.partition(b"=") for part in data.split(b"&") if part]
            return [(_unquoted(name), _unquoted(value)) for name, _, value in parts]
    except UnicodeDecodeError:
        pass  # a sign of percent that stands for itself, or what is refused below
    try:
        text = data.decode("ascii")
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except ValueError as error:
        raise BadRequestError(
            400, "参数不是 UTF-8 编码，或过多。", "parameters are not UTF-8, or too many."
        ) from error


async def request_pairs(request: Request) -> Pairs:
    """Return the parameters of the request, its query among them.

    Raises BadRequestError for what is not of the protocol.
    """
    pairs = form_pairs(request.scope["query_string"])
    if request.method != "POST":
        return pairs
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise BadRequestError(415, "请求不能压缩。", "requests are taken uncompressed only.")
    body = await web.body(request, _MOST)
    if body is None:
        raise BadRequestError(413, "查询过长。", "the query is too long.")
    kind, _, more = request.headers.get("content-type", "").partition(";")
    kind = kind.strip().lower()
    if "charset" in more.lower() and "utf-8" not in more.lower():
        raise BadRequestError(415, "只接受 UTF-8 编码。", "only UTF-8 is taken.")
    if kind == _FORM:
        return pairs + form_pairs(body)
    if kind == _DIRECT:
        if any(name == "query" for name, _ in pairs):
            raise BadRequestError(400, "查询给了两次。", "the query is given twice.")
        try:
            return [*pairs, ("query", body.decode("utf-8"))]
        except UnicodeDecodeError as error:
            raise BadRequestError(
                400, "查询不是 UTF-8 编码。", "the query is not in UTF-8."
            ) from error
    if kind == "application/sparql-update":
        raise BadRequestError(403, "只能查询，不能更新。", "Update is refused: queries only.")
    raise BadRequestError(
        415 if kind else 400,
        f"POST 的类型应为 {_FORM} 或 {_DIRECT}。",
        f"POST takes {_FORM} or {_DIRECT}.",
    )


def _wanted(first: str, header: str | None, offered: tuple[str, ...]) -> tuple[str, ...]:
    """Return the formats to choose from: what ``format=`` names, if it fits, else by Accept."""
    named = accepted(first, offered, OTHER_NAMES) if first else ()
    return named or accepted(header, offered, OTHER_NAMES)


def _ask(request: Request, pairs: Pairs) -> Ask:
    queries = [value for name, value in pairs if name == "query"]
    if any(name == "update" for name, _ in pairs):
        raise BadRequestError(403, "只能查询，不能更新。", "Update is refused: queries only.")
    if len(queries) != 1:
        raise BadRequestError(
            400, "请给出一个 query 参数。", "give one parameter “query”, not none or several."
        )
    defaults = tuple(value for name, value in pairs if name == "default-graph-uri")
    named = tuple(value for name, value in pairs if name == "named-graph-uri")
    wanted = next((value for name, value in pairs if name == "format"), None)
    header = request.headers.get("accept")
    first = SHORT.get(wanted.lower(), wanted) if wanted else ""
    given = bool(defaults or named)
    return Ask(
        queries[0],
        defaults if given else None,
        named if given else None,
        str(request.url.replace(query="", fragment="")),
        _wanted(first, header, RESULT_TYPES),
        _wanted(first, header, GRAPH_TYPES),
    )


async def sparql(request: Request) -> Response:
    """Answer a query; without one, give people the editor and programs the description."""
    live: Live = request.app.state.live
    if request.method != "POST" and b"query=" not in request.scope["query_string"]:
        html = accepted(request.headers.get("accept"), ("text/html", *GRAPH_TYPES))
        if html[:1] == ("text/html",) and request.headers.get("accept", "*/*") != "*/*":
            return await editor(request)
        return await service_description(request)
    try:
        pairs = await request_pairs(request)
        ask = _ask(request, pairs)
        if web.wants_page(request, pairs):
            return await editor(request)
        reply = await live.now.pool.run(ask)
    except BadRequestError as error:
        return web.problem(error, error.status, web.language(request))
    except NotAcceptableError as error:
        return web.problem(error, 406, web.language(request))
    except QueryError as error:
        return web.problem(error, 400, web.language(request))
    except LimitError as error:
        more = {"X-Limit": error.limit, "Retry-After": "5"}
        return web.problem(error, 503, web.language(request), more)
    headers = {"Vary": "Accept, Accept-Encoding", "X-Generation": str(live.now.number)}
    name = next((value for key, value in pairs if key == "download"), "")
    if name:
        headers["Content-Disposition"] = f'attachment; filename="{web.filename(name)}"'
    media = (
        reply.media if reply.media.startswith("application/") else f"{reply.media}; charset=utf-8"
    )
    return Response(reply.body, media_type=media, headers=headers)
