"""Measure answers on a public question set of contexts, each context a document of its own.

    python -m benchmarks.contexts SET.jsonl WORK

SET is one JSON object a context (`context`, `qas` with `question`, perhaps `question_en`, and `answers`), as XQuAD,
DRCD and CMRC 2018 are easily brought into; WORK takes the documents and the library made of them. Printed, for Chinese
and for English questions: `hit@1` and `mrr@5` count documents, by their best passage; `sentence` is the share of
questions whose highlight holds the answer; `kept` the share not refused, since every question here has an answer.
`exact` is the share of questions whose short answer is one of the right ones, and `f1` how many characters it has in
common with one, as CMRC 2018 scores them (Cui et al., arXiv:1810.07366): a refusal has none.
"""

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from benchmarks.sets import Asked, QuestionSet, bare, context_set
from retrieval import Answer, Library, Settings


def figures(answers: list[tuple[Asked, Answer]]) -> dict[str, float]:
    """The figures over questions and their answers."""
    ranks = [_rank(asked, answer) for asked, answer in answers]
    return {
        "hit@1": sum(rank == 1 for rank in ranks) / len(ranks),
        "mrr@5": sum(1 / rank for rank in ranks if rank <= 5) / len(ranks),
        "sentence": sum(_marked(asked, answer) for asked, answer in answers) / len(answers),
        "kept": sum(answer.answered for _, answer in answers) / len(answers),
        "exact": sum(_best(_exact, asked, answer) for asked, answer in answers) / len(answers),
        "f1": sum(_best(f1, asked, answer) for asked, answer in answers) / len(answers),
    }


def _best(score: Callable[[str, str], float], asked: Asked, answer: Answer) -> float:
    return max(score(answer.answer or "", right) for right in asked.evidence)


def _exact(given: str, right: str) -> float:
    return float(_units(given) == _units(right))


def f1(given: str, right: str) -> float:
    """The harmonic mean of the shares of two texts' characters, Latin words and numbers whole, that the other has,
    without marks and blanks, 0 to 1."""
    ours, theirs = _units(given), _units(right)
    same = sum((Counter(ours) & Counter(theirs)).values())
    return 2 * same / (len(ours) + len(theirs)) if same else 0.0


def _units(text: str) -> list[str]:
    bare = (c for c in unicodedata.normalize("NFKC", text).lower() if unicodedata.category(c)[0] not in "PZC")
    return _UNIT.findall("".join(bare))


_UNIT = re.compile(r"[a-z0-9]+|\S")


def _rank(asked: Asked, answer: Answer) -> float:
    documents = list(dict.fromkeys(passage.citation.document for passage in answer.passages))
    return documents.index(asked.documents[0]) + 1 if asked.documents[0] in documents else float("inf")


def _marked(asked: Asked, answer: Answer) -> bool:
    marked = bare(answer.passages[0].highlight) if answer.passages else ""
    return any(bare(evidence) in marked for evidence in asked.evidence)


def measure(questions: QuestionSet, library: Library) -> dict[str, dict[str, float]]:
    """The figures of a set by the language of its questions."""
    answers: dict[str, list[tuple[Asked, Answer]]] = {}
    for asked in questions.asked:
        answer = library.ask(asked.question)
        answers.setdefault("en" if answer.language == "en" else "zh", []).append((asked, answer))
    return {language: {"questions": len(found), **figures(found)} for language, found in answers.items()}


def main() -> None:
    """Index, ask, print."""
    path, work = Path(sys.argv[1]), Path(sys.argv[2])
    questions = context_set(path.stem, path, work / "documents", most=10_000)
    with Library.open(Settings(data_dir=work / "library")) as library:
        library.index([questions.folder])
        for language, found in measure(questions, library).items():
            print(language, "  ".join(f"{name} {value:.4g}" for name, value in found.items()))


if __name__ == "__main__":
    main()
