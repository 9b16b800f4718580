"""The built wheel, installed in an empty environment, can do the whole way."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", folder, ROOT],
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


def test_it_carries_ontology_and_sample_letters_but_no_gold(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert "replygraph/ontology/replygraph.ttl" in names
    assert "replygraph/ontology/shapes.ttl" in names
    assert any(name.startswith("replygraph/demo_letters/") for name in names)
    assert not any("gold" in name for name in names)
    assert sum(info.file_size for info in zipfile.ZipFile(wheel).infolist()) < 30 << 20


@pytest.mark.xdist_group("wheel")
def test_the_demo_runs_from_an_empty_environment(wheel, tmp_path):
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    pip = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    requirements = ROOT / "requirements" / "run.txt"
    subprocess.run([*pip, "--require-hashes", "-r", requirements], check=True)
    subprocess.run([*pip, "--no-deps", wheel], check=True)
    done = subprocess.run(
        [tmp_path / "env" / "bin" / "replygraph", "demo", "out"],
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert (tmp_path / "out" / "network.html").stat().st_size > 100_000
    assert "联合" in done.stdout.decode("utf-8")
