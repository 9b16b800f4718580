"""Each two neighbouring characters of a text as a number, at the speed of C.

To look up the pairs of a text one by one as strings costs a string and its hash for each; the
numbers of a text are made in a few steps whatever its length, and are their own hashes.
"""

from __future__ import annotations

import re

#: characters that take more than two bytes: one of them stands for all
_WIDE = re.compile("[\U00010000-\U0010ffff]")


def pairs(text: str) -> list[int]:
    """Return a number for each offset of ``text`` but the last: that of the pair that begins there.

    Equal pairs have equal numbers. Two pairs with different numbers differ; of characters beyond
    the basic plane, which are rare, all count as one.

    >>> from replygraph.text import pairs
    >>> numbers = pairs("水利局与水务局和水利局")
    >>> numbers[0] == numbers[8], numbers[0] == numbers[4], len(numbers)
    (True, False, 10)
    """
    if len(text) < 2:
        return []
    data = text.encode("utf-16-le", "surrogatepass")
    if len(data) != 2 * len(text):
        data = _WIDE.sub("\ufffd", text).encode("utf-16-le", "surrogatepass")
    low, high = data[::2], data[1::2]
    # the low bytes, which differ most, make the low bits: hashes that seldom meet
    mixed = bytearray(2 * len(data) - 4)
    mixed[::4], mixed[1::4] = low[:-1], low[1:]
    mixed[2::4], mixed[3::4] = high[:-1], high[1:]
    return memoryview(mixed).cast("I").tolist()
