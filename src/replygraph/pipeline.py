"""The one place that knows the order of the steps."""

from __future__ import annotations

from collections.abc import Iterator

from replygraph.letter import letters
from replygraph.mentions import mentions
from replygraph.model import Document, Letter, Record
from replygraph.resolve import resolve
from replygraph.statements import commitments, statements


def understand(letter: Letter) -> Record:
    """Return the record of one letter; a letter that is no reply yields no facts."""
    if not letter.is_reply:
        return Record(letter)
    found = mentions(letter)
    resolution = resolve(letter, found)
    return Record(
        letter,
        resolution,
        statements(letter, resolution),
        commitments(letter, resolution),
        resolution.warnings,
    )


def records(document: Document) -> Iterator[Record]:
    """Yield one record per letter that ``document`` holds (usually one)."""
    for letter in letters(document):
        yield understand(letter)
