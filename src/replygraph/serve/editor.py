"""The query page: an editor that knows our terms and names, and the cookbook's questions."""

from __future__ import annotations

from functools import cache
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from replygraph.ask import cookbook
from replygraph.serve import web
from replygraph.serve.live import Live
from replygraph.vocab import CLASSES, PREFIXES
from replygraph.vocab.described import terms

#: properties of other vocabularies that the data use, offered beside our own
_OTHERS = (
    "rdf:type",
    "rdf:subject",
    "rdf:predicate",
    "rdf:object",
    "rdfs:label",
    "dcterms:title",
    "dcterms:source",
    "nif:anchorOf",
    "nif:isString",
    "nif:beginIndex",
    "nif:endIndex",
    "org:memberOf",
    "org:ChangeEvent",
    "org:originalOrganization",
    "org:resultingOrganization",
    "owl:sameAs",
)


@cache
def _context(lang: str) -> dict[str, Any]:
    """Return what the page's script needs to know, in one language."""

    def say(zh: str, en: str) -> str:
        return en if lang == "en" else zh

    names = [[f"rg:{t.name}", say(t.zh, t.en), say(t.en, t.zh)] for t in terms()]
    names += [[name, "", ""] for name in dict.fromkeys((*CLASSES.values(), *_OTHERS))]
    return {
        "lang": lang,
        "prefixes": PREFIXES,
        "terms": sorted({name[0]: name for name in reversed(names)}.values()),
        "questions": [
            {
                "name": q.name,
                "title": say(q.zh, q.en),
                "about": say(q.description_zh, q.description_en),
                "text": _bare(q.text),
                "parameters": [
                    {"name": p.name, "title": say(p.zh, p.en), "example": p.example}
                    for p in q.parameters
                ],
            }
            for q in cookbook()
        ],
    }


def _bare(text: str) -> str:
    """Return a question's query without its head."""
    lines = text.splitlines()
    return "\n".join(line for line in lines if not line.startswith("# ")) + "\n"


async def editor(request: Request) -> Response:
    """Return the query page; the query in its address is in the editor when it opens."""
    live: Live = request.app.state.live
    lang = web.language(request)
    context = {
        **_context(lang),
        "base": live.now.base,
        "asked": request.query_params.get("query", ""),
        "rows": live.settings.rows,
        "seconds": live.settings.timeout,
    }
    return web.page(request, "sparql.html", context=context)
