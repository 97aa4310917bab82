"""One file never ends a run: whatever a step raises on a document, that one is named and the others are indexed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from small_reports import REPORTS

from retrieval.indexes import lexical
from retrieval.ingestion import indexing, planning
from retrieval.library import Library
from retrieval.storage import changes

Open = Callable[..., Library]
MARK = "惹祸"


def failing(step: Callable[..., object], error: Exception) -> Callable[..., object]:
    """A step that raises on whatever holds the mark, as one with a fault would."""

    def failing_step(*arguments: object, **named: object) -> object:
        if MARK in repr((arguments, named)):
            raise error
        return step(*arguments, **named)

    return failing_step


@pytest.mark.parametrize(
    ("module", "step", "error"),
    [
        (planning, "articles", ArithmeticError("?")),
        (planning, "passages", RecursionError("?")),
        (indexing, "windows", IndexError("?")),
        (changes, "insert_document", ValueError("?")),
        (lexical, "words", ValueError("?")),
    ],
    ids=["layout", "passages", "windows", "writing", "full text"],
)
def test_a_step_that_fails_on_a_file_goes_on_without_it(
    open_library: Open, folder: Path, monkeypatch: pytest.MonkeyPatch, module: object, step: str, error: Exception
) -> None:
    (folder / "a.txt").write_text(f"镜湖新区{MARK}的一份报告。", encoding="utf-8")
    monkeypatch.setattr(module, step, failing(getattr(module, step), error))

    library = open_library()
    report = library.index([folder])

    assert sorted(report.added) == sorted(REPORTS)
    [(name, reason)] = report.skipped
    assert name == "a.txt"
    assert type(error).__name__ in reason
    assert library.ask("哪个开发区审批时限压减了58.4%？").answered

    monkeypatch.undo()
    assert library.index([folder]).added == ("a.txt",)


def test_a_text_that_the_model_fails_on_costs_its_file_only(
    open_library: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.txt").write_text(f"镜湖新区{MARK}的一份报告。", encoding="utf-8")
    library = open_library()
    encoder = type(library.encoder())
    monkeypatch.setattr(encoder, "encode_passages", failing(encoder.encode_passages, RuntimeError("?")))
    report = library.index([folder])
    assert sorted(report.added) == sorted(REPORTS)
    assert [name for name, _ in report.skipped] == ["a.txt"]


def test_what_fails_on_every_file_is_no_fault_of_theirs(
    open_library: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = open_library()

    def fails(*arguments: object, **named: object) -> None:
        raise ArithmeticError("?")

    monkeypatch.setattr(changes, "insert_document", fails)
    with pytest.raises(ArithmeticError):
        library.index([folder])
    assert not library.documents()
