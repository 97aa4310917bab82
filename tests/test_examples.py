"""Every example in README and docs is what the program does: commands are run, or at least understood."""

import os
import shlex
from collections.abc import Callable
from pathlib import Path

import municipal_reports
import pytest
from documented import Example, File, examples, parts, timeless
from typer.main import get_command

from bot.main import app, settings_first
from retrieval.library import Library
from retrieval.settings import Settings

PROJECT = Path(__file__).parents[1]
PAGES = {
    str(page.relative_to(PROJECT)): page.read_text(encoding="utf-8")
    for page in sorted([*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md")])
}
ALL = [(name, example) for name, page in PAGES.items() for example in examples(page)]
LASTING = {"bot", "chat", "mcp", "serve"}
"""Verbs that go on until they are ended."""

RUN = {name for name, example in ALL if example.is_run}


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The libraries that examples are run over, by the name in their marks."""
    found = {name: tmp_path_factory.mktemp("library") for name in ("the sample", "reports of five cities")}
    sample = PROJECT / "retrieval/sample/sample-report.txt"
    cities = municipal_reports.write(tmp_path_factory.mktemp("cities"))
    for data, path in zip(found.values(), (sample, cities), strict=True):
        with Library.open(Settings(data_dir=data)) as library:
            library.index([path])
    return found


@pytest.mark.parametrize("name", sorted(RUN))
def test_what_is_shown_is_what_is_printed(name: str, libraries: dict[str, Path], cli: Callable) -> None:
    """The blocks of a page one after another, by one person with one home."""
    for part in parts(PAGES[name]):
        if isinstance(part, File):
            path = Path.home() / part.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(part.text, encoding="utf-8")
        elif part.is_run:
            run(part, libraries, cli)


def run(example: Example, libraries: dict[str, Path], cli: Callable) -> None:
    over = (example.mark or "").removeprefix("run over: ")
    library = ("--data-dir", libraries[over]) if over else ()
    for step in example.steps:
        program, *arguments = shlex.split(step.typed, comments=True)
        assert program == "yuanwen" and not LASTING & {*arguments}, f"{step.typed} cannot be run here: mark its block"
        result = cli(*library, *map(os.path.expanduser, arguments))
        assert result.exit_code in (0, 1), result.output
        if step.printed:
            assert timeless(result.stdout or result.stderr) == timeless(step.printed)


@pytest.mark.parametrize("name", sorted({name for name, _ in ALL}))
def test_every_command_line_is_understood(name: str) -> None:
    verbs = get_command(app)
    for example in examples(PAGES[name]):
        for arguments in [found for step in example.steps for found in step.programs()]:
            context = verbs.make_context("yuanwen", settings_first(arguments), resilient_parsing=True)
            verb, *rest = [*context._protected_args, *context.args]
            verbs.get_command(context, verb).make_context(verb, rest, parent=context)


@pytest.mark.parametrize("name", sorted({name for name, _ in ALL}))
def test_a_reason_is_given_for_what_is_not_run(name: str) -> None:
    marks = [example.mark for example in examples(PAGES[name]) if example.mark]
    assert all(mark.startswith(("run over: ", "not run: ")) for mark in marks)
    assert all(len(mark) > len("not run: ") for mark in marks)
