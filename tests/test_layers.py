"""Who may import whom (DESIGN §1.1), held by walking the imports of every module."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOOR = {
    "ingest.records", "ingest.errors", "ingest.settings", "ingest.worker", "ingest.worker_memory",
    "ingest.edits", "ingest.fact_edits", "ingest.pictures", "ingest.process_tree", "ingest.discover",
    "ingest.address", "ingest.archives", "ingest.differences", "ingest.reasons", "ingest.remote",
    "ingest.sendable",
}  # fmt: skip
GRAMMAR = "ingest.grammar"
STAGES = {
    "ingest.load", "ingest.clean", "ingest.structure", "ingest.metadata", "ingest.chunk",
    "ingest.extract", "ingest.embedding", "ingest.reranking", "ingest.store", "ingest.render",
}  # fmt: skip
UPSTAIRS_MAY = {
    "ingest.records", "ingest.errors", "ingest.settings", "ingest.edits", "ingest.fact_edits", "ingest.grammar",
    "ingest.address", "ingest.reasons", "ingest.sendable", "ingest.store", "ingest.embedding", "ingest.reranking", "ingest.render",
}  # fmt: skip
EVAL_MAY = UPSTAIRS_MAY | {"ingest.pipeline", "ingest.discover", "ingest.extract", "assistant"}
APP_MAY = {
    "assistant", "assistant.api.access", "assistant.api.app", "assistant.ui", "eval.ui", "ingest.pipeline", "ingest.records",
    "ingest.settings", "ingest.errors", "ingest.commands.console",
}  # fmt: skip
HEAVY = (
    "torch", "sentence_transformers", "transformers", "gradio", "chromadb", "tantivy", "langchain",
    "langchain_core", "pypdfium2", "pypdf", "docx", "pandas", "sqlalchemy", "openpyxl", "lxml",
    "httpx", "httpx2", "openai", "onnxruntime",
)  # fmt: skip
"""Packages that must not be loaded by ``import ingest, assistant``."""


def modules() -> dict[str, Path]:
    found = {}
    for package in ("ingest", "assistant", "eval"):
        for path in (ROOT / package).rglob("*.py"):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(path: Path, known: set[str]) -> set[str]:
    """Own modules that a file imports at run time, wherever the import stands; names resolved."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            base = node.module or ""
            names = {f"{base}.{alias.name}" for alias in node.names}
            found |= {n if n in known else base for n in names}
    return {name for name in found if name.split(".")[0] in ("ingest", "assistant", "eval", "app")}


def room(module: str) -> str:
    """``ingest.load.pdf`` → ``ingest.load``."""
    return ".".join(module.split(".")[:2])


MODULES = modules()
EDGES = {name: imports(path, set(MODULES)) for name, path in MODULES.items()}


@pytest.mark.parametrize("name", sorted(n for n in MODULES if room(n) in FLOOR))
def test_the_floor_imports_nothing_above_it(name: str) -> None:
    assert {room(n) for n in EDGES[name]} <= FLOOR


@pytest.mark.parametrize("name", sorted(n for n in MODULES if room(n) == GRAMMAR))
def test_grammar_stands_on_records_alone(name: str) -> None:
    assert {room(n) for n in EDGES[name]} <= {GRAMMAR, "ingest.records"}
    tree = ast.parse(MODULES[name].read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module]
            for imported in names:
                top = (imported or "").split(".")[0]
                assert top == "ingest" or top in sys.stdlib_module_names, f"{name}: {imported}"


@pytest.mark.parametrize("name", sorted(n for n in MODULES if room(n) in STAGES))
def test_stages_never_import_each_other(name: str) -> None:
    allowed = FLOOR | {GRAMMAR, room(name)}
    assert {room(n) for n in EDGES[name]} <= allowed


def test_only_the_pipeline_knows_the_order() -> None:
    knowing = {
        name for name, edges in EDGES.items()
        if name.startswith("ingest") and len({room(e) for e in edges} & (STAGES - {room(name)})) > 1
    }  # fmt: skip
    assert {room(name) for name in knowing} == {"ingest.pipeline"}


@pytest.mark.parametrize("name", sorted(n for n in MODULES if n.startswith("assistant")))
def test_the_upper_floor_uses_the_doors_of_the_lower(name: str) -> None:
    used = {room(n) for n in EDGES[name] if n.startswith("ingest")}
    assert used <= UPSTAIRS_MAY
    assert not any(n.startswith(("eval", "app")) for n in EDGES[name])


@pytest.mark.parametrize("name", sorted(n for n in MODULES if n.startswith("assistant.ui")))
def test_the_page_knows_the_face_and_the_records(name: str) -> None:
    allowed = {"assistant", "assistant.records", "assistant.export", "assistant.ui"}
    used = {n for n in EDGES[name] if n.startswith("assistant")}
    assert {n if n in allowed else room(n) for n in used} <= allowed
    assert {room(n) for n in EDGES[name] if n.startswith("ingest")} <= FLOOR


@pytest.mark.parametrize("name", sorted(n for n in MODULES if n.startswith("assistant.api")))
def test_the_api_gives_what_the_face_gives(name: str) -> None:
    allowed = {
        "assistant", "assistant.records", "assistant.export", "assistant.api",
        "assistant.as_json", "assistant.side_by_side", "assistant.time_windows", "assistant.which",
    }  # fmt: skip
    used = {n for n in EDGES[name] if n.startswith("assistant")}
    assert {n if n in allowed else room(n) for n in used} <= allowed
    assert {room(n) for n in EDGES[name] if n.startswith("ingest")} <= FLOOR


@pytest.mark.parametrize("name", sorted(n for n in MODULES if n.startswith("eval")))
def test_eval_measures_from_outside(name: str) -> None:
    used = {room(n) for n in EDGES[name] if not n.startswith("eval")}
    if room(name) in ("eval.ui", "eval.workbench"):  # the evaluators' tab looks like the others
        used -= {"assistant.ui"}
    assert used <= EVAL_MAY | {
        "assistant.records",
        "assistant.fusion",
        "assistant.sufficiency",
        "assistant.ordering",
        "assistant.guard",
        "assistant.list_signals",
        "assistant.list_weights",
    }


def test_nobody_imports_eval_or_app() -> None:
    for name, edges in EDGES.items():
        if not name.startswith("eval"):
            assert not any(e.split(".")[0] in ("eval", "app") for e in edges), name


def test_the_app_assembles_faces_only() -> None:
    assert imports(ROOT / "app.py", set(MODULES)) <= APP_MAY | {
        n for n in MODULES if n.startswith("assistant.ui")
    }


@pytest.mark.parametrize("name", sorted(MODULES))
def test_nobody_imports_its_own_package_init(name: str) -> None:
    """A module inside a package reaches for the sibling module, never for the package's face."""
    path = MODULES[name]
    if path.name == "__init__.py":
        return
    package = name.rsplit(".", 1)[0]
    if package in ("ingest", "assistant", "eval"):  # the top level's __init__ are docstrings, lazy
        return
    assert package not in EDGES[name], f"{name} imports its own __init__"


@pytest.mark.parametrize("package", ["ingest.records", "ingest.fact_edits"])
def test_rooms_are_entered_by_their_face(package: str) -> None:
    """These were one module and are still imported as one: the face lists all that is public."""
    for name, edges in EDGES.items():
        if room(name) != package:
            assert not {e for e in edges if e.startswith(f"{package}.")}, name
    face = importlib.import_module(package)
    for name in MODULES:
        if name.startswith(f"{package}."):
            tree = ast.parse(MODULES[name].read_text(encoding="utf-8"))
            made = {n.name for n in tree.body if isinstance(n, ast.ClassDef | ast.FunctionDef)}
            assert {n for n in made if not n.startswith("_")} <= set(face.__all__), name


def test_importing_is_light() -> None:
    """Milliseconds, and nothing heavy."""
    code = (
        "import sys, time; t = time.perf_counter(); import ingest, assistant;"
        "s = time.perf_counter() - t;"
        f"print(s, [m for m in {HEAVY!r} if m in sys.modules])"
    )
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    ).stdout
    seconds, heavy = out.split(" ", 1)
    assert heavy.strip() == "[]"
    assert float(seconds) < 0.1 * 3, "three times the aim of 0.1 s: machines are noisy"
