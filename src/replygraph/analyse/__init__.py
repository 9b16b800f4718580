"""Computes on networks: graphs, measures, groups, places to draw, files for other programs."""

from replygraph.analyse.bipartite import projection, similarity
from replygraph.analyse.exports import csv_pair, cytoscape, gexf, graphml, network_graph
from replygraph.analyse.graph import (
    collaboration_graph,
    communities,
    ego,
    period_graph,
    strongest,
    weighted_degree,
)
from replygraph.analyse.layout import columns, layout, rings
from replygraph.analyse.measures import (
    Difference,
    Shift,
    backbone,
    betweenness,
    bridges,
    change,
    k_core,
    significance,
)

__all__ = [
    "Difference",
    "Shift",
    "backbone",
    "betweenness",
    "bridges",
    "change",
    "collaboration_graph",
    "columns",
    "communities",
    "csv_pair",
    "cytoscape",
    "ego",
    "gexf",
    "graphml",
    "k_core",
    "layout",
    "network_graph",
    "period_graph",
    "projection",
    "rings",
    "significance",
    "similarity",
    "strongest",
    "weighted_degree",
]
