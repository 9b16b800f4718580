"""Web pages, saved or fetched elsewhere: what they publish, with metadata, without chrome."""

from __future__ import annotations

import email
import email.policy
import re
from typing import TYPE_CHECKING, Any

from replygraph.errors import ReadError
from replygraph.read.patterns import CHROME, CHROME_BOXES, CONTENT_BOXES
from replygraph.read.pieces import Piece, assemble, fields_in, paragraph
from replygraph.read.plain import decode
from replygraph.read.web_lines import CLOSE, OPEN, items_of

if TYPE_CHECKING:
    from email.message import EmailMessage

    from replygraph.model import Document

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
_NOT_WORD = re.compile(r"[\W_]+")
_DROPPED = [
    "script",
    "style",
    "noscript",
    "iframe",
    "svg",
    "select",
    "button",
    "textarea",
    "object",
]
_HIDDEN = '[style*="display:none"], [style*="display: none"], [hidden]'
_TITLES = "h1, .article-title, .article_title, .title, #title, .tit, .biaoti, ucaptitle"
_SITE = re.compile(r"\s*[-_|–—]\s*[^-_|–—]{2,30}$")
_TITLE_WORDS = re.compile(r"关于.{2,}|对.{4,}的?(?:答复|意见|复函)|第.{1,12}号.{0,8}(?:答复|复函)")
# A line that is the letter's title or the first part of it.
_TITLE_LINE = re.compile(
    r"^[^，。：]{0,30}(?:关于|對|对)[^，。：]{4,}(?:[答复復函号號]|提案|建议|意见)$"
)
_MIN_HAN = 40
#: A page of 8 MB takes about half a gigabyte while it is read; real ones have 0.1 MB.
_MAX_BYTES = 8 * 1024 * 1024
_MAX_BOXES = 400


def _han(text: str) -> int:
    # Chinese takes three bytes a character, markup one: much faster than counting by pattern.
    return (len(text.encode("utf-8")) - len(text)) // 2


def _content(body: Any) -> Any:
    """Return the node that holds what the page publishes, by the known names, or None."""
    best, most = None, _MIN_HAN - 1
    for node in body.css(CONTENT_BOXES)[:20]:
        size = _han(node.text())
        if size > most * 1.2:
            best, most = node, size
    return best


def _drop_chrome(body: Any) -> None:
    """Remove navigation, sharing boxes and link lists of a page whose content has no known name."""
    for node in body.css("nav, footer, [class], [id]"):
        if node.tag in ("body", "html", "form"):
            continue
        attributes = node.attributes
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        # A box named "print" may still hold the letter: what is long and has no links stays.
        if (node.tag in ("nav", "footer") or CHROME_BOXES.search(names)) and _han(
            node.text()
        ) < 300:
            node.decompose()
    for node in body.css("ul, ol, dl, table, div")[:_MAX_BOXES]:
        links = node.css("a")
        if len(links) >= 4:
            linked = sum(len(link.text().strip()) for link in links)
            if linked * 5 > 3 * len(_NOT_WORD.sub("", node.text())):
                node.decompose()


def _title(tree: Any) -> str | None:
    """Return the title of what the page publishes: a heading, a meta tag, the window title."""
    for node in tree.css(_TITLES)[:10]:
        text = " ".join(node.text().split())
        if 6 <= len(text) <= 120 and _TITLE_WORDS.search(text):
            return text
    meta = tree.css_first('meta[name="ArticleTitle"]')
    if meta is not None and (meta.attributes.get("content") or "").strip():
        return str(meta.attributes["content"]).strip()
    node = tree.css_first("title")
    text = _SITE.sub("", " ".join(node.text().split())) if node is not None else ""
    return text if _TITLE_WORDS.search(text) else None


def _is_chrome(line: str) -> bool:
    return len(line) <= 120 and CHROME.fullmatch(line) is not None


def _pieces(items: list[str | Piece], *, marked: bool) -> list[Piece]:
    """Return what stays of a page: all of the content, outside it only metadata."""
    result: list[Piece] = []
    row: list[Piece] = []
    inside = not marked

    def end_row() -> None:
        # Outside the content, a table row stays only if one of its cells is a labelled value.
        if inside or any(piece.label for piece in row):
            result.extend(row)
        row.clear()

    for item in items:
        if isinstance(item, Piece):
            if row and (item.table, item.row) != (row[0].table, row[0].row):
                end_row()
            row.append(item)
            continue
        end_row()
        line = item
        if marked and (OPEN in line or CLOSE in line):
            inside = OPEN in line or (inside and CLOSE not in line)
            line = line.replace(OPEN, "").replace(CLOSE, "").strip()
        fields = fields_in(line)
        if fields and not inside:
            line = line[: fields[-1][2]]  # behind them: 【打印】 字号：大 中 小
        if fields or (line and inside and not _is_chrome(line)):
            result += paragraph(line)
    end_row()
    return result


def _with_title(pieces: list[Piece], tree: Any) -> list[Piece]:
    """Return the pieces with the page's title in front, unless they begin with one."""
    if any(_TITLE_LINE.search(piece.text) for piece in pieces[:12] if len(piece.text) < 80):
        return pieces
    title = _title(tree)
    if not title:
        return pieces
    bare = _NOT_WORD.sub("", title)
    place = next(
        (
            i
            for i, piece in enumerate(pieces)
            if piece.label is None and piece.table is None and not fields_in(piece.text + "：")
        ),
        0,
    )
    head = _NOT_WORD.sub("", "".join(piece.text for piece in pieces[: place + 12]))
    # A title printed over several lines, or with the agency before it, is there already.
    if bare in head or (len(bare) > 12 and bare[-12:] in head[: len(bare) + 300]):
        return pieces
    fields = 0
    while fields < len(pieces) and (
        pieces[fields].table is not None
        or pieces[fields].label
        or (fields + 1 < len(pieces) and pieces[fields + 1].label and not pieces[fields + 1].glue)
    ):
        fields += 1
    return [*pieces[:fields], Piece(title, "heading"), *pieces[fields:]]


def page(text: str) -> list[Piece]:
    """Return the pieces of an HTML page: metadata, title, then what it publishes.

    >>> [p.text for p in page("<body><div>当前位置：首页</div><p>张三委员：</p></body>")]
    ['张三委员：']
    """
    from selectolax.lexbor import LexborHTMLParser

    if OPEN in text or CLOSE in text:
        text = text.replace(OPEN, "").replace(CLOSE, "")
    tree = LexborHTMLParser(text)
    body = tree.body
    if body is None:
        return []
    body.strip_tags(_DROPPED)
    for node in body.css(_HIDDEN):
        node.decompose()
    content = _content(body)
    if content is None:
        _drop_chrome(body)
        return _with_title(_pieces(items_of(body.html or ""), marked=False), tree)
    inner = content.html or ""
    content.replace_with(f"{OPEN}{CLOSE}")
    # Around the content only metadata count, and those are no links.
    body.strip_tags(["a"])
    outer = (body.html or "").replace(f"{OPEN}{CLOSE}", f"<p>{OPEN}</p>{inner}<p>{CLOSE}</p>")
    return _with_title(_pieces(items_of(outer), marked=True), tree)


def read_html(data: bytes, source: str, *, whole: bytes | None = None) -> Document:
    """Return the document of a web page; ``whole`` are the bytes of the archive it came from.

    Metadata (索引号, 发文字号, 成文日期…) become fields, navigation and buttons are left out.
    Raises ReadError for a page without text.
    """
    hint = _CHARSET.search(data[:4096])
    text, notes = decode(data[:_MAX_BYTES], source, hint[1].decode("ascii") if hint else None)
    if len(data) > _MAX_BYTES:
        notes.append(f"网页超过 {_MAX_BYTES // 1_048_576} MB，只读取了前面部分。")
    media_type = "multipart/related" if whole is not None else "text/html"
    return assemble(whole if whole is not None else data, source, media_type, page(text), notes)


def read_mhtml(data: bytes, source: str) -> Document:
    """Return the document of a page saved as .mhtml (also Word's 单个文件网页).

    Raises ReadError where it holds no page.
    """
    message: EmailMessage = email.message_from_bytes(data, policy=email.policy.default)
    best = b""
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and len(payload) > len(best):
                best = payload
    if not best:
        raise ReadError(f"{source}：网页存档里没有网页；请用浏览器重新保存。")
    return read_html(best, source, whole=data)
