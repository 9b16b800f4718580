"""Gathers what a page or report shows, as plain frozen data, once for `show` and `serve`."""

from replygraph.views.acts import Act, Tie, acts, ties
from replygraph.views.around import around, ego_network, find, submission_network
from replygraph.views.corpus import Corpus, LetterCard, Quote, Thing, corpus
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
from replygraph.views.tables import collaboration_rows, statement_rows

__all__ = [
    "Act",
    "Corpus",
    "Edge",
    "Group",
    "Item",
    "LetterCard",
    "Network",
    "Node",
    "Quote",
    "Thing",
    "Tie",
    "Words",
    "act_item",
    "acts",
    "agency_network",
    "around",
    "collaboration_rows",
    "corpus",
    "ego_network",
    "find",
    "statement_rows",
    "submission_network",
    "ties",
]
