"""Reading: bytes of any format that agencies publish letters in, to a `Document`."""

from replygraph.read.dispatch import read, read_many
from replygraph.read.sources import sources

__all__ = ["read", "read_many", "sources"]
