"""Repairs of indexes: said with their cause, of what is damaged alone, and never waited for longer than one likes."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from retrieval.errors import LibraryError, LibraryMending
from retrieval.indexes.engine import Damage
from retrieval.ingestion.mending import Mending
from retrieval.library import Library
from retrieval.settings import Settings

Answers = Callable[[Library], list[object]]
DAMAGE = Damage(3, None, "cut short")


def test_a_question_does_not_wait_longer_than_it_likes() -> None:
    go_on, begun = threading.Event(), []

    def mend(damage: Damage) -> None:
        begun.append(damage)
        assert go_on.wait(60)

    mending = Mending(mend, patience=0)
    for _ in range(3):
        with pytest.raises(LibraryMending, match="the vector index: cut short"):
            mending.mend(DAMAGE)
    go_on.set()
    Mending(lambda damage: None, patience=None).mend(DAMAGE)
    assert begun == [DAMAGE], "it is begun once, however many ask"


def test_a_repair_that_fails_says_why_and_is_tried_again() -> None:
    tries: list[Damage] = []

    def mend(damage: Damage) -> None:
        tries.append(damage)
        if len(tries) == 1:
            raise LibraryError("no room")

    mending = Mending(mend, patience=None)
    with pytest.raises(LibraryError, match="no room"):
        mending.mend(DAMAGE)
    mending.mend(DAMAGE)
    assert len(tries) == 2


@pytest.mark.parametrize(("part", "other"), [("lexical", "vectors"), ("vectors", "lexical")])
def test_what_is_damaged_is_named_and_made_anew_alone(
    library: Library, tmp_path: Path, caplog: pytest.LogCaptureFixture, answers: Answers, part: str, other: str
) -> None:
    before = answers(library)
    data = tmp_path / "library"
    kept = {path.stat().st_ino for path in (data / other).rglob("*") if path.is_file() and path.suffix != ".json"}
    for path in (data / part).rglob("*"):
        if path.is_file():
            path.write_bytes(b"")
    with caplog.at_level(logging.WARNING), Library.open(Settings(data_dir=data)) as opened:
        assert answers(opened) == before
    said = {"lexical": "full-text index", "vectors": "vector index"}
    assert f"the {said[part]}: " in caplog.text
    assert said[other] not in caplog.text
    after = {path.stat().st_ino for path in (data / other).rglob("*") if path.is_file()}
    assert after & kept


def test_compacting_gives_back_what_deletions_left(library: Library, folder: Path, answers: Answers) -> None:
    before = answers(library)
    (folder / "长.txt").write_text("。" * 300_000 + "远山园区投产。", encoding="utf-8")
    library.index([folder])
    (folder / "长.txt").unlink()
    library.index([folder])
    assert library.compact() > 500_000
    assert answers(library) == before
