"""Debian's Chromium for the tests that open pages; without it they are skipped, and say so."""

import os
import shutil
from contextlib import contextmanager

import pytest

ARGUMENTS = ("--no-sandbox", "--disable-quic", "--disable-background-networking")
NO_GRAPHICS = ("--disable-gpu",)
#: WebGL drawn by software: a test machine has no graphics
SOFTWARE_GRAPHICS = (
    "--no-first-run", "--use-gl=angle", "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist",
)  # fmt: skip


def _path():
    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not found:
        pytest.skip("chromium is not installed (set CHROMIUM to its path): pages not opened")
    return found


@contextmanager
def driver():
    """Start Playwright, or skip the test where it or the browser is missing."""
    _path()
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as play:
        yield play


def launched(play, *arguments):
    """Start a browser; the caller closes it."""
    return play.chromium.launch(executable_path=_path(), args=[*ARGUMENTS, *arguments])


@contextmanager
def chromium(*arguments):
    """Start Playwright and one browser."""
    with driver() as play:
        started = launched(play, *arguments)
        yield started
        started.close()
