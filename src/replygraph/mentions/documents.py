"""Find DOCUMENT mentions: what stands in 《》, and every document number (文号)."""

from __future__ import annotations

from collections.abc import Iterator

from replygraph.mentions.lexicon import around, mention
from replygraph.mentions.patterns import (
    DOC_NUMBER,
    DOC_NUMBER_ANCHOR,
    DOC_NUMBER_LEAD,
    MEDIA_TITLE,
    SUBMISSION_TITLE,
    TITLE_MARKS,
)
from replygraph.mentions.proposals import titles
from replygraph.mentions.rules import Rule
from replygraph.model import Letter, Mention

#: what follows a programme of television: 《今日清江》栏目
_COLUMNS = ("》栏目", "》专栏", "》节目", "》专题片")
_ANCHOR, _MARKS = Rule(DOC_NUMBER_ANCHOR), Rule(TITLE_MARKS)


def find(letter: Letter) -> Iterator[Mention]:
    """Yield the documents of ``letter``, without their 《》; offsets into ``letter.text``.

    The title of a submission is no document; a newspaper or programme in 《》 is MEDIA.

    >>> from replygraph.model import Letter, Span
    >>> text = "印发《中小企业促进办法》（市府办〔2021〕3号），见《人民日报》"
    >>> letter = Letter("a", "a.txt", "", 0, text, text, Span(0, len(text)))
    >>> [(found.type, found.text) for found in find(letter)]
    [('DOCUMENT', '中小企业促进办法'), ('MEDIA', '人民日报'), ('DOCUMENT', '市府办〔2021〕3号')]
    """
    own = {span.start for span in titles(letter)}
    for match in _MARKS.finditer(letter.normal, letter.span.start, letter.span.end):
        start, end = match.span(1)
        if any(start <= place < end for place in own) or SUBMISSION_TITLE.fullmatch(match[1]):
            continue
        if MEDIA_TITLE.fullmatch(match[1]) or letter.normal.startswith(_COLUMNS, end):
            yield mention(letter, start, end, "MEDIA", "media-marks")
        else:
            yield mention(letter, start, end, "DOCUMENT", "title-marks")
    for match in around(letter, _ANCHOR, DOC_NUMBER, 22, 20):
        lead = DOC_NUMBER_LEAD.match(match[0])
        start = match.start() + (lead.end() if lead else 0)
        yield mention(letter, start, match.end(), "DOCUMENT", "document-number")
