"""The command ``replygraph``: one module a group of commands, loaded when it is called."""

from __future__ import annotations

import gettext
import importlib
import os
import sys
from pathlib import Path

import click

from replygraph import __version__, compiled
from replygraph.cli.lang import language, say
from replygraph.errors import ReplygraphError

#: command → (module, help in Chinese, help in English); shown without loading the module
COMMANDS = {
    "extract": ("read", "读取答复函，输出其中的事实", "read letters and print what they say"),
    "build": ("build", "读取答复函，写入图谱", "read letters into a graph"),
    "query": ("graph", "用 SPARQL 查询图谱", "ask the graph in SPARQL"),
    "import": ("graph", "导入自己的 RDF 数据", "bring in RDF of your own"),
    "validate": ("graph", "按 SHACL 检查图谱", "check the graph against its shapes"),
    "explain": ("graph", "说明一个名称、IRI 或陈述的来历", "say where a name or fact comes from"),
    "stats": ("graph", "图谱概况", "what the graph holds"),
    "diff": ("history", "比较两个版本", "compare two generations"),
    "generations": ("history", "列出、恢复、清理版本", "list, restore and delete generations"),
    "analyse": ("analyse", "分析机构协作", "analyse who works with whom"),
    "view": ("share", "生成可离线打开的网络图页面", "write the network as one offline page"),
    "report": ("share", "生成一份简报", "write a report on an agency, program or region"),
    "export": ("share", "导出为其他格式", "export to other formats"),
    "serve": ("serve", "提供网页和 SPARQL 查询服务", "serve pages and SPARQL"),
    "evaluate": ("check", "用标注过的答复函打分", "score against annotated letters"),
    "demo": ("demo", "用示例答复函走一遍", "the whole way with sample letters"),
}


class Commands(click.Group):
    """Commands that are imported only when called, so that ``--help`` answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """Return the commands in the order in which one meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load one command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"replygraph.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name.replace("import", "import_"))
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; a mistyped one is answered with those that it is like."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            raise click.NoSuchCommand(error.command_name, possibilities=COMMANDS, ctx=ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands in the user's language."""
        with formatter.section(say("命令", "Commands")):
            formatter.write_dl([(name, say(zh, en)) for name, (_, zh, en) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> object:
        """Turn our errors into one sentence and their exit status."""
        try:
            return super().invoke(ctx)
        except ReplygraphError as error:
            click.echo(error.tell(language()), err=True)
            ctx.exit(error.exit_status)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=say(
        "读取提案、建议的答复函，连成可查询、可追溯到原文的图谱。",
        "Read reply letters and link what they say into a graph that can show its evidence.",
    ),
)
@click.version_option(
    __version__,
    message="replygraph %(version)s" + (" (compiled)" if compiled() else ""),
    help=say("显示版本号。", "Show the version and exit."),
)
def group() -> None:
    """Collect the commands."""


def translate() -> None:
    """Have click speak the user's language: it asks gettext, which asks the environment."""
    gettext.bindtextdomain("click", str(Path(__file__).parent / "locale"))
    gettext.textdomain("click")
    os.environ["LANGUAGE"] = language()


def main() -> None:
    """Run the command line; output is UTF-8 whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    translate()
    group.main(prog_name="replygraph")
