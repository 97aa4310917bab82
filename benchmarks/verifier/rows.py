"""Questions with the sentence that answers each, or that only looks as if it did, written by hand over documents of our
own (`benchmarks/near_misses`: a text and the questions to it, `NAME.txt` and `NAME.jsonl`)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "near_misses"
"""The documents and their questions."""

HELD_OUT = frozenset(["a12", "b12", "c12", "d12", "e12", "g12", "h12", "i12", "j12", "k12", "l08", "m08", "n09", "o08"])
"""The documents whose questions are measured on and not learned from: the last of each writer's, one of fifteen's
aside."""


@dataclass(frozen=True, slots=True)
class Row:
    """A question, its document's file name, a sentence of it, and whether that answers. `short` is the answer in it, or
    what a careless reader would take for one; `why` says, in English, what is wrong with that."""

    question: str
    document: str
    sentence: str
    answers: bool
    short: str
    why: str

    @property
    def held_out(self) -> bool:
        """Whether it is measured on and not learned from."""
        return Path(self.document).stem in HELD_OUT


def rows(folder: Path = FOLDER) -> Iterator[Row]:
    """All questions, document by document."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield Row(
                " ".join(row["question"].split()),
                path.with_suffix(".txt").name,
                row["sentence"],
                row["answerable"],
                row["span"],
                row["why"],
            )
