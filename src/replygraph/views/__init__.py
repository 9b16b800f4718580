"""Gathers what a page or report shows, as plain frozen data, once for `show` and `serve`."""

from replygraph.views.acts import Act, Tie, acts, ties
from replygraph.views.analyses import ANALYSES, Ref, Scope, Table, analysis
from replygraph.views.around import around, ego_network, find, submission_network
from replygraph.views.brief import Brief, brief
from replygraph.views.corpus import Corpus, LetterCard, Quote, Thing, corpus
from replygraph.views.lineage import By, by_lineage, corpus_of
from replygraph.views.network import (
    Edge,
    Group,
    Item,
    Network,
    Node,
    Words,
    act_item,
    agency_network,
)
from replygraph.views.register import register
from replygraph.views.sections import Bars, Saying
from replygraph.views.tables import collaboration_rows, statement_rows

__all__ = [
    "ANALYSES",
    "Act",
    "Bars",
    "Brief",
    "By",
    "Corpus",
    "Edge",
    "Group",
    "Item",
    "LetterCard",
    "Network",
    "Node",
    "Quote",
    "Ref",
    "Saying",
    "Scope",
    "Table",
    "Thing",
    "Tie",
    "Words",
    "act_item",
    "acts",
    "agency_network",
    "analysis",
    "around",
    "brief",
    "by_lineage",
    "collaboration_rows",
    "corpus",
    "corpus_of",
    "ego_network",
    "find",
    "register",
    "statement_rows",
    "submission_network",
    "ties",
]
