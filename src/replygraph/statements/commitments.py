"""Promised measures of a letter."""

from __future__ import annotations

from replygraph.model import Commitment, Letter, Resolution


def commitments(letter: Letter, resolution: Resolution) -> tuple[Commitment, ...]:
    """Return the commitments of ``letter`` in reading order."""
    del letter, resolution
    return ()
