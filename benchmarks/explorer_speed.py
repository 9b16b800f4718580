"""Measures the network view in a browser on graphs of 1,000, 10,000 and 100,000 agencies.

``explorer_speed.py [--graphs DIR] [--turns N] [SIZES…]`` makes the graphs (see
``explorer_graphs.py``; kept in DIR where given), serves each, opens the first view in headless
Chromium with WebGL drawn by software, and prints one table: bytes over the wire, marks drawn,
JavaScript and all main-thread time until the view stands, what a redraw costs, the answer of the
server for one year. Then everything at once where it is offered, and the same graph as a pyvis
page with our options. Times are medians of the turns.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from explorer_graphs import store
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from replygraph.show.page import OPTIONS, _vis
from replygraph.show.words import COLOURS

PORT = 8971
ARGUMENTS = [
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
]  # fmt: skip
#: as long as a pyvis page may take to show itself, in milliseconds
PATIENCE = 120_000
#: redraws as a reader causes them: the picture is moved and zoomed a little, frame by frame
MOVE = """async () => {
  const {picture} = window.replygraphNetwork, {sigma} = picture, took = [];
  let start = 0;
  sigma.on('beforeRender', () => { start = performance.now(); });
  sigma.on('afterRender', () => { took.push(performance.now() - start); });
  const camera = sigma.getCamera(), from = camera.getState();
  for (let i = 0; i < 40; i += 1) {
    camera.setState({x: from.x + 0.004 * i, ratio: from.ratio * (1 - 0.004 * i)});
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
  }
  camera.setState(from);
  return took.slice(2);
}"""
PYVIS = """() => {
  const took = [];
  for (let i = 0; i < 12; i += 1) {
    network.moveTo({position: {x: 8 * i, y: 0}});
    const start = performance.now();
    network.redraw();
    network.canvas.frame.canvas.getContext('2d').getImageData(0, 0, 1, 1);
    took.push(performance.now() - start);
  }
  return took.slice(2);
}"""


def ask(path: str) -> tuple[int, bytes, float]:
    """Return status, body and milliseconds of an answer."""
    link = http.client.HTTPConnection("127.0.0.1", PORT, timeout=600)
    start = time.perf_counter()
    link.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = link.getresponse()
    body = answer.read()
    return answer.status, body, 1000 * (time.perf_counter() - start)


def listening() -> bool:
    """Tell whether the service answers."""
    try:
        return ask("/healthz")[0] == 200
    except OSError:
        return False


def metrics(session: CDPSession) -> dict[str, float]:
    """Return the browser's own sums, in milliseconds where they are times."""
    found = session.send("Performance.getMetrics")["metrics"]
    return {one["name"]: 1000 * one["value"] for one in found}


def first_view(browser: Browser) -> dict[str, float]:
    """Open the page and return what it costs."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    # time that the thread had a processor: the machine may do other things meanwhile
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda e: sizes.append(e["encodedDataLength"]))
    start = time.perf_counter()
    page.goto(f"http://127.0.0.1:{PORT}/network")
    page.wait_for_selector("body[data-ready]", state="attached", timeout=60_000)
    page.wait_for_timeout(700)
    found = metrics(session)
    marks = page.evaluate("(d => d.marks.length + d.lines.length)(window.replygraphNetwork.data)")
    redraw = page.evaluate(MOVE)
    context.close()
    return {
        "bytes": sum(sizes) / 1000,
        "marks": marks,
        "script": found["ScriptDuration"],
        "task": found["TaskDuration"],
        "redraw": statistics.median(redraw),
        "ready": 1000 * (time.perf_counter() - start),
    }


def whole_view(browser: Browser) -> dict[str, float]:
    """Return what everything at once costs."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = context.new_page()
    start = time.perf_counter()
    page.goto(f"http://127.0.0.1:{PORT}/network?whole=1")
    page.wait_for_selector("body[data-ready]", state="attached", timeout=60_000)
    while not page.evaluate("Boolean(window.replygraphNetwork.data.whole)"):
        page.wait_for_timeout(50)
    ready = 1000 * (time.perf_counter() - start)
    redraw = page.evaluate(MOVE)
    context.close()
    return {"ready": ready, "redraw": statistics.median(redraw)}


def pyvis_page(data: dict[str, Any], path: Path) -> None:
    """Write the same graph as a pyvis page with our options, positions computed beforehand."""
    from pyvis.network import Network

    net = Network(directed=True, cdn_resources="in_line")
    for n, name in enumerate(data["name"]):
        colour = COLOURS[data["kind"][n]][0]
        net.add_node(n, label=name, x=data["x"][n], y=data["y"][n], color=colour, size=8)
    for a, b in zip(data["a"], data["b"], strict=True):
        net.add_edge(a, b)
    net.set_options(json.dumps(OPTIONS))
    nodes, edges, *_, options = net.get_network_data()
    text = (
        '<!doctype html><meta charset="utf-8"><div id="net" style="width:1200px;height:800px">'
        f"</div><script>{_vis()}</script><script>const network = new vis.Network("
        f"document.getElementById('net'), {{nodes: new vis.DataSet({json.dumps(nodes)}), "
        f"edges: new vis.DataSet({json.dumps(edges)})}}, {options});"
        "network.once('afterDrawing', () => { document.body.dataset.ready = ''; });</script>"
    )
    path.write_text(text, encoding="utf-8")


def pyvis_view(browser: Browser, data: dict[str, Any], folder: Path) -> str:
    """Return until when the pyvis page shows itself, and what a redraw costs it."""
    path = folder / "pyvis.html"
    pyvis_page(data, path)
    page: Page = browser.new_page(viewport={"width": 1440, "height": 900})
    start = time.perf_counter()
    try:
        page.goto(path.as_uri(), timeout=PATIENCE)
        page.wait_for_selector("body[data-ready]", state="attached", timeout=PATIENCE)
        ready = time.perf_counter() - start
        redraw = statistics.median(page.evaluate(PYVIS))
    except Exception as error:  # noqa: BLE001  whatever ends it is the finding
        return f"not within {PATIENCE / 1000:.0f} s ({type(error).__name__})"
    finally:
        page.close()
    return f"ready {ready:.1f} s, redraw {redraw:.0f} ms, {path.stat().st_size / 1e6:.1f} MB"


def measured(browser: Browser, folder: Path, size: int, turns: int) -> None:
    """Serve one graph and print its lines."""
    run = "from replygraph.cli import main; main()"
    command = [sys.executable, "-c", run, "serve", "--store", str(folder), "--port", str(PORT)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        try:
            while not listening():
                time.sleep(0.5)
            start = time.perf_counter()
            while ask("/network")[0] != 200:
                time.sleep(0.5)
            woven = time.perf_counter() - start
            views = [first_view(browser) for _ in range(turns)]
            found = {name: statistics.median(v[name] for v in views) for name in views[0]}
            years = [ask(f"/network/graph.json?year={y}")[2] for y in range(2018, 2023)]
            say(
                f"{size:>8,} {woven:>8.1f} {found['bytes']:>8.0f} {found['marks']:>6.0f} "
                f"{found['script']:>7.0f} {found['task']:>7.0f} {found['redraw']:>7.1f} "
                f"{statistics.median(years):>8.0f}"
            )
            status, body, _ = ask("/network/whole.json")
            if status != 200:
                say("         all at once: not offered at this size")
                return
            at_once = whole_view(browser)
            say(
                f"         all at once: {len(body) / 1000:.0f} kB, ready "
                f"{at_once['ready'] / 1000:.1f} s, redraw {at_once['redraw']:.1f} ms"
            )
            import gzip

            text = gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body
            say(f"         pyvis: {pyvis_view(browser, json.loads(text), folder)}")
        finally:
            server.terminate()


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    parser.add_argument("--graphs", type=Path)
    parser.add_argument("--turns", type=int, default=3)
    given = parser.parse_args()
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    say("agencies  made, s  wire, kB  marks  JS, ms  all, ms  redraw  year, ms")
    with tempfile.TemporaryDirectory() as made, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for size in given.sizes:
            folder = (given.graphs or Path(made)) / f"g{size}"
            if not re.search(r"\d", " ".join(p.name for p in folder.glob("generations/*"))):
                store(folder, size)
            measured(browser, folder, size, given.turns)
        browser.close()


if __name__ == "__main__":
    main()
