"""What counts as right, figure by figure, and what a question set looks like."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answer import Answer, Citation, RankedPassage
from retrieval.errors import PathNotFound, UsageError
from retrieval.evaluation.calibration import Outcome
from retrieval.evaluation.intervals import bootstrap, wilson
from retrieval.evaluation.metrics import answers_right, bare, evaluate, mark
from retrieval.evaluation.question_set import GoldQuestion, read_gold

GOLD = GoldQuestion(
    id="q1", language="zh", kind="number", question="谁新增就业 320 人？", zone="青河经济开发区",
    answers=("青河经济开发区", "320人"), evidence=("新增就业 320 人",), documents=(),
)  # fmt: skip
UNANSWERABLE = replace(GOLD, id="q2", kind="unanswerable", language="en", zone=None, answers=(), evidence=())


def passage(rank: int, text: str, highlight: str = "", document: str = "年报/青河.txt", zone: str = "青河经济开发区"):
    citation = Citation("id", document, None, (zone,), None, None, None, (1, 1), ((0, len(text)),), text)
    return RankedPassage(rank, 1.0, text, highlight or text, citation)


def answer(*texts: str | RankedPassage, short: str | None = None, answered: bool = True) -> Answer:
    passages = tuple(
        text if isinstance(text, RankedPassage) else passage(rank, text) for rank, text in enumerate(texts, 1)
    )
    return Answer("", "zh", answered, None, short, 1.0, passages)


def test_all_is_right():
    marks = mark(GOLD, answer("全年新增就业320 人，增长一成。", short="320 人"))
    assert marks == {name: 1 for name in ("hit@1", "hit@3", "mrr@5", "sentence", "answer", "kept", "zone", "right")}


@pytest.mark.parametrize(
    ("place", "expected"), [(1, (0, 1, 1 / 2)), (2, (0, 1, 1 / 3)), (4, (0, 0, 1 / 5)), (5, (0, 0, 0))]
)
def test_the_rank_of_the_first_hit(place, expected):
    texts = ["别的话。"] * 6
    texts[place] = "新增就业 320 人"
    marks = mark(GOLD, answer(*texts))
    assert (marks["hit@1"], marks["hit@3"], marks["mrr@5"]) == expected
    assert not marks["right"]


def test_a_passage_that_is_too_long_is_no_hit():
    assert mark(GOLD, answer("新增就业 320 人" + "。" * 392))["hit@1"]
    assert not mark(GOLD, answer("新增就业 320 人" + "。" * 393))["hit@3"]


def test_the_hit_must_be_of_a_gold_document():
    elsewhere = replace(GOLD, documents=("松岭.txt",))
    assert not mark(elsewhere, answer("新增就业 320 人"))["hit@1"]
    assert mark(elsewhere, answer(passage(1, "新增就业 320 人", document="松岭.txt")))["hit@1"]


@pytest.mark.parametrize(
    ("highlight", "sentence"),
    [
        ("全年新增就业 320 人。", True),
        ("新增就业 320", False),  # inside the evidence, but shorter than eight characters
        ("别的话。", False),
        ("新增就业 320 人" + "。" * 132, True),
        ("新增就业 320 人" + "。" * 133, False),
    ],
)
def test_the_sentence(highlight, sentence):
    marks = mark(GOLD, answer(passage(1, "全年新增就业 320 人。" + highlight, highlight)))
    assert marks["hit@1"]
    assert marks["sentence"] == marks["right"] == sentence


def test_a_sentence_may_lie_inside_the_evidence():
    gold = replace(GOLD, evidence=("全年新增就业 320 人",))
    text = "全年新增就业 320 人。"
    assert mark(gold, answer(passage(1, text, "新增就业 320 人")))["sentence"]
    assert not mark(gold, answer(passage(1, text, "就业 320 人")))["sentence"]


@pytest.mark.parametrize(
    ("short", "accepted"),
    [
        ("320 人", True),
        ("约 320 人", True),
        ("1320 人", False),
        ("2.320 人", False),
        ("青河经济开发区", True),
        ("青河经济开发区、松岭经济开发区、云溪经济开发区、临川经济开发区、海城经济开发区", False),  # padded
        ("320", False),
        (None, False),
        ("", False),
    ],
)
def test_the_short_answer(short, accepted):
    assert mark(GOLD, answer("新增就业 320 人", short=short))["answer"] == accepted
    assert not mark(GOLD, answer("新增就业 320 人", short=short, answered=False))["answer"]


@pytest.mark.parametrize(("given", "accepted"), [("12.5", False), ("12", True), ("12.", True), ("12%", True)])
def test_an_accepted_number_does_not_end_inside_another(given, accepted):
    assert mark(replace(GOLD, answers=("12",)), answer("x", short=given))["answer"] == accepted


@pytest.mark.parametrize(("zone", "named"), [("青河经济技术开发区", True), ("松岭经济开发区", False)])
def test_the_zone_is_known_by_its_place(zone, named):
    assert mark(GOLD, answer(passage(1, "新增就业 320 人", zone=zone)))["zone"] == named


def test_comparisons_want_every_piece_of_evidence():
    gold = replace(GOLD, kind="compare", evidence=("新增就业 320 人", "新增就业 180 人"))
    assert mark(gold, answer("新增就业 320 人", "别的", "别的", "新增就业 180 人"))["both"]
    assert not mark(gold, answer("新增就业 320 人", "别的", "别的", "别的", "新增就业 180 人"))["both"]


def test_refusals():
    assert mark(UNANSWERABLE, answer(answered=False)) == {"refused": 1, "right": 1}
    assert mark(UNANSWERABLE, answer("别的话。")) == {"refused": 0, "right": 0}
    marks = mark(GOLD, answer("新增就业 320 人", answered=False))
    assert (marks["kept"], marks["hit@1"], marks["right"]) == (0, 1, 0)
    assert not any(mark(GOLD, answer(answered=False)).values())


def test_figures_are_means_over_the_questions_they_apply_to():
    given = {GOLD.question: answer("新增就业 320 人"), "": answer("别的话。")}
    gold = [GOLD, GOLD, replace(GOLD, id="q3", question=""), UNANSWERABLE]
    evaluation = evaluate(lambda question: given[question], gold)
    figures = evaluation.overall.figures
    assert figures["right"] == 2 / 4
    assert figures["hit@1"] == pytest.approx(2 / 3)
    assert figures["refused"] == 0
    assert "both" not in figures
    assert {name: group.questions for name, group in evaluation.languages.items()} == {"zh": 3, "en": 1}
    assert evaluation.kinds["unanswerable"].figures == {"refused": 0, "right": 0}
    assert evaluation.wrong == ("q3", "q2")
    shown = evaluation.to_json()
    assert json.loads(json.dumps(shown)) == shown
    assert shown["intervals"]["right"] == [pytest.approx(0.15, abs=0.001), pytest.approx(0.85, abs=0.001)]
    assert shown["reliability"]["expected_calibration_error"] == 0.5


def test_every_figure_has_its_interval():
    gold = [replace(GOLD, question=str(number)) for number in range(8)]
    texts = ["新增就业 320 人" if number % 4 else "别的话。" for number in range(8)]
    overall = evaluate(lambda question: answer(texts[int(question)]), gold).overall
    assert overall.intervals.keys() == overall.figures.keys()
    assert overall.intervals["hit@1"] == wilson(6 / 8, 8)
    assert overall.intervals["mrr@5"] == bootstrap([0, 1, 1, 1, 0, 1, 1, 1])
    assert overall.intervals["mrr@5"] != overall.intervals["hit@1"]


def test_how_each_question_came_out():
    given = {"1": answer("新增就业 320 人"), "2": answer("新增就业 320 人", answered=False), "3": answer("别的话。")}
    gold = [replace(GOLD, question="1"), replace(GOLD, question="2"), replace(UNANSWERABLE, question="3")]
    assert evaluate(given.__getitem__, gold).outcomes == (
        Outcome(1.0, answerable=True, answered=True, right=True),
        Outcome(1.0, answerable=True, answered=False, right=True),
        Outcome(1.0, answerable=False, answered=True, right=False),
    )


@given(st.text(st.characters(codec="gb2312")))
def test_comparing_is_blind_to_white_space(text):
    assert bare(" ".join(text)) == bare(f"\u3000{text}\n") == bare(text)


def test_comparing_is_blind_to_width_and_quotation_marks():
    assert bare("“62．6％” ，") == bare('"62.6%",')


def test_a_question_set_is_read(tmp_path):
    path = tmp_path / "gold.jsonl"
    fields = {
        "id": "a", "lang": "zh", "kind": "fact", "question": " 谁\n来 ", "zone": None, "answer": None,
        "accept": ["甲", " "], "evidence": ["乙"], "document": "一.txt",
    }  # fmt: skip
    path.write_text("\ufeff" + json.dumps(fields) + "\n\n" + json.dumps(fields | {"document": ["一.txt", "二.txt"]}))
    first, second = read_gold(path)
    assert first == GoldQuestion("a", "zh", "fact", "谁 来", None, ("甲",), ("乙",), ("一.txt",))
    assert second.documents == ("一.txt", "二.txt")


@pytest.mark.parametrize("line", ["[]", "1", '"x"', "{", '{"id": 1}'])
def test_a_line_that_is_no_question_is_named(tmp_path, line):
    path = tmp_path / "gold.jsonl"
    path.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(UsageError, match="line 2"):
        read_gold(path)


def test_a_question_set_that_is_not_there(tmp_path):
    with pytest.raises(PathNotFound, match=r"none\.jsonl"):
        read_gold(tmp_path / "none.jsonl")
    with pytest.raises(UsageError, match="cannot be read"):
        read_gold(tmp_path)


@pytest.mark.parametrize(
    ("given", "is_right"),
    [
        ("37公里", True),
        ("约37 公里", True),
        ("137公里", False),
        ("37公里以外还有许多别的路和桥以及步道、水渠、长椅和树", False),
    ],
)
def test_an_answer_holds_what_is_accepted_and_is_not_padded(given: str, is_right: bool) -> None:
    assert answers_right(given, ["37公里"]) is is_right
