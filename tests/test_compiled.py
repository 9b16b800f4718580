"""A compiled wheel reads letters to the same bytes as the sources that it was made from."""

import importlib.util
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
#: made by `make compiled`; translating all takes minutes, so tests do not make it
COMPILED = ROOT / "build" / "compiled"
READ = """
import json, sys
from pathlib import Path
from replygraph import compiled
from replygraph.pipeline import records
from replygraph.read import read
from replygraph.record import to_json
found = []
for path in sorted(Path(sys.argv[1]).rglob("*.txt")):
    for record in records(read(path.read_bytes(), path.name)):
        found.append(to_json(record, with_contacts=True))
print(json.dumps([compiled(), found], ensure_ascii=False))
"""


def hook():
    spec = importlib.util.spec_from_file_location("hook", ROOT / "scripts" / "compiled.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def said(where):
    environment = os.environ | {"PYTHONPATH": str(where), "PYTHONIOENCODING": "utf-8"}
    letters = ROOT / "data" / "gold" / "letters"
    done = subprocess.run(
        [sys.executable, "-c", READ, letters], env=environment, capture_output=True, check=True
    )
    return json.loads(done.stdout)


def sources(folder):
    found = hook().modules(folder / "replygraph")
    return {name: (folder / name).read_bytes() for name in found}


def test_compiled_reading_gives_the_same_records():
    if not COMPILED.is_dir():
        pytest.skip("no compiled reading here: make compiled")
    if sources(COMPILED) != sources(ROOT / "src"):
        pytest.skip("the compiled reading is of older sources: make compiled")
    machine, theirs = said(COMPILED)
    plain, ours = said(ROOT / "src")
    assert (machine, plain) == (True, False)
    assert theirs == ours


def built(folder, **environment):
    done = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", folder, ROOT],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return next(folder.glob("*.whl")), done.stdout + done.stderr


def test_without_a_compiler_the_wheel_is_of_pure_python_and_the_build_says_so(tmp_path):
    if os.name == "nt":
        pytest.skip("on Windows the compiler is not looked for beforehand")
    wheel, output = built(tmp_path, REPLYGRAPH_COMPILE="1", CC="no-such-compiler")
    assert wheel.name.endswith("-py3-none-any.whl")
    assert not [name for name in zipfile.ZipFile(wheel).namelist() if name.endswith(".so")]
    assert "pure Python" in output
