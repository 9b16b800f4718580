"""Score records against annotated letters, after the guide's section 4."""

from replygraph.evaluate.scoring import FIELDS, Counts, Scores, score, score_letter

__all__ = ["FIELDS", "Counts", "Scores", "score", "score_letter"]
