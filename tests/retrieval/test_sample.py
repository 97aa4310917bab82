"""The bundled sample: a page with what newspapers do to a text, and questions with evidence that stands in it."""

import json
from pathlib import Path

import pytest

import retrieval.sample
from retrieval.layout import articles
from retrieval.passages.splitting import passages
from retrieval.readers import read_document

FOLDER = Path(retrieval.sample.__file__).parent
REPORT = FOLDER / "sample-report.txt"
QUESTIONS = [json.loads(line) for line in (FOLDER / "sample-questions.jsonl").read_text(encoding="utf-8").splitlines()]

DOCUMENT = read_document(REPORT, REPORT.read_bytes())
ARTICLES = articles(DOCUMENT)
PASSAGES = passages(DOCUMENT, ARTICLES)


def bare(text: str) -> str:
    return "".join(text.split())


def test_the_page_is_read_as_its_five_articles() -> None:
    assert [(article.headline is None, article.organizations, article.author) for article in ARTICLES] == [
        (False, ("临汾经济开发区",), "沈河清"),
        (False, ("石桥高新区", "望川经济开发区"), "顾砚秋"),
        (True, ("云岭经济技术开发区",), "邬晓棠"),
        (False, ("翠湾工业园区",), "骆听雨"),
        (False, ("青禾经济开发区",), "褚南亭"),
    ]
    assert ARTICLES[1].date == "2024-09-18"


def test_its_broken_paragraphs_are_whole_again() -> None:
    text = "\n".join(passage.text for passage in PASSAGES)
    assert "一周之内必须回话" in text
    assert "形成从生产到回收的闭环" in text


def test_its_last_article_is_read_in_order_though_its_columns_were_not_taken_so() -> None:
    texts = [
        "".join(DOCUMENT.text[start:end] for start, end in paragraph.spans) for paragraph in ARTICLES[-1].paragraphs
    ]
    assert [text[:2] for text in texts] == ["项目", "一是", "二是", "三是", "四是", "要素"]
    assert "平均利率比去年下降了三成。" in texts[2]
    assert any(passage.text == texts[2] or texts[2] in passage.text for passage in PASSAGES)


def test_the_figure_that_the_readme_asks_for_stands_under_its_zone() -> None:
    (passage,) = [passage for passage in PASSAGES if "62.6%" in passage.text]
    assert ARTICLES[passage.article].organizations == ("临汾经济开发区",)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["id"])
def test_a_question_is_complete_and_its_evidence_stands_in_one_passage_of_its_zone(question: dict[str, object]) -> None:
    assert list(question) == ["id", "lang", "kind", "question", "zone", "answer", "accept", "evidence"]
    assert question["lang"] in ("zh", "zh-Hant", "en")
    assert bool(question["evidence"]) == (question["kind"] != "unanswerable") == bool(question["answer"])
    for evidence in question["evidence"]:  # type: ignore[attr-defined]
        holding = [passage for passage in PASSAGES if bare(evidence) in bare(passage.text)]
        assert len(holding) == 1
        assert question["zone"] in (None, *ARTICLES[holding[0].article].organizations)


def test_the_questions_are_as_many_and_as_mixed_as_a_check_needs() -> None:
    assert len({question["id"] for question in QUESTIONS}) == len(QUESTIONS) >= 25
    assert {question["lang"] for question in QUESTIONS} == {"zh", "zh-Hant", "en"}
    assert sum(not question["evidence"] for question in QUESTIONS) >= 3
