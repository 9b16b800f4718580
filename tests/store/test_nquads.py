import json

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import OWL, RDF, Graph

from material import shared
from records import issue, record, seed, survey
from replygraph.claims import claims
from replygraph.identify import identify
from replygraph.resources import ontology_file
from replygraph.store.known import known_quads
from replygraph.store.nquads import letter_quads, text
from replygraph.vocab import PREFIXES


@given(st.text())
def test_any_text_survives_as_a_literal(value):
    line = f"<urn:a> <urn:b> {text(value)} .\n"
    (triple,) = ox.parse(line, format=ox.RdfFormat.N_TRIPLES)
    assert triple.object.value == value


@pytest.mark.parametrize(
    ("value", "literal"),
    [
        ('甲"乙\\\n', '"甲\\"乙\\\\\\n"'),
        ("\x1f甲\t\x7f", '"\\u001F甲\\t\\u007F"'),
        (r"\u4e00", r'"\\u4e00"'),
        ("甲\ud800乙", '"甲?乙"'),
    ],
)
def test_signs_that_no_literal_may_hold_are_written_as_the_engine_writes_them(value, literal):
    assert text(value) == literal


def test_lines_are_written_as_the_engine_writes_them():
    letters = [claims(survey("a")), claims(issue("b"))]
    lines = [line for letter in letters for line in letter_quads(letter)]
    lines += known_quads(letters, identify(letters))
    parsed = ox.parse("".join(lines), format=ox.RdfFormat.N_QUADS)
    again = [f"{q.subject} {q.predicate} {q.object} {q.graph_name} .\n" for q in parsed]
    assert again == lines
    store = ox.Store()
    store.bulk_load("".join(lines).encode(), format=ox.RdfFormat.N_QUADS)
    kept = {f"{q.subject} {q.predicate} {q.object} {q.graph_name} .\n" for q in store}
    assert kept == set(lines)


def test_only_terms_of_the_ontology_are_written():
    ontology = Graph().parse(ontology_file("replygraph.ttl"), format="turtle")
    own = PREFIXES["rg"]
    known = {str(s) for s in ontology.subjects(RDF.type, None)}
    letters = [claims(r) for r in (survey("a"), issue("b"), seed())]
    lines = [line for letter in letters for line in letter_quads(letter)]
    lines += known_quads(letters, identify(letters))
    used = {part[1:-1] for line in lines for part in line.split() if part.startswith(f"<{own}")}
    assert used <= known
    properties = {str(s) for s in ontology.subjects(RDF.type, OWL.ObjectProperty)}
    properties |= {str(s) for s in ontology.subjects(RDF.type, OWL.DatatypeProperty)}
    predicates = {line.split()[1][1:-1] for line in lines}
    assert {p for p in predicates if p.startswith(own)} <= properties


def test_every_quotation_is_the_slice_of_the_letter():
    letter = claims(seed())
    quoted = 0
    for quad in ox.parse("".join(letter_quads(letter)), format=ox.RdfFormat.N_QUADS):
        if quad.predicate.value.endswith("anchorOf"):
            begin, end = quad.subject.value.partition("#char=")[2].split(",")
            assert quad.object.value == letter.text[int(begin) : int(end)]
            quoted += 1
    assert quoted > 10


def test_planned_facts_have_no_plain_triple():
    letters = [claims(issue("b"))]
    lines = known_quads(letters, identify(letters))
    assert any("#issues>" in line for line in lines)
    assert not any("#implements>" in line for line in lines)


@settings(max_examples=20)
@given(st.text(alphabet='甲乙丙()（）“”" 　\\<>|', min_size=1, max_size=8))
def test_odd_names_never_break_the_graph(name):
    try:
        letter = claims(record("a", [("甲办乙。", [("青岚市教育局", "organizes", f"{name}节")])]))
    except ValueError:
        return
    assert list(ox.parse("".join(letter_quads(letter)), format=ox.RdfFormat.N_QUADS))


def test_a_letters_graph_keeps_to_the_budget():
    folder = shared("gold", "gold")
    sizes = []
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text_of = path.parent.parent / "letters" / f"{path.stem}.txt"
        found = claims(
            {
                **gold,
                "digest": path.stem,
                "text": text_of.read_text(encoding="utf-8"),
                "contact": None,
            }
        )
        if found:
            sizes.append(len(letter_quads(found)))
    if not sizes:
        pytest.skip("no annotated letters")
    assert sum(sizes) / len(sizes) <= 300
