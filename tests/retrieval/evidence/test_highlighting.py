"""The words that are marked in a passage."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.evidence.highlighting import LONGEST, closing, stretch_about
from retrieval.indexes.term_weights import TermWeights
from retrieval.library import Library
from retrieval.question.analysis import analyse
from retrieval.ranking.query_matcher import Matcher
from retrieval.text.sentences import sentences

Mark = Callable[..., str]

LONG = (
    "为了把办事的路修短，园区先把流程图画在墙上，再把每个环节的经办人写在流程图旁边，谁慢了一眼就能看见，"
    "接着请企业代表坐到窗口里面当一天办事员，自己受理自己的材料，自己数一数要盖几个章，"
    "最后全年压减审批时限 1,062.6 小时，"
    "企业代表回去以后写了一份很长的体会，说以前总埋怨窗口慢，坐进去才知道慢在哪里，要改的不是窗口，是窗口后面那一串章。"
)


@pytest.fixture(scope="module")
def mark(sample: Library) -> Iterator[Mark]:
    """Marks in a text what answers a question, given the place of the sentence that was chosen."""
    with sample.reading() as (_, snapshot):
        term_weights = TermWeights(snapshot.indexes.lexical)

        def mark(text: str, question: str, chosen: int = 0) -> str:
            spans = sentences(text)
            matcher = Matcher(analyse(question), term_weights)
            start, end = stretch_about(spans[chosen], spans, matcher.read(text), matcher)
            return text[start:end]

        yield mark


def test_a_sentence_that_is_short_enough_is_marked_whole(mark: Mark) -> None:
    text = "厂房都建好了。审批时限压减 62.6%，手续少了一半。绿地也多了。"
    assert mark(text, "审批时限压减多少", 1) == "审批时限压减 62.6%，手续少了一半。"


def test_a_sentence_that_a_semicolon_parts_is_marked_to_its_full_stop(mark: Mark) -> None:
    text = "厂房都建好了。投资完成 43 亿元；审批时限压减 62.6%；绿地也多了。路也通了。"
    assert mark(text, "审批时限压减多少", 2) == "投资完成 43 亿元；审批时限压减 62.6%；绿地也多了。"


def test_of_a_long_sentence_the_clauses_that_answer_are_marked(mark: Mark) -> None:
    assert len(LONG) > LONGEST
    marked = mark(LONG, "全年压减审批时限多少小时？")
    assert "全年压减审批时限 1,062.6 小时" in marked
    assert len(marked) <= LONGEST
    assert LONG[LONG.index(marked) - 1] in "，。"


def test_the_comma_in_a_number_parts_no_clauses(mark: Mark) -> None:
    text = "企业" * 60 + "，投资 1,234,567 万元，" + "企业" * 60 + "。"
    assert "1,234,567 万元" in mark(text, "投资多少万元")


@pytest.mark.parametrize("text", ["章" * 300, "，" * 200 + "章。", "一二；" * 100, "A" * 300 + "。"])
def test_a_text_without_clauses_is_cut(mark: Mark, text: str) -> None:
    assert 0 < len(mark(text, "审批时限")) <= LONGEST
    assert mark(text, "审批时限") in text


PIECES = st.sampled_from(
    [
        "审批",
        "时限",
        "压减",
        "62.6%",
        "1,234 亿元",
        "，",
        "；",
        "。",
        "、",
        "：",
        " ",
        "\n",
        "“",
        "”",
        "\u3000",
        "章" * 80,
        "。”",
    ]
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.lists(PIECES, min_size=1, max_size=60).map("".join),
    choice=st.integers(0),
    asked=st.sampled_from(["审批时限压减62.6%", "which zone", "投资1,234亿元"]),
)
def test_whatever_the_text_the_mark_is_a_short_stretch_of_it(mark: Mark, text: str, choice: int, asked: str) -> None:
    spans = sentences(text)
    if spans:
        chosen = choice % len(spans)
        marked = mark(text, asked, chosen)
        assert marked in text
        assert len(marked) <= LONGEST
        start, end = spans[chosen]
        assert marked or not any(character.isalnum() for character in text[start:end])


@given(text=st.lists(PIECES, max_size=60).map("".join))
def test_the_closing_words_are_a_short_end_of_the_text(text: str) -> None:
    start, end = closing(text)
    assert 0 <= start <= end == len(text.rstrip())
    assert end - start <= LONGEST
