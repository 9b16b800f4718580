"""Commands as a person types them."""

from pathlib import Path

from click.testing import CliRunner

from replygraph.cli import group

LETTERS = Path(__file__).resolve().parents[2] / "data" / "letters"


def run(*args, code=0, **options):
    """Run a command in this process; return its result, which must end with ``code``."""
    result = CliRunner().invoke(group, [str(a) for a in args], **options)
    assert result.exit_code == code, f"{result.output}\n{result.exception}"
    return result
