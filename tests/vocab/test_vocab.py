import csv
import json

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from replygraph.resources import ontology_file
from replygraph.vocab import PREFIXES, RG, predicates
from replygraph.vocab.generate import generated

ONTOLOGY = Graph().parse(ontology_file("replygraph.ttl"), format="turtle")
MATCHES = (SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch, SKOS.exactMatch)


def own_terms():
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    return sorted({s for kind in kinds for s in ONTOLOGY.subjects(RDF.type, kind)})


@pytest.mark.parametrize("path", generated(), ids=lambda p: p.name)
def test_generated_files_are_current(path):
    assert path.read_text(encoding="utf-8") == generated()[path], "run: make generate"


def test_the_namespace_is_closed():
    assert URIRef(PREFIXES["rg"] + "Letter") == RG.Letter
    assert URIRef(PREFIXES["rg"] + "from") == RG["from"]
    with pytest.raises(AttributeError):
        _ = RG.Lettre


@pytest.mark.parametrize("term", own_terms(), ids=lambda t: t.rpartition("#")[2])
def test_every_term_has_labels_definitions_an_example_and_a_mapping(term):
    for what in (RDFS.label, SKOS.definition):
        assert {text.language for text in ONTOLOGY.objects(term, what)} == {"zh", "en"}
    assert ONTOLOGY.value(term, SKOS.example)
    assert any((term, match, None) in ONTOLOGY for match in MATCHES)


def test_predicates_of_the_contract_are_all_there():
    names = (
        "proposed answers handles leads coHandles hosts organizes participatesIn jointlySurveys "
        "supports issues implements supervises cooperatesWith awardedTo partOf"
    )
    assert " ".join(predicates()) == names
    assert predicates()["leads"].above == "handles"
    with ontology_file("predicates.csv").open(encoding="utf-8", newline="") as file:
        assert all(
            None not in row and all(v is not None for v in row.values())
            for row in csv.DictReader(file)
        )


def test_every_class_has_a_shape():
    sh = "http://www.w3.org/ns/shacl#"
    shapes = Graph().parse(ontology_file("shapes.ttl"), format="turtle")
    targets = set(shapes.objects(None, URIRef(sh + "targetClass")))
    by_link = {RG.Evidence}  # what rg:evidence leads to; concepts are the closed lists of sh:in
    concepts = set(ONTOLOGY.subjects(RDFS.subClassOf, SKOS.Concept))
    classes = set(ONTOLOGY.subjects(RDF.type, OWL.Class))
    assert not classes - targets - by_link - concepts


def test_the_context_knows_every_property():
    context = json.loads(ontology_file("context.jsonld").read_text(encoding="utf-8"))["@context"]
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for term in ONTOLOGY.subjects(RDF.type, kind):
            assert term.removeprefix(PREFIXES["rg"]) in context
