"""The cookbook: questions that people really ask, as SPARQL files with a described head."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from replygraph.errors import UsageError

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_HEAD = re.compile(r"# ([a-z-]+): (.*)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A name that a question asks for; ``example`` is what the file itself asks."""

    name: str
    zh: str
    en: str
    example: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question: ``name`` is its file's, ``text`` the query with the example filled in."""

    name: str
    zh: str
    en: str
    description_zh: str
    description_en: str
    columns: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    text: str

    def sparql(self, given: Mapping[str, str] | None = None) -> str:
        """Return the query with ``given`` in place of the examples.

        Raises UsageError for a parameter that the question does not have.
        """
        text, given = self.text, given or {}
        for name in given:
            if name not in {parameter.name for parameter in self.parameters}:
                known = "、".join(p.name for p in self.parameters) or "无"
                raise UsageError(
                    f"“{self.zh}”没有参数 {name}；可用参数：{known}。",
                    f"“{self.en}” has no parameter {name}; it has: {known}.",
                )
        for parameter in self.parameters:
            if parameter.name in given:
                old = f'VALUES ?{parameter.name} {{ "{parameter.example}"'
                assert old in text, self.name
                value = escaped(given[parameter.name])
                text = text.replace(old, f'VALUES ?{parameter.name} {{ "{value}"')
        return text


def escaped(value: str) -> str:
    r"""Return ``value`` as it may stand between quotes in SPARQL.

    >>> escaped('a"b')
    'a\\"b'
    """
    return value.translate(_ESCAPES)


def parse(name: str, text: str) -> Question:
    """Return the question in the text of a ``.rq`` file."""
    head: dict[str, list[str]] = defaultdict(list)
    for line in text.splitlines():
        match = _HEAD.fullmatch(line)
        if not match:
            break
        head[match[1]].append(match[2].strip())
    parameters = []
    for line in head["param"]:
        parts = [part.strip() for part in line.split("|")]
        parameters.append(Parameter(*parts))
    return Question(
        name,
        head["zh"][0],
        head["en"][0],
        head["description-zh"][0],
        head["description-en"][0],
        tuple(head["columns"][0].split()),
        tuple(parameters),
        text,
    )


@cache
def cookbook() -> tuple[Question, ...]:
    """Return all questions, in the order of their numbers.

    >>> cookbook()[0].zh
    '哪些机构协作最多，为了什么'
    """
    folder = files("replygraph.ask") / "cookbook"
    found = sorted(
        (path.name.removesuffix(".rq"), path.read_text(encoding="utf-8"))
        for path in folder.iterdir()
        if path.name.endswith(".rq")
    )
    return tuple(parse(name, text) for name, text in found)


def question(name: str) -> Question:
    """Return one question, by name (``02-partners``), number (``02``) or the rest (``partners``).

    Raises UsageError where there is none.

    >>> question("partners").name
    '02-partners'
    """
    for found in cookbook():
        number, _, rest = found.name.partition("-")
        if name in (found.name, number, number.lstrip("0"), rest):
            return found
    known = "\n".join(f"  {q.name}  {q.zh}" for q in cookbook())
    english = "\n".join(f"  {q.name}  {q.en}" for q in cookbook())
    raise UsageError(
        f"没有叫“{name}”的问题；现有：\n{known}", f"no question “{name}”; there are:\n{english}"
    )
