"""Measure answers to questions that were written by hand to learn from, over the documents that were held out.

    python -m benchmarks.written DATA ROWS

DATA and ROWS are folders as `benchmarks.rows` describes them; the libraries go to the system's temporary folder.
Printed are, of the pages and of the reports: `right`, the share of the questions with an answer that are answered with
a passage and a sentence that hold the evidence; `kept`, the share of them that are answered; `refused`, the share of
the others that are not.
"""

import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.rows import Row, written_by_hand
from benchmarks.sets import Asked, holds, says
from retrieval import Answer, Library, Settings


def figures(rows: Iterable[Row], ask: Callable[[str], Answer]) -> dict[str, float]:
    """The figures over the questions of rows, and how many there are of each sort."""
    right, kept, refused = list[bool](), list[bool](), list[bool]()
    for row in rows:
        answer = ask(row.question)
        if row.evidence:
            kept.append(answer.answered)
            right.append(answer.answered and _holds(answer, row))
        else:
            refused.append(not answer.answered)
    return {
        "answerable": len(kept),
        "right": _share(right),
        "kept": _share(kept),
        "unanswerable": len(refused),
        "refused": _share(refused),
    }


def _holds(answer: Answer, row: Row) -> bool:
    best, asked = answer.passages[0], Asked(row.question, row.evidence, (row.document,))
    document = best.citation.document.rsplit("/", 1)[-1]
    return holds(best.text, document, asked) and says(best.highlight, asked)


def _share(found: list[bool]) -> float:
    return sum(found) / len(found) if found else float("nan")


def main() -> None:
    """Index, ask, print."""
    data, rows = map(Path, sys.argv[1:])
    for source in written_by_hand(data, rows):
        with tempfile.TemporaryDirectory() as work, Library.open(Settings(data_dir=Path(work))) as library:
            library.index([source.documents])
            found = figures((row for row in source.rows if row.held_out), library.ask)
            print(source.name, "  ".join(f"{name} {value:.3g}" for name, value in found.items()))


if __name__ == "__main__":
    main()
