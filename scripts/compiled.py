"""The build of a wheel whose reading is compiled: hatchling calls this for every wheel.

Without ``REPLYGRAPH_COMPILE=1`` nothing happens, and the wheel is of pure Python. With it, mypyc
translates the modules that read letters into C, and `scripts/matching` their patterns, in a folder
of its own; the machine code goes into the wheel beside the sources, which stay what tracebacks
show. See docs/decisions/0011 and 0012.
"""

# ruff: noqa: INP001

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ASKED = "REPLYGRAPH_COMPILE"
#: what is compiled: the steps from text to statements, with what they all use
PACKAGES = ("text", "letter", "mentions", "resolve", "statements")
MODULES = (
    "iri.py",
    "mention.py",
    "read/pieces.py",
    "read/plain.py",
    "record.py",
    "resources/local.py",
    "resources/regions.py",
    "span.py",
)
#: stays Python: spaCy asks its factories for their signatures, which compiled ones lack
LEFT = ("mentions/components.py",)
#: type checking here is only for translating: libraries are of any type
_CONFIG = """\
[mypy]
ignore_missing_imports = True
[mypy-ahocorasick.*,lxml.*,networkx.*,numpy.*,opencc.*,pandas.*,rdflib.*,spacy.*]
follow_imports = skip
"""
_SETUP = """\
import sys
from glob import glob
from mypyc.build import mypycify
from setuptools import Extension, setup
read = mypycify(
    ["--config-file=mypy.ini", "--follow-imports=silent", *sys.argv.pop().split("|")],
    group_name="replygraph", opt_level="2", debug_level="0", multi_file=True)
match = Extension("replygraph._re", sorted(glob("patterns/*.c")), extra_compile_args=OPTIONS)
setup(name="replygraph", packages=[], ext_modules=[match, *read])
"""
#: the types of the module that takes the place of `re` in what is compiled
_TYPES = "from re import *\nfrom re import Match as Match, Pattern as Pattern\n"
_IMPORT = re.compile("^import re$", re.MULTILINE)


def has_compiler() -> bool:
    """Tell whether a C compiler is at hand; Windows keeps its own off the path."""
    named = os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc"
    return os.name == "nt" or shutil.which(shlex.split(named)[0]) is not None


def modules(package: Path) -> list[str]:
    """Return the sources to compile, from the folder that holds ``package``."""
    found = [path for name in PACKAGES for path in sorted((package / name).glob("*.py"))]
    found += [package / name for name in MODULES]
    left = {package / name for name in LEFT}
    return [path.relative_to(package.parent).as_posix() for path in found if path not in left]


def _run(folder: Path, *call: str) -> None:
    done = subprocess.run(  # noqa: S603  our own call
        [sys.executable, *call], cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = "\n".join((done.stdout + done.stderr).splitlines()[-30:])
        raise RuntimeError(f"the reading could not be compiled:\n{said}")


def write_patterns(folder: Path, package: Path, letters: Path) -> None:
    """Write the patterns of the reading as C; have the modules take them instead of `re`'s."""
    found = modules(package)
    names = [name.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for name in found]
    (folder / "patterns").mkdir()
    writer = Path(__file__).with_name("matching")
    _run(folder, str(writer), str(package), str(letters), str(folder / "patterns"), *names)
    (package / "_re.pyi").write_text(_TYPES, encoding="utf-8")
    for name in found:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        path.write_text(_IMPORT.sub("import replygraph._re as re", text), encoding="utf-8")


def compile_to(folder: Path, package: Path, letters: Path) -> list[Path]:
    """Compile the reading of ``package``, copied to ``folder``; return the libraries made.

    Reading ``letters`` tells which patterns it needs.
    """
    copy = folder / package.name
    shutil.copytree(package, copy, ignore=shutil.ignore_patterns("__pycache__", "*.so", "*.pyd"))
    write_patterns(folder, copy, letters)
    (folder / "mypy.ini").write_text(_CONFIG, encoding="utf-8")
    options = "[]" if os.name == "nt" else repr(["-O2", "-g0", "-w"])
    setup = _SETUP.replace("OPTIONS", options)
    (folder / "translate.py").write_text(setup, encoding="utf-8")
    jobs = f"-j{os.cpu_count() or 1}"
    call = ["translate.py", "-q", "build_ext", "--inplace", jobs]
    _run(folder, *call, "|".join(modules(copy)))
    made = [path for end in ("*.so", "*.pyd") for path in folder.glob(end)]
    return made + [path for end in ("*.so", "*.pyd") for path in copy.rglob(end)]


class Compiled(BuildHookInterface[Any]):
    """Adds the compiled modules to the wheel, where that was asked for."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile and tell hatchling what belongs into the wheel, and that it is for one system."""
        if version == "editable" or os.environ.get(ASKED, "") in ("", "0"):
            return
        if not has_compiler():
            self.app.display_warning(
                "没有 C 编译器，生成纯 Python 的 wheel（功能相同，阅读较慢）；"
                "请先安装 gcc 与 Python 头文件。\n"
                "No C compiler: the wheel is of pure Python (the same, but it reads more slowly)."
            )
            return
        self._made = tempfile.TemporaryDirectory(prefix="replygraph-compile-")
        folder = Path(self._made.name)
        root = Path(self.root)
        made = compile_to(folder, root / "src" / "replygraph", root / "data" / "letters")
        build_data["force_include"].update(
            {str(path): path.relative_to(folder).as_posix() for path in made}
        )
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was made on the way."""
        del version, build_data, artifact_path
        if made := getattr(self, "_made", None):
            made.cleanup()
