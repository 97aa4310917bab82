"""The benchmark run as people run it, over small sets made here."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import write_reports

from benchmarks.quality import measured_set
from retrieval.answer import Answer, Citation, RankedPassage

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "quality.py"
GOLD = {
    "id": "1", "lang": "zh", "kind": "number", "question": "哪个开发区把审批时限压缩了37.5%？", "zone": None,
    "answer": "青河经济开发区", "accept": [], "evidence": ["审批时限压缩 37.5%"],
}  # fmt: skip
CONTEXT = {
    "context": "石桥镇的老茶馆建于1913年，二楼的戏台至今还在用。",
    "qas": [{"question": "老茶馆建于哪一年？", "question_en": "When was the teahouse built?", "answers": ["1913年"]}],
}


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    """A folder of sets: one report with one question, one context with one in two languages."""
    write_reports(tmp_path / "sets" / "page")
    for name, row in (("gold/dev.jsonl", GOLD), ("data/xquad-zh-en.dev.jsonl", CONTEXT)):
        (tmp_path / "sets" / name).parent.mkdir(parents=True)
        (tmp_path / "sets" / name).write_text(json.dumps(row) + "\n", encoding="utf-8")
    return tmp_path / "sets"


def test_sets_are_measured_side_by_side(sets, tmp_path):
    work = tmp_path / "work"
    result = subprocess.run(
        [sys.executable, SCRIPT, "--sets", sets, "--work", work, "--only", "page", "--only", "xquad"],
        capture_output=True, encoding="utf-8", cwd=tmp_path, check=True,
    )  # fmt: skip
    page, xquad = result.stdout.strip().split("\n\n")
    assert page.splitlines()[2].startswith("| ours, all | 1 | 1.000 | 1.000 | 1.000 | 1.000 | 1.000 |  |")
    names = ["ours", "BM25, words", "BM25, 1+2-grams", "e5", "RRF of words and e5"]
    shown = [line.split("|")[1].strip() for line in xquad.splitlines()[2:]]
    groups = ("all", "zh", "en", "zh, held out", "en, held out")
    assert sorted(shown) == sorted(f"{name}, {group}" for name in names for group in groups)
    assert (work / "libraries" / "page").is_dir()


def test_so_many_questions(sets):
    result = subprocess.run(
        [sys.executable, SCRIPT, "--sets", sets, "--only", "xquad", "--questions", "1"],
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert all(line.split("|")[2].strip() == "1" for line in result.stdout.strip().splitlines()[2:])


def passage(rank: int, document: str, text: str) -> RankedPassage:
    citation = Citation("id", document, None, (), None, None, None, (1, 1), ((0, len(text)),), text)
    return RankedPassage(rank, 1.0, text, text, citation)


def test_public_sets_count_documents_and_the_sentence(sets, tmp_path):
    question = measured_set("xquad", sets, tmp_path).questions[0]
    right, wrong = passage(1, "0000.txt", "建于1913年。"), passage(1, "0001.txt", "别的话。")

    def marks(answered: bool, *passages: RankedPassage):
        found = question.mark(Answer(question.text, "zh", answered, None, None, 1.0, passages))
        return [float(found[name]) for name in ("hit@1", "hit@3", "sentence", "right", "kept")]

    assert marks(True, right, wrong) == [1, 1, 1, 1, 1]
    assert marks(False, right) == [1, 1, 1, 0, 0]
    assert marks(True, wrong, right) == [0, 1, 0, 0, 1]
