"""The rules of the house that a reader relies on."""

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parent.parent / "src" / "replygraph"
MODULES = sorted(SRC.rglob("*.py"))
STEPS = {"read", "letter", "mentions", "resolve", "statements"}
BASE = {"model", "text", "iri", "errors", "resources"}
OWNERS = {
    "spacy": {"mentions"},
    "rdflib": {"vocab", "store"},
    "pyoxigraph": {"store"},
    "pyshacl": {"store"},
    "networkx": {"analyse"},
    "pyvis": {"show"},
    "openpyxl": {"show"},
    "pyarrow": {"show", "parts"},
    "distributed": {"cluster"},
    "dask": {"cluster"},
    "fsspec": {"parts"},
    "weasyprint": {"show"},
    "click": {"cli"},
    "rich": {"cli"},
    "docx": set(),  # tests make Word files with it; `read` reads the XML itself
    "starlette": {"serve"},
    "uvicorn": {"serve"},
    "jinja2": {"serve"},
    "pypdfium2": {"read"},
    "selectolax": {"read"},
    "lxml": {"read"},
}


def room(path: Path) -> str:
    """Return the first folder or module below the package that ``path`` belongs to."""
    return path.relative_to(SRC).parts[0].removesuffix(".py")


def imports(path: Path) -> list[tuple[str, bool]]:
    """Return (dotted name, at the top of the module) of all that ``path`` imports when run."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    top = {id(node) for node in tree.body}
    types_only = {
        id(inner)
        for node in tree.body
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    found = []
    for node in ast.walk(tree):
        if id(node) in types_only:
            continue
        if isinstance(node, ast.Import):
            found += [(alias.name, id(node) in top) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.append((node.module, id(node) in top))
            if node.module.startswith("replygraph"):
                folder = SRC.joinpath(*node.module.split(".")[1:])
                for alias in node.names:
                    if (folder / f"{alias.name}.py").exists() or (folder / alias.name).is_dir():
                        found.append((f"{node.module}.{alias.name}", id(node) in top))
    return found


def ours(path: Path) -> set[str]:
    """Return the rooms of the package that ``path`` imports from."""
    return {
        name.split(".")[1]
        for name, _ in imports(path)
        if name.startswith("replygraph.") and len(name.split(".")) > 1
    }


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SRC)))
class TestModule:
    def test_is_at_most_400_lines_and_its_functions_60(self, path):
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 400
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert node.end_lineno - node.lineno < 60, node.name

    def test_lies_at_most_two_folders_deep(self, path):
        assert len(path.relative_to(SRC).parts) <= 3

    def test_uses_a_library_only_in_the_room_that_owns_it(self, path):
        for name, _ in imports(path):
            library = name.split(".")[0]
            assert room(path) in OWNERS.get(library, {room(path)}), name

    def test_imports_only_the_rooms_below_it(self, path):
        here = room(path)
        if here in ("model", "errors", "iri", "mention", "span"):
            assert ours(path) <= {"model", "errors", "iri", "mention", "span"}
        if here in STEPS:
            assert ours(path) <= BASE | {here}
        if here not in ("cli", "__main__"):
            assert "cli" not in ours(path)


def test_a_step_after_read_touches_neither_files_nor_clock_nor_environment():
    for step in STEPS - {"read"}:
        for path in (SRC / step).rglob("*.py"):
            if path.name == "train.py":  # `make train` reads annotated letters; no step calls it
                continue
            names = {name for name, _ in imports(path)}
            assert not names & {"os", "time", "socket", "subprocess", "tempfile"}, path
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    assert node.func.id not in ("open", "print", "input"), path


def test_there_is_no_import_cycle():
    graph = {}
    for path in MODULES:
        module = ".".join(("replygraph", *path.relative_to(SRC).with_suffix("").parts))
        module = module.removesuffix(".__init__")
        names = {n for n, top in imports(path) if top and n.startswith("replygraph.")}
        below = {n for n in names if any(o.startswith(f"{n}.") for o in names)}
        graph[module] = sorted(names - {module} - below)
    done, under_way = set(), []

    def visit(module):
        if module in done or module not in graph:
            return
        assert module not in under_way, " → ".join([*under_way, module])
        under_way.append(module)
        for name in graph[module]:
            visit(name)
        under_way.pop()
        done.add(module)

    for module in sorted(graph):
        visit(module)


def test_nothing_is_open_in_the_code():
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        assert "TODO" not in text
        assert "FIXME" not in text


def test_modules_of_tests_have_names_of_their_own():
    # They are imported by name alone: of two that are called alike one hides the other.
    names = [path.name for path in Path(__file__).parent.rglob("*.py") if path.stem != "conftest"]
    assert sorted(names) == sorted(set(names))
