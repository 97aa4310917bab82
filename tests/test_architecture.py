"""How the packages hang together: imports run one way, as the tables say, and asking loads nothing heavy."""

import ast
import graphlib
import re
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
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
    "indexes": {"document", "errors", "numbers", "passages", "settings", "storage", "text"},
    "ingestion": {
        "document", "errors", "indexes", "layout", "passages", "question", "readers", "sources", "storage", "text",
    },
    "question": {"document", "numbers", "text"},
    "extraction": {"document", "indexes", "numbers", "passages", "question", "text"},
    "ranking": {"document", "extraction", "indexes", "numbers", "question", "storage", "text"},
    "search": {"document", "errors", "indexes", "numbers", "question", "ranking", "storage", "text"},
    "evidence": {"answer", "document", "extraction", "indexes", "numbers", "question", "ranking", "text"},
    "citation": {"answer", "document", "errors", "numbers", "readers", "sources", "storage", "text"},
    "across": {
        "answer", "citation", "document", "indexes", "numbers", "question", "search", "storage", "text",
    },
    "answering": {
        "across", "answer", "citation", "document", "errors", "evidence", "indexes", "numbers", "question", "ranking",
        "search", "storage", "text",
    },
    "evaluation": {"answer", "errors", "text"},
    "library": {
        "answer", "answering", "citation", "errors", "indexes", "ingestion", "question", "readers", "search",
        "settings", "sources", "storage",
    },
}  # fmt: skip
"""What each part of `retrieval` may import of the others, in the order in which data flows; README and the way of a
question in docs/architecture.md follow it."""

BOT_ALLOWED = {
    "exit_codes": set(),
    "usage": set(),
    "config_file": set(),
    "config_place": set(),
    "faults": {"version"},
    "version": set(),
    "secret": set(),
    "settings": {"config_file", "config_place", "secret"},
    "messages": set(),
    "wording": {"messages"},
    "telegram": set(),
    "telegram.answer_record": set(),
    "telegram.arenas": set(),
    "telegram.library": set(),
    "telegram.http_server": set(),
    "telegram.token": {"secret", "settings"},
    "telegram.audience": {"settings"},
    "telegram.monitoring": {"telegram.http_server"},
    "telegram.transport": {"secret", "settings", "telegram.http_server", "telegram.monitoring", "telegram.token"},
    "telegram.storage": {"telegram.answer_record", "telegram.library"},
    "telegram.links": {"telegram.storage"},
    "telegram.queue": {
        "settings", "telegram.audience", "telegram.monitoring", "telegram.storage", "telegram.transport",
    },
    "telegram.views": {"messages", "telegram.answer_record", "wording"},
    "telegram.handlers": {
        "faults", "messages", "settings", "tables", "telegram.answer_record", "telegram.audience", "telegram.library",
        "telegram.links", "telegram.monitoring", "telegram.queue", "telegram.storage", "telegram.views", "wording",
    },
    "telegram.app": {
        "settings", "telegram.arenas", "telegram.handlers", "telegram.library", "telegram.links",
        "telegram.monitoring", "telegram.queue", "telegram.storage", "telegram.token", "telegram.transport",
    },
    "check_result": set(),
    "backup": {"telegram.storage", "version"},
    "doctor": {
        "backup", "check_result", "faults", "service", "settings", "telegram.storage", "telegram.token", "version",
    },
    "tables": {"messages", "wording"},
    "named": {"telegram.storage"},
    "terminal": {"check_result", "messages", "telegram.storage", "wording"},
    "model_tools": {"faults", "named", "version"},
    "service": {
        "config_place", "exit_codes", "faults", "named", "secret", "settings", "telegram.storage", "terminal",
        "version",
    },
    "session": {"faults", "settings", "telegram.storage", "terminal"},
    "verbs": {
        "backup", "doctor", "exit_codes", "messages", "model_tools", "named", "service", "tables", "telegram.app",
        "telegram.links", "telegram.storage", "terminal", "wording",
    },
    "main": {"exit_codes", "faults", "service", "session", "terminal", "usage", "verbs", "version"},
    "launch": {"exit_codes", "main", "service", "terminal"},
}  # fmt: skip
"""What each part of `bot` may import of the others."""

MOST_MODULES = 16
"""In one package."""

MOST_LINES = 300
"""In one module."""

MOST_POSITIONAL = 5
"""Arguments of a function; what needs more takes them by name, or a dataclass of them."""

OVERRIDING = {"process_request", "MapFont"}
"""Functions whose arguments another package has settled."""

HAN_RANGE = re.compile(r"(?:\\u(?:3400|4e00)|[\u3400\u4e00])\s*-", re.IGNORECASE)
"""A range that begins with the first character of a block of Han characters, escaped or as it is."""

HEAVY = (
    "matplotlib", "torch", "sentence_transformers", "transformers", "telegram", "scipy", "sklearn", "uvicorn",
    "sqlalchemy.dialects.postgresql",
)  # fmt: skip

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


@cache
def modules_imported(path: Path) -> frozenset[str]:
    """The modules, and what is in them, that a module imports, by their full names."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return frozenset(names)


def parts_imported(package: str, part: str, parts: Iterable[str]) -> set[str]:
    """The other parts of `package` that a part imports: each name counts for the longest part that it begins with."""
    place = PROJECT / package / part.replace(".", "/")
    inside = [] if any(other.startswith(f"{part}.") for other in parts) else sorted(place.rglob("*.py"))
    paths = inside or [path for path in (place.with_suffix(".py"), place / "__init__.py") if path.is_file()]
    assert paths, f"there is no {package}.{part}"
    used: set[str] = set()
    for name in set().union(*map(modules_imported, paths)):
        if name.startswith(f"{package}."):
            known = [other for other in parts if f"{name}.".startswith(f"{package}.{other}.")]
            assert known, f"{package}.{part} imports {name}, which the table does not have"
            used.add(max(known, key=len))
    return used - {part}


def test_retrieval_holds_the_facade_the_shared_types_and_packages():
    top = PROJECT / "retrieval"
    assert {path.stem for path in top.glob("*.py")} == {"__init__", "library"} | SHARED
    packages = {path.parent.name for path in top.glob("*/__init__.py")} - {"sample"}
    assert packages == set(ALLOWED) - SHARED - {"library"}


@pytest.mark.parametrize("part", ALLOWED)
def test_parts_of_retrieval_import_what_the_table_says(part):
    used = parts_imported("retrieval", part, ALLOWED)
    assert used == ALLOWED[part], "the table is what is there, no more and no less"


@pytest.mark.parametrize("part", BOT_ALLOWED)
def test_parts_of_the_bot_import_what_the_table_says(part):
    used = parts_imported("bot", part, BOT_ALLOWED)
    assert used == BOT_ALLOWED[part], "the table is what is there, no more and no less"


def test_every_module_of_the_bot_is_of_a_part():
    for path in MODULES:
        module = ".".join(path.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__")
        if module.startswith("bot."):
            assert any(f"{module}.".startswith(f"bot.{part}.") for part in BOT_ALLOWED if part != "telegram") or (
                module == "bot.telegram"
            )


@pytest.mark.parametrize("table", [ALLOWED, BOT_ALLOWED], ids=["retrieval", "bot"])
def test_the_tables_have_no_circle(table):
    graphlib.TopologicalSorter(table).prepare()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_modules_and_argument_lists_are_short(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name not in OVERRIDING:
            positional = [one for one in (*node.args.posonlyargs, *node.args.args) if one.arg not in ("self", "cls")]
            assert len(positional) <= MOST_POSITIONAL, f"{node.name} in line {node.lineno}"


def test_no_package_is_crowded():
    folders = {path.parent for path in MODULES}
    crowded = {str(folder.relative_to(PROJECT)): len(list(folder.glob("*.py"))) for folder in folders}
    assert not {folder: count for folder, count in crowded.items() if count > MOST_MODULES}


def test_ranges_of_han_characters_have_a_name():
    spelt = {path.relative_to(PROJECT).as_posix() for path in MODULES if HAN_RANGE.search(path.read_text("utf-8"))}
    assert spelt == {"retrieval/text/folding.py"}


@pytest.mark.parametrize(
    ("question", "heavy"),
    [
        ("Which zone cut approval time by 37.5%?", HEAVY),
        ("哪个开发区把审批时限压缩了37.5%？", (*HEAVY, "pypinyin.phrases_dict")),
    ],
)
def test_asking_loads_nothing_heavy(data_dir, question, heavy):
    program = (
        "import sys; from bot.main import app\n"
        "try: app(['--data-dir', *sys.argv[1:]])\n"
        "except SystemExit as end: assert end.code == 0, end.code\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", program, data_dir, "ask", question], capture_output=True, encoding="utf-8", check=True
    )
    assert "37.5%" in result.stdout
    assert not set(heavy) & set(result.stderr.split())


@pytest.mark.parametrize("verb", ["--help", "--version"])
def test_help_does_not_load_the_library(verb):
    importing = [sys.executable, "-X", "importtime", *command(verb)]
    result = subprocess.run(importing, capture_output=True, encoding="utf-8", check=True)
    assert "bot.main" in result.stderr
    assert "retrieval.library" not in result.stderr
