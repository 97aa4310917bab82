"""Learn the weights in `retrieval/data/ranking.json`, and say by cross-validation what they are worth.

    python -m benchmarks.train_ranking DATA WORK

DATA is a folder as `benchmarks.sets` describes it, WORK takes the libraries made of it (made once, then used again).

Three linear models, for English questions and for others. *passage* and *sentence*: the probability of a candidate is
the softmax of its score, and the weights make the right ones likely (ListNet's top-one loss; Cao et al. 2007).
*confidence*: logistic regression of "this is answered", where besides the sets' own unanswerable questions each
answerable one counts once more with the passages that answer it taken away, and some of every other set are asked too.
"""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit, logsumexp

from benchmarks.sets import Asked, QuestionSet, bare, holds, training_sets
from retrieval import learned
from retrieval.asking import ask_of, gather
from retrieval.judgement import signals
from retrieval.library import Library
from retrieval.question import understand
from retrieval.ranking import Candidate, rank, vector_of
from retrieval.settings import Settings

Matrix = NDArray[np.float64]
FOLDS = 5
FOREIGN = 100
"""Questions of every other set that are asked of a set's documents."""
REGULARISATION = 0.005
"""Of 0.001, 0.005 and 0.02 the one that did best in cross-validation over all three sets."""
COSINES = {"whole", "window"}
"""Cosines vary ten times less than the other features, so their weights are held back ten times less."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One decision to learn from: a row of features an alternative, and which of them are right."""

    source: str
    features: Matrix
    right: NDArray[np.bool_]


@dataclass(slots=True)
class Examples:
    """What is learned from for one language; `names` are the features of each model, in the order of the columns."""

    passage: list[Choice]
    sentence: list[Choice]
    answered: list[tuple[str, Matrix, bool]]
    names: dict[str, list[str]]


def collect(questions: QuestionSet, foreign: Sequence[Asked], library: Library, into: Mapping[str, Examples]) -> None:
    """Ask a set's questions, and `foreign` ones that it does not answer, and add what can be learned from them to the
    examples of their language."""
    for asked in [*questions.asked, *foreign]:
        question = understand(asked.question)
        with library.reading() as (db, snapshot):
            known = ask_of(question, snapshot)
            vector = vector_of(library.encoder().encode_queries([question.text]))
            found = gather(db, snapshot, known, vector)
            ranked = rank(found.passages, known.matcher, found.evidence, len(found.passages))
        examples = into["en" if question.language == "en" else "zh"]
        right = [holds(c.passage.text, c.passage.document_name, asked) for c in ranked]
        if any(right) and not asked.compares:
            _add(examples, "passage", questions.name, [c.features for c in ranked], right)
            _add_sentences(examples, questions.name, asked, ranked[right.index(True)])
        wrong = [candidate for candidate, correct in zip(ranked, right, strict=True) if not correct]
        outcomes = [(wrong, False), (ranked, True)] if any(right) else [(wrong, False)]
        for remaining, answered in outcomes:
            if remaining:
                row = signals(question, known.matcher, known.statistics, remaining)
                examples.names["confidence"] = list(row)
                examples.answered.append((questions.name, np.array(list(row.values())), answered))


def _add_sentences(examples: Examples, source: str, asked: Asked, candidate: Candidate) -> None:
    text = candidate.passage.text
    right = [any(bare(e) in bare(text[s.start : s.end]) for e in asked.evidence) for s in candidate.sentences]
    if any(right) and not all(right):
        _add(examples, "sentence", source, [s.features for s in candidate.sentences], right)


def _add(
    examples: Examples, model: str, source: str, rows: Sequence[Mapping[str, float]], right: Sequence[bool]
) -> None:
    examples.names[model] = list(rows[0])
    features = np.array([list(row.values()) for row in rows])
    cast(list[Choice], getattr(examples, model)).append(Choice(source, features, np.array(right)))


def _restraint(names: Sequence[str]) -> Matrix:
    return np.array([0.0 if name == "one" else 0.1 if name in COSINES else 1.0 for name in names])


def _minimum(loss: Callable[[Matrix], tuple[float, Matrix]], restraint: Matrix) -> Matrix:
    def held(weights: Matrix) -> tuple[float, Matrix]:
        value, gradient = loss(weights)
        restrained = weights * restraint
        return value + REGULARISATION * float(
            restrained @ restrained
        ), gradient + 2 * REGULARISATION * restrained * restraint

    return cast(Matrix, minimize(held, np.zeros(len(restraint)), jac=True, method="L-BFGS-B").x)


def learn_choices(choices: Sequence[Choice], names: Sequence[str]) -> Matrix:
    """Weights under which the right alternatives are likely; every set counts the same, however many its questions."""
    share = {source: 1 / sum(c.source == source for c in choices) for source in {c.source for c in choices}}

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        value, gradient = 0.0, np.zeros_like(weights)
        for choice in choices:
            scores = choice.features @ weights
            all_of, right_of = logsumexp(scores), logsumexp(scores[choice.right])
            value += share[choice.source] * (all_of - right_of)
            expected = np.exp(scores - all_of) @ choice.features
            wanted = np.exp(scores[choice.right] - right_of) @ choice.features[choice.right]
            gradient += share[choice.source] * (expected - wanted)
        return float(value), gradient

    return _minimum(loss, _restraint(names))


def learn_confidence(answered: Sequence[tuple[str, Matrix, bool]], names: Sequence[str]) -> Matrix:
    """Weights of the probability that a question is answered; both outcomes of a set count the same."""
    features = np.array([row for _, row, _ in answered])
    wanted = np.array([float(outcome) for _, _, outcome in answered])
    counts: dict[tuple[str, bool], int] = {}
    for source, _, outcome in answered:
        counts[source, outcome] = counts.get((source, outcome), 0) + 1
    share = np.array([1 / counts[source, outcome] for source, _, outcome in answered])

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        probability = expit(features @ weights)
        logs = wanted * np.log(probability + 1e-12) + (1 - wanted) * np.log(1 - probability + 1e-12)
        return float(-(share * logs).sum()), features.T @ (share * (probability - wanted))

    return _minimum(loss, _restraint(names))


def _cross_validated(choices: Sequence[Choice], names: Sequence[str]) -> dict[str, float]:
    """The share of decisions got right by weights learned without them, by set."""
    folds = np.random.default_rng(0).integers(0, FOLDS, len(choices))
    right: dict[str, list[bool]] = {}
    for fold in range(FOLDS):
        weights = learn_choices([c for c, f in zip(choices, folds, strict=True) if f != fold], names)
        for choice in (c for c, f in zip(choices, folds, strict=True) if f == fold):
            right.setdefault(choice.source, []).append(bool(choice.right[np.argmax(choice.features @ weights)]))
    return {source: sum(values) / len(values) for source, values in sorted(right.items())}


def _confidences(answered: Sequence[tuple[str, Matrix, bool]], names: Sequence[str]) -> None:
    """Print, by set, how many questions are kept and how many refused at several thresholds, cross-validated."""
    folds = np.random.default_rng(0).integers(0, FOLDS, len(answered))
    known: dict[tuple[str, bool], list[float]] = {}
    for fold in range(FOLDS):
        weights = learn_confidence([a for a, f in zip(answered, folds, strict=True) if f != fold], names)
        for source, row, outcome in (a for a, f in zip(answered, folds, strict=True) if f == fold):
            known.setdefault((source, outcome), []).append(float(expit(row @ weights)))
    for (source, outcome), values in sorted(known.items()):
        shares = {t: round(float(np.mean(np.array(values) >= t)), 3) for t in (0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)}
        print("  ", source, "answerable" if outcome else "unanswerable", "kept at", shares)


def _named(names: Sequence[str], weights: Matrix) -> dict[str, float]:
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def _foreign(home: QuestionSet, sets: Sequence[QuestionSet]) -> list[Asked]:
    """Questions of the other sets, without what answers them."""
    others = (asked for other in sets if other is not home for asked in other.asked[:FOREIGN])
    return [Asked(asked.question, (), ()) for asked in others]


def main() -> None:
    """Learn, print what cross-validation says, and write the weights."""
    data, work = Path(sys.argv[1]), Path(sys.argv[2])
    examples = {language: Examples([], [], [], {}) for language in ("zh", "en")}
    sets = list(training_sets(data, work))
    for questions in sets:
        with Library.open(Settings(data_dir=work / "libraries" / questions.name)) as library:
            library.index([questions.folder])
            collect(questions, _foreign(questions, sets), library, examples)
    written: dict[str, object] = {"made by": "python -m benchmarks.train_ranking"}
    for model in ("passage", "sentence"):
        learned_here = {}
        for language, found in examples.items():
            choices: list[Choice] = getattr(found, model)
            print(model, language, "cross-validated", _cross_validated(choices, found.names[model]))
            learned_here[language] = _named(found.names[model], learn_choices(choices, found.names[model]))
        written[model] = learned_here
    confidence = {}
    for language, found in examples.items():
        print("confidence", language)
        _confidences(found.answered, found.names["confidence"])
        confidence[language] = _named(
            found.names["confidence"], learn_confidence(found.answered, found.names["confidence"])
        )
    written["confidence"] = confidence
    learned.PATH.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
