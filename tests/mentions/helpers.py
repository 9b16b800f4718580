"""Check finders on inline-tagged sentences."""

from collections.abc import Iterable

from replygraph.mentions import mentions
from replygraph.model import Letter, Mention, Span
from replygraph.text import normal
from tagged import tagged


def letter_of(text: str, **header: object) -> Letter:
    return Letter("t", "t.txt", "", 0, text, normal(text), Span(0, len(text)), **header)  # type: ignore[arg-type]


def shown(found: Iterable[Mention], kinds: str) -> list[tuple[str, str]]:
    return [(item.type, item.text) for item in found if item.type in kinds.split()]


def assert_found(marked: str, kinds: str, **header: object) -> None:
    """Find in the sentence exactly the marked mentions of the given types."""
    text, tags = tagged(marked)
    found = mentions(letter_of(text, **header))
    wanted = [tag for tag in tags if tag.type in kinds.split()]
    assert shown(found, kinds) == [(tag.type, tag.text) for tag in wanted]
    by_place = {(item.span.start, item.type) for item in found}
    assert all((tag.span.start, tag.type) in by_place for tag in wanted)
