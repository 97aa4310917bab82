"""A library whose indexes are in Milvus: the answers of one with files, also when Milvus has been gone."""

import logging
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from milvus_servers import LiteServer
from small_reports import LAKE, QUESTIONS, write

from retrieval.answer import Answer
from retrieval.errors import EngineUnavailable, SettingsError
from retrieval.library import Library
from retrieval.search.filters import Filter
from retrieval.settings import Settings


def told(answer: Answer) -> tuple[object, ...]:
    """What an answer says, and how sure it is."""
    passages = [(one.citation.id, one.text, round(one.score, 3)) for one in answer.passages]
    return answer.answered, answer.reason, answer.answer, round(answer.confidence, 3), passages


def test_answers_are_those_of_files_wherever_the_indexes_go(
    tmp_path: Path, in_milvus: Callable[..., Settings], caplog: pytest.LogCaptureFixture
) -> None:
    reports = write(tmp_path / "reports")
    files, there = Settings(data_dir=tmp_path / "library"), in_milvus(tmp_path / "library")
    narrowed = Filter(document="镜湖.md")
    with Library.open(files) as library:
        library.index([reports])
        wanted = [told(library.ask(question)) for question in QUESTIONS]
        wanted_there = told(library.ask(QUESTIONS[0], within=narrowed))
    with Library.open(there) as library, caplog.at_level(logging.WARNING):
        assert [told(library.ask(question)) for question in QUESTIONS] == wanted
        assert "not kept in Milvus until now" in caplog.text
        assert told(library.ask(QUESTIONS[0], within=narrowed)) == wanted_there
        (reports / "镜湖.md").write_text(LAKE.replace("18 家", "19 家"), encoding="utf-8")
        library.index([reports])
        library.remove("河湾.txt")
        changed = [told(library.ask(question)) for question in QUESTIONS]
        assert changed != wanted
    assert not list((tmp_path / "library").glob("lexical/*"))
    with Library.open(files) as library:
        assert [told(library.ask(question)) for question in QUESTIONS] == changed


def test_a_question_is_answered_again_as_soon_as_milvus_is_back(own: LiteServer, tmp_path: Path) -> None:
    chosen = Settings.model_validate({"data_dir": tmp_path / "library", "engine": "milvus", "milvus": {"uri": own.uri}})
    with Library.open(chosen) as library:
        library.index([write(tmp_path / "reports")])
        before = told(library.ask(QUESTIONS[0]))
        own.stop()
        with pytest.raises(EngineUnavailable, match="cannot be reached"):
            library.ask(QUESTIONS[0])
        own.start()
        assert told(library.ask(QUESTIONS[0])) == before
        own.lose_everything()
        assert told(library.ask(QUESTIONS[0])) == before


def test_without_the_driver_it_is_said_how_to_get_it(
    tmp_path: Path, in_milvus: Callable[..., Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pymilvus", None)
    with Library.open(in_milvus(tmp_path)) as library, pytest.raises(SettingsError, match=r"yuanwen\[milvus\]"):
        library.index([write(tmp_path / "reports")])
