"""Where the material beside the project lies."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def shared(*parts: str) -> Path:
    """Return a file or folder of the material beside the project, or skip with a clear message."""
    path = ROOT.parent.joinpath("shared", *parts)
    if not path.exists():
        pytest.skip(f"not here: ../shared/{'/'.join(parts)} (material beside the checkout)")
    return path
