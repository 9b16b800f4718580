r"""The whole of replygraph in a few verbs, for scripts and notebooks.

>>> import replygraph
>>> letter = "关于对市政协第12号提案的答复\n李明委员：\n您提的《关于修街的提案》收悉。"
>>> [record["number"] for record in replygraph.extract(letter.encode("utf-8"))]
['12']
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from replygraph.errors import ReplygraphError

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from replygraph.pipeline import Outcome
    from replygraph.store import BuildReport

Source = str | Path | bytes


def _several(letters: Source | Iterable[Source]) -> list[Source]:
    return [letters] if isinstance(letters, str | Path | bytes) else list(letters)


def extract(
    letters: Source | Iterable[Source],
    *,
    with_contacts: bool = False,
    jobs: int | None = None,
    spacy_model: str | None = None,
) -> list[dict[str, Any]]:
    """Return one record per letter, in the shape of ``replygraph extract --format jsonl``.

    ``letters``: paths, folders, patterns, zip files, or the bytes of a letter. Offsets count code
    points of the record's ``text``. ``spacy_model`` is a spaCy pipeline of your own (package or
    folder) that finds more names. Raises `ReplygraphError` for a source that cannot be read.
    """
    from replygraph.building import named
    from replygraph.pipeline import extract_all

    how: dict[str, Any] = {"with_contacts": with_contacts, "spacy_model": spacy_model}
    found: list[dict[str, Any]] = []
    for outcome in extract_all(named(_several(letters)), jobs=jobs, **how):
        if outcome.error:
            raise ReplygraphError(*outcome.error)
        found.extend(outcome.records)
    return sorted(found, key=lambda record: (record["source"], record["part"]))


def build(
    letters: Source | Iterable[Source],
    store: str | Path = "graph",
    *,
    with_contacts: bool = False,
    jobs: int | None = None,
    spacy_model: str | None = None,
    judgements: Path | None = None,
    corrections: Path | None = None,
    again: bool = False,
) -> BuildReport:
    """Read letters into the graph in the folder ``store`` and publish it; return the counts.

    Files that are stored already, and read by the same version in the same way, are left out
    unless ``again``; ``.jsonl`` files are records as `extract` gives them, perhaps edited.
    ``judgements`` and ``corrections`` are people's tables, by default those that lie in the store,
    else what the last build had. ``spacy_model`` is that of `extract`.
    A source that cannot be read is left out and named in the report's ``problems``.
    """
    from replygraph.building import read_into
    from replygraph.reviews import read_reviews
    from replygraph.store import open_store

    problems: list[tuple[str, str]] = []
    how: dict[str, Any] = {"with_contacts": with_contacts, "spacy_model": spacy_model}

    def tell(outcome: Outcome | None) -> None:
        if outcome and outcome.error:
            problems.append(outcome.error)

    with open_store(store, write=True) as graph:
        tables = judgements, corrections
        mended = graph.review(read_reviews(Path(store), *tables, graph.base, graph.reviews()))
        report = read_into(graph, _several(letters), tell=tell, again=again, jobs=jobs, **how)
        report.problems += [*mended.problems, *graph.stale_reviews()]
    report.problems.extend(problems)
    return report


@overload
def query(
    sparql: str, store: str | Path = ..., *, frame: Literal[False] = ...
) -> list[dict[str, str | None]]: ...


@overload
def query(sparql: str, store: str | Path = ..., *, frame: Literal[True]) -> pd.DataFrame: ...


def query(
    sparql: str, store: str | Path = "graph", *, frame: bool = False
) -> list[dict[str, str | None]] | pd.DataFrame:
    """Return the rows of a SPARQL SELECT, as dictionaries or (``frame=True``) a pandas frame.

    ``sparql`` may also be the name or number of a question of the cookbook. Raises `QueryError`
    for a query that is malformed or not allowed, `StoreError` where there is no graph.
    """
    from replygraph.ask import cookbook, question
    from replygraph.store import open_store

    names = {name for q in cookbook() for name in (q.name, *q.name.split("-", 1))}
    with open_store(store) as graph:
        answer = graph.query(question(sparql).sparql() if sparql in names else sparql)
    rows = answer.values()
    if not frame:
        return rows
    import pandas as pd

    return pd.DataFrame(rows, columns=list(answer.columns))


def network(
    store: str | Path = "graph",
    *,
    of: Literal["collaborations", "statements"] = "collaborations",
    by: Literal["lineage", "body"] = "lineage",
) -> nx.Graph[str]:
    """Return a networkx graph: agencies and their collaborations, or all that is stated.

    Nodes are IRIs with ``label`` and ``kind``; edges carry ``weight``, first and last date, and
    one sentence as ``evidence``. Statements give a directed graph. ``by`` says whether bodies that
    succeeded each other by renaming count as one, under the IRI of their lineage.
    """
    from replygraph.analyse import network_graph
    from replygraph.store import open_store
    from replygraph.views import (
        acts,
        collaboration_rows,
        corpus_of,
        statement_rows,
        ties,
    )

    with open_store(store) as graph:
        found = corpus_of(graph, by)
    if of == "statements":
        nodes, edges = statement_rows(found)
    else:
        shared = acts(found)
        nodes, edges = collaboration_rows(found, shared, ties(found, shared))
    return network_graph(nodes, edges, directed=of == "statements")
