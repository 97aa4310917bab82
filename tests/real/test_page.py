"""The newspaper page: the flagship question, the proof of every passage, and figures over its question set."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from retrieval.answer import Answer
from retrieval.evaluation.metrics import FIGURES, evaluate
from retrieval.evaluation.question_set import GoldQuestion, read_gold
from retrieval.library import Library

pytestmark = pytest.mark.timeout(600)

FLAGSHIP = [
    "which zone cut approval time by 62.6%",
    "把审批时限压减62.6%的是哪个开发区？",
    "審批時限壓減62.6%的是哪個開發區？",
]


@pytest.fixture(scope="module")
def gold(real_data: Path) -> list[GoldQuestion]:
    """The question set."""
    return read_gold(real_data / "gold" / "dev.jsonl")


@pytest.fixture(scope="module")
def answers(page: Library, gold: list[GoldQuestion]) -> dict[str, Answer]:
    """What the library answers to each question of the set."""
    return {one.question: page.ask(one.question) for one in gold}


@pytest.mark.parametrize("question", FLAGSHIP)
def test_the_flagship_question(page, question):
    answer = page.ask(question)
    assert answer.answered
    best = answer.passages[0]
    assert "审批时限压减 62.6%" in best.text
    assert "审批时限压减 62.6%" in best.highlight
    assert best.citation.organizations[0] == "临汾经济开发区"
    assert answer.answer == "临汾经济开发区"


def test_spans_join_to_the_passage_exactly(answers, gold, real_data):
    text = (real_data / "page" / "newspaper-page.txt").read_bytes().decode("utf-8-sig")
    passages = [passage for one in gold for passage in answers[one.question].passages]
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


MEASURED = {"right": 0.912, "hit@1": 0.938, "sentence": 0.908, "kept": 0.946, "refused": 0.967}
"""Figures over all questions, as `yuanwen eval` prints them: what comes next may be better, and no worse."""


@pytest.mark.parametrize("name", MEASURED)
def test_figures_are_no_worse(answers, gold, name):
    evaluation = evaluate(answers.__getitem__, gold)
    assert evaluation.overall.figures[name] >= MEASURED[name] - 0.02


def test_figures_are_those_of_the_scoring_script(answers, gold, real_data, tmp_path):
    printed = tmp_path / "answers.ndjson"
    lines = (json.dumps(answers[one.question].to_json(), ensure_ascii=False) + "\n" for one in gold)
    printed.write_text("".join(lines), encoding="utf-8")
    folder = real_data / "gold"
    script = [sys.executable, folder / "score.py", folder / "dev.jsonl", printed, "--json"]
    theirs = json.loads(subprocess.run(script, capture_output=True, check=True).stdout)
    ours = evaluate(answers.__getitem__, gold)
    assert {name: theirs[name] for name in FIGURES} == pytest.approx(ours.overall.figures)
    groups = (ours.languages | ours.kinds).items()
    assert {name: theirs[f"right_{name}"] for name, _ in groups} == pytest.approx(
        {name: group.figures["right"] for name, group in groups}
    )
