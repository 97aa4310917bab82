"""What asks nothing of the documents is told from a question before anything is searched."""

from retrieval.answer import STEPS, Answer
from retrieval.question.analysis import language_of
from retrieval.question.dialogue_act import dialogue_act


def no_question(text: str, explained: bool) -> Answer | None:
    """The answer, without passages, to a greeting, thanks and the like (`not_a_question`), and to a wish for what is
    not done here (`not_supported`), with an empty list of reasons if `explained`; None for a question."""
    act = dialogue_act(text)
    if act is None:
        return None
    return Answer(
        question=text,
        language=language_of(text),
        answered=False,
        reason="not_supported" if act == "wish" else "not_a_question",
        answer=None,
        confidence=0.0,
        passages=(),
        milliseconds=dict.fromkeys(("total", *STEPS), 0.0),
        reasons=() if explained else None,
    )


def shows_examples(text: str) -> bool:
    """Whether the answer to what is no question shows what to ask instead."""
    return dialogue_act(text) in ("greeting", "capability", "wish")
