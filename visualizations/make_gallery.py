# ruff: noqa: INP001, T201 - a script that prints, no package
"""Write this folder anew from data/letters: `python visualizations/make_gallery.py`.

Where Chromium and Playwright are here, it takes pictures (PNG) of the pages too.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from replygraph import pipeline, read, record
from replygraph.show import gallery

HERE = Path(__file__).resolve().parent
LETTERS = HERE.parent / "data" / "letters"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
# what a click shows in the picture of each page
CLICKS = {"agencies": "edge", "agency": None, "submission": None, "program": None}


def records() -> Iterator[dict[str, Any]]:
    """Yield the record of each sample letter, contacts masked."""
    for source, data in read.sources([LETTERS]):
        if Path(source).name == "README.md":
            continue
        for found in pipeline.records(read.read(data, Path(source).name)):
            yield record.to_json(found)


def pictures(browser_path: str) -> None:
    """Take a picture of each page, the network cut off."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=browser_path, args=ARGUMENTS)
        context = browser.new_context(
            viewport={"width": 1440, "height": 900}, offline=True, color_scheme="light"
        )
        tab = context.new_page()
        for name, click in CLICKS.items():
            page = HERE / f"{name}.html"
            if not page.exists():
                continue
            tab.goto(page.as_uri())
            tab.wait_for_selector("body[data-ready]")
            if click == "edge":
                tab.click(".panel ol.rows li:first-child .row")
            tab.wait_for_timeout(500)
            tab.screenshot(path=HERE / f"{name}.png")
        browser.close()


def main() -> None:
    """Write pages and pictures; say what was left out and why."""
    made = list(records())
    shown = gallery(made, HERE)
    browser = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chrome")
    try:
        import playwright  # noqa: F401
    except ModuleNotFoundError:
        browser = None
    if browser:
        pictures(browser)
        gallery(made, HERE)  # again, so that the README names the pictures
    else:
        print("没有 Chromium 或 playwright，未生成 PNG。", file=sys.stderr)
    print(f"{len(made)} 封答复函 → {', '.join(e.name for e in shown)}（{HERE.name}/）")


if __name__ == "__main__":
    main()
