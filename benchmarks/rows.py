"""Questions to learn models from: written by hand, and of public sets, each with the document that it is asked of.

DATA is a folder as `benchmarks.sets` describes it, with DRCD and CMRC 2018 beside XQuAD. ROWS holds questions that were
written by hand, `pages/*.jsonl` on `pages/*.txt` and `reports/*.jsonl` on DATA's reports; other public sets, a question
and its context a line, `public/qa_*.jsonl.gz`; and sentences in English and Chinese, `public/par_*.jsonl.gz`.
"""

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.sets import HELD_OUT_DOCUMENTS, QuestionSet, context_set, is_held_out

PUBLIC = {"xquad": "xquad-zh-en.dev", "drcd": "drcd.dev", "cmrc": "cmrc.trial"}
"""The public sets in DATA, and their files."""


@dataclass(frozen=True, slots=True)
class Row:
    """A question of a document: the pieces of text that answer it and the short answer inside them, or, of one that
    nothing answers, the text that comes `near`; each may be empty. `held_out` says that it is measured on and not
    learned from."""

    question: str
    document: str
    evidence: tuple[str, ...]
    answer: str = ""
    near: str = ""
    held_out: bool = False


@dataclass(frozen=True, slots=True)
class AskedOf:
    """Documents, and the questions on them."""

    name: str
    documents: Path
    rows: tuple[Row, ...]


def sources(data: Path, rows: Path, work: Path, most: int) -> Iterator[AskedOf]:
    """All questions, at most so many of a public set. Those that `benchmarks.sets` holds out say so;
    `work` takes the files of contexts that come without."""
    yield from written_by_hand(data, rows)
    yield from public(data, rows, work, most)


def public(data: Path, rows: Path, work: Path, most: int) -> Iterator[AskedOf]:
    """Of `sources`, those of public sets: each of their questions has an answer, and the evidence is that, in each of
    its wordings."""
    for name, file in PUBLIC.items():
        questions = context_set(name, data / "data" / f"{file}.jsonl", work / name, most)
        yield AskedOf(name, questions.folder, _of_set(questions))
    for path in sorted((rows / "public").glob("qa_*.jsonl.gz")):
        name = path.name.split(".")[0]
        yield AskedOf(name, work / name, _of_contexts(path, work / name, most))


def written_by_hand(data: Path, rows: Path) -> tuple[AskedOf, AskedOf]:
    """The questions on the pages and on the reports."""
    return (
        AskedOf("pages", rows / "pages", _hand_written(rows / "pages")),
        AskedOf("reports", data / "reports-2025", _hand_written(rows / "reports")),
    )


def translations(rows: Path) -> Iterator[tuple[str, str]]:
    """Sentences in English and in Chinese that say the same."""
    for path in sorted((rows / "public").glob("par_*.jsonl.gz")):
        for row in _lines(path):
            yield row["en"], row["zh"]


def _hand_written(folder: Path) -> tuple[Row, ...]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.jsonl"))]
    rows = [json.loads(line) for text in texts for line in text.splitlines()]
    return tuple(
        Row(
            row["question"],
            row["document"],
            tuple(row["evidence"]),
            row["span"],
            row["near"],
            row["document"] in HELD_OUT_DOCUMENTS,
        )
        for row in rows
    )


def _of_set(questions: QuestionSet) -> tuple[Row, ...]:
    return tuple(
        Row(asked.question, asked.documents[0], asked.evidence, held_out=is_held_out(questions.name, asked))
        for asked in questions.asked
    )


def _of_contexts(path: Path, folder: Path, most: int) -> tuple[Row, ...]:
    folder.mkdir(parents=True)
    rows = _lines(path)
    random.Random(0).shuffle(rows)
    names: dict[str, str] = {}
    for row in rows[:most]:
        name = names.setdefault(row["context"], f"{len(names):04d}.txt")
        (folder / name).write_text(row["context"] + "\n", encoding="utf-8")
    return tuple(Row(row["question"], names[row["context"]], tuple(row["answers"])) for row in rows[:most])


def _lines(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
