"""A report as one HTML file without scripts: figures, tables and sentences, to read and print."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from html import escape
from importlib.resources import files

from replygraph.errors import MachineError
from replygraph.show.picture import svg
from replygraph.show.tables import words
from replygraph.views import Bars, Brief, LetterCard, Quote, Ref, Saying, Table, Words

_HEADS = {
    "network": Words("协作网络", "The network"),
    "sayings": Words("原文为证", "In the words of the letters"),
    "letters": Words("所引答复函", "Letters cited"),
    "reading": Words("怎样读", "How to read this"),
}
_READING = (
    Words(
        "只计信中写明共同完成的行动；同一封信里一并提到，不算协作。",
        "Only what letters report as done jointly counts; being named in one letter is no "
        "collaboration.",
    ),
    Words(
        "强度：一项 n 个机构的联合行动给每一对加 1/(n−1)。",
        "Strength: a joint act of n agencies adds 1/(n−1) to each pair.",
    ),
    Words(
        "〔〕中的数字指文末所列答复函；引文与原文逐字相同。",
        "Numbers in brackets are those of the letters at the end; quotations are verbatim.",
    ),
)

# a word, a date, years: not broken into lines
_SHORT = re.compile(".{0,4}|[0-9/—-]{4,11}")
# a label with a halo, as `svg` writes it
_HALO = re.compile(
    '<text ([^>]*?)( stroke="[^"]*" stroke-width="3") paint-order="stroke"([^>]*)>([^<]*)</text>'
)


def _say(text: Words, lang: str) -> str:
    return escape(str(words(text, lang)))


def _ref(ref: Ref) -> str:
    links = "、".join(f'<a href="#letter-{n}">{n}</a>' for n in ref.numbers)
    return f'<span class="ref">〔{links}〕</span>' if ref.numbers else ""


def _cell(cell: object, lang: str) -> str:
    if isinstance(cell, Ref):
        return f"<td>{_ref(cell)}</td>"
    value = words(cell, lang)
    if isinstance(value, str):
        sort = ' class="number"' if _SHORT.fullmatch(value) else ""
        return f"<td{sort}>{escape(value)}</td>"
    return f'<td class="number">{value:g}</td>'


def _table(table: Table, lang: str) -> str:
    """Return a table; a column that is empty in every row is left out."""
    full = [
        index
        for index in range(len(table.columns))
        if any(words(row[index], lang) not in ("", "〔〕") for row in table.rows)
    ]
    head = "".join(f'<th scope="col">{_say(table.columns[i], lang)}</th>' for i in full)
    rows = "".join(f"<tr>{''.join(_cell(row[i], lang) for i in full)}</tr>\n" for row in table.rows)
    note = f'<p class="fine">{_say(table.note, lang)}</p>' if table.note.zh else ""
    return (
        f'<section class="{escape(table.name)}"><h2>{_say(table.title, lang)}</h2>\n'
        f'<div class="wide"><table><thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{rows}</tbody></table></div>{note}</section>"
    )


def _bars(chart: Bars, lang: str) -> str:
    """Return a bar chart as a picture; the values stand on the bars and in its description."""
    count, top = len(chart.bars), max(value for _, value in chart.bars)
    wide = min(300 / count, 34.0)
    told = "，".join(f"{label}: {value}" for label, value in chart.bars)
    told = f"{words(chart.title, lang)}: {told}"
    parts = [
        '<svg viewBox="0 0 300 112" font-size="11" fill="#1f2328" role="img" ',
        f'aria-label="{escape(told)}">',
        '<line x1="0" y1="92.5" x2="300" y2="92.5" stroke="#e4e0d7"/>',
    ]
    every = -(-count // 7)
    for index, (label, value) in enumerate(chart.bars):
        x, high = index * wide, 72 * value / top if top else 0
        middle = f'x="{x + wide / 2:.1f}" text-anchor="middle"'
        if value:
            parts.append(
                f'<rect x="{x + wide * 0.14:.1f}" y="{92 - high:.1f}" width="{wide * 0.72:.1f}"'
                f' height="{high:.1f}" rx="1.5" fill="#6e7a88"/>'
                f'<text {middle} y="{87 - high:.1f}">{value}</text>'
            )
        if index % every == 0:
            short = f"’{label[2:]}" if len(label) == 4 and count > 7 else label
            parts.append(f'<text {middle} y="107" fill="#656b73">{escape(short)}</text>')
    return (
        f"<figure><figcaption>{_say(chart.title, lang)}</figcaption>{''.join(parts)}</svg></figure>"
    )


def _quote(quote: Quote, focus: frozenset[str]) -> str:
    """Return the sentence with the things that the report is about marked."""
    parts, place = [], 0
    for start, end, who in quote.marks:
        if start >= place and who in focus:
            parts += [
                escape(quote.text[place:start]),
                f"<mark>{escape(quote.text[start:end])}</mark>",
            ]
            place = end
    return "".join([*parts, escape(quote.text[place:])])


def _saying(saying: Saying, focus: frozenset[str], lang: str) -> str:
    return (
        f"<li><h3>{_say(saying.heading, lang)}</h3><blockquote>{_quote(saying.quote, focus)}"
        f"{_ref(saying.ref)}</blockquote></li>"
    )


def _letter(number: int, card: LetterCard) -> str:
    numbered = f"第{card.number}号" if card.number else ""
    about = " · ".join(filter(None, (card.agency, card.date, numbered, card.id)))
    title = card.title or card.id
    return (
        f'<li id="letter-{number}"><cite>{escape(title)}</cite>'
        f'<span class="fine">{escape(about)}</span></li>'
    )


def _section(name: str, lang: str, inner: Iterable[str]) -> str:
    return f'<section class="{name}"><h2>{_say(_HEADS[name], lang)}</h2>{"".join(inner)}</section>'


def _body(found: Brief, lang: str) -> Iterable[str]:
    figures = "".join(
        f"<div><dt>{_say(text, lang)}</dt><dd>{number}</dd></div>" for number, text in found.figures
    )
    yield (
        f'<header><p class="sort">{_say(found.sort, lang)}</p><h1>{escape(found.title)}</h1>'
        f'<p class="lead">{_say(found.lead, lang)}</p></header>'
    )
    yield f'<dl class="figures">{figures}</dl>'
    charts = [_bars(c, lang) for c in found.charts if sum(value for _, value in c.bars)]
    if charts:
        yield f'<div class="charts">{"".join(charts)}</div>'
    if found.network.edges:
        picture = svg(found.network, lang=lang, width=1120, height=700, heading=False)
        caption = f"<figcaption>{_say(found.network.subtitle, lang)}</figcaption>"
        yield _section("network", lang, (f"<figure>{picture}{caption}</figure>",))
    if found.sayings:
        told = "".join(_saying(s, found.focus, lang) for s in found.sayings)
        yield _section("sayings", lang, (f"<ol>{told}</ol>",))
    for table in found.tables:
        yield _table(table, lang)
    if found.letters:
        cited = "".join(_letter(n, card) for n, card in enumerate(found.letters, 1))
        yield _section("letters", lang, (f"<ol>{cited}</ol>",))
    reading = "".join(f"<li>{_say(text, lang)}</li>" for text in _READING)
    yield _section("reading", lang, (f"<ul>{reading}</ul>",))


def report(found: Brief, *, lang: str = "zh") -> str:
    """Return the report as one HTML page in the language, for the screen and for paper.

    The page loads nothing and runs nothing; names and sentences reach it as text only.
    """
    style = files("replygraph.show").joinpath("assets", "report.css").read_text(encoding="utf-8")
    policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    title = escape(f"{found.title} · replygraph")
    body = "\n".join(_body(found, lang))
    return (
        f'<!doctype html>\n<html lang="{"en" if lang == "en" else "zh-CN"}">\n<head>\n'
        f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{style}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def pdf(page: str) -> bytes:
    """Return a report as PDF; fonts are those of the machine.

    Raises `MachineError` where WeasyPrint (the extra ``pdf``) is not installed or lacks a library
    of the system.
    """
    try:
        from weasyprint import HTML
    except (ImportError, OSError):
        raise MachineError(
            "写 PDF 需要 WeasyPrint，请先运行：pip install 'replygraph[pdf]'（另需系统库 pango）；"
            "或写成 .html，用浏览器打印为 PDF。",
            "Writing PDF needs WeasyPrint: pip install 'replygraph[pdf]' (and the system library "
            "pango), or write .html and print it to PDF from a browser.",
        ) from None
    out = io.BytesIO()
    # WeasyPrint draws the halo of a label over the label: drawn apart, it lies below
    drawn = _HALO.sub(r"<text \1\2\3>\4</text><text \1>\4</text>", page)
    HTML(string=drawn, url_fetcher=_nothing).write_pdf(out)
    return out.getvalue()


def _nothing(url: str) -> dict[str, object]:
    """Refuse to fetch: a report holds all that it shows."""
    raise ValueError(url)
