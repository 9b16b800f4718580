"""Asks the graph: the cookbook's questions, formats of answers, where a fact comes from, counts."""

from replygraph.query.cookbook import Parameter, Question, cookbook, question
from replygraph.query.explain import Explanation, Said, Written, explain
from replygraph.query.formats import FORMATS, render
from replygraph.query.stats import stats

__all__ = [
    "FORMATS",
    "Explanation",
    "Parameter",
    "Question",
    "Said",
    "Written",
    "cookbook",
    "explain",
    "question",
    "render",
    "stats",
]
