"""What a letter states: statements with evidence, and commitments."""

from replygraph.statements.commitments import commitments
from replygraph.statements.extract import statements

__all__ = ["commitments", "statements"]
