"""Learn the weights in `retrieval/data/answers.json`, and say by cross-validation what they are worth.

    python -m benchmarks.train_answers DATA WORK

DATA is a folder as `benchmarks.sets` describes it, with DRCD and CMRC 2018 beside XQuAD; WORK takes the libraries made
of it. For each question the sentence with the evidence is taken as found, so that the short answer alone is measured.
The probability of a candidate is the softmax of its score, and the weights make the right ones likely, exact ones
more than those with a little beside them. Questions on one fact or context stay in one fold.
"""

import itertools
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from benchmarks.train_answers.examples import Example, collect, sets
from retrieval.evidence import span_model
from retrieval.evidence.span_candidates import Matrix
from retrieval.evidence.span_features import EDGES, NAMES, Spans
from retrieval.evidence.span_model import choose, said_weights
from retrieval.library import Library
from retrieval.settings import Settings

MASS = {"page": 700, "reports": 700, "xquad": 1200, "cmrc": 400, "drcd": 2500}
"""What each set counts for, in questions; chosen by cross-validation on the page and the reports."""
REGULARISATION = 2.0
"""Of 0.3, 1 and 2 the best in cross-validation, each tried with the features of its day; weights of one group are held
back twice as much."""
WRONG = 80
"""Wrong candidates of a question that are learned from, drawn at random."""
LONGEST_ANSWER = 25
"""Characters of the longest answer of CMRC that is learned from: many of its answers are whole sentences."""
FOLDS = 4
SAID = tuple(itertools.product((0.0, 0.5, 1.0), (0.0, 0.5, 1.0, 1.5, 2.0)))
"""Weights of what the reader and the verifier say that are tried together."""
LEAST_WEIGHT = 0.02
"""Smaller weights are left out of the file."""


def learn(examples: Sequence[Example]) -> dict[str, dict[str, float]]:
    """Weights by group and name under which the right candidates are likely."""
    usable = [e for e in examples if e.right.any() and (e.source != "cmrc" or e.shortest <= LONGEST_ANSWER)]
    counts = Counter(example.source for example in usable)
    share = np.array([MASS[example.source] / counts[example.source] for example in usable])
    columns: dict[tuple[str, str], int] = {}
    values: list[float] = []
    indices: list[int] = []
    rows: list[int] = [0]
    starts: list[int] = []
    right: list[float] = []
    draw = random.Random(0)
    for example in usable:
        starts.append(len(right))
        for row in _drawn(example, draw):
            for name, value in _named(example.spans, row):
                for group in example.groups:
                    indices.append(columns.setdefault((group, name), len(columns)))
                    values.append(value)
            rows.append(len(indices))
            right.append(example.right[row])
    features = csr_matrix((values, indices, rows), shape=(len(right), len(columns)))
    held = np.array([REGULARISATION * (1 if group == "all" else 2) for group, _ in columns])
    sizes, wanted = np.diff([*starts, len(right)]), np.array(right)

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        scores = features @ weights
        likely = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        of_all, of_right = np.add.reduceat(likely, starts), np.add.reduceat(likely * wanted, starts)
        gradient = likely / np.repeat(of_all, sizes) - likely * wanted / np.repeat(of_right, sizes)
        value = float(share @ (np.log(of_all) - np.log(of_right)) + held @ weights**2)
        return value, features.T @ (np.repeat(share, sizes) * gradient) + 2 * held * weights

    found = minimize(loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
    learned: dict[str, dict[str, float]] = {}
    for (group, name), column in columns.items():
        if abs(found[column]) >= LEAST_WEIGHT:
            learned.setdefault(group, {})[name] = round(float(found[column]), 3)
    return learned


def _drawn(example: Example, draw: random.Random) -> list[int]:
    wrong = np.flatnonzero(example.right == 0).tolist()
    return [*np.flatnonzero(example.right).tolist(), *draw.sample(wrong, min(WRONG, len(wrong)))]


def _named(spans: Spans, row: int) -> Iterator[tuple[str, float]]:
    for column in np.flatnonzero(spans.features[row]):
        yield NAMES[column], float(spans.features[row, column])
    for edge, category in zip(EDGES, spans.edges[row], strict=True):
        yield f"{edge}={category}", 1.0


def right_share(
    examples: Sequence[Example], weights: Mapping[str, Mapping[str, float]], said: tuple[float, float] | None = None
) -> dict[str, list[bool]]:
    """Of each example that the reader was not learned on, by set, language and sort of answer, whether the candidate
    chosen is right; `said` are the weights of what the reader and the verifier say, those that ship unless given."""
    found: dict[str, list[bool]] = {}
    for example in (example for example in examples if example.held_out):
        right, language = False, "en" if example.english else "zh"
        if example.spans.spans:
            likely = span_model.probabilities(
                example.spans, span_model.summed(weights, example.groups), said or said_weights(language, True)
            )
            right = bool(example.accepted[choose(example.spans, likely)[0]])
        for key in (f"{example.source} {language}", f"sort: {example.sort} {language}"):
            found.setdefault(key, []).append(right)
    return found


def _cross_validated(examples: Sequence[Example]) -> dict[tuple[float, float], dict[str, list[bool]]]:
    """What `right_share` says by weights learned without the example's group, for several weights of the models."""
    names = sorted({example.group for example in examples})
    fold_of = dict(zip(names, np.random.default_rng(0).integers(0, FOLDS, len(names)), strict=True))
    found: dict[tuple[float, float], dict[str, list[bool]]] = {said: {} for said in SAID}
    for fold_number in range(FOLDS):
        weights = learn([e for e in examples if fold_of[e.group] != fold_number])
        own = [e for e in examples if fold_of[e.group] == fold_number]
        for said, shares in found.items():
            for key, values in right_share(own, weights, said).items():
                shares.setdefault(key, []).extend(values)
    return found


def _print(title: str, found: Mapping[str, Sequence[bool]]) -> None:
    print(title)
    for key, values in sorted(found.items()):
        print(f"   {key}: {sum(values) / len(values):.3f} of {len(values)}")


def main() -> None:
    """Learn, print what cross-validation says, and write the weights."""
    data, work = Path(sys.argv[1]), Path(sys.argv[2])
    examples: list[Example] = []
    for name, folder, questions in sets(data, work):
        with Library.open(Settings(data_dir=work / "libraries" / folder.name)) as library:
            library.index([folder])
            examples += collect(name, questions, library)
    for (of_reader, of_verifier), shares in _cross_validated(examples).items():
        _print(f"cross-validated, the reader's word weighs {of_reader}, the verifier's {of_verifier}", shares)
    weights = learn(examples)
    _print("on what was learned", right_share(examples, weights))
    written = {"made by": "python -m benchmarks.train_answers", "weights": weights}
    span_model.PATH.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
