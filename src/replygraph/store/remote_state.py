"""What a server keeps for us beside the graph, in one graph of its own: the state and the records.

The graph ``…/graph/store`` holds, as values (rdf:value) of nodes named in it, the state of the
store (one line of JSON), and the compressed records of the letters, what people reviewed and the
RDF that they brought in. So a server is whole by itself: any machine can go on from it.

Bodies are written as ``GENERATION BODY/BODIES PIECE/PIECES BASE64``: what a later generation writes
stands beside the earlier until it is whole, and only then is the earlier deleted. A change that was
cut short leaves one or the other, never half of one. Pieces are short because servers are slow with
long strings.
"""

from __future__ import annotations

import base64
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

from replygraph import iri
from replygraph.errors import StoreError
from replygraph.store.remote_sparql import Server, quoted
from replygraph.vocab import PREFIXES

#: the graph of the state; the same on every server, whatever the base of the letters
STORE = iri.graph("store")
VALUE = f"<{PREFIXES['rdf']}value>"
REVIEWS = f"{STORE}#reviews"
_LETTER = f"{STORE}#letter="
_IMPORT = f"{STORE}#import="
_PIECE = 30_000
_BODY = re.compile(r"(\d+) (\d+)/(\d+) (\d+)/(\d+) (\S*)")
#: bodies that are asked for at once
_MANY = 50


@dataclass(frozen=True, slots=True)
class Pending:
    """A change under way: whose it is, the generation that it makes, until when (epoch) it may be.

    ``token`` is that of the state it leads to.
    """

    owner: str
    token: str
    generation: int
    until: int


@dataclass(frozen=True, slots=True)
class State:
    """What the store on a server is; ``generation`` 0 is one that was never published.

    ``token`` names this state and no other; ``maker`` what derived the facts in it: another
    version or authority may derive others.
    """

    generation: int = 0
    letters: int = 0
    base: str = iri.BASE
    public_only: bool = False
    maker: str = ""
    token: str = ""
    imports: tuple[str, ...] = ()
    pending: Pending | None = None

    def text(self) -> str:
        """Return the state as one line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def parse(cls, text: str) -> State:
        """Return the state that `text` gave."""
        found: dict[str, Any] = json.loads(text)
        pending = found.pop("pending", None)
        found["imports"] = tuple(found["imports"])
        return cls(**found, pending=Pending(**pending) if pending else None)


def _values(server: Server, node: str) -> list[str]:
    rows = server.query(f"SELECT ?v {{ GRAPH <{STORE}> {{ <{node}> {VALUE} ?v }} }}").rows
    return sorted(str(row[0]) for row in rows)


def state(server: Server) -> State | None:
    """Return the state of the store on a server; None where there is none."""
    found = _values(server, STORE)
    try:
        return State.parse(found[-1]) if found else None
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(
            f"{server.url}：图 {STORE} 的内容不是本版本写的，请用写入它的版本打开。",
            f"{server.url}: {STORE} was not written by this version; open it with the one that "
            "wrote it.",
        ) from error


def exchange(server: Server, before: State | None, after: State) -> bool:
    """Put a state in place of the one that was read; return whether it stands now.

    It does not where somebody else changed it meanwhile.
    """
    if before is None:
        before = State()
        server.update(f"INSERT DATA {{ GRAPH <{STORE}> {{ <{STORE}> {VALUE} {_line(before)} }} }}")
    node = f"<{STORE}> {VALUE}"
    server.update(
        f"DELETE {{ GRAPH <{STORE}> {{ {node} ?v }} }} "
        f"INSERT {{ GRAPH <{STORE}> {{ {node} {_line(after)} }} }} "
        f"WHERE {{ GRAPH <{STORE}> {{ {node} ?v FILTER(STR(?v) = {_line(before)}) }} }}"
    )
    return _values(server, STORE) == [after.text()]


def _line(found: State) -> str:
    return quoted(found.text())


# Bodies


def letter_node(key: str) -> str:
    """Return the node of a letter's records."""
    return _LETTER + key


def import_node(graph: str) -> str:
    """Return the node of RDF that people brought in."""
    return _IMPORT + graph.replace("#", "%23")


def body_lines(node: str, generation: int, bodies: Sequence[bytes]) -> Iterator[str]:
    """Yield the lines of N-Triples that keep bodies under a node."""
    for number, body in enumerate(bodies, 1):
        text = base64.b64encode(body).decode("ascii")
        pieces = [text[at : at + _PIECE] for at in range(0, len(text), _PIECE)] or [""]
        for place, piece in enumerate(pieces, 1):
            head = f"{generation} {number}/{len(bodies)} {place}/{len(pieces)}"
            yield f'<{node}> {VALUE} "{head} {piece}" .\n'


def outdate(nodes: Iterable[str], generation: int | None) -> str:
    """Return the update that deletes the bodies of nodes, but for those of one generation."""
    named = " ".join(f"<{node}>" for node in nodes)
    kept = f'FILTER(!STRSTARTS(STR(?v), "{generation} "))' if generation is not None else ""
    return (
        f"DELETE {{ GRAPH <{STORE}> {{ ?r {VALUE} ?v }} }} WHERE {{ GRAPH <{STORE}> "
        f"{{ ?r {VALUE} ?v VALUES ?r {{ {named} }} {kept} }} }}"
    )


def letters(server: Server) -> list[str]:
    """Return the keys of the letters of which there are records, sorted."""
    rows = server.every("?r", f"GRAPH <{STORE}> {{ ?r {VALUE} ?v }}")
    names = {str(row[0]) for row in rows}
    return sorted(name.removeprefix(_LETTER) for name in names if name.startswith(_LETTER))


def bodies(server: Server, nodes: Iterable[str]) -> Iterator[tuple[str, list[bytes]]]:
    """Yield (node, bodies) of the nodes that have any, in the order asked for."""
    rest = iter(nodes)
    while some := list(islice(rest, _MANY)):
        named = " ".join(f"<{node}>" for node in some)
        found: dict[str, list[str]] = defaultdict(list)
        rows = server.pages(
            f"SELECT ?r ?v {{ GRAPH <{STORE}> {{ ?r {VALUE} ?v VALUES ?r {{ {named} }} }} }}"
        )
        for name, value in rows:
            found[str(name)].append(str(value))
        for node in some:
            whole = _whole(found[node])
            if whole:
                yield node, whole


def _whole(values: Iterable[str]) -> list[bytes]:
    """Return the bodies of the latest generation that is there whole."""
    pieces: dict[int, dict[tuple[int, int], str]] = defaultdict(dict)
    sizes: dict[int, dict[int, tuple[int, int]]] = defaultdict(dict)
    for value in values:
        match = _BODY.fullmatch(value)
        if match:
            generation, number, many, place, parts = map(int, match.groups()[:5])
            pieces[generation][number, place] = match[6]
            sizes[generation][number] = many, parts
    for generation in sorted(pieces, reverse=True):
        there, wanted = pieces[generation], sizes[generation]
        many = next(iter(wanted.values()))[0]
        keys = [(n, p) for n in range(1, many + 1) for p in range(1, wanted.get(n, (0, 1))[1] + 1)]
        if all(key in there for key in keys):
            joined: dict[int, str] = defaultdict(str)
            for number, place in keys:
                joined[number] += there[number, place]
            return [base64.b64decode(joined[number]) for number in range(1, many + 1)]
    return []
