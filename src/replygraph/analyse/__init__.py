"""Computes on networks: graphs, groups, places to draw, files for other programs."""

from replygraph.analyse.exports import csv_pair, gexf, graphml, network_graph
from replygraph.analyse.graph import (
    collaboration_graph,
    communities,
    ego,
    strongest,
    weighted_degree,
)
from replygraph.analyse.layout import columns, layout, rings

__all__ = [
    "collaboration_graph",
    "columns",
    "communities",
    "csv_pair",
    "ego",
    "gexf",
    "graphml",
    "layout",
    "network_graph",
    "rings",
    "strongest",
    "weighted_degree",
]
