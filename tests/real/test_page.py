"""The newspaper page: the flagship question, the proof of every passage, and figures over its question set."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from retrieval.evaluation import FIGURES, evaluate, read_gold

pytestmark = pytest.mark.timeout(600)

FLAGSHIP = [
    "which zone cut approval time by 62.6%",
    "把审批时限压减62.6%的是哪个开发区？",
    "審批時限壓減62.6%的是哪個開發區？",
]


@pytest.mark.parametrize("question", FLAGSHIP)
def test_the_flagship_question(page, question):
    answer = page.ask(question)
    assert answer.answered
    best = answer.passages[0]
    assert "审批时限压减 62.6%" in best.text
    assert "审批时限压减 62.6%" in best.highlight
    assert best.citation.organizations[0] == "临汾经济开发区"
    assert answer.answer == "临汾经济开发区"


def test_spans_join_to_the_passage_exactly(page, real_data):
    text = (real_data / "page" / "newspaper-page.txt").read_bytes().decode("utf-8-sig")
    gold = read_gold(real_data / "gold" / "dev.jsonl")
    passages = [passage for one in gold for passage in page.ask(one.question).passages]
    assert len(passages) > len(gold)
    for passage in passages:
        assert "".join(text[start:end] for start, end in passage.citation.spans) == passage.text
        assert passage.highlight in passage.text
        assert len(passage.text) <= 400
        assert len(passage.highlight) <= 140
        first, last = passage.citation.lines
        start = min(start for start, _ in passage.citation.spans)
        end = max(end for _, end in passage.citation.spans)
        assert (text[:start].count("\n") + 1, text[:end].count("\n") + 1) == (first, last)


def test_everything_is_intact(page):
    assert {verification.finding for verification in page.verify()} == {"intact"}


def test_figures(page, real_data):
    evaluation = evaluate(page.ask, read_gold(real_data / "gold" / "dev.jsonl"))
    assert evaluation.overall.figures["hit@1"] >= 0.75
    assert evaluation.languages["zh"].figures["hit@1"] >= 0.85


def test_figures_are_those_of_the_scoring_script(page, real_data, tmp_path):
    gold = real_data / "gold" / "dev.jsonl"
    questions = read_gold(gold)
    answers = {one.question: page.ask(one.question) for one in questions}
    printed = tmp_path / "answers.ndjson"
    lines = (json.dumps(answers[one.question].to_json(), ensure_ascii=False) + "\n" for one in questions)
    printed.write_text("".join(lines), encoding="utf-8")
    script = [sys.executable, Path(gold).with_name("score.py"), gold, printed, "--json"]
    theirs = json.loads(subprocess.run(script, capture_output=True, check=True).stdout)
    ours = evaluate(answers.__getitem__, questions)
    assert {name: theirs[name] for name in FIGURES} == pytest.approx(ours.overall.figures)
    groups = (ours.languages | ours.kinds).items()
    assert {name: theirs[f"right_{name}"] for name, _ in groups} == pytest.approx(
        {name: group.figures["right"] for name, group in groups}
    )
