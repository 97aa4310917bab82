"""The weights under which the stretches that answer are likely, and what they are worth."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from benchmarks.train_answers.examples import Example
from retrieval.evidence import span_model
from retrieval.evidence.span_candidates import Matrix
from retrieval.evidence.span_features import EDGES, NAMES, Spans
from retrieval.evidence.span_model import choose

MASS = {
    "page": 700, "reports": 700, "near misses": 3000, "xquad": 800, "xquad seen": 700, "cmrc": 300, "cmrc seen": 200,
    "drcd": 800, "drcd seen": 1500,
}  # fmt: skip
"""What each set counts for, in questions."""
UNREAD = 0.2
"""Share of the questions that are learned from without what the reader says, beside those that it was learned on."""
REGULARISATION = 2.0
"""Of 0.3, 1 and 2 the best in cross-validation, each tried with the features of its day; weights of one group are held
back twice as much."""
WRONG = 80
"""Wrong candidates of a question that are learned from, drawn at random."""
LONGEST_ANSWER = 25
"""Characters of the longest answer of CMRC that is learned from: many of its answers are whole sentences."""
FOLDS = 4
LEAST_WEIGHT = 0.02
"""Smaller weights are left out of the file."""


def learn(examples: Sequence[Example]) -> dict[str, dict[str, float]]:
    """Weights by group and name under which the right candidates are likely."""
    usable = [
        e for e in examples if e.right.any() and (not e.source.startswith("cmrc") or e.shortest <= LONGEST_ANSWER)
    ]
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
        unread = draw.random() < UNREAD or not example.spans.read.any()
        for row in _drawn(example, draw):
            for name, value in _named(example.spans, row, unread):
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


def _named(spans: Spans, row: int, unread: bool) -> Iterator[tuple[str, float]]:
    for column in np.flatnonzero(spans.features[row]):
        yield NAMES[column], float(spans.features[row, column])
    for edge, category in zip(EDGES, spans.edges[row], strict=True):
        yield f"{edge}={category}", 1.0
    if not unread:
        yield "read", float(spans.read[row])
        if spans.read[row] == spans.read.max():
            yield "read likeliest", 1.0


def right_share(examples: Sequence[Example], weights: Mapping[str, Mapping[str, float]]) -> dict[str, list[bool]]:
    """Of each example, by set, language and sort of answer, whether the candidate chosen is right."""
    found: dict[str, list[bool]] = {}
    for example in examples:
        right = False
        if example.spans.spans:
            likely = span_model.probabilities(example.spans, span_model.summed(weights, example.groups))
            right = bool(example.accepted[choose(example.spans, likely)[0]])
        language = "en" if example.english else "zh"
        for key in (f"{example.source} {language}", f"sort: {example.sort} {language}"):
            found.setdefault(key, []).append(right)
    return found


def cross_validated(examples: Sequence[Example]) -> dict[str, list[bool]]:
    """What `right_share` says by weights learned without the example's group."""
    names = sorted({example.group for example in examples})
    fold_of = dict(zip(names, np.random.default_rng(0).integers(0, FOLDS, len(names)), strict=True))
    found: dict[str, list[bool]] = {}
    for fold_number in range(FOLDS):
        weights = learn([e for e in examples if fold_of[e.group] != fold_number])
        own = [e for e in examples if fold_of[e.group] == fold_number]
        for key, values in right_share(own, weights).items():
            found.setdefault(key, []).extend(values)
    return found
