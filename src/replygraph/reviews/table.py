"""Reads ``corrections.csv`` and ``judgements.csv``, and says what is wrong with which line."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import cast

from replygraph import iri
from replygraph.errors import ReplygraphError, UsageError
from replygraph.identify.judged import Judgement
from replygraph.identify.scoring import Verdict
from replygraph.reviews.fields import ACTIONS, FIELDS, PARTS, VERDICTS, value_of

CORRECTIONS = "corrections.csv"
JUDGEMENTS = "judgements.csv"
#: headings, also as people write them in a table of their own
_HEADINGS = {
    "答复函": "letter",
    "目标": "target",
    "动作": "action",
    "值": "value",
    "甲": "one",
    "乙": "other",
    "判断": "judgement",
    "谁": "who",
    "复核人": "who",
    "何时": "when",
    "日期": "when",
    "为何": "why",
    "理由": "why",
    "field": "target",
    "statement": "target",
}
_STATEMENT = re.compile(r"s[0-9a-f]{16}")
_MENTION = re.compile(r"m[0-9]+-[0-9]+-[a-z]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: kinds of things, as IRIs name them, that may be judged
_JUDGED = ("event", "program", "document", "org", "person")


@dataclass(frozen=True, slots=True, order=True)
class Correction:
    """One line of ``corrections.csv``: what to do with a field, statement or mention of a letter.

    ``letter`` is the letter's id or IRI; ``target`` a field of the record, or the id of a
    statement or mention; ``action`` is confirm, reject or set.
    """

    letter: str
    target: str
    action: str
    value: str
    who: str
    when: str
    why: str


@dataclass(frozen=True)
class Reviews:
    """All that people reviewed; equal whatever the order of their lines."""

    corrections: tuple[Correction, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    #: where each line stands, for messages: (file, line)
    places: Mapping[Correction | Judgement, tuple[str, int]] = field(
        default_factory=dict, compare=False
    )

    @cached_property
    def by_letter(self) -> dict[str, list[Correction]]:
        """Return the corrections by what names their letter, the oldest first."""
        found: dict[str, list[Correction]] = defaultdict(list)
        for one in sorted(self.corrections, key=lambda c: (c.when, c)):
            found[one.letter].append(one)
        return dict(found)

    def to_text(self) -> str:
        """Return the same as text that `from_text` reads."""
        lines = [[*astuple(one), *self.places.get(one, ("", 0))] for one in self.corrections]
        judged = [[*astuple(one), *self.places.get(one, ("", 0))] for one in self.judgements]
        return json.dumps([lines, judged], ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_text(cls, text: str) -> Reviews:
        """Return what `to_text` gave; nothing for an empty text."""
        lines, judged = json.loads(text) if text else ([], [])
        places: dict[Correction | Judgement, tuple[str, int]] = {}
        corrections = [Correction(*line[:7]) for line in lines]
        judgements = [Judgement(*line[:6]) for line in judged]
        for mended, line in zip(corrections, lines, strict=True):
            places[mended] = (line[-2], line[-1])
        for judgement, line in zip(judgements, judged, strict=True):
            places[judgement] = (line[-2], line[-1])
        return cls(tuple(corrections), tuple(judgements), places)


def _rows(path: Path, needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"{path}：无法读取（{error.strerror}）。", f"{path}: {error.strerror}."
        ) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")  # a table saved by Excel in China
    rows = csv.reader(io.StringIO(text, newline=""))
    heading = [_HEADINGS.get(name.strip(), name.strip().lower()) for name in next(rows, [])]
    missing = [name for name in needed if name not in heading]
    if missing:
        raise ReplygraphError(
            f"{path} 第 1 行：缺少列 {'、'.join(missing)}；首行应为 {','.join(needed)}。",
            f"{path} line 1: no column {', '.join(missing)}; it should be {','.join(needed)}.",
        )
    for cells in rows:
        if any(cell.strip() for cell in cells) and not cells[0].startswith("#"):
            yield (
                rows.line_num,
                {name: cell.strip() for name, cell in zip(heading, cells, strict=False)},
            )


def _wrong(path: Path, line: int, zh: str, en: str) -> ReplygraphError:
    return ReplygraphError(f"{path} 第 {line} 行：{zh}", f"{path} line {line}: {en}")


def read_corrections(path: Path) -> dict[Correction, tuple[str, int]]:
    """Return the lines of ``corrections.csv`` with their places; ReplygraphError for a bad one."""
    found: dict[Correction, tuple[str, int]] = {}
    for line, row in _rows(path, ("letter", "target", "action", "value", "who", "when", "why")):
        names = ("letter", "target", "action", "value", "who", "when", "why")
        given = Correction(*(row.get(name, "") for name in names))
        given = Correction(
            given.letter,
            given.target,
            ACTIONS.get(given.action, given.action),
            *astuple(given)[3:],
        )
        _check(path, line, given)
        found[given] = (path.name, line)
    return found


def _check(path: Path, line: int, given: Correction) -> None:
    if not given.letter:
        raise _wrong(path, line, "没有写明哪封答复函（letter）。", "no letter is named.")
    if given.action not in ACTIONS.values():
        raise _wrong(
            path,
            line,
            f"不认识的动作“{given.action}”，应为 confirm、reject 或 set。",
            f"unknown action “{given.action}”; use confirm, reject or set.",
        )
    if not (
        given.target in FIELDS
        or _STATEMENT.fullmatch(given.target)
        or _MENTION.fullmatch(given.target)
    ):
        raise _wrong(
            path,
            line,
            f"“{given.target}”不是字段，也不是陈述或提及的编号；字段有 {'、'.join(FIELDS)}。",
            f"“{given.target}” is no field, statement or mention; fields: {', '.join(FIELDS)}.",
        )
    if given.action == "set":
        try:
            value_of(given.target, given.value)
        except ValueError as error:
            parts = "、".join(PARTS)
            raise _wrong(
                path,
                line,
                f"{given.target} 不能设为“{given.value}”：{error}。陈述写作 名称=值（{parts}）。",
                f"{given.target} cannot be set to “{given.value}”: {error}.",
            ) from error
    _check_day(path, line, given.when)


def _check_day(path: Path, line: int, when: str) -> None:
    if when and not _DAY.fullmatch(when):
        raise _wrong(
            path,
            line,
            f"日期“{when}”应写作 2024-05-31。",
            f"the date “{when}” should look like 2024-05-31.",
        )


def read_judgements(path: Path, base: str = iri.BASE) -> dict[Judgement, tuple[str, int]]:
    """Return the lines of ``judgements.csv`` with their places; ReplygraphError for a bad one.

    Things are named by IRI, or by what stands behind the base in it: ``program/湘潭市/护蕾行动``.
    """
    found: dict[Judgement, tuple[str, int]] = {}
    for line, row in _rows(path, ("one", "other", "judgement", "who", "when", "why")):
        verdict = VERDICTS.get(row.get("judgement", ""), row.get("judgement", ""))
        if verdict not in VERDICTS.values():
            raise _wrong(
                path,
                line,
                f"不认识的判断“{verdict}”，应为 same、different 或 unsure。",
                f"unknown judgement “{verdict}”; use same, different or unsure.",
            )
        one, other = (_thing(path, line, row.get(name, ""), base) for name in ("one", "other"))
        if one == other:
            raise _wrong(path, line, "甲、乙是同一个 IRI。", "one and other are the same IRI.")
        if _kind(one, base) != _kind(other, base):
            raise _wrong(
                path,
                line,
                "甲、乙不是同一类事物。",
                "the two are not of one kind.",
            )
        when = row.get("when", "")
        _check_day(path, line, when)
        pair = sorted((one, other))
        given = Judgement(
            pair[0], pair[1], cast("Verdict", verdict), row.get("who", ""), when, row.get("why", "")
        )
        found[given] = (path.name, line)
    return found


def _kind(name: str, base: str) -> str:
    return name.removeprefix(base).partition("/")[0]


def _thing(path: Path, line: int, given: str, base: str) -> str:
    name = given if "://" in given else base + given.lstrip("/")
    try:
        iri.check(name)
    except ValueError:
        name = ""
    if not given or not name:
        raise _wrong(
            path,
            line,
            f"“{given}”不是 IRI；请照 explain 所示填写，如 program/湘潭市/护蕾行动。",
            f"“{given}” is no IRI; copy it from explain, as program/湘潭市/护蕾行动.",
        )
    if name.startswith(base) and _kind(name, base) not in _JUDGED:
        raise _wrong(
            path,
            line,
            f"“{given}”不能判断异同：只限活动、项目、文件、组织、人员；机构的沿革在规范档中更正。",
            f"“{given}”: only events, programs, documents, organisations, persons are judged.",
        )
    return name


def read_reviews(
    folder: Path | None,
    judgements: Path | None = None,
    corrections: Path | None = None,
    base: str = iri.BASE,
    kept: Reviews | None = None,
) -> Reviews:
    """Return the reviews of two files; those of ``folder`` where none is named and they lie there.

    Where neither is, those of ``kept`` stand. Raises ReplygraphError for a line that cannot be
    read, with file, line and remedy.
    """
    kept = kept or Reviews()
    lying = folder / JUDGEMENTS if folder else None
    judgements = judgements or (lying if lying and lying.is_file() else None)
    lying = folder / CORRECTIONS if folder else None
    corrections = corrections or (lying if lying and lying.is_file() else None)
    mended = (
        read_corrections(corrections)
        if corrections
        else {one: kept.places.get(one, ("", 0)) for one in kept.corrections}
    )
    judged = (
        read_judgements(judgements, base)
        if judgements
        else {one: kept.places.get(one, ("", 0)) for one in kept.judgements}
    )
    places: dict[Correction | Judgement, tuple[str, int]] = {}
    for line in mended:
        places[line] = mended[line]
    for judgement in judged:
        places[judgement] = judged[judgement]
    return Reviews(tuple(sorted(mended)), tuple(sorted(judged)), places)
