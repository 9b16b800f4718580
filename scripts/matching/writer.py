"""Writes regular expressions as C: each becomes functions that match as Python's `re` does.

Python's own parser parses them; what is not written here (`UnwrittenError`) stays with `re`. A
function matches what is left of a pattern from offset ``i`` on and returns where the match ends,
or -1. Alternatives and repetitions call the function of what follows them, and try the next way
when that returns -1, in the order in which `re` tries them.
"""

# ruff: noqa: INP001

from __future__ import annotations

from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from characters import (
    CLOSE,
    REPEATS,
    Items,
    Ranges,
    UnwrittenError,
    apart,
    cases,
    first,
    one_of,
    size,
    table,
    union,
)

#: as many groups, and loops, has the state of a match room for (matching.h)
_ROOM = 32
#: an alternative that begins with one of at most so many characters is chosen by a switch
_NARROW = 200
#: {2}, {4}: written out up to so many times
_WRITTEN_OUT = 8
_PLACES = {
    (kinds.AT_BEGINNING, False): "i == 0",
    (kinds.AT_BEGINNING, True): "i == 0 || at(s, i - 1) == 10",
    (kinds.AT_END, False): "i == s->end || (i + 1 == s->end && at(s, i) == 10)",
    (kinds.AT_END, True): "i == s->end || at(s, i) == 10",
    (kinds.AT_BEGINNING_STRING, False): "i == 0",
    (kinds.AT_END_STRING, False): "i == s->end",
}
_NEXT = """\
static Py_ssize_t {name}_next(State *s, Py_ssize_t i)
{{
  Py_ssize_t r, most = s->end - {width};
  {once}
  for (; i <= most; i++) {{
    {skip}
    s->start = i;
    if ((r = {here}(s, i)) >= 0) return r;
    s->longer = 0;
  }}
  return -1;
}}
"""
_ROUND = """\
static Py_ssize_t {name}(State *s, Py_ssize_t i)
{{
  Py_ssize_t r = -1, n = s->round[{loop}], before = s->before[{loop}];
  if (too_deep(s)) return -1;
  if (n < {least}) {{
    s->round[{loop}] = n + 1;
    r = {body}(s, i);
    if (r < 0) s->round[{loop}] = n;
  }} else {{
    if ({lazy}) r = {go};
    if (r < 0 && i != before && {more}) {{
      s->round[{loop}] = n + 1; s->before[{loop}] = i;
      r = {body}(s, i);
      if (r < 0) {{ s->round[{loop}] = n; s->before[{loop}] = before; }}
    }}
    if (r < 0 && !{lazy}) r = {go};
  }}
  s->depth--;
  return r;
}}
"""
_ENTER = """\
Py_ssize_t r, n = s->round[{loop}], before = s->before[{loop}];
s->round[{loop}] = 0; s->before[{loop}] = -1;
r = {name}(s, i);
if (r < 0) {{ s->round[{loop}] = n; s->before[{loop}] = before; }}
return r;"""
_SAME = """\
{{ Py_ssize_t a = s->marks[{begin}], b = s->marks[{end}];
  if (b < 0) return -1;
  for (; a < b; a++, i++) if (i >= s->end || at(s, i) != at(s, a)) return -1; }}"""
_CLOSED = """\
Py_ssize_t r, end = s->marks[{end}]; int last = s->last;
s->marks[{end}] = i; s->last = {group};
r = {go};
if (r < 0) {{ s->marks[{end}] = end; s->last = last; }}
return r;"""


class Writer:
    """Collects the C of many patterns; sets of characters and words are shared."""

    def __init__(self) -> None:
        """Begin an empty file."""
        self.entries: list[str] = []
        self._code: list[str] = []
        self._sets: dict[Ranges, str] = {}
        self._words: dict[tuple[int, ...], str] = {}
        self._name = ""
        self._count = self._loops = 0
        self._lines = False

    def add(self, text: str, flags: int = 0) -> None:
        """Write the pattern ``text``, or raise UnwrittenError and leave all as it was."""
        tree = parser.parse(text, flags)
        told, groups = int(tree.state.flags), tree.state.groups - 1
        if told & ~(kinds.SRE_FLAG_UNICODE | kinds.SRE_FLAG_MULTILINE) or groups > _ROOM:
            raise UnwrittenError(text)
        before = len(self._code)
        self._name, self._count, self._loops = f"p{len(self.entries)}", 0, 0
        self._lines = bool(told & kinds.SRE_FLAG_MULTILINE)
        try:
            here = self._function(list(tree), "done", sure=True)
            self._next(list(tree), here, tree.getwidth()[0])
        except UnwrittenError:
            del self._code[before:]
            raise
        names = " ".join(f"{n}:{name}" for name, n in sorted(tree.state.groupdict.items()))
        data = text.encode("utf-8", "surrogatepass")
        quoted = "".join(f"\\{byte:03o}" for byte in data)
        self.entries.append(
            f'{{"{quoted}", {len(data)}, {int(flags)}, {told}, {groups}, {self._loops}, "{names}", '
            f"{here}, {self._name}_next}}"
        )

    def file(self, number: int) -> str:
        """Return all that was added as the C source with that number."""
        words = (
            f"static const Py_UCS4 {name}[] = {{{','.join(map(str, word))}}};\n"
            for word, name in self._words.items()
        )
        sets = (table(name, ranges) for ranges, name in self._sets.items())
        code = "".join((*sets, *words, *self._code))
        entries = ",\n".join(self.entries)
        return (
            f'#include "matching.h"\n{code}'
            f"const Entry entries_{number}[] = {{\n{entries}\n}};\n"
            f"const Py_ssize_t count_{number} = {len(self.entries)};\n"
        )

    def _next(self, items: Items, here: str, width: int) -> None:
        """Write the function that finds the next match."""
        ranges, empty = first(items)
        skip = once = ""
        if not empty:
            skip = f"while (i <= most && !{self._is(ranges)}) i++;\n    if (i > most) break;"
        if items and items[0] == (kinds.AT, kinds.AT_BEGINNING) and not self._lines:
            once = "if (most > 0) most = 0;"
        self._code.append(
            _NEXT.format(name=self._name, here=here, width=width, skip=skip, once=once)
        )

    def _is(self, ranges: Ranges) -> str:
        """Return the C that tells whether the character at ``i`` is of ``ranges``."""
        if not ranges:
            return "0"
        if len(ranges) == 1:
            low, high = ranges[0]
            return (
                f"(at(s, i) == {low})" if low == high else f"(at(s, i) - {low}u <= {high - low}u)"
            )
        return f"{self._sets.setdefault(ranges, f'c{len(self._sets)}')}(at(s, i))"

    def _new(self) -> str:
        self._count += 1
        return f"{self._name}_{self._count}"

    def _function(self, items: Items, then: str, *, sure: bool) -> str:
        """Write a function that matches ``items`` and goes on with ``then``; return its name.

        Without ``then`` the match ends there; ``sure`` says that no match does without it.
        """
        if not items and then:
            return then
        body = self._body(items, then, sure=sure)
        name = self._new()
        self._code.append(f"static Py_ssize_t {name}(State *s, Py_ssize_t i)\n{{\n{body}\n}}\n")
        return name

    def _body(self, items: Items, then: str, *, sure: bool) -> str:
        lines: list[str] = []
        queue = list(items)
        while queue:
            kind, value = queue.pop(0)
            if kind is kinds.LITERAL and queue and queue[0][0] is kinds.LITERAL:
                lines.append(self._word(value, queue))
            elif (one := one_of(kind, value)) is not None:
                lines.append(f"if (i >= s->end || !{self._is(one)}) return -1;\ni++;")
            elif kind is kinds.AT and (place := _PLACES.get((value, self._lines))):
                lines.append(f"if (!({place})) return -1;")
            elif kind in (kinds.ASSERT, kinds.ASSERT_NOT):
                lines.append(self._look(kind is kinds.ASSERT, *value))
            elif kind is kinds.SUBPATTERN and not (value[1] or value[2]):
                group, *_, inner = value
                queue = [*inner, *([] if group is None else [(CLOSE, group)]), *queue]
                if group is not None:
                    lines.append(f"s->marks[{2 * group - 2}] = i;")
            elif kind == CLOSE and sure:
                lines.append(f"s->marks[{2 * value - 1}] = i; s->last = {value};")
            elif kind is kinds.GROUPREF:
                lines.append(_SAME.format(begin=2 * value - 2, end=2 * value - 1))
            elif kind in REPEATS and value[0] == value[1] <= _WRITTEN_OUT and not _holds(value[2]):
                queue = [*(list(value[2]) * value[0]), *queue]
            else:
                return "\n".join([*lines, self._ways(kind, value, queue, then, sure=sure)])
        return "\n".join([*lines, f"return {_call(then)};"])

    def _word(self, char: int, queue: Items) -> str:
        """Return the C of a word that begins with ``char``; take the rest of it off ``queue``."""
        word = [char]
        while queue and queue[0][0] is kinds.LITERAL:
            word.append(queue.pop(0)[1])
        name = self._words.setdefault(tuple(word), f"w{len(self._words)}")
        differs = f"at(s, i) != {char} || !follows(s, i, {name}, {len(word)})"
        return f"if (i >= s->end || {differs}) return -1;\ni += {len(word)};"

    def _look(self, wanted: bool, direction: int, inner: Any) -> str:
        """Return the C of a look ahead or behind."""
        width, most = inner.getwidth()
        if _holds(inner) or (direction < 0 and width != most):
            raise UnwrittenError(inner)
        name = self._function(list(inner), "", sure=False)
        if direction > 0:
            return f"if ({name}(s, i) {'<' if wanted else '>='} 0) return -1;"
        if wanted:
            return f"if (i < {width} || {name}(s, i - {width}) < 0) return -1;"
        return f"if (i >= {width} && {name}(s, i - {width}) >= 0) return -1;"

    def _ways(self, kind: Any, value: Any, rest: Items, then: str, *, sure: bool) -> str:
        """Return the C of what may go on in more than one way, and of ``rest`` behind it."""
        if kind not in (*REPEATS, kinds.BRANCH, CLOSE):
            raise UnwrittenError(kind)
        after = self._function(rest, then, sure=sure) if rest or then else ""
        if kind == CLOSE:
            return _CLOSED.format(end=2 * value - 1, group=value, go=_call(after))
        if kind is kinds.BRANCH:
            return self._branch([list(way) for way in value[1]], after)
        least, limit, inner = value
        most = None if limit == kinds.MAXREPEAT else int(limit)
        lazy = kind is kinds.MIN_REPEAT
        one = one_of(*inner[0]) if len(inner) == 1 else None
        if one is not None:
            begin, empty = first(rest)
            only = not empty and apart(one, begin)
            return self._run(one, (least, most), after, lazy=lazy, only=only or not after)
        if _holds(inner) and most != 1:
            raise UnwrittenError(kind)
        if (least, most) == (0, 1):
            ways = [_call(self._function(list(inner), after, sure=False)), _call(after)]
            return "Py_ssize_t r = {};\nreturn r >= 0 ? r : {};".format(*ways[:: -1 if lazy else 1])
        return self._loop(list(inner), (least, most), after, lazy=lazy)

    def _loop(self, inner: Items, times: tuple[int, int | None], after: str, *, lazy: bool) -> str:
        """Write the function of one more round; return the C that enters the loop."""
        loop, name, (least, most) = self._loops, self._new(), times
        self._loops += 1
        if self._loops > _ROOM:
            raise UnwrittenError(inner)
        self._code.append(f"static Py_ssize_t {name}(State *, Py_ssize_t);\n")
        body = self._function(inner, name, sure=False)
        more = "1" if most is None else f"n < {most}"
        given = {"name": name, "loop": loop, "least": least, "body": body, "more": more}
        self._code.append(_ROUND.format(**given, lazy=int(lazy), go=_call(after)))
        return _ENTER.format(name=name, loop=loop)

    def _run(
        self, one: Ranges, times: tuple[int, int | None], after: str, *, lazy: bool, only: bool
    ) -> str:
        """Return the C of one character, repeated; ``only`` its longest run can be followed."""
        (least, most), go, inside = times, _call(after), self._is(one)
        lines = ["Py_ssize_t r, from = i, most = s->end;"]
        if most is not None:
            lines.append(f"if (most - from > {most}) most = from + {most};")
        if lazy:
            if least:
                stops = f"if (i >= most || !{inside}) return -1;"
                lines.append(f"for (; i < from + {least}; i++) {stops}")
            stops = f"if (i >= most || !{inside}) return -1;"
            lines.append(f"for (;; i++) {{ if ((r = {go}) >= 0) return r; {stops} }}")
            return "\n".join(lines)
        lines += [f"while (i < most && {inside}) i++;", f"if (i - from < {least}) return -1;"]
        stops = f"if (i - from <= {least}) return -1;"
        ways = f"for (;; i--) {{ if ((r = {go}) >= 0) return r; {stops} }}"
        return "\n".join([*lines, f"(void)r;\nreturn {go};" if only else ways])

    def _branch(self, ways: list[Items], after: str) -> str:
        """Return the C of alternatives; those that begin with other characters are left out."""
        calls: list[str] = []
        wide: list[int] = []
        narrow: dict[int, list[int]] = {}
        for number, way in enumerate(ways):
            calls.append(_call(self._function(way, after, sure=False) if way or after else ""))
            ranges, empty = first(way)
            if empty or size(ranges) > _NARROW:
                wide.append(number)
                continue
            for low, high in ranges:
                for char in range(low, high + 1):
                    narrow.setdefault(char, []).append(number)

        def tried(numbers: tuple[int, ...]) -> str:
            if not numbers:
                return "return -1;"
            *others, last = (calls[number] for number in numbers)
            tries = "".join(f"if ((r = {call}) >= 0) return r; " for call in others)
            return f"{tries}return {last};"

        together: dict[tuple[int, ...], list[int]] = {}
        for char, numbers in sorted(narrow.items()):
            together.setdefault(tuple(sorted(numbers + wide)), []).append(char)
        lines = ["Py_ssize_t r; (void)r;", "switch (i < s->end ? at(s, i) : 0x110000u) {"]
        for chosen, chars in together.items():
            lines.append(f"{cases(union((char, char) for char in chars))} {tried(chosen)}")
        return "\n".join([*lines, f"default: {tried(tuple(wide))}\n}}"])


def _call(name: str) -> str:
    return f"{name}(s, i)" if name else "i"


def _holds(items: Any) -> bool:
    """Tell whether a capturing group lies within ``items``."""
    for kind, value in items:
        inner: list[Any] = []
        if kind is kinds.SUBPATTERN:
            if value[0] is not None:
                return True
            inner = [value[3]]
        elif kind is kinds.BRANCH:
            inner = value[1]
        elif kind in REPEATS:
            inner = [value[2]]
        elif kind in (kinds.ASSERT, kinds.ASSERT_NOT):
            inner = [value[1]]
        if any(_holds(some) for some in inner):
            return True
    return False
