"""Sentences: the unit of evidence."""

from __future__ import annotations

import re

from replygraph.model import Span

_ENDS = re.compile(r"[。；;\n]")
_BLANKS = " \t\u3000\xa0\r\u200b\ufeff\n"
#: from its first word up to its stop, or to the line's end with the blanks before that
_SENTENCE = re.compile(f"[^{_BLANKS}。；;][^。；;\n]*[。；;]?|[。；;]")


def trim(text: str, span: Span) -> Span:
    """Return ``span`` without blanks and line ends at its edges; offsets of ``text``.

    >>> trim("  我局  ", Span(0, 6))
    Span(start=2, end=4)
    """
    return Span(*_trimmed(text, span.start, span.end))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _BLANKS:
        start += 1
    while end > start and text[end - 1] in _BLANKS:
        end -= 1
    return start, end


def sentences(text: str, span: Span | None = None) -> list[Span]:
    r"""Return the sentences of ``text`` inside ``span`` (default: all), as offsets of ``text``.

    Split behind 。；; and at line breaks, blanks trimmed, empty ones left out: the unit of
    evidence of the annotation guide.

    >>> [s.of("一是扩面；二是提质。\n  此复") for s in sentences("一是扩面；二是提质。\n  此复")]
    ['一是扩面；', '二是提质。', '此复']
    """
    whole = span or Span(0, len(text))
    result: list[Span] = []
    for match in _SENTENCE.finditer(text, whole.start, whole.end):
        start, end = match.span()
        while text[end - 1] in _BLANKS:
            end -= 1
        result.append(Span(start, end))
    return result


def sentence_at(text: str, place: int) -> Span:
    """Return the sentence that holds offset ``place`` of ``text``, blanks trimmed.

    >>> sentence_at("我局牵头。市财政局配合。", 7).of("我局牵头。市财政局配合。")
    '市财政局配合。'
    """
    start = max(text.rfind(char, 0, place) for char in "。；;\n") + 1
    match = _ENDS.search(text, place)
    return trim(text, Span(start, match.end() if match else len(text)))
