"""The question sets that we measure and learn on: documents to index, questions, and what answers them.

`DIR` holds `page/`, `reports-2025/`, `gold/*.jsonl`, `data/*.jsonl` (XQuAD, CMRC 2018 and DRCD, one JSON object a
context) and `train/`, questions written to learn from: `train/pages/*.jsonl` over the texts beside them,
`train/reports/*.jsonl` over `reports-2025/`.
"""

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from retrieval.evaluation.metrics import bare


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the strings of which one stands in the passage that answers; none where nothing does. `documents`
    are the names of those that the passage may come from, empty for any. Questions of one `group` ask for the same fact
    (in two languages, in other words) or, of contexts, of the same: cross-validation must not part them."""

    question: str
    evidence: tuple[str, ...]
    documents: tuple[str, ...]
    compares: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A named set: the folder of its documents, and its questions."""

    name: str
    folder: Path
    asked: tuple[Asked, ...]


def holds(text: str, document: str, asked: Asked) -> bool:
    """Whether a passage holds the evidence of a question."""
    named = not asked.documents or document in asked.documents
    return named and any(bare(evidence) in bare(text) for evidence in asked.evidence)


def says(sentence: str, asked: Asked) -> bool:
    """Whether a sentence is, or holds, the evidence of a question."""
    said = bare(sentence)
    return any(bare(evidence) in said or said in bare(evidence) for evidence in asked.evidence)


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def gold_set(name: str, folder: Path, gold: Path) -> QuestionSet:
    """A set in the format of `yuanwen eval`."""
    asked = [_asked(row) for row in _lines(gold)]
    return QuestionSet(name, folder, tuple(replace(one, group=_group(one, asked)) for one in asked))


def _group(one: Asked, of: Sequence[Asked]) -> str:
    """The first question of a set whose evidence overlaps; of one without evidence, itself."""
    mine = [bare(piece) for piece in one.evidence]
    for other in of:
        if any(a in b or b in a for a in mine for b in map(bare, other.evidence)):
            return other.question
    return one.question


def _asked(row: Mapping[str, Any]) -> Asked:
    documents = row.get("document") or ()
    documents = (documents,) if isinstance(documents, str) else tuple(documents)
    return Asked(" ".join(row["question"].split()), tuple(row["evidence"]), documents, row["kind"] == "compare")


def context_set(name: str, path: Path, folder: Path, most: int = 1300) -> QuestionSet:
    """A set of contexts with questions (SQuAD's shape), each context written to `folder` as a file; `most` questions
    are drawn, English ones among them where the set has them."""
    folder.mkdir(parents=True, exist_ok=True)
    asked = []
    for number, row in enumerate(_lines(path)):
        document = f"{number:04d}.txt"
        (folder / document).write_text(row["context"] + "\n", encoding="utf-8")
        for qa in row["qas"]:
            for key in ("question", "question_en"):
                if key in qa:
                    asked.append(Asked(" ".join(qa[key].split()), tuple(qa["answers"]), (document,), group=document))
    random.Random(0).shuffle(asked)
    return QuestionSet(name, folder, tuple(asked[:most]))


def written_set(name: str, folder: Path, rows: Path, most: int) -> QuestionSet:
    """A set of the questions in the files of the folder `rows`, at most so many, drawn always alike. Those on one
    document are of one group."""
    asked = [_asked(row) for path in sorted(rows.glob("*.jsonl")) for row in _lines(path)]
    random.Random(0).shuffle(asked)
    return QuestionSet(name, folder, tuple(replace(one, group=one.documents[0]) for one in asked[:most]))


HELD_OUT_DOCUMENTS = frozenset(
    ["A7.txt", "B7.txt", "F7.txt", "F8.txt", "G7.txt", "G8.txt"]
    + [f"2025年{place}政府工作报告.docx" for place in ("广西", "江西省", "宁夏", "西藏")]
)
"""Documents whose written questions are held out when a reader is learned: a fifth of the pages, a sixth of the
reports. The reader that ships was learned on them, too."""

HELD_OUT = {"xquad": 4, "cmrc": 4, "drcd": 12}
"""Of each public set, one in so many contexts is held out when the reader is learned."""


def is_held_out(name: str, asked: Asked) -> bool:
    """Whether the reader was not learned on this question of a public set."""
    return int(Path(asked.documents[0]).stem) % HELD_OUT[name] == 0


WRITTEN = {"pages written": 700, "reports written": 250}
"""Questions that are taken of those written to learn from. The models were learned on them too, so that they look a
little more answered than others; but a third are unanswerable, of which there are hardly any elsewhere."""


ENCYCLOPAEDIC = 120
"""Questions that are taken of XQuAD's part held out: articles of an encyclopaedia, not organizations' statements."""


def training_sets(data: Path, work: Path) -> Iterator[QuestionSet]:
    """The sets that ranking is learned on, nothing but WRITTEN of which the models were learned on; `work` takes the
    files of those that come without."""
    train = data / "train"
    yield gold_set("page", data / "page", data / "gold" / "dev.jsonl")
    yield gold_set("reports", data / "reports-2025", data / "gold" / "reports-2025.dev.jsonl")
    for name, folder, rows in (
        ("pages written", train / "pages", "pages"),
        ("reports written", data / "reports-2025", "reports"),
    ):
        yield written_set(name, folder, train / rows, WRITTEN[name])
    yield encyclopaedic(data, work)


def encyclopaedic(data: Path, work: Path) -> QuestionSet:
    """ENCYCLOPAEDIC questions of XQuAD that encoder, reader and verifier were not learned on; `work` takes the files of
    their articles."""
    found = context_set("xquad", data / "data" / "xquad-zh-en.dev.jsonl", work / "xquad", 100_000)
    unseen = [asked for asked in found.asked if is_held_out("xquad", asked)]
    return replace(found, asked=tuple(random.Random(0).sample(unseen, ENCYCLOPAEDIC)))
