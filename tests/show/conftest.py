"""A browser with the network cut off, and the pages that it opens."""

import sys
from pathlib import Path

import pytest

from browsers import NO_GRAPHICS, chromium

sys.path.insert(0, str(Path(__file__).parent))  # stories.py lies beside


@pytest.fixture(scope="module")
def browser():
    arguments = ("--no-first-run", "--disable-component-update", "--disable-sync")
    with chromium(*NO_GRAPHICS, *arguments) as started:
        yield started


class Opened:
    """A page in the browser; ``requests`` are those it tried beyond its own file."""

    def __init__(self, browser, path: Path, **options) -> None:
        self.context = browser.new_context(
            viewport=options.pop("viewport", {"width": 1280, "height": 800}),
            offline=True,
            color_scheme="light",
            accept_downloads=True,
            **options,
        )
        self.tab = self.context.new_page()
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.tab.on("request", lambda r: self.requests.append(r.url))
        self.tab.on("pageerror", lambda e: self.errors.append(str(e)))
        self.tab.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        self.tab.on("dialog", lambda d: (self.errors.append("dialog"), d.dismiss()))
        self.tab.goto(path.as_uri())
        self.tab.wait_for_selector("body[data-ready]", timeout=30_000)

    def beyond(self) -> list[str]:
        return [url for url in self.requests if not url.startswith(("file:", "data:", "blob:"))]

    def text(self, selector: str) -> str:
        return self.tab.inner_text(selector)


@pytest.fixture
def opened(browser, tmp_path):
    made = []

    def run(html: str, **options) -> Opened:
        path = tmp_path / f"页面 {len(made)}.html"
        path.write_text(html, encoding="utf-8")
        made.append(Opened(browser, path, **options))
        return made[-1]

    yield run
    for page in made:
        page.context.close()
