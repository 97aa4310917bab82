"""Question sets, read and checked.

A set is one JSON object a line: `id`, `lang`, `kind`, `question`, `zone`, `answer`, `accept`, `evidence` (verbatim
pieces of the source, white space aside; empty when nothing answers the question) and, over several documents,
`document`.
"""

import json
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrieval.errors import PathNotFound, UsageError

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
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except FileNotFoundError:
        raise PathNotFound(f"There is no file {path}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: the question set cannot be read: {error}") from None
    gold = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                gold.append(_gold_question(json.loads(line)))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise UsageError(f"{path}, line {number}: this is not a question of a set: {error!r}") from None
    if not gold:
        raise UsageError(f"{path}: there is no question in it")
    return gold


def _gold_question(fields: dict[str, Any]) -> GoldQuestion:
    documents = fields.get("document") or []
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
