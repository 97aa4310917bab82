"""Questions that a library shows are questions that it answers."""

import pytest

from retrieval.answering.examples import MOST
from retrieval.library import Library
from retrieval.question.analysis import language_of


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_suggested_is_answered(library: Library, language: str) -> None:
    suggested = library.examples(language)
    assert 0 < len(suggested) <= MOST
    for question in suggested:
        assert library.ask(question).answered
        assert language_of(question) == language


def test_who_asks_what_to_ask_is_shown(library: Library) -> None:
    for text, language in (("你能做什么", "zh"), ("hello", "en"), ("总结一下", "zh")):
        answer = library.ask(text)
        assert (answer.answered, answer.passages) == (False, ())
        assert answer.suggested == library.examples(language)
        assert answer.to_json()["suggested"] == list(answer.suggested)
    assert library.ask("谢谢").suggested == ()
    assert "suggested" not in library.ask("谢谢").to_json()
