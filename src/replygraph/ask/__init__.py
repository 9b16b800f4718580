"""Asks the graph: the cookbook, formats of answers, where a fact comes from, counts."""

from replygraph.ask.cookbook import Parameter, Question, cookbook, question
from replygraph.ask.explain import Explanation, Said, Written, explain
from replygraph.ask.formats import FORMATS, render
from replygraph.ask.stats import stats

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
