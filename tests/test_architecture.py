"""How the packages hang together: imports run one way, as the tables say, and asking loads nothing heavy."""

import ast
import graphlib
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import command

PROJECT = Path(__file__).parents[1]
PACKAGES = ("embeddings", "retrieval", "bot")
"""From the ground up: a package may import itself and those before it."""

SHARED = {"document", "errors", "settings", "answer"}
"""The shared types at the top of `retrieval`."""

ALLOWED = {
    "document": set(),
    "errors": set(),
    "settings": set(),
    "answer": {"document"},
    "text": {"document"},
    "numbers": {"text"},
    "sources": {"document", "errors", "text"},
    "readers": {"document", "errors", "numbers", "sources", "text"},
    "layout": {"document", "text"},
    "passages": {"document", "text"},
    "storage": {"document", "errors", "passages", "text"},
    "indexes": {"document", "errors", "numbers", "passages", "storage", "text"},
    "ingestion": {"document", "errors", "indexes", "layout", "passages", "readers", "sources", "storage", "text"},
    "question": {"document", "numbers", "text"},
    "extraction": {"document", "indexes", "numbers", "passages", "question", "text"},
    "ranking": {"document", "extraction", "indexes", "numbers", "question", "storage", "text"},
    "search": {"document", "errors", "indexes", "numbers", "question", "ranking", "storage", "text"},
    "evidence": {"answer", "document", "extraction", "indexes", "numbers", "question", "ranking", "text"},
    "citation": {"answer", "document", "errors", "numbers", "readers", "sources", "storage", "text"},
    "answering": {
        "answer", "citation", "document", "evidence", "numbers", "question", "ranking", "search", "storage",
    },
    "evaluation": {"answer", "errors"},
    "library": {
        "answer", "answering", "citation", "errors", "indexes", "ingestion", "question", "readers", "search",
        "settings", "sources", "storage",
    },
}  # fmt: skip
"""What each part of `retrieval` may import of the others, in the order in which data flows; README and the way of a
question in docs/architecture.md follow it."""

MOST_MODULES = 16
"""In one package."""

HEAVY = ("torch", "sentence_transformers", "transformers", "telegram", "scipy", "sklearn")

MODULES = [path for package in PACKAGES for path in sorted((PROJECT / package).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    """The top-level names that a module imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative import in line {node.lineno}"
            names.add((node.module or "").split(".")[0])
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_imports_run_one_way(path):
    package = path.relative_to(PROJECT).parts[0]
    above = PACKAGES[PACKAGES.index(package) + 1 :]
    assert not imported(path) & {*above, "tests", "benchmarks"}


def parts_imported(path: Path) -> set[str]:
    """The parts of `retrieval` that a module imports: packages, and modules at its top."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "retrieval":
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("retrieval."):
            names.add(str(node.module).split(".")[1])
        elif isinstance(node, ast.Import):
            names.update(alias.name.split(".")[1] for alias in node.names if alias.name.startswith("retrieval."))
    return names


def test_retrieval_holds_the_facade_the_shared_types_and_packages():
    top = PROJECT / "retrieval"
    assert {path.stem for path in top.glob("*.py")} == {"__init__", "library"} | SHARED
    packages = {path.parent.name for path in top.glob("*/__init__.py")} - {"sample"}
    assert packages == set(ALLOWED) - SHARED - {"library"}


@pytest.mark.parametrize("part", ALLOWED)
def test_parts_of_retrieval_import_what_the_table_says(part):
    top = PROJECT / "retrieval"
    paths = sorted((top / part).rglob("*.py")) or [top / f"{part}.py"]
    used = {other for path in paths for other in parts_imported(path)} - {part}
    assert used == ALLOWED[part], "the table is what is there, no more and no less"


def test_the_table_has_no_circle():
    graphlib.TopologicalSorter(ALLOWED).prepare()


def test_no_package_is_crowded():
    folders = {path.parent for path in MODULES}
    crowded = {str(folder.relative_to(PROJECT)): len(list(folder.glob("*.py"))) for folder in folders}
    assert not {folder: count for folder, count in crowded.items() if count > MOST_MODULES}


def test_asking_loads_nothing_heavy(data_dir):
    program = (
        "import sys; from bot.main import app\n"
        "try: app(['--data-dir', sys.argv[1], 'ask', 'Which zone cut approval time by 37.5%?'])\n"
        "except SystemExit as end: assert end.code == 0, end.code\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", program, data_dir], capture_output=True, encoding="utf-8", check=True
    )
    assert "37.5%" in result.stdout
    assert not set(HEAVY) & set(result.stderr.split())


@pytest.mark.parametrize("verb", ["--help", "--version"])
def test_help_does_not_load_the_library(verb):
    importing = [sys.executable, "-X", "importtime", *command(verb)]
    result = subprocess.run(importing, capture_output=True, encoding="utf-8", check=True)
    assert "bot.main" in result.stderr
    assert "retrieval.library" not in result.stderr
