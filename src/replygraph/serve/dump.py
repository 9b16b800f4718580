"""Writes the dumps of a store: run as a process of its own, so that it holds up nobody."""

from __future__ import annotations

import gzip
import hashlib
import sys
from pathlib import Path
from typing import IO, cast

from replygraph.store import open_store
from replygraph.store.export import write

FORMS = ("nq", "trig")


def dump(store: Path, target: Path) -> None:
    """Write each form, compressed, and a file of checksums; equal stores give equal files."""
    sums = []
    with open_store(store) as graph:
        for form in FORMS:
            path = target / f"replygraph.{form}.gz"
            with path.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as file:
                write(graph, form, cast("IO[bytes]", file))
            digest = hashlib.sha256()
            with path.open("rb") as file:
                while part := file.read(1 << 20):
                    digest.update(part)
            sums.append(f"{digest.hexdigest()}  {path.name}\n")
    (target / "SHA256SUMS").write_text("".join(sums), encoding="ascii", newline="\n")


if __name__ == "__main__":
    dump(Path(sys.argv[1]), Path(sys.argv[2]))
