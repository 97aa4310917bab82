"""Measure answers on a public question set of contexts, each context a document of its own.

    python -m benchmarks.contexts SET.jsonl WORK

SET is one JSON object a context (`context`, `qas` with `question`, perhaps `question_en`, and `answers`), as XQuAD,
DRCD and CMRC 2018 are easily brought into; WORK takes the documents and the library made of them. Printed, for Chinese
and for English questions: `hit@1` and `mrr@5` count documents, by their best passage; `sentence` is the share of
questions whose highlight holds the answer; `kept` the share not refused, since every question here has an answer.
"""

import sys
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
    }


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
