"""What people reviewed: corrections of single letters, judgements on what is the same.

Both are tables that people keep (``corrections.csv``, ``judgements.csv``). They are applied after
extraction, on every build; they win over the machine; to take a line back is to delete it.
"""

from replygraph.reviews.apply import corrected, uncorrected
from replygraph.reviews.table import (
    CORRECTIONS,
    JUDGEMENTS,
    Correction,
    Reviews,
    read_corrections,
    read_judgements,
    read_reviews,
)

__all__ = [
    "CORRECTIONS",
    "JUDGEMENTS",
    "Correction",
    "Reviews",
    "corrected",
    "read_corrections",
    "read_judgements",
    "read_reviews",
    "uncorrected",
]
