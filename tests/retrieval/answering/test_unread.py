"""Questions to the bundled sample where no passage is read for its answer."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import retrieval.sample
from embeddings import AnswerReader
from retrieval import library as library_module
from retrieval.evidence.answerability import LEAST_UNREAD
from retrieval.library import Library
from retrieval.settings import ReadingSettings, Settings

QUESTIONS = [
    json.loads(line)
    for line in Path(retrieval.sample.__file__).with_name("sample-questions.jsonl").read_text("utf-8").splitlines()
]
MOST = 0.85


@pytest.fixture(scope="module")
def unread(sample_directory: Path) -> Iterator[Library]:
    """A library that reads no answers, and in which nothing can be loaded that would."""

    def refuse(*_: object) -> AnswerReader:
        raise AssertionError("a reader was loaded")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library_module, "load_reader", refuse)
        with Library.open(Settings(data_dir=sample_directory, reading=ReadingSettings(answers=False))) as library:
            yield library


def test_most_of_what_is_stated_is_found_and_of_what_is_not_is_refused(unread: Library) -> None:
    right = 0
    for question in QUESTIONS:
        answer = unread.ask(question["question"])
        first = answer.passages[0].text if answer.passages else ""
        found = any("".join(piece.split()) in "".join(first.split()) for piece in question["evidence"])
        right += answer.answered == bool(question["evidence"]) and found == answer.answered
    assert right >= MOST * len(QUESTIONS)


def test_the_sentence_is_the_answer_and_nothing_is_read(unread: Library) -> None:
    answer = unread.ask("云岭的绿电占用电量的比重是多少？")
    assert (answer.answered, answer.answer) == (True, None)
    assert "37%" in answer.passages[0].highlight
    assert answer.passages[0].highlight in answer.passages[0].text
    assert answer.milliseconds["read"] == 0
    assert LEAST_UNREAD <= answer.confidence <= 1


def test_what_is_not_there_is_refused_with_the_closest_passages(unread: Library) -> None:
    answer = unread.ask("临汾经济开发区有多少所学校？")
    assert (answer.answered, answer.answer) == (False, None)
    assert answer.passages


def test_what_is_half_there_is_never_sure(unread: Library) -> None:
    answer = unread.ask("翠湾工业园区的幼儿园有多少个班？")
    assert not answer.answered or answer.doubted
