"""Where documents come from: files, folders, patterns, zip files, standard input."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from replygraph.errors import ReadError, ReplygraphError
from replygraph.read.archive import member, open_zip
from replygraph.read.pieces import MAX_BYTES

#: name and content of a source, or why it cannot be had
Source = tuple[str, bytes | ReplygraphError]

_MAX_ZIP_DEPTH = 3
# What systems and editors leave beside letters.
_LITTER = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
_PARTS_OF_OFFICE = ("[Content_Types].xml", "mimetype", "OFD.xml")


def _litter(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return any(part in _LITTER or part.startswith((".", "~$")) for part in parts if part)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES and path.suffix.lower() != ".zip":
            # One byte too many is enough for `read` to refuse it without loading the rest.
            with path.open("rb") as stream:
                return stream.read(MAX_BYTES + 1)
        return path.read_bytes()
    except OSError as error:
        raise ReadError(
            f"{path}：无法打开（{error.strerror}）；请检查路径和权限。",
            f"{path}: cannot be opened ({error.strerror}); check path and permissions.",
        ) from error


def _name_in_zip(name: str, flags: int) -> str:
    """Return a member's name; Chinese Windows packs GBK names without saying so."""
    if flags & 0x800:
        return name
    try:
        return name.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return name


def _printable(path: Path) -> str:
    """Return the path as text; names that a GBK system stored are no UTF-8."""
    name = str(path)
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return os.fsencode(path).decode("gb18030", "replace")
    return name


def is_plain_zip(data: bytes) -> bool:
    """Tell whether ``data`` is a zip of files, not a Word or ODF document."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        names = open_zip(data, "").namelist()
    except ReadError:
        return False
    return not any(name in _PARTS_OF_OFFICE for name in names)


def unpack(data: bytes, source: str, depth: int = 0) -> Iterator[Source]:
    """Yield source and bytes of every file in a zip, zips inside included, in order of names.

    Bombs, damaged and encrypted members come as the error that names them; the others go on.
    """
    try:
        archive = open_zip(data, source)
    except ReplygraphError as error:
        yield source, error
        return
    infos = [info for info in archive.infolist() if not info.is_dir()]
    for info in sorted(infos, key=lambda one: one.filename):
        name = _name_in_zip(info.filename, info.flag_bits)
        if _litter(name):
            continue
        try:
            content = member(archive, info.filename, f"{source}!/{name}")
        except ReplygraphError as error:
            yield f"{source}!/{name}", error
            continue
        yield from expand(f"{source}!/{name}", content, depth + 1)


def expand(source: str, data: bytes, depth: int = 0) -> Iterator[Source]:
    """Yield the source itself or, where it is a zip of files, every file in it."""
    if not is_plain_zip(data):
        yield source, data
    elif depth >= _MAX_ZIP_DEPTH:
        yield (
            source,
            ReadError(
                f"{source}：压缩包嵌套超过 {_MAX_ZIP_DEPTH} 层；请先解压。",
                f"{source}: zip files nested more than {_MAX_ZIP_DEPTH} deep; unpack it first.",
            ),
        )
    else:
        yield from unpack(data, source, depth)


def files(path: str) -> Iterator[Path]:
    """Yield the files at a path, in a folder or of a pattern, in order of names.

    Raises ReadError where there is none.
    """
    place = Path(path)
    if place.is_dir():
        inside = (file for file in place.rglob("*") if file.is_file())
        yield from sorted(
            (file for file in inside if not _litter(str(file.relative_to(place)))),
            key=lambda file: file.as_posix(),
        )
    elif place.exists():
        yield place
    else:
        found = sorted(glob.glob(path, recursive=True))  # noqa: PTH207  takes absolute patterns
        if not found:
            raise ReadError(
                f"{path}：没有这个文件或文件夹；请检查路径。",
                f"{path}: no such file or folder; check the path.",
            )
        for name in found:
            if Path(name).is_file():
                yield Path(name)


def sources(paths: Iterable[str | Path]) -> Iterator[Source]:
    """Yield source and bytes, or the error, for every document in ``paths``.

    Takes files, folders, patterns (``*.docx``, ``**/*.txt``), zip files (named
    ``a.zip!/folder/b.docx``) and ``-`` for standard input; in order of names, the same on every
    machine. A path that does not exist or a zip that cannot be unpacked comes as a ReadError that
    names it, in its place among the others.
    """
    for path in map(str, paths):
        if path == "-":
            yield from expand("-", sys.stdin.buffer.read(MAX_BYTES + 1))
            continue
        try:
            for file in files(path):
                try:
                    data = _bytes(file)
                except ReplygraphError as error:
                    yield _printable(file), error
                    continue
                yield from expand(_printable(file), data)
        except ReplygraphError as error:
            yield path, error
