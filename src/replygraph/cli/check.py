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


def pairs(folder: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
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
        outcome = extract_one((letter.name, letter.read_bytes()), with_contacts=True)
        if outcome.error or not outcome.records:
            note(f"{letter}：{outcome.error}")
            continue
        yield outcome.records[0], gold


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
@click.option("--json", "as_json", is_flag=True, help=say("输出 JSON", "print JSON"))
def evaluate(
    gold_dir: Path, everything: bool, errors: Path | None, floors: Path | None, as_json: bool
) -> None:
    """Score the reading against annotated letters."""
    from replygraph.evaluate import score

    found = list(pairs(gold_dir))
    scores = score(found)
    names = [n for n in HEADLINES if n in scores.counts]
    names += sorted(n for n in scores.counts if n not in names and (everything or n in HEADLINES))
    if errors:
        errors.write_text("\n".join(scores.errors) + "\n", encoding="utf-8")
    if as_json:
        data = {n: round(c.f1, 4) for n, c in sorted(scores.counts.items())}
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
        columns = ("", "P", "R", "F1", "95 %", say("应有", "expected"))
        click.echo(table(columns, rows, title=say(f"{len(found)} 封", f"{len(found)} letters")))
    if floors:
        wanted = json.loads(floors.read_text(encoding="utf-8"))["floors"]
        fallen = [
            f"{n}: {scores.counts[n].f1:.4f} < {floor}"
            for n, floor in wanted.items()
            if scores.counts[n].f1 < floor
        ]
        for line in fallen:
            note(line)
        if fallen:
            sys.exit(1)
