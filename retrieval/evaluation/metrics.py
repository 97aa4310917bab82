"""Figures over a question set: whether the right passage comes first, with the right sentence, zone and answer."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from retrieval.answer import Answer, RankedPassage
from retrieval.evaluation.calibration import Outcome, reliability
from retrieval.evaluation.intervals import Interval, bootstrap, wilson
from retrieval.evaluation.question_set import GoldQuestion, bare

LONGEST_PASSAGE = 400
LONGEST_HIGHLIGHT = 140
"""A longer passage is no hit, and a longer highlight no sentence, in characters without white space."""

FIGURES = ("right", "hit@1", "hit@3", "mrr@5", "sentence", "zone", "answer", "both", "kept", "refused")
"""What is measured, each over the questions that it applies to.

`hit@1`, `hit@3`: the first passage, or one of the first three, holds an evidence string. `mrr@5`: the mean of one over
the rank of the first passage that does. `sentence`: the first highlight holds an evidence string or lies inside one.
`zone`: one of the first citation's three first organizations names the gold one. `answer`: the short answer is or holds
an accepted one and is not padded. `both`, of comparisons: every evidence string stands in one of the first four
passages. `kept`: an answerable question was answered. `refused`: an unanswerable one was not. `right`, the one that
counts: kept with hit@1 and sentence, or refused.
"""

Marks = Mapping[str, float]
"""The figures of one question, 0 to 1; those that do not apply are left out."""

_KIND_OF_PLACE = re.compile(
    "经济技术开发区|经济开发区|经开区|开发区|人民政府|壮族自治区|回族自治区|维吾尔自治区|自治区|省|市"
)


@dataclass(frozen=True, slots=True)
class Group:
    """The means of the figures over `questions` questions, and the 95 % interval of each: Wilson's of the shares, by
    bootstrap of `mrr@5`."""

    questions: int
    figures: Marks
    intervals: Mapping[str, Interval]

    def to_json(self) -> dict[str, Any]:
        """As `eval --json` prints it."""
        figures = {name: round(self.figures[name], 4) for name in FIGURES if name in self.figures}
        intervals = {name: [round(end, 4) for end in self.intervals[name]] for name in figures}
        return {"questions": self.questions, **figures, "intervals": intervals}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Figures over all questions, by language and by kind, the ids of the questions that did not come out right, and
    how each question came out, in the order of the set."""

    overall: Group
    languages: Mapping[str, Group]
    kinds: Mapping[str, Group]
    wrong: tuple[str, ...]
    outcomes: tuple[Outcome, ...]

    def to_json(self) -> dict[str, Any]:
        """As `eval --json` prints it."""
        return {
            **self.overall.to_json(),
            "languages": {name: group.to_json() for name, group in self.languages.items()},
            "kinds": {name: group.to_json() for name, group in self.kinds.items()},
            "reliability": reliability(self.outcomes).to_json(),
            "wrong": list(self.wrong),
        }


def evaluate(ask: Callable[[str], Answer], gold: Sequence[GoldQuestion]) -> Evaluation:
    """Ask every question and mark the answers; `ask` gives at least five passages where there are so many."""
    answers = [ask(question.question) for question in gold]
    marks = [mark(question, answer) for question, answer in zip(gold, answers, strict=True)]

    def groups(names: Iterable[str]) -> dict[str, Group]:
        found: dict[str, list[Marks]] = {}
        for name, row in zip(names, marks, strict=True):
            found.setdefault(name, []).append(row)
        return {name: _group(rows) for name, rows in found.items()}

    return Evaluation(
        overall=_group(marks),
        languages=groups(question.language for question in gold),
        kinds=groups(question.kind for question in gold),
        wrong=tuple(question.id for question, row in zip(gold, marks, strict=True) if not row["right"]),
        outcomes=tuple(_outcome(answer, row) for answer, row in zip(answers, marks, strict=True)),
    )


def _outcome(answer: Answer, marks: Marks) -> Outcome:
    found = bool(marks.get("hit@1") and marks.get("sentence"))
    return Outcome(answer.confidence, "hit@1" in marks, answer.answered, found)


def mark(gold: GoldQuestion, answer: Answer) -> Marks:
    """The figures of one answer."""
    if not gold.evidence:
        return {"refused": not answer.answered, "right": not answer.answered}
    first = next((i for i, passage in enumerate(answer.passages[:5]) if _holds_evidence(passage, gold)), None)
    sentence = bool(answer.passages) and _sentence_answers(answer.passages[0].highlight, gold.evidence)
    marks: dict[str, float] = {
        "hit@1": first == 0,
        "hit@3": first is not None and first < 3,
        "mrr@5": 0.0 if first is None else 1 / (first + 1),
        "sentence": sentence,
        "answer": answer.answered and answers_right(answer.answer or "", gold.answers),
        "kept": answer.answered,
        "right": answer.answered and first == 0 and sentence,
    }
    if gold.zone:
        organizations = answer.passages[0].citation.organizations[:3] if answer.passages else ()
        marks["zone"] = any(place(gold.zone) in place(name) for name in organizations)
    if gold.kind == "compare":
        shown = [bare(passage.text) for passage in answer.passages[:4] if _short_enough(passage)]
        marks["both"] = all(any(bare(piece) in text for text in shown) for piece in gold.evidence)
    return marks


def _group(rows: Sequence[Marks]) -> Group:
    columns = {name: [row[name] for row in rows if name in row] for name in FIGURES}
    means = {name: sum(column) / len(column) for name, column in columns.items() if column}
    intervals = {
        name: bootstrap(columns[name]) if name == "mrr@5" else wilson(mean, len(columns[name]))
        for name, mean in means.items()
    }
    return Group(len(rows), means, intervals)


def _short_enough(passage: RankedPassage) -> bool:
    return len(bare(passage.text)) <= LONGEST_PASSAGE


def _holds_evidence(passage: RankedPassage, gold: GoldQuestion) -> bool:
    document = passage.citation.document.rsplit("/", 1)[-1]
    text = bare(passage.text)
    return (
        _short_enough(passage)
        and (not gold.documents or document in gold.documents)
        and any(bare(piece) in text for piece in gold.evidence)
    )


def _sentence_answers(highlight: str, evidence: Sequence[str]) -> bool:
    """Whether a highlight holds a piece of evidence, or eight characters or more of it lie inside one."""
    given, pieces = bare(highlight), [bare(piece) for piece in evidence]
    if len(given) > max(LONGEST_HIGHLIGHT, *(len(piece) + 20 for piece in pieces)):
        return False
    return any(piece in given or (len(given) >= 8 and given in piece) for piece in pieces)


def answers_right(given: str, accepted: Sequence[str]) -> bool:
    """Whether a short answer holds an accepted one, not inside a longer number, and is not padded."""
    text = bare(given).lower()
    for wanted in filter(None, (bare(answer).lower() for answer in accepted)):
        padded = len(text) > max(3 * len(wanted), len(wanted) + 20)
        before = r"(?<![\d.])" if wanted[0].isdigit() else ""
        after = r"(?!\d|\.\d)" if wanted[-1].isdigit() else ""
        if not padded and re.search(before + re.escape(wanted) + after, text):
            return True
    return False


def place(name: str) -> str:
    """The place in an organization's name: 临汾 of 临汾经济开发区, 广西 of 广西壮族自治区."""
    return _KIND_OF_PLACE.sub("", bare(name))
