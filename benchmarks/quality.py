"""Measure all question sets, ours and plain baselines side by side.

    python benchmarks/quality.py --sets DIR [--work DIR] [--only NAME] [--questions N]

DIR is a folder as `benchmarks.sets` describes it. WORK takes the libraries, one a set, made once and then used again;
without it they are made in a folder that goes when all is printed. NAME is one of the sets, and may be given several
times; with N, only so many questions of each set are asked, drawn always alike, of all its documents.

One table a set is printed, in Markdown. On `page` and `reports` the figures are those of `yuanwen eval`. The public
sets, whose every question has an answer, count as `benchmarks.contexts` does: hit@1 and hit@3 by document, the sentence
by its highlight, `exact` and `f1` by its short answer, which plain baselines do not give. `ms` is processor time a
question, all threads together, in milliseconds.
"""

import argparse
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a file, too

from benchmarks.baselines import baselines
from benchmarks.contexts import figures as context_figures
from benchmarks.sets import Asked, context_set, is_held_out
from retrieval import Answer, Library, Settings
from retrieval.evaluation.metrics import Marks, mark
from retrieval.evaluation.question_set import GoldQuestion, read_gold

FIGURES = ("hit@1", "hit@3", "sentence", "right", "kept", "refused", "exact", "f1", "ms")

GOLD = {"page": ("page", "dev.jsonl"), "reports": ("reports-2025", "reports-2025.dev.jsonl")}
"""Set -> the folder of its documents, and its questions below `gold`."""

PUBLIC = {"xquad": "xquad-zh-en.dev.jsonl", "cmrc": "cmrc.trial.jsonl", "drcd": "drcd.dev.jsonl"}
"""Set -> its contexts with their questions, below `data`."""

_HAN = re.compile("[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Question:
    """A question, its language as far as figures are told apart by it, how an answer to it is marked, and whether it is
    of a public set's part that the reader was not learned on."""

    text: str
    language: str
    mark: Callable[[Answer], Marks]
    held_out: bool = False


@dataclass(frozen=True, slots=True)
class MeasuredSet:
    """A named set: the folder of its documents, and its questions."""

    name: str
    folder: Path
    questions: tuple[Question, ...]


def measured_set(name: str, sets: Path, work: Path) -> MeasuredSet:
    """One of the sets of the folder `sets`; `work` takes the documents of a public one. Raises PathNotFound."""
    if name in GOLD:
        folder, gold = GOLD[name]
        return MeasuredSet(name, sets / folder, tuple(_gold_question(q) for q in read_gold(sets / "gold" / gold)))
    found = context_set(name, sets / "data" / PUBLIC[name], work / name, most=100_000)
    return MeasuredSet(name, found.folder, tuple(_context_question(name, asked) for asked in found.asked))


def _gold_question(gold: GoldQuestion) -> Question:
    return Question(gold.question, gold.language, lambda answer: mark(gold, answer))


def _context_question(name: str, asked: Asked) -> Question:
    language = "zh" if _HAN.search(asked.question) else "en"
    return Question(asked.question, language, lambda answer: _context_marks(asked, answer), is_held_out(name, asked))


def _context_marks(asked: Asked, answer: Answer) -> Marks:
    found = context_figures([(asked, answer)])
    right = found["kept"] and found["hit@1"] and found["sentence"]
    return {**found, "hit@3": found["mrr@5"] >= 1 / 3, "right": right}


def measure(questions: Sequence[Question], ask: Callable[[str], Answer]) -> dict[str, dict[str, float]]:
    """The means of the figures over all questions, where there are several languages by language, and over those that
    were held out."""
    rows: dict[str, list[Marks]] = {}
    for question in questions:
        started = time.process_time()
        answer = ask(question.text)
        spent = 1000 * (time.process_time() - started)
        marks = {**question.mark(answer), "ms": spent}
        groups = ["all", question.language]
        if question.held_out:
            groups.append(f"{question.language}, held out")
        for group in groups:
            rows.setdefault(group, []).append(marks)
    if len({question.language for question in questions}) == 1:
        del rows[questions[0].language]
    return {group: {"questions": len(marks), **_means(marks)} for group, marks in rows.items()}


def _means(rows: Sequence[Marks]) -> dict[str, float]:
    columns = {name: [row[name] for row in rows if name in row] for name in FIGURES}
    return {name: sum(column) / len(column) for name, column in columns.items() if column}


def table(name: str, measured: dict[str, dict[str, dict[str, float]]]) -> str:
    """One set's figures, by system and by language, in Markdown."""
    lines = [f"| {name} | questions | {' | '.join(FIGURES)} |", "|---" * (len(FIGURES) + 2) + "|"]
    for language in next(iter(measured.values())):
        for system, groups in measured.items():
            found = groups[language]
            cells = [f"{system}, {language}", f"{found['questions']:,}"]
            cells += [f"{found[figure]:.1f}" if figure == "ms" else _share(found.get(figure)) for figure in FIGURES]
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}".removeprefix("0")


def run(found: MeasuredSet, library: Path, most: int | None) -> str:
    """Index a set, ask ours and the baselines, and give the table."""
    questions = found.questions
    if most is not None and most < len(questions):
        questions = tuple(random.Random(0).sample(questions, most))
    with Library.open(Settings(data_dir=library)) as opened:
        opened.index([found.folder])
        systems = {"ours": opened.ask, **baselines(opened)}
        for ask in systems.values():
            ask(questions[0].text)  # what is loaded once is no part of a question's cost
        return table(found.name, {name: measure(questions, ask) for name, ask in systems.items()})


def main() -> None:
    """Read the options, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", type=Path, required=True, metavar="DIR", help="where the sets are")
    parser.add_argument("--work", type=Path, metavar="DIR", help="where the libraries are kept")
    parser.add_argument("--only", action="append", choices=(*GOLD, *PUBLIC), help="measure this set only")
    parser.add_argument("--questions", type=int, metavar="N", help="ask so many questions of each set")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        work = options.work or Path(passing)
        for name in options.only or (*GOLD, *PUBLIC):
            found = measured_set(name, options.sets, work)
            print(run(found, work / "libraries" / name, options.questions), end="\n\n", flush=True)


if __name__ == "__main__":
    main()
