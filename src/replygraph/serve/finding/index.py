"""The index of all names: one long text as numbers, and where in it each character stands.

A name is found by the places where its characters follow one another; all places of a character
are looked at at once, so that an answer takes a few milliseconds however many names there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from replygraph.serve.finding.alphabet import Alphabet, Mask, folded, typed
from replygraph.serve.finding.forms import LABEL, Form

Ints = npt.NDArray[np.int64]
Smalls = npt.NDArray[np.uint32]
#: a character that must stand there, any of several, or any at all
Token = int | Mask | None


class Texts:
    """Many texts in one piece of memory."""

    def __init__(self, data: bytes, ends: Ints) -> None:
        """Take the texts one after another, and where each ends."""
        self.data = data
        self.ends = ends

    @classmethod
    def of(cls, texts: Iterable[str]) -> Texts:
        """Return texts in one piece."""
        parts = [text.encode("utf-8") for text in texts]
        return cls(b"".join(parts), np.cumsum(np.fromiter(map(len, parts), np.int64, len(parts))))

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.ends)

    def __getitem__(self, place: int) -> str:
        """Return one of them."""
        start = int(self.ends[place - 1]) if place else 0
        return self.data[start : int(self.ends[place])].decode("utf-8")


@dataclass(frozen=True, slots=True)
class Named:
    """Something to be found: name, further ones, classes (a bit each), number of letters.

    ``note`` tells it from others of the same name.
    """

    iri: str
    name: str
    kinds: int = 0
    letters: int = 0
    forms: tuple[Form, ...] = ()
    note: str = ""


_TEXTS = ("names", "iris", "notes", "rows")


def arrays(things: Iterable[Named]) -> dict[str, npt.NDArray[Any]]:
    """Return the index of things as arrays, which can be kept in a file.

    Of each thing its own name is the first; then come the other forms.
    """
    order = sorted(things, key=lambda one: (-one.letters, len(one.name), one.name, one.iri))
    rows: list[str] = []
    entries: list[int] = []
    forms: list[int] = []
    for entry, one in enumerate(order):
        for text, form in ((one.name, LABEL), *one.forms):
            rows.append(text)
            entries.append(entry)
            forms.append(form)
    found: dict[str, npt.NDArray[Any]] = {
        "kinds": np.fromiter((one.kinds for one in order), np.int64, len(order)),
        "letters": np.fromiter((one.letters for one in order), np.int64, len(order)),
        "entry": np.array(entries, np.uint32),
        "form": np.array(forms, np.uint8),
        **_numbers(rows),
    }
    columns = ([t.name for t in order], [t.iri for t in order], [t.note for t in order], rows)
    for name, texts in zip(_TEXTS, map(Texts.of, columns), strict=True):
        found[f"{name}_data"] = np.frombuffer(texts.data, np.uint8)
        found[f"{name}_ends"] = texts.ends
    return found


def _numbers(rows: Sequence[str]) -> dict[str, npt.NDArray[Any]]:
    """Return the names as numbers, and where each number stands."""
    whole = "\n".join(map(" ".join, map(str.split, rows)))  # a name may hold a line break
    text = f"\n{folded(whole)}\n" if rows else "\n"
    points = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    used = np.flatnonzero(np.bincount(points))
    numbers = np.zeros(int(used[-1]) + 1, np.uint16 if len(used) < 1 << 16 else np.uint32)
    numbers[used] = np.arange(len(used))  # a line break is the least: number 0
    codes = numbers[points]
    breaks = np.flatnonzero(codes == 0)
    return {
        "chars": used,
        "codes": codes,
        "starts": (breaks[:-1] + 1).astype(np.uint32),
        "ends": breaks[1:].astype(np.uint32),
        "order": np.argsort(codes, kind="stable").astype(np.uint32),
        "first": np.append(0, np.cumsum(np.bincount(codes, minlength=len(used)))),
    }


class Index:
    """Names as numbers. Entries are in order of weight: the number of letters, then the name."""

    def __init__(self, arrays: Mapping[str, Any]) -> None:
        """Take the arrays of `arrays`."""
        self.names, self.iris, self.notes, self.rows = (
            Texts(arrays[f"{name}_data"].tobytes(), arrays[f"{name}_ends"]) for name in _TEXTS
        )
        self.kinds: Ints = arrays["kinds"]
        self.letters: Ints = arrays["letters"]
        self.entry: Smalls = arrays["entry"]
        self.form: npt.NDArray[np.uint8] = arrays["form"]
        self.codes: Smalls = arrays["codes"]
        self.starts: Smalls = arrays["starts"]
        self.ends: Smalls = arrays["ends"]
        self._order: Smalls = arrays["order"]
        self._first: Ints = arrays["first"]
        self._heads = self.codes[self.starts]
        self.alphabet = Alphabet([chr(point) for point in arrays["chars"]])

    @classmethod
    def of(cls, things: Iterable[Named]) -> Index:
        """Return the index of things."""
        return cls(arrays(things))

    def __len__(self) -> int:
        """Return how many entries there are."""
        return len(self.names)

    @cached_property
    def lengths(self) -> Smalls:
        """Return how long each name is when folded."""
        return self.ends - self.starts

    @property
    def size(self) -> int:
        """Return how many bytes the numbers take."""
        held = (self.codes, self._order, self.starts, self.ends, self.entry, self.form, self.kinds)
        return sum(one.nbytes for one in (*held, self.letters))

    def places(self, number: int) -> Smalls:
        """Return where a character stands, in order."""
        return self._order[self._first[number] : self._first[number + 1]]

    def _several(self, mask: Mask) -> Smalls:
        found = [self.places(int(number)) for number in np.flatnonzero(mask)]
        return np.concatenate(found) if found else np.empty(0, np.uint32)

    def _often(self, token: Token) -> int:
        if token is None:
            return len(self.codes)
        if isinstance(token, int):
            return int(self._first[token + 1] - self._first[token])
        return sum(self._often(int(number)) for number in np.flatnonzero(token))

    def tokens(self, text: str) -> list[Token] | None:
        """Return the characters of a folded text; None where one is in no name."""
        numbers = [self.alphabet.number.get(char) for char in text]
        return None if None in numbers else [*numbers]

    def beginning(self, mask: Mask | None = None) -> Ints:
        """Return where names begin, those whose first character is in ``mask``."""
        if mask is None:
            return self.starts.astype(np.int64)
        found: Ints = self.starts[mask[self._heads]].astype(np.int64)
        return found

    def follow(self, tokens: Sequence[Token], among: Ints | None = None) -> Ints:
        """Return where characters stand one after another, if given ``among`` these beginnings.

        The search begins with the rarest of them.
        """
        if among is not None:
            found, skip = among, -1
        else:
            start = min(range(len(tokens)), key=lambda place: self._often(tokens[place]))
            token = tokens[start]
            assert token is not None
            spots = self.places(token) if isinstance(token, int) else self._several(token)
            found, skip = spots.astype(np.int64) - start, start
        found = found[(found > 0) & (found + len(tokens) < len(self.codes))]
        for place, token in enumerate(tokens):
            if place == skip or not len(found):
                continue
            codes = self.codes[found + place]
            if token is None:
                found = found[codes != 0]
            elif isinstance(token, int):
                found = found[codes == token]
            else:
                found = found[token[codes]]
        return found

    def spelled(self, text: str, among: Ints | None = None) -> tuple[Ints, Ints]:
        """Return where a text of letters is read, as beginnings and ends.

        Each character of a name may be typed as itself, as its syllable or as its first letter.
        """
        waiting: dict[int, list[tuple[Ints, Ints]]] = {}
        for part in typed(text, 0) or [text[0]]:
            mask = self._mask(part)
            if among is None:
                begun = self._several(mask).astype(np.int64)
            else:
                begun = among[mask[self.codes[among]]]
            waiting.setdefault(len(part), []).append((begun, begun + 1))
        for place in range(1, len(text)):
            if place not in waiting:
                continue
            here = waiting.pop(place)
            since = np.concatenate([one for one, _ in here])
            at = np.concatenate([one for _, one in here])
            for part in typed(text, place) or [text[place]]:
                fits = self._mask(part)[self.codes[at]]
                if fits.any():
                    step = since[fits], at[fits] + 1
                    waiting.setdefault(place + len(part), []).append(step)
        none = np.empty(0, np.int64)
        last = waiting.get(len(text), [(none, none)])
        return np.concatenate([b for b, _ in last]), np.concatenate([a for _, a in last])

    def _mask(self, part: str) -> Mask:
        if part.isascii() and part.isalpha():
            return self.alphabet.read(part)
        mask = np.zeros(len(self.alphabet), bool)
        if part in self.alphabet.number:
            mask[self.alphabet.number[part]] = True
        return mask

    def near(self, text: str) -> Iterable[tuple[Sequence[Token], int]]:
        """Yield a folded text with one character wrong, missing, too many, or two turned round.

        With each how freely it may stand: 0 as a whole name, 1 at the beginning, 2 anywhere.
        """
        tokens: list[Token] = [self.alphabet.number.get(char, -1) for char in text]
        size = len(tokens)
        free = 0 if size == 3 else 1 if size == 4 else 2
        for place in range(size):
            yield [*tokens[:place], None, *tokens[place + 1 :]], free
        for place in range(1, size):
            yield [*tokens[:place], None, *tokens[place:]], free
        if size > 3:
            for place in range(size):
                yield [*tokens[:place], *tokens[place + 1 :]], free - (size < 6)
        for place, (one, other) in enumerate(pairwise(tokens)):
            if one is not other and not np.array_equal(one, other):  # type: ignore[arg-type]
                yield [*tokens[:place], other, one, *tokens[place + 2 :]], 2

    def shared(self, text: str, most: int) -> tuple[Ints, npt.NDArray[np.float64]]:
        """Return the rows that share most characters with a text, and how like they are (0 to 1).

        Likeness is twice the pairs of neighbours in common by the pairs of both (Dice).
        """
        pairs = {one + other for one, other in pairwise(text)}
        count = np.zeros(len(self.starts), np.uint16)
        for pair in sorted(pairs):
            tokens = self.tokens(pair)
            if tokens:
                rows = self.row(self.follow(tokens))
                count[np.unique(rows)] += 1
        rows = np.flatnonzero(count)
        alike = 2 * count[rows] / (len(pairs) + np.maximum(self.lengths[rows], 2) - 1)
        best = np.argsort(-alike, kind="stable")[:most]
        return rows[best], alike[best]

    def row(self, places: Ints) -> Ints:
        """Return in which names places lie."""
        return np.searchsorted(self.starts, places, side="right") - 1
