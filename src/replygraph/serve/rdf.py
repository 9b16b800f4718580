"""Small graphs of our own about the service, in whichever format the client takes."""

from __future__ import annotations

import hashlib
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from replygraph.errors import ReplygraphError
from replygraph.serve import web
from replygraph.serve.negotiate import accepted
from replygraph.store.serving import GRAPH_TYPES, rewritten
from replygraph.vocab import PREFIXES

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})


class Triples:
    """Triples in the order in which they were said, as lines of N-Triples."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lines: list[str] = []

    def iri(self, subject: str, predicate: str, value: str) -> None:
        """Say that a property has an IRI as its value."""
        self._lines.append(f"<{_safe(subject)}> <{predicate}> <{_safe(value)}> .\n")

    def text(self, subject: str, predicate: str, value: str, language: str = "") -> None:
        """Say that a property has a text as its value."""
        tag = f"@{language}" if language else ""
        text = value.translate(_ESCAPES)
        self._lines.append(f'<{_safe(subject)}> <{predicate}> "{text}"{tag} .\n')

    def number(self, subject: str, predicate: str, value: int) -> None:
        """Say that a property has a number as its value."""
        kind = f"{PREFIXES['xsd']}integer"
        self._lines.append(f'<{_safe(subject)}> <{predicate}> "{value}"^^<{kind}> .\n')

    def lines(self) -> str:
        """Return the N-Triples."""
        return "".join(self._lines)


def _safe(iri: str) -> str:
    """Return an IRI without what would end it: the name of the host is the client's to choose."""
    return quote(iri, safe="".join(c for c in map(chr, range(33, 127)) if c not in '<>"{}|^`\\'))


async def answer(request: Request, graph: Triples) -> Response:
    """Return the graph in the format that the client likes best, with an ETag."""
    wanted = accepted(request.headers.get("accept"), GRAPH_TYPES)
    if not wanted and "*/*" not in request.headers.get("accept", ""):
        wanted = accepted(request.headers.get("accept"), ("text/html",)) and ("text/turtle",)
    if not wanted:
        offered = ", ".join(GRAPH_TYPES)
        error = ReplygraphError(f"没有所要的格式；可用：{offered}。", f"there are: {offered}.")
        return web.problem(error, 406, web.language(request))
    about = f"{wanted[0]} {graph.lines()}"
    return tagged(request, rewritten(graph.lines(), wanted[0]), wanted[0], about=about)


def tagged(
    request: Request, body: bytes, media: str, *, about: str = "", vary: str = "Accept"
) -> Response:
    """Return a body with its ETag; 304 where the client has it already.

    ``about`` is what the body follows from, where the order of its parts may vary.
    """
    known_by = about.encode("utf-8") or body
    tag = f'"{hashlib.sha256(known_by).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Vary": f"{vary}, Accept-Encoding", "Cache-Control": "no-cache"}
    known = request.headers.get("if-none-match", "")
    if tag in [part.strip().removeprefix("W/") for part in known.split(",")]:
        return Response(status_code=304, headers=headers)
    if media.startswith("text/"):
        media = f"{media}; charset=utf-8"
    return Response(body, media_type=media, headers=headers)
