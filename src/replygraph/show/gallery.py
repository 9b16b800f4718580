"""The gallery: a few pages and pictures made from one corpus, with a README that shows them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from replygraph.show.page import write
from replygraph.show.picture import svg
from replygraph.views import (
    Corpus,
    Network,
    Tie,
    Words,
    acts,
    agency_network,
    around,
    by_lineage,
    corpus,
    ties,
)


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One page of the gallery: ``name`` is the stem of its files."""

    name: str
    caption: Words
    network: Network


def _program(found: Corpus) -> str:
    """Return the program or event that the most bodies take part in."""
    bodies: dict[str, set[str]] = {}
    for fact in found.facts:
        if found.things[fact.object].type in {"PROGRAM", "EVENT"}:
            bodies.setdefault(fact.object, set()).add(fact.subject)
    return min(bodies, key=lambda name: (-len(bodies[name]), name), default="")


def _submission(found: Corpus) -> str:
    """Return the submission with the most handlers and replies."""
    counts: Counter[str] = Counter()
    for handling in found.derived.handlings:
        counts[handling.submission] += 1 + 2 * len(handling.replies)
    return min(counts, key=lambda name: (-counts[name], name), default="")


def _agency(pairs: tuple[Tie, ...]) -> str:
    """Return the agency whose ties are the strongest in sum."""
    strength: dict[str, float] = defaultdict(float)
    for tie in pairs:
        strength[tie.a] += tie.strength
        strength[tie.b] += tie.strength
    return min(strength, key=lambda name: (-strength[name], name), default="")


def exhibits(records: Iterable[Mapping[str, Any]]) -> tuple[Exhibit, ...]:
    """Return what the gallery shows: all agencies, one of them, one submission, one program."""
    found = by_lineage(corpus(records))
    shared = acts(found)
    pairs = ties(found, shared)
    shown = [
        Exhibit(
            "agencies",
            Words("哪些机构一起做事", "Which agencies work together"),
            agency_network(found, shared, pairs),
        )
    ]
    chosen = (
        ("agency", _agency(pairs), Words("一个机构和它的伙伴", "One agency and its partners")),
        (
            "submission",
            _submission(found),
            Words("一件提案的办理", "How one submission is handled"),
        ),
        ("program", _program(found), Words("谁参与了一个项目", "Who has a part in one program")),
    )
    for name, middle, caption in chosen:
        if middle:
            shown.append(Exhibit(name, caption, around(found, shared, pairs, middle)))
    return tuple(shown)


_INTRO = """# 图集 · Gallery

由 `data/letters` 中的示例答复函生成（信中人物均为虚构）；运行 `make gallery` 重新生成，请勿手改。
每一页是一个独立的 HTML 文件：下载后双击即可打开，不联网，点击连线可看到作为依据的原文。

Made from the sample letters in `data/letters` (the people in them are invented) by
`make gallery`; do not edit by hand. Each page is one HTML file that opens offline; click a line
to read the sentences that prove it.
"""


def readme(shown: Iterable[Exhibit], pictures: Mapping[str, str]) -> str:
    """Return the README; ``pictures`` gives the file of each exhibit's picture."""
    parts = [_INTRO]
    for exhibit in shown:
        network, caption = exhibit.network, exhibit.caption
        parts.append(
            f"## {caption.zh} · {caption.en}\n\n"
            f"**{network.title.zh}**。{network.subtitle.zh}。\n\n{network.subtitle.en}.\n\n"
            f"[![{caption.zh}]({pictures[exhibit.name]})]({exhibit.name}.html)\n\n"
            f"[{exhibit.name}.html]({exhibit.name}.html) · "
            f"[{exhibit.name}.svg]({exhibit.name}.svg)\n"
        )
    return "\n".join(parts)


def gallery(records: Iterable[Mapping[str, Any]], folder: Path) -> tuple[Exhibit, ...]:
    """Write pages (HTML), pictures (SVG) and README into ``folder``; return what was shown.

    The same records give the same bytes. Pictures that a browser takes of the pages (PNG) are
    named in the README where they lie beside them already.
    """
    folder.mkdir(parents=True, exist_ok=True)
    shown = exhibits(records)
    pictures = {}
    for exhibit in shown:
        write(exhibit.network, folder / f"{exhibit.name}.html")
        picture = folder / f"{exhibit.name}.svg"
        picture.write_text(svg(exhibit.network), encoding="utf-8", newline="\n")
        taken = folder / f"{exhibit.name}.png"
        pictures[exhibit.name] = taken.name if taken.exists() else picture.name
    text = readme(shown, pictures)
    (folder / "README.md").write_text(text, encoding="utf-8", newline="\n")
    return shown
