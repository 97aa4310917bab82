"""What both faces say in the same words."""

from typing import get_args

import pytest

from bot.messages import LANGUAGES, messages
from bot.wording.facts import reply
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
