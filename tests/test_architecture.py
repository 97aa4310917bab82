"""How the packages hang together: imports run one way, and asking a question loads nothing heavy."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import command

PROJECT = Path(__file__).parents[1]
PACKAGES = ("embeddings", "retrieval", "bot")
"""From the ground up: a package may import itself and those before it."""

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
