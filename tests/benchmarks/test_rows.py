"""Questions to learn models from, read from files."""

import gzip
import json
from pathlib import Path
from typing import Any

from benchmarks.rows import sources, translations

QUESTION = "西林修路多少公里？"


def written(path: Path, rows: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "\n".join(json.dumps(row) for row in rows)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())


def test_questions_come_from_all_sources_with_what_is_held_out(tmp_path: Path) -> None:
    data, rows = tmp_path / "data", tmp_path / "rows"
    row = {"question": QUESTION, "document": "A.txt", "evidence": ["修路 37 公里"], "span": "37 公里", "near": ""}
    written(
        rows / "pages" / "A.jsonl", [row, {**row, "document": "B7.txt", "evidence": [], "span": "", "near": "架桥"}]
    )
    written(rows / "reports" / "C.jsonl", [row])
    context = {"context": "西林修路 37 公里。", "qas": [{"question": QUESTION, "answers": ["37"]}]}
    for file in ("xquad-zh-en.dev", "drcd.dev", "cmrc.trial"):
        written(data / "data" / f"{file}.jsonl", [context, context])
    answered = {"context": "东沟架桥。", "question": "谁架桥？", "answers": ["东沟"]}
    written(
        rows / "public" / "qa_few.jsonl.gz", [answered, {**answered, "question": "东沟架什么？", "answers": ["桥"]}]
    )
    found = {asked.name: asked for asked in sources(data, rows, tmp_path / "work", 10)}
    assert set(found) == {"pages", "reports", "xquad", "drcd", "cmrc", "qa_few"}
    assert [row.held_out for row in found["pages"].rows] == [False, True]
    assert found["pages"].rows[1].near == "架桥"
    assert sorted(row.held_out for row in found["xquad"].rows) == [False, True]
    for name in ("xquad", "qa_few"):
        for row in found[name].rows:
            assert row.evidence[0] in (found[name].documents / row.document).read_text(encoding="utf-8")
    assert len(list(found["qa_few"].documents.iterdir())) == 1


def test_translations_come_in_pairs(tmp_path: Path) -> None:
    written(tmp_path / "public" / "par_few.jsonl.gz", [{"en": "A road.", "zh": "一条路。"}])
    assert list(translations(tmp_path)) == [("A road.", "一条路。")]
