"""How properties, classes and values are called on pages, in both languages."""

from __future__ import annotations

from functools import cache

from replygraph.vocab import PREFIXES
from replygraph.vocab.described import Term, shorter, terms

#: names of what other vocabularies define, as prefixed names: Chinese, English
_OTHERS: dict[str, tuple[str, str]] = {
    "dcterms:identifier": ("文件标识", "identifier"),
    "dcterms:source": ("来源文件", "source"),
    "dcterms:title": ("题目", "title"),
    "eli:LegalResource": ("政策文件", "policy document"),
    "foaf:Person": ("委员、代表等人员", "person"),
    "nif:anchorOf": ("原文", "text"),
    "nif:beginIndex": ("起", "begin"),
    "nif:endIndex": ("止", "end"),
    "nif:isString": ("全文", "full text"),
    "org:ChangeEvent": ("机构变更", "change of agencies"),
    "org:Organization": ("组织", "organization"),
    "org:memberOf": ("所属", "member of"),
    "org:originalOrganization": ("原机构", "original organization"),
    "org:resultingOrganization": ("新机构", "resulting organization"),
    "owl:sameAs": ("同一事物", "same as"),
    "prov:wasRevisionOf": ("修订自", "revision of"),
    "rdf:Property": ("属性", "property"),
    "rdf:object": ("对象", "object"),
    "rdf:predicate": ("谓词", "predicate"),
    "rdf:subject": ("主体", "subject"),
    "rdf:type": ("类型", "type"),
    "rdfs:label": ("名称", "name"),
    "rdfs:seeAlso": ("另见", "see also"),
    "schema:Event": ("活动", "event"),
    "schema:Place": ("地点", "place"),
    "skos:altLabel": ("别名", "other name"),
    "skos:exactMatch": ("等同", "exact match"),
}


@cache
def _terms() -> dict[str, Term]:
    return {term.iri: term for term in terms()}


def called(iri: str, lang: str) -> str:
    """Return what a property or class is called.

    >>> called("https://w3id.org/replygraph/ns#jointlySurveys", "zh"), called("urn:x", "zh")
    ('共同调研', 'urn:x')
    """
    term = _terms().get(iri)
    if term:
        return term.en if lang == "en" else term.zh
    short = shorter(iri)
    zh, en = _OTHERS.get(short, (short, short))
    return en if lang == "en" else zh


def defined(iri: str, lang: str) -> str:
    """Return the definition of a term of ours, else nothing."""
    term = _terms().get(iri)
    if not term:
        return ""
    return term.definition_en if lang == "en" else term.definition_zh


def is_term(iri: str) -> bool:
    """Tell whether an IRI is a term of our ontology, with a place on its page."""
    return iri.startswith(PREFIXES["rg"]) and iri in _terms()
