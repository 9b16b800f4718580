"""Where a short word stands, though its characters may have blanks between them."""

from __future__ import annotations

from collections.abc import Iterator


def spaced(text: str, word: str, blanks: str, most: int) -> Iterator[tuple[int, int]]:
    """Yield start and end of ``word`` in ``text``, with up to ``most`` ``blanks`` inside a gap.

    Blanks of ``word`` itself do not count. A pattern would do the same, but each name of each
    letter is new: compiling it takes ten times as long as reading the letter for it.

    >>> text = "方 圆委员：我局邀请方圆委员座谈。"
    >>> [text[start:end] for start, end in spaced(text, "方圆", " ", 3)]
    ['方 圆', '方圆']
    """
    chars = [char for char in word if not char.isspace()]
    if not chars:
        return
    start = text.find(chars[0])
    while start >= 0:
        end = start + 1
        for char in chars[1:]:
            limit = end + most
            while end < limit and text[end : end + 1] and text[end] in blanks:
                end += 1
            if not text.startswith(char, end):
                end = -1
                break
            end += 1
        if end > 0:
            yield start, end
        start = text.find(chars[0], max(end, start + 1))
