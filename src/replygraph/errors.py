"""The errors that replygraph raises on purpose; each names file, place and remedy."""

from __future__ import annotations

from typing import Self


class ReplygraphError(Exception):
    """Base of all errors: what to tell the user, in Chinese and, where given, in English.

    >>> error = ReplygraphError("a.docx：文件为空，请重新导出。", "a.docx: empty; export it anew.")
    >>> str(error)
    'a.docx：文件为空，请重新导出。'
    >>> error.tell("en")
    'a.docx: empty; export it anew.'
    """

    #: the process's exit status when this error ends the run
    exit_status = 1

    def __init__(self, zh: str, en: str | None = None) -> None:
        """Keep both wordings; ``str()`` gives the Chinese one."""
        super().__init__(zh)
        self.zh = zh
        self.en = en or zh

    def __reduce__(self) -> tuple[type[ReplygraphError], tuple[str, str]]:
        """Let the error travel between processes with both wordings."""
        return (type(self), (self.zh, self.en))

    def tell(self, language: str = "zh") -> str:
        """Return the wording in ``language`` (``zh`` or ``en``)."""
        return self.en if language == "en" else self.zh


class Note(str):
    """A warning about a file: the Chinese words, which a record keeps, and English ones beside.

    >>> note = Note("删除了 2 个控制字符。", "2 control characters were removed.")
    >>> note, note.tell("en")
    ('删除了 2 个控制字符。', '2 control characters were removed.')
    """

    __slots__ = ("en",)
    en: str

    def __new__(cls, zh: str, en: str) -> Self:
        """Keep both wordings; it is the Chinese one wherever it is taken for a text."""
        note = super().__new__(cls, zh)
        note.en = en
        return note

    def __reduce__(self) -> tuple[type[Note], tuple[str, str]]:
        """Let the note travel between processes with both wordings."""
        return (type(self), (str(self), self.en))

    def tell(self, language: str = "zh") -> str:
        """Return the wording in ``language`` (``zh`` or ``en``)."""
        return self.en if language == "en" else str(self)


class ReadError(ReplygraphError):
    """A file cannot be read as a document; the batch goes on without it."""


class UsageError(ReplygraphError):
    """The command was called in a way that cannot work."""

    exit_status = 2


class QueryError(ReplygraphError):
    """A SPARQL query is malformed or not allowed."""

    exit_status = 2


class StoreError(ReplygraphError):
    """The store refuses or cannot do what was asked."""

    exit_status = 3


class MachineError(ReplygraphError):
    """Something outside is missing or fails: disk, converter, server."""

    exit_status = 3
