"""Writes the patterns of the modules that read letters as C (docs/decisions/0012).

    python scripts/matching PACKAGE LETTERS OUT MODULE...

Which patterns those are is seen by importing PACKAGE and reading LETTERS with it: those that one
of the MODULEs compiles meanwhile. OUT gets files that build, with matching.c, the module
``PACKAGE._re``.
"""

# ruff: noqa: INP001

from __future__ import annotations

import importlib
import re
import shutil
import sys
from pathlib import Path
from typing import Any

from characters import UnwrittenError
from writer import Writer

#: patterns go into several files: a compiler needs much memory for large ones
FILES = 8


def compiled_by(package: Path, letters: Path, modules: set[str]) -> list[tuple[str, int]]:
    """Return text and flags of the patterns that ``modules`` compile to read ``letters``."""
    found = set()
    compile_ = re.compile

    def noted(pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        asks = sys._getframe(1).f_globals["__name__"]  # noqa: SLF001  who calls is what counts
        if asks in modules and isinstance(pattern, str):
            found.add((pattern, int(flags)))
        return compile_(pattern, flags)

    sys.path.insert(0, str(package.parent))
    re.compile = noted  # type: ignore[assignment]
    pipeline = importlib.import_module(f"{package.name}.pipeline")
    for name in modules:
        importlib.import_module(name)
    list(pipeline.extract_batch([(p.name, p.read_bytes()) for p in sorted(letters.iterdir())]))
    re.compile = compile_
    return sorted(found)


def main(package: str, letters: str, out: str, *modules: str) -> None:
    """Write the files."""
    folder = Path(out)
    writers = [Writer() for _ in range(FILES)]
    for number, (text, flags) in enumerate(compiled_by(Path(package), Path(letters), set(modules))):
        try:
            writers[number % FILES].add(text, flags)
        except UnwrittenError:
            continue  # such a pattern stays with `re`
    for number, writer in enumerate(writers):
        (folder / f"patterns_{number}.c").write_text(writer.file(number), encoding="ascii")
    files = "".join(f"FILE_({number})\n" for number in range(FILES))
    (folder / "files.h").write_text(files, encoding="ascii")
    for name in ("matching.c", "matching.h"):
        shutil.copy(Path(__file__).with_name(name), folder)


if __name__ == "__main__":
    main(*sys.argv[1:])
