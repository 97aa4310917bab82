"""Questions with the sentence that answers each, or that only looks as if it did.

They were written by hand over documents of our own (`benchmarks/near_misses`: a text and the questions to it,
`NAME.txt` and `NAME.jsonl`); those of `benchmarks.rows` can be taken like them.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import rows as written

FOLDER = Path(__file__).parents[1] / "near_misses"
"""The documents and their questions."""

_LAST = """
a12 b12 c12 d12 e12 g12 h12 i12 j12 k12 l08 m08 n09 o08 p20 q16 r21 s16 t16 u19 v28 v29 w36 w37 x16
y16 z16 xa18 xb17 xc18
"""
HELD_OUT = frozenset(_LAST.split())
"""The documents whose questions are measured on and not learned from: the last ones of each writer's, but for one's."""


@dataclass(frozen=True, slots=True)
class Row:
    """A question, its document's file name, a sentence of that or what stands in one, and whether the sentence answers.
    `short` is the answer in it, or what a careless reader would take for one; `held_out` says that it is measured on
    and not learned from."""

    question: str
    document: str
    sentence: str
    answers: bool
    short: str
    held_out: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A name, documents, and the questions with their sentences."""

    name: str
    documents: Path
    rows: tuple[Row, ...]


def near_misses(folder: Path = FOLDER) -> Source:
    """All questions of the folder, document by document."""
    rows = (row for path in sorted(folder.glob("*.jsonl")) for row in _of_file(path))
    return Source("near-misses", folder, tuple(rows))


def written_by_hand(data: Path, rows: Path) -> tuple[Source, ...]:
    """Of the questions that `benchmarks.rows` has of DATA and ROWS on pages and reports, those that one sentence
    answers, or comes near."""
    every = written.written_by_hand(data, rows)
    return tuple(Source(asked.name, asked.documents, tuple(_of_written(asked.rows))) for asked in every)


def public(data: Path, rows: Path, work: Path, most: int) -> Iterator[Source]:
    """The questions that `benchmarks.rows` has of public sets, at most so many of one; `work` takes their documents."""
    for asked in written.public(data, rows, work, most):
        taken = (
            Row(one.question, one.document, one.evidence[0], True, min(one.evidence, key=len), one.held_out)
            for one in asked.rows
        )
        yield Source(asked.name, asked.documents, tuple(taken))


def _of_file(path: Path) -> Iterator[Row]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Row(
            " ".join(row["question"].split()),
            path.with_suffix(".txt").name,
            row["sentence"],
            row["answerable"],
            row["span"],
            path.stem in HELD_OUT,
        )


def _of_written(rows: Iterable[written.Row]) -> Iterator[Row]:
    for row in rows:
        if len(row.evidence) == 1:
            yield Row(row.question, row.document, row.evidence[0], True, row.answer, row.held_out)
        elif not row.evidence and row.near:
            yield Row(row.question, row.document, row.near, False, "", row.held_out)
