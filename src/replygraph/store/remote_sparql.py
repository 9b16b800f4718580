"""SPARQL 1.1 over HTTP: queries, updates, and how servers differ in what they make of them.

Only standard SPARQL is sent. What is particular to a server (Virtuoso before all) is dealt with
here: where updates go, answers that it cuts short, booleans and yes-or-no answers that it writes in
its own way.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

import pyoxigraph as ox

from replygraph.errors import MachineError, QueryError, StoreError
from replygraph.store import engine
from replygraph.store.answer import Answer, Term
from replygraph.store.guard import admit, keywords
from replygraph.store.remote_http import Http, Login, Reply, parted
from replygraph.vocab import PREFIXES

_XSD = PREFIXES["xsd"]
_FORM = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
_JSON = "application/sparql-results+json"
_TRIPLES = "application/n-triples"
_DECLARED = re.compile(r"\bPREFIX\s+([\w.-]*):", re.IGNORECASE)
#: rows of one page, fewer than servers let through (Virtuoso's ResultSetMaxRows is 10,000)
_PAGE = 5000
#: servers cut graphs at a round number of triples without saying so
_ROUND = 1000
#: end of the address of queries → that of updates
_UPDATES = (("/query", "/update"), ("/sparql", "/update"))


def prefixed(query: str) -> str:
    """Return a query with those of our prefixes that it uses but does not declare.

    >>> prefixed("SELECT ?a { ?a rg:leads ?b }")
    'PREFIX rg: <https://w3id.org/replygraph/ns#> SELECT ?a { ?a rg:leads ?b }'
    """
    declared = set(_DECLARED.findall(query))
    needed = (n for n in PREFIXES if n not in declared and re.search(rf"\b{n}:", query))
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in needed) + query


def _term(found: dict[str, str]) -> Term:
    value, language = found["value"], found.get("xml:lang")
    if found["type"] == "uri":
        return Term("uri", value)
    if found["type"] == "bnode":
        return Term("bnode", value.removeprefix("nodeID://"))
    kind = found.get("datatype")
    if kind == f"{_XSD}boolean":
        value = {"1": "true", "0": "false"}.get(value, value)
    plain = kind == f"{_XSD}string" or language
    return Term("literal", value, None if plain else kind, language)


class Server:
    """A SPARQL server by the address of its queries."""

    def __init__(self, url: str) -> None:
        """Speak to the server at ``url``; nothing is sent yet."""
        self.url = url
        origin, self._path = parted(url)
        self._login = Login.from_environment()
        self._http = Http(origin, self._login)
        self._updates: tuple[Http, str] | None = None
        self._software = ""

    def close(self) -> None:
        """Close the connections."""
        self._http.close()
        if self._updates:
            self._updates[0].close()

    # Queries

    def _ask(self, query: str, accept: str) -> Reply:
        body = urlencode({"query": prefixed(query)}).encode("ascii")
        reply = self._http.ask("POST", self._path, body, {**_FORM, "Accept": accept})
        self._software = reply.headers.get("server", self._software)
        return reply

    def query(self, query: str) -> Answer:
        """Return the answer to a query.

        Raises QueryError for what is malformed, refused or cut short by the server, MachineError
        where it cannot be reached.
        """
        admit(query)
        form = next((w for w in keywords(query) if w in _FORMS), "")
        graph = form in ("CONSTRUCT", "DESCRIBE")
        reply = self._ask(query, _TRIPLES if graph else _JSON)
        if reply.status != 200:
            raise self._wrong(query, reply)
        if graph:
            return self._graph(query, reply)
        answer = self._rows(reply)
        most = reply.headers.get("x-sparql-maxrows", "")
        if most.isdecimal() and len(answer.rows) >= int(most):
            raise _cut(int(most))
        return answer

    def _rows(self, reply: Reply) -> Answer:
        if "x-sql-state" in reply.headers:  # Virtuoso ran out of time and gives what it has
            raise QueryError(
                "服务器未能在限时内算完，结果不全；请缩小范围或放宽服务器的时限。",
                "the server ran out of time and its answer is not complete; ask for less, or "
                "raise the server's limit.",
            )
        try:
            found = json.loads(reply.body)
            if "boolean" in found:
                return Answer("ask", boolean=bool(found["boolean"]))
            columns, rows = found["head"]["vars"], found["results"]["bindings"]
        except (ValueError, KeyError, TypeError) as error:
            raise self._no_sparql(reply) from error
        if columns == ["__ASK_RETVAL"]:
            return Answer("ask", boolean=any(row[columns[0]]["value"] == "1" for row in rows))
        read = (tuple(_term(row[c]) if c in row else None for c in columns) for row in rows)
        return Answer("select", tuple(columns), tuple(read))

    def _graph(self, query: str, reply: Reply) -> Answer:
        given = reply.body.count(b"\n")
        limited = "LIMIT" in keywords(query)
        if "virtuoso" in self._software.lower() and given >= _ROUND and not limited:
            whole = given - given % _ROUND
            if given - whole <= 1:
                raise _cut(whole)
        quads = ox.parse(reply.body, format=ox.RdfFormat.N_TRIPLES, lenient=True)
        found = {tuple(map(engine.term, q.triple)) for q in quads}
        ordered = sorted(found, key=engine.order)
        return Answer("graph", triples=tuple((t[0], t[1], t[2]) for t in ordered))

    def _wrong(self, query: str, reply: Reply) -> QueryError | StoreError:
        if reply.status in (400, 500):
            if reply.status == 400:
                engine.ask(ox.Store(), query)  # says where a malformed query goes wrong
            return QueryError(
                f"服务器无法执行查询：{reply.said}",
                f"the server cannot run the query: {reply.said}",
            )
        return self._no_sparql(reply)

    def _no_sparql(self, reply: Reply) -> StoreError:
        return StoreError(
            f"{self.url}：不像 SPARQL 查询接口（{reply.status} {reply.said[:120]}），请核对地址。",
            f"{self.url}: does not answer as a SPARQL endpoint does ({reply.status} "
            f"{reply.said[:120]}); check the address.",
        )

    def pages(self, query: str) -> Iterator[tuple[Term | None, ...]]:
        """Yield all rows of a SELECT without LIMIT, page by page, however few one answer holds.

        No order is asked for, which servers limit: the same query is taken to give the same order
        as long as nothing changes; `rows_of` counts.
        """
        start, size = 0, _PAGE
        while True:
            reply = self._ask(f"{query} LIMIT {size} OFFSET {start}", _JSON)
            if reply.status != 200:
                raise self._wrong(query, reply)
            rows = self._rows(reply).rows
            yield from rows
            start += len(rows)
            most = reply.headers.get("x-sparql-maxrows", "")
            if most.isdecimal() and int(most) < size:
                size = max(int(most), 1)
            elif len(rows) < size:
                return

    def every(self, columns: str, pattern: str) -> Iterator[tuple[Term | None, ...]]:
        """Yield all rows of a pattern, of which there may be more than one answer holds.

        Raises StoreError where the graph changed meanwhile.
        """
        count = self._count(pattern)
        for row in self.pages(f"SELECT {columns} {{ {pattern} }}"):
            count -= 1
            yield row
        if count:
            raise self._changed()

    def graph(self, name: str, count: int | None = None) -> Iterator[str]:
        """Yield the lines of N-Quads of one graph, in no order; ``count`` says how many if known.

        They come as triples, which Virtuoso writes several times as fast as rows.
        """
        pattern = f"GRAPH <{name}> {{ ?s ?p ?o }}"
        left = self._count(pattern) if count is None else count
        done = 0
        while left > 0:
            query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }} LIMIT {_PAGE} OFFSET {done}"
            reply = self._ask(query, _TRIPLES)
            if reply.status != 200:
                raise self._wrong(query, reply)
            found = list(ox.parse(reply.body, format=ox.RdfFormat.N_TRIPLES, lenient=True))
            for quad in found:
                yield f"{quad.triple} <{name}> .\n"
            done += len(found)
            left -= len(found)
            if not found:
                break
        if left:
            raise self._changed()

    def _count(self, pattern: str) -> int:
        return int(str(self.query(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}").rows[0][0]))

    def _changed(self) -> StoreError:
        return StoreError(
            f"{self.url}：读取时图谱正在更改，请稍后再试。",
            f"{self.url}: the graph changed while it was read; try again later.",
        )

    # Updates

    def _update_place(self) -> tuple[Http, str]:
        """Return where updates go: as the environment says, else as the server's kind has it."""
        if self._updates is None:
            given = os.environ.get("REPLYGRAPH_UPDATE_URL", "")
            if given:
                origin, path = parted(given)
                self._updates = Http(origin, self._login), path
            else:
                if not self._software:
                    self._ask("ASK {}", _JSON)
                self._updates = self._http, self._usual()
        return self._updates

    def _usual(self) -> str:
        path = self._path
        if "virtuoso" in self._software.lower():
            auth = self._login.user and path.endswith("/sparql")
            return f"{path}-auth" if auth else path
        for end, other in _UPDATES:
            if path.endswith(end):
                return path.removesuffix(end) + other
        return path

    def update(self, text: str) -> None:
        """Carry out an update, which must be one that may be repeated.

        Raises MachineError where the server cannot or will not.
        """
        http, path = self._update_place()
        headers = {"Content-Type": "application/sparql-update; charset=utf-8"}
        reply = http.ask("POST", path, text.encode("utf-8"), headers)
        if reply.status not in (200, 201, 204):
            raise MachineError(
                f"{http.origin}{path}：服务器未接受更改（{reply.status} {reply.said}）；"
                "请用环境变量 REPLYGRAPH_USER、REPLYGRAPH_PASSWORD 给出有写入权限的用户；"
                "更新接口另有地址时设置 REPLYGRAPH_UPDATE_URL。",
                f"{http.origin}{path}: the server did not take the change ({reply.status} "
                f"{reply.said}); name a user who may write with REPLYGRAPH_USER and "
                "REPLYGRAPH_PASSWORD, and set REPLYGRAPH_UPDATE_URL where updates have an address "
                "of their own.",
            )


_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})


def _cut(rows: int) -> QueryError:
    return QueryError(
        f"服务器只给前 {rows} 行，结果不全：请加 LIMIT 和 OFFSET 分批查询，"
        "或放宽服务器的上限（Virtuoso 为 virtuoso.ini 的 ResultSetMaxRows）。",
        f"the server gives {rows} rows only, so the answer is not complete: ask for less with "
        "LIMIT and OFFSET, or raise the server's limit (Virtuoso: ResultSetMaxRows in "
        "virtuoso.ini).",
    )


def quoted(value: str) -> str:
    r"""Return a string as SPARQL and N-Triples write it.

    >>> quoted('他说"好"')
    '"他说\\"好\\""'
    """
    return str(ox.Literal(value))


def blocks(quads: Iterable[tuple[str, Iterable[str]]]) -> str:
    """Return GRAPH blocks for INSERT DATA and DELETE DATA: (graph, lines of N-Triples)."""
    return "".join(f"GRAPH <{graph}> {{\n{''.join(lines)}}}\n" for graph, lines in quads)
