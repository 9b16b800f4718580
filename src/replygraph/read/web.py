"""Web pages, saved or fetched elsewhere: what they publish, with metadata, without chrome."""

from __future__ import annotations

import email
import email.policy
import re
from typing import TYPE_CHECKING, Any

from replygraph.errors import Note, ReadError
from replygraph.read.patterns import CHROME, CHROME_BOXES, CHROME_FIRST
from replygraph.read.pieces import Piece, assemble, fields_in, pieces_of
from replygraph.read.plain import decode
from replygraph.read.web_lines import DROPPED, Item, items_of

if TYPE_CHECKING:
    from email.message import EmailMessage

    from replygraph.model import Document

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
_NOT_WORD = re.compile(r"[\W_]+")
_HIDDEN = '[style*="display:none"], [style*="display: none"], [hidden]'
_MAYBE_HIDDEN = (b"display:none", b"display: none", b" hidden")
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


def _content(items: list[Item]) -> int:
    """Return the number of the box that holds what the page publishes, or 0."""
    best, most = 0, _MIN_HAN - 1.0
    start = 0
    for place, item in enumerate(items):
        if not isinstance(item, int):
            continue
        if item > 0:
            start = place + 1
            continue
        size = _han(
            "".join([x.text if isinstance(x, Piece) else str(x) for x in items[start:place]])
        )
        if size > most * 1.2:
            best, most = -item, size
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
    if len(line) > 120 or not (line[0] in CHROME_FIRST or "备" in line):
        return False
    return CHROME.fullmatch(line) is not None


def _pieces(items: list[Item], box: int) -> list[Piece]:
    """Return what stays of a page: all of box number ``box``, around it only metadata.

    With 0 for the box, the whole page counts.
    """
    result: list[Piece] = []
    row: list[Piece] = []
    inside = not box

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
        if row:
            end_row()
        if isinstance(item, int):
            if abs(item) == box:
                inside = item > 0
        elif fields := fields_in(item):
            # Behind them, outside the content, stands 【打印】 字号：大 中 小.
            result += pieces_of(item if inside else item[: fields[-1][2]], fields)
        elif inside and not _is_chrome(item):
            result.append(Piece(item))
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


def page(data: bytes) -> list[Piece]:
    """Return the pieces of an HTML page in UTF-8: metadata, title, then what it publishes.

    >>> [p.text for p in page("<body><div>当前位置：首页</div><p>张三委员：</p></body>".encode())]
    ['张三委员：']
    """
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(data)
    body = tree.body
    if body is None:
        return []
    hides = any(cue in data for cue in _MAYBE_HIDDEN)
    items = items_of(body, links=False, hides=hides)
    box = _content(items)
    if not box:
        # The innermost first: what lies in a box that is gone is gone with it.
        for node in reversed(body.css(_HIDDEN)) if hides else ():
            node.decompose()
        body.strip_tags(list(DROPPED))
        _drop_chrome(body)
        items = items_of(body, links=True, hides=False)
    return _with_title(_pieces(items, box), tree)


def _utf8(data: bytes, source: str) -> tuple[bytes, list[str]]:
    """Return a page as UTF-8, and what was repaired; the parser takes those bytes as they are."""
    if b"\x00" not in data:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            return data.removeprefix(b"\xef\xbb\xbf"), []
    hint = _CHARSET.search(data[:4096])
    text, notes = decode(data, source, hint[1].decode("ascii") if hint else None)
    return text.encode("utf-8", "replace"), notes


def read_html(data: bytes, source: str, *, whole: bytes | None = None) -> Document:
    """Return the document of a web page; ``whole`` are the bytes of the archive it came from.

    Metadata (索引号, 发文字号, 成文日期…) become fields, navigation and buttons are left out.
    Raises ReadError for a page without text.
    """
    content, notes = _utf8(data[:_MAX_BYTES], source)
    if len(data) > _MAX_BYTES:
        most = _MAX_BYTES // 1_048_576
        zh = f"网页超过 {most} MB，只读取了前面部分。"
        notes.append(Note(zh, f"a page of more than {most} MB; only its beginning was read."))
    media_type = "multipart/related" if whole is not None else "text/html"
    return assemble(whole if whole is not None else data, source, media_type, page(content), notes)


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
        raise ReadError(
            f"{source}：网页存档里没有网页；请用浏览器重新保存。",
            f"{source}: the web archive holds no page; save it again in the browser.",
        )
    return read_html(best, source, whole=data)
