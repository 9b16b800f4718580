"""What the documents promise: every block runs, every command and option is described."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from replygraph.cli import COMMANDS, group

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(bash|python)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


@pytest.fixture
def desk(tmp_path):
    """Return a folder as a newcomer has it: the sample letters and nothing else."""
    shutil.copytree(ROOT / "data" / "letters", tmp_path / "data" / "letters")
    return tmp_path


def lines(block):
    """Return the commands of a shell block, without prompts, comments and `make`."""
    joined = block.replace("\\\n", " ")
    return [s for line in joined.splitlines() if (s := line.strip()) and not s.startswith("#")]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_block_runs_in_the_order_of_the_page(page, desk):
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "PYTHONUTF8": "1"}
    for kind, block in BLOCK.findall(page.read_text(encoding="utf-8")):
        if kind == "python":
            done = subprocess.run(
                [sys.executable, "-c", block], cwd=desk, env=env, capture_output=True, check=False
            )
            assert done.returncode == 0, block + done.stderr.decode()
            continue
        for line in lines(block):
            if line.split()[0] in ("make", "pip", "git", "cd"):
                continue
            done = subprocess.run(
                line, shell=True, cwd=desk, env=env, capture_output=True, check=False
            )
            assert done.returncode == 0, f"{line}\n{done.stderr.decode()}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_link_leads_somewhere(page):
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name):
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    section = re.search(
        rf"^## `replygraph {name}[ `].*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL
    )
    assert section, f"docs/commands.md has no section on {name}"
    command = group.get_command(click.Context(group), name)
    for option in command.params:
        if isinstance(option, click.Option):
            assert max(option.opts, key=len) in section[0], option.opts


@pytest.mark.parametrize("page", PAGES[:2], ids=lambda p: p.name)
def test_a_readme_begins_with_the_two_commands_and_a_picture(page):
    text = page.read_text(encoding="utf-8")
    head = text[: text.index("\n## ", text.index("make test"))]
    assert head.index("make demo") < head.index("make test")
    assert re.search(r"!\[[^\]]*\]\(visualizations/", head)
