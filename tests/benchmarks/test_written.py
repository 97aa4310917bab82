"""How answers to the questions that were written by hand are counted."""

import pytest

from benchmarks.rows import Row
from benchmarks.written import figures
from retrieval.answer import Answer, Citation, RankedPassage

TEXT = "西林区去年修路37公里，架桥4座。"


def answer(question: str, answered: bool, document: str = "西林.txt", text: str = TEXT) -> Answer:
    citation = Citation("id", document, None, (), None, None, None, (1, 1), ((0, len(text)),), text)
    return Answer(question, "zh", answered, None, None, 1.0, (RankedPassage(1, 1.0, text, text, citation),))


def test_what_is_answered_with_the_evidence_is_right_and_what_has_none_refused() -> None:
    rows = [Row(str(number), "西林.txt", ("修路37公里",)) for number in range(4)]
    rows += [Row(str(number), "西林.txt", ()) for number in (4, 5)]
    given = [
        answer("0", True),
        answer("1", False),
        answer("2", True, "东沟.txt"),
        answer("3", True, text="西林区去年架桥4座。"),
        answer("4", True),
        answer("5", False),
    ]
    found = figures(rows, lambda question: given[int(question)])
    assert found == {
        "answerable": 4,
        "right": pytest.approx(1 / 4),
        "kept": pytest.approx(3 / 4),
        "unanswerable": 2,
        "refused": pytest.approx(1 / 2),
    }
