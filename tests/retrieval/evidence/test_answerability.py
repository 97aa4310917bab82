"""When a question is not answered, why, and what is shown then; and why a passage or a confidence is what it is."""

import math

import pytest

from embeddings import load_reader
from retrieval.answer import Reason
from retrieval.evidence.answerability import LEAST_CONFIDENCE, SURE_CONFIDENCE, Judgement, judge, refuse_beforehand
from retrieval.library import Library
from retrieval.question.analysis import analyse
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.ranker import explain, rank, vector_of
from retrieval.ranking.reranking import read_best
from retrieval.ranking.weights import Situation
from retrieval.search.candidates import gather, query_of


def judged(library: Library, text: str) -> tuple[Judgement, list[Candidate], Situation]:
    with library.reading() as (db, snapshot):
        query = query_of(analyse(text), snapshot)
        encoder = library.encoder()
        found = gather(db, snapshot, query, vector_of(encoder.encode_queries([text])))
        situation = found.scores.situation
        reader = load_reader(encoder)
        ranked = read_best(rank(found.passages, query, found.scores), query, situation, reader)
        return judge(query, situation, ranked, reader), ranked, situation


@pytest.mark.parametrize(
    "text", ["岭南坡的审批环节减到几个？", "镜湖新区的无人机企业有多少家？", "河湾经济开发区审批时限压减64家？"]
)
def test_what_is_asked_of_one_and_said_of_another_is_the_others(library: Library, text: str) -> None:
    judgement, *_ = judged(library, text)
    assert judgement.reason == "different_subject"
    answer = library.ask(text)
    assert (answer.answered, answer.passages[0].text) == (False, judgement.ranked[0].passage.text)


def test_what_is_said_of_the_one_that_is_asked_is_answered(library: Library) -> None:
    judgement, *_ = judged(library, "岭南坡高新区的无人机企业有多少家？")
    assert judgement.reason is None


def test_a_figure_that_stands_nowhere_needs_no_confidence(library: Library) -> None:
    with library.reading() as (_, snapshot):
        judgement = refuse_beforehand(query_of(analyse("哪个开发区审批时限压减了71.9%？"), snapshot))
        assert judgement is not None
        assert (judgement.reason, judgement.missing, judgement.certain) == ("number_not_found", "71.9%", True)
        assert refuse_beforehand(query_of(analyse("哪个开发区审批时限压减了58.4%？"), snapshot)) is None


def test_the_reasons_add_up_to_the_confidence(library: Library) -> None:
    judgement, *_ = judged(library, "岭南坡高新区的无人机企业有多少家？")
    total = sum(added for _, _, added in judgement.reasons)
    assert judgement.confidence == pytest.approx(1 / (1 + math.exp(-total)))
    sizes = [abs(added) for _, _, added in judgement.reasons]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize(
    ("text", "verified"),
    [
        ("岭南坡高新区的无人机企业有多少家？", True),
        ("哪个开发区提到了无人机？", False),
        ("哪个开发区审批时限压减了58.4%？", False),
        ("镜湖新区的无人机企业有多少家？", False),
    ],
)
def test_what_would_be_answered_is_verified_where_the_sentence_is_to_say_it(
    library: Library, text: str, verified: bool
) -> None:
    judgement, *_ = judged(library, text)
    assert ("verdict" in {name for name, _, _ in judgement.reasons}) is verified


@pytest.mark.parametrize("text", ["哪个开发区审批时限压减了58.4%？", "which zone closed small paper mills by the lake"])
def test_the_reasons_of_a_candidate_add_up_to_its_score(library: Library, text: str) -> None:
    _, ranked, situation = judged(library, text)
    for candidate in ranked:
        reasons = explain(candidate, situation)
        assert sum(added for _, _, added in reasons) == pytest.approx(candidate.score)
        assert all(candidate.features[name] == value for name, value, _ in reasons)


@pytest.mark.parametrize(
    ("reason", "confidence", "doubted"),
    [
        (None, SURE_CONFIDENCE, False),
        (None, LEAST_CONFIDENCE, True),
        ("not_stated", LEAST_CONFIDENCE, False),
    ],
)
def test_what_is_answered_and_not_sure_is_doubted(reason: Reason | None, confidence: float, doubted: bool) -> None:
    assert Judgement(reason, confidence).doubted == doubted


def test_an_answer_is_as_certain_as_its_confidence(library: Library) -> None:
    asked = ("岭南坡高新区的无人机企业有多少家？", "岭南坡的审批环节减到几个？")
    for answer in map(library.ask, asked):
        sure = answer.confidence >= SURE_CONFIDENCE
        expected = ("sure" if sure else "perhaps") if answer.answered else "none"
        assert answer.certainty == answer.to_json()["certainty"] == expected


@pytest.mark.parametrize(
    ("question", "said"),
    [("62.6%说的是哪方面的数字", "审批时限"), ("16家指的是什么数据？", "高新技术企业"), ("64家说的是什么？", None)],
)
def test_what_a_figure_is_of_is_told_where_it_is_stated(sample: Library, question: str, said: str | None) -> None:
    answer = sample.ask(question)
    assert answer.answered is (said is not None)
    assert said is None or said in answer.passages[0].highlight
