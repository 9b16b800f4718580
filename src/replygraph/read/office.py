"""Old Word, WPS, RTF and ODF files, through LibreOffice, many in one call."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from replygraph.errors import MachineError, ReadError, ReplygraphError
from replygraph.read.pieces import stem
from replygraph.read.word import read_docx

if TYPE_CHECKING:
    from collections.abc import Sequence

    from replygraph.model import Document

_PROGRAMS = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
#: Seconds for one file, and for the whole of a batch.
_SECONDS = 50
_BATCH_SECONDS = 240


def converter() -> str | None:
    """Return the LibreOffice program, None where it is not installed."""
    for name in _PROGRAMS:
        found = shutil.which(name)
        if found:
            return found
    return next((place for place in _PLACES if Path(place).exists()), None)


def _missing(source: str) -> MachineError:
    return MachineError(
        f"{source}：读取 .doc、.wps、.rtf、.odt 需要 LibreOffice，本机没有找到；"
        "Debian/Ubuntu 请安装 libreoffice-writer-nogui（或 libreoffice-writer），"
        "Windows、macOS 请安装 LibreOffice；也可先另存为 .docx。",
        f"{source}: .doc, .wps, .rtf and .odt need LibreOffice, which was not found; "
        "install libreoffice-writer-nogui (Debian/Ubuntu) or LibreOffice (Windows, "
        "macOS), or save the file as .docx.",
    )


def _run(program: str, folder: Path, names: Sequence[str], seconds: int) -> bool:
    """Convert ``names`` in ``folder/in`` to ``folder/out``; False where time ran out."""
    command = [
        program,
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(folder / "out"),
        *(str(folder / "in" / name) for name in names),
    ]
    # A group of its own: LibreOffice starts a child that would outlive it.
    process = subprocess.Popen(  # noqa: S603  names are ours, no shell
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=os.name != "nt",
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        if os.name == "nt":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return False
    return True


def _take(
    folder: Path, name: str, source: str, data: bytes, media_type: str
) -> Document | ReplygraphError:
    made = folder / "out" / f"{Path(name).stem}.docx"
    if not made.exists():
        return ReadError(
            f"{source}：LibreOffice 无法打开；文件可能损坏或加密，请另存为 .docx。",
            f"{source}: LibreOffice cannot open it, it may be damaged or encrypted; save it "
            "as .docx.",
        )
    try:
        document = read_docx(made.read_bytes(), source)
    except ReplygraphError as error:
        return error
    return replace(
        document, id=stem(source), digest=sha256(data).hexdigest(), media_type=media_type
    )


def read_office(
    files: Sequence[tuple[str, bytes, str, str]],
) -> list[Document | ReplygraphError]:
    """Return a document or an error for each (source, bytes, suffix, media type), in order.

    All are converted in one call; what that call did not manage is tried once more alone. Errors
    are returned, not raised, so that one bad file does not stop the others.
    """
    program = converter()
    if program is None:
        return [_missing(source) for source, _data, _suffix, _type in files]
    with tempfile.TemporaryDirectory(prefix="replygraph-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        (folder / "in").mkdir()
        (folder / "out").mkdir()
        names = [f"f{index}{suffix}" for index, (_s, _d, suffix, _t) in enumerate(files)]
        for name, (_source, data, _suffix, _type) in zip(names, files, strict=True):
            (folder / "in" / name).write_bytes(data)
        try:
            _run(program, folder, names, min(_BATCH_SECONDS, _SECONDS + 5 * len(files)))
            for name in names:
                if len(names) > 1 and not (folder / "out" / f"{Path(name).stem}.docx").exists():
                    _run(program, folder, [name], _SECONDS)
        except OSError as error:
            message = f"LibreOffice 无法启动（{error.strerror}）；请检查安装：{program}"
            english = f"LibreOffice does not start ({error.strerror}); check how it is installed"
            return [
                MachineError(f"{source}：{message}", f"{source}: {english}: {program}")
                for source, *_rest in files
            ]
        return [
            _take(folder, name, source, data, media_type)
            for name, (source, data, _suffix, media_type) in zip(names, files, strict=True)
        ]
