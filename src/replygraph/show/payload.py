"""The data of a page: a `views.Network` as compact JSON that cannot leave its script element."""

from __future__ import annotations

import json
from typing import Any

from replygraph.show.words import ACTS, COLOURS, KINDS, SHAPES
from replygraph.views import Item, LetterCard, Network, Quote, Words
from replygraph.vocab import predicates


def _words(words: Words | None) -> list[str] | None:
    return [words.zh, words.en] if words else None


def _letter(card: LetterCard) -> dict[str, Any]:
    return {
        "id": card.id,
        "title": card.title,
        "agency": card.agency,
        "date": card.date,
        "number": card.number,
        "kind": card.kind,
        "role": card.role,
        "category": card.category,
    }


class _Tables:
    """Letters and quotes are written once and referred to by number."""

    def __init__(self, network: Network) -> None:
        self.letters = {key: index for index, key in enumerate(sorted(network.letters))}
        self.nodes = {node.id: index for index, node in enumerate(network.nodes)}
        self.quotes: dict[tuple[str, int], int] = {}
        self.rows: list[dict[str, Any]] = []

    def quote(self, quote: Quote) -> int:
        place = (quote.letter, quote.start)
        if place not in self.quotes:
            self.quotes[place] = len(self.rows)
            marks = [[s, e, self.nodes.get(who, -1)] for s, e, who in quote.marks]
            self.rows.append(
                {"letter": self.letters[quote.letter], "text": quote.text, "marks": marks}
            )
        return self.quotes[place]

    def item(self, item: Item, network: Network) -> dict[str, Any]:
        years = [network.letters[q.letter].year for q in item.quotes]
        return {
            "kind": item.kind,
            "object": item.object,
            "date": item.date,
            # what no letter dates is filed under the year of its first letter
            "year": item.year or min((y for y in years if y), default=None),
            "modality": item.modality,
            "parties": item.parties,
            "strength": round(item.strength, 6),
            "quotes": [self.quote(quote) for quote in item.quotes],
        }


def _nodes(network: Network, tables: _Tables, *, mixed: bool) -> list[dict[str, Any]]:
    return [
        {
            "name": node.name,
            "label": node.label,
            "short": node.short,
            "type": node.type.lower(),
            "kind": node.type.lower() if mixed else node.kind,
            "region": node.region,
            "group": node.group,
            "weight": node.weight,
            "x": node.x,
            "y": node.y,
            "aliases": list(node.aliases),
            "letters": [tables.letters[k] for k in node.letters if k in tables.letters],
            "inLetters": len(node.letters),
        }
        for node in network.nodes
    ]


def _edges(network: Network, tables: _Tables) -> list[dict[str, Any]]:
    return [
        {
            "a": tables.nodes[edge.source],
            "b": tables.nodes[edge.target],
            "items": list(edge.items),
            "directed": edge.directed,
        }
        for edge in network.edges
    ]


def _groups(network: Network, tables: _Tables) -> list[dict[str, Any]]:
    return [
        {
            "name": _words(group.name),
            "x": group.x,
            "y": group.y,
            "r": group.radius,
            "members": [tables.nodes[m] for m in group.members],
        }
        for group in network.groups
    ]


def _promises(network: Network, tables: _Tables) -> list[dict[str, Any]]:
    return [
        {"letter": tables.letters[p.letter], "agency": p.agency, "due": p.due, "text": p.text}
        for p in network.promises
    ]


def _relations(network: Network) -> dict[str, list[str]]:
    """Return the kinds of act and the predicates in use with their names, in a fixed order."""
    used = {item.kind for item in network.items}
    names = dict(ACTS) | {row.name: (row.zh, row.en) for row in predicates().values()}
    return {kind: list(pair) for kind, pair in names.items() if kind in used}


def payload(network: Network) -> dict[str, Any]:
    """Return what the page's script reads; nodes are referred to by their index."""
    tables = _Tables(network)
    mixed = network.view != "agencies"
    nodes = _nodes(network, tables, mixed=mixed)
    items = [tables.item(item, network) for item in network.items]
    kinds = sorted({node["kind"] for node in nodes})
    return {
        "view": network.view,
        "title": _words(network.title),
        "subtitle": _words(network.subtitle),
        "focus": tables.nodes.get(network.focus, -1),
        "totals": dict(network.totals or {}),
        "nodes": nodes,
        "edges": _edges(network, tables),
        "items": items,
        "quotes": tables.rows,
        "letters": [_letter(network.letters[key]) for key in sorted(network.letters)],
        "groups": _groups(network, tables),
        "promises": _promises(network, tables),
        "kinds": {k: [*KINDS[k], *COLOURS[k], SHAPES.get(k, "dot")] for k in kinds},
        "acts": sorted(ACTS),
        "relations": _relations(network),
    }


def script_json(data: dict[str, Any]) -> str:
    """Return JSON for a ``<script type="application/json">``: nothing in it can end the element.

    >>> "</script>" in script_json({"title": "</script><b>"})
    False
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
