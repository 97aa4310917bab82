"""Places typed by ear."""

import pytest

from retrieval.library import Library


@pytest.mark.parametrize("question", ["林芬经济开发区审批时限压减多少？", "林汾开发区的审批时限压减了多少"])
def test_a_place_typed_by_ear_is_put_right_and_the_answer_says_so(sample: Library, question: str) -> None:
    answer = sample.ask(question)
    assert (answer.answered, answer.certainty, answer.question) == (True, "perhaps", question)
    assert answer.understood_as is not None and answer.understood_as.startswith("临汾")
    assert "62.6%" in answer.passages[0].highlight


@pytest.mark.parametrize("question", ["临汾开发区审批时限压减多少？", "临分的会开了几次？", "林业园区有几家企业？"])
def test_what_is_written_right_or_is_another_word_stays(sample: Library, question: str) -> None:
    understood = sample.ask(question).understood_as
    assert understood is None or question.startswith("临分")


def test_both_sides_of_a_comparison(sample: Library) -> None:
    answer = sample.ask("林汾开发区和石桥高新区哪个的审批时限压减得多？")
    assert answer.understood_as == "临汾开发区和石桥高新区哪个的审批时限压减得多？"
