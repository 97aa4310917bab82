"""What both faces say in the same words."""

from dataclasses import replace
from typing import get_args

import pytest

from bot.messages import LANGUAGES, messages
from bot.wording.facts import reply, understood
from retrieval.answer import Answer, Carried
from retrieval.answering.small_talk import no_question
from retrieval.question.dialogue_act import DialogueAct

SAID = {
    "greeting": "hello",
    "thanks": "thanks",
    "farewell": "bye",
    "assent": "ok",
    "capability": "help",
    "wish": "summarize the report",
}


@pytest.mark.parametrize("act", get_args(DialogueAct))
@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_is_no_question_is_answered_in_words(act, language):
    answer = no_question(SAID[act], explained=False)
    words = messages(language)
    assert reply(answer, language) == words[f"reply_{act}"].format(example=words["example"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_taken_from_the_question_before_is_told(language):
    leaning = Answer("那松岭呢？", language, False, "not_stated", None, 0.0, (), understood_as="松岭2024年出口多少？")
    assert understood(leaning, language) == messages(language)["understood_as"].format(question=leaning.understood_as)
    carried = Carried(("2024年",), (("青河", "松岭"),), ("2024年",))
    told, remark = (understood(replace(leaning, carried=carried), language) or "").split("\n")
    assert all(part in told for part in ("松岭2024年出口多少？", "青河", "2024年"))
    assert remark == messages(language)["unsaid"].format(year="2024年")
    assert understood(replace(leaning, understood_as=None), language) is None
