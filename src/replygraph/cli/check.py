"""``evaluate``: score the reading of letters against annotated ones."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from replygraph.cli.lang import say
from replygraph.cli.out import note, table
from replygraph.cli.read import MODEL
from replygraph.errors import UsageError

HEADLINES = (
    "is_reply",
    "fields",
    "points",
    "commitments",
    "mentions",
    "canonical/AGENCY",
    "wrong agency links",
    "statements",
    "statements done (precision)",
    "modality",
    "evidence",
    "statement date",
    "commitment due",
)

#: B³ of the names of one thing across letters
IDENTITY = "identity (B³)"


def pairs(
    folder: Path, spacy_model: str | None = None
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield (our record, the annotator's) for each letter of ``folder``, in order of ids."""
    from replygraph.pipeline import extract_one

    golds = sorted((folder / "gold").glob("*.json"))
    if not golds:
        raise UsageError(
            f"{folder}：没有 gold/*.json，请给出含 letters/ 和 gold/ 的文件夹。",
            f"{folder}: no gold/*.json; give a folder with letters/ and gold/.",
        )
    for path in golds:
        gold = json.loads(path.read_text(encoding="utf-8"))
        letter = folder / "letters" / f"{path.stem}.txt"
        source = (letter.name, letter.read_bytes())
        outcome = extract_one(source, with_contacts=True, spacy_model=spacy_model)
        if outcome.error or not outcome.records:
            note(f"{letter}：{outcome.error}")
            continue
        yield outcome.records[0], gold


def _identity(
    folder: Path, found: list[tuple[dict[str, Any], dict[str, Any]]], errors: list[str] | None
) -> tuple[float, float, float, int] | None:
    """Return B³ precision, recall, F1 and number of mentions; None without ``identity.csv``."""
    path = folder / "identity.csv"
    if not path.is_file():
        return None
    from replygraph.evaluate.identity import differences, read_identity, score_identity

    expected = read_identity(path)
    records = [record for record, _ in found]
    if errors is not None:
        errors += differences(records, expected)
    return *score_identity(records, expected), len(expected)


def interval(found: list[tuple[Any, Any]], what: str, *, rounds: int = 200) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of an F1 over letters; seeded, so it is reproducible."""
    from replygraph.evaluate import Scores, score_letter

    singles = []
    for pair in found:
        scores = Scores()
        score_letter(scores, *pair)
        counts = scores.counts[what]
        singles.append((counts.right, counts.predicted + counts.expected))
    dice = random.Random(0)  # noqa: S311  a reproducible sample, no secret
    values = []
    for _ in range(rounds):
        sample = dice.choices(singles, k=len(singles))
        total = sum(size for _, size in sample)
        values.append(2 * sum(right for right, _ in sample) / total if total else 1.0)
    values.sort()
    return values[int(rounds * 0.025)], values[int(rounds * 0.975) - 1]


def _level(gold: dict[str, Any]) -> str:
    from replygraph.resources.agencies import agency

    known = agency(gold["replying_agency"] or "")
    return (known.level if known else None) or say("未收录", "not in the authority")


def groups(found: list[tuple[Any, Any]]) -> str:
    """Return the tables of the main scores by the year of the letter and the agency's level."""
    from replygraph.evaluate import score

    def year(gold: dict[str, Any]) -> str:
        return (gold["date"] or say("无日期", "undated"))[:4]

    parts: dict[tuple[int, str], list[tuple[Any, Any]]] = {}
    for pair in found:
        if pair[1]["is_reply"]:
            for order, of in enumerate((_level, year)):
                parts.setdefault((order, of(pair[1])), []).append(pair)
    what = ("fields", "points", "mentions", "canonical/AGENCY", "statements")
    rows = []
    for (_, name), pairs_of in sorted(parts.items()):
        counts = score(pairs_of).counts
        rows.append((name, len(pairs_of), *(f"{counts[w].f1:.3f}" for w in what)))
    return table((say("级别、年份", "level, year"), say("封", "letters"), *what), rows)


@click.command(
    help=say(
        "用标注过的答复函（letters/*.txt 与 gold/*.json）给抽取结果打分。",
        "Score the reading against annotated letters (letters/*.txt and gold/*.json).",
    )
)
@click.argument("gold_dir", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--all", "everything", is_flag=True, help=say("列出每一类", "one line for each kind"))
@click.option(
    "--errors",
    type=click.Path(path_type=Path),
    help=say("把逐条差异写入文件", "write the differences to this file"),
)
@click.option(
    "--floors",
    type=click.Path(exists=True, path_type=Path),
    help=say("低于此文件所记分数时以 1 结束", "end with 1 where a score falls below this file's"),
)
@MODEL
@click.option("--json", "as_json", is_flag=True, help=say("输出 JSON", "print JSON"))
def evaluate(
    gold_dir: Path,
    everything: bool,
    errors: Path | None,
    floors: Path | None,
    spacy_model: str | None,
    as_json: bool,
) -> None:
    """Score the reading against annotated letters."""
    from replygraph.evaluate import score

    found = list(pairs(gold_dir, spacy_model))
    scores = score(found)
    across = _identity(gold_dir, found, scores.errors if errors else None)
    names = [n for n in HEADLINES if n in scores.counts]
    names += sorted(n for n in scores.counts if n not in names and (everything or n in HEADLINES))
    if errors:
        errors.write_text("\n".join(scores.errors) + "\n", encoding="utf-8")
    if as_json:
        data = {n: round(c.f1, 4) for n, c in sorted(scores.counts.items())}
        if across:
            data[IDENTITY] = round(across[2], 4)
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        rows = []
        for n in names:
            c = scores.counts[n]
            span = ""
            if n in ("mentions", "statements", "points", "commitments"):
                low, high = interval(found, n)
                span = f"{low:.3f}–{high:.3f}"
            rows.append(
                (n, f"{c.precision:.3f}", f"{c.recall:.3f}", f"{c.f1:.3f}", span, c.expected)
            )
        if across:
            precision, recall, f1 = (f"{value:.3f}" for value in across[:3])
            rows.append((IDENTITY, precision, recall, f1, "", across[3]))
        columns = ("", "P", "R", "F1", "95 %", say("应有", "expected"))
        click.echo(table(columns, rows, title=say(f"{len(found)} 封", f"{len(found)} letters")))
        if everything:
            click.echo(groups(found))
    if floors:
        wanted = json.loads(floors.read_text(encoding="utf-8"))["floors"]
        reached = {n: scores.counts[n].f1 for n in wanted if n != IDENTITY}
        if across:
            reached[IDENTITY] = across[2]
        fallen = [
            f"{n}: {reached[n]:.4f} < {floor}" for n, floor in wanted.items() if reached[n] < floor
        ]
        for line in fallen:
            note(line)
        if fallen:
            sys.exit(1)
