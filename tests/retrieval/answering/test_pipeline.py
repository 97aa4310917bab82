"""Questions to the bundled sample, and what an answer promises."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import retrieval.sample
from retrieval.library import Library
from retrieval.question.dialogue_act import dialogue_act

QUESTIONS = [
    json.loads(line)
    for line in Path(retrieval.sample.__file__).with_name("sample-questions.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("哪个开发区审批时限压减62.6%？", "zh"),
        ("哪個開發區的審批時限壓減了62.6%？", "zh-Hant"),
        ("哪个开发区审批时限压减百分之六十二点六？", "zh"),
        ("which zone cut approval time by 62.6%", "en"),
        ("Which zone cut its approval time by 62.6 percent?", "en"),
    ],
)
def test_the_zone_behind_a_figure(sample: Library, question: str, language: str) -> None:
    answer = sample.ask(question)
    assert (answer.answered, answer.reason, answer.answer) == (True, None, "临汾经济开发区")
    assert answer.language == language
    first = answer.passages[0]
    assert "62.6%" in first.highlight
    assert first.citation.organizations[0] == "临汾经济开发区"
    assert first.citation.document == "sample-report.txt"
    assert first.citation.author == "沈河清"


@pytest.mark.parametrize(
    ("question", "stands"),
    [
        ("云岭的绿电占用电量的比重是多少？", "37%"),
        ("飛地園區佔地多少？", "2.6 平方公里"),
        ("翠湾工业园区的中水管网有多长？", "17 公里"),
        ("How many projects are under construction in Qinghe?", "26 个"),
        ("石桥高新区管委会主任是谁？", "陆鸣岐"),
    ],
)
def test_the_words_that_answer_are_marked(sample: Library, question: str, stands: str) -> None:
    answer = sample.ask(question)
    assert answer.answered
    assert stands in answer.passages[0].highlight


def test_most_questions_of_the_sample_find_their_evidence_first(sample: Library) -> None:
    asked = [question for question in QUESTIONS if question["evidence"]]
    found = [
        any("".join(evidence.split()) in "".join(passages[0].text.split()) for evidence in question["evidence"])
        for question in asked
        if (passages := sample.ask(question["question"]).passages)
    ]
    assert len(found) == len(asked)
    assert sum(found) / len(asked) >= 0.85


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("哪个开发区审批时限压减71.9%？", "71.9%"),
        ("哪個開發區審批時限壓減了７１．９％？", "７１．９％"),
        ("which zone cut approval time by 71.9%", "71.9%"),
        ("哪个开发区投资8437亿元？", "8437亿元"),
    ],
)
def test_a_number_that_stands_nowhere_is_named(sample: Library, question: str, missing: str) -> None:
    answer = sample.ask(question)
    assert (answer.answered, answer.reason, answer.answer) == (False, "number_not_found", None)
    assert answer.missing == missing
    assert answer.passages


@pytest.mark.parametrize("question", ["", " ", "？", "?!…", "——", "\n", "。。。", "%"])
def test_punctuation_asks_nothing(sample: Library, question: str) -> None:
    answer = sample.ask(question)
    assert (answer.answered, answer.reason, answer.passages) == (False, "empty_question", ())


@pytest.mark.parametrize("question", ["企鹅怎样喂养雏鸟？", "莎士比亚的十四行诗怎样押韵？", "量子纠缠的实验是谁做的？"])
def test_what_has_nothing_to_do_with_the_documents_is_not_answered(sample: Library, question: str) -> None:
    answer = sample.ask(question)
    assert not answer.answered
    assert answer.reason in ("nothing_relevant", "not_stated", "name_not_found")
    assert answer.answer is None


def test_half_a_character_does_not_matter(sample: Library) -> None:
    answer = sample.ask("\ud83d哪个开发区审批时限压减62.6%？\udca3")
    assert answer.answer == "临汾经济开发区"
    assert answer.question.encode()


def test_a_question_of_ten_thousand_characters_is_answered_like_any(sample: Library) -> None:
    answer = sample.ask("请告诉我，哪个开发区审批时限压减62.6%？" * 400)
    assert answer.passages
    assert "62.6%" in answer.passages[0].text


@pytest.mark.parametrize("k", [1, 3, 50])
def test_as_many_passages_as_are_asked_for_best_first(sample: Library, k: int) -> None:
    passages = sample.ask("开发区的审批时限", k).passages
    assert len(passages) == min(k, 14)
    assert [passage.rank for passage in passages] == list(range(1, len(passages) + 1))
    scores = [passage.score for passage in passages]
    assert scores == sorted(scores, reverse=True)


def test_the_time_is_told(sample: Library) -> None:
    times = sample.ask("开发区的审批时限").milliseconds
    assert set(times) == {"total", "embed", "search", "rank", "read"}
    assert all(value >= 0 for value in times.values())
    assert times["total"] >= sum(times[step] for step in ("embed", "search", "rank", "read")) > times["read"] > 0


def test_an_answer_as_json_keeps_the_contract(sample: Library) -> None:
    answer = json.loads(json.dumps(sample.ask("哪个开发区审批时限压减62.6%？").to_json()))
    assert list(answer)[:7] == ["question", "language", "answered", "reason", "answer", "confidence", "passages"]
    assert 0 <= answer["confidence"] <= 1
    for passage in answer["passages"]:
        citation = passage["citation"]
        assert passage["highlight"] in passage["text"]
        assert {"id", "document", "title", "organizations", "author", "date", "page", "lines", "spans"} <= set(citation)
        assert citation["lines"][0] <= citation["lines"][1]
        assert all(start < end for start, end in citation["spans"])


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(["审批", "哪个", "62.6%", "2024年", "how many", "Linfen", "?", "十", "亿元", "谁"])).map(
        "".join
    )
)
def test_any_question_gets_an_answer_that_keeps_its_promises(sample: Library, question: str) -> None:
    answer = sample.ask(question)
    assert answer.answered == (answer.reason is None)
    assert answer.question == question
    empty = not re.search(r"\w", question.replace("_", "")) and dialogue_act(question) is None
    assert (answer.reason == "empty_question") == empty
    assert 0 <= answer.confidence <= 1
    assert all(0 < len(passage.highlight) <= 140 for passage in answer.passages)
    assert answer.answered or answer.answer is None
