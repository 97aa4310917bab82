"""Question sets, read and checked.

A set is one JSON object a line: `id`, `lang`, `kind`, `question`, `zone`, `answer`, `accept`, `evidence` (verbatim
pieces of the source, white space aside; empty when nothing answers the question) and, over several documents,
`document`.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import NoneType
from typing import Any

from retrieval.evaluation.set_lines import Kinds, check_keys, read_lines

KEYS: Kinds = {
    "id": (str, int), "lang": (str,), "kind": (str,), "question": (str,), "zone": (str, NoneType),
    "answer": (str, NoneType), "accept": (list,), "evidence": (list,),
}  # fmt: skip
"""What every question of a set has, and as what."""

_UNIFIED = str.maketrans("“”‘’「」『』，、；：！？（）", '""\'\'"""",,;:!?()')


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question of a set with what is known of its answer; `documents` are file names, empty when any will do."""

    id: str
    language: str
    kind: str
    question: str
    zone: str | None
    answers: tuple[str, ...]
    evidence: tuple[str, ...]
    documents: tuple[str, ...]


def read_gold(path: Path) -> list[GoldQuestion]:
    """The questions of a set. Raises PathNotFound, and UsageError that names the line that is no question."""
    return read_lines(path, _gold_question)


def absent_documents(gold: Iterable[GoldQuestion], names: Iterable[str]) -> list[str]:
    """The documents that a set speaks of, by file name, and that are not among those of these names."""
    here = {PurePosixPath(name).name for name in names}
    return sorted({PurePosixPath(name).name for question in gold for name in question.documents} - here)


def _gold_question(fields: Any) -> GoldQuestion:
    """A line of a set. Raises ValueError that names the key that is not as it should be."""
    check_keys(fields, KEYS, "a question")
    for key in ("accept", "evidence"):
        if not all(isinstance(one, str) for one in fields[key]):
            raise ValueError(f"the value of {key!r} is no list of texts")
    documents = fields.get("document") or []
    if not isinstance(documents, str | list):
        raise ValueError("the value of 'document' is of the wrong kind")
    return GoldQuestion(
        id=str(fields["id"]),
        language=str(fields["lang"]),
        kind=str(fields["kind"]),
        question=" ".join(fields["question"].split()),
        zone=fields["zone"] or None,
        answers=tuple(text for text in (fields["answer"], *fields["accept"]) if text and bare(text)),
        evidence=tuple(fields["evidence"]),
        documents=(documents,) if isinstance(documents, str) else tuple(documents),
    )


def bare(text: str) -> str:
    """A text for comparing: without white space, folded (NFKC), quotation marks and commas all of one kind."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_UNIFIED).split())
