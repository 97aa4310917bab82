"""Questions for the verifier out of those that were written for the reader."""

import gzip
import json
from pathlib import Path

from benchmarks.verifier.rows import Row, public, written_by_hand


def test_questions_that_one_sentence_answers_or_comes_near_are_taken(tmp_path: Path) -> None:
    asked = {"question": "修路多少？", "document": "A.txt", "evidence": ["修路 37 公里"], "span": "37 公里", "near": ""}
    near = {"question": "拆桥几座？", "document": "B7.txt", "evidence": [], "span": "", "near": "架桥 4 座"}
    two = {**asked, "evidence": ["修路 37 公里", "架桥 4 座"]}
    nothing = {**near, "near": ""}
    for folder in ("pages", "reports"):
        (tmp_path / folder).mkdir()
        lines = [json.dumps(row) for row in (asked, near, two, nothing)]
        (tmp_path / folder / "A.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    pages, reports = written_by_hand(tmp_path, tmp_path)
    assert (pages.name, pages.documents) == ("pages", tmp_path / "pages")
    assert (reports.name, reports.documents) == ("reports", tmp_path / "reports-2025")
    assert pages.rows == reports.rows
    assert pages.rows == (
        Row("修路多少？", "A.txt", "修路 37 公里", True, "37 公里"),
        Row("拆桥几座？", "B7.txt", "架桥 4 座", False, "", held_out=True),
    )


def test_what_holds_the_answer_of_a_public_question_answers_it(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "public").mkdir()
    context = {"context": "西林修路 37 公里。", "qas": [{"question": "修路多少？", "answers": ["37 公里", "37"]}]}
    for file in ("xquad-zh-en.dev", "drcd.dev", "cmrc.trial"):
        (tmp_path / "data" / f"{file}.jsonl").write_text(json.dumps(context) + "\n", encoding="utf-8")
    line = json.dumps({"context": "东沟架桥。", "question": "谁架桥？", "answers": ["东沟"]})
    (tmp_path / "public" / "qa_few.jsonl.gz").write_bytes(gzip.compress(line.encode()))
    found = {source.name: source for source in public(tmp_path, tmp_path, tmp_path / "work", 10)}
    assert set(found) == {"xquad", "drcd", "cmrc", "qa_few"}
    assert found["qa_few"].rows == (Row("谁架桥？", "0000.txt", "东沟", True, "东沟"),)
    assert found["xquad"].rows == (Row("修路多少？", "0000.txt", "37 公里", True, "37", held_out=True),)
