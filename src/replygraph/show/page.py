"""A network as one HTML file for mail and reports: pyvis with our template, nothing to load."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

from replygraph.errors import MachineError
from replygraph.show.payload import payload, script_json
from replygraph.views import Network

SCRIPTS = ("words", "core", "labels", "draw", "panel", "table", "main")
_HOLE = re.compile(r"\{\{ (\w+) \}\}")

OPTIONS = {
    "physics": {
        "enabled": False,
        "solver": "forceAtlas2Based",
        "forceAtlas2Based": {"gravitationalConstant": -60, "springLength": 110, "damping": 0.6},
        "stabilization": False,
    },
    "edges": {"smooth": False, "selectionWidth": 0, "hoverWidth": 0},
    "nodes": {"font": {"size": 0}, "borderWidth": 1.5},
    "interaction": {
        "hideEdgesOnDrag": False,
        "hideEdgesOnZoom": False,
        "hover": True,
        "tooltipDelay": 1_000_000,
        "multiselect": False,
    },
    "layout": {"improvedLayout": False},
}


def _vis() -> str:
    """Return vis-network as pyvis packages it."""
    found = sorted(
        (path for path in files("pyvis").joinpath("lib").iterdir() if path.name.startswith("vis-")),
        key=lambda path: path.name,
    )
    if not found:
        raise MachineError(
            "已安装的 pyvis 不含 vis-network，请重新安装 pyvis 0.3.2 或更新的版本。",
            "The installed pyvis holds no vis-network; install pyvis 0.3.2 or newer again.",
        )
    return found[-1].joinpath("vis-network.min.js").read_text(encoding="utf-8")


def _asset(name: str) -> str:
    return files("replygraph.show").joinpath("assets", name).read_text(encoding="utf-8")


def _pyvis(data: dict[str, Any]) -> dict[str, Any]:
    """Return nodes, edges and options as pyvis holds them, for vis-network."""
    from pyvis.network import Network as Pyvis

    net = Pyvis(directed=True, cdn_resources="in_line")  # undirected add_edge is quadratic
    top = max((node["weight"] for node in data["nodes"]), default=1.0) or 1.0
    for index, node in enumerate(data["nodes"]):
        net.add_node(
            index,
            label=node["label"],
            shape=data["kinds"][node["kind"]][4],
            color=data["kinds"][node["kind"]][2],
            x=node["x"],
            y=node["y"],
            size=round(7 + 19 * (max(node["weight"], 0.0) / top) ** 0.5, 2),
        )
    for edge in data["edges"]:
        net.add_edge(edge["a"], edge["b"])
    net.set_options(json.dumps(OPTIONS))
    nodes, edges, *_, options = net.get_network_data()
    return {"nodes": nodes, "edges": edges, "options": json.loads(options)}


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def page(network: Network, *, lang: str = "zh") -> str:
    """Return the page. Its policy forbids every request and every script that is not ours.

    Titles, names and sentences reach the page as data and are written as text only.
    """
    data = payload(network)
    data["vis"] = _pyvis(data)
    data["lang"] = lang
    library = _vis()
    script = "(() => {\n'use strict';\n" + "\n".join(_asset(f"{n}.js") for n in SCRIPTS) + "\n})();"
    policy = (
        f"default-src 'none'; script-src {_hash(library)} {_hash(script)}; "
        "style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    words = network.title.en if lang == "en" else network.title.zh
    holes = {
        "lang": "en" if lang == "en" else "zh-CN",
        "policy": html.escape(policy, quote=False),
        "title": html.escape(f"{words} · replygraph"),
        "style": _asset("page.css"),
        "data": script_json(data),
        "library": library,
        "script": script,
    }
    return _HOLE.sub(lambda hole: holes[hole[1]], _asset("page.html"))


def write(network: Network, path: Path, *, lang: str = "zh") -> None:
    """Write the page to ``path`` in UTF-8 with Unix line ends on every system."""
    path.write_text(page(network, lang=lang), encoding="utf-8", newline="\n")
