"""The errors that replygraph raises on purpose; each names file, place and remedy."""


class ReplygraphError(Exception):
    """Base of all errors; its text is shown to the user as it stands.

    >>> raise ReplygraphError("a.docx：文件为空，请重新导出。")
    Traceback (most recent call last):
    ...
    replygraph.errors.ReplygraphError: a.docx：文件为空，请重新导出。
    """

    #: the process's exit status when this error ends the run
    exit_status = 1


class ReadError(ReplygraphError):
    """A file cannot be read as a document; the batch goes on without it."""


class UsageError(ReplygraphError):
    """The command was called in a way that cannot work."""

    exit_status = 2


class StoreError(ReplygraphError):
    """The store refuses or cannot do what was asked."""

    exit_status = 3


class MachineError(ReplygraphError):
    """Something outside is missing or fails: disk, converter, server."""

    exit_status = 3


class QueryError(ReplygraphError):
    """A SPARQL query is malformed or not allowed."""

    exit_status = 2
