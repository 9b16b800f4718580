"""What click says by itself is said in the user's language too."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import replygraph.cli

CATALOGUE = Path(replygraph.cli.__file__).parent / "locale/zh/LC_MESSAGES/click"


def typed(language, *args):
    env = {**os.environ, "REPLYGRAPH_LANG": language, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-m", "replygraph", *args],
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(
    ("args", "zh", "en"),
    [
        (["buil"], "没有 'buil' 这个命令。 是不是 'build'？", "No such command 'buil'."),
        (["serve", "--port", "x"], "'--port' 的值不对", "Invalid value for '--port'"),
        (["evaluate"], "缺少参数", "Missing argument"),
        (["stats", "-h"], "显示这段说明。", "Show this message and exit."),
    ],
)
def test_errors_and_help(args, zh, en):
    for language, said in (("zh", zh), ("en", en)):
        told = typed(language, *args)
        assert said in told.stdout + told.stderr


def spoken(catalogue):
    """Return what a catalogue says, by click's words: the plural's too where there are two."""
    return {
        tuple(one.id) if one.pluralizable else (one.id,): "".join(one.string)
        for one in catalogue
        if one.id
    }


def test_the_catalogue_says_only_what_click_says_and_is_compiled():
    words = {
        argument.value
        for module in Path(click.__file__).parent.glob("*.py")
        for call in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        for argument in call.args
        if isinstance(argument, ast.Constant)
    }
    with CATALOGUE.with_suffix(".po").open("rb") as file:
        source = spoken(read_po(file))
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        assert spoken(read_mo(file)) == source
    assert {word for one in source for word in one} <= words
