"""A network as a still picture (SVG) for reports: drawn by ourselves, the same bytes each time."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from replygraph.show.words import COLOURS, KINDS
from replygraph.views import Network, Node

_SANS = (
    "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Source Han Sans SC',"
    "'Noto Sans SC',sans-serif"
)
_SERIF = "'Songti SC','Noto Serif CJK SC','Source Han Serif SC',STZhongsong,SimSun,serif"
_INK, _MUTED, _GROUND, _EDGE = "#1f2328", "#656b73", "#fbfaf7", "#6e7a88"


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def clashes(self, other: _Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def _width(text: str, size: float) -> float:
    return sum(size if ord(char) > 0x2E7F else size * 0.56 for char in text)


def _hull(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the convex hull, counter-clockwise (Andrew's monotone chain)."""

    def half(ordered: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
        out: list[tuple[float, float]] = []
        for x, y in ordered:
            while len(out) > 1:
                (ax, ay), (bx, by) = out[-2], out[-1]
                if (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0:
                    break
                out.pop()
            out.append((x, y))
        return out[:-1]

    ordered = sorted(set(points))
    return half(ordered) + half(reversed(ordered))


def _ground(points: list[tuple[float, float]], pad: float) -> str:
    around = [
        (x + pad * math.cos(turn * math.tau / 16), y + pad * math.sin(turn * math.tau / 16))
        for x, y in points
        for turn in range(16)
    ]
    corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in _hull(around))
    return f'<polygon points="{corners}" fill="#f1eee6" stroke="#e6e1d5" stroke-linejoin="round"/>'


class _Sheet:
    """Holds the scale from the network to the paper, and what is drawn so far."""

    def __init__(self, network: Network, width: float, height: float, top: float) -> None:
        xs = [n.x for n in network.nodes] or [0.0]
        ys = [n.y for n in network.nodes] or [0.0]
        wide, high = max(xs) - min(xs) or 1.0, max(ys) - min(ys) or 1.0
        side, foot = 90.0, 84.0
        if network.view == "submission":
            side = 170.0
        self.scale = min((width - 2 * side) / wide, (height - top - foot) / high, 1.2)
        self.dx = (width - wide * self.scale) / 2 - min(xs) * self.scale
        self.dy = top + (height - top - foot - high * self.scale) / 2 - min(ys) * self.scale
        self.width = width
        self.parts: list[str] = []
        self.taken: list[_Box] = []

    def at(self, node: Node) -> tuple[float, float]:
        return node.x * self.scale + self.dx, node.y * self.scale + self.dy

    def label(self, text: str, x: float, y: float, radius: float, *, size: float) -> None:
        """Write the text at the first of four places that is free; else leave it out."""
        wide = _width(text, size)
        spots = (
            (x, y + radius + size * 1.05),
            (x, y - radius - size * 0.35),
            (x + radius + wide / 2 + 4, y + size * 0.36),
            (x - radius - wide / 2 - 4, y + size * 0.36),
        )
        for middle, base in spots:
            left = min(max(middle, wide / 2 + 10), self.width - wide / 2 - 10)
            box = _Box(left - wide / 2, base - size, left + wide / 2, base + size * 0.2)
            if not any(box.clashes(other) for other in self.taken):
                self.taken.append(box)
                self.parts.append(
                    f'<text x="{left:.1f}" y="{base:.1f}" font-size="{size}" text-anchor="middle"'
                    f' stroke="{_GROUND}" stroke-width="3" paint-order="stroke"'
                    f' stroke-linejoin="round">{escape(text)}</text>'
                )
                return


def _radius(node: Node, top: float, *, focus: bool) -> float:
    return 17.0 if focus else 4.5 + 11 * math.sqrt(max(node.weight, 0.0) / top)


def _mark(kind: str, x: float, y: float, r: float) -> str:
    """Return the shape of a type of thing, as on the page; bodies are round."""
    fill = f'fill="{COLOURS[kind][0]}" stroke="{_GROUND}" stroke-width="1.5"'
    corners = {
        "event": [(0, -r), (r, r * 0.8), (-r, r * 0.8)],
        "place": [(0, r), (r, -r * 0.8), (-r, -r * 0.8)],
        "program": [(0, -r), (r, 0), (0, r), (-r, 0)],
        "document": [(a * r * 0.8, b * r * 0.8) for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))],
        "org": [(r * math.cos(i * math.tau / 6), r * math.sin(i * math.tau / 6)) for i in range(6)],
        "proposal": [
            (
                (r if i % 2 == 0 else r * 0.45) * math.sin(i * math.tau / 10),
                -(r if i % 2 == 0 else r * 0.45) * math.cos(i * math.tau / 10),
            )
            for i in range(10)
        ],
    }.get(kind)
    if corners is None:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" {fill}/>'
    points = " ".join(f"{x + a * 1.15:.1f},{y + b * 1.15:.1f}" for a, b in corners)
    return f'<polygon points="{points}" {fill}/>'


def _edges(network: Network, sheet: _Sheet, nodes: Mapping[str, Node]) -> None:
    strengths = [sum(network.items[i].strength for i in e.items) for e in network.edges]
    top = max(strengths, default=1.0)
    for edge, strength in sorted(zip(network.edges, strengths, strict=True), key=lambda p: p[1]):
        (ax, ay), (bx, by) = sheet.at(nodes[edge.source]), sheet.at(nodes[edge.target])
        share = (strength / top) ** 0.6
        modes = {network.items[i].modality for i in edge.items}
        dash = {"planned": "6 4", "negated": "1.5 4"}.get(modes.pop()) if len(modes) == 1 else None
        sheet.parts.append(
            f'<line x1="{ax:.1f}" y1="{ay:.1f}" x2="{bx:.1f}" y2="{by:.1f}" stroke="{_EDGE}"'
            f' stroke-width="{0.8 + 4.5 * share:.2f}" stroke-opacity="{0.2 + 0.45 * share:.2f}"'
            + (f' stroke-dasharray="{dash}"' if dash else "")
            + "/>"
        )


def _legend(kinds: Iterable[str], lang: int, y: float) -> list[str]:
    parts, x = [], 40.0
    for kind in kinds:
        text = KINDS[kind][lang]
        parts.append(_mark(kind, x + 5, y - 4, 5))
        parts.append(f'<text x="{x + 17:.1f}" y="{y}" font-size="12.5">{escape(text)}</text>')
        x += 17 + _width(text, 12.5) + 22
    return parts


def _labels(
    network: Network, sheet: _Sheet, ranked: list[Node], radii: Mapping[str, float], *, english: int
) -> None:
    """Write the names of groups and nodes where they have room, the first of ``ranked`` first."""
    nodes = {node.id: node for node in ranked}
    for group in network.groups if len(network.groups) > 1 else ():
        places = [sheet.at(nodes[m]) for m in group.members if m in nodes]
        if len(places) > 2:
            y, x = min((p[1], p[0]) for p in places)
            name = group.name.en if english else group.name.zh
            sheet.label(name, x, y - 48, 3, size=14)
    for node in ranked:
        size = 15.0 if node.id == network.focus else 12.0
        sheet.label(node.label, *sheet.at(node), radii[node.id], size=size)


def svg(
    network: Network,
    *,
    lang: str = "zh",
    width: int = 1280,
    height: int = 860,
    heading: bool = True,
) -> str:
    """Return the picture of a network with legend and, with ``heading``, title and how to read it.

    Labels that would cover another are left out, those of the strongest stay; the page has all.
    """
    english = int(lang == "en")
    sheet = _Sheet(network, width, height, 128.0 if heading else 56.0)
    nodes = {node.id: node for node in network.nodes}
    mixed = network.view != "agencies"
    for group in network.groups:
        places = [sheet.at(nodes[m]) for m in group.members if m in nodes]
        if len(places) > 1:
            sheet.parts.append(_ground(places, 26))
    _edges(network, sheet, nodes)
    top = max((n.weight for n in network.nodes if n.id != network.focus), default=1.0) or 1.0
    ranked = sorted(network.nodes, key=lambda n: (n.id != network.focus, -n.weight, n.id))
    kinds: dict[str, int] = {}
    radii = {n.id: _radius(n, top, focus=n.id == network.focus) for n in ranked}
    for node in reversed(ranked):
        kind = node.type.lower() if mixed else node.kind
        kinds[kind] = kinds.get(kind, 0) + 1
        (x, y), r = sheet.at(node), radii[node.id]
        sheet.parts.append(_mark(kind, x, y, r))
        sheet.taken.append(_Box(x - r, y - r, x + r, y + r))
    _labels(network, sheet, ranked, radii, english=english)
    title = network.title.en if english else network.title.zh
    subtitle = network.subtitle.en if english else network.subtitle.zh
    legend = _legend(sorted(kinds, key=lambda k: (-kinds[k], k)), english, height - 34)
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
        f' aria-label={quoteattr(title)} font-family="{_SANS}" fill="{_INK}">'
    )
    head = [
        (
            f'<text x="40" y="56" font-size="27" font-weight="600" font-family="{_SERIF}">'
            f"{escape(title)}</text>"
        ),
        *_lines(subtitle, 40, 84, width - 80),
    ]
    return "\n".join(
        [
            opening,
            f"<title>{escape(title)}</title>",
            f'<rect width="{width}" height="{height}" fill="{_GROUND}"/>',
            *(head if heading else ()),
            *sheet.parts,
            *legend,
            "</svg>",
            "",
        ]
    )


def _lines(text: str, x: float, y: float, width: float) -> list[str]:
    """Return the text in lines that fit, at most three."""
    lines, line = [], ""
    for char in text:
        if _width(line + char, 13.5) > width and char not in "，。；）":
            lines.append(line)
            line = ""
        line += char
    lines.append(line)
    return [
        f'<text x="{x}" y="{y + 20 * i}" font-size="13.5" fill="{_MUTED}">{escape(part)}</text>'
        for i, part in enumerate(lines[:3])
    ]
