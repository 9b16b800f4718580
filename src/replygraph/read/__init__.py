"""Reading: bytes of any format that agencies publish letters in, to a `Document`."""

from replygraph.read.dispatch import read, read_many
from replygraph.read.sources import expand, files, sources

__all__ = ["expand", "files", "read", "read_many", "sources"]
