"""From a document to its letters: is it a reply, header fields, zones, points, private spans."""

from replygraph.letter.annexes import family, folder, with_annexes
from replygraph.letter.assemble import letters

__all__ = ["family", "folder", "letters", "with_annexes"]
