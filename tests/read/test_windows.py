"""What Chinese Windows does, on Linux: a GBK locale, no fork, Chinese file names."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from samples import LETTER, make_docx, make_html, make_pdf, make_text

PROGRAM = """
import json, locale, multiprocessing, sys
from replygraph.read import read, sources

def length(item):
    source, data = item
    return len(read(data, source).text)

if __name__ == "__main__":
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        found = pool.map(length, list(sources([sys.argv[1]])))
    print(json.dumps([locale.getpreferredencoding(False), found]))
"""


@pytest.fixture(scope="module")
def gbk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a compiled zh_CN.GBK locale."""
    folder = tmp_path_factory.mktemp("locale")
    program = shutil.which("localedef")
    if program is None:
        pytest.skip("localedef is not installed: no GBK locale to test under")
    command = [program, "-i", "zh_CN", "-f", "GBK", str(folder / "zh_CN.GBK")]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("the locale sources of zh_CN are not installed: no GBK locale to test under")
    return folder


def test_files_are_read_under_a_gbk_locale_in_spawned_workers(gbk: Path, tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    for name, data in {
        "docx": make_docx(LETTER),
        "html": make_html(LETTER).encode(),
        "pdf": make_pdf(LETTER),
        "txt": make_text(LETTER).strip().encode("gb18030"),
    }.items():
        # The bytes that a GBK system stores for 答复函.
        (
            Path(os.fsdecode(bytes(letters) + b"/" + "答复函".encode("gbk") + b"." + name.encode()))
        ).write_bytes(data)
    (tmp_path / "run.py").write_text(PROGRAM, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-X", "utf8=0", str(tmp_path / "run.py"), str(letters)],
        env={**os.environ, "LOCPATH": str(gbk), "LC_ALL": "zh_CN.GBK", "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode("gbk", "replace")
    encoding, lengths = json.loads(done.stdout)
    assert encoding.upper() in ("GBK", "CP936", "GB2312")
    assert len(lengths) == 4
    assert len(set(lengths[:3])) == 1
