"""What docs/data-model says: its queries answer on the sample letters, its claims hold."""

import re
from pathlib import Path

import pytest

from replygraph.pipeline import extract_all
from replygraph.read import sources
from replygraph.resources import demo_letters
from replygraph.store import open_store

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = [DOCS / "data-model.md", DOCS / "data-model.zh-CN.md"]


def blocks(page):
    return re.findall(
        r"^```sparql\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )


@pytest.fixture(scope="module")
def graph():
    with open_store(None, write=True) as store:
        outcomes = extract_all(sources([demo_letters()]), jobs=1)
        store.update(record for outcome in outcomes for record in outcome.records)
        yield store


@pytest.mark.parametrize("query", blocks(PAGES[0]), ids=lambda q: q.split("\n")[0][:40])
def test_every_example_query_answers_on_the_sample_letters(graph, query):
    assert graph.query(query).rows


def test_both_languages_ask_the_same():
    assert blocks(PAGES[0]) == blocks(PAGES[1])


def test_every_term_that_the_pages_use_exists():
    from replygraph.vocab import RG

    for page in PAGES:
        for name in set(re.findall(r"\brg:([A-Za-z]+)", page.read_text(encoding="utf-8"))):
            assert RG[name]


def test_a_letters_own_graph_is_as_small_as_the_page_says(graph):
    own = sum(1 for line in graph.quads() if "/id/letter/" in line.rsplit(" <", 1)[1])
    assert own / len(graph) <= 300
