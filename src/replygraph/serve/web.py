"""What all routes share: pages from templates, errors as one sentence, bodies with a limit."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from replygraph.errors import ReplygraphError
from replygraph.serve import links
from replygraph.serve.navigation import NAVIGATION
from replygraph.serve.negotiate import accepted
from replygraph.serve.negotiate import language as preferred
from replygraph.store.serving import GRAPH_TYPES, RESULT_TYPES
from replygraph.views import Words

if TYPE_CHECKING:
    from jinja2 import Environment

_NAME = re.compile(r"[^\w.\-]", re.ASCII)


def commas(number: float) -> str:
    """Return a number as people read it: thousands apart, at most two decimals.

    >>> commas(12345), commas(0.5), commas(3.0)
    ('12,345', '0.5', '3')
    """
    return f"{round(number, 2):,}".removesuffix(".0")


@cache
def _templates() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("replygraph.serve", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["commas"] = commas
    return made


def language(request: Request) -> str:
    """Return the language of the answer: ``?lang=``, else what the client prefers."""
    asked = request.query_params.get("lang")
    return asked if asked in ("zh", "en") else preferred(request.headers.get("accept-language"))


def other_language(request: Request) -> str:
    """Return the address of the same page in the other language."""
    other = "zh" if language(request) == "en" else "en"
    url = request.url.include_query_params(lang=other)
    return f"{url.path}?{url.query}"


def _ways(request: Request) -> list[tuple[str, str, str, bool]]:
    """Return what stands in the head of the page, with whether the page lies below it."""
    there = {getattr(route, "path", "") for route in request.app.routes}
    here = request.url.path
    return [
        (path, zh, en, here == path or (path != "/" and here.startswith(f"{path}/")))
        for path, zh, en in NAVIGATION
        if path in there
    ]


def page(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """Return a page; every value is written as text."""
    lang = language(request)
    chosen = request.query_params.get("lang")

    def say(zh: str, en: str) -> str:
        return en if lang == "en" else zh

    def link(path: str) -> str:
        """Keep the language that was chosen by hand."""
        if chosen not in ("zh", "en"):
            return path
        path, sign, fragment = path.partition("#")
        return f"{path}{'&' if '?' in path else '?'}lang={chosen}{sign}{fragment}"

    def told(words: Any) -> Any:
        """Return `views.Words` in the language of the page, anything else as it is."""
        return say(words.zh, words.en) if isinstance(words, Words) else words

    def href(iri: str, **more: str) -> str:
        """Return the address of the page on an IRI, ``more`` as its parameters."""
        path, sign, place = links.place(iri, request.app.state.live.now.base).partition("#")
        extra = f"{'&' if '?' in path else '?'}{urlencode(more)}" if more else ""
        return link(f"{path}{extra}{sign}{place}")

    def asked(**more: Any) -> str:
        """Return the address of this page with parameters set, or left out where None."""
        url = request.url.include_query_params(**{k: v for k, v in more.items() if v is not None})
        url = url.remove_query_params([k for k, v in more.items() if v is None])
        return f"{url.path}?{url.query}" if url.query else url.path

    text = (
        _templates()
        .get_template(template)
        .render(
            lang=lang,
            say=say,
            told=told,
            link=link,
            href=href,
            asked=asked,
            ways=_ways(request),
            other=other_language(request),
            **values,
        )
    )
    return HTMLResponse(text, status, {"Vary": "Accept, Accept-Language, Accept-Encoding"})


def problem(
    error: ReplygraphError, status: int, lang: str, headers: dict[str, str] | None = None
) -> Response:
    """Return an error as plain text: first in the client's language, then in the other."""
    words = (error.en, error.zh) if lang == "en" else (error.zh, error.en)
    return PlainTextResponse("\n".join(dict.fromkeys(words)) + "\n", status, headers)


def missing(request: Request, what: str) -> Response:
    """Return that something is not there, as a page for people and as text for programs."""
    lang = language(request)
    if accepted(request.headers.get("accept"), ("text/plain", "text/html"))[:1] == ("text/html",):
        return page(request, "missing.html", 404, what=what)
    error = ReplygraphError(f"这里没有：{what}", f"not here: {what}")
    return problem(error, 404, lang)


def wants_page(request: Request, pairs: list[tuple[str, str]]) -> bool:
    """Tell whether a browser asks for a query's page rather than a program for its answer."""
    if request.method not in ("GET", "HEAD") or any(name == "format" for name, _ in pairs):
        return False
    offered = (*RESULT_TYPES, *GRAPH_TYPES, "text/html")
    return accepted(request.headers.get("accept"), offered)[:1] == ("text/html",)


async def body(request: Request, most: int) -> bytes | None:
    """Return the body of a request; None where it is longer than ``most`` bytes.

    Raises HTTPException, which nobody reads, where the client goes away before it has sent all.
    """
    parts, size = [], 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > most:
                return None
            parts.append(part)
    except ClientDisconnect as error:
        raise HTTPException(400) from error
    return b"".join(parts)


def filename(name: str) -> str:
    """Return a name that is safe in a header.

    >>> filename('a"b/../c.csv')
    'a_b_.._c.csv'
    """
    return _NAME.sub("_", name)[:80]
