"""``extract``: read letters and print what they say."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from replygraph.cli.lang import language, say, told
from replygraph.cli.out import note, table
from replygraph.cli.words import ROLES

COLUMNS = (
    ("文件", "file"),
    ("种类", "kind"),
    ("编号", "number"),
    ("答复单位", "agency"),
    ("角色", "role"),
    ("日期", "date"),
    ("类别", "class"),
    ("提及", "mentions"),
    ("陈述", "statements"),
    ("承诺", "commitments"),
)
NAMES = {
    "proposal": ("提案", "proposal"),
    "suggestion": ("建议", "suggestion"),
    **ROLES,
}
#: what a file is that is no reply letter
REASONS = {
    "news": ("新闻", "news"),
    "notice": ("通知", "notice"),
    "report": ("报告、办理情况", "report"),
    "proposal": ("提案、建议本身", "the submission itself"),
    "other": ("其他文件", "another document"),
}


def name(code: str | None) -> str:
    """Return the word for a code of the contract in the user's language."""
    return say(*NAMES[code]) if code in NAMES else ""


def known_model(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """Return the name of a spaCy pipeline that is there; say the remedy before work begins."""
    from replygraph.mentions import check_model

    if value:
        check_model(value)
    return value


MODEL = click.option(
    "--spacy-model",
    metavar="NAME",
    default=None,
    callback=known_model,
    help=say(
        "另用自己的 spaCy 模型（名称或文件夹）补找名称",
        "a spaCy pipeline of your own (name or folder) that finds more names",
    ),
)


def row(record: dict[str, Any]) -> tuple[object, ...]:
    """Return one line of the table for one record."""
    if not record["is_reply"]:
        code = record["reason"]
        reason = say(*REASONS.get(code, (code, code)))
        return (
            record["id"],
            say(f"不是答复函（{reason}）", f"no reply letter ({reason})"),
            *[None] * 8,
        )
    return (
        record["id"],
        name(record["kind"]),
        record["number"],
        record["replying_agency"],
        name(record["role"]),
        record["date"],
        record["category"],
        len(record["mentions"]),
        len(record["relations"]),
        len(record["commitments"]),
    )


@click.command(
    help=say(
        "读取答复函（文件、文件夹、通配符、zip 或 -），输出其中的事实。",
        "Read letters (paths, folders, globs, zip files or -) and print what they say.",
    )
)
@click.argument("letters", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl"]),
    default="table",
    show_default=True,
    help=say("表格，或每行一封的 JSON", "a table, or one JSON object a line"),
)
@click.option("--jobs", type=int, default=None, help=say("并行进程数", "worker processes"))
@click.option(
    "--with-contacts",
    is_flag=True,
    help=say("保留联系人姓名和电话（默认遮盖）", "keep contact names and numbers (masked if not)"),
)
@MODEL
@click.option("-o", "--output", default="-", help=say("写入文件", "write to this file"))
def extract(
    letters: tuple[str, ...],
    form: str,
    output: str,
    **how: Any,
) -> None:
    """Read letters and print what they say."""
    from replygraph.pipeline import extract_all
    from replygraph.read import sources

    found: list[dict[str, Any]] = []
    problems = 0
    for outcome in extract_all(sources(letters), **how):
        if outcome.error:
            problems += 1
            note(outcome.error[language() == "en"])
        for warning in outcome.warnings:
            note(say(f"{outcome.source}：{warning}", f"{outcome.source}: {told(warning)}"))
        found.extend(outcome.records)
    found.sort(key=lambda record: (record["source"], record["part"]))
    if form == "jsonl":
        lines = [json.dumps(record, ensure_ascii=False) + "\n" for record in found]
        text = "".join(lines)
    elif found or not problems:
        text = table([say(*both) for both in COLUMNS], map(row, found))
    else:
        text = ""
    with click.open_file(output, "w", encoding="utf-8") as stream:
        stream.write(text)
    if problems:
        sys.exit(1)
