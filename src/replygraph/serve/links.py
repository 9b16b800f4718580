"""From IRIs to addresses of this service and back, and names for what has none."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

from replygraph.iri import BASE
from replygraph.serve.words import is_term
from replygraph.vocab import PREFIXES

#: part of an IRI behind the base → page of the explorer that tells of such things
VIEWS = {
    "letter": "letters",
    "submission": "submissions",
    "agency": "agencies",
    "lineage": "lineages",
    "person": "people",
    "org": "organizations",
    "place": "places",
    "event": "events",
    "program": "programs",
    "document": "documents",
    "media": "media",
}
_BAD = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_SAFE = "/:@!$&'()*+,;=~-._"


def clean(iri: str) -> str | None:
    """Return an IRI that can stand in a query, None for what is none.

    >>> clean("urn:x"), clean("urn:x> { ?s ?p ?o } #"), clean("x")
    ('urn:x', None, None)
    """
    return iri if ":" in iri and len(iri) < 2000 and not _BAD.search(iri) else None


def address(iri: str, base: str, kind: str = "page") -> str:
    """Return where this service tells of an IRI, as an address on it.

    >>> address("https://w3id.org/replygraph/id/agency/深圳市水务局", "https://w3id.org/replygraph/id/")
    '/page/agency/%E6%B7%B1%E5%9C%B3%E5%B8%82%E6%B0%B4%E5%8A%A1%E5%B1%80'
    >>> address("https://w3id.org/replygraph/ns#leads", "http://a/")
    '/ontology#leads'
    """
    if kind == "page" and is_term(iri):
        return f"/ontology#{iri.removeprefix(PREFIXES['rg'])}"
    path, _, fragment = iri.partition("#")
    if iri.startswith(base) and path != base:
        tail = f"#{quote(fragment, safe=_SAFE)}" if fragment else ""
        return f"/{kind}/{quote(path.removeprefix(base), safe=_SAFE)}{tail}"
    return f"/{kind}?iri={quote(iri, safe='')}"


@lru_cache(maxsize=16384)  # a page leads to the same few hundred things many times
def place(iri: str, base: str) -> str:
    """Return the address of the explorer's page on an IRI, of the page of all facts where none is.

    >>> place("https://w3id.org/replygraph/id/letter/x#char=1,9", "https://w3id.org/replygraph/id/")
    '/letters/x#char=1,9'
    >>> place("https://w3id.org/replygraph/id/act/x", "https://w3id.org/replygraph/id/")
    '/page/act/x'
    """
    for start in (base, BASE):
        if iri.startswith(start):
            part, _, rest = iri.removeprefix(start).partition("/")
            if part in VIEWS and rest.partition("#")[0]:
                path, _, fragment = rest.partition("#")
                ending = f"#{quote(fragment, safe=_SAFE)}" if fragment else ""
                return f"/{VIEWS[part]}/{quote(path, safe=_SAFE)}{ending}"
    return address(iri, base)


def tail(iri: str, base: str) -> str:
    """Return the readable end of an IRI that has no name.

    >>> tail("https://w3id.org/replygraph/id/place/南京市/鼓楼区", "https://w3id.org/replygraph/id/")
    '鼓楼区'
    """
    rest = iri.removeprefix(base)
    return rest.rstrip("/#").rpartition("#")[2].rpartition("/")[2] or iri
