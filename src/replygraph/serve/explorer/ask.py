"""Questions of the explorer's views: SPARQL files beside this module, filled in one checked place.

A file in ``queries/`` is a query as it stands. What it asks about is written ``$name`` (a variable
of SPARQL like any other, so that every editor reads the file); `ask` puts a term in its place.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from replygraph.serve import links
from replygraph.serve.describe import rows
from replygraph.serve.live import Generation
from replygraph.store.serving import Ask, Served

_PARAMETER = re.compile(r"\$([a-z_]+)")
_COMMENT = re.compile(r"^\s*#.*$", re.MULTILINE)
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_UNESCAPED = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_ESCAPED = re.compile(r"\\([tnrbf\"'\\])")
#: what none of our queries may be given: a lone surrogate has no bytes
_SURROGATE = re.compile("[\ud800-\udfff]")
#: graphs of a store, bound in every query under these names
_GRAPHS = ("facts", "authority", "identity")
_MOST_ROWS = 1_000_000
#: how many IRIs one query is given
_SOME = 2000
#: half as long as JSON, and written in half the time of CSV
_TABLE = ("text/tab-separated-values",)

Row = dict[str, str]


class Iri(str):
    """An IRI, to be told from a text."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its language, as labels have it."""

    value: str
    language: str = "zh"


Value = Iri | Text | str | int | float | bool
Bound = Value | None | Sequence[Value]


def _quoted(text: str) -> str:
    if _SURROGATE.search(text):
        raise ValueError(f"not a text: {text!r}")
    return f'"{text.translate(_ESCAPES)}"'


def _one(value: Value) -> str:
    if isinstance(value, Iri):
        if links.clean(value) is None:
            raise ValueError(f"not an IRI: {value!r}")
        return f"<{value}>"
    if isinstance(value, Text):
        if not value.language.isalpha():
            raise ValueError(f"not a language: {value.language!r}")
        return f"{_quoted(value.value)}@{value.language}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return _quoted(value)


def term(value: Bound) -> str:
    r"""Return a value as it stands in SPARQL; several for VALUES; None as UNDEF.

    Raises ValueError for what is no IRI or no text.

    >>> term(Iri("urn:x")), term('a"b'), term(Text("深圳市")), term([1, 2]), term(None)
    ('<urn:x>', '"a\\"b"', '"深圳市"@zh', '1 2', 'UNDEF')
    """
    if value is None:
        return "UNDEF"
    if isinstance(value, str | Text | int | float):
        return _one(value)
    return " ".join(_one(one) for one in value)


@cache
def text(name: str) -> str:
    """Return the query in ``queries/NAME.rq`` without its comments."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"not the name of a query: {name!r}")
    folder = files("replygraph.serve.explorer") / "queries"
    return _COMMENT.sub("", (folder / f"{name}.rq").read_text(encoding="utf-8"))


def filled(query: str, bindings: Mapping[str, Bound]) -> str:
    """Return a query with terms for its parameters; KeyError where one is missing or unknown.

    >>> filled("SELECT ?o { $it ?p ?o } LIMIT $most", {"it": Iri("urn:x"), "most": 5})
    'SELECT ?o { <urn:x> ?p ?o } LIMIT 5'
    """
    asked = set(_PARAMETER.findall(query))
    for name in bindings:
        if name not in asked and name not in _GRAPHS:
            raise KeyError(f"the query has no parameter {name}")
    return _PARAMETER.sub(lambda match: term(bindings[match[1]]), query)


async def ask(now: Generation, name: str, /, **bindings: Bound) -> list[Row]:
    """Return the rows of the query ``queries/NAME.rq`` as plain strings, by variable.

    A variable that is unbound in a row is left out: read it with ``row.get("x", "")``. Bind IRIs as
    `Iri`, labels as `Text`, plain literals as ``str``, numbers as they are, several values (for
    ``VALUES ?x { $x }``) as a tuple, no restriction as None. ``$facts``, ``$authority`` and
    ``$identity`` are the graphs of the store. Raises ValueError for what is no IRI or text, and
    what `Pool.run` raises.
    """
    reply = await now.query(_filled(now, name, bindings), rows=_MOST_ROWS)
    return rows(reply)


def _filled(now: Generation, name: str, bindings: Mapping[str, Bound]) -> str:
    graphs = {graph: Iri(f"{now.base}graph/{graph}") for graph in _GRAPHS}
    return filled(text(name), {**graphs, **bindings})


def _plain(cell: str) -> str:
    r"""Return the plain string of a term as TSV has it.

    >>> _plain("<urn:x#char=1,2>"), _plain('"河\\t湾"@zh'), _plain("7"), _plain("")
    ('urn:x#char=1,2', '河\t湾', '7', '')
    """
    if cell.startswith("<"):
        return cell[1:-1]
    if cell.startswith('"'):
        words = cell[1 : cell.rindex('"')]
        return _ESCAPED.sub(lambda match: _UNESCAPED[match[1]], words) if "\\" in words else words
    return cell


def _split(body: bytes) -> list[list[str]]:
    """Return the rows of a table as the engine writes it, without its head."""
    lines = body.decode("utf-8").split("\n")
    return [[_plain(cell) for cell in line.split("\t")] for line in lines[1:-1]]


async def table(now: Generation, name: str, /, **bindings: Bound) -> list[list[str]]:
    """Return the rows of a query as `ask` does, each with all its columns, "" where unbound.

    For questions on a whole graph: the answer is short, and is read beside the event loop. Ask one
    column at a time (``?it ?value``): several workers share the columns, and none of them looks up
    what is not there.
    """
    reply = await now.pool.run(Ask(_filled(now, name, bindings), results=_TABLE), rows=_MOST_ROWS)
    return await asyncio.to_thread(_split, reply.body)


def whole(graph: Served, name: str) -> list[list[str]]:
    """Return all rows of a query as `table` does, from a graph that this process has opened."""
    return _split(graph.answer(Ask(text(name), results=_TABLE), 1 << 40).body)


def some(iris: Iterable[str]) -> Iterator[tuple[Iri, ...]]:
    """Yield IRIs, each once, as many at a time as one query is given.

    >>> list(some(["urn:a", "urn:b", "urn:a"]))
    [('urn:a', 'urn:b')]
    """
    wanted = [Iri(iri) for iri in dict.fromkeys(iris)]
    for start in range(0, len(wanted), _SOME):
        yield tuple(wanted[start : start + _SOME])
