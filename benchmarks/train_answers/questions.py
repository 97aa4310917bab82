"""The questions that short answers are learned from, each with the text that answers it."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.sets import HELD_OUT, context_set
from benchmarks.verifier.rows import near_misses
from retrieval.question.analysis import analyse

MOST = 4000
"""Questions taken of the near misses."""
MOST_SEEN = 1000
"""Questions taken of each public set whose contexts the reader was learned on."""
SEEN = " seen"
"""What the names of such sets end with."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what answers it; `group` is the same for questions on one fact or context."""

    question: str
    evidence: tuple[str, ...]
    accepted: tuple[str, ...]
    documents: tuple[str, ...]
    group: str


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _gold(path: Path) -> Iterator[Asked]:
    """The questions of a gold set that a stretch of the text answers: not whose statement it is, nor who wrote it."""
    for row in _lines(path):
        documents = row.get("document") or ()
        documents = (documents,) if isinstance(documents, str) else tuple(documents)
        question = " ".join(row["question"].split())
        in_text = analyse(question).answer.kind not in ("organization", "author")
        if row["evidence"] and row["kind"] != "compare" and in_text:
            accepted = (row["answer"], *row["accept"])
            yield Asked(question, tuple(row["evidence"]), accepted, documents, row["evidence"][0])


def _contexts(path: Path, one_in: int, seen: bool) -> Iterator[Asked]:
    """The questions on the contexts that the reader was learned on, or on those that it was not, one in so many."""
    for number, row in enumerate(_lines(path)):
        for qa in row["qas"] if (number % one_in > 0) is seen else ():
            for key in ("question", "question_en"):
                if key in qa:
                    answers = tuple(qa["answers"])
                    yield Asked(" ".join(qa[key].split()), answers, answers, (f"{number:04d}.txt",), str(number))


def sets(data: Path, work: Path) -> Iterator[tuple[str, Path, list[Asked]]]:
    """The name of each set, the folder of its documents, and its questions."""
    yield "page", data / "page", list(_gold(data / "gold" / "dev.jsonl"))
    yield "reports", data / "reports-2025", list(_gold(data / "gold" / "reports-2025.dev.jsonl"))
    for name, file in (("xquad", "xquad-zh-en.dev"), ("cmrc", "cmrc.trial"), ("drcd", "drcd.dev")):
        path = data / "data" / f"{file}.jsonl"
        folder = context_set(name, path, work / name).folder
        yield name, folder, list(_contexts(path, HELD_OUT[name], seen=False))
        yield name + SEEN, folder, _drawn(list(_contexts(path, HELD_OUT[name], seen=True)), MOST_SEEN)
    written = near_misses()
    asked = [
        Asked(row.question, (row.sentence,), (row.short,), (row.document,), row.document)
        for row in written.rows
        if row.answers and row.short and not row.held_out
    ]
    yield "near misses", written.documents, _drawn(asked, MOST)


def _drawn(asked: list[Asked], most: int) -> list[Asked]:
    return random.Random(0).sample(asked, min(most, len(asked)))
