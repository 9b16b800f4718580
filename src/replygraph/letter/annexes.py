"""One letter over several files: the annexes that lie beside it in its folder or zip."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from replygraph.errors import Note
from replygraph.letter.assemble import letters
from replygraph.letter.patterns import (
    ANNEX,
    ANNEX_ITEM,
    ANNEX_LIST,
    ANNEX_OPENS,
    MAIN_PART,
)
from replygraph.model import Block, Document, Span
from replygraph.text.normal import normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Characters of a letter with its annexes; what would be longer stays apart.
MOST: Final = 300_000
_SIGNS: Final = re.compile(r"[\W_]+")
_SHORTEST_NAME: Final = 4


def folder(source: str) -> str:
    """Return the folder, or the place in a zip, that a source lies in.

    >>> folder("letters.zip!/2021/答复.docx"), folder("答复.docx")
    ('letters.zip!/2021', '')
    """
    return source.replace("\\", "/").rpartition("/")[0]


def family(source: str) -> str:
    """Return what the names of a letter's files share: without 附件1, 正文, signs and suffix.

    >>> family("a/第12号提案答复-附件1.docx"), family("a/第12号提案答复（正文）.pdf")
    ('第12号提案答复', '第12号提案答复')
    """
    name = source.replace("\\", "/").rpartition("/")[2]
    stem = name.rpartition(".")[0] or name
    return _SIGNS.sub("", MAIN_PART.sub("", ANNEX.sub("", normal(stem))))


def _bare(text: str) -> str:
    return _SIGNS.sub("", ANNEX.sub("", text))


class _File:
    """A document with what tells whether it is a letter with annexes, or an annex."""

    def __init__(self, place: int, document: Document) -> None:
        self.place = place
        self.document = document
        self.family = family(document.source)
        name = document.source.replace("\\", "/").rpartition("/")[2]
        head = [line for line in document.text[:400].split("\n") if line.strip()][:3]
        opens = bool(head and ANNEX_OPENS.match(head[0]))
        self.marked = opens or ANNEX.search(name) is not None
        listed = ANNEX_LIST.search(document.text)
        items = map(_bare, ANNEX_ITEM.split(listed[0])) if listed else ()
        self.listed = [item for item in items if len(item) >= _SHORTEST_NAME]
        titles = (self.family, *map(_bare, head), _bare("".join(head)))
        self.titles = [title for title in titles if len(title) >= _SHORTEST_NAME]

    def names(self, annex: _File) -> bool:
        """Tell whether the list of annexes of this letter names ``annex``."""
        return any(
            item in title or (title in item and len(title) * 5 >= len(item) * 3)
            for item in self.listed
            for title in annex.titles
        )

    def shares_name(self, annex: _File) -> bool:
        """Tell whether the two files are named alike but for 附件 and 正文."""
        short, long = sorted((self.family, annex.family), key=len)
        least = 2 if short == long else _SHORTEST_NAME
        return len(short) >= least and long.startswith(short)


def _owner(annex: _File, mains: Sequence[_File]) -> _File | None:
    """Return the one letter that ``annex`` belongs to, None where none or several might be."""
    rules = (
        [main for main in mains if main.names(annex)],
        [main for main in mains if annex.marked and main.shares_name(annex)],
        [main for main in mains if annex.marked and main.listed and len(mains) == 1],
    )
    return next((found[0] for found in rules if len(found) == 1), None)


def _join(main: Document, annexes: Sequence[Document]) -> Document:
    """Return the letter with the texts of its annexes behind its own."""
    text, blocks = main.text, list(main.blocks)
    notes = list(main.warnings)
    digest = hashlib.sha256(main.digest.encode("ascii"))
    for annex in annexes:
        shift = len(text) + 1
        tables = 1 + max((block.table for block in blocks if block.table is not None), default=-1)
        text += "\n" + annex.text
        blocks += [_moved(block, shift, tables) for block in annex.blocks]
        digest.update(annex.digest.encode("ascii"))
        name = annex.source.replace("\\", "/").rpartition("/")[2]
        notes.append(Note(f"已并入附件：{name}", f"annex joined: {name}"))
        notes += [_of_annex(name, note) for note in annex.warnings]
    return replace(
        main, text=text, blocks=tuple(blocks), digest=digest.hexdigest(), warnings=tuple(notes)
    )


def _of_annex(name: str, note: str) -> Note:
    return Note(f"{name}：{note}", f"{name}: {note.tell('en') if isinstance(note, Note) else note}")


def _moved(block: Block, shift: int, tables: int) -> Block:
    span = Span(block.span.start + shift, block.span.end + shift)
    return replace(block, span=span, table=None if block.table is None else block.table + tables)


def _belonging(files: Iterable[_File]) -> dict[int, list[int]]:
    """Return which files of one folder belong to which letter, by place."""
    files = list(files)
    if len(files) < 2 or not any(file.marked or file.listed for file in files):
        return {}
    mains: list[_File] = []
    others: list[_File] = []
    for file in files:
        replies = [letter for letter in letters(file.document) if letter.is_reply]
        if len(replies) == 1:
            mains.append(file)
        elif not replies:
            others.append(file)
    result: dict[int, list[int]] = defaultdict(list)
    for annex in others:
        owner = _owner(annex, mains)
        if owner:
            result[owner.place].append(annex.place)
    return result


def with_annexes(documents: Sequence[Document]) -> list[Document | None]:
    r"""Return the documents, a letter with its annexes as one; None where an annex was.

    An annex lies in the folder of its letter, is no reply letter itself, and either stands by its
    title or file name in the letter's list 附件：1.…, or says that it is an annex (附件1… as file
    name or first line) and is named like the letter (第12号答复附件1 beside 第12号答复正文) or
    lies beside one letter only, which has such a list. What might belong to two letters stays
    apart. Offsets of the result count the joined text; what was joined is said in its warnings.

    >>> letter = "关于第12号提案的答复\n李明委员：\n您提的《关于修渠的提案》收悉，答复如下：\n好。"
    >>> files = {"a/12号正文.txt": letter, "a/12号附件1.txt": "附件1\n经费表"}
    >>> one, two = with_annexes(
    ...     [Document(name, name, "00", "text/plain", text) for name, text in files.items()])
    >>> one.text[-7:] if one else "", two
    ('附件1\n经费表', None)
    """
    folders: dict[str, list[_File]] = defaultdict(list)
    for place, document in enumerate(documents):
        folders[folder(document.source)].append(_File(place, document))
    result: list[Document | None] = list(documents)
    for files in folders.values():
        for main, annexes in _belonging(files).items():
            kept: list[int] = []
            length = len(documents[main].text)
            for annex in annexes:
                length += len(documents[annex].text) + 1
                if length <= MOST:
                    kept.append(annex)
            result[main] = _join(documents[main], [documents[annex] for annex in kept])
            for annex in kept:
                result[annex] = None
    return result
