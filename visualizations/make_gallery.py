# ruff: noqa: INP001, T201 - a script that prints, no package
"""Write this folder anew from data/letters: `python visualizations/make_gallery.py`.

Where Chromium and Playwright are here, it takes pictures (PNG) of the pages too, and of the
explorer's views, of which the READMEs show some.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from replygraph import pipeline, read, record
from replygraph.show import gallery

HERE = Path(__file__).resolve().parent
LETTERS = HERE.parent / "data" / "letters"
ARGUMENTS = ["--no-sandbox", "--disable-quic", "--no-first-run"]
#: WebGL without a graphics card, so that the network is drawn alike everywhere
WEBGL = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
#: the explorer's views: an address, or what to click on the way to it
VIEWS: dict[str, tuple[str, ...]] = {
    "start": ("/",),
    "network": ("/network",),
    "tie": ("/network?group=region", "#ties tbody tr:first-child td:last-child a"),
    "matrix": ("/matrix",),
    "submission": ("/", "main a[href*='/submissions/']"),
    "letter": ("/", "main a[href*='/submissions/']", "main a[href*='/letters/']"),
    "agency": ("/search?q=sxsslj", "main a[href*='/agencies/']"),
    "search": ("/search?q=sxsslj",),
    "timeline": ("/timeline",),
    "commitments": ("/timeline/commitments",),
    "regions": ("/regions",),
    "register": ("/register",),
}
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


@contextmanager
def service() -> Iterator[str]:
    """Serve a graph of the sample letters; yield its address."""
    with tempfile.TemporaryDirectory() as folder:
        run = [sys.executable, "-m", "replygraph"]
        subprocess.run([*run, "build", str(LETTERS), "--store", folder], check=True)  # noqa: S603
        server = subprocess.Popen(  # noqa: S603
            [*run, "serve", "--store", folder, "--port", "0"], stderr=subprocess.PIPE, text=True
        )
        assert server.stderr
        said = iter(server.stderr)
        yield next(found[0] for line in said if (found := re.search(r"http://[\d.:]+", line)))
        server.terminate()
        server.wait()


def explorer(browser_path: str) -> None:
    """Take a picture of each view of the explorer, the network cut off but for our own service."""
    from PIL import Image
    from playwright.sync_api import sync_playwright

    with service() as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=browser_path, args=[*ARGUMENTS, *WEBGL])
        context = browser.new_context(
            viewport={"width": 1280, "height": 800}, color_scheme="light", locale="zh-CN"
        )
        context.route(
            "**/*",
            lambda route: route.continue_() if address in route.request.url else route.abort(),
        )
        tab = context.new_page()
        for name, (start, *clicks) in VIEWS.items():
            # What costs something to gather is answered with 202 until it is there.
            while urlopen(address + start).status == 202:  # noqa: S310  our own service
                tab.wait_for_timeout(500)
            tab.goto(address + start)
            for click in clicks:
                tab.locator(click).first.click()
                tab.wait_for_load_state("networkidle")
            tab.wait_for_timeout(1500)
            shot = Image.open(BytesIO(tab.screenshot())).convert("RGB")
            # 256 colours: a third of the size, and nobody sees the difference.
            shot.quantize(256).save(HERE / f"explorer-{name}.png", optimize=True)
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
        explorer(browser)
        gallery(made, HERE)  # again, so that the README names the pictures
    else:
        print("没有 Chromium 或 playwright，未生成 PNG。", file=sys.stderr)
    print(f"{len(made)} 封答复函 → {', '.join(e.name for e in shown)}（{HERE.name}/）")


if __name__ == "__main__":
    main()
